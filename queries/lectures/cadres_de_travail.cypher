// lecture = true
// titre = "Type, état et date d’actions, d’instances et de rencontres"
UNWIND $ids AS id
MATCH (x:Entite {id: id})
RETURN id, x.statut AS statut, x.type_instance AS type_instance, x.type_evenement AS type_evenement, x.date AS date
ORDER BY id
