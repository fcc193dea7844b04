// titre = "Avec qui cet acteur est-il en lien ?"
// description = "Liens déclarés, représentations, adhésions et instances où l’acteur siège avec d’autres ; ses services comptent pour lui si la réponse est par organisme."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {acteur} » : {n:lien documenté|liens documentés} {date}{dont_hors_calcul}, avec {liste}."
// phrase_vide = "Aucun lien direct de « {acteur} » n’est documenté {date}."
// organisation = ["acteur_id"]
// [parametres.acteur]
// type = "Acteur"
// titre = "Acteur"
// description = "Nom ou identifiant de l’acteur."
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur."
// [colonnes.acteur]
// titre = "En lien avec"
// description = "Autre acteur."
// [colonnes.lien]
// titre = "Lien"
// description = "Lien, lu depuis l’acteur demandé."
// [colonnes.contexte_id]
// titre = "Identifiant du contexte"
// description = "Identifiant de l’instance."
// [colonnes.contexte]
// titre = "Contexte"
// description = "Instance où le lien se joue."
// [colonnes.intensite]
// type = "entier"
// titre = "Intensité"
// description = "De 1 (se connaissent de nom) à 5 (convention ou action commune régulière), si elle est déclarée."
// [colonnes.service_id]
// titre = "Identifiant du service"
// description = "Identifiant du service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.service]
// titre = "Service"
// description = "Service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé : effectif, prevu, en_projet, propose, recommande…"
MATCH (a:Entite {id: $acteur})
MATCH p = (s:Entite:Acteur)-[:PARTIE_DE*0..4]->(a)
WHERE ($granularite = 'organisation' OR s.id = a.id)
  AND all(l IN relationships(p) WHERE NOT coalesce(l.statut, 'effectif') IN ['en_projet', 'recommande', 'a_confirmer'])
WITH a, s, relationships(p) AS chaine
ORDER BY any(l IN chaine WHERE NOT ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))), size(chaine), reduce(t = '', l IN chaine | t + l.id)
WITH a, s, head(collect(chaine)) AS chaine
CALL (a, s, chaine) {
  MATCH (s)-[r:LIEN|REPRESENTE|EST_MEMBRE]-(b:Entite:Acteur)
  OPTIONAL MATCH (i:Entite:Instance {id: r.contexte})
  RETURN b, i, [r] AS liens, r.intensite AS intensite, r.valid_from AS date_debut, r.valid_to AS date_fin, r.statut AS statut,
         CASE type(r) + CASE WHEN startNode(r).id = s.id THEN '>' ELSE '<' END
           WHEN 'REPRESENTE>' THEN 'représente' WHEN 'REPRESENTE<' THEN 'est représenté par'
           WHEN 'EST_MEMBRE>' THEN 'adhère à' WHEN 'EST_MEMBRE<' THEN 'a pour membre'
           ELSE CASE r.role
                  WHEN 'interconnaissance' THEN 'connaît' WHEN 'echange_information' THEN 'échange de l’information avec'
                  WHEN 'cooperation' THEN 'coopère avec' WHEN 'action_commune' THEN 'mène une action commune avec'
                  WHEN 'convention' THEN 'a une convention avec' ELSE 'est en lien avec' END END AS lien
  UNION ALL
  MATCH (s)-[:EST_MEMBRE|ANIME|PILOTE]->(i:Entite:Instance)<-[:EST_MEMBRE|ANIME|PILOTE]-(b:Entite:Acteur)
  WITH DISTINCT s, i, b
  WITH i, b,
       COLLECT { MATCH (s)-[r:EST_MEMBRE|ANIME|PILOTE]->(i) WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour))) RETURN r ORDER BY type(r), r.id } AS miens,
       COLLECT { MATCH (b)-[r:EST_MEMBRE|ANIME|PILOTE]->(i) WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour))) RETURN r ORDER BY type(r), r.id } AS siens
  WHERE size(miens) > 0 AND size(siens) > 0
  RETURN b, i, miens + siens AS liens, NULL AS intensite, siens[0].valid_from AS date_debut, siens[0].valid_to AS date_fin,
         siens[0].statut AS statut, 'siège avec' AS lien
}
WITH a, s, chaine, b, i, liens, intensite, date_debut, date_fin, statut, lien
WHERE b.id <> a.id AND NOT ($granularite = 'organisation' AND EXISTS { (b)-[:PARTIE_DE*1..4]->(a) })
RETURN b.id AS acteur_id, b.nom AS acteur, lien, i.id AS contexte_id, i.nom AS contexte, intensite,
       CASE WHEN s.id <> a.id THEN s.id END AS service_id, CASE WHEN s.id <> a.id THEN s.nom END AS service,
       date_debut, date_fin, statut, liens, chaine AS appuis
ORDER BY lien = 'siège avec', acteur, acteur_id, lien, contexte, contexte_id, service, service_id, date_debut
