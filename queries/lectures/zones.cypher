// lecture = true
// titre = "Territoires où quelque chose intervient"
MATCH (t:Entite:Territoire)
WHERE EXISTS { (t)<-[:INTERVIENT_SUR|COUVRE|CONCERNE|MESURE]-() } OR EXISTS { (t)-[:A_BESOIN]->() }
RETURN collect(t.id) AS ids
