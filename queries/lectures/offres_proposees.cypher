// lecture = true
// titre = "Offres que des acteurs proposent"
UNWIND $ids AS id
MATCH (:Entite {id: id})-[:PROPOSE]->(o)
WITH DISTINCT o
RETURN o AS objet,
       COLLECT { MATCH (o)-[r:TRAITE|CIBLE]->(x) RETURN [x.id, r] ORDER BY type(r), x.id, r.id } AS sortants,
       COLLECT { MATCH (o)<-[r:PROPOSE]-(a) WHERE a.id IN $ids RETURN [a.id, r] ORDER BY a.id, r.id } AS entrants
ORDER BY o.id
