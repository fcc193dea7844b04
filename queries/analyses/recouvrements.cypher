// titre = "Quels dispositifs de ce territoire se recouvrent ?"
// description = "Toutes les paires de dispositifs qui partagent une partie de leur territoire, de la plus forte à la plus faible, avec ce qu’elles ont en commun."
// usagers = ["ars", "animation", "cpam"]
// analyse = "recouvrements"
// lit = ["COUVRE", "TRAITE", "CIBLE", "COMPREND", "A_INSTANCE", "PORTE", "PILOTE", "SIGNE", "EST_MEMBRE"]
// methode = "On compare deux dispositifs sur quatre dimensions : leur territoire, leurs thèmes, leurs publics et leurs organismes membres. Pour chacune, le recouvrement est la part commune rapportée au plus petit des deux (coefficient de Szymkiewicz et Simpson) ; l’indice de Jaccard, donné à côté, la rapporte à leur réunion. Le territoire compte les habitants des communes partagées (recensement en vigueur à la date) ; une commune couverte en partie compte pour cette part. L’indice est la moyenne des dimensions documentées, avec les poids territoire 0,35, thèmes 0,30, publics 0,20, membres 0,15, que vous pouvez changer ; la confiance est la part des poids documentée. Si les territoires n’ont rien en commun, l’indice est nul. L’intervalle donne ce que deviendrait l’indice, neuf fois sur dix, si les poids variaient (mille tirages). Un dispositif et celui qu’il renouvelle, un dispositif et l’une de ses parties, un dispositif terminé ne sont pas comparés ; deux documents-cadres sont à part. Limites : une dimension non documentée est laissée de côté, jamais comptée comme nulle ; « tout public » compte pour moitié face à un autre public et ne prouve rien seul ; moins de trois thèmes d’un côté rend la comparaison fragile ; les thèmes sont souvent classés d’après un intitulé. Le hasard se mesure parmi les organismes qui agissent sur le territoire ou ont un rôle dans un de ses dispositifs, s’ils sont quinze au moins et ne sont pas déjà tous dans l’un des deux. Références : Jaccard 1912 ; Szymkiewicz 1934 ; Simpson 1943 ; Ruzicka 1958 ; Neal 2014 ; OCDE et Centre commun de recherche, Handbook on Constructing Composite Indicators, 2008."
// phrase = "{recouvrements}"
// phrase_vide = "{recouvrements}"
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Les dispositifs comparés sont ceux dont le périmètre le touche."
// [parametres.types]
// type = "texte"
// titre = "Types de dispositif"
// description = "Types gardés, par exemple CLS et CPTS ; tous par défaut."
// multiple = true
// obligatoire = false
// [parametres.poids]
// type = "texte"
// titre = "Poids"
// description = "Poids d’une dimension, par exemple territoire=0,5 ; les autres gardent le leur (territoire, themes, publics, membres)."
// multiple = true
// obligatoire = false
// [parametres.familles]
// type = "choix"
// titre = "Thèmes de la même famille"
// description = "Compter pour moitié deux thèmes de la même famille."
// choix = ["non", "oui"]
// obligatoire = false
// [parametres.cadres]
// type = "choix"
// titre = "Documents-cadres"
// description = "Classer aussi les paires faites de deux documents-cadres (projet régional, contrat d’objectifs, convention, stratégie, projet d’établissement). Elles le sont aussi dès que vous nommez un type."
// choix = ["non", "oui"]
// obligatoire = false
// [parametres.limite]
// type = "entier"
// titre = "Nombre de paires"
// description = "Paires rendues au plus, les plus fortes d’abord."
// obligatoire = false
// defaut = 200
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Place de la paire, la plus forte d’abord ; à égalité, dans l’ordre des identifiants."
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
// [colonnes.classe]
// titre = "Territoire"
// description = "identique (au moins 95 % en commun), inclus (l’un est à 95 % au moins dans l’autre), recouvrement (au moins 10 % du plus petit), marginal, disjoint, ou indetermine quand des communes ne sont pas connues."
// [colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie. Si le périmètre n’est pas connu en entier, c’est un minimum."
// [colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [colonnes.J]
// type = "decimal"
// titre = "J communes"
// description = "Indice de Jaccard en communes : communes communes sur communes de la réunion."
// [colonnes.J_pop]
// type = "decimal"
// titre = "J habitants"
// description = "Indice de Jaccard en habitants."
// [colonnes.OC_pop]
// type = "decimal"
// titre = "Recouvrement"
// description = "Habitants communs rapportés au moins peuplé des deux, de 0 à 1."
// [colonnes.K_ab]
// type = "decimal"
// titre = "Part de A dans B"
// description = "Part de A qui se trouve dans B, de 0 à 1 : en habitants, ou en communes si une population manque."
// [colonnes.K_ba]
// type = "decimal"
// titre = "Part de B dans A"
// description = "Part de B qui se trouve dans A, de 0 à 1 : en habitants, ou en communes si une population manque."
// [colonnes.pondere]
// type = "booleen"
// titre = "Compté en habitants"
// description = "Faux si une population manque : le territoire est alors compté en communes."
// [colonnes.themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes traités des deux côtés."
// [colonnes.J_themes]
// type = "decimal"
// titre = "J thèmes"
// description = "Indice de Jaccard sur les thèmes."
// [colonnes.OC_themes]
// type = "decimal"
// titre = "Recouvrement des thèmes"
// description = "Thèmes communs rapportés au moins fourni des deux."
// [colonnes.R_themes]
// type = "decimal"
// titre = "Profil des thèmes"
// description = "Indice de Ruzicka : ressemblance des parts que chaque thème prend de chaque côté."
// [colonnes.publics_communs]
// type = "liste"
// titre = "Publics communs"
// description = "Publics visés des deux côtés."
// [colonnes.J_publics]
// type = "decimal"
// titre = "J publics"
// description = "Indice de Jaccard sur les publics."
// [colonnes.OC_publics]
// type = "decimal"
// titre = "Recouvrement des publics"
// description = "Publics communs rapportés au moins fourni des deux."
// [colonnes.acteurs_communs]
// type = "liste"
// titre = "Identifiants des organismes communs"
// description = "Organismes qui ont un rôle des deux côtés."
// [colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [colonnes.J_membres]
// type = "decimal"
// titre = "J membres"
// description = "Indice de Jaccard sur les organismes membres."
// [colonnes.OC_membres]
// type = "decimal"
// titre = "Recouvrement des membres"
// description = "Organismes communs rapportés au moins fourni des deux."
// [colonnes.p_membres]
// type = "decimal"
// titre = "Part du hasard"
// description = "Probabilité d’avoir par hasard autant d’organismes communs ; vide s’il y a trop peu d’organismes."
// [colonnes.indice]
// type = "decimal"
// titre = "Indice"
// description = "Indice combiné, de 0 à 1."
// [colonnes.indice_bas]
// type = "decimal"
// titre = "Indice, bas"
// description = "Valeur que l’indice dépasse 95 fois sur 100 quand les poids varient."
// [colonnes.indice_haut]
// type = "decimal"
// titre = "Indice, haut"
// description = "Valeur que l’indice ne dépasse que 5 fois sur 100 quand les poids varient."
// [colonnes.rang_bas]
// type = "entier"
// titre = "Rang, au mieux"
// description = "Meilleur rang, neuf fois sur dix, quand les poids varient."
// [colonnes.rang_haut]
// type = "entier"
// titre = "Rang, au pire"
// description = "Moins bon rang, neuf fois sur dix, quand les poids varient."
// [colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids qui repose sur des données, de 0 à 1."
// [colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [colonnes.lecture]
// titre = "Lecture"
// description = "Redondance possible (indice d’au moins 0,6 sans articulation documentée), recouvrement articulé, complémentarité possible (même territoire, peu de thèmes communs), thèmes à documenter, ou trop peu documentée pour être classée."
// [mesures]
// n_dispositifs = "Dispositifs comparés."
// n_paires = "Paires possibles, hors paires de documents-cadres."
// n_recouvrements = "Paires qui partagent au moins une commune."
// n_indetermines = "Paires dont un périmètre n’est pas connu en entier."
// n_disjoints = "Paires dont les périmètres connus ne partagent rien."
// n_cadres = "Paires de documents-cadres, à part."
// n_acteurs = "Organismes parmi lesquels le hasard est mesuré."
// millesime = "Recensement utilisé."
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
// [tableaux.confiance_faible.colonnes.classe]
// titre = "Territoire"
// description = "identique (au moins 95 % en commun), inclus (l’un est à 95 % au moins dans l’autre), recouvrement (au moins 10 % du plus petit), marginal, disjoint, ou indetermine quand des communes ne sont pas connues."
// [tableaux.confiance_faible.colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie. Si le périmètre n’est pas connu en entier, c’est un minimum."
// [tableaux.confiance_faible.colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [tableaux.confiance_faible.colonnes.J_pop]
// type = "decimal"
// titre = "J habitants"
// description = "Indice de Jaccard en habitants."
// [tableaux.confiance_faible.colonnes.OC_pop]
// type = "decimal"
// titre = "Recouvrement"
// description = "Habitants communs rapportés au moins peuplé des deux, de 0 à 1."
// [tableaux.confiance_faible.colonnes.K_ab]
// type = "decimal"
// titre = "Part de A dans B"
// description = "Part de A qui se trouve dans B, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.confiance_faible.colonnes.K_ba]
// type = "decimal"
// titre = "Part de B dans A"
// description = "Part de B qui se trouve dans A, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.confiance_faible.colonnes.themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes traités des deux côtés."
// [tableaux.confiance_faible.colonnes.OC_themes]
// type = "decimal"
// titre = "Recouvrement des thèmes"
// description = "Thèmes communs rapportés au moins fourni des deux."
// [tableaux.confiance_faible.colonnes.acteurs_communs]
// type = "liste"
// titre = "Identifiants des organismes communs"
// description = "Organismes qui ont un rôle des deux côtés."
// [tableaux.confiance_faible.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.confiance_faible.colonnes.indice]
// type = "decimal"
// titre = "Indice"
// description = "Indice combiné, de 0 à 1."
// [tableaux.confiance_faible.colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids qui repose sur des données, de 0 à 1."
// [tableaux.confiance_faible.colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [tableaux.confiance_faible.colonnes.lecture]
// titre = "Lecture"
// description = "Redondance possible (indice d’au moins 0,6 sans articulation documentée), recouvrement articulé, complémentarité possible (même territoire, peu de thèmes communs), thèmes à documenter, ou trop peu documentée pour être classée."
// [tableaux.indetermines]
// titre = "Paires dont le territoire commun n’est pas connu"
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
// [tableaux.indetermines.colonnes.classe]
// titre = "Territoire"
// description = "identique (au moins 95 % en commun), inclus (l’un est à 95 % au moins dans l’autre), recouvrement (au moins 10 % du plus petit), marginal, disjoint, ou indetermine quand des communes ne sont pas connues."
// [tableaux.indetermines.colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie. Si le périmètre n’est pas connu en entier, c’est un minimum."
// [tableaux.indetermines.colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [tableaux.indetermines.colonnes.J_pop]
// type = "decimal"
// titre = "J habitants"
// description = "Indice de Jaccard en habitants."
// [tableaux.indetermines.colonnes.OC_pop]
// type = "decimal"
// titre = "Recouvrement"
// description = "Habitants communs rapportés au moins peuplé des deux, de 0 à 1."
// [tableaux.indetermines.colonnes.K_ab]
// type = "decimal"
// titre = "Part de A dans B"
// description = "Part de A qui se trouve dans B, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.indetermines.colonnes.K_ba]
// type = "decimal"
// titre = "Part de B dans A"
// description = "Part de B qui se trouve dans A, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.indetermines.colonnes.themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes traités des deux côtés."
// [tableaux.indetermines.colonnes.OC_themes]
// type = "decimal"
// titre = "Recouvrement des thèmes"
// description = "Thèmes communs rapportés au moins fourni des deux."
// [tableaux.indetermines.colonnes.acteurs_communs]
// type = "liste"
// titre = "Identifiants des organismes communs"
// description = "Organismes qui ont un rôle des deux côtés."
// [tableaux.indetermines.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.indetermines.colonnes.indice]
// type = "decimal"
// titre = "Indice"
// description = "Indice combiné, de 0 à 1."
// [tableaux.indetermines.colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids qui repose sur des données, de 0 à 1."
// [tableaux.indetermines.colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [tableaux.indetermines.colonnes.lecture]
// titre = "Lecture"
// description = "Redondance possible (indice d’au moins 0,6 sans articulation documentée), recouvrement articulé, complémentarité possible (même territoire, peu de thèmes communs), thèmes à documenter, ou trop peu documentée pour être classée."
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
// [tableaux.cadres.colonnes.classe]
// titre = "Territoire"
// description = "identique (au moins 95 % en commun), inclus (l’un est à 95 % au moins dans l’autre), recouvrement (au moins 10 % du plus petit), marginal, disjoint, ou indetermine quand des communes ne sont pas connues."
// [tableaux.cadres.colonnes.n_communes]
// type = "entier"
// titre = "Communes communes"
// description = "Communes couvertes par les deux, même en partie. Si le périmètre n’est pas connu en entier, c’est un minimum."
// [tableaux.cadres.colonnes.population]
// type = "entier"
// titre = "Habitants communs"
// description = "Habitants des communes couvertes par les deux ; vide si une population manque."
// [tableaux.cadres.colonnes.J_pop]
// type = "decimal"
// titre = "J habitants"
// description = "Indice de Jaccard en habitants."
// [tableaux.cadres.colonnes.OC_pop]
// type = "decimal"
// titre = "Recouvrement"
// description = "Habitants communs rapportés au moins peuplé des deux, de 0 à 1."
// [tableaux.cadres.colonnes.K_ab]
// type = "decimal"
// titre = "Part de A dans B"
// description = "Part de A qui se trouve dans B, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.cadres.colonnes.K_ba]
// type = "decimal"
// titre = "Part de B dans A"
// description = "Part de B qui se trouve dans A, de 0 à 1 : en habitants, ou en communes si une population manque."
// [tableaux.cadres.colonnes.themes_communs]
// type = "liste"
// titre = "Thèmes communs"
// description = "Thèmes traités des deux côtés."
// [tableaux.cadres.colonnes.OC_themes]
// type = "decimal"
// titre = "Recouvrement des thèmes"
// description = "Thèmes communs rapportés au moins fourni des deux."
// [tableaux.cadres.colonnes.acteurs_communs]
// type = "liste"
// titre = "Identifiants des organismes communs"
// description = "Organismes qui ont un rôle des deux côtés."
// [tableaux.cadres.colonnes.noms_acteurs_communs]
// type = "liste"
// titre = "Organismes communs"
// description = "Noms de ces organismes, dans le même ordre."
// [tableaux.cadres.colonnes.indice]
// type = "decimal"
// titre = "Indice"
// description = "Indice combiné, de 0 à 1."
// [tableaux.cadres.colonnes.confiance]
// type = "decimal"
// titre = "Confiance"
// description = "Part des poids qui repose sur des données, de 0 à 1."
// [tableaux.cadres.colonnes.n_dimensions]
// type = "entier"
// titre = "Dimensions"
// description = "Dimensions documentées des deux côtés, sur quatre."
// [tableaux.cadres.colonnes.lecture]
// titre = "Lecture"
// description = "Redondance possible (indice d’au moins 0,6 sans articulation documentée), recouvrement articulé, complémentarité possible (même territoire, peu de thèmes communs), thèmes à documenter, ou trop peu documentée pour être classée."
// [tableaux.non_compares]
// titre = "Dispositifs et paires laissés de côté"
// [tableaux.non_compares.colonnes.dispositif_id]
// titre = "Identifiant"
// description = "Dispositif."
// [tableaux.non_compares.colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
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
