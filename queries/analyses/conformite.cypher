// titre = "Ce contrat respecte-t-il les clauses de sa région ?"
// description = "Clause par clause : vérifiée, non respectée, non documentée ou sans objet, avec la preuve ; et où en est le contrat dans sa vie."
// usagers = ["ars", "cpam"]
// analyse = "conformite"
// lit = ["COUVRE", "SIGNE", "PORTE", "A_INSTANCE", "EST_MEMBRE", "PILOTE", "COMPREND"]
// phrase = "{bilan}. {vie}"
// phrase_vide = "Aucune clause n’est enregistrée pour « {dispositif} »."
// methode = """
// Chaque clause vient d’un fichier de normes modifiable, région par région ; celles de Bretagne sont celles de la doctrine de l’ARS, citées par le document 003 (2021). Une clause est vérifiée quand les documents le montrent, non respectée quand ils montrent le contraire, non documentée quand ils n’en disent pas assez, sans objet quand elle ne peut pas encore se juger. Les clauses sans objet ne comptent pas dans « n clauses sur m ».
// Comité de pilotage : réunions documentées dans les douze mois, ou rythme documenté ; trop peu de réunions documentées ne prouve rien, la clause est alors « non documentée ». Population : habitants du périmètre au recensement en vigueur. Signataires : catégories minimales et habituelles comparées à la liste documentée ; une catégorie absente de cette liste rend la clause « non respectée ». Pilotes : une fiche dont la source écrit « à définir » rend la clause « non respectée » ; une fiche sans pilote écrit la laisse « non documentée ». Durée et terme : dates des documents, un mois ou une année restant un intervalle.
// Un contrat terminé à la date choisie est examiné à son dernier jour.
// Limites : c’est une lecture des documents, pas un contrôle ; la liste des membres d’un comité est rarement complète ; l’étape documentée peut avoir changé depuis.
// """
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du contrat."
// [colonnes.clause]
// titre = "Clause"
// description = "Ce que la clause demande."
// [colonnes.code]
// titre = "Code de la clause"
// description = "Code de la clause dans le fichier des normes."
// [colonnes.nature]
// titre = "Nature"
// description = "norme : écrite par une autorité ; usage : souvent suivi, sans obligation ; coherence : règle de lecture des données."
// [colonnes.etat]
// titre = "État"
// description = "verifie, non_respecte, non_documente ou sans_objet."
// [colonnes.valeur]
// titre = "Constaté"
// description = "Ce que les documents montrent, vide quand rien n’a pu être mesuré."
// [colonnes.seuil]
// titre = "Demandé"
// description = "Seuil ou condition de la clause."
// [colonnes.mesure]
// type = "decimal"
// titre = "Mesure"
// description = "Valeur constatée, en nombre, dans l’unité de la clause."
// [colonnes.manquants]
// type = "liste"
// titre = "Ce qui manque"
// description = "Catégories, organismes ou actions qui empêchent de dire la clause vérifiée."
// [mesures]
// n_clauses = "Clauses qui s’appliquent aujourd’hui."
// n_verifiees = "Clauses vérifiées."
// n_non_respectees = "Clauses non respectées d’après les documents."
// n_non_documentees = "Clauses non documentées."
// n_sans_objet = "Clauses sans objet à ce stade."
// mois_restants = "Mois entiers qui restent au moins avant la fin, négatifs si elle est passée."
// fin_au_plus_tot = "Premier jour que la date de fin peut vouloir dire."
// fin_au_plus_tard = "Dernier jour que la date de fin peut vouloir dire."
// evaluation = "État de l’évaluation."
// evaluation_des = "Premier jour où l’évaluation est à lancer."
// etape = "Étape documentée."
// etape_suivante = "Étape suivante, annoncée ou possible."
// jour_examine = "Jour auquel les clauses sont examinées."
// [tableaux.signataires]
// titre = "Catégories de signataires attendues"
// [tableaux.signataires.colonnes.categorie]
// titre = "Catégorie"
// description = "Catégorie de signataire attendue."
// [tableaux.signataires.colonnes.attendu]
// titre = "Clause"
// description = "Clause qui l’attend."
// [tableaux.signataires.colonnes.etat]
// titre = "Présence"
// description = "present ou absent de la liste documentée."
// [tableaux.signataires.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant du signataire."
// [tableaux.signataires.colonnes.acteur]
// titre = "Signataire"
// description = "Signataire qui remplit la catégorie."
