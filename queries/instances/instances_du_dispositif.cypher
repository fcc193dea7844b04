// titre = "Où se discute ce dispositif ?"
// description = "Les instances du dispositif, avec leur animation, leurs membres et leurs réunions documentés."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:instance documentée|instances documentées} {date} : {liste}."
// phrase_vide = "Aucune instance de « {dispositif} » n’est documentée {date}. Non documenté ne veut pas dire absent."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Identifiant de l’instance."
// [colonnes.instance]
// titre = "Instance"
// description = "Nom de l’instance."
// [colonnes.type_instance]
// titre = "Type"
// description = "Type d’instance."
// [colonnes.role]
// titre = "Rôle du dispositif"
// description = "portage, co-portage ou animation ; vide si la source ne le dit pas."
// [colonnes.animateurs]
// type = "liste"
// titre = "Animée par"
// description = "Animateurs et présidences à cette date."
// [colonnes.n_membres]
// type = "entier"
// titre = "Membres"
// description = "Acteurs qui y siègent, animation comprise ; vide si aucun n’est documenté."
// [colonnes.periodicite_an]
// type = "decimal"
// titre = "Réunions par an"
// description = "Nombre de réunions par an annoncé."
// [colonnes.n_reunions]
// type = "entier"
// titre = "Réunions"
// description = "Réunions documentées ; vide si aucune ne l’est."
// [colonnes.derniere_reunion]
// type = "date"
// titre = "Dernière réunion"
// description = "Date de la dernière réunion documentée à cette date."
// [colonnes.reserve]
// titre = "Réserve"
// description = "Ce qui reste à vérifier."
MATCH (d:Entite {id: $dispositif})-[r:A_INSTANCE]->(i:Entite:Instance)
WITH i, r,
     COLLECT {
       MATCH (a:Entite:Acteur)-[l:EST_MEMBRE|ANIME|PILOTE]->(i)
       WHERE ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
       RETURN DISTINCT a.id AS id ORDER BY id
     } AS membres,
     COLLECT {
       MATCH (a:Entite:Acteur)-[l:EST_MEMBRE|ANIME|PILOTE]->(i)
       WHERE ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
         AND (type(l) <> 'EST_MEMBRE' OR l.role IN ['presidence', 'co-presidence', 'secretariat'])
       RETURN DISTINCT a.nom AS nom ORDER BY nom
     } AS animateurs,
     COLLECT {
       MATCH (e:Entite:Evenement)-[:CONCERNE]->(i)
       WHERE e.type_evenement <> 'jalon' AND e.date IS NOT NULL AND ($jour IS NULL OR e.date <= $jour)
       RETURN e.date ORDER BY e.date DESC, e.id
     } AS dates
RETURN i.id AS instance_id, i.nom AS instance, i.type_instance AS type_instance, r.role AS role, animateurs,
       CASE WHEN size(membres) > 0 THEN size(membres) END AS n_membres, i.periodicite_an AS periodicite_an,
       CASE WHEN size(dates) > 0 THEN size(dates) END AS n_reunions, head(dates) AS derniere_reunion,
       i.note_qualite AS reserve, r AS liens, i AS appuis
ORDER BY instance, instance_id, r.id
