// lecture = true
// titre = "Liens directs déclarés par des acteurs ou avec eux"
UNWIND $ids AS id
MATCH (a:Entite:Acteur {id: id})-[r:LIEN]->(b:Entite:Acteur)
RETURN a.id AS depart, b.id AS arrivee, r AS lien
ORDER BY depart, arrivee, r.id
UNION
UNWIND $ids AS id
MATCH (b:Entite:Acteur {id: id})<-[r:LIEN]-(a:Entite:Acteur)
RETURN a.id AS depart, b.id AS arrivee, r AS lien
ORDER BY depart, arrivee, r.id
