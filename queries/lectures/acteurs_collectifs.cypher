// lecture = true
// titre = "Groupes d’acteurs non nommés"
MATCH (a:Entite:Acteur)
WHERE a.collectif
RETURN a.id AS id
ORDER BY id
