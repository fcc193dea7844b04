// titre = "Quelles actions ce dispositif comprend-il ?"
// description = "Les fiches actions et les orientations du dispositif, avec leurs pilotes ; on peut choisir un thème, une famille de thèmes ou un public."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:action documentée|actions documentées} {date} : {liste}."
// phrase_vide = "Aucune action de « {dispositif} » n’est documentée {date} avec ces critères."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [parametres.theme]
// type = "Thematique"
// titre = "Thème"
// description = "Thème ou famille de thèmes."
// obligatoire = false
// [parametres.public]
// type = "Public"
// titre = "Public"
// description = "Public visé."
// obligatoire = false
// [colonnes.action_id]
// titre = "Identifiant de l’action"
// description = "Identifiant de l’action."
// [colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [colonnes.numero]
// type = "entier"
// titre = "N°"
// description = "Numéro de la fiche."
// [colonnes.niveau]
// titre = "Niveau"
// description = "fiche_action, ou orientation avant la fiche."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.statut]
// titre = "Statut"
// description = "Avancement de l’action."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [colonnes.pilotes]
// type = "liste"
// titre = "Pilotes"
// description = "Pilotes et co-pilotes à cette date ; vide si aucun n’est documenté."
MATCH (d:Entite {id: $dispositif})-[c:COMPREND]->(x:Entite:Action)
WHERE ($theme IS NULL OR EXISTS {
    MATCH (x)-[:TRAITE]->(t:Entite:Thematique)
    WHERE t.id = $theme OR 'theme:' + t.parent = $theme
  })
  AND ($public IS NULL OR EXISTS { (x)-[:CIBLE]->(:Public {id: $public}) })
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, x.niveau AS niveau,
       d.id AS dispositif_id, d.nom AS dispositif, x.statut AS statut,
       COLLECT { MATCH (x)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (x)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       COLLECT {
         MATCH (a:Entite:Acteur)-[r:PILOTE]->(x)
         WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour)))
         RETURN a.nom ORDER BY r.role DESC, a.nom, a.id
       } AS pilotes,
       c AS liens, [x] + COLLECT {
         MATCH (x)-[l:TRAITE|CIBLE]->(k:Entite)
         WHERE k.id IN [$theme, $public] OR 'theme:' + k.parent = $theme
         RETURN l ORDER BY k.id
       } AS appuis
ORDER BY dispositif, dispositif_id, numero IS NULL, numero, action, action_id
