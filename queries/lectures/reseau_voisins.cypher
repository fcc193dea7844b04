// lecture = true
// titre = "Objets liés à d’autres par un rôle ou une structure"
UNWIND $ids AS id
MATCH (a:Entite {id: id})-[r]-(b:Entite)
WHERE type(r) IN $types AND r.est_fait
RETURN DISTINCT b.id AS id, labels(b) AS labels
ORDER BY id
