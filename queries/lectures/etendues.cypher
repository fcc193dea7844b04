// lecture = true
// titre = "Territoires de chaque dispositif, groupés par énoncés semblables, avec l’un d’eux"
MATCH (d:Entite:Dispositif)-[r:COUVRE]->(t:Entite:Territoire)
WHERE r.est_fait
WITH d.id AS dispositif_id, t.id AS territoire_id, r, r.part AS part, r.valid_from AS debut, r.valid_to AS fin,
     r.statut AS statut, r.observed_at AS vu, r.preuve_sources AS sources
ORDER BY dispositif_id, territoire_id, r.id
WITH dispositif_id, part, debut, fin, statut, vu, sources, collect(territoire_id) AS territoires, collect(r) AS liens
RETURN dispositif_id, part, territoires, properties(liens[0]) AS lien, liens[0].id AS lien_id
ORDER BY dispositif_id, lien_id
