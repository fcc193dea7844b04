// titre = "Que disent les chiffres de ce territoire ?"
// description = "Les valeurs observées sur le territoire, puis sur ceux qu’il touche, du plus petit au plus grand : unité, date et comparaisons, telles que les sources les donnent."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:chiffre documenté|chiffres documentés} pour {territoire} et les territoires qu’il touche : {liste}."
// phrase_vide = "Aucun chiffre n’est documenté pour {territoire}."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [colonnes.observation_id]
// titre = "Identifiant de l’observation"
// description = "Identifiant de l’observation."
// [colonnes.observation]
// titre = "Mesure"
// description = "Ce qui est mesuré."
// [colonnes.valeur]
// type = "decimal"
// titre = "Valeur"
// description = "Valeur observée ; vide si la source donne un intervalle."
// [colonnes.minimum]
// type = "decimal"
// titre = "Borne basse"
// description = "Borne basse de l’intervalle."
// [colonnes.maximum]
// type = "decimal"
// titre = "Borne haute"
// description = "Borne haute de l’intervalle."
// [colonnes.unite]
// titre = "Unité"
// description = "Unité de la valeur."
// [colonnes.date]
// type = "date"
// titre = "Date"
// description = "Date de la mesure, ou début de la période."
// [colonnes.date_fin]
// type = "date"
// titre = "Jusqu’à"
// description = "Fin de la période mesurée."
// [colonnes.comparateurs]
// type = "liste"
// titre = "Comparaisons"
// description = "Même mesure ailleurs."
// [colonnes.statut]
// titre = "Statut"
// description = "observe, projection ou objectif ; vide pour une valeur observée."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Identifiant du territoire."
// [colonnes.territoire]
// titre = "Territoire"
// description = "Territoire mesuré."
MATCH (o:Entite:Observation)-[r:MESURE]->(z:Entite:Territoire)
WHERE z.id IN $zones
RETURN o.id AS observation_id, o.nom AS observation, o.valeur AS valeur, o.min AS minimum, o.max AS maximum,
       o.unite AS unite, coalesce(o.date, o.date_debut) AS date, o.date_fin AS date_fin,
       [i IN range(0, size(coalesce(o.comparateurs_cles, [])) - 1) |
         o.comparateurs_cles[i] + ' : ' +
         CASE WHEN o.comparateurs_valeurs[i] = toInteger(o.comparateurs_valeurs[i])
              THEN toString(toInteger(o.comparateurs_valeurs[i]))
              ELSE replace(toString(o.comparateurs_valeurs[i]), '.', ',') END] AS comparateurs,
       o.statut AS statut, z.id AS territoire_id, z.nom AS territoire, r AS liens, o AS appuis,
       CASE WHEN z.id = $territoire THEN 0 WHEN z.type_territoire IN ['commune', 'qpv', 'infra_communal'] THEN 1
            WHEN z.type_territoire = 'epci' THEN 2 WHEN z.type_territoire = 'departement' THEN 4
            WHEN z.type_territoire = 'region' THEN 5 ELSE 3 END AS rang
ORDER BY rang, territoire, territoire_id, observation, date, observation_id
