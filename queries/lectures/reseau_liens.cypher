// lecture = true
// titre = "Liens entre les objets d’un réseau"
UNWIND $ids AS id
MATCH (a:Entite {id: id})-[r]->(b:Entite)
WHERE type(r) IN $types AND r.est_fait AND b.id IN $ids
RETURN r.id AS id, type(r) AS type, a.id AS depart, b.id AS arrivee, r AS lien
ORDER BY id
