// lecture = true
// titre = "Acteurs qui agissent sur des territoires, avec ce qui dit s’ils comptent à une date, groupés par territoire"
UNWIND $ids AS id
MATCH (t:Entite {id: id})<-[r:INTERVIENT_SUR]-(a:Entite)
WHERE r.est_fait AND 'Acteur' IN labels(a) AND NOT coalesce(a.collectif, false)
RETURN id,
       collect([a.id, r.valid_from, r.valid_to, r.statut, r.observed_at, r.preuve_sources]) AS liens
ORDER BY id
