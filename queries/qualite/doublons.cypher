// titre = "Quelles fiches sont peut-être en double ?"
// description = "Les paires d’acteurs, de dispositifs ou d’instances qui sont peut-être un même objet écrit deux fois, avec les raisons ; et ce que peuvent être les objets à préciser (« l’ARS », « la MSA »)."
// usagers = ["animation", "ars"]
// analyse = "doublons"
// lit = ["PARTIE_DE", "INTERVIENT_SUR", "COUVRE", "POSSIBLE_DOUBLON"]
// phrase = "{n_paires:paire de fiches est peut-être en double|paires de fiches sont peut-être en double}{dont_probables}. Rien n’est fusionné sans vous.{montrees}"
// phrase_vide = "Aucune paire de fiches ne se ressemble assez pour être un doublon{jugees}."
// vide = "suffisant"
// methode = "Chaque nom est lu : accents, casse, formes juridiques, articles et abréviations sont mis à part, le sigle remplace la forme longue (« CPTS »), le numéro ou le nom d’un département valent l’un pour l’autre (« CPAM 35 » est « CPAM d’Ille-et-Vilaine »). Deux fiches de même nature sont comparées quand un identifiant, un nom lu, un sigle dans le même département ou assez de suites de trois lettres les rapprochent (couplage d’enregistrements, Fellegi et Sunter, 1969 ; Christen, 2012). Score = 0,65 × nom + 0,05 × sigle + 0,20 × territoire + 0,10 × nature ; une part inconnue ne compte pas et les autres poids sont ramenés à 1. Un identifiant officiel commun porte le score à 0,98 au moins ; un identifiant, un département, un numéro ou une génération différents le ramènent à 0,30 au plus ; sans territoire connu des deux côtés il ne dépasse pas 0,92. À partir de 0,85 le doublon est probable, de 0,65 à 0,85 il est à examiner. Seuils choisis sur la moitié de 363 paires jugées à la main, mesurés sur l’autre moitié. Un organisme et son propre service, deux services d’un même organisme, les ensembles sans nom et les objets à préciser ne forment pas de paire. Une personne décide, jamais l’outil."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base par défaut."
// obligatoire = false
// [parametres.seuil]
// type = "decimal"
// titre = "Ressemblance minimale"
// description = "Score à partir duquel une paire est montrée, entre 0 et 1 : 0,65 par défaut."
// obligatoire = false
// defaut = 0.65
// [parametres.limite]
// type = "entier"
// titre = "Paires montrées"
// description = "Nombre de paires montrées, les plus probables d’abord : 200 par défaut."
// obligatoire = false
// defaut = 200
// [colonnes.id]
// titre = "Identifiant de la paire"
// description = "À donner à « maillage judge »."
// [colonnes.a_id]
// titre = "Identifiant de la première fiche"
// description = "Identifiant de la première fiche."
// [colonnes.a]
// titre = "Fiche"
// description = "Nom de la première fiche."
// [colonnes.b_id]
// titre = "Identifiant de l’autre fiche"
// description = "Identifiant de l’autre fiche."
// [colonnes.b]
// titre = "Peut-être la même que"
// description = "Nom de l’autre fiche."
// [colonnes.score]
// type = "decimal"
// titre = "Ressemblance"
// description = "De 0 (rien en commun) à 1 (la même)."
// [colonnes.niveau]
// titre = "Niveau"
// description = "probable à partir de 0,85, a_examiner en dessous."
// [colonnes.raisons]
// type = "liste"
// titre = "Ce qui les rapproche"
// description = "Raisons de croire que c’est un même objet."
// [colonnes.reserves]
// type = "liste"
// titre = "Ce qui les sépare"
// description = "Raisons d’en douter, et ce qui n’est pas connu."
// [colonnes.etat]
// titre = "État"
// description = "a_juger (trouvée par la comparaison) ou signale (un de vos fichiers le dit déjà)."
// [colonnes.garde_id]
// titre = "Fiche à garder, proposée"
// description = "La plus complète des deux : celle qui a le plus de relations et d’identifiants."
// [colonnes.garde]
// titre = "À garder"
// description = "Nom de cette fiche."
// [mesures]
// n_paires = "Nombre de paires au-dessus de la ressemblance demandée."
// n_probables = "Nombre de paires probables."
// n_comparees = "Nombre de paires comparées."
// n_fiches = "Nombre de fiches comparées."
// [tableaux.a_preciser]
// titre = "Objets à préciser : ce qu’ils sont peut-être"
// [tableaux.a_preciser.colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Objet que la source ne désigne pas exactement."
// [tableaux.a_preciser.colonnes.objet]
// titre = "Objet à préciser"
// description = "Son nom."
// [tableaux.a_preciser.colonnes.proche_id]
// titre = "Identifiant de l’objet proposé"
// description = "Ce qu’il est peut-être."
// [tableaux.a_preciser.colonnes.proche]
// titre = "Peut-être"
// description = "Nom de l’objet proposé."
// [tableaux.a_preciser.colonnes.id]
// titre = "Identifiant de la paire"
// description = "À donner à « maillage judge », si une personne sait."
// [tableaux.a_preciser.colonnes.raisons]
// type = "liste"
// titre = "Pourquoi"
// description = "Ce qui le fait proposer."
// [tableaux.juges]
// titre = "Paires déjà jugées"
// [tableaux.juges.colonnes.a_id]
// titre = "Identifiant de la fiche gardée"
// description = "Fiche gardée, ou première des deux."
// [tableaux.juges.colonnes.a]
// titre = "Fiche"
// description = "Son nom."
// [tableaux.juges.colonnes.b_id]
// titre = "Identifiant de l’autre fiche"
// description = "L’autre fiche ; elle n’existe plus si c’était le même objet."
// [tableaux.juges.colonnes.b]
// titre = "Autre fiche"
// description = "Son nom, s’il est encore connu."
// [tableaux.juges.colonnes.verdict]
// titre = "Jugement"
// description = "alias (même objet), fusion (l’un a repris l’autre) ou distinct (deux objets)."
// [tableaux.juges.colonnes.date]
// type = "date"
// titre = "Date"
// description = "Premier jour après une fusion, jour du jugement de deux objets distincts."
// [tableaux.juges.colonnes.note]
// titre = "Note"
// description = "Pourquoi, avec les mots de qui a jugé."
