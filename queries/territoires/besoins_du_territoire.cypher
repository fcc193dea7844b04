// titre = "De quoi ce territoire a-t-il besoin ?"
// description = "Les besoins relevés par les diagnostics du territoire, ou d’un territoire qu’il touche, avec leurs thèmes et leurs publics."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:besoin relevé|besoins relevés} pour {territoire} {date} : {liste}."
// phrase_vide = "Aucun diagnostic n’est saisi pour {territoire} {date}."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [colonnes.besoin_id]
// titre = "Identifiant du besoin"
// description = "Identifiant du besoin."
// [colonnes.besoin]
// titre = "Besoin"
// description = "Besoin ou priorité du diagnostic."
// [colonnes.intensite]
// titre = "Intensité"
// description = "Importance donnée par le diagnostic, telle qu’écrite."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Identifiant du territoire."
// [colonnes.territoire]
// titre = "Territoire du diagnostic"
// description = "Territoire sur lequel porte le diagnostic."
MATCH (z:Entite:Territoire)-[r:A_BESOIN]->(b:Entite:Besoin)
WHERE z.id IN $zones
RETURN b.id AS besoin_id, b.nom AS besoin, b.intensite AS intensite,
       COLLECT { MATCH (b)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (b)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       z.id AS territoire_id, z.nom AS territoire, r AS liens, b AS appuis,
       CASE WHEN z.id = $territoire THEN 0 WHEN z.type_territoire IN ['commune', 'qpv', 'infra_communal'] THEN 1
            WHEN z.type_territoire = 'epci' THEN 2 WHEN z.type_territoire = 'departement' THEN 4
            WHEN z.type_territoire = 'region' THEN 5 ELSE 3 END AS rang
ORDER BY rang, territoire, territoire_id, besoin, besoin_id
