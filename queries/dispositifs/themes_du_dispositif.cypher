// titre = "De quoi ce dispositif traite-t-il ?"
// description = "Les thèmes du dispositif et de ses actions, du plus au moins présent dans les actions."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » traite de {n:thème|thèmes} {date} : {liste}."
// phrase_vide = "Aucun thème de « {dispositif} » n’est documenté {date}."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.theme_id]
// titre = "Identifiant du thème"
// description = "Identifiant du thème."
// [colonnes.theme]
// titre = "Thème"
// description = "Nom du thème."
// [colonnes.famille]
// titre = "Famille"
// description = "Famille de thèmes."
// [colonnes.declare]
// type = "booleen"
// titre = "Propre au dispositif"
// description = "Vrai si le thème est attribué au dispositif lui-même."
// [colonnes.n_actions]
// type = "entier"
// titre = "Actions"
// description = "Actions du dispositif qui traitent ce thème."
// [colonnes.actions]
// type = "liste"
// titre = "Fiches"
// description = "Identifiants de ces actions."
MATCH (d:Entite {id: $dispositif})
MATCH (t:Entite:Thematique)
WHERE EXISTS { (d)-[:TRAITE]->(t) } OR EXISTS { (d)-[:COMPREND]->(:Action)-[:TRAITE]->(t) }
WITH d, t,
     COLLECT { MATCH (d)-[l:TRAITE]->(t) WHERE ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour))) RETURN l } AS propres,
     COLLECT {
       MATCH (d)-[c:COMPREND]->(x:Entite:Action)-[l:TRAITE]->(t)
       WHERE ($jour IS NULL OR ((coalesce(c.valid_from, $jour) <= $jour) AND (coalesce(c.valid_to, $jour) >= $jour))) AND ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
       RETURN x.id ORDER BY x.id
     } AS actions,
     COLLECT {
       MATCH (d)-[c:COMPREND]->(x:Entite:Action)-[l:TRAITE]->(t)
       WHERE ($jour IS NULL OR ((coalesce(c.valid_from, $jour) <= $jour) AND (coalesce(c.valid_to, $jour) >= $jour))) AND ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
       RETURN l ORDER BY x.id
     } AS liens
WHERE size(propres) + size(actions) > 0
OPTIONAL MATCH (f:Entite:Thematique {id: 'theme:' + t.parent})
RETURN t.id AS theme_id, t.nom AS theme, f.nom AS famille, size(propres) > 0 AS declare, size(actions) AS n_actions, actions,
       propres + liens AS liens
ORDER BY n_actions DESC, theme, theme_id
