// lecture = true
// titre = "Relations qui touchent l’une ou l’autre de deux fiches, ou qui la citent comme contexte"
UNWIND $ids AS id
MATCH (n:Entite {id: id})-[r]->(x:Entite)
RETURN type(r) AS type, n.id AS depart, x.id AS arrivee, r.id AS lien
ORDER BY type, depart, arrivee, lien
UNION
UNWIND $ids AS id
MATCH (x:Entite)-[r]->(n:Entite {id: id})
RETURN type(r) AS type, x.id AS depart, n.id AS arrivee, r.id AS lien
ORDER BY type, depart, arrivee, lien
UNION
MATCH (x:Entite)-[r:REPRESENTE]->(y:Entite)
WHERE r.contexte IN $ids
RETURN type(r) AS type, x.id AS depart, y.id AS arrivee, r.id AS lien
ORDER BY type, depart, arrivee, lien
