// lecture = true
// titre = "Objets par lesquels commencer : les plus liés de chaque nature"
CALL () {
  MATCH (:Entite:Dispositif)-[r:COUVRE]->(t:Entite:Territoire)
  RETURN 'territoire' AS nature, t.id AS id, t.nom AS nom, count(r) AS n
  UNION ALL
  MATCH (a:Entite:Acteur)-[r]->(:Entite)
  WHERE a.type_acteur = 'assurance_maladie' AND r.est_fait AND NOT coalesce(a.collectif, false)
  RETURN 'caisse' AS nature, a.id AS id, a.nom AS nom, count(r) AS n
  UNION ALL
  MATCH (:Entite:Acteur)-[r:SIGNE|PORTE|PILOTE]->(d:Entite:Dispositif)
  RETURN 'contrat' AS nature, d.id AS id, d.nom AS nom, count(r) AS n
  UNION ALL
  MATCH (d:Entite:Dispositif)-[r:COMPREND]->(:Entite:Action)
  RETURN 'dispositif' AS nature, d.id AS id, d.nom AS nom, count(r) AS n
  UNION ALL
  MATCH (:Entite:Acteur)-[r:EST_MEMBRE|ANIME|PILOTE]->(i:Entite:Instance)
  RETURN 'instance' AS nature, i.id AS id, i.nom AS nom, count(r) AS n
}
RETURN nature, id, nom, n
ORDER BY nature, n DESC, id
