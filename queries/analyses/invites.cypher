// titre = "Qui inviter à un atelier d’interconnaissance ?"
// description = "Une liste d’invités pour un territoire : les thèmes que chacun apporte, les liens manquants qu’il permet d’ouvrir, pourquoi il est là, et qui appeler s’il se désiste."
// usagers = ["animation", "cpam", "ars"]
// analyse = "invites"
// lit = ["PILOTE", "EST_PARTENAIRE", "EST_MEMBRE", "ANIME", "SIGNE", "PORTE", "PARTICIPE", "PROPOSE", "INTERVIENT_SUR", "TRAITE"]
// phrase = "Avec {n_invites:invité|invités}, {couverture}{certificat}{paires}"
// phrase_vide = "Aucun acteur n’est documenté sur ce territoire à cette date : il n’y a personne à proposer."
// methode = "Peuvent être invités les organismes qui agissent sur le territoire à la date : par leur zone d’intervention, ou par un rôle dans une action en vigueur, un dispositif, une instance, un événement ou une offre de ce territoire (un organisme national qui n’est là que par une offre ouverte à toute la France n’est pas proposé, ni un prestataire qui n’a fait qu’évaluer). Valeur d’une liste = somme, sur les thèmes, de poids × (1 − produit des parts non couvertes), où piloter couvre 1, être partenaire 0,6 et tout autre rôle 0,3 ; plus 0,2 × somme, sur les secteurs, de la racine carrée du nombre d’invités ; plus 0,1 × somme des liens manquants entre invités, chacun de 0 à 1 (score des liens oubliés rapporté au plus élevé du territoire). Jusqu’à 25 candidats, la meilleure liste de toutes est calculée par programmation linéaire en nombres entiers ; au-delà, on part de listes gloutonnes et on échange un invité à la fois tant que la liste s’améliore. Sur les deux premiers termes, une liste gloutonne vaut au moins 63 % de la meilleure (Nemhauser, Wolsey et Fisher, 1978) ; le troisième n’offre pas cette garantie, c’est pourquoi la réponse donne une borne qu’aucune liste ne peut dépasser. Un thème est représenté si un invité au moins y tient un rôle. Remplaçant : celui qui ferait perdre le moins à la liste si cet invité seul se désiste. À égalité, l’ordre des identifiants tranche. Limites : ne compte que ce qui est documenté ; un acteur sans thème connu compte par son secteur ; un secteur inconnu n’est ni compté, ni pénalisé ; les poids sont un choix et se règlent."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Territoire de l’atelier."
// [parametres.themes]
// type = "texte"
// titre = "Thèmes"
// description = "Un thème ou une famille de thèmes, avec un poids si besoin : « nutrition » ou « nutrition=2 ». Tous les thèmes du territoire par défaut, à poids égal."
// obligatoire = false
// multiple = true
// [parametres.places]
// type = "entier"
// titre = "Places"
// description = "Nombre d’invités : 24 par défaut."
// obligatoire = false
// defaut = 24
// [parametres.obligatoires]
// type = "texte"
// titre = "Invités obligatoires"
// description = "Acteurs à inviter dans tous les cas, même sans rôle documenté ici."
// obligatoire = false
// multiple = true
// [parametres.exclus]
// type = "texte"
// titre = "Acteurs à ne pas inviter"
// description = "Acteurs à laisser de côté."
// obligatoire = false
// multiple = true
// [parametres.max_par_organisme]
// type = "entier"
// titre = "Invités par organisme"
// description = "Nombre d’invités d’un même organisme, au plus : 1 par défaut. Ne change rien quand les services sont réunis par organisme."
// obligatoire = false
// defaut = 1
// [parametres.poids]
// type = "texte"
// titre = "Poids"
// description = "Par exemple « liens=0,3 ». Critères : themes (1 par défaut), secteurs (0,2), liens (0,1)."
// obligatoire = false
// multiple = true
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Rang, de l’invité qui manquerait le plus à la liste à celui qui manquerait le moins ; à égalité, dans l’ordre des identifiants."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’acteur invité."
// [colonnes.acteur]
// titre = "Invité"
// description = "Organisme ou service à inviter."
// [colonnes.organisme_id]
// titre = "Identifiant de l’organisme"
// description = "Organisme dont il est un service, ou lui-même."
// [colonnes.organisme]
// titre = "Organisme"
// description = "Organisme dont il est un service, ou lui-même."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité ; vide s’il n’est pas connu."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes apportés"
// description = "Thèmes qu’il apporte, ceux où son rôle est le plus fort d’abord."
// [colonnes.liens_ouverts]
// type = "entier"
// titre = "Liens manquants ouverts"
// description = "Nombre d’invités qui agissent sur un même thème au même endroit que lui, sans lien documenté."
// [colonnes.avec]
// type = "liste"
// titre = "Avec qui"
// description = "Ces invités, le lien manquant le plus fort d’abord."
// [colonnes.gain]
// type = "decimal"
// titre = "Ce qu’il ajoute"
// description = "Ce que la liste perdrait sans lui, en thèmes, secteurs et liens manquants."
// [colonnes.raison]
// titre = "Raison"
// description = "Pourquoi l’inviter."
// [colonnes.remplacant_id]
// titre = "Identifiant du remplaçant"
// description = "Identifiant de l’acteur à appeler s’il se désiste ; vide s’il n’y en a pas."
// [colonnes.remplacant]
// titre = "Remplaçant"
// description = "Acteur à appeler s’il se désiste : celui avec qui la liste perd le moins."
// [colonnes.alerte]
// titre = "À savoir"
// description = "Ce qu’il faut vérifier avant d’inviter."
// [mesures]
// n_invites = "Invités."
// n_candidats = "Acteurs qui pouvaient être invités."
// n_themes = "Thèmes comptés."
// n_themes_representes = "Thèmes auxquels un invité au moins apporte quelque chose."
// part_themes = "Part des thèmes représentés, de 0 à 1."
// n_liens_manquants = "Liens manquants entre les acteurs qui pouvaient être invités : même thème, même endroit, aucun lien documenté."
// n_liens_ouverts = "Liens manquants dont les deux acteurs sont invités."
// n_paires = "Paires d’invités."
// n_paires_liees = "Paires d’invités qui ont un lien documenté, où que ce soit."
// n_paires_sans_lien = "Paires d’invités d’organismes différents sans lien documenté, qu’ils aient un thème en commun ou non."
// valeur = "Valeur de la liste."
// borne = "Ce qu’aucune liste ne peut dépasser."
// part_borne = "Valeur rapportée à cette borne, de 0 à 1."
// optimale = "Vrai s’il est prouvé qu’aucune autre liste ne fait mieux."
// [tableaux.themes]
// titre = "Thèmes, du moins au mieux couvert"
// [tableaux.themes.colonnes.theme_id]
// titre = "Identifiant du thème"
// description = "Identifiant du thème."
// [tableaux.themes.colonnes.theme]
// titre = "Thème"
// description = "Thème compté."
// [tableaux.themes.colonnes.poids]
// type = "decimal"
// titre = "Poids"
// description = "Poids du thème."
// [tableaux.themes.colonnes.couverture]
// type = "decimal"
// titre = "Couverture"
// description = "De 0 (personne) à 1 (un pilote est invité)."
// [tableaux.themes.colonnes.invites]
// type = "liste"
// titre = "Invités"
// description = "Invités qui apportent ce thème, les plus engagés d’abord."
// [tableaux.themes.colonnes.n_candidats]
// type = "entier"
// titre = "Acteurs possibles"
// description = "Acteurs du territoire qui y tiennent un rôle, invités ou non."
// [tableaux.liens]
// titre = "Liens manquants entre les invités"
// [tableaux.liens.colonnes.a_id]
// titre = "Identifiant du premier acteur"
// description = "Identifiant du premier acteur."
// [tableaux.liens.colonnes.a]
// titre = "Acteur"
// description = "Premier acteur."
// [tableaux.liens.colonnes.b_id]
// titre = "Identifiant du second acteur"
// description = "Identifiant du second acteur."
// [tableaux.liens.colonnes.b]
// titre = "Autre acteur"
// description = "Second acteur."
// [tableaux.liens.colonnes.force]
// type = "decimal"
// titre = "Force"
// description = "Score du lien oublié rapporté au plus élevé du territoire, de 0 à 1."
// [tableaux.reserve]
// titre = "Acteurs qui ne sont pas invités, du plus utile au moins utile"
// [tableaux.reserve.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’acteur."
// [tableaux.reserve.colonnes.acteur]
// titre = "Acteur"
// description = "Acteur du territoire qui n’est pas sur la liste."
// [tableaux.reserve.colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité ; vide s’il n’est pas connu."
// [tableaux.reserve.colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes comptés sur lesquels il tient un rôle."
// [tableaux.reserve.colonnes.gain]
// type = "decimal"
// titre = "Ce qu’il ajouterait"
// description = "Ce que la liste gagnerait avec lui en plus."
// [tableaux.reserve.colonnes.exclu]
// type = "booleen"
// titre = "À ne pas inviter"
// description = "Vrai s’il est exclu à votre demande."
