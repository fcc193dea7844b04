// titre = "Quels contrats prennent fin bientôt, et quelles évaluations lancer ?"
// description = "Les contrats et plans d’un territoire par date de fin, avec le temps qui reste, l’évaluation à lancer et la suite documentée."
// usagers = ["ars", "cpam", "animation"]
// analyse = "echeances"
// lit = ["COUVRE", "PORTE", "SUCCEDE_A"]
// phrase = "{bilan}."
// phrase_vide = "Aucun contrat ni plan n’est documenté dans ce périmètre {date}."
// methode = """
// La fin d’un contrat est celle que les documents écrivent, prolongations comprises ; à défaut, son début augmenté de sa durée et de ses prolongations documentées. Une date qui n’est qu’un mois ou une année reste un intervalle : le temps qui reste est donné de tel mois à tel mois, et un terme peut être « incertain à cette date ».
// L’évaluation est à lancer douze mois avant la fin (proposition de Maillage, que vous pouvez changer), le temps de choisir un évaluateur et de rendre ses conclusions avant le terme. Elle n’est proposée que pour les contrats qui suivent ce cycle de vie, comme le contrat local de santé.
// L’étape est celle que les documents donnent : elle peut avoir changé depuis. Les étapes suivantes possibles viennent du cycle de vie d’un contrat local de santé (préfiguration, diagnostic, élaboration, signature, mise en œuvre, prolongation, évaluation, renouvellement, clôture).
// Limites : une fin passée sans suite documentée ne dit pas que le contrat s’est arrêté ; une évaluation non documentée peut avoir eu lieu.
// """
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base sans lui."
// obligatoire = false
// [parametres.types]
// type = "texte"
// titre = "Types de dispositif"
// description = "Sigles des types gardés, par exemple CLS ou CPTS ; tous sans lui."
// obligatoire = false
// multiple = true
// [parametres.horizon]
// type = "entier"
// titre = "Horizon, en mois"
// description = "Nombre de mois en deçà duquel une fin est proche."
// obligatoire = false
// defaut = 24
// [parametres.preavis]
// type = "entier"
// titre = "Évaluation, en mois avant la fin"
// description = "Nombre de mois avant la fin où l’évaluation est à lancer ; 12 par défaut."
// obligatoire = false
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.type_dispositif]
// titre = "Type"
// description = "Sigle du type de dispositif."
// [colonnes.porteurs]
// type = "liste"
// titre = "Porté par"
// description = "Porteurs documentés à cette date."
// [colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Début ou signature, tel que documenté ; vide s’il ne l’est pas."
// [colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Dernier jour, mois ou année, prolongations comprises ; vide si elle n’est pas documentée."
// [colonnes.fin_au_plus_tot]
// type = "date"
// titre = "Fin au plus tôt"
// description = "Premier jour que la date de fin peut vouloir dire."
// [colonnes.fin_au_plus_tard]
// type = "date"
// titre = "Fin au plus tard"
// description = "Dernier jour que la date de fin peut vouloir dire."
// [colonnes.mois_min]
// type = "entier"
// titre = "Mois restants"
// description = "Mois entiers qui restent au moins, négatifs si la fin est passée."
// [colonnes.mois_max]
// type = "entier"
// titre = "Mois restants au plus"
// description = "Mois entiers qui restent au plus ; les deux nombres diffèrent quand la date de fin n’est pas un jour."
// [colonnes.terme]
// titre = "Terme"
// description = "a_venir, en_cours, en_projet (contrat en préparation, pas encore signé d’après les documents), imprecis (passé ou non selon le jour exact), termine ou non_documente."
// [colonnes.evaluation_des]
// type = "date"
// titre = "Évaluer dès"
// description = "Jour, mois ou année où l’évaluation est à lancer."
// [colonnes.evaluation]
// titre = "Évaluation"
// description = "plus_tard, a_lancer, a_lancer_peut_etre, commencee, passee, terme_depasse, sans_objet ou non_documente."
// [colonnes.etape]
// titre = "Étape documentée"
// description = "Étape du cycle de vie que les documents donnent."
// [colonnes.etapes_suivantes]
// type = "liste"
// titre = "Étapes suivantes"
// description = "Étape annoncée, ou étapes possibles d’après le cycle de vie."
// [colonnes.suite_id]
// titre = "Identifiant de la suite"
// description = "Dispositif qui succède à celui-ci."
// [colonnes.suite]
// titre = "Suite documentée"
// description = "Dispositif qui succède à celui-ci."
// [mesures]
// n_proches = "Contrats et plans dont la fin est proche."
// n_evaluations = "Évaluations à lancer."
// n_termines = "Contrats et plans dont la fin est passée, ou peut l’être, sans suite documentée."
// n_sans_fin = "Contrats et plans sans date de fin documentée."
