// titre = "Où cet organisme n’a-t-il pas de rôle documenté ?"
// description = "Les dispositifs du territoire ou du ressort d’un organisme où aucun rôle n’est documenté pour lui ni pour ses services."
// usagers = ["cpam", "ars"]
// analyse = "absences"
// lit = ["COUVRE", "INTERVIENT_SUR", "PORTE", "PILOTE", "ANIME", "SIGNE", "EST_PARTENAIRE", "FINANCE", "EST_MEMBRE", "ORGANISE", "PARTICIPE", "EVALUE"]
// phrase = "{organisme} n’a pas de rôle documenté dans {n:dispositif|dispositifs} sur {m} qui touchent {zones} : {liste}. Sans rôle documenté ne veut pas dire absent."
// phrase_vide = "Aucun dispositif n’est documenté sur ce territoire {date}."
// methode = """
// Le territoire est celui que vous choisissez ; sinon le ressort ou la circonscription documentés de l’organisme, et à défaut les lieux où il intervient. Un dispositif y est compté dès que son périmètre le touche ; la part dit quelle fraction de ses habitants y vit (population municipale en vigueur à cette date).
// Un rôle est un portage, un pilotage, une animation, une signature, un partenariat, un financement, un siège, une organisation, une participation ou une évaluation, dans le dispositif, une de ses actions, une de ses instances ou un de ses événements, par l’organisme ou l’un de ses services. Un rôle prévu ou à confirmer compte comme un rôle ; un rôle terminé est dit tel.
// Limites : sans rôle documenté ne veut pas dire absent, car beaucoup de partenariats ne sont écrits nulle part. Les dispositifs dont le terme est passé ne sont pas comptés ; ceux dont personne n’a donné le périmètre ne peuvent pas l’être.
// """
// [parametres.acteur]
// type = "Acteur"
// titre = "Organisme"
// description = "Nom ou identifiant de l’organisme."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Territoire regardé à la place du ressort de l’organisme."
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
// [colonnes.etat]
// titre = "État"
// description = "sans_role_documente, ou role_termine quand un rôle passé l’est."
// [colonnes.role_termine_le]
// type = "date"
// titre = "Rôle terminé le"
// description = "Dernier jour du dernier rôle documenté."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Territoire de l’organisme que le dispositif touche."
// [colonnes.territoire]
// titre = "Territoire touché"
// description = "Territoire de l’organisme que le dispositif touche."
// [colonnes.part]
// type = "decimal"
// titre = "Part des habitants"
// description = "Part des habitants du dispositif qui vivent sur ce territoire, de 0 à 1 ; vide si ses communes ne sont pas connues."
// [colonnes.etape]
// titre = "Étape documentée"
// description = "Étape du cycle de vie."
// [colonnes.porteurs]
// type = "liste"
// titre = "Porté par"
// description = "Porteurs documentés à cette date."
// [colonnes.pairs]
// type = "liste"
// titre = "Organismes de même type qui y sont"
// description = "Autres organismes du même type qui y ont un rôle documenté."
// [mesures]
// n_dispositifs = "Dispositifs qui touchent ce territoire."
// n_avec_role = "Dispositifs où un rôle est documenté."
