// titre = "Quelles actions s’adressent à ce public ?"
// description = "Les actions qui visent le public, puis celles qui s’adressent à tout public, dans toute la base ou sur un territoire."
// usagers = ["cpam", "ars", "animation"]
// phrase = "{n:action s’adresse|actions s’adressent} à « {public} » ou à tout public {date} : {liste}."
// phrase_vide = "Aucune action n’est documentée pour « {public} » {date}. Non documenté ne veut pas dire absent."
// [parametres.public]
// type = "Public"
// titre = "Public"
// description = "Public visé."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.action_id]
// titre = "Identifiant de l’action"
// description = "Identifiant de l’action."
// [colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [colonnes.proximite]
// titre = "Proximité"
// description = "exact : le public demandé ; tout_public : tout public."
// [colonnes.numero]
// type = "entier"
// titre = "N°"
// description = "Numéro de la fiche."
// [colonnes.niveau]
// titre = "Niveau"
// description = "fiche_action, ou orientation avant la fiche."
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.statut]
// titre = "Statut"
// description = "Avancement de l’action."
// [colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [colonnes.pilotes]
// type = "liste"
// titre = "Pilotes"
// description = "Pilotes et co-pilotes à cette date ; vide si aucun n’est documenté."
MATCH (k:Entite:Public)
WHERE k.id IN [$public, 'public:tout_public']
MATCH (x:Entite:Action)-[l:CIBLE]->(k)
WHERE ($territoire IS NULL
    OR EXISTS { MATCH (x)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE z.id IN $zones }
    OR (NOT EXISTS { (x)-[:INTERVIENT_SUR]->(:Territoire) }
        AND EXISTS { MATCH (f:Entite:Dispositif)-[:COMPREND]->(x) WHERE f.id IN $dispositifs })
  )
WITH x, min(CASE WHEN k.id = $public THEN 'exact' ELSE 'tout_public' END) AS proximite
OPTIONAL MATCH (d:Entite:Dispositif)-[c:COMPREND]->(x)
RETURN x.id AS action_id, x.nom AS action, x.numero AS numero, x.niveau AS niveau,
       d.id AS dispositif_id, d.nom AS dispositif, x.statut AS statut, proximite,
       COLLECT { MATCH (x)-[:TRAITE]->(k:Entite:Thematique) RETURN k.nom ORDER BY k.nom, k.id } AS themes,
       COLLECT { MATCH (x)-[:CIBLE]->(k:Entite:Public) RETURN k.nom ORDER BY k.nom, k.id } AS publics,
       COLLECT {
         MATCH (a:Entite:Acteur)-[r:PILOTE]->(x)
         WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour)))
         RETURN a.nom ORDER BY r.role DESC, a.nom, a.id
       } AS pilotes,
       c AS liens, [x] + COLLECT {
         MATCH (x)-[l:CIBLE]->(k:Entite:Public)
         WHERE k.id IN [$public, 'public:tout_public']
         RETURN l ORDER BY k.id
       } AS appuis
ORDER BY proximite, dispositif, dispositif_id, numero IS NULL, numero, action, action_id
