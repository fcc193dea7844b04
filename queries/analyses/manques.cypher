// titre = "Que manque-t-il sur ce territoire ?"
// description = "Ce qui est présent, en projet, absent de façon confirmée ou non documenté : types de dispositif, thèmes, publics, besoins du diagnostic, acteurs sans rattachement, juridictions."
// usagers = ["ars", "cpam", "animation"]
// analyse = "manques"
// lit = ["COUVRE", "COMPREND", "INTERVIENT_SUR", "TRAITE", "A_BESOIN"]
// phrase = "{n:ligne|lignes} pour {territoire} {date} : {liste}."
// phrase_vide = "Rien n’est documenté pour {territoire} {date}. Non documenté ne veut pas dire absent."
// methode = "Quatre états. Présent : un document le dit, en vigueur à la date. En projet : annoncé, en préparation ou pas encore commencé. Absent confirmé : seulement si un inventaire complet de ce type de dispositif, daté d’avant, est enregistré pour le territoire. Non documenté : aucune source de la base n’en parle, ce qui n’est pas une absence. Un besoin est couvert si une action en vigueur traite l’un de ses thèmes (« exact ») ; « voisin » : seulement un thème de la même famille ; les offres sont montrées à part et ne couvrent jamais un besoin. Un public est « voisin » quand seules des actions tout public existent. Un acteur est sans rattachement quand aucun rôle, lien, représentation ou articulation ne le nomme à la date. La fragmentation d’un périmètre vaut 1 − Σ part², sur les parts de population par département (Simpson, 1949) : 0 quand il tient dans un seul. Limites : les thèmes et publics des actions viennent souvent d’un classement d’après leur intitulé, à confirmer ; les ressorts des MSA ne suivent pas les départements et sont listés sans calcul."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [parametres.nature]
// type = "choix"
// titre = "Ce que l’on cherche"
// description = "type (de dispositif), theme, public, besoin, acteur (sans rattachement) ou juridiction."
// obligatoire = false
// defaut = "type"
// choix = ["type", "theme", "public", "besoin", "acteur", "juridiction"]
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dans ce dispositif seulement"
// description = "Pour les thèmes, publics et besoins : les actions de ce dispositif ; pour les juridictions : son périmètre."
// obligatoire = false
// [colonnes.nature]
// titre = "Nature"
// description = "Ce que l’on cherche."
// [colonnes.objet_id]
// titre = "Identifiant"
// description = "Thème, public, besoin, acteur ; code du type de dispositif pour un type."
// [colonnes.objet]
// titre = "Objet"
// description = "Ce qui est présent ou manque."
// [colonnes.groupe]
// titre = "Famille"
// description = "Famille du thème, sigle du type, sorte d’acteur, niveau de juridiction."
// [colonnes.etat]
// titre = "État"
// description = "present, en_projet, absent_confirme ou non_documente."
// [colonnes.proximite]
// titre = "Proximité"
// description = "exact : une réponse en vigueur ; voisin : seulement un sujet voisin ; aucune."
// [colonnes.proche_id]
// titre = "Identifiant du plus proche"
// description = "Action, ou dispositif, en vigueur la plus proche."
// [colonnes.proche]
// titre = "Le plus proche"
// description = "Action, ou dispositif, en vigueur la plus proche."
// [colonnes.projet_id]
// titre = "Identifiant du projet"
// description = "Action ou dispositif en projet."
// [colonnes.projet]
// titre = "En projet"
// description = "Action ou dispositif en projet sur le même sujet."
// [colonnes.attendu]
// type = "booleen"
// titre = "Nommé par le diagnostic"
// description = "Pour un public : un besoin ou une observation le nomme."
// [colonnes.n_actions]
// type = "entier"
// titre = "Actions"
// description = "Actions en vigueur ; vide si aucune n’est documentée."
// [colonnes.n_offres]
// type = "entier"
// titre = "Offres"
// description = "Offres du territoire sur le même sujet ; vide si aucune n’est documentée."
// [colonnes.n_acteurs]
// type = "entier"
// titre = "Acteurs"
// description = "Acteurs qui ont un rôle dans ces actions ; vide si aucun n’est documenté."
// [colonnes.derniere_date]
// type = "date"
// titre = "Dernière date"
// description = "Date la plus récente des énoncés qui le disent."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Territoire du diagnostic, ou de la juridiction."
// [colonnes.territoire]
// titre = "Territoire"
// description = "Territoire du diagnostic, ou de la juridiction."
// [colonnes.detail]
// titre = "Précision"
// description = "Ce qui est connu, et ce qui reste à vérifier."
// [mesures]
// n = "Objets étudiés."
// n_presents = "Présents."
// n_en_projet = "En projet."
// n_absents_confirmes = "Absents confirmés par un inventaire complet."
// n_non_documentes = "Non documentés."
// n_couverts = "Besoins qui ont une action de même thème."
// non_couverts_exact = "Besoins sans action de même thème."
// n_voisins = "Besoins qui n’ont qu’une action voisine."
// n_sans_voisin = "Besoins sans action, même voisine."
// n_attendus_sans_action = "Publics nommés par le diagnostic, sans action."
// n_acteurs = "Acteurs étudiés : ceux du territoire, et ceux que rien ne situe."
// n_non_situes = "Acteurs sans rattachement que rien ne situe."
// fragmentation = "Fragmentation, de 0 à 1 (1 − somme des carrés des parts de population par département)."
// n_communes = "Communes du périmètre."
// population = "Population municipale du périmètre."
// millesime = "Recensement utilisé."
// n_regions = "Régions traversées."
// n_departements = "Départements traversés."
// n_ars = "ARS compétentes."
// n_cpam = "CPAM compétentes."
// [tableaux.offres]
// titre = "Offres sur le même sujet"
// [tableaux.offres.colonnes.objet_id]
// titre = "Identifiant"
// description = "Besoin, thème ou public."
// [tableaux.offres.colonnes.objet]
// titre = "Besoin, thème ou public"
// description = "Ce à quoi l’offre répond."
// [tableaux.offres.colonnes.offre_id]
// titre = "Identifiant de l’offre"
// description = "Identifiant de l’offre."
// [tableaux.offres.colonnes.offre]
// titre = "Offre"
// description = "Service ou programme, du territoire ou ouvert à tous."
// [tableaux.offres.colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Acteur qui la propose."
// [tableaux.offres.colonnes.acteur]
// titre = "Proposée par"
// description = "Vide si la source ne le dit pas."
// [tableaux.offres.colonnes.reserve]
// titre = "Réserve"
// description = "Ce qui reste à vérifier."
