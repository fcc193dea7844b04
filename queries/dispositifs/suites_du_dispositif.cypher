// titre = "À quoi ce dispositif est-il lié ?"
// description = "Ce à quoi il succède, ce qui lui succède, ce qu’il comprend, ce avec quoi il s’articule, et les périmètres qui lui correspondent."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:lien documenté|liens documentés} {date}, avec {liste}."
// phrase_vide = "Aucun lien de « {dispositif} » avec un autre dispositif n’est documenté {date}."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.objet_id]
// titre = "Identifiant"
// description = "Identifiant de l’autre dispositif, ou de l’acteur."
// [colonnes.objet]
// titre = "Lié à"
// description = "Autre dispositif, ou acteur."
// [colonnes.lien]
// titre = "Lien"
// description = "Lien, lu depuis le dispositif demandé."
// [colonnes.niveau]
// type = "entier"
// titre = "Palier"
// description = "Palier d’articulation, de 0 à 4, s’il est déclaré."
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
// description = "Note de l’énoncé, ou instance partagée."
CALL () {
  MATCH (d:Entite {id: $dispositif})-[r:SUCCEDE_A|REMPLACE|S_ARTICULE_AVEC|CORRESPOND_A|COMPREND]-(o:Entite)
  WHERE o:Dispositif OR o:Acteur
  RETURN o, [r] AS liens, r.statut AS statut, r.valid_from AS date_debut, r.valid_to AS date_fin, r.note AS precision,
         r.niveau_articulation AS niveau,
         CASE type(r) + CASE WHEN startNode(r).id = d.id THEN '>' ELSE '<' END
           WHEN 'SUCCEDE_A>' THEN 'succède à' WHEN 'SUCCEDE_A<' THEN 'a pour suite'
           WHEN 'REMPLACE>' THEN 'remplace' WHEN 'REMPLACE<' THEN 'est remplacé par'
           WHEN 'COMPREND>' THEN 'comprend' WHEN 'COMPREND<' THEN 'est compris dans'
           WHEN 'CORRESPOND_A>' THEN 'a un périmètre qui correspond à' WHEN 'CORRESPOND_A<' THEN 'a un périmètre qui correspond à'
           ELSE CASE r.role
                  WHEN 'recommandee' THEN 'devrait s’articuler avec'
                  WHEN 'declinaison' THEN CASE WHEN startNode(r).id = d.id THEN 'décline' ELSE 'est décliné par' END
                  ELSE 's’articule avec' END END AS lien
  UNION ALL
  MATCH (d:Entite {id: $dispositif})-[r:A_INSTANCE]->(i:Entite:Instance)<-[s:A_INSTANCE]-(o:Entite:Dispositif)
  RETURN o, [r, s] AS liens, s.statut AS statut, s.valid_from AS date_debut, s.valid_to AS date_fin, i.nom AS precision,
         NULL AS niveau, 'partage une instance avec' AS lien
}
WITH o, liens, statut, date_debut, date_fin, precision, niveau, lien
RETURN o.id AS objet_id, o.nom AS objet, lien, niveau, statut, date_debut, date_fin, precision, liens
ORDER BY CASE lien WHEN 'succède à' THEN 0 WHEN 'a pour suite' THEN 1 WHEN 'remplace' THEN 2 WHEN 'est remplacé par' THEN 3
              WHEN 'comprend' THEN 4 WHEN 'est compris dans' THEN 5 ELSE 6 END,
         lien, objet, objet_id, precision, date_debut
