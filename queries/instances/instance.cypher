// titre = "Qui compose et anime cette instance ?"
// description = "Membres, animation, représentations et réunions d’une instance."
// usagers = ["cpam", "animation", "ars"]
// analyse = "instance"
// organisation = ["acteur_id"]
// phrase = "« {instance} » : {n_membres:membre|membres} ({membres}){animation}. {n_reunions:réunion documentée|réunions documentées}."
// phrase_vide = "Aucun membre de « {instance} » n’est documenté {date}."
// [parametres.instance]
// type = "Instance"
// titre = "Instance"
// description = "Nom ou identifiant de l’instance."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’organisme."
// [colonnes.acteur]
// titre = "Organisme"
// description = "Nom de l’organisme."
// [colonnes.role]
// titre = "Rôle"
// description = "membre, presidence, animateur, associe, represente…"
// [colonnes.represente_id]
// titre = "Identifiant du représenté"
// description = "Pour qui il siège, sur la ligne du représentant."
// [colonnes.represente]
// titre = "Siège pour"
// description = "Nom de l’organisme représenté."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé."
// [mesures]
// n_membres = "Organismes membres, associés et représentés exclus."
// n_reunions = "Réunions documentées."
// [tableaux.reunions]
// titre = "Réunions"
// [tableaux.reunions.colonnes.evenement_id]
// titre = "Identifiant"
// description = "Identifiant de l’événement."
// [tableaux.reunions.colonnes.evenement]
// titre = "Réunion"
// description = "Nom de l’événement."
// [tableaux.reunions.colonnes.date]
// type = "date"
// titre = "Date"
// description = "Date de la réunion."
// [tableaux.reunions.colonnes.reserve]
// titre = "Réserve"
// description = "Ce qui reste à vérifier."
MATCH (i:Entite {id: $instance})
MATCH (a:Entite:Acteur)-[r:EST_MEMBRE|ANIME|PILOTE]->(i)
OPTIONAL MATCH (a)-[rep:REPRESENTE]->(b:Entite:Acteur)
WHERE rep.contexte = $instance
RETURN a.id AS acteur_id, a.nom AS acteur, r.role AS role, b.id AS represente_id, b.nom AS represente,
       r.valid_from AS date_debut, r.statut AS statut, r AS liens, rep AS representation
ORDER BY role, acteur_id, represente_id
UNION ALL
MATCH (i:Entite {id: $instance})
MATCH (a:Entite:Acteur)-[rep:REPRESENTE]->(b:Entite:Acteur)
WHERE rep.contexte = $instance AND NOT EXISTS { (a)-[:EST_MEMBRE|ANIME|PILOTE]->(i) }
RETURN a.id AS acteur_id, a.nom AS acteur, rep.role AS role, b.id AS represente_id, b.nom AS represente,
       rep.valid_from AS date_debut, rep.statut AS statut, rep AS liens, NULL AS representation
ORDER BY acteur_id, represente_id
