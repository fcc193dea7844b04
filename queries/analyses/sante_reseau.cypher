// titre = "Comment se porte le réseau des acteurs ?"
// description = "Les mesures du réseau dans son ensemble, chacune avec ce qu’elle veut dire et ce qu’elle ne dit pas."
// usagers = ["animation", "ars"]
// analyse = "sante_reseau"
// phrase = "{lecture}"
// phrase_vide = "Aucun lien n’est documenté {date} : le réseau ne peut pas être mesuré."
// methode = """
// Deux acteurs sont liés quand ils ont un rôle dans la même action, la même instance, le même événement ou le même dispositif, ou quand un lien direct est déclaré. Les groupes et le cœur tiennent compte du poids des liens (un cadre commun pèse d’autant moins qu’il réunit de monde ; Newman, 2001), les autres mesures comptent chaque lien pour un.
// Densité : liens existants sur liens possibles (Wasserman et Faust, 1994). Concentration : écart entre l’acteur le plus central et les autres, rapporté au plus grand écart possible (Freeman, 1978). Fragmentation : part des paires d’acteurs que rien ne relie (Borgatti, 2006). Noyau : plus grande partie où chacun a au moins k liens (Seidman, 1983).
// Groupes : méthode de Louvain, meilleure de vingt exécutions à tirage fixe (Blondel et collègues, 2008 ; limites : Traag et collègues, 2019). Secteurs : indice de Krackhardt et Stern (1988), comparé à mille répartitions des secteurs au hasard, toujours les mêmes. Cœur : ressemblance avec un réseau dont seul le cœur serait lié, vingt départs (Borgatti et Everett, 2000).
// Transitivité, distance, redondance (Burt, 1992) et cœur portent sur le plus grand morceau du réseau.
// Limites : presque toutes ces mesures changent avec le nombre d’acteurs, donc on ne compare pas deux réseaux de tailles différentes. Un contrat signé par beaucoup d’acteurs peut faire à lui seul l’essentiel des liens. Un acteur isolé est le plus souvent un acteur dont les partenaires ne sont pas documentés. Sous cinq acteurs, rien n’est mesuré : la liste suffit.
// """
// lit = ["PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE", "LIEN"]
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Limite le réseau à ce qui se passe sur ce territoire ; sans lui, toute la base."
// obligatoire = false
// [colonnes.mesure]
// titre = "Code de la mesure"
// description = "Nom technique de la mesure."
// [colonnes.libelle]
// titre = "Mesure"
// description = "Ce qui est mesuré."
// [colonnes.valeur]
// type = "decimal"
// titre = "Valeur"
// description = "Valeur de la mesure ; vide quand les données ne permettent pas de la calculer."
// [colonnes.lecture]
// titre = "Lecture"
// description = "La mesure dite en une phrase."
// [colonnes.veut_dire]
// titre = "Ce que ça veut dire"
// description = "Comment la comprendre."
// [colonnes.ne_dit_pas]
// titre = "Ce que ça ne dit pas"
// description = "Ce qu’il ne faut pas en conclure."
// [colonnes.reference]
// titre = "Référence"
// description = "Publication qui définit la mesure."
// [mesures]
// n = "Acteurs du réseau."
// m = "Liens entre eux."
// densite = "Densité : part des liens possibles qui existent, de 0 à 1."
// fragmentation = "Fragmentation : part des paires d’acteurs que rien ne relie, de 0 à 1."
// n_composantes = "Morceaux du réseau, acteurs isolés compris."
// n_isoles = "Acteurs sans aucun lien documenté."
// E = "Liens entre deux secteurs."
// I = "Liens à l’intérieur d’un secteur."
// [tableaux.acteurs]
// titre = "Chaque acteur dans le réseau"
// [tableaux.acteurs.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Acteur."
// [tableaux.acteurs.colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
// [tableaux.acteurs.colonnes.secteur]
// titre = "Secteur"
// description = "Son secteur."
// [tableaux.acteurs.colonnes.n_liens]
// type = "entier"
// titre = "Liens"
// description = "Acteurs auxquels il est lié."
// [tableaux.acteurs.colonnes.force]
// type = "decimal"
// titre = "Force"
// description = "Poids total de ses liens."
// [tableaux.acteurs.colonnes.noyau]
// type = "entier"
// titre = "Niveau du noyau"
// description = "Plus grand k tel qu’il appartienne à une partie du réseau où chacun a au moins k liens."
// [tableaux.acteurs.colonnes.groupe]
// type = "entier"
// titre = "Groupe"
// description = "Numéro de son groupe ; vide quand il est isolé."
// [tableaux.acteurs.colonnes.coeur]
// type = "booleen"
// titre = "Au cœur"
// description = "Oui quand il fait partie du cœur du plus grand morceau."
// [tableaux.composantes]
// titre = "Morceaux du réseau"
// [tableaux.composantes.colonnes.rang]
// type = "entier"
// titre = "Morceau"
// description = "Numéro, du plus grand au plus petit."
// [tableaux.composantes.colonnes.n_acteurs]
// type = "entier"
// titre = "Acteurs"
// description = "Acteurs du morceau."
// [tableaux.composantes.colonnes.acteurs]
// titre = "Qui"
// description = "Ses acteurs."
// [tableaux.groupes]
// titre = "Groupes qui se dessinent"
// [tableaux.groupes.colonnes.groupe]
// type = "entier"
// titre = "Groupe"
// description = "Numéro, du plus grand au plus petit."
// [tableaux.groupes.colonnes.n_acteurs]
// type = "entier"
// titre = "Acteurs"
// description = "Acteurs du groupe."
// [tableaux.groupes.colonnes.acteurs]
// titre = "Qui"
// description = "Ses acteurs."
// [tableaux.points_articulation]
// titre = "Acteurs dont le départ couperait le réseau"
// [tableaux.points_articulation.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Acteur."
// [tableaux.points_articulation.colonnes.acteur]
// titre = "Acteur"
// description = "Nom de l’acteur."
