// titre = "Quels acteurs agissent sur la même chose au même endroit sans lien connu ?"
// description = "Les paires d’organismes différents, sans lien documenté, dont les actions partagent un thème sur un même territoire ; ce qu’ils ont en commun et qui pourrait les présenter."
// usagers = ["animation", "cpam", "ars"]
// analyse = "liens_oublies"
// lit = ["PILOTE", "EST_PARTENAIRE", "TRAITE", "CIBLE"]
// phrase = "{n_paires:paire d’acteurs agit|paires d’acteurs agissent} sur un même thème au même endroit sans lien documenté. La première à rapprocher : {premier}.{montres}"
// phrase_vide = "Aucun lien oublié : les acteurs dont les actions partagent un thème au même endroit ont déjà un lien documenté."
// vide = "suffisant"
// methode = "On compare deux à deux les acteurs qui pilotent ou accompagnent des actions en vigueur (leurs offres ne comptent pas). Une paire est retenue si les deux organismes sont différents, si aucun lien n’est documenté entre eux à la date, où que ce soit, et si leurs actions partagent au moins un thème sur des territoires qui ont une commune en commun. Score = somme, pour chaque thème ou public partagé, de 1 ÷ ln(1 + nombre d’acteurs du périmètre qui agissent dessus) (Adamic et Adar, 2003) : partager un sujet rare compte plus qu’un sujet courant ; « tout public » ne compte pas. En option, un bonus par acteur lié aux deux. Pour vérifier le score, on cache 20 % des liens connus et on regarde s’ils reviennent en tête (Liben-Nowell et Kleinberg, 2007 ; Lü et Zhou, 2011) : il faut au moins 50 liens. Limites : un lien non documenté peut exister dans les faits ; un score élevé dit qu’une rencontre est utile, pas qu’elle manque par négligence ; le nombre d’acteurs par sujet dépend du périmètre choisi, si bien que les scores de deux périmètres ne se comparent pas."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base par défaut."
// obligatoire = false
// [parametres.bonus]
// type = "decimal"
// titre = "Bonus par intermédiaire"
// description = "Points ajoutés pour chaque acteur lié aux deux : 0 par défaut."
// obligatoire = false
// defaut = 0.0
// [parametres.limite]
// type = "entier"
// titre = "Paires montrées"
// description = "Nombre de paires montrées, les meilleures d’abord : 100 par défaut."
// obligatoire = false
// defaut = 100
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Rang, du score le plus élevé au plus faible ; à score égal, dans l’ordre des identifiants."
// [colonnes.a_id]
// titre = "Identifiant du premier acteur"
// description = "Identifiant du premier acteur."
// [colonnes.a]
// titre = "Acteur"
// description = "Premier acteur."
// [colonnes.b_id]
// titre = "Identifiant du second acteur"
// description = "Identifiant du second acteur."
// [colonnes.b]
// titre = "Autre acteur"
// description = "Second acteur."
// [colonnes.score]
// type = "decimal"
// titre = "Score"
// description = "Somme des parts : plus les sujets partagés sont rares et nombreux, plus il est élevé. Sans maximum."
// [colonnes.communs]
// type = "liste"
// titre = "Codes communs"
// description = "Codes des thèmes et publics partagés."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes partagés, le plus rare d’abord."
// [colonnes.publics]
// type = "liste"
// titre = "Publics communs"
// description = "Publics partagés, le plus rare d’abord."
// [colonnes.actions_a]
// type = "liste"
// titre = "Actions du premier"
// description = "Actions du premier acteur qui portent sur ces sujets."
// [colonnes.actions_b]
// type = "liste"
// titre = "Actions du second"
// description = "Actions du second acteur qui portent sur ces sujets."
// [colonnes.n_intermediaires]
// type = "entier"
// titre = "Intermédiaires"
// description = "Nombre d’acteurs déjà liés aux deux."
// [colonnes.intermediaires]
// type = "liste"
// titre = "Qui peut présenter"
// description = "Acteurs déjà liés aux deux."
// [colonnes.alerte]
// titre = "À savoir"
// description = "Organisme à préciser : la source ne dit pas lequel. Vide sinon."
// [mesures]
// n_paires = "Paires trouvées."
// n_acteurs = "Acteurs comparés."
// n_liens = "Liens documentés entre ces acteurs."
// auc = "Chance qu’un lien connu que l’on cache ait un meilleur score qu’une paire jamais liée, de 0 à 1 (0,5 serait le hasard)."
// precision_10 = "Part de liens cachés parmi les dix premières paires, de 0 à 1."
// validation = "Ce que vaut le score sur les liens connus, en une phrase."
// [tableaux.intermediaires]
// titre = "Qui peut les présenter"
// [tableaux.intermediaires.colonnes.rang]
// type = "entier"
// titre = "Rang de la paire"
// description = "Rang de la paire."
// [tableaux.intermediaires.colonnes.a_id]
// titre = "Identifiant du premier acteur"
// description = "Identifiant du premier acteur."
// [tableaux.intermediaires.colonnes.a]
// titre = "Acteur"
// description = "Premier acteur."
// [tableaux.intermediaires.colonnes.b_id]
// titre = "Identifiant du second acteur"
// description = "Identifiant du second acteur."
// [tableaux.intermediaires.colonnes.b]
// titre = "Autre acteur"
// description = "Second acteur."
// [tableaux.intermediaires.colonnes.acteur_id]
// titre = "Identifiant de l’intermédiaire"
// description = "Identifiant de l’intermédiaire."
// [tableaux.intermediaires.colonnes.acteur]
// titre = "Intermédiaire"
// description = "Acteur lié aux deux, trois au plus par paire."
// [tableaux.intermediaires.colonnes.force]
// type = "decimal"
// titre = "Force"
// description = "Force du plus faible de ses deux liens."
// [tableaux.intermediaires.colonnes.contexte_a_id]
// titre = "Identifiant du cadre partagé avec le premier"
// description = "Cadre partagé avec le premier, vide pour un lien direct."
// [tableaux.intermediaires.colonnes.contexte_a]
// titre = "Avec le premier"
// description = "Ce qu’il partage de plus fort avec le premier."
// [tableaux.intermediaires.colonnes.contexte_b_id]
// titre = "Identifiant du cadre partagé avec le second"
// description = "Cadre partagé avec le second, vide pour un lien direct."
// [tableaux.intermediaires.colonnes.contexte_b]
// titre = "Avec le second"
// description = "Ce qu’il partage de plus fort avec le second."
