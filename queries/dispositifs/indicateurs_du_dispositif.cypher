// titre = "Comment ce dispositif est-il suivi ?"
// description = "Les indicateurs du dispositif et de ses actions."
// usagers = ["ars", "cpam"]
// phrase = "« {dispositif} » : {n:indicateur documenté|indicateurs documentés} : {liste}."
// phrase_vide = "Aucun indicateur de « {dispositif} » n’est documenté."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.indicateur_id]
// titre = "Identifiant de l’indicateur"
// description = "Identifiant de l’indicateur."
// [colonnes.indicateur]
// titre = "Indicateur"
// description = "Définition de l’indicateur."
// [colonnes.type_indicateur]
// titre = "Type"
// description = "processus, activite ou resultat."
// [colonnes.cadre]
// titre = "Cadre"
// description = "Contrat ou document qui le définit."
// [colonnes.action_id]
// titre = "Identifiant de l’action"
// description = "Identifiant de l’action."
// [colonnes.action]
// titre = "Action"
// description = "Action suivie, vide si l’indicateur porte sur le dispositif."
CALL () {
  MATCH (:Entite:Dispositif {id: $dispositif})-[r:COMPREND|MESURE_PAR]->(i:Entite:Indicateur)
  RETURN i, r, NULL AS x, NULL AS c
  UNION ALL
  MATCH (:Entite:Dispositif {id: $dispositif})-[c:COMPREND]->(x:Entite:Action)-[r:MESURE_PAR]->(i:Entite:Indicateur)
  RETURN i, r, x, c
}
WITH i, r, x, c
RETURN i.id AS indicateur_id, i.nom AS indicateur, i.type_indicateur AS type_indicateur, i.cadre AS cadre,
       x.id AS action_id, x.nom AS action, r AS liens, [c, i] AS appuis
ORDER BY action IS NOT NULL, action, action_id, indicateur, indicateur_id, r.id
