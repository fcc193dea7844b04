// lecture = true
// titre = "Acteurs qui ont un rôle dans des objets, et événements qui les concernent, groupés par objet"
UNWIND $ids AS id
MATCH (d:Entite {id: id})<-[r:PORTE|PILOTE|ANIME|SIGNE|EST_PARTENAIRE|FINANCE|EST_MEMBRE|ORGANISE|PARTICIPE|EVALUE|CONCERNE]-(x:Entite)
WHERE r.est_fait
WITH id, r, x.id AS autre, 'Evenement' IN labels(x) AS evenement
ORDER BY id, autre, r.id
RETURN id, collect([type(r), autre, properties(r), evenement]) AS liens
ORDER BY id
