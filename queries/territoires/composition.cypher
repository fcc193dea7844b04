// titre = "De quoi ce territoire ou ce périmètre est-il fait ?"
// description = "Communes, EPCI, départements, régions et population : ce qui est calculé sur le référentiel, à côté de ce que les sources déclarent."
// usagers = ["ars", "cpam", "animation"]
// analyse = "composition"
// phrase = "{nom} : {n_communes:commune|communes}, {population:habitant|habitants} ({millesime}), {n_departements:département|départements}, {n_regions:région|régions}.{ecarts}"
// phrase_vide = "Les communes {nom:de} ne sont pas connues : rien ne peut être calculé."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Ou bien le périmètre d’un dispositif."
// obligatoire = false
// [colonnes.grandeur]
// titre = "Grandeur"
// description = "Ce qui est compté."
// [colonnes.calcule]
// type = "entier"
// titre = "Calculé"
// description = "Valeur calculée sur le référentiel territorial."
// [colonnes.millesime]
// titre = "Millésime"
// description = "Édition du référentiel ou recensement utilisé."
// [colonnes.declare]
// type = "decimal"
// titre = "Déclaré"
// description = "Valeur écrite dans une source, jamais mêlée au calcul."
// [colonnes.declare_par]
// titre = "Déclaré par"
// description = "Source de la valeur déclarée."
// [mesures]
// n_communes = "Communes."
// n_epci = "EPCI qui ont au moins une commune ici."
// n_departements = "Départements traversés."
// n_regions = "Régions traversées."
// population = "Population municipale calculée."
// population_declaree = "Population écrite dans une source."
// millesime = "Recensement utilisé."
// [tableaux.communes]
// titre = "Communes"
// [tableaux.communes.colonnes.territoire_id]
// titre = "Identifiant"
// description = "Identifiant de la commune."
// [tableaux.communes.colonnes.territoire]
// titre = "Commune"
// description = "Nom de la commune."
// [tableaux.communes.colonnes.departement]
// titre = "Département"
// description = "Code du département."
// [tableaux.communes.colonnes.epci]
// titre = "EPCI"
// description = "EPCI à fiscalité propre, vide pour les quatre communes qui n’en ont pas."
// [tableaux.communes.colonnes.population]
// type = "entier"
// titre = "Habitants"
// description = "Population municipale."
// [tableaux.communes.colonnes.part]
// type = "decimal"
// titre = "Part couverte"
// description = "Part de la commune dans le périmètre, de 0 à 1."
MATCH (t:Entite:Territoire)
WHERE t.id = $territoire OR EXISTS { MATCH (d:Entite {id: $dispositif})-[:COUVRE]->(t) }
RETURN t AS noeud
ORDER BY t.id
