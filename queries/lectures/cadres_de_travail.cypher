// lecture = true
// titre = "Nature, état et date d’actions, d’instances, de rencontres ; acteurs qui sont des ensembles sans nom"
UNWIND $ids AS id
MATCH (x:Entite {id: id})
RETURN id, labels(x) AS labels, x.statut AS statut, x.type_instance AS type_instance,
       x.type_evenement AS type_evenement, x.date AS date, x.collectif AS collectif
ORDER BY id
