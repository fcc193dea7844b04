// lecture = true
// titre = "Relations qui ont un de ces identifiants, et celles qu’une saisie a pu déplacer"
MATCH (a:Entite)-[r]->(b:Entite)
WHERE r.id IN $ids OR ANY(origine IN r.origines WHERE origine = 'saisie')
RETURN type(r) AS type, a.id AS depart, b.id AS arrivee
ORDER BY type, depart, arrivee
