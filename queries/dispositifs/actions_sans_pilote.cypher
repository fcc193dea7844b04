// titre = "Quelles actions de ce dispositif n’ont pas de pilote ?"
// description = "Les actions dont aucun pilote n’est documenté à la date, avec ce que la source écrit."
// usagers = ["ars", "animation", "cpam"]
// analyse = "actions_sans_pilote"
// vide = "suffisant"
// phrase = "{n:action|actions} de « {dispositif} » sans pilote documenté sur {n_actions} : {liste}."
// phrase_vide = "Toutes les actions documentées de « {dispositif} » ont un pilote ({n_actions} sur {n_actions})."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.action_id]
// titre = "Identifiant"
// description = "Identifiant de l’action."
// [colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [colonnes.numero]
// type = "entier"
// titre = "N°"
// description = "Numéro de la fiche."
// [colonnes.pilote_source]
// titre = "Écrit dans la source"
// description = "Ce que la source écrit à la place du pilote."
// [mesures]
// n_actions = "Actions du dispositif documentées à cette date."
MATCH (d:Entite {id: $dispositif})-[c:COMPREND]->(x:Entite:Action)
OPTIONAL MATCH (a:Entite:Acteur)-[r:PILOTE]->(x)
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, x.pilote_source AS pilote_source,
       c AS liens, x AS appuis, collect(r) AS pilotages
ORDER BY numero, action_id
