// titre = "De quels services cet acteur est-il fait ?"
// description = "Les services et composantes de l’acteur, à tous les niveaux, avec leur rattachement et ses dates."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {acteur} » : {n:service documenté|services documentés} {date} : {liste}."
// phrase_vide = "Aucun service de « {acteur} » n’est documenté {date}."
// [parametres.acteur]
// type = "Acteur"
// titre = "Acteur"
// description = "Nom ou identifiant de l’acteur."
// [colonnes.service_id]
// titre = "Identifiant du service"
// description = "Identifiant du service."
// [colonnes.service]
// titre = "Service"
// description = "Nom du service."
// [colonnes.type_acteur]
// titre = "Type"
// description = "Type d’acteur."
// [colonnes.parent_id]
// titre = "Identifiant du rattachement"
// description = "Identifiant de ce dont il fait partie directement."
// [colonnes.parent]
// titre = "Rattaché à"
// description = "Ce dont il fait partie directement."
// [colonnes.n_roles]
// type = "entier"
// titre = "Rôles"
// description = "Rôles documentés du service, toutes dates confondues ; vide si aucun ne l’est."
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
MATCH (a:Entite {id: $acteur})
MATCH p = (s:Entite:Acteur)-[:PARTIE_DE*1..4]->(a)
WITH s, relationships(p) AS chaine, nodes(p)[1] AS parent
ORDER BY any(l IN chaine WHERE NOT ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))), size(chaine), reduce(t = '', l IN chaine | t + l.id)
WITH s, parent, head(collect(chaine)) AS chaine
WITH s, parent, chaine, chaine[0] AS r,
     COUNT { (s)-[:PORTE|PILOTE|ANIME|SIGNE|FINANCE|EST_PARTENAIRE|EST_MEMBRE|EVALUE|ORGANISE|PARTICIPE]->(:Entite) } AS n
RETURN s.id AS service_id, s.nom AS service, s.type_acteur AS type_acteur, parent.id AS parent_id, parent.nom AS parent,
       CASE WHEN n > 0 THEN n END AS n_roles, r.valid_from AS date_debut, r.valid_to AS date_fin, r.statut AS statut,
       chaine AS liens
ORDER BY service, service_id, parent, parent_id, r.id
