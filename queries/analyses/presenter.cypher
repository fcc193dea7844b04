// titre = "Qui peut présenter cet acteur à un autre ?"
// description = "Les chemins les plus courts et les plus sûrs d’un acteur à un autre, lien par lien, avec ce que chacun partage avec le suivant ; à défaut, où les deux pourraient se rencontrer."
// usagers = ["cpam", "animation", "ars"]
// analyse = "presenter"
// lit = ["PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE", "LIEN"]
// phrase = "{n_chemins:chemin|chemins} de {de} à {vers} {date}."
// phrase_vide = "Aucun chemin connu de {de} à {vers} {date}."
// vide = "suffisant"
// methode = "Deux acteurs sont liés s’ils ont un rôle dans une même action, instance, réunion ou un même dispositif, ou si un lien direct est déclaré. La force d’un lien est la somme, sur ce qu’ils partagent, du poids du rôle le plus faible divisé par le nombre d’autres acteurs présents (Newman, 2001), réduite de moitié si l’énoncé est incertain ; un lien déclaré ajoute son intensité sur 5. On cherche d’abord le moins d’intermédiaires (Granovetter, 1973), puis le chemin dont le lien le plus faible est le plus fort, puis le plus récent ; à égalité, l’ordre des identifiants tranche. Les autres chemins proposés n’ont aucun intermédiaire en commun avec les précédents. Les groupes dont les membres ne sont pas nommés n’introduisent personne. Avec « toutes dates », un chemin peut réunir des liens qui n’ont jamais existé en même temps : c’est dit. Limites : siéger ensemble ne veut pas dire se connaître, et l’absence de chemin connu ne prouve pas l’absence de relation."
// [parametres.de]
// type = "Acteur"
// titre = "De"
// description = "Acteur qui veut être présenté."
// [parametres.vers]
// type = "Acteur"
// titre = "Vers"
// description = "Acteur à rencontrer."
// [parametres.k]
// type = "entier"
// titre = "Chemins"
// description = "Nombre de chemins au plus, sans intermédiaire commun : 3 par défaut."
// obligatoire = false
// defaut = 3
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Ne passer que par ce qui se fait sur ce territoire ; toute la base par défaut."
// obligatoire = false
// [colonnes.rang]
// type = "entier"
// titre = "Chemin"
// description = "Rang du chemin, le meilleur d’abord."
// [colonnes.etape]
// type = "entier"
// titre = "Étape"
// description = "Rang du lien dans le chemin."
// [colonnes.de_id]
// titre = "Identifiant du premier acteur"
// description = "Identifiant de l’acteur qui présente ou veut être présenté."
// [colonnes.de]
// titre = "De"
// description = "Acteur d’où part le lien."
// [colonnes.vers_id]
// titre = "Identifiant du second acteur"
// description = "Identifiant de l’acteur suivant."
// [colonnes.vers]
// titre = "Vers"
// description = "Acteur suivant."
// [colonnes.contexte_id]
// titre = "Identifiant de ce qu’ils partagent"
// description = "Action, instance, réunion ou dispositif partagé ; vide pour un lien direct."
// [colonnes.contexte]
// titre = "Ce qu’ils partagent"
// description = "Ce qui pèse le plus dans leur lien."
// [colonnes.role_de]
// titre = "Rôle du premier"
// description = "Rôle du premier acteur dans ce qu’ils partagent."
// [colonnes.role_vers]
// titre = "Rôle du second"
// description = "Rôle du second acteur dans ce qu’ils partagent."
// [colonnes.autres_contextes]
// type = "liste"
// titre = "Aussi"
// description = "Le reste de ce qu’ils partagent."
// [colonnes.force]
// type = "decimal"
// titre = "Force du lien"
// description = "Somme de ce qu’ils partagent ; à partir de 0,5 le lien est fort."
// [colonnes.date]
// type = "date"
// titre = "Connu au"
// description = "Date la plus récente à laquelle le lien est connu ; vide si aucune source n’est datée."
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour de ce qu’ils partagent ; vide s’il n’est pas connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour de ce qu’ils partagent ; vide s’il n’est pas connu."
// [mesures]
// n_chemins = "Chemins trouvés."
// n_intermediaires = "Intermédiaires du meilleur chemin ; 0 si un lien existe déjà."
// unique = "Vrai s’il n’y a qu’un chemin sans intermédiaire commun."
// alerte_date = "Vrai si un chemin réunit des liens qui n’ont pas existé en même temps."
// [tableaux.chemins]
// titre = "Chemins"
// [tableaux.chemins.colonnes.rang]
// type = "entier"
// titre = "Chemin"
// description = "Rang du chemin."
// [tableaux.chemins.colonnes.chemin]
// type = "liste"
// titre = "Identifiants"
// description = "Identifiants des acteurs, dans l’ordre."
// [tableaux.chemins.colonnes.noms]
// type = "liste"
// titre = "Acteurs"
// description = "Acteurs, dans l’ordre."
// [tableaux.chemins.colonnes.n_intermediaires]
// type = "entier"
// titre = "Intermédiaires"
// description = "Nombre d’intermédiaires."
// [tableaux.chemins.colonnes.force]
// type = "decimal"
// titre = "Lien le plus faible"
// description = "Force du lien le plus faible du chemin."
// [tableaux.chemins.colonnes.date]
// type = "date"
// titre = "Connu au"
// description = "Date du lien le plus ancien du chemin ; vide si un lien n’est pas daté."
// [tableaux.chemins.colonnes.melange_de_dates]
// type = "booleen"
// titre = "Mélange de dates"
// description = "Vrai si ses liens n’ont pas existé en même temps."
// [tableaux.rencontres]
// titre = "Où les deux pourraient se rencontrer"
// [tableaux.rencontres.colonnes.nature]
// titre = "Nature"
// description = "territoire où les deux agissent, ou instance où l’un siège et qui concerne un territoire de l’autre."
// [tableaux.rencontres.colonnes.objet_id]
// titre = "Identifiant"
// description = "Identifiant du territoire ou de l’instance."
// [tableaux.rencontres.colonnes.objet]
// titre = "Où"
// description = "Territoire ou instance."
// [tableaux.rencontres.colonnes.acteur_id]
// titre = "Identifiant de l’acteur qui siège"
// description = "Identifiant de l’acteur qui siège dans l’instance."
// [tableaux.rencontres.colonnes.acteur]
// titre = "Qui siège"
// description = "Acteur qui siège dans l’instance."
// [tableaux.rencontres.colonnes.n_communes]
// type = "entier"
// titre = "Communes"
// description = "Communes du territoire, ou communes de l’instance où l’autre agit ; vide si elles ne sont pas connues."
