// lecture = true
// titre = "Périmètres de tous les dispositifs"
MATCH (d:Entite:Dispositif)-[r:COUVRE]->(t:Entite:Territoire)
RETURN d.id AS dispositif_id, t.id AS territoire_id, r AS lien
ORDER BY dispositif_id, territoire_id
