// titre = "Que s’est-il passé, et qu’est-ce qui est prévu ?"
// description = "Réunions, forums, formations et jalons, par date. Un événement sans date vient en dernier : il peut tomber dans la période."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:événement documenté|événements documentés} : {liste}."
// phrase_vide = "Aucun événement n’est documenté dans ce périmètre."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// obligatoire = false
// [parametres.debut]
// type = "date"
// borne = "debut"
// titre = "Du"
// description = "Premier jour de la période."
// obligatoire = false
// [parametres.fin]
// type = "date"
// titre = "Au"
// description = "Dernier jour de la période."
// obligatoire = false
// [colonnes.evenement_id]
// titre = "Identifiant de l’événement"
// description = "Identifiant de l’événement."
// [colonnes.evenement]
// titre = "Événement"
// description = "Nom de l’événement."
// [colonnes.date]
// type = "date"
// titre = "Date"
// description = "Jour, mois ou année ; vide si elle n’est pas documentée."
// [colonnes.type_evenement]
// titre = "Type"
// description = "Type d’événement."
// [colonnes.objets]
// type = "liste"
// titre = "Concerne"
// description = "Dispositifs, instances et territoires concernés."
// [colonnes.organisateurs]
// type = "liste"
// titre = "Organisé par"
// description = "Organisateurs documentés."
// [colonnes.n_participants]
// type = "entier"
// titre = "Participants"
// description = "Participants documentés ; vide si aucun ne l’est."
// [colonnes.reserve]
// titre = "Réserve"
// description = "Ce qui reste à vérifier."
MATCH (e:Entite:Evenement)
WHERE ($debut IS NULL OR e.date IS NULL OR e.date + '-99' >= $debut)
  AND ($fin IS NULL OR e.date IS NULL OR e.date <= $fin)
  AND ($dispositif IS NULL
       OR EXISTS { (e)-[:CONCERNE]->(:Dispositif {id: $dispositif}) }
       OR EXISTS { (e)-[:CONCERNE]->(:Instance)<-[:A_INSTANCE]-(:Dispositif {id: $dispositif}) })
  AND ($territoire IS NULL
       OR EXISTS { MATCH (e)-[:CONCERNE]->(o:Entite) WHERE o.id IN $zones OR o.id IN $dispositifs }
       OR EXISTS { MATCH (e)-[:CONCERNE]->(:Instance)<-[:A_INSTANCE]-(d:Entite:Dispositif) WHERE d.id IN $dispositifs }
       OR EXISTS { MATCH (e)-[:CONCERNE]->(:Instance)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones })
WITH e, COUNT { (:Acteur)-[:PARTICIPE]->(e) } AS n
RETURN e.id AS evenement_id, e.nom AS evenement, e.date AS date, e.type_evenement AS type_evenement,
       COLLECT { MATCH (e)-[:CONCERNE]->(o:Entite) RETURN o.nom ORDER BY o.nom, o.id } AS objets,
       COLLECT { MATCH (a:Entite:Acteur)-[:ORGANISE]->(e) RETURN a.nom ORDER BY a.nom, a.id } AS organisateurs,
       CASE WHEN n > 0 THEN n END AS n_participants, e.note_qualite AS reserve,
       COLLECT { MATCH (e)-[c:CONCERNE]->(o:Entite) RETURN c ORDER BY o.id } AS liens, e AS appuis
ORDER BY date IS NULL, date, evenement, evenement_id
