// titre = "De quelles ARS, de quelles CPAM et de quels départements relève ce périmètre ?"
// description = "Les régions et départements traversés, leurs ARS et CPAM, avec communes, population et part ; et la fragmentation du périmètre."
// usagers = ["ars", "cpam"]
// analyse = "juridictions"
// phrase = "Ce périmètre {autorites}. {n_communes:commune|communes}, {population:habitant|habitants} ({millesime}) ; fragmentation {fragmentation:.3f}."
// phrase_vide = "Le périmètre n’est pas connu : on ne peut pas dire de quelles juridictions il relève."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Dispositif dont on regarde le périmètre."
// obligatoire = false
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Ou bien un territoire."
// obligatoire = false
// [colonnes.niveau]
// titre = "Niveau"
// description = "region, departement, ars, cpam ou msa."
// [colonnes.territoire_id]
// titre = "Identifiant du territoire"
// description = "Région ou département."
// [colonnes.code]
// titre = "Code"
// description = "Code officiel de la région ou du département."
// [colonnes.territoire]
// titre = "Territoire"
// description = "Nom de la région ou du département."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "ARS, CPAM ou MSA compétente, vide si elle n’est pas dans la base."
// [colonnes.acteur]
// titre = "Organisme"
// description = "Nom de l’organisme."
// [colonnes.n_communes]
// type = "entier"
// titre = "Communes"
// description = "Communes du périmètre dans ce territoire."
// [colonnes.population]
// type = "entier"
// titre = "Habitants"
// description = "Population municipale de ces communes."
// [colonnes.part]
// type = "decimal"
// titre = "Part"
// description = "Part de la population du périmètre, de 0 à 1."
// [mesures]
// fragmentation = "Fragmentation, de 0 à 1 (1 − somme des carrés des parts de population par département ; Simpson 1949)."
// n_communes = "Communes du périmètre."
// population = "Population municipale du périmètre."
// millesime = "Recensement utilisé."
// n_regions = "Régions traversées."
// n_departements = "Départements traversés."
// n_ars = "ARS compétentes."
// n_cpam = "CPAM compétentes."
MATCH (a:Entite:Acteur)-[r:INTERVIENT_SUR]->(t:Entite:Territoire)
WHERE a.type_acteur IN ['ars', 'assurance_maladie', 'msa'] AND t.type_territoire IN ['region', 'departement']
  AND r.role IN ['ressort', 'circonscription']
RETURN a.id AS acteur_id, a.nom AS acteur, a.type_acteur AS type_acteur, a.niveau AS niveau_acteur,
       t.id AS territoire_id, r AS liens
ORDER BY territoire_id, acteur_id
