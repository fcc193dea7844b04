// lecture = true
// titre = "Liens directs déclarés par des acteurs ou avec eux"
UNWIND $ids AS id
MATCH (a:Entite {id: id})-[r:LIEN]->(b)
RETURN a.id AS depart, b.id AS arrivee, r AS lien
ORDER BY depart, arrivee, r.id
UNION
UNWIND $ids AS id
MATCH (b:Entite {id: id})<-[r:LIEN]-(a)
RETURN a.id AS depart, b.id AS arrivee, r AS lien
ORDER BY depart, arrivee, r.id
