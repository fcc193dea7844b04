// lecture = true
// titre = "Périmètres de tous les dispositifs"
MATCH (d:Entite:Dispositif)-[r:COUVRE]->(t:Entite:Territoire)
RETURN d.id AS dispositif_id,
       collect([t.id, r.id, r {.part, .valid_from, .valid_to, .statut, .observed_at, .preuve_sources, `@type`: type(r)}]) AS liens
ORDER BY dispositif_id
