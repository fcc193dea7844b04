// titre = "Sur quels documents cette base repose-t-elle ?"
// description = "Les documents, leur date et le nombre de faits qu’ils prouvent."
// usagers = ["ars", "cpam", "animation"]
// phrase = "{n:document|documents} : {liste}."
// phrase_vide = "Aucun document n’est enregistré."
// [colonnes.source_id]
// titre = "Identifiant de la source"
// description = "Identifiant du document."
// [colonnes.source]
// titre = "Document"
// description = "Titre du document."
// [colonnes.fichier]
// titre = "Fichier"
// description = "Nom du fichier que les preuves citent."
// [colonnes.type_source]
// titre = "Type"
// description = "Page web, mémoire, compte rendu, entretien…"
// [colonnes.date]
// type = "date"
// titre = "Date"
// description = "Date du document ; à défaut, la plus récente qu’il mentionne."
// [colonnes.date_certaine]
// type = "booleen"
// titre = "Date écrite"
// description = "Vrai si le document est daté ; faux si la date est un plancher."
// [colonnes.n_objets]
// type = "entier"
// titre = "Objets"
// description = "Objets que le document prouve."
// [colonnes.n_relations]
// type = "entier"
// titre = "Relations"
// description = "Relations que le document prouve."
// [colonnes.licence]
// titre = "Licence"
// description = "Conditions de réutilisation."
// [colonnes.url]
// titre = "Page web"
// description = "Adresse du document."
CALL () {
  MATCH (n:Entite)
  WHERE n.preuve_sources IS NOT NULL
  UNWIND n.preuve_sources AS cle
  RETURN cle, n.id AS objet, NULL AS relation
  UNION ALL
  MATCH (:Entite)-[r]->(:Entite)
  WHERE r.preuve_sources IS NOT NULL
  UNWIND r.preuve_sources AS cle
  RETURN cle, NULL AS objet, r.id AS relation
}
WITH cle, count(DISTINCT objet) AS n_objets, count(DISTINCT relation) AS n_relations
WITH collect({cle: cle, objets: n_objets, relations: n_relations}) AS comptes
MATCH (s:Entite:Source)
WITH s, [c IN comptes WHERE c.cle IN [s.fichier, s.id]] AS siens
RETURN s.id AS source_id, s.nom AS source, s.fichier AS fichier, s.type_source AS type_source,
       coalesce(s.date_document, s.date_plancher) AS date, s.date_document IS NOT NULL AS date_certaine,
       reduce(n = 0, c IN siens | n + c.objets) AS n_objets, reduce(n = 0, c IN siens | n + c.relations) AS n_relations,
       s.licence AS licence, s.url AS url, s AS appuis
ORDER BY date IS NULL, date DESC, source, source_id
