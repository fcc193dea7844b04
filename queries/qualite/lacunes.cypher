// titre = "Que reste-t-il à documenter, par type de dispositif et par thème ?"
// description = "Pour chaque type de dispositif et chaque thème d’action, le nombre d’objets dont le périmètre, les dates, le porteur, le pilote ou la source ne sont pas documentés."
// usagers = ["ars", "animation"]
// vide = "suffisant"
// phrase = "Il manque des informations pour {n_liste:type de dispositif ou thème d’action|types de dispositifs ou thèmes d’action}, à commencer par {liste}. Non documenté ne veut pas dire absent."
// phrase_vide = "Rien ne manque parmi ce que cette question vérifie."
// [colonnes.groupe]
// titre = "Type ou thème"
// description = "Type de dispositif, ou nom du thème."
// [colonnes.nature]
// titre = "Nature"
// description = "dispositif (groupé par type) ou action (groupée par thème)."
// [colonnes.groupe_code]
// titre = "Code du groupe"
// description = "Code du type de dispositif, ou identifiant du thème ; vide pour les actions sans thème."
// [colonnes.manque]
// titre = "Manque"
// description = "Ce qui n’est pas documenté."
// [colonnes.n_manquants]
// type = "entier"
// titre = "Objets concernés"
// description = "Nombre d’objets du groupe dont cette information n’est pas documentée."
// [colonnes.n]
// type = "entier"
// titre = "Sur"
// description = "Nombre d’objets du groupe."
CALL () {
  MATCH (o:Entite:Dispositif)
  WHERE o.est_fait
  WITH o, coalesce(o.type_dispositif, 'AUTRE') AS type,
       o.preuve_sources IS NULL AND NOT EXISTS { MATCH (o)-[r]-(:Entite) WHERE r.preuve_sources IS NOT NULL } AS seul
  RETURN 'dispositif' AS nature, type AS code, type AS groupe, 0 AS rang, o,
         [CASE WHEN NOT EXISTS { (o)-[:COUVRE]->(:Territoire) } THEN 'périmètre' END,
          CASE WHEN o.date_debut IS NULL AND o.date_signature IS NULL AND o.date_fin IS NULL THEN 'dates' END,
          CASE WHEN NOT o:Acteur AND NOT EXISTS { (:Acteur)-[:PORTE]->(o) } AND NOT EXISTS { (:Acteur)-[:PILOTE]->(o) }
            THEN 'porteur ou pilote' END,
          CASE WHEN seul THEN 'source' END] AS manques
  UNION ALL
  MATCH (o:Entite:Action)
  WHERE o.est_fait
  OPTIONAL MATCH (o)-[:TRAITE]->(t:Entite:Thematique)
  WITH o, t,
       o.preuve_sources IS NULL AND NOT EXISTS { MATCH (o)-[r]-(:Entite) WHERE r.preuve_sources IS NOT NULL } AS seul
  RETURN 'action' AS nature, t.id AS code, coalesce(t.nom, 'sans thème') AS groupe, 1 AS rang, o,
         [CASE WHEN NOT EXISTS { (:Acteur)-[:PILOTE]->(o) } THEN 'pilote' END,
          CASE WHEN o.date_debut IS NULL AND o.date_fin IS NULL THEN 'dates' END,
          CASE WHEN seul THEN 'source' END] AS manques
}
WITH nature, code AS groupe_id, groupe, rang, collect(o) AS objets, collect(manques) AS tous
UNWIND ['périmètre', 'dates', 'porteur ou pilote', 'pilote', 'source'] AS manque
WITH nature, groupe_id, groupe, rang, size(objets) AS n, manque,
     [i IN range(0, size(objets) - 1) WHERE manque IN tous[i] | objets[i]] AS appuis
WITH nature, groupe_id, groupe, rang, n, manque, appuis, size(appuis) AS n_manquants
WHERE n_manquants > 0
RETURN nature, groupe_id AS groupe_code, groupe, manque, n_manquants, n, appuis
ORDER BY rang, n_manquants DESC, groupe, groupe_id, manque
