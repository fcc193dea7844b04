// titre = "Qu’est-ce qui est annoncé, proposé ou reste à confirmer ?"
// description = "Les énoncés qui ne sont pas effectifs : en projet, proposés, prévus, recommandés ou à confirmer, sur un territoire ou dans toute la base. Les doublons possibles sont dans une autre question."
// usagers = ["ars", "cpam", "animation"]
// vide = "suffisant"
// phrase = "{n:énoncé|énoncés} à suivre ou à confirmer {date} : {liste}."
// phrase_vide = "Aucun énoncé n’est en attente {date}."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet."
// [colonnes.objet]
// titre = "Qui"
// description = "Acteur, dispositif ou action dont on parle."
// [colonnes.relation]
// titre = "Relation"
// description = "Type de relation dans le modèle."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle annoncé."
// [colonnes.vers_id]
// titre = "Identifiant du second objet"
// description = "Identifiant du second objet."
// [colonnes.vers]
// titre = "À qui, à quoi"
// description = "Second objet de l’énoncé."
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
// [colonnes.note]
// titre = "Note"
// description = "Précision donnée avec l’énoncé."
MATCH (o:Entite)-[r]->(v:Entite)
WHERE r.statut IN ['a_confirmer', 'en_projet', 'prevu', 'propose', 'recommande'] AND type(r) <> 'POSSIBLE_DOUBLON'
  AND ($territoire IS NULL
       OR o.id IN $dispositifs OR v.id IN $dispositifs OR o.id IN $zones OR v.id IN $zones
       OR EXISTS { MATCH (d:Entite:Dispositif)-[:COMPREND|A_INSTANCE]->(v) WHERE d.id IN $dispositifs })
RETURN o.id AS objet_id, o.nom AS objet, type(r) AS relation, r.role AS role, v.id AS vers_id, v.nom AS vers,
       r.statut AS statut, r.valid_from AS date_debut, r.valid_to AS date_fin, r.note AS note, r AS liens
ORDER BY CASE r.statut WHEN 'a_confirmer' THEN 0 WHEN 'prevu' THEN 1 WHEN 'en_projet' THEN 2 WHEN 'propose' THEN 3 ELSE 4 END,
         relation, objet, objet_id, vers, vers_id, r.id
