// titre = "Qui agit sur ce territoire, et à quel titre ?"
// description = "Les acteurs dont la zone touche le territoire, et ceux qui ont un rôle dans un dispositif, une action ou une instance de ce territoire. Une ligne par raison."
// usagers = ["cpam", "ars", "animation"]
// phrase = "Sur {territoire}, {date} : {liste} ({n:raison documentée|raisons documentées})."
// phrase_vide = "Aucun acteur n’est documenté sur {territoire} {date}."
// organisation = ["acteur_id"]
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [parametres.secteur]
// type = "choix"
// titre = "Secteur"
// description = "Secteur d’activité, par exemple sante ou protection_sociale."
// obligatoire = false
// choix = [
//     "sante", "medico_social", "social", "protection_sociale", "collectivite", "etat", "education",
//     "emploi_insertion", "logement", "habitat", "politique_ville", "environnement_agriculture",
//     "sport", "usagers", "recherche", "prestataire", "autre",
// ]
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur."
// [colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
// [colonnes.type_acteur]
// titre = "Type"
// description = "Type d’acteur."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité de l’acteur."
// [colonnes.raison]
// titre = "À quel titre"
// description = "Zone (siège, antenne, ressort, circonscription) ou rôle tenu, en mots."
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet."
// [colonnes.objet]
// titre = "Où"
// description = "Territoire, dispositif, action ou instance concerné."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Dispositif de l’action ou de l’instance."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
CALL () {
  MATCH (a:Entite:Acteur)-[r:INTERVIENT_SUR|COUVRE]->(z:Entite:Territoire)
  WHERE z.id IN $zones AND coalesce(r.part, 1) > 0
  RETURN a, r, z AS o, NULL AS c, NULL AS d, 0 AS rang,
         CASE coalesce(r.role, type(r))
           WHEN 'siege' THEN 'siège' WHEN 'COUVRE' THEN 'territoire couvert' WHEN 'INTERVIENT_SUR' THEN 'zone d’intervention'
           ELSE r.role END AS raison
  UNION ALL
  MATCH (d:Entite:Dispositif)
  WHERE d.id IN $dispositifs
  MATCH (a:Entite:Acteur)-[r:PORTE|PILOTE|ANIME|SIGNE|FINANCE|EST_PARTENAIRE|EVALUE]->(d)
  RETURN a, r, d AS o, NULL AS c, d, 1 AS rang, NULL AS raison
  UNION ALL
  MATCH (d:Entite:Dispositif)-[c:COMPREND]->(o:Entite:Action)
  WHERE d.id IN $dispositifs
    AND (NOT EXISTS { (o)-[:INTERVIENT_SUR]->(:Territoire) } OR EXISTS { MATCH (o)-[:INTERVIENT_SUR]->(z:Territoire) WHERE z.id IN $zones })
  MATCH (a:Entite:Acteur)-[r:PILOTE|EST_PARTENAIRE|FINANCE|EVALUE]->(o)
  RETURN a, r, o, c, d, 2 AS rang, NULL AS raison
  UNION ALL
  MATCH (d:Entite:Dispositif)-[c:A_INSTANCE]->(o:Entite:Instance)
  WHERE d.id IN $dispositifs
  MATCH (a:Entite:Acteur)-[r:EST_MEMBRE|ANIME|PILOTE]->(o)
  RETURN a, r, o, c, d, 3 AS rang, NULL AS raison
}
WITH a, r, o, c, d, rang, raison
WHERE $secteur IS NULL OR a.secteur = $secteur
RETURN a.id AS acteur_id, a.nom AS acteur, a.type_acteur AS type_acteur, a.secteur AS secteur,
       coalesce(raison, CASE coalesce(r.role, type(r))
         WHEN 'referent_cls' THEN 'référent CLS' WHEN 'presidence' THEN 'présidence'
         WHEN 'co-presidence' THEN 'co-présidence' WHEN 'secretariat' THEN 'secrétariat' WHEN 'invite' THEN 'invité'
         WHEN 'associe' THEN 'associé' WHEN 'represente' THEN 'représenté' WHEN 'evaluateur' THEN 'évaluateur'
         WHEN 'prestataire_diagnostic' THEN 'prestataire du diagnostic' WHEN 'PORTE' THEN 'porteur'
         WHEN 'PILOTE' THEN 'pilote' WHEN 'ANIME' THEN 'animateur' WHEN 'SIGNE' THEN 'signataire'
         WHEN 'EST_PARTENAIRE' THEN 'partenaire' WHEN 'FINANCE' THEN 'financeur' WHEN 'EST_MEMBRE' THEN 'membre'
         WHEN 'ORGANISE' THEN 'organisateur' WHEN 'PARTICIPE' THEN 'participant' WHEN 'EVALUE' THEN 'évaluateur'
         ELSE r.role END) AS raison,
       o.id AS objet_id, o.nom AS objet, d.id AS dispositif_id, d.nom AS dispositif,
       r.valid_from AS date_debut, r.valid_to AS date_fin, r {.*, `@type`: type(r)} AS liens,
       c {.*, `@type`: type(c)} AS appuis
ORDER BY acteur, acteur_id, rang, objet, objet_id, dispositif_id, raison, r.id
