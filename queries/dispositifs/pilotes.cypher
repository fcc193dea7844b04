// titre = "Qui pilote les actions de ce dispositif ?"
// description = "Les pilotes et copilotes, du plus au moins chargé, avec leurs actions."
// usagers = ["ars", "cpam", "animation"]
// analyse = "pilotes"
// phrase = "{premier} pilote le plus d’actions de « {dispositif} » : {maximum} sur {n_actions} documentées. {n:pilote|pilotes} en tout."
// phrase_vide = "Aucun pilote d’action de « {dispositif} » n’est documenté {date}."
// organisation = ["acteur_id"]
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant du pilote."
// [colonnes.acteur]
// titre = "Pilote"
// description = "Nom du pilote."
// [colonnes.n_actions]
// type = "entier"
// titre = "Actions"
// description = "Nombre d’actions pilotées ou copilotées, chacune comptée une fois."
// [colonnes.actions]
// type = "liste"
// titre = "Fiches"
// description = "Identifiants des actions."
// [colonnes.titres]
// type = "liste"
// titre = "Intitulés"
// description = "Numéros et intitulés des actions."
// [colonnes.services]
// type = "liste"
// titre = "Par service"
// description = "Services de l’organisme qui pilotent, avec leur nombre d’actions."
// [mesures]
// n_actions = "Actions du dispositif documentées à cette date."
// n_sans_pilote = "Actions sans pilote documenté."
MATCH (d:Entite {id: $dispositif})-[c:COMPREND]->(x:Entite:Action)
OPTIONAL MATCH (a:Entite:Acteur)-[r:PILOTE]->(x)
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, a.id AS acteur_id, a.nom AS acteur,
       CASE WHEN r IS NULL THEN [c] ELSE [r] END AS liens, c AS appuis, r IS NOT NULL AS pilotee
ORDER BY numero, action_id, acteur_id
