// lecture = true
// titre = "Parties, thèmes et publics d’objets, groupés par objet"
UNWIND $ids AS id
MATCH (d:Entite {id: id})-[r:COMPREND|A_INSTANCE|TRAITE|CIBLE]->(x:Entite)
WHERE r.est_fait
WITH id, r, x.id AS autre, 'Dispositif' IN labels(x) AS dispositif, 'Action' IN labels(x) AS action
ORDER BY id, autre, r.id
RETURN id, collect([type(r), autre, properties(r), dispositif, action]) AS liens
ORDER BY id
