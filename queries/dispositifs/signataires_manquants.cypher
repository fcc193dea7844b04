// titre = "Quels signataires attendus manquent à ce contrat ?"
// description = "Les signataires minimaux et habituels d’un contrat local de santé, présents ou absents."
// usagers = ["ars", "cpam"]
// analyse = "signataires_manquants"
// vide = "insuffisant"
// phrase = "« {dispositif} » : minimum {minimum} ; {absents} parmi les signataires habituels."
// phrase_vide = "Aucune norme de signature ne s’applique à « {dispositif} »."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du contrat."
// [colonnes.categorie]
// titre = "Catégorie"
// description = "Catégorie de signataire attendue."
// [colonnes.etat]
// titre = "Présence"
// description = "present, absent de la liste documentée, ou non_documente quand aucune signature n’est connue."
// [colonnes.attendu]
// titre = "Attendu au titre de"
// description = "minimum : exigé ; habituel : souvent présent."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant du signataire qui remplit la catégorie."
// [colonnes.acteur]
// titre = "Signataire"
// description = "Signataire qui remplit la catégorie."
// [mesures]
// minimum_complet = "Tous les signataires minimaux ont signé"
// n_absents = "Nombre de catégories habituelles sans signataire."
// [tableaux.absents]
// titre = "Catégories absentes"
// [tableaux.absents.colonnes.categorie]
// titre = "Catégorie"
// description = "Catégorie de signataire attendue et absente."
MATCH (d:Entite {id: $dispositif})
MATCH (a:Entite:Acteur)-[r:SIGNE]->(d)
OPTIONAL MATCH (a)-[p:PORTE]->(d)
RETURN a.id AS acteur_id, a.nom AS acteur, a.type_acteur AS type_acteur, r.valid_to AS date_fin, r AS liens, p AS porte
ORDER BY acteur, acteur_id
