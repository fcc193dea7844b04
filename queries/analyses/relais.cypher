// titre = "Qui relie des groupes qui ne se parleraient pas autrement ?"
// description = "Les relais du réseau : qui se trouve sur le chemin des autres, quels groupes se sépareraient sans lui, et entre quels secteurs il fait le lien."
// usagers = ["animation", "cpam", "ars"]
// analyse = "relais"
// phrase = "{lecture}"
// phrase_vide = "Aucun acteur ne se trouve entre deux autres dans ce qui est documenté {date}."
// methode = """
// Deux acteurs sont liés quand ils ont un rôle dans la même action, la même instance, le même événement ou le même dispositif, ou quand un lien direct est déclaré ; le lien pèse d’autant moins que le cadre commun réunit de monde (Newman, 2001).
// Intermédiation : part des paires d’acteurs dont le plus court chemin passe par lui, un lien fort étant court (Freeman, 1978).
// Contrainte : elle est faible quand ses partenaires ne se connaissent pas entre eux, et qu’il leur ouvre donc des portes (Burt, 1992 et 2004). Contacts utiles : ses contacts, moins ceux qui font double emploi parce qu’ils sont liés entre eux (Burt, 1992 ; Borgatti, 1997).
// Groupes reliés : morceaux du réseau qui ne pourraient plus se joindre s’il partait. Rôle : entre quels secteurs se trouvent les paires de ses partenaires qui ne sont pas liés (Gould et Fernandez, 1989).
// Limites : seuls les liens documentés comptent, donc un relais peut n’être que le plus documenté, et un partenaire ignoré peut déjà faire le lien. Les mesures décrivent une place, pas un mérite. Sous dix acteurs, il n’y a pas de classement. Au-delà de quelques milliers d’acteurs très liés, l’intermédiation est estimée sur un tirage toujours identique, et la réponse le dit.
// """
// lit = ["PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE", "LIEN"]
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Limite le réseau à ce qui se passe sur ce territoire ; sans lui, toute la base."
// obligatoire = false
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Place par intermédiation ; vide sous dix acteurs."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Acteur."
// [colonnes.acteur]
// titre = "Relais"
// description = "Nom de l’acteur."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Son secteur."
// [colonnes.intermediarite]
// type = "decimal"
// titre = "Intermédiation"
// description = "Part des paires d’autres acteurs dont le plus court chemin passe par lui, de 0 à 1."
// [colonnes.contrainte]
// type = "decimal"
// titre = "Contrainte"
// description = "Faible quand ses partenaires ne se connaissent pas entre eux ; proche de 1, ou plus, quand il n’ouvre aucune porte."
// [colonnes.taille_efficace]
// type = "decimal"
// titre = "Contacts utiles"
// description = "Ses contacts, moins ceux qui font double emploi parce qu’ils sont déjà liés entre eux."
// [colonnes.n_liens]
// type = "entier"
// titre = "Contacts"
// description = "Acteurs auxquels il est lié."
// [colonnes.articulation]
// type = "booleen"
// titre = "Indispensable"
// description = "Oui quand des acteurs ne pourraient plus se joindre s’il partait."
// [colonnes.groupes_relies]
// type = "entier"
// titre = "Groupes reliés"
// description = "Groupes qui ne se parleraient pas autrement ; 1 quand son départ ne sépare personne."
// [colonnes.composantes_creees]
// type = "entier"
// titre = "Morceaux de plus"
// description = "Morceaux de plus dans le réseau s’il partait."
// [colonnes.role]
// titre = "Rôle dominant"
// description = "Entre quels secteurs il se trouve le plus souvent."
// [colonnes.coordinateur]
// type = "entier"
// titre = "Dans son secteur"
// description = "Paires de ses partenaires non liés, tous deux de son secteur (coordinateur)."
// [colonnes.gardien_representant]
// type = "entier"
// titre = "Entre son secteur et un autre"
// description = "Paires dont un seul est de son secteur (gardien ou représentant : les liens n’ont pas de sens, les deux se confondent)."
// [colonnes.consultant]
// type = "entier"
// titre = "Dans un autre secteur"
// description = "Paires d’un même secteur qui n’est pas le sien (consultant)."
// [colonnes.liaison]
// type = "entier"
// titre = "Entre trois secteurs"
// description = "Paires dont les deux secteurs et le sien sont différents (liaison)."
// [colonnes.liens_termines]
// type = "entier"
// titre = "Liens terminés"
// description = "Liens qui ne reposent que sur des engagements terminés à la date de la réponse."
// [colonnes.liens_non_dates]
// type = "entier"
// titre = "Liens non datés"
// description = "Liens en cours dont aucun énoncé ne dit depuis quand."
// [colonnes.alerte]
// titre = "À savoir"
// description = "Ce qui fragilise cette place : engagements terminés, liens sans date."
// [mesures]
// n = "Acteurs du réseau."
// m = "Liens entre eux."
// n_relais = "Acteurs qui se trouvent entre deux autres."
// n_articulations = "Acteurs dont le départ couperait le réseau."
// [tableaux.groupes]
// titre = "Groupes que chaque relais tient ensemble"
// [tableaux.groupes.colonnes.acteur_id]
// titre = "Identifiant"
// description = "Relais."
// [tableaux.groupes.colonnes.acteur]
// titre = "Relais"
// description = "Nom du relais."
// [tableaux.groupes.colonnes.groupe]
// type = "entier"
// titre = "Groupe"
// description = "Numéro du groupe, du plus grand au plus petit."
// [tableaux.groupes.colonnes.n_acteurs]
// type = "entier"
// titre = "Acteurs"
// description = "Acteurs du groupe."
// [tableaux.groupes.colonnes.membres]
// titre = "Qui"
// description = "Membres du groupe."
