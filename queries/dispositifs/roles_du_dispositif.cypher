// titre = "Qui fait quoi dans ce dispositif ?"
// description = "Qui porte, pilote, anime, signe, finance, accompagne ou évalue le dispositif. Les pilotes de ses actions sont dans une autre question."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:rôle documenté|rôles documentés} {date} : {liste}."
// phrase_vide = "Aucun rôle dans « {dispositif} » n’est documenté {date}."
// organisation = ["acteur_id"]
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur."
// [colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu, en mots."
// [colonnes.rang]
// titre = "Rang"
// description = "Rang du signataire : principal ou associe."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité de l’acteur."
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
// [colonnes.precision]
// titre = "Précision"
// description = "Positionnement, objet du financement ou note de l’énoncé."
MATCH (d:Entite {id: $dispositif})
MATCH (a:Entite:Acteur)-[r:PORTE|PILOTE|ANIME|SIGNE|FINANCE|EST_PARTENAIRE|EVALUE]->(d)
RETURN a.id AS acteur_id, a.nom AS acteur,
       CASE coalesce(r.role, type(r))
         WHEN 'referent_cls' THEN 'référent CLS' WHEN 'presidence' THEN 'présidence'
         WHEN 'co-presidence' THEN 'co-présidence' WHEN 'secretariat' THEN 'secrétariat' WHEN 'invite' THEN 'invité'
         WHEN 'associe' THEN 'associé' WHEN 'represente' THEN 'représenté' WHEN 'evaluateur' THEN 'évaluateur'
         WHEN 'prestataire_diagnostic' THEN 'prestataire du diagnostic' WHEN 'PORTE' THEN 'porteur'
         WHEN 'PILOTE' THEN 'pilote' WHEN 'ANIME' THEN 'animateur' WHEN 'SIGNE' THEN 'signataire'
         WHEN 'EST_PARTENAIRE' THEN 'partenaire' WHEN 'FINANCE' THEN 'financeur' WHEN 'EST_MEMBRE' THEN 'membre'
         WHEN 'ORGANISE' THEN 'organisateur' WHEN 'PARTICIPE' THEN 'participant' WHEN 'EVALUE' THEN 'évaluateur'
         ELSE r.role END AS role, r.rang AS rang, a.secteur AS secteur, r.statut AS statut,
       r.valid_from AS date_debut, r.valid_to AS date_fin, coalesce(r.positionnement, r.objet, r.note) AS precision,
       r AS liens,
       CASE type(r) WHEN 'PORTE' THEN 0 WHEN 'PILOTE' THEN 1 WHEN 'ANIME' THEN 2 WHEN 'SIGNE' THEN 3 WHEN 'FINANCE' THEN 4
            WHEN 'EST_PARTENAIRE' THEN 5 ELSE 6 END AS ordre
ORDER BY ordre, CASE r.rang WHEN 'principal' THEN 0 ELSE 1 END, role, acteur, acteur_id, r.id
