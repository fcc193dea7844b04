// lecture = true
// titre = "Ce à quoi des acteurs prennent part, avec tous ceux qui y ont un rôle"
UNWIND $ids AS id
MATCH (:Entite {id: id})-[:PORTE|PILOTE|ANIME|SIGNE|EST_PARTENAIRE|FINANCE|EST_MEMBRE|ORGANISE|PARTICIPE|EVALUE]->(c)
WHERE c:Action OR c:Dispositif OR c:Evenement OR c:Instance
WITH DISTINCT c
RETURN c.id AS id, labels(c) AS labels,
       COLLECT {
         MATCH (c)<-[r:PORTE|PILOTE|ANIME|SIGNE|EST_PARTENAIRE|FINANCE|EST_MEMBRE|ORGANISE|PARTICIPE|EVALUE]-(a)
         RETURN [a.id, r {.*, `@type`: type(r)}] ORDER BY type(r), a.id, r.id
       } AS entrants
ORDER BY id
