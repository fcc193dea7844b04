// titre = "Quelles actions portent sur ce thème ?"
// description = "Les actions du thème, puis celles de la même famille de thèmes, dans toute la base ou sur un territoire."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:action|actions} sur « {theme} » ou un thème voisin {date} : {liste}."
// phrase_vide = "Aucune action n’est documentée sur « {theme} » ni sur un thème voisin {date}. Non documenté ne veut pas dire absent."
// [parametres.theme]
// type = "Thematique"
// titre = "Thème"
// description = "Thème ou famille de thèmes."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.action_id]
// titre = "Identifiant de l’action"
// description = "Identifiant de l’action."
// [colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [colonnes.proximite]
// titre = "Proximité"
// description = "exact : le thème demandé ; meme_famille : un thème voisin."
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
MATCH (demande:Entite {id: $theme})
MATCH (t:Entite:Thematique)
WHERE t.id = demande.id OR t.parent = demande.code OR t.parent = demande.parent
MATCH (x:Entite:Action)-[l:TRAITE]->(t)
WHERE ($territoire IS NULL
    OR EXISTS { MATCH (x)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
    OR (NOT EXISTS { (x)-[:INTERVIENT_SUR]->(:Territoire) }
        AND EXISTS { MATCH (f:Entite:Dispositif)-[:COMPREND]->(x) WHERE f.id IN $dispositifs })
  )
WITH demande, x, min(CASE WHEN t.id = demande.id OR t.parent = demande.code THEN 'exact' ELSE 'meme_famille' END) AS proximite
OPTIONAL MATCH (d:Entite:Dispositif)-[c:COMPREND]->(x)
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, x.niveau AS niveau,
       d.id AS dispositif_id, d.nom AS dispositif, x.statut AS statut, proximite,
       COLLECT { MATCH (x)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (x)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       COLLECT {
         MATCH (a:Entite:Acteur)-[r:PILOTE]->(x)
         WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour)))
         RETURN a.nom ORDER BY r.role DESC, a.nom, a.id
       } AS pilotes,
       c AS liens, [x] + COLLECT {
         MATCH (x)-[l:TRAITE]->(k:Entite:Thematique)
         WHERE k.id = demande.id OR k.parent = demande.code OR k.parent = demande.parent
         RETURN l ORDER BY k.id
       } AS appuis
ORDER BY proximite, dispositif, dispositif_id, numero IS NULL, numero, action, action_id
