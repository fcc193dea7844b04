// lecture = true
// titre = "Inclusions de territoires que le code officiel ne dit pas"
MATCH (a:Entite:Territoire)-[r:INCLUS_DANS]->(b:Entite:Territoire)
WHERE a.id STARTS WITH 'terr:' OR b.id STARTS WITH 'terr:'
RETURN a.id AS dedans, b.id AS dehors, r AS lien
ORDER BY dedans, dehors
