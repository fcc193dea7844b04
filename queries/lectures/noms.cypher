// lecture = true
// titre = "Noms sous lesquels on cherche"
MATCH (n:Entite)
WHERE NOT n:Source AND NOT n:Note AND NOT n:Observation
RETURN n.id AS id, n.nom AS nom, labels(n) AS labels, n.sigle AS sigle, n.alias AS alias, n.code AS code,
       n.type_territoire AS type_territoire, n.type_acteur AS type_acteur, n.type_dispositif AS type_dispositif,
       n.est_fait AS est_fait
ORDER BY id
