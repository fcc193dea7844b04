// titre = "Quelles actions se ressemblent ?"
// description = "Les paires d’actions en vigueur qui ont l’air d’être le même travail : doublons possibles, suites d’un dispositif à l’autre, compléments pour d’autres publics."
// usagers = ["ars", "animation", "cpam"]
// analyse = "actions_semblables"
// lit = ["TRAITE", "CIBLE", "PILOTE", "EST_PARTENAIRE", "COMPREND"]
// phrase = "{n_paires:paire d’actions se ressemble|paires d’actions se ressemblent} : {natures}. À vérifier par une personne : rien n’est fusionné.{montrees}"
// phrase_vide = "Aucune paire d’actions ne se ressemble assez, parmi celles qui ont un thème en commun au même endroit."
// vide = "suffisant"
// methode = "On compare deux à deux les actions en vigueur qui ont un thème en commun et dont les territoires se recoupent (couplage d’enregistrements, Fellegi et Sunter, 1969 ; Christen, 2012). Score = 0,35 × intitulés + 0,35 × thèmes + 0,15 × publics + 0,15 × territoire, poids réglables. Intitulés : moyenne de la part de mots communs et de la part de suites de trois lettres communes, sans accents, sans s final, sans mots vides ; si l’un des intitulés n’a qu’un mot, la ressemblance compte pour moitié. Thèmes et publics : éléments communs ÷ éléments en tout (Jaccard). Territoire : communes communes ÷ communes de la plus petite emprise. Une part inconnue ne compte pas et les autres poids sont ramenés à 1. À partir de 0,75 la ressemblance est probable ; de 0,55 à 0,75 elle est à examiner. Suite : les deux dispositifs se succèdent, ou l’une des actions est terminée ; complément : publics connus et tout différents ; doublon : les autres cas. Limites : les thèmes des actions viennent souvent d’un classement fait à partir de l’intitulé ; deux intitulés proches peuvent cacher deux métiers. Une personne décide, jamais l’outil."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base par défaut."
// obligatoire = false
// [parametres.seuil]
// type = "decimal"
// titre = "Ressemblance minimale"
// description = "Score à partir duquel une paire est montrée, entre 0 et 1 : 0,55 par défaut."
// obligatoire = false
// defaut = 0.55
// [parametres.poids]
// type = "texte"
// titre = "Poids"
// description = "Poids d’une part du score, par exemple titre=0,5 ; parts : titre, themes, publics, territoire."
// obligatoire = false
// multiple = true
// [parametres.limite]
// type = "entier"
// titre = "Paires montrées"
// description = "Nombre de paires montrées, les plus proches d’abord : 200 par défaut."
// obligatoire = false
// defaut = 200
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Rang, de la paire la plus proche à la moins proche."
// [colonnes.a_id]
// titre = "Identifiant de la première action"
// description = "Identifiant de la première action."
// [colonnes.a]
// titre = "Action"
// description = "Intitulé de la première action."
// [colonnes.b_id]
// titre = "Identifiant de la seconde action"
// description = "Identifiant de la seconde action."
// [colonnes.b]
// titre = "Autre action"
// description = "Intitulé de la seconde action."
// [colonnes.score]
// type = "decimal"
// titre = "Ressemblance"
// description = "De 0 (rien en commun) à 1 (la même)."
// [colonnes.niveau]
// titre = "Niveau"
// description = "probable à partir de 0,75, a_examiner en dessous."
// [colonnes.type]
// titre = "Type"
// description = "doublon, continuite (l’une prend la suite de l’autre) ou complement (publics différents)."
// [colonnes.dispositifs_a]
// type = "liste"
// titre = "Dispositif"
// description = "Dispositifs de la première action."
// [colonnes.dispositifs_b]
// type = "liste"
// titre = "Autre dispositif"
// description = "Dispositifs de la seconde action."
// [colonnes.pilotes_a]
// type = "liste"
// titre = "Pilotes"
// description = "Pilotes de la première action ; vide si aucun n’est documenté."
// [colonnes.pilotes_b]
// type = "liste"
// titre = "Autres pilotes"
// description = "Pilotes de la seconde action ; vide si aucun n’est documenté."
// [colonnes.themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes traités par les deux."
// [colonnes.publics_a]
// type = "liste"
// titre = "Publics"
// description = "Publics de la première action."
// [colonnes.publics_b]
// type = "liste"
// titre = "Autres publics"
// description = "Publics de la seconde action."
// [colonnes.part_titre]
// type = "decimal"
// titre = "Intitulés"
// description = "Ressemblance des intitulés, de 0 à 1."
// [colonnes.part_themes]
// type = "decimal"
// titre = "Thèmes"
// description = "Thèmes communs sur thèmes en tout, de 0 à 1."
// [colonnes.part_publics]
// type = "decimal"
// titre = "Part des publics"
// description = "Publics communs sur publics en tout, de 0 à 1 ; vide si les publics de l’une ne sont pas connus."
// [colonnes.part_territoire]
// type = "decimal"
// titre = "Territoire"
// description = "Communes communes sur communes de la plus petite emprise, de 0 à 1 ; vide si des communes ne sont pas connues."
// [colonnes.decision]
// titre = "Décision"
// description = "Ce que des personnes ont noté sur cette paire ; vide si personne ne s’est prononcé."
// [mesures]
// n_paires = "Paires trouvées."
// n_actions = "Actions en vigueur comparées."
// n_probables = "Paires à 0,75 ou plus."
// n_doublons = "Doublons possibles."
// n_continuites = "Suites possibles."
// n_complements = "Compléments possibles."
