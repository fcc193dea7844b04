// titre = "Que faut-il savoir avant de se fier aux données ?"
// description = "Notes de lecture et réserves : contradictions entre chiffres, dates à confirmer, données perdues, sigles ambigus."
// usagers = ["ars", "cpam", "animation"]
// vide = "suffisant"
// phrase = "{n:note de lecture ou réserve|notes de lecture ou réserves}."
// phrase_vide = "Aucune note de lecture n’est enregistrée."
// [colonnes.note]
// titre = "Note"
// description = "Ce qu’il faut savoir."
// [colonnes.gravite]
// titre = "Gravité"
// description = "attention ou info."
// [colonnes.regle]
// titre = "Règle"
// description = "Règle de contrôle concernée."
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet."
// [colonnes.objet]
// titre = "Objet"
// description = "Objet concerné ; vide si la note porte sur le document."
// [colonnes.note_id]
// titre = "Identifiant de la note"
// description = "Identifiant de la note ; vide pour une réserve écrite sur l’objet."
CALL () {
  MATCH (n:Entite:Note)
  OPTIONAL MATCH (n)-[c:CONCERNE]->(o:Entite)
  RETURN n.texte AS note, n.gravite AS gravite, n.regle AS regle, o, n.id AS note_id, [n, c] AS appuis, 0 AS rang
  UNION ALL
  MATCH (o:Entite)
  WHERE o.note_qualite IS NOT NULL
  RETURN o.note_qualite AS note, 'attention' AS gravite, NULL AS regle, o, NULL AS note_id, [o] AS appuis, 1 AS rang
}
WITH note, gravite, regle, o, note_id, appuis, rang
RETURN note, gravite, regle, o.id AS objet_id, o.nom AS objet, note_id, appuis
ORDER BY CASE gravite WHEN 'attention' THEN 0 ELSE 1 END, rang, note_id, objet, objet_id, note
