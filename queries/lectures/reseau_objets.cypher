// lecture = true
// titre = "Objets d’un réseau"
UNWIND $ids AS id
MATCH (n:Entite {id: id})
RETURN n.id AS id, n.nom AS nom, labels(n) AS labels, n.secteur AS secteur, n.collectif AS collectif,
       n.type_acteur AS type_acteur, n.type_dispositif AS type_dispositif,
       coalesce(n.date_debut, n.date_signature, n.date_creation) AS debut
ORDER BY id
