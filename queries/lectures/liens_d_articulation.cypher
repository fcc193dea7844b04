// lecture = true
// titre = "Articulations déclarées de dispositifs, et instances où ils siègent, groupées par dispositif"
UNWIND $ids AS id
MATCH (d:Entite:Dispositif {id: id})-[r:S_ARTICULE_AVEC|CORRESPOND_A|PORTE|PILOTE|ANIME|SIGNE|EST_PARTENAIRE|FINANCE|EST_MEMBRE|ORGANISE|PARTICIPE|EVALUE]->(x:Entite)
WHERE r.est_fait AND (x:Dispositif OR x:Instance)
WITH id, r, x.id AS autre
ORDER BY id, autre, r.id
RETURN id, collect([type(r), autre, properties(r)]) AS liens
ORDER BY id
