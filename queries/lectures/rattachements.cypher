// lecture = true
// titre = "Services et organismes dont ils font partie"
MATCH (s:Entite:Acteur)-[r:PARTIE_DE]->(o:Entite:Acteur)
RETURN s.id AS service_id, o.id AS organisme_id, o.nom AS organisme, o.type_acteur AS type_organisme, r {.valid_from, .valid_to, .statut, .observed_at, .preuve_sources, `@type`: type(r)} AS lien
ORDER BY service_id, organisme_id
