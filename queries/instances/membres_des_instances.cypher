// titre = "Qui siège où sur ce territoire ?"
// description = "Les membres, animateurs et représentés de toutes les instances d’un territoire, ou de toute la base."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:siège documenté|sièges documentés} {date}, dans {liste}."
// phrase_vide = "Aucune instance du périmètre n’a de membre documenté {date}. Non documenté ne veut pas dire absent."
// organisation = ["acteur_id"]
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Identifiant de l’instance."
// [colonnes.instance]
// titre = "Instance"
// description = "Nom de l’instance."
// [colonnes.type_instance]
// titre = "Type"
// description = "Type d’instance."
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur."
// [colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu, en mots."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité de l’acteur."
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
// description = "Statut de l’énoncé : effectif, prevu, en_projet, propose, recommande…"
MATCH (a:Entite:Acteur)-[r:EST_MEMBRE|ANIME|PILOTE]->(i:Entite:Instance)
WHERE $territoire IS NULL
   OR EXISTS { MATCH (i)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
   OR (NOT EXISTS { (i)-[:INTERVIENT_SUR]->(:Territoire) }
       AND EXISTS { MATCH (d:Entite:Dispositif)-[:A_INSTANCE]->(i) WHERE d.id IN $dispositifs })
RETURN i.id AS instance_id, i.nom AS instance, i.type_instance AS type_instance, a.id AS acteur_id, a.nom AS acteur,
       CASE coalesce(r.role, type(r))
         WHEN 'referent_cls' THEN 'référent CLS' WHEN 'presidence' THEN 'présidence'
         WHEN 'co-presidence' THEN 'co-présidence' WHEN 'secretariat' THEN 'secrétariat' WHEN 'invite' THEN 'invité'
         WHEN 'associe' THEN 'associé' WHEN 'represente' THEN 'représenté' WHEN 'evaluateur' THEN 'évaluateur'
         WHEN 'prestataire_diagnostic' THEN 'prestataire du diagnostic' WHEN 'PORTE' THEN 'porteur'
         WHEN 'PILOTE' THEN 'pilote' WHEN 'ANIME' THEN 'animateur' WHEN 'SIGNE' THEN 'signataire'
         WHEN 'EST_PARTENAIRE' THEN 'partenaire' WHEN 'FINANCE' THEN 'financeur' WHEN 'EST_MEMBRE' THEN 'membre'
         WHEN 'ORGANISE' THEN 'organisateur' WHEN 'PARTICIPE' THEN 'participant' WHEN 'EVALUE' THEN 'évaluateur'
         ELSE r.role END AS role, a.secteur AS secteur, r.valid_from AS date_debut, r.valid_to AS date_fin, r.statut AS statut,
       r AS liens
ORDER BY instance, instance_id, CASE WHEN type(r) = 'EST_MEMBRE' THEN 1 ELSE 0 END, acteur, acteur_id, role, r.id
