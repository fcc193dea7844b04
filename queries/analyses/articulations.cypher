// titre = "Quels dispositifs gagneraient à travailler ensemble ?"
// description = "Les paires de dispositifs qui se recouvrent sans être articulées, avec le prochain pas, qui peut le faire et où."
// usagers = ["ars", "animation", "cpam"]
// analyse = "articulations"
// lit = ["COUVRE", "TRAITE", "CIBLE", "COMPREND", "A_INSTANCE", "S_ARTICULE_AVEC", "PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE"]
// methode = "L’opportunité d’articulation est O = I × (1 − L). I est l’indice de recouvrement des deux dispositifs (territoire 0,35, thèmes 0,30, publics 0,20, membres 0,15 ; poids que vous pouvez changer ; une dimension non documentée est laissée de côté). L mesure ce qui les articule déjà : L = 1 − Π(1 − a), où a vaut 0,2, 0,4, 0,6 ou 0,8 pour une articulation déclarée au palier 1, 2, 3 ou 4 (la plus avancée compte), 0,4 pour chaque instance commune, 0,5 pour chaque action de l’un à laquelle l’autre prend part comme acteur et pour un rôle de l’un dans l’autre, 0,15 pour chaque organisme qui porte, pilote, anime ou signe les deux (trois au plus). Ce qui est seulement prévu ou proposé compte pour moitié ; une recommandation, une déclinaison et une simple correspondance de périmètres n’ajoutent rien. Le palier atteint, de 0 à 4, est le plus haut qui soit effectif : celui qui est déclaré, ou celui que les faits montrent (un organisme qui gouverne les deux, palier 1 ; une instance commune ou un rôle de l’un dans l’autre, palier 2 ; une action commune, palier 4). Un dispositif et celui qu’il remplace, un dispositif et l’une de ses parties, un dispositif terminé ne sont pas rapprochés ; deux documents-cadres sont à part. Un dispositif sans périmètre documenté y figure si une articulation déclarée le relie à l’un des autres : la liste des recouvrements ne l’a pas. Limites : ne rien savoir d’une articulation ne prouve pas qu’elle n’existe pas ; moins de la moitié des poids documentée, ou un périmètre inconnu, et la paire est listée à part, sans rang ; les valeurs de a et les poids sont des propositions. Références : échelle en quatre paliers d’un document du Pays de Brest, à comparer à Frey, Lohmeier, Lee et Tollefson, Measuring collaboration among grant partners, 2006 ; Fabrique Territoires Santé, enquête de 2021 et webinaire de 2023 sur l’articulation des contrats locaux de santé et des communautés professionnelles."
// phrase = "{n:paire|paires} {date}."
// phrase_vide = "Aucune paire de dispositifs à rapprocher {date}."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Les dispositifs comparés sont ceux dont le périmètre le touche ; toute la base par défaut."
// obligatoire = false
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Ne garder que les paires de ce dispositif."
// obligatoire = false
// [parametres.types]
// type = "texte"
// titre = "Types de dispositif"
// description = "Types gardés, par exemple CLS et CPTS ; tous par défaut."
// multiple = true
// obligatoire = false
// [parametres.poids]
// type = "texte"
// titre = "Poids"
// description = "Poids d’une dimension du recouvrement, par exemple territoire=0,5 ; les autres gardent le leur (territoire, themes, publics, membres)."
// multiple = true
// obligatoire = false
// [parametres.cadres]
// type = "choix"
// titre = "Documents-cadres"
// description = "Classer aussi les paires faites de deux documents-cadres (projet régional, contrat d’objectifs, convention, stratégie, projet d’établissement). Elles le sont aussi dès que vous nommez un type ou un dispositif."
// choix = ["non", "oui"]
// obligatoire = false
// [parametres.limite]
// type = "entier"
// titre = "Nombre de paires"
// description = "Paires rendues au plus, les plus prometteuses d’abord."
// defaut = 200
// obligatoire = false
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Place de la paire, celle où il y a le plus à gagner d’abord ; à égalité, dans l’ordre des identifiants."
// [colonnes.a_id]
// titre = "Identifiant du premier dispositif"
// description = "Premier dispositif."
// [colonnes.a]
// titre = "Dispositif A"
// description = "Premier dispositif."
// [colonnes.type_a]
// titre = "Type de A"
// description = "Type du premier dispositif."
// [colonnes.b_id]
// titre = "Identifiant du second dispositif"
// description = "Second dispositif."
// [colonnes.b]
// titre = "Dispositif B"
// description = "Second dispositif."
// [colonnes.type_b]
// titre = "Type de B"
// description = "Type du second dispositif."
// [colonnes.O]
// type = "decimal"
// titre = "Opportunité"
// description = "Opportunité d’articulation O = I × (1 − L), de 0 à 1 : forte quand les dispositifs se recouvrent beaucoup et travaillent peu ensemble."
// [colonnes.indice]
// type = "decimal"
// titre = "Recouvrement"
// description = "Indice de recouvrement I, de 0 à 1."
// [colonnes.L]
// type = "decimal"
// titre = "Articulation"
// description = "Articulation connue L, de 0 à 1."
// [colonnes.niveau]
// type = "entier"
// titre = "Palier atteint"
// description = "Palier atteint, de 0 à 4 : le plus haut qui soit effectif, déclaré ou déduit."
// [colonnes.niveau_libelle]
// titre = "Où ils en sont"
// description = "Palier atteint, en mots."
// [colonnes.palier]
// titre = "Palier suivant"
// description = "Prochain palier à atteindre."
// [colonnes.premier_pas]
// titre = "Prochain pas"
// description = "Ce qu’il y aurait à faire."
// [colonnes.levier]
// titre = "Leviers"
// description = "Ce sur quoi s’appuyer : thèmes communs, action proposée, organismes présents des deux côtés, instance à ouvrir, prochaine rencontre."
// [colonnes.acteur_id]
// titre = "Identifiant de qui ouvre la porte"
// description = "Organisme qui ouvre la porte."
// [colonnes.acteur]
// titre = "Qui ouvre la porte"
// description = "Organisme présent des deux côtés ; à défaut, celui qui anime l’instance ou parle pour le dispositif qui invite."
// [colonnes.des_deux_cotes]
// type = "booleen"
// titre = "Présent des deux côtés"
// description = "Vrai si cet organisme a un rôle dans les deux dispositifs."
// [colonnes.invite_id]
// titre = "Identifiant de qui inviter"
// description = "Dispositif ou organisme à inviter."
// [colonnes.invite]
// titre = "Qui inviter"
// description = "L’autre dispositif s’il agit en son nom, sinon l’organisme qui l’anime, le pilote ou le porte."
// [colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Instance à ouvrir, ou déjà commune."
// [colonnes.instance]
// titre = "Instance"
// description = "Instance à ouvrir, ou déjà commune ; vide si aucune n’est documentée."
// [colonnes.evenement_id]
// titre = "Identifiant de la prochaine rencontre"
// description = "Prochaine rencontre datée."
// [colonnes.evenement]
// titre = "Prochaine rencontre"
// description = "Prochaine rencontre datée de cette instance, sinon de l’un des deux dispositifs."
// [colonnes.date_evenement]
// type = "date"
// titre = "Date de la rencontre"
// description = "Date de cette rencontre, telle qu’elle est connue."
// [colonnes.espaces]
// type = "liste"
// titre = "Déjà en place"
// description = "Ce qui articule déjà les deux dispositifs."
// [colonnes.en_attente]
// type = "liste"
// titre = "Prévu ou recommandé"
// description = "Ce qui est seulement prévu, proposé ou recommandé."
// [colonnes.classe]
// titre = "Territoire"
// description = "identique, inclus, recouvrement, marginal, ou indetermine quand des communes ne sont pas connues."
// [colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie."
// [colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [colonnes.themes_communs]
// type = "liste"
// titre = "Codes des thèmes communs"
// description = "Thèmes traités des deux côtés."
// [colonnes.noms_themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Noms de ces thèmes."
// [colonnes.acteurs_communs]
// type = "liste"
// titre = "Identifiants des organismes communs"
// description = "Organismes qui ont un rôle des deux côtés."
// [colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids de l’indice qui repose sur des données, de 0 à 1."
// [colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [mesures]
// n_dispositifs = "Dispositifs comparés."
// n_paires = "Paires classées."
// n_sans_espace = "Paires classées sans espace commun effectif connu (paliers 0 et 1)."
// n_confiance_faible = "Paires trop peu documentées pour être classées."
// n_indetermines = "Paires dont un périmètre n’est pas connu, et que les documents situent au même endroit, ou dans le territoire demandé."
// n_cadres = "Paires de documents-cadres, à part."
// millesime = "Recensement utilisé."
// [tableaux.echelle]
// titre = "Où en sont les paires classées"
// [tableaux.echelle.colonnes.niveau]
// type = "entier"
// titre = "Palier"
// description = "De 0 à 4."
// [tableaux.echelle.colonnes.palier]
// titre = "Ce que c’est"
// description = "Palier, en mots."
// [tableaux.echelle.colonnes.n_paires]
// type = "entier"
// titre = "Paires"
// description = "Paires classées qui en sont là."
// [tableaux.confiance_faible]
// titre = "Paires trop peu documentées pour être classées"
// [tableaux.confiance_faible.colonnes.a_id]
// titre = "Identifiant du premier dispositif"
// description = "Premier dispositif."
// [tableaux.confiance_faible.colonnes.a]
// titre = "Dispositif A"
// description = "Premier dispositif."
// [tableaux.confiance_faible.colonnes.type_a]
// titre = "Type de A"
// description = "Type du premier dispositif."
// [tableaux.confiance_faible.colonnes.b_id]
// titre = "Identifiant du second dispositif"
// description = "Second dispositif."
// [tableaux.confiance_faible.colonnes.b]
// titre = "Dispositif B"
// description = "Second dispositif."
// [tableaux.confiance_faible.colonnes.type_b]
// titre = "Type de B"
// description = "Type du second dispositif."
// [tableaux.confiance_faible.colonnes.O]
// type = "decimal"
// titre = "Opportunité"
// description = "Opportunité d’articulation O = I × (1 − L), de 0 à 1 : forte quand les dispositifs se recouvrent beaucoup et travaillent peu ensemble."
// [tableaux.confiance_faible.colonnes.indice]
// type = "decimal"
// titre = "Recouvrement"
// description = "Indice de recouvrement I, de 0 à 1."
// [tableaux.confiance_faible.colonnes.L]
// type = "decimal"
// titre = "Articulation"
// description = "Articulation connue L, de 0 à 1."
// [tableaux.confiance_faible.colonnes.niveau]
// type = "entier"
// titre = "Palier atteint"
// description = "Palier atteint, de 0 à 4 : le plus haut qui soit effectif, déclaré ou déduit."
// [tableaux.confiance_faible.colonnes.niveau_libelle]
// titre = "Où ils en sont"
// description = "Palier atteint, en mots."
// [tableaux.confiance_faible.colonnes.palier]
// titre = "Palier suivant"
// description = "Prochain palier à atteindre."
// [tableaux.confiance_faible.colonnes.premier_pas]
// titre = "Prochain pas"
// description = "Ce qu’il y aurait à faire."
// [tableaux.confiance_faible.colonnes.levier]
// titre = "Leviers"
// description = "Ce sur quoi s’appuyer : thèmes communs, action proposée, organismes présents des deux côtés, instance à ouvrir, prochaine rencontre."
// [tableaux.confiance_faible.colonnes.acteur_id]
// titre = "Identifiant de qui ouvre la porte"
// description = "Organisme qui ouvre la porte."
// [tableaux.confiance_faible.colonnes.acteur]
// titre = "Qui ouvre la porte"
// description = "Organisme présent des deux côtés ; à défaut, celui qui anime l’instance ou parle pour le dispositif qui invite."
// [tableaux.confiance_faible.colonnes.invite_id]
// titre = "Identifiant de qui inviter"
// description = "Dispositif ou organisme à inviter."
// [tableaux.confiance_faible.colonnes.invite]
// titre = "Qui inviter"
// description = "L’autre dispositif s’il agit en son nom, sinon l’organisme qui l’anime, le pilote ou le porte."
// [tableaux.confiance_faible.colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Instance à ouvrir, ou déjà commune."
// [tableaux.confiance_faible.colonnes.instance]
// titre = "Instance"
// description = "Instance à ouvrir, ou déjà commune ; vide si aucune n’est documentée."
// [tableaux.confiance_faible.colonnes.evenement_id]
// titre = "Identifiant de la prochaine rencontre"
// description = "Prochaine rencontre datée."
// [tableaux.confiance_faible.colonnes.evenement]
// titre = "Prochaine rencontre"
// description = "Prochaine rencontre datée de cette instance, sinon de l’un des deux dispositifs."
// [tableaux.confiance_faible.colonnes.date_evenement]
// type = "date"
// titre = "Date de la rencontre"
// description = "Date de cette rencontre, telle qu’elle est connue."
// [tableaux.confiance_faible.colonnes.espaces]
// type = "liste"
// titre = "Déjà en place"
// description = "Ce qui articule déjà les deux dispositifs."
// [tableaux.confiance_faible.colonnes.en_attente]
// type = "liste"
// titre = "Prévu ou recommandé"
// description = "Ce qui est seulement prévu, proposé ou recommandé."
// [tableaux.confiance_faible.colonnes.classe]
// titre = "Territoire"
// description = "identique, inclus, recouvrement, marginal, ou indetermine quand des communes ne sont pas connues."
// [tableaux.confiance_faible.colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie."
// [tableaux.confiance_faible.colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [tableaux.confiance_faible.colonnes.noms_themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Noms de ces thèmes."
// [tableaux.confiance_faible.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.confiance_faible.colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids de l’indice qui repose sur des données, de 0 à 1."
// [tableaux.confiance_faible.colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [tableaux.indetermines]
// titre = "Paires dont un périmètre n’est pas connu"
// [tableaux.indetermines.colonnes.a_id]
// titre = "Identifiant du premier dispositif"
// description = "Premier dispositif."
// [tableaux.indetermines.colonnes.a]
// titre = "Dispositif A"
// description = "Premier dispositif."
// [tableaux.indetermines.colonnes.type_a]
// titre = "Type de A"
// description = "Type du premier dispositif."
// [tableaux.indetermines.colonnes.b_id]
// titre = "Identifiant du second dispositif"
// description = "Second dispositif."
// [tableaux.indetermines.colonnes.b]
// titre = "Dispositif B"
// description = "Second dispositif."
// [tableaux.indetermines.colonnes.type_b]
// titre = "Type de B"
// description = "Type du second dispositif."
// [tableaux.indetermines.colonnes.raison]
// titre = "Raison"
// description = "Ce qui manque pour mesurer le recouvrement."
// [tableaux.indetermines.colonnes.L]
// type = "decimal"
// titre = "Articulation"
// description = "Articulation connue L, de 0 à 1."
// [tableaux.indetermines.colonnes.niveau]
// type = "entier"
// titre = "Palier atteint"
// description = "Palier atteint, de 0 à 4 : le plus haut qui soit effectif, déclaré ou déduit."
// [tableaux.indetermines.colonnes.niveau_libelle]
// titre = "Où ils en sont"
// description = "Palier atteint, en mots."
// [tableaux.indetermines.colonnes.palier]
// titre = "Palier suivant"
// description = "Prochain palier à atteindre."
// [tableaux.indetermines.colonnes.premier_pas]
// titre = "Prochain pas"
// description = "Ce qu’il y aurait à faire."
// [tableaux.indetermines.colonnes.levier]
// titre = "Leviers"
// description = "Ce sur quoi s’appuyer : thèmes communs, action proposée, organismes présents des deux côtés, instance à ouvrir, prochaine rencontre."
// [tableaux.indetermines.colonnes.acteur_id]
// titre = "Identifiant de qui ouvre la porte"
// description = "Organisme qui ouvre la porte."
// [tableaux.indetermines.colonnes.acteur]
// titre = "Qui ouvre la porte"
// description = "Organisme présent des deux côtés ; à défaut, celui qui anime l’instance ou parle pour le dispositif qui invite."
// [tableaux.indetermines.colonnes.invite_id]
// titre = "Identifiant de qui inviter"
// description = "Dispositif ou organisme à inviter."
// [tableaux.indetermines.colonnes.invite]
// titre = "Qui inviter"
// description = "L’autre dispositif s’il agit en son nom, sinon l’organisme qui l’anime, le pilote ou le porte."
// [tableaux.indetermines.colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Instance à ouvrir, ou déjà commune."
// [tableaux.indetermines.colonnes.instance]
// titre = "Instance"
// description = "Instance à ouvrir, ou déjà commune ; vide si aucune n’est documentée."
// [tableaux.indetermines.colonnes.evenement_id]
// titre = "Identifiant de la prochaine rencontre"
// description = "Prochaine rencontre datée."
// [tableaux.indetermines.colonnes.evenement]
// titre = "Prochaine rencontre"
// description = "Prochaine rencontre datée de cette instance, sinon de l’un des deux dispositifs."
// [tableaux.indetermines.colonnes.date_evenement]
// type = "date"
// titre = "Date de la rencontre"
// description = "Date de cette rencontre, telle qu’elle est connue."
// [tableaux.indetermines.colonnes.espaces]
// type = "liste"
// titre = "Déjà en place"
// description = "Ce qui articule déjà les deux dispositifs."
// [tableaux.indetermines.colonnes.en_attente]
// type = "liste"
// titre = "Prévu ou recommandé"
// description = "Ce qui est seulement prévu, proposé ou recommandé."
// [tableaux.indetermines.colonnes.noms_themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Noms de ces thèmes."
// [tableaux.indetermines.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.cadres]
// titre = "Paires de documents-cadres"
// [tableaux.cadres.colonnes.a_id]
// titre = "Identifiant du premier dispositif"
// description = "Premier dispositif."
// [tableaux.cadres.colonnes.a]
// titre = "Dispositif A"
// description = "Premier dispositif."
// [tableaux.cadres.colonnes.type_a]
// titre = "Type de A"
// description = "Type du premier dispositif."
// [tableaux.cadres.colonnes.b_id]
// titre = "Identifiant du second dispositif"
// description = "Second dispositif."
// [tableaux.cadres.colonnes.b]
// titre = "Dispositif B"
// description = "Second dispositif."
// [tableaux.cadres.colonnes.type_b]
// titre = "Type de B"
// description = "Type du second dispositif."
// [tableaux.cadres.colonnes.O]
// type = "decimal"
// titre = "Opportunité"
// description = "Opportunité d’articulation O = I × (1 − L), de 0 à 1 : forte quand les dispositifs se recouvrent beaucoup et travaillent peu ensemble."
// [tableaux.cadres.colonnes.indice]
// type = "decimal"
// titre = "Recouvrement"
// description = "Indice de recouvrement I, de 0 à 1."
// [tableaux.cadres.colonnes.L]
// type = "decimal"
// titre = "Articulation"
// description = "Articulation connue L, de 0 à 1."
// [tableaux.cadres.colonnes.niveau]
// type = "entier"
// titre = "Palier atteint"
// description = "Palier atteint, de 0 à 4 : le plus haut qui soit effectif, déclaré ou déduit."
// [tableaux.cadres.colonnes.niveau_libelle]
// titre = "Où ils en sont"
// description = "Palier atteint, en mots."
// [tableaux.cadres.colonnes.palier]
// titre = "Palier suivant"
// description = "Prochain palier à atteindre."
// [tableaux.cadres.colonnes.premier_pas]
// titre = "Prochain pas"
// description = "Ce qu’il y aurait à faire."
// [tableaux.cadres.colonnes.levier]
// titre = "Leviers"
// description = "Ce sur quoi s’appuyer : thèmes communs, action proposée, organismes présents des deux côtés, instance à ouvrir, prochaine rencontre."
// [tableaux.cadres.colonnes.acteur_id]
// titre = "Identifiant de qui ouvre la porte"
// description = "Organisme qui ouvre la porte."
// [tableaux.cadres.colonnes.acteur]
// titre = "Qui ouvre la porte"
// description = "Organisme présent des deux côtés ; à défaut, celui qui anime l’instance ou parle pour le dispositif qui invite."
// [tableaux.cadres.colonnes.invite_id]
// titre = "Identifiant de qui inviter"
// description = "Dispositif ou organisme à inviter."
// [tableaux.cadres.colonnes.invite]
// titre = "Qui inviter"
// description = "L’autre dispositif s’il agit en son nom, sinon l’organisme qui l’anime, le pilote ou le porte."
// [tableaux.cadres.colonnes.instance_id]
// titre = "Identifiant de l’instance"
// description = "Instance à ouvrir, ou déjà commune."
// [tableaux.cadres.colonnes.instance]
// titre = "Instance"
// description = "Instance à ouvrir, ou déjà commune ; vide si aucune n’est documentée."
// [tableaux.cadres.colonnes.evenement_id]
// titre = "Identifiant de la prochaine rencontre"
// description = "Prochaine rencontre datée."
// [tableaux.cadres.colonnes.evenement]
// titre = "Prochaine rencontre"
// description = "Prochaine rencontre datée de cette instance, sinon de l’un des deux dispositifs."
// [tableaux.cadres.colonnes.date_evenement]
// type = "date"
// titre = "Date de la rencontre"
// description = "Date de cette rencontre, telle qu’elle est connue."
// [tableaux.cadres.colonnes.espaces]
// type = "liste"
// titre = "Déjà en place"
// description = "Ce qui articule déjà les deux dispositifs."
// [tableaux.cadres.colonnes.en_attente]
// type = "liste"
// titre = "Prévu ou recommandé"
// description = "Ce qui est seulement prévu, proposé ou recommandé."
// [tableaux.cadres.colonnes.classe]
// titre = "Territoire"
// description = "identique, inclus, recouvrement, marginal, ou indetermine quand des communes ne sont pas connues."
// [tableaux.cadres.colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie."
// [tableaux.cadres.colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [tableaux.cadres.colonnes.noms_themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Noms de ces thèmes."
// [tableaux.cadres.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.cadres.colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids de l’indice qui repose sur des données, de 0 à 1."
// [tableaux.cadres.colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [tableaux.non_compares]
// titre = "Dispositifs et paires qui ne sont pas comparés"
// [tableaux.non_compares.colonnes.dispositif_id]
// titre = "Identifiant"
// description = "Dispositif."
// [tableaux.non_compares.colonnes.dispositif]
// titre = "Dispositif"
// description = "Dispositif."
// [tableaux.non_compares.colonnes.autre_id]
// titre = "Identifiant de l’autre"
// description = "Autre dispositif de la paire."
// [tableaux.non_compares.colonnes.autre]
// titre = "Autre dispositif"
// description = "Autre dispositif de la paire, vide si le dispositif entier est laissé de côté."
// [tableaux.non_compares.colonnes.raison]
// titre = "Raison"
// description = "Pourquoi."
MATCH (d:Entite:Dispositif)
WHERE d.est_fait
RETURN d.id AS id, d.nom AS nom, d.type_dispositif AS type_dispositif, d.date_debut AS date_debut, d.date_fin AS date_fin
ORDER BY id
