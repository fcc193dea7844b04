// titre = "Quelles offres peut-on mobiliser sur ce territoire ?"
// description = "Les services et programmes proposés sur le territoire : par une zone propre à l’offre, sinon par la zone de l’acteur ou de l’organisme dont il fait partie. Un acteur national agit partout."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:offre documentée|offres documentées} sur {territoire} {date} : {liste}."
// phrase_vide = "Aucune offre n’est documentée sur {territoire} {date} avec ces critères. Non documenté ne veut pas dire absent."
// organisation = ["acteur_id"]
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [parametres.theme]
// type = "Thematique"
// titre = "Thème"
// description = "Thème ou famille de thèmes."
// obligatoire = false
// [colonnes.offre_id]
// titre = "Identifiant de l’offre"
// description = "Identifiant de l’offre."
// [colonnes.offre]
// titre = "Offre"
// description = "Nom de l’offre."
// [colonnes.acteur_id]
// titre = "Identifiant de l’acteur"
// description = "Identifiant de l’acteur qui propose l’offre."
// [colonnes.acteur]
// titre = "Proposée par"
// description = "Acteur qui propose l’offre ; vide s’il n’est pas documenté."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [colonnes.conditions]
// titre = "Conditions"
// description = "Qui peut en bénéficier, et comment."
// [colonnes.reserve]
// titre = "Réserve"
// description = "Ce qui reste à vérifier."
MATCH (o:Entite:Offre)
WHERE $theme IS NULL OR EXISTS {
    MATCH (o)-[:TRAITE]->(t:Entite:Thematique)
    WHERE t.id = $theme OR 'theme:' + t.parent = $theme
  }
OPTIONAL MATCH (a:Entite:Acteur)-[p:PROPOSE]->(o)
WITH o, a, p
WHERE EXISTS { MATCH (o)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
   OR (NOT EXISTS { (o)-[:INTERVIENT_SUR]->(:Territoire) }
       AND (EXISTS {
              MATCH (a)-[:PARTIE_DE*0..4]->(:Acteur)-[:INTERVIENT_SUR]->(z:Entite:Territoire)
              WHERE z.id IN $zones
            }
            OR (a.niveau = 'national' AND NOT EXISTS { (a)-[:INTERVIENT_SUR]->(:Territoire) })))
RETURN o.id AS offre_id, o.nom AS offre, a.id AS acteur_id, a.nom AS acteur,
       COLLECT { MATCH (o)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (o)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       o.conditions AS conditions, o.note_qualite AS reserve,
       coalesce(p, COLLECT { MATCH (o)-[l:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones RETURN l ORDER BY z.id }) AS liens,
       o AS appuis
ORDER BY offre, offre_id, acteur, acteur_id
