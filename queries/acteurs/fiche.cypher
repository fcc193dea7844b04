// titre = "Que sait-on de cet objet ?"
// description = "Tous les faits d’un acteur, d’un dispositif, d’une action, d’une instance ou d’un territoire, avec leurs preuves."
// usagers = ["cpam", "ars", "animation"]
// analyse = "fiche"
// phrase = "« {nom} » ({nature}) : {n:relation documentée|relations documentées}, {n_preuves:citation|citations}."
// phrase_vide = "« {nom} » ({nature}) : aucune relation n’est documentée {date}."
// [parametres.id]
// type = "Entite"
// titre = "Objet"
// description = "Nom ou identifiant."
// [colonnes.relation]
// titre = "Relation"
// description = "Ce qui lie les deux objets, lu depuis la fiche."
// [colonnes.objet_id]
// titre = "Identifiant"
// description = "Identifiant de l’autre objet."
// [colonnes.objet]
// titre = "Objet"
// description = "Nom de l’autre objet."
// [colonnes.nature]
// titre = "Nature"
// description = "Ce qu’est l’autre objet."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé."
// [colonnes.type]
// titre = "Type"
// description = "Type de relation dans le modèle."
// [colonnes.sens]
// titre = "Sens"
// description = "sortant ou entrant."
// [colonnes.note]
// titre = "Note"
// description = "Précision donnée avec l’énoncé."
// [mesures]
// n_preuves = "Citations qui prouvent la fiche."
// [tableaux.identite]
// titre = "Identité"
// [tableaux.identite.colonnes.champ]
// titre = "Champ"
// description = "Nom du champ dans le modèle."
// [tableaux.identite.colonnes.libelle]
// titre = "Information"
// description = "Nom du champ en français."
// [tableaux.identite.colonnes.valeur]
// titre = "Valeur"
// description = "Valeur, telle qu’on la lit."
// [tableaux.identite.colonnes.brut]
// titre = "Valeur enregistrée"
// description = "Valeur telle qu’elle est enregistrée."
MATCH (n:Entite {id: $id})
OPTIONAL MATCH (n)-[r]-(o:Entite)
WHERE r.est_fait
RETURN n AS noeud, r AS liens, type(r) AS type, startNode(r).id = n.id AS sortant, o.id AS objet_id, o.nom AS objet,
       labels(o) AS labels, o.type_acteur AS type_acteur, o.type_dispositif AS type_dispositif,
       o.type_territoire AS type_territoire
ORDER BY type, sortant, objet_id, r.id
