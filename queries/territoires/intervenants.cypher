// titre = "Quels dispositifs interviennent ici, et avec quelles actions ?"
// description = "Les dispositifs dont le périmètre touche le territoire, leurs actions et leurs pilotes ; avec un thème, ceux qui le traitent exactement ou dans sa famille."
// usagers = ["cpam", "ars", "animation"]
// analyse = "intervenants"
// organisation = ["acteur_id"]
// phrase = "{n_dispositifs:dispositif documenté|dispositifs documentés} sur {territoire}{sur_le_theme} : {dispositifs}.{detail}"
// phrase_vide = "Aucun dispositif documenté n’intervient sur {territoire}{sur_le_theme}. Non documenté ne veut pas dire absent."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [parametres.theme]
// type = "Thematique"
// titre = "Thème"
// description = "Thème ou famille de thèmes."
// obligatoire = false
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.type_dispositif]
// titre = "Type"
// description = "Type de dispositif."
// [colonnes.etat]
// titre = "État"
// description = "present, en_projet, ou terme_depasse quand la date de fin est passée (à vérifier)."
// [colonnes.action_id]
// titre = "Identifiant de l’action"
// description = "Identifiant de l’action, vide si la ligne porte sur le dispositif lui-même."
// [colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [colonnes.acteur_id]
// titre = "Identifiant du pilote"
// description = "Identifiant du pilote de l’action."
// [colonnes.acteur]
// titre = "Pilote"
// description = "Pilote de l’action, vide s’il n’est pas documenté."
// [colonnes.theme]
// titre = "Thème"
// description = "Code du thème traité."
// [colonnes.proximite]
// titre = "Proximité"
// description = "exact : le thème demandé ; meme_famille : un thème voisin."
// [mesures]
// n_dispositifs = "Nombre de dispositifs listés."
// n_actions = "Nombre d’actions listées."
// [tableaux.etats]
// titre = "Ce que l’on sait de chaque type de dispositif"
// [tableaux.etats.colonnes.type_dispositif]
// titre = "Type"
// description = "Type de dispositif."
// [tableaux.etats.colonnes.libelle]
// titre = "Nom du type"
// description = "Nom complet du type."
// [tableaux.etats.colonnes.etat]
// titre = "État"
// description = "present, en_projet, absent_confirme ou non_documente."
// [tableaux.etats.colonnes.detail]
// titre = "Précision"
// description = "Dispositifs concernés, et ce qui reste à vérifier."
// [tableaux.etats.colonnes.dispositif_id]
// titre = "Identifiant"
// description = "Identifiant du dispositif retenu."
// [tableaux.etats.colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif retenu."
MATCH (d:Entite:Dispositif)
WHERE d.id IN $dispositifs
OPTIONAL MATCH (d)-[tr:TRAITE]->(th:Entite:Thematique)
RETURN d AS dispositif, [(d)-[cv:COUVRE]->(z:Territoire) WHERE z.id IN $zones | cv] AS couvertures,
       NULL AS action_id, NULL AS action, NULL AS numero, NULL AS acteur_id, NULL AS acteur,
       th.code AS theme, th.parent AS famille, tr AS traite, NULL AS comprend, NULL AS pilote
ORDER BY d.id, theme
UNION ALL
MATCH (d:Entite:Dispositif)-[c:COMPREND]->(x:Entite:Action)
WHERE d.id IN $dispositifs
  AND (NOT EXISTS { (x)-[:INTERVIENT_SUR]->() } OR EXISTS { MATCH (x)-[:INTERVIENT_SUR]->(z) WHERE z.id IN $zones })
OPTIONAL MATCH (x)-[tr:TRAITE]->(th:Entite:Thematique)
OPTIONAL MATCH (a:Entite:Acteur)-[p:PILOTE]->(x)
RETURN d AS dispositif, [(d)-[cv:COUVRE]->(z:Territoire) WHERE z.id IN $zones | cv] AS couvertures,
       x.id AS action_id, x.nom AS action, x.numero AS numero, a.id AS acteur_id, a.nom AS acteur,
       th.code AS theme, th.parent AS famille, tr AS traite, c AS comprend, p AS pilote
ORDER BY d.id, action_id, acteur_id, theme
