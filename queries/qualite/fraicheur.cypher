// titre = "Quelles informations sont anciennes ?"
// description = "Les documents, les dispositifs et les acteurs dont la dernière observation est trop ancienne, ou n’est pas datée, à la date regardée."
// usagers = ["ars", "cpam", "animation"]
// analyse = "fraicheur"
// lit = ["PORTE", "PILOTE", "SIGNE", "COUVRE"]
// vide = "suffisant"
// phrase = "{n_anciens:objet n’a|objets n’ont} rien de plus récent que {mois} mois ; {n_sans_date:objet n’est pas daté|objets ne sont pas datés}. {n_total:objet regardé|objets regardés} : documents, dispositifs et acteurs."
// phrase_vide = "Rien n’est ancien : tout ce qui a été regardé est daté de moins de {mois} mois."
// methode = "Dernière observation d’un document : sa date, à défaut la plus récente qu’il mentionne. D’un dispositif ou d’un acteur : la plus récente des dates auxquelles un document parle de lui ou d’une de ses relations (« constaté le », à défaut date du document cité, à défaut premier jour de la relation). L’ancienneté est comptée en mois entiers jusqu’à la date regardée ; sans date de vue, jusqu’au document le plus récent de la base. Ce qui n’est daté par rien est cité à part : ce n’est ni récent, ni ancien."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région ; toute la base par défaut."
// obligatoire = false
// [parametres.mois]
// type = "entier"
// titre = "Ancien au-delà de (mois)"
// description = "Nombre de mois à partir duquel une observation est ancienne : 24 par défaut."
// obligatoire = false
// defaut = 24
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant du document, du dispositif ou de l’acteur."
// [colonnes.objet]
// titre = "Objet"
// description = "Nom du document, du dispositif ou de l’acteur."
// [colonnes.nature]
// titre = "Nature"
// description = "document, dispositif ou acteur."
// [colonnes.derniere]
// type = "date"
// titre = "Dernière observation"
// description = "Jour, mois ou année ; vide si rien n’est daté."
// [colonnes.mois]
// type = "entier"
// titre = "Ancienneté (mois)"
// description = "Mois entiers depuis la dernière observation ; vide si rien n’est daté."
// [colonnes.etat]
// titre = "État"
// description = "ancien ou sans_date."
// [mesures]
// n_total = "Nombre de documents, de dispositifs et d’acteurs regardés."
// n_anciens = "Nombre de ceux dont la dernière observation est trop ancienne."
// n_sans_date = "Nombre de ceux que rien ne date."
