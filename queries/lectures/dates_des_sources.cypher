// lecture = true
// titre = "Documents et leurs dates"
MATCH (s:Entite:Source)
RETURN s.id AS id, s.nom AS nom, coalesce(s.fichier, s.id) AS fichier,
       coalesce(s.date_document, s.date_plancher) AS date, s.type_source AS type
ORDER BY id
