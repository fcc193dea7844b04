// lecture = true
// titre = "Termes de vocabulaire déjà présents"
MATCH (t:Entite)
WHERE t.id IN $ids AND t.est_reference
RETURN count(t) AS n
