// lecture = true
// titre = "Noms sous lesquels on cherche ; un rang par sorte d’objets"
MATCH (n:Entite)
WHERE NOT n:Source AND NOT n:Note AND NOT n:Observation
RETURN labels(n) AS labels, n.type_territoire AS type_territoire, n.type_acteur AS type_acteur,
       n.type_dispositif AS type_dispositif, n.est_fait AS est_fait, min(n.id) AS premier,
       collect([n.id, n.nom, n.sigle, n.alias, n.code]) AS noms
ORDER BY premier
