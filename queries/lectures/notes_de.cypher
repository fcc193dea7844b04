// lecture = true
// titre = "Notes de lecture attachées à un objet"
MATCH (n:Entite:Note)-[:CONCERNE]->(:Entite {id: $id})
RETURN n.id AS id, n.nom AS nom, n.texte AS texte, n.gravite AS gravite, n.regle AS regle
ORDER BY gravite, id
