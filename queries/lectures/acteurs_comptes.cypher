// lecture = true
// titre = "Acteurs, et ceux qui sont des ensembles sans nom"
UNWIND $ids AS id
MATCH (a:Entite {id: id})
RETURN a.id AS id, a.collectif AS collectif
ORDER BY id
