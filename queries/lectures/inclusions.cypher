// lecture = true
// titre = "Inclusions de territoires que le code officiel ne dit pas"
CALL () {
  MATCH (a:Entite:Territoire)
  WHERE a.id STARTS WITH 'terr:'
  MATCH (a)-[r:INCLUS_DANS]->(b:Entite:Territoire)
  RETURN a, r, b
  UNION
  MATCH (b:Entite:Territoire)
  WHERE b.id STARTS WITH 'terr:'
  MATCH (b)<-[r:INCLUS_DANS]-(a:Entite:Territoire)
  RETURN a, r, b
}
RETURN a.id AS dedans, b.id AS dehors, r AS lien
ORDER BY dedans, dehors
