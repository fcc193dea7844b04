// titre = "Quelle part de la population un type de dispositif couvre-t-il ?"
// description = "La part des habitants d’un territoire qui vivent dans le périmètre d’au moins un dispositif en vigueur (un CLS par défaut), l’écart à la cible, ce que les documents déclarent, et les intercommunalités à couvrir ensuite."
// usagers = ["ars", "animation"]
// analyse = "couverture"
// lit = ["COUVRE"]
// phrase = "{debut} de la population {territoire:de} est couverte par {un} {type} {en_vigueur} ({population_couverte:habitant|habitants} sur {population}, {millesime}).{manque}"
// phrase_vide = "{aucun} {type} {en_vigueur} n’est {documente} pour {territoire} {date}. Non documenté ne veut pas dire absent."
// methode = "On réunit les communes des dispositifs en vigueur à la date : chaque commune compte une seule fois, même couverte par plusieurs, et seulement si elle est dans le territoire (d’une intercommunalité à cheval sur deux régions, seule la part de la région compte). Taux = habitants de ces communes ÷ habitants du territoire, au recensement en vigueur cette année-là. En vigueur : l’étape compte comme active (de la signature au renouvellement) et la date de fin n’est pas passée ; avec « en élaboration », les dispositifs en préparation comptent aussi. Pour atteindre la cible, on propose les intercommunalités non couvertes en commençant par la plus peuplée (problème de couverture maximale, Church et ReVelle, 1974). Sans inventaire complet, le taux est un minimum : un dispositif que la base ne connaît pas, ou dont les communes ne sont pas connues, n’est pas compté. Les taux déclarés par les documents sont montrés à côté, jamais mélangés au calcul."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Région, département, EPCI ou pays."
// [parametres.type]
// type = "choix"
// titre = "Type de dispositif"
// description = "Type de dispositif : CLS par défaut."
// obligatoire = false
// defaut = "CLS"
// choix = [
//     "CLS", "CPTS", "CLSM", "PTSM", "DAC", "MSP", "CDS", "ESP", "CTS", "PTS", "CTSANTE", "PRS",
//     "PRSE", "ASV", "ATS", "CLSP", "CONTRAT_VILLE", "CLIC", "MAIA", "PTA", "C360", "PASS",
//     "UNITE_MOBILE", "CPOM", "COG_AM", "CPG", "STRATEGIE", "PROJET_ETABLISSEMENT", "AUTRE",
// ]
// [parametres.cible]
// type = "decimal"
// titre = "Cible (%)"
// description = "Part de la population à couvrir : 90 pour 90 %, ou 0,9 (jusqu’à 1, le nombre est une part) ; par défaut, celle que la région s’est donnée."
// obligatoire = false
// [parametres.elaboration]
// type = "choix"
// titre = "Compter ceux en élaboration"
// description = "oui : les dispositifs en préparation comptent comme s’ils étaient signés."
// obligatoire = false
// defaut = "non"
// choix = ["non", "oui"]
// [colonnes.origine]
// titre = "Origine"
// description = "calcule : à partir des communes ; declare : écrit dans un document."
// [colonnes.observation]
// titre = "Mesure"
// description = "Ce qui est calculé ou déclaré."
// [colonnes.date]
// type = "date"
// titre = "Date"
// description = "Date du calcul, ou date de la valeur déclarée."
// [colonnes.statut]
// titre = "Nature"
// description = "observe, projection ou objectif pour une valeur déclarée ; minimum quand le calcul ne peut pas tout compter."
// [colonnes.taux]
// type = "decimal"
// titre = "Part couverte"
// description = "Part de la population couverte, de 0 à 1."
// [colonnes.population_couverte]
// type = "entier"
// titre = "Habitants couverts"
// description = "Population municipale des communes couvertes, chacune comptée une fois."
// [colonnes.population]
// type = "entier"
// titre = "Habitants"
// description = "Population municipale du territoire."
// [colonnes.ecart]
// type = "decimal"
// titre = "Écart à la cible (points)"
// description = "Cible moins part couverte, en points de pourcentage ; 0 quand la cible est atteinte."
// [colonnes.population_restante]
// type = "entier"
// titre = "Habitants à couvrir"
// description = "Habitants à couvrir pour atteindre la cible."
// [colonnes.observation_id]
// titre = "Identifiant de la valeur déclarée"
// description = "Vide pour le calcul."
// [mesures]
// taux = "Part de la population couverte, de 0 à 1 ; vide si aucun dispositif en vigueur n’est connu."
// taux_certain = "Part couverte d’après les seuls énoncés certains à cette date ; vide si aucun dispositif compté n’est certain."
// population_couverte = "Habitants couverts."
// population = "Habitants du territoire."
// millesime = "Recensement utilisé."
// cible = "Part à couvrir, de 0 à 1 ; vide si aucune cible n’est connue."
// ecart_points = "Écart à la cible, en points."
// population_restante = "Habitants à couvrir pour atteindre la cible."
// n_dispositifs = "Dispositifs comptés."
// n_communes = "Communes couvertes, même en partie."
// n_suggestions = "Intercommunalités à couvrir pour atteindre la cible."
// [tableaux.suggestions]
// titre = "Intercommunalités à couvrir pour atteindre la cible"
// [tableaux.suggestions.colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "De la plus peuplée à la moins peuplée."
// [tableaux.suggestions.colonnes.territoire_id]
// titre = "Identifiant"
// description = "Intercommunalité, ou commune qui n’appartient à aucune."
// [tableaux.suggestions.colonnes.territoire]
// titre = "Intercommunalité"
// description = "Nom."
// [tableaux.suggestions.colonnes.n_communes]
// type = "entier"
// titre = "Communes à couvrir"
// description = "Ses communes du territoire qui ne sont pas entièrement couvertes."
// [tableaux.suggestions.colonnes.population]
// type = "entier"
// titre = "Habitants à couvrir"
// description = "Leurs habitants non couverts."
// [tableaux.suggestions.colonnes.population_cumulee]
// type = "entier"
// titre = "Habitants couverts ensuite"
// description = "Habitants couverts une fois celle-ci et les précédentes couvertes."
// [tableaux.suggestions.colonnes.taux_cumule]
// type = "decimal"
// titre = "Part couverte ensuite"
// description = "Part de la population couverte à ce moment, de 0 à 1."
// [tableaux.suggestions.colonnes.en_preparation]
// titre = "Déjà en préparation"
// description = "Dispositifs en préparation qui la concernent."
// [tableaux.suggestions.colonnes.a_verifier]
// titre = "À vérifier"
// description = "Dispositifs qui la couvrent peut-être déjà, ou qui y sont en projet, arrivés à leur terme ou sans étape connue : leur territoire porte son nom, ou la contient, mais leurs communes ne sont pas connues."
// [tableaux.dispositifs]
// titre = "Dispositifs de ce type"
// [tableaux.dispositifs.colonnes.dispositif_id]
// titre = "Identifiant"
// description = "Identifiant du dispositif."
// [tableaux.dispositifs.colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [tableaux.dispositifs.colonnes.etat]
// titre = "État"
// description = "present, en_projet, terme_depasse, ou non_documente quand ni étape ni date ne sont connues."
// [tableaux.dispositifs.colonnes.cycle]
// titre = "Étape"
// description = "Étape du cycle de vie, telle que la source la donne."
// [tableaux.dispositifs.colonnes.compte]
// type = "booleen"
// titre = "Compté"
// description = "Entre dans le calcul."
// [tableaux.dispositifs.colonnes.n_communes]
// type = "entier"
// titre = "Communes ici"
// description = "Dans le territoire ; vide si les communes du périmètre ne sont pas connues."
// [tableaux.dispositifs.colonnes.population]
// type = "entier"
// titre = "Habitants ici"
// description = "Dans le territoire ; vide si les communes du périmètre ne sont pas connues."
// [tableaux.dispositifs.colonnes.population_totale]
// type = "entier"
// titre = "Habitants en tout"
// description = "Dans le périmètre entier : plus grand quand il dépasse le territoire."
// [tableaux.dispositifs.colonnes.detail]
// titre = "Précision"
// description = "Ce qui est compté, ou pourquoi il ne l’est pas."
// [tableaux.epci]
// titre = "Intercommunalités du territoire, ou ses communes s’il n’en a qu’une"
// [tableaux.epci.colonnes.territoire_id]
// titre = "Identifiant"
// description = "Intercommunalité, ou commune qui n’appartient à aucune."
// [tableaux.epci.colonnes.territoire]
// titre = "Intercommunalité ou commune"
// description = "Nom."
// [tableaux.epci.colonnes.etat]
// titre = "État"
// description = "present, en_projet, absent_confirme ou non_documente."
// [tableaux.epci.colonnes.n_dispositifs]
// type = "entier"
// titre = "Dispositifs comptés"
// description = "Vide si aucun n’est documenté : ce n’est pas zéro."
// [tableaux.epci.colonnes.dispositifs]
// type = "liste"
// titre = "Dispositifs"
// description = "Noms des dispositifs comptés."
// [tableaux.epci.colonnes.autres]
// type = "liste"
// titre = "Non comptés"
// description = "Dispositifs en préparation, au terme dépassé, ou d’étape inconnue ; « peut-être » quand leurs communes ne sont pas connues."
// [tableaux.epci.colonnes.n_communes]
// type = "entier"
// titre = "Communes"
// description = "Ses communes dans le territoire."
// [tableaux.epci.colonnes.population]
// type = "entier"
// titre = "Habitants"
// description = "Leurs habitants."
// [tableaux.epci.colonnes.population_couverte]
// type = "entier"
// titre = "Habitants couverts"
// description = "Vide si aucun dispositif n’est documenté."
// [tableaux.epci.colonnes.taux]
// type = "decimal"
// titre = "Part couverte"
// description = "De 0 à 1 ; vide si aucun dispositif n’est documenté."
