// lecture = true
// titre = "Objets liés à d’autres, et les dates de chaque lien"
UNWIND $ids AS id
MATCH (a:Entite {id: id})-[r]-(b:Entite)
WHERE type(r) IN $types AND r.est_fait
RETURN DISTINCT a.id AS depuis, b.id AS id, labels(b) AS labels, r.valid_from AS valid_from, r.valid_to AS valid_to,
       coalesce(b.date_debut, b.date_signature, b.date_creation) AS debut
ORDER BY depuis, id, valid_from, valid_to
