// lecture = true
// titre = "Réunions d’une instance"
MATCH (i:Entite {id: $instance})
MATCH (e:Entite:Evenement)-[c:CONCERNE]->(i)
WHERE e.type_evenement <> 'jalon'
RETURN e.id AS evenement_id, e.nom AS evenement, e.date AS date, e.note_qualite AS reserve, c AS appuis, e AS noeud
ORDER BY date, evenement_id
