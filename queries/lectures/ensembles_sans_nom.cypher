// lecture = true
// titre = "Parmi des acteurs, ceux qui sont des ensembles sans nom"
UNWIND $ids AS id
MATCH (a:Entite {id: id})
WHERE a.collectif
RETURN a.id AS id
ORDER BY id
