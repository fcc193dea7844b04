// lecture = true
// titre = "Fiches qui en ont repris d’autres, et identifiants de celles-ci"
MATCH (n:Entite)
WHERE n.anciens_ids IS NOT NULL
RETURN n.id AS id, n.nom AS nom, n.anciens_ids AS anciens
ORDER BY id
