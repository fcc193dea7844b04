// titre = "Qui siège dans combien d’instances, et pilote combien d’actions ?"
// description = "La charge de gouvernance documentée de chaque organisme : instances, heures estimées, actions pilotées, représentations possibles."
// usagers = ["ars", "cpam", "animation"]
// analyse = "charge"
// lit = ["EST_MEMBRE", "ANIME", "PILOTE"]
// phrase = "{bilan}."
// phrase_vide = "Aucun siège ni pilotage n’est documenté dans ce périmètre {date} : on ne peut rien dire de la charge."
// methode = """
// Heures par an d’un organisme : somme, sur les instances où il siège, de réunions par an × durée d’une réunion × coefficient du rôle (présidence ou animation 2, membre 1, représenté 0). Un organisme compte une fois par instance, à son rôle le plus lourd ; les services sont remontés à leur organisme sauf demande contraire.
// Le rythme documenté d’une instance passe avant ; à défaut, ce sont des hypothèses que vous pouvez changer : comité de pilotage 2 réunions par an, comité technique 4, groupe de travail 4, réseau 2, et 2 heures par réunion. Une instance sans rythme connu ni supposé n’a pas d’heures : le total est alors un minimum.
// Inégalité : indice de Gini (1912), de 0, la même charge pour tous, à 1, tout pour un seul ; et part des trois premiers. Ils ne sont pas calculés sous cinq organismes. Un organisme est signalé quand ses heures dépassent le 90e centile et qu’il siège dans cinq instances au moins.
// Références : Mizruchi, « What do interlocks do? », 1996 ; Provan et Milward, « Do networks really work? », 2001.
// Limites : c’est une mesure de ce qui est documenté, pas du travail de chacun ; un organisme dont les sièges ne sont écrits nulle part paraît peu chargé.
// """
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base sans lui."
// obligatoire = false
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Ne compter que les instances et actions de ce dispositif."
// obligatoire = false
// [parametres.hypotheses]
// type = "texte"
// titre = "Hypothèses sur les réunions"
// description = "Par exemple duree=1,5 (heures par réunion), COPIL=3 (réunions par an), animation=2 ou membre=1 (coefficient du rôle)."
// obligatoire = false
// multiple = true
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’organisme."
// [colonnes.acteur]
// titre = "Organisme"
// description = "Nom de l’organisme, ou du service si la réponse est par service."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité."
// [colonnes.n_instances]
// type = "entier"
// titre = "Instances"
// description = "Instances où un siège est documenté, y compris prévu."
// [colonnes.n_copil]
// type = "entier"
// titre = "COPIL"
// description = "Comités de pilotage."
// [colonnes.n_cotech]
// type = "entier"
// titre = "COTECH"
// description = "Comités techniques."
// [colonnes.n_gt]
// type = "entier"
// titre = "Groupes de travail"
// description = "Groupes de travail."
// [colonnes.n_autres]
// type = "entier"
// titre = "Autres instances"
// description = "Réseaux, conseils, instances régionales."
// [colonnes.n_animees]
// type = "entier"
// titre = "Présidées ou animées"
// description = "Instances que l’organisme préside, pilote ou anime."
// [colonnes.n_prevues]
// type = "entier"
// titre = "Prévues"
// description = "Instances où le siège n’est que prévu."
// [colonnes.heures]
// type = "decimal"
// titre = "Heures par an (estimées)"
// description = "Estimation : réunions par an × durée × coefficient du rôle ; vide quand aucun rythme n’est connu ni supposé."
// [colonnes.n_pilotages]
// type = "entier"
// titre = "Actions pilotées"
// description = "Actions dont l’organisme est pilote ou co-pilote."
// [colonnes.n_proposees]
// type = "entier"
// titre = "Dont proposées"
// description = "Actions dont le pilotage n’est encore que proposé ou prévu."
// [colonnes.n_dispositifs]
// type = "entier"
// titre = "Dispositifs conduits"
// description = "Dispositifs que l’organisme porte, pilote ou coordonne."
// [colonnes.n_cls]
// type = "entier"
// titre = "Contrats locaux de santé"
// description = "Contrats locaux de santé où un rôle est documenté ; un contrat et celui auquel il succède comptent pour un."
// [colonnes.territoires]
// type = "liste"
// titre = "Territoires"
// description = "Territoires de ces instances, dispositifs et actions."
// [colonnes.representations]
// type = "liste"
// titre = "Représentations"
// description = "Pour qui l’organisme siège, ou par qui il est représenté."
// [colonnes.representations_possibles]
// type = "liste"
// titre = "Représentations possibles"
// description = "Instances où deux organismes siègent tous deux alors que l’un représente déjà l’autre ailleurs."
// [colonnes.alerte]
// type = "booleen"
// titre = "Très sollicité"
// description = "Heures au-delà du 90e centile et cinq instances au moins."
// [mesures]
// n_organismes = "Organismes qui siègent dans une instance."
// n_instances = "Instances dont au moins un membre est documenté."
// heures = "Heures estimées par an, tous organismes ensemble."
// gini = "Inégalité des heures, de 0 (la même pour tous) à 1 (tout pour un seul)."
// part_top3 = "Part des heures des trois organismes les plus sollicités, de 0 à 1."
// gini_pilotages = "Inégalité des pilotages d’actions, de 0 à 1."
// part_top3_pilotages = "Part des pilotages des trois organismes qui en ont le plus, de 0 à 1."
// n_alertes = "Organismes très sollicités."
// [tableaux.pilotages]
// titre = "Actions pilotées, dispositif par dispositif"
// [tableaux.pilotages.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’organisme."
// [tableaux.pilotages.colonnes.acteur]
// titre = "Organisme"
// description = "Nom de l’organisme."
// [tableaux.pilotages.colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [tableaux.pilotages.colonnes.dispositif]
// titre = "Dispositif"
// description = "Dispositif dont ces actions font partie."
// [tableaux.pilotages.colonnes.n_actions]
// type = "entier"
// titre = "Actions pilotées"
// description = "Actions de ce dispositif que l’organisme pilote ou co-pilote."
// [tableaux.pilotages.colonnes.n_total]
// type = "entier"
// titre = "Sur"
// description = "Actions documentées de ce dispositif."
