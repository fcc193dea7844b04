// titre = "Qu’est-ce qui a changé entre deux dates ?"
// description = "Ce qui a commencé, ce qui a pris fin et ce qu’on a découvert entre deux jours ; les acteurs, le réseau et les articulations avant et après."
// usagers = ["animation", "ars"]
// analyse = "evolution"
// lit = ["PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE", "LIEN", "REPRESENTE", "PARTIE_DE", "COMPREND", "COMPREND_AXE", "RELEVE_DE", "A_INSTANCE", "SUCCEDE_A", "REMPLACE", "COUVRE", "INTERVIENT_SUR", "INCLUS_DANS", "CHEVAUCHE", "TRAITE", "CIBLE", "VISE_DETERMINANT", "UTILISE_INTERVENTION", "MESURE_PAR", "MESURE", "PROPOSE", "A_BESOIN", "CONCERNE", "CORRESPOND_A", "S_ARTICULE_AVEC"]
// phrase = "{n:changement|changements}."
// phrase_vide = "Rien de daté n’a changé."
// vide = "suffisant"
// methode = """
// Créé : le premier jour du lien est connu et tombe après la date de début, au plus tard à la date de fin. Terminé : son dernier jour est connu et tombe à la date de début ou après, et avant la date de fin (un lien vaut encore son dernier jour). Découvert : son premier jour n’est pas connu, et il a été connu pour la première fois dans la période, d’après le plus ancien des documents qui le disent, ou d’après le journal de la base si aucun document n’est daté : ce n’est pas un changement.
// Une date connue au mois ou à l’année est un intervalle : le changement compte d’après le premier jour possible d’un début, ou le dernier jour possible d’une fin ; il est dit « peut-être » quand l’intervalle déborde de la période, et mis à part quand il ne fait que la toucher. Un projet, une recommandation et un lien à confirmer ne comptent pas : ils sont à part.
// Liens entre acteurs : mêmes règles que pour le réseau, à chacune des deux dates. J est la part des paires d’acteurs liées aux deux dates parmi celles qui le sont à l’une ou à l’autre (indice de Jaccard). Un acteur arrive ou part quand il a un rôle, une zone d’intervention ou un lien direct à une seule des deux dates. Les mesures du réseau sont celles de la question « Comment se porte le réseau des acteurs ? », à chaque date. Les paliers sont ceux des articulations ; une paire dont un dispositif n’a pas commencé, ou est terminé, n’a pas de palier.
// Limites : un lien sans date de début compte aux deux dates, donc ce qui a changé peut être plus grand que ce qu’on voit. Ne rien voir changer ne prouve pas que rien n’a changé. Avant le premier énoncé daté du périmètre, il n’y a pas de réseau à comparer. Deux réseaux de tailles différentes ne se comparent pas mesure à mesure. Référence : Snijders, van de Bunt et Steglich, 2010.
// """
// [parametres.debut]
// type = "date"
// borne = "debut"
// titre = "Depuis le"
// description = "Premier jour de la période ; d’un mois ou d’une année, le premier jour."
// [parametres.fin]
// type = "date"
// vue = true
// titre = "Jusqu’au"
// description = "Dernier jour de la période ; la date de la vue par défaut."
// obligatoire = false
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Limite à ce qui se passe sur ce territoire ; sans lui, toute la base."
// obligatoire = false
// [parametres.natures]
// type = "texte"
// titre = "Natures de liens"
// description = "Natures gardées, par exemple « rôles » ou « liens directs » ; toutes par défaut."
// multiple = true
// obligatoire = false
// [colonnes.changement]
// titre = "Ce qui s’est passé"
// description = "cree, termine ou decouvert."
// [colonnes.quand]
// titre = "Quand"
// description = "Jour, mois, année ou intervalle."
// [colonnes.peut_etre]
// type = "booleen"
// titre = "Peut-être"
// description = "Oui quand la date est trop imprécise pour que ce soit sûrement dans la période."
// [colonnes.objet_id]
// titre = "Identifiant du lien"
// description = "Lien qui a changé."
// [colonnes.objet]
// titre = "Le lien, en une phrase"
// description = "Qui fait quoi."
// [colonnes.type]
// titre = "Type de lien"
// description = "Type de la relation."
// [colonnes.nature]
// titre = "Nature"
// description = "Nature du lien : rôles, liens directs, structure, géographie, contenu ou articulation."
// [colonnes.de_id]
// titre = "Identifiant de l’origine"
// description = "D’où part le lien."
// [colonnes.de]
// titre = "Qui"
// description = "D’où part le lien."
// [colonnes.lien]
// titre = "Fait quoi"
// description = "Le lien, en mots."
// [colonnes.vers_id]
// titre = "Identifiant de l’arrivée"
// description = "Où arrive le lien."
// [colonnes.vers]
// titre = "À quoi ou à qui"
// description = "Où arrive le lien."
// [colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut du lien."
// [colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Dernier jour connu."
// [colonnes.date]
// type = "date"
// titre = "Premier jour possible"
// description = "Premier jour où le changement a pu avoir lieu."
// [mesures]
// n_crees = "Liens créés dans la période."
// n_termines = "Liens terminés dans la période."
// n_decouverts = "Liens sans date de début, connus pour la première fois dans la période."
// n_peut_etre = "Changements comptés dont la date est trop imprécise pour être sûrs."
// n_possibles = "Changements non comptés, que leur date imprécise permet dans la période."
// n_en_attente = "Changements de projets, de recommandations et de liens à confirmer, non comptés."
// n_sans_debut = "Liens sans date de début, comptés aux deux dates."
// n_sans_date = "Parmi eux, liens sans aucune date."
// n_connus_apres = "Liens commencés avant la période et connus seulement pendant."
// n_en_vigueur_debut = "Liens en vigueur à la date de début et connus alors ; avec les créés et les découverts, moins les terminés, ce sont ceux de la date de fin."
// n_en_vigueur_fin = "Liens en vigueur à la date de fin."
// n_certains_debut = "Liens certains à la date de début."
// n_certains_fin = "Liens certains à la date de fin."
// n_plus_certains = "Liens en vigueur aux deux dates, certains à la date de début et plus à la date de fin : aucun document ne les dit encore."
// J = "Part des liens entre acteurs présents aux deux dates (indice de Jaccard), de 0 à 1."
// n_liens_debut = "Liens entre acteurs à la date de début."
// n_liens_fin = "Liens entre acteurs à la date de fin."
// n_liens_communs = "Liens entre acteurs présents aux deux dates."
// n_liens_apparus = "Liens entre acteurs présents à la date de fin seulement."
// n_liens_disparus = "Liens entre acteurs présents à la date de début seulement."
// n_acteurs_debut = "Acteurs qui ont un rôle, une zone d’intervention ou un lien direct à la date de début."
// n_acteurs_fin = "Acteurs qui ont un rôle, une zone d’intervention ou un lien direct à la date de fin."
// n_acteurs_entres = "Acteurs présents à la date de fin seulement."
// n_acteurs_sortis = "Acteurs présents à la date de début seulement."
// [tableaux.natures]
// titre = "Par nature de lien"
// [tableaux.natures.colonnes.nature]
// titre = "Nature"
// description = "Nature des liens."
// [tableaux.natures.colonnes.cree]
// type = "entier"
// titre = "Créés"
// description = "Liens créés."
// [tableaux.natures.colonnes.termine]
// type = "entier"
// titre = "Terminés"
// description = "Liens terminés."
// [tableaux.natures.colonnes.decouvert]
// type = "entier"
// titre = "Découverts"
// description = "Liens découverts."
// [tableaux.objets]
// titre = "Dispositifs, actions, instances et événements de la période"
// [tableaux.objets.colonnes.changement]
// titre = "Ce qui s’est passé"
// description = "cree, termine ou a_eu_lieu."
// [tableaux.objets.colonnes.etape]
// titre = "Étape"
// description = "commence, se termine ou a lieu."
// [tableaux.objets.colonnes.quand]
// titre = "Quand"
// description = "Jour, mois, année ou intervalle."
// [tableaux.objets.colonnes.peut_etre]
// type = "booleen"
// titre = "Peut-être"
// description = "Oui quand la date est trop imprécise pour que ce soit sûrement dans la période."
// [tableaux.objets.colonnes.objet_id]
// titre = "Identifiant"
// description = "Dispositif, action, instance ou événement."
// [tableaux.objets.colonnes.objet]
// titre = "Objet"
// description = "Son nom."
// [tableaux.objets.colonnes.nature]
// titre = "Nature"
// description = "Dispositif, action, instance ou événement."
// [tableaux.objets.colonnes.date]
// type = "date"
// titre = "Premier jour possible"
// description = "Premier jour où cela a pu avoir lieu."
// [tableaux.acteurs]
// titre = "Acteurs qui arrivent et qui partent"
// [tableaux.acteurs.colonnes.changement]
// titre = "Mouvement"
// description = "entre ou sort."
// [tableaux.acteurs.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Acteur."
// [tableaux.acteurs.colonnes.acteur]
// titre = "Acteur"
// description = "Son nom."
// [tableaux.acteurs.colonnes.secteur]
// titre = "Secteur"
// description = "Son secteur."
// [tableaux.acteurs.colonnes.par]
// titre = "Par quoi"
// description = "Ce à quoi il prend part, ou ce à quoi il prenait part."
// [tableaux.liens_acteurs]
// titre = "Liens entre acteurs qui apparaissent et qui disparaissent"
// [tableaux.liens_acteurs.colonnes.changement]
// titre = "Mouvement"
// description = "apparu ou disparu."
// [tableaux.liens_acteurs.colonnes.a_id]
// titre = "Identifiant du premier acteur"
// description = "Premier acteur."
// [tableaux.liens_acteurs.colonnes.a]
// titre = "Acteur A"
// description = "Premier acteur."
// [tableaux.liens_acteurs.colonnes.b_id]
// titre = "Identifiant du second acteur"
// description = "Second acteur."
// [tableaux.liens_acteurs.colonnes.b]
// titre = "Acteur B"
// description = "Second acteur."
// [tableaux.liens_acteurs.colonnes.cadres]
// titre = "Par quoi"
// description = "Cadres qui les lient."
// [tableaux.mesures_reseau]
// titre = "Le réseau des acteurs, avant et après"
// [tableaux.mesures_reseau.colonnes.mesure]
// titre = "Code de la mesure"
// description = "Nom technique de la mesure."
// [tableaux.mesures_reseau.colonnes.libelle]
// titre = "Mesure"
// description = "Ce qui est mesuré."
// [tableaux.mesures_reseau.colonnes.valeur_debut]
// type = "decimal"
// titre = "Avant"
// description = "Valeur à la date de début ; vide si elle ne se calcule pas."
// [tableaux.mesures_reseau.colonnes.valeur_fin]
// type = "decimal"
// titre = "Après"
// description = "Valeur à la date de fin ; vide si elle ne se calcule pas."
// [tableaux.mesures_reseau.colonnes.ecart]
// type = "decimal"
// titre = "Écart"
// description = "Après moins avant ; vide si l’une des deux n’est pas connue."
// [tableaux.mesures_reseau.colonnes.lecture_debut]
// titre = "Lecture avant"
// description = "La mesure à la date de début, en une phrase."
// [tableaux.mesures_reseau.colonnes.lecture_fin]
// titre = "Lecture après"
// description = "La mesure à la date de fin, en une phrase."
// [tableaux.mesures_reseau.colonnes.ne_dit_pas]
// titre = "Ce que ça ne dit pas"
// description = "Ce qu’il ne faut pas en conclure."
// [tableaux.mesures_reseau.colonnes.reference]
// titre = "Référence"
// description = "Publication qui définit la mesure."
// [tableaux.articulations]
// titre = "Articulations dont le palier change"
// [tableaux.articulations.colonnes.sens]
// titre = "Sens"
// description = "monte, descend, commence ou prend fin."
// [tableaux.articulations.colonnes.a_id]
// titre = "Identifiant du premier dispositif"
// description = "Premier dispositif."
// [tableaux.articulations.colonnes.a]
// titre = "Dispositif A"
// description = "Premier dispositif."
// [tableaux.articulations.colonnes.b_id]
// titre = "Identifiant du second dispositif"
// description = "Second dispositif."
// [tableaux.articulations.colonnes.b]
// titre = "Dispositif B"
// description = "Second dispositif."
// [tableaux.articulations.colonnes.niveau_debut]
// type = "entier"
// titre = "Palier avant"
// description = "De 0 à 4 ; vide si l’un des deux n’était pas en place."
// [tableaux.articulations.colonnes.niveau_fin]
// type = "entier"
// titre = "Palier après"
// description = "De 0 à 4 ; vide si l’un des deux n’est pas en place."
// [tableaux.articulations.colonnes.palier_debut]
// titre = "Avant"
// description = "Palier à la date de début, en mots."
// [tableaux.articulations.colonnes.palier_fin]
// titre = "Après"
// description = "Palier à la date de fin, en mots."
// [tableaux.articulations.colonnes.L_debut]
// type = "decimal"
// titre = "Articulation avant"
// description = "Articulation connue L à la date de début, de 0 à 1."
// [tableaux.articulations.colonnes.L_fin]
// type = "decimal"
// titre = "Articulation après"
// description = "Articulation connue L à la date de fin, de 0 à 1."
// [tableaux.articulations.colonnes.espaces]
// titre = "Par quoi"
// description = "Ce qui les articule."
// [tableaux.possibles]
// titre = "Changements que leur date imprécise permet dans la période"
// [tableaux.possibles.colonnes.changement]
// titre = "Ce qui s’est passé"
// description = "cree, termine ou decouvert."
// [tableaux.possibles.colonnes.quand]
// titre = "Quand"
// description = "Jour, mois, année ou intervalle."
// [tableaux.possibles.colonnes.peut_etre]
// type = "booleen"
// titre = "Peut-être"
// description = "Oui quand la date est trop imprécise pour que ce soit sûrement dans la période."
// [tableaux.possibles.colonnes.objet_id]
// titre = "Identifiant du lien"
// description = "Lien qui a changé."
// [tableaux.possibles.colonnes.objet]
// titre = "Le lien, en une phrase"
// description = "Qui fait quoi."
// [tableaux.possibles.colonnes.type]
// titre = "Type de lien"
// description = "Type de la relation."
// [tableaux.possibles.colonnes.nature]
// titre = "Nature"
// description = "Nature du lien : rôles, liens directs, structure, géographie, contenu ou articulation."
// [tableaux.possibles.colonnes.de_id]
// titre = "Identifiant de l’origine"
// description = "D’où part le lien."
// [tableaux.possibles.colonnes.de]
// titre = "Qui"
// description = "D’où part le lien."
// [tableaux.possibles.colonnes.lien]
// titre = "Fait quoi"
// description = "Le lien, en mots."
// [tableaux.possibles.colonnes.vers_id]
// titre = "Identifiant de l’arrivée"
// description = "Où arrive le lien."
// [tableaux.possibles.colonnes.vers]
// titre = "À quoi ou à qui"
// description = "Où arrive le lien."
// [tableaux.possibles.colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu."
// [tableaux.possibles.colonnes.statut]
// titre = "Statut"
// description = "Statut du lien."
// [tableaux.possibles.colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Premier jour connu."
// [tableaux.possibles.colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Dernier jour connu."
// [tableaux.possibles.colonnes.date]
// type = "date"
// titre = "Premier jour possible"
// description = "Premier jour où le changement a pu avoir lieu."
// [tableaux.en_attente]
// titre = "Projets, recommandations et liens à confirmer"
// [tableaux.en_attente.colonnes.changement]
// titre = "Ce qui s’est passé"
// description = "cree, termine ou decouvert."
// [tableaux.en_attente.colonnes.quand]
// titre = "Quand"
// description = "Jour, mois, année ou intervalle."
// [tableaux.en_attente.colonnes.peut_etre]
// type = "booleen"
// titre = "Peut-être"
// description = "Oui quand la date est trop imprécise pour que ce soit sûrement dans la période."
// [tableaux.en_attente.colonnes.objet_id]
// titre = "Identifiant du lien"
// description = "Lien qui a changé."
// [tableaux.en_attente.colonnes.objet]
// titre = "Le lien, en une phrase"
// description = "Qui fait quoi."
// [tableaux.en_attente.colonnes.type]
// titre = "Type de lien"
// description = "Type de la relation."
// [tableaux.en_attente.colonnes.nature]
// titre = "Nature"
// description = "Nature du lien : rôles, liens directs, structure, géographie, contenu ou articulation."
// [tableaux.en_attente.colonnes.de_id]
// titre = "Identifiant de l’origine"
// description = "D’où part le lien."
// [tableaux.en_attente.colonnes.de]
// titre = "Qui"
// description = "D’où part le lien."
// [tableaux.en_attente.colonnes.lien]
// titre = "Fait quoi"
// description = "Le lien, en mots."
// [tableaux.en_attente.colonnes.vers_id]
// titre = "Identifiant de l’arrivée"
// description = "Où arrive le lien."
// [tableaux.en_attente.colonnes.vers]
// titre = "À quoi ou à qui"
// description = "Où arrive le lien."
// [tableaux.en_attente.colonnes.role]
// titre = "Rôle"
// description = "Rôle tenu."
// [tableaux.en_attente.colonnes.statut]
// titre = "Statut"
// description = "Statut du lien."
// [tableaux.en_attente.colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Premier jour connu."
// [tableaux.en_attente.colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Dernier jour connu."
// [tableaux.en_attente.colonnes.date]
// type = "date"
// titre = "Premier jour possible"
// description = "Premier jour où le changement a pu avoir lieu."
