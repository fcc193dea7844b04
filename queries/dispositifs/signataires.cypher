// titre = "Qui a signé ce dispositif ?"
// description = "Les signataires d’un contrat, principaux puis associés, avec leur secteur."
// usagers = ["cpam", "ars", "animation"]
// analyse = "signataires"
// phrase = "{n:signataire|signataires} pour « {dispositif} », dont {n_principaux:principal|principaux} : {liste}."
// phrase_vide = "Aucun signataire de « {dispositif} » n’est documenté {date}."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du contrat."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant du signataire."
// [colonnes.acteur]
// titre = "Signataire"
// description = "Nom du signataire."
// [colonnes.rang]
// titre = "Rang"
// description = "Principal ou associé."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité du signataire."
// [colonnes.statut]
// titre = "Statut"
// description = "Effectif quand la signature a eu lieu ; prévu quand elle est annoncée."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour de l’engagement."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour de l’engagement."
// [mesures]
// nombre = "Signataires effectifs."
// [tableaux.secteurs]
// titre = "Signataires par secteur"
// [tableaux.secteurs.colonnes.secteur]
// titre = "Code"
// description = "Code du secteur."
// [tableaux.secteurs.colonnes.libelle]
// titre = "Secteur"
// description = "Secteur d’activité."
// [tableaux.secteurs.colonnes.n]
// type = "entier"
// titre = "Signataires"
// description = "Nombre de signataires du secteur."
MATCH (d:Entite {id: $dispositif})
MATCH (a:Entite:Acteur)-[r:SIGNE]->(d)
RETURN a.id AS acteur_id, a.nom AS acteur, r.rang AS rang, a.secteur AS secteur, r.statut AS statut,
       r.valid_from AS date_debut, r.valid_to AS date_fin, r AS liens
ORDER BY CASE r.rang WHEN 'principal' THEN 0 ELSE 1 END, acteur, acteur_id
