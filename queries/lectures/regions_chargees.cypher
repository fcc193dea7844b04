// lecture = true
// titre = "Communes du référentiel déjà présentes, par région"
MATCH (c:Entite:Territoire)-[:INCLUS_DANS]->(:Territoire)-[:INCLUS_DANS]->(r:Territoire)
WHERE c.type_territoire = 'commune' AND c.est_reference AND c.millesime = $millesime AND r.type_territoire = 'region'
RETURN r.code AS code, count(DISTINCT c) AS n
ORDER BY code
