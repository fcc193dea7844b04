// titre = "Où cet acteur est-il engagé, et à quel titre ?"
// description = "Tous les rôles de l’acteur, et de ses services si la réponse est par organisme : dispositifs, actions, instances et événements, avec le dispositif dont ils dépendent."
// usagers = ["cpam", "ars", "animation"]
// analyse = "engagements"
// phrase = "« {acteur} » : {comptes} {date}, dans {liste}."
// phrase_vide = "Aucun engagement de « {acteur} » n’est documenté {date}."
// [parametres.acteur]
// type = "Acteur"
// titre = "Acteur"
// description = "Nom ou identifiant de l’acteur."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Dispositif où le rôle est tenu ; vide s’il n’y en a pas."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu, en mots."
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant du dispositif, de l’action, de l’instance ou de l’événement."
// [colonnes.objet]
// titre = "Dans quoi"
// description = "Dispositif, action, instance ou événement où le rôle est tenu."
// [colonnes.nature]
// titre = "Nature"
// description = "dispositif, action, instance, événement, offre ou organisme."
// [colonnes.service_id]
// titre = "Identifiant du service"
// description = "Identifiant du service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.service]
// titre = "Service"
// description = "Service concerné, vide s’il s’agit de l’acteur lui-même."
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
// [colonnes.note]
// titre = "Note"
// description = "Précision donnée avec l’énoncé."
MATCH (a:Entite {id: $acteur})
MATCH p = (s:Entite:Acteur)-[:PARTIE_DE*0..4]->(a)
WHERE ($granularite = 'organisation' OR s.id = a.id)
  AND all(l IN relationships(p) WHERE NOT coalesce(l.statut, 'effectif') IN ['en_projet', 'recommande', 'a_confirmer'])
WITH a, s, relationships(p) AS chaine
ORDER BY any(l IN chaine WHERE NOT ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))), size(chaine), reduce(t = '', l IN chaine | t + l.id)
WITH a, s, head(collect(chaine)) AS chaine
MATCH (s)-[r:PORTE|PILOTE|ANIME|SIGNE|FINANCE|EST_PARTENAIRE|EST_MEMBRE|EVALUE|ORGANISE|PARTICIPE]->(o:Entite)
OPTIONAL MATCH (f:Entite:Dispositif)-[c:COMPREND|A_INSTANCE]->(o)
WHERE NOT o:Dispositif
OPTIONAL MATCH (o)-[e:CONCERNE]->(v:Entite:Dispositif)
WHERE o:Evenement
WITH a, s, chaine, r, o, c, e, CASE WHEN o:Dispositif THEN o ELSE coalesce(f, v) END AS d
RETURN d.id AS dispositif_id, d.nom AS dispositif,
       CASE coalesce(r.role, type(r))
         WHEN 'referent_cls' THEN 'référent CLS' WHEN 'presidence' THEN 'présidence'
         WHEN 'co-presidence' THEN 'co-présidence' WHEN 'secretariat' THEN 'secrétariat' WHEN 'invite' THEN 'invité'
         WHEN 'associe' THEN 'associé' WHEN 'represente' THEN 'représenté' WHEN 'evaluateur' THEN 'évaluateur'
         WHEN 'prestataire_diagnostic' THEN 'prestataire du diagnostic' WHEN 'PORTE' THEN 'porteur'
         WHEN 'PILOTE' THEN 'pilote' WHEN 'ANIME' THEN 'animateur' WHEN 'SIGNE' THEN 'signataire'
         WHEN 'EST_PARTENAIRE' THEN 'partenaire' WHEN 'FINANCE' THEN 'financeur' WHEN 'EST_MEMBRE' THEN 'membre'
         WHEN 'ORGANISE' THEN 'organisateur' WHEN 'PARTICIPE' THEN 'participant' WHEN 'EVALUE' THEN 'évaluateur'
         ELSE r.role END AS role, o.id AS objet_id, o.nom AS objet,
       CASE WHEN o:Dispositif THEN 'dispositif' WHEN o:Action THEN 'action' WHEN o:Instance THEN 'instance'
            WHEN o:Evenement THEN 'événement' WHEN o:Offre THEN 'offre' ELSE 'organisme' END AS nature,
       CASE WHEN s.id <> a.id THEN s.id END AS service_id, CASE WHEN s.id <> a.id THEN s.nom END AS service,
       r.valid_from AS date_debut, r.valid_to AS date_fin, r.statut AS statut, r.note AS note,
       r AS liens, [c, e, chaine] AS appuis
ORDER BY dispositif IS NULL, dispositif, dispositif_id, nature, o.numero IS NULL, o.numero, objet, objet_id, role, service, service_id, r.id
