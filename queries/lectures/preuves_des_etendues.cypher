// lecture = true
// titre = "Énoncés choisis du périmètre de dispositifs, en entier"
UNWIND $ids AS id
MATCH (d:Entite {id: id})-[r:COUVRE]->(:Entite)
WHERE r.id IN $liens
RETURN r.id AS lien_id, properties(r) AS lien
ORDER BY lien_id
