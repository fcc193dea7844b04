// titre = "Qu’est-ce qui prouve ce que l’on sait de cet objet ?"
// description = "Toutes les citations d’un objet et de ses relations, avec le document et sa date."
// usagers = ["ars", "cpam", "animation"]
// phrase = "{n:citation|citations} pour « {id} »."
// phrase_vide = "Aucune citation ne prouve « {id} » : rien n’en est documenté."
// [parametres.id]
// type = "Entite"
// titre = "Objet"
// description = "Nom ou identifiant."
// [colonnes.enonce]
// titre = "Énoncé"
// description = "Ce que la citation prouve : l’objet lui-même, ou une relation avec un autre."
// [colonnes.relation]
// titre = "Relation"
// description = "Type de relation dans le modèle ; vide pour l’objet lui-même."
// [colonnes.objet_id]
// titre = "Identifiant de l’autre objet"
// description = "Identifiant de l’autre objet de la relation."
// [colonnes.objet]
// titre = "Autre objet"
// description = "Autre objet de la relation."
// [colonnes.citation]
// titre = "Citation"
// description = "Mots du document."
// [colonnes.source_id]
// titre = "Identifiant de la source"
// description = "Identifiant du document."
// [colonnes.source]
// titre = "Document"
// description = "Titre du document."
// [colonnes.date_document]
// type = "date"
// titre = "Date du document"
// description = "Date du document, ou la plus récente qu’il mentionne."
// [colonnes.derivation]
// titre = "Origine"
// description = "explicite, inferee ou classement."
// [colonnes.note]
// titre = "Note"
// description = "Comment l’énoncé a été déduit."
CALL () {
  MATCH (n:Entite {id: $id})
  UNWIND range(0, size(coalesce(n.preuve_sources, [])) - 1) AS i
  RETURN n.nom AS enonce, NULL AS relation, NULL AS o, n.preuve_sources[i] AS cle, n.preuve_citations[i] AS citation,
         'explicite' AS derivation, NULL AS note, n AS liens, '' AS rang
  UNION ALL
  MATCH (n:Entite {id: $id})-[r]-(o:Entite)
  UNWIND range(0, size(coalesce(r.preuve_sources, [])) - 1) AS i
  RETURN startNode(r).nom + ' → ' + endNode(r).nom AS enonce, type(r) AS relation, o, r.preuve_sources[i] AS cle,
         r.preuve_citations[i] AS citation, coalesce(r.derivation, 'explicite') AS derivation, r.note AS note, r AS liens,
         r.id AS rang
}
WITH enonce, relation, o, cle, citation, derivation, note, liens, rang
OPTIONAL MATCH (s:Entite:Source)
WHERE s.fichier = cle OR s.id = cle
RETURN enonce, relation, o.id AS objet_id, o.nom AS objet, citation, s.id AS source_id, coalesce(s.nom, cle) AS source,
       coalesce(s.date_document, s.date_plancher) AS date_document, derivation, note, liens
ORDER BY relation IS NOT NULL, relation, enonce, objet_id, rang, source, citation, source_id
