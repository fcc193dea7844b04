// titre = "Qui finance quoi ?"
// description = "Financements et soutiens d’un dispositif, de ses actions et des offres, ou de toute la base si aucun dispositif n’est donné."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:financement ou soutien documenté|financements ou soutiens documentés} {date} : {liste}."
// phrase_vide = "Aucun financement n’est documenté {date}."
// organisation = ["acteur_id"]
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// obligatoire = false
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur."
// [colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu, en mots."
// [colonnes.objet_id]
// titre = "Identifiant de ce qui est financé"
// description = "Identifiant du dispositif, de l’action ou de l’offre."
// [colonnes.objet]
// titre = "Finance"
// description = "Dispositif, action ou offre."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.montant]
// type = "decimal"
// titre = "Montant (euros)"
// description = "Montant, s’il est public."
// [colonnes.precision]
// titre = "Précision"
// description = "Ce qui est financé, ou note de l’énoncé."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé : effectif, prevu, en_projet, propose, recommande…"
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
MATCH (a:Entite:Acteur)-[r:FINANCE]->(o:Entite)
OPTIONAL MATCH (d:Entite:Dispositif)-[c:COMPREND]->(o)
WHERE o:Action
WITH a, r, o, c, CASE WHEN o:Dispositif THEN o ELSE d END AS d
WHERE $dispositif IS NULL OR d.id = $dispositif
RETURN a.id AS acteur_id, a.nom AS acteur, coalesce(r.role, 'financeur') AS role, o.id AS objet_id, o.nom AS objet,
       d.id AS dispositif_id, d.nom AS dispositif, r.montant AS montant, coalesce(r.objet, r.note) AS precision,
       r.statut AS statut, r.valid_from AS date_debut, r.valid_to AS date_fin, r AS liens, c AS appuis
ORDER BY dispositif IS NULL, dispositif, objet, objet_id, acteur, acteur_id, dispositif_id, r.id
