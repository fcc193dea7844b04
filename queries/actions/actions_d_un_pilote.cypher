// titre = "Quelles actions cet acteur pilote-t-il ?"
// description = "Les actions pilotées ou copilotées par l’acteur, et par ses services si la réponse est par organisme."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {acteur} » : {n:pilotage documenté|pilotages documentés} {date} : {liste}."
// phrase_vide = "Aucune action pilotée par « {acteur} » n’est documentée {date}."
// [parametres.acteur]
// type = "Acteur"
// titre = "Acteur"
// description = "Nom ou identifiant de l’acteur."
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
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu, en mots."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.service_id]
// titre = "Identifiant du service"
// description = "Identifiant du service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.service]
// titre = "Service"
// description = "Service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.avec]
// type = "liste"
// titre = "Avec"
// description = "Autres pilotes de l’action à cette date."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé : effectif, prevu, en_projet, propose, recommande…"
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
MATCH (a:Entite {id: $acteur})
MATCH p = (s:Entite:Acteur)-[:PARTIE_DE*0..4]->(a)
WHERE ($granularite = 'organisation' OR s.id = a.id)
  AND all(l IN relationships(p) WHERE NOT coalesce(l.statut, 'effectif') IN ['en_projet', 'recommande', 'a_confirmer'])
WITH a, s, relationships(p) AS chaine
ORDER BY any(l IN chaine WHERE NOT ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))), size(chaine), reduce(t = '', l IN chaine | t + l.id)
WITH a, s, head(collect(chaine)) AS chaine
MATCH (s)-[r:PILOTE]->(x:Entite:Action)
OPTIONAL MATCH (d:Entite:Dispositif)-[c:COMPREND]->(x)
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, coalesce(r.role, 'pilote') AS role,
       d.id AS dispositif_id, d.nom AS dispositif, CASE WHEN s.id <> a.id THEN s.id END AS service_id, CASE WHEN s.id <> a.id THEN s.nom END AS service,
       COLLECT {
         MATCH (b:Entite:Acteur)-[l:PILOTE]->(x)
         WHERE b.id <> s.id AND ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
         RETURN b.nom ORDER BY b.nom, b.id
       } AS avec,
       COLLECT { MATCH (x)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       r.statut AS statut, r.valid_from AS date_debut, r.valid_to AS date_fin, r AS liens, [c, chaine] AS appuis
ORDER BY dispositif IS NULL, dispositif, dispositif_id, numero IS NULL, numero, action, action_id, service, service_id, role, r.id
