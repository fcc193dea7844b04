// lecture = true
// titre = "Type et bouts de la relation qui a un identifiant"
MATCH (a:Entite)-[r]->(b:Entite)
WHERE r.id = $id
RETURN type(r) AS type, a.id AS depart, b.id AS arrivee
ORDER BY type, depart, arrivee
