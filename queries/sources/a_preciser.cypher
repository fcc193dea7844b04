// titre = "Quels objets faut-il préciser ou rapprocher ?"
// description = "Acteurs et instances que la source ne désigne pas exactement, catégories non nommées et doublons possibles."
// usagers = ["ars", "animation"]
// vide = "suffisant"
// phrase = "{n_liste:objet à préciser ou à rapprocher|objets à préciser ou à rapprocher} : {liste}."
// phrase_vide = "Rien n’est à préciser : aucun doublon possible, aucun acteur imprécis."
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet."
// [colonnes.objet]
// titre = "Objet"
// description = "Nom de l’objet."
// [colonnes.raison]
// titre = "Raison"
// description = "à préciser, collectif (catégorie non nommée) ou doublon possible."
// [colonnes.proche_id]
// titre = "Identifiant de l’objet proche"
// description = "Identifiant de l’objet qui est peut-être le même."
// [colonnes.proche]
// titre = "Peut-être le même que"
// description = "Objet qui est peut-être le même."
// [colonnes.precision]
// titre = "Précision"
// description = "Ce que la source écrit, ou la raison du rapprochement."
CALL () {
  MATCH (n:Entite)
  WHERE n.a_preciser AND NOT EXISTS { (n)-[d:POSSIBLE_DOUBLON]->(:Entite) WHERE d.verdict IS NULL }
  RETURN n, 'à préciser' AS raison, NULL AS p, coalesce(n.note_qualite, n.libelle_source) AS precision, n AS liens, 1 AS rang
  UNION ALL
  MATCH (n:Entite:Acteur)
  WHERE n.collectif
  RETURN n, 'collectif' AS raison, NULL AS p, coalesce(n.note_qualite, n.libelle_source) AS precision, n AS liens, 2 AS rang
  UNION ALL
  MATCH (n:Entite)-[r:POSSIBLE_DOUBLON]->(p:Entite)
  WHERE r.verdict IS NULL
  RETURN n, CASE WHEN n.a_preciser THEN 'à préciser, doublon possible' ELSE 'doublon possible' END AS raison, p,
         r.note AS precision, r AS liens, 0 AS rang
}
WITH n, raison, p, precision, liens, rang
RETURN n.id AS objet_id, n.nom AS objet, raison, p.id AS proche_id, p.nom AS proche, precision, liens, n AS appuis
ORDER BY rang, objet, objet_id, proche, proche_id
