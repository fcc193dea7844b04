// titre = "Que ne sait-on pas encore ?"
// description = "Ce qu’aucun document de la base ne dit, à aucune date : périmètre, dates, porteur, signataires et instances des dispositifs ; pilote, thème, public et dates des actions ; membres et réunions des instances. Un dispositif sans périmètre ne peut pas être situé : il est cité partout."
// usagers = ["ars", "cpam", "animation"]
// vide = "suffisant"
// phrase = "{n:information manque|informations manquent}, à commencer par {liste}. Non documenté ne veut pas dire absent."
// phrase_vide = "Rien ne manque parmi ce que cette question vérifie."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet."
// [colonnes.objet]
// titre = "Objet"
// description = "Nom de l’objet."
// [colonnes.nature]
// titre = "Nature"
// description = "dispositif, action ou instance."
// [colonnes.manque]
// titre = "Manque"
// description = "Ce qui n’est pas documenté."
// [colonnes.etat]
// titre = "État"
// description = "Toujours non_documente : une absence n’est pas prouvée."
CALL () {
  MATCH (o:Entite:Dispositif)
  WHERE o.est_fait AND ($territoire IS NULL OR o.id IN $dispositifs OR NOT EXISTS { (o)-[:COUVRE]->(:Territoire) })
  WITH o, o.type_dispositif IN ['CLS', 'CTSANTE', 'CLSP', 'CONTRAT_VILLE', 'CPOM', 'COG_AM', 'CPG'] AS contrat
  WITH o, contrat, EXISTS { (o)-[:COUVRE]->(:Territoire) } AS situe
  UNWIND [
    CASE WHEN NOT situe THEN 'périmètre' END,
    CASE WHEN o.date_debut IS NULL AND o.date_signature IS NULL THEN 'date de début' END,
    CASE WHEN contrat AND o.date_fin IS NULL THEN 'date de fin' END,
    CASE WHEN NOT o:Acteur AND NOT EXISTS { (:Acteur)-[:PORTE]->(o) } THEN 'porteur' END,
    CASE WHEN contrat AND NOT EXISTS { (:Acteur)-[:SIGNE]->(o) } THEN 'signataires' END,
    CASE WHEN o.type_dispositif IN ['CLS', 'CLSM', 'PTSM', 'DAC'] AND NOT EXISTS { (o)-[:A_INSTANCE]->(:Instance) } THEN 'instances' END
  ] AS manque
  RETURN o, 'dispositif' AS nature, manque, 0 AS rang
  UNION ALL
  MATCH (o:Entite:Action)
  WHERE $territoire IS NULL
     OR EXISTS { MATCH (o)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
     OR (NOT EXISTS { (o)-[:INTERVIENT_SUR]->(:Territoire) }
         AND EXISTS { MATCH (d:Entite:Dispositif)-[:COMPREND]->(o) WHERE d.id IN $dispositifs })
  UNWIND [
    CASE WHEN NOT EXISTS { (:Acteur)-[:PILOTE]->(o) } THEN 'pilote' END,
    CASE WHEN NOT EXISTS { (o)-[:TRAITE]->(:Thematique) } THEN 'thème' END,
    CASE WHEN NOT EXISTS { (o)-[:CIBLE]->(:Public) } THEN 'public' END,
    CASE WHEN o.date_debut IS NULL AND o.date_fin IS NULL THEN 'dates' END
  ] AS manque
  RETURN o, 'action' AS nature, manque, 1 AS rang
  UNION ALL
  MATCH (o:Entite:Instance)
  WHERE $territoire IS NULL
     OR EXISTS { MATCH (o)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
     OR EXISTS { MATCH (d:Entite:Dispositif)-[:A_INSTANCE]->(o) WHERE d.id IN $dispositifs }
  UNWIND [
    CASE WHEN NOT EXISTS { (:Acteur)-[:EST_MEMBRE]->(o) } THEN 'membres' END,
    CASE WHEN NOT EXISTS { MATCH (e:Evenement)-[:CONCERNE]->(o) WHERE e.date IS NOT NULL } THEN 'date de réunion' END
  ] AS manque
  RETURN o, 'instance' AS nature, manque, 2 AS rang
}
WITH o, nature, manque, rang
WHERE manque IS NOT NULL
RETURN o.id AS objet_id, o.nom AS objet, nature, manque, 'non_documente' AS etat, o AS appuis
ORDER BY rang, objet, objet_id, manque
