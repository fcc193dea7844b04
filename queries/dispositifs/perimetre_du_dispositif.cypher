// titre = "Quel territoire ce dispositif couvre-t-il ?"
// description = "Les territoires du périmètre, la part couverte, les exceptions et les dates."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:territoire|territoires} au périmètre {date} : {liste}."
// phrase_vide = "Le périmètre de « {dispositif} » n’est pas documenté {date}."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Identifiant du territoire."
// [colonnes.territoire]
// titre = "Territoire"
// description = "Nom du territoire."
// [colonnes.type_territoire]
// titre = "Type"
// description = "Type de territoire."
// [colonnes.code]
// titre = "Code officiel"
// description = "Code INSEE ou SIREN."
// [colonnes.part]
// type = "decimal"
// titre = "Part couverte"
// description = "Part de la population couverte, de 0 à 1 ; vide si le territoire l’est en entier ou si la part est inconnue."
// [colonnes.exception]
// type = "booleen"
// titre = "Exception"
// description = "Vrai si le territoire est exclu du périmètre."
// [colonnes.statut]
// titre = "Statut"
// description = "Statut de l’énoncé : effectif, prevu, en_projet, propose, recommande…"
// [colonnes.date_debut]
// type = "date"
// titre = "Depuis"
// description = "Premier jour connu."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’au"
// description = "Dernier jour connu."
MATCH (d:Entite {id: $dispositif})-[r:COUVRE]->(z:Entite:Territoire)
RETURN z.id AS territoire_id, z.nom AS territoire, z.type_territoire AS type_territoire, z.code AS code, r.part AS part,
       coalesce(r.part = 0, false) AS exception, r.statut AS statut, r.valid_from AS date_debut, r.valid_to AS date_fin,
       r AS liens
ORDER BY exception, territoire, territoire_id, r.id
