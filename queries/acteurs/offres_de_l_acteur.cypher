// titre = "Que propose cet acteur ?"
// description = "Les services et programmes de l’acteur, et de ses services si la réponse est par organisme."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {acteur} » propose {n:offre documentée|offres documentées} {date} : {liste}."
// phrase_vide = "Aucune offre de « {acteur} » n’est documentée {date}."
// [parametres.acteur]
// type = "Acteur"
// titre = "Acteur"
// description = "Nom ou identifiant de l’acteur."
// [colonnes.offre_id]
// titre = "Identifiant de l’offre"
// description = "Identifiant de l’offre."
// [colonnes.offre]
// titre = "Offre"
// description = "Nom de l’offre."
// [colonnes.service_id]
// titre = "Identifiant du service"
// description = "Identifiant du service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.service]
// titre = "Service"
// description = "Service concerné, vide s’il s’agit de l’acteur lui-même."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [colonnes.conditions]
// titre = "Conditions"
// description = "Qui peut en bénéficier, et comment."
// [colonnes.programme]
// titre = "Programme"
// description = "Offre plus large dont elle fait partie."
MATCH (a:Entite {id: $acteur})
MATCH p = (s:Entite:Acteur)-[:PARTIE_DE*0..4]->(a)
WHERE ($granularite = 'organisation' OR s.id = a.id)
  AND all(l IN relationships(p) WHERE NOT coalesce(l.statut, 'effectif') IN ['en_projet', 'recommande', 'a_confirmer'])
WITH a, s, relationships(p) AS chaine
ORDER BY any(l IN chaine WHERE NOT ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))), size(chaine), reduce(t = '', l IN chaine | t + l.id)
WITH a, s, head(collect(chaine)) AS chaine
MATCH (s)-[r:PROPOSE]->(o:Entite:Offre)
RETURN o.id AS offre_id, o.nom AS offre, CASE WHEN s.id <> a.id THEN s.id END AS service_id, CASE WHEN s.id <> a.id THEN s.nom END AS service,
       COLLECT { MATCH (o)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (o)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       o.conditions AS conditions,
       reduce(t = NULL, nom IN COLLECT { MATCH (o)-[:PARTIE_DE]->(m:Entite:Offre) RETURN m.nom ORDER BY m.nom, m.id } | coalesce(t, nom)) AS programme,
       r AS liens, [o, chaine] AS appuis
ORDER BY offre, offre_id, service, service_id, r.id
