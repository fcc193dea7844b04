// lecture = true
// titre = "Territoires de chaque dispositif, avec ce qui dit s’ils comptent à une date ; un rang par dispositif"
MATCH (d:Entite:Dispositif)-[r:COUVRE]->(t:Entite:Territoire)
WHERE r.est_fait
RETURN d.id AS dispositif_id,
       collect([t.id, r.id, r.part, r.valid_from, r.valid_to, r.statut, r.observed_at, r.preuve_sources]) AS liens
ORDER BY dispositif_id
