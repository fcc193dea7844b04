// titre = "Où en est ce dispositif ?"
// description = "Étape, porteur, dates, suite annoncée, axes, publics et périmètre d’un dispositif."
// usagers = ["ars", "cpam", "animation"]
// analyse = "situation"
// phrase = "« {dispositif} » : {etape}{porteurs}. {mots_axes}, {periode}{suite}."
// phrase_vide = "La situation de « {dispositif} » n’est pas documentée."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.cycle]
// titre = "Code de l’étape"
// description = "Code de l’étape du cycle de vie."
// [colonnes.etape]
// titre = "Étape"
// description = "Nom de l’étape."
// [colonnes.porteur_id]
// titre = "Identifiant du porteur"
// description = "Porteur effectif."
// [colonnes.porteur]
// titre = "Porteur"
// description = "Nom du porteur effectif."
// [colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Début du dispositif."
// [colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Fin du dispositif, prolongations comprises."
// [colonnes.suite]
// titre = "Suite annoncée"
// description = "Ce que les sources annoncent : étape suivante, successeur, porteur ou signatures à venir."
// [mesures]
// axes = "Nombre d’axes stratégiques documentés."
// nb_epci = "Nombre d’EPCI déclaré par la source pour le territoire couvert."
// nb_epci_calcule = "Nombre d’EPCI du périmètre calculé."
// n_actions = "Actions documentées."
// nb_actions_declare = "Actions annoncées par la source."
// [tableaux.publics]
// titre = "Publics"
// [tableaux.publics.colonnes.public_id]
// titre = "Identifiant"
// description = "Identifiant du public."
// [tableaux.publics.colonnes.code]
// titre = "Code"
// description = "Code du public."
// [tableaux.publics.colonnes.public]
// titre = "Public"
// description = "Public visé."
// [tableaux.axes]
// titre = "Axes stratégiques"
// [tableaux.axes.colonnes.axe_id]
// titre = "Identifiant"
// description = "Identifiant de l’axe."
// [tableaux.axes.colonnes.numero]
// type = "entier"
// titre = "N°"
// description = "Numéro de l’axe."
// [tableaux.axes.colonnes.axe]
// titre = "Axe"
// description = "Intitulé de l’axe."
// [tableaux.a_venir]
// titre = "Annoncé, pas encore constaté"
// [tableaux.a_venir.colonnes.annonce]
// titre = "Annonce"
// description = "Ce qui est annoncé."
// [tableaux.a_venir.colonnes.objet_id]
// titre = "Identifiant"
// description = "Acteur ou dispositif concerné."
// [tableaux.a_venir.colonnes.objet]
// titre = "Qui ou quoi"
// description = "Acteur ou dispositif concerné."
// [tableaux.a_venir.colonnes.statut]
// titre = "Statut"
// description = "prevu, en_projet, propose ou recommande."
MATCH (d:Entite {id: $dispositif})
OPTIONAL MATCH (d)-[r]-(o:Entite)
WHERE r.est_fait AND type(r) IN ['PORTE', 'COMPREND_AXE', 'COUVRE', 'CIBLE', 'SUCCEDE_A', 'SIGNE', 'FINANCE', 'COMPREND',
                                 'S_ARTICULE_AVEC']
RETURN d AS noeud, type(r) AS type, startNode(r).id = d.id AS sortant, o AS objet, r AS liens
ORDER BY type, o.id
