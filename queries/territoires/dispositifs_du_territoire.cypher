// titre = "Quels dispositifs couvrent ce territoire ?"
// description = "Les dispositifs dont le périmètre touche le territoire, avec leur porteur et leurs dates."
// usagers = ["cpam", "ars", "animation"]
// analyse = "dispositifs_du_territoire"
// phrase = "{n:dispositif documenté|dispositifs documentés} sur {territoire} {date} : {par_etat}. {liste}."
// phrase_vide = "Aucun dispositif documenté ne couvre {territoire} {date}. Non documenté ne veut pas dire absent."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// [parametres.type]
// type = "choix"
// titre = "Type de dispositif"
// description = "Type de dispositif, par exemple CLS ou CPTS."
// obligatoire = false
// choix = [
//     "CLS", "CPTS", "CLSM", "PTSM", "DAC", "MSP", "CDS", "ESP", "CTS", "PTS", "CTSANTE", "PRS",
//     "PRSE", "ASV", "ATS", "CLSP", "CONTRAT_VILLE", "CLIC", "MAIA", "PTA", "C360", "PASS",
//     "UNITE_MOBILE", "CPOM", "COG_AM", "CPG", "STRATEGIE", "PROJET_ETABLISSEMENT", "AUTRE",
// ]
// [colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [colonnes.dispositif]
// titre = "Dispositif"
// description = "Nom du dispositif."
// [colonnes.type_dispositif]
// titre = "Type"
// description = "Type de dispositif."
// [colonnes.etat]
// titre = "État"
// description = "present ; en_projet ; terme_depasse quand la date de fin est passée (à vérifier) ; non_documente quand ni étape ni date ne sont connues."
// [colonnes.cycle]
// titre = "Étape"
// description = "Étape du cycle de vie."
// [colonnes.porteurs]
// type = "liste"
// titre = "Porteurs"
// description = "Porteurs à cette date ; vide si aucun n’est documenté."
// [colonnes.perimetre]
// type = "liste"
// titre = "Périmètre"
// description = "Territoires du périmètre qui touchent celui demandé."
// [colonnes.date_debut]
// type = "date"
// titre = "Début"
// description = "Début du dispositif."
// [colonnes.date_fin]
// type = "date"
// titre = "Fin"
// description = "Fin du dispositif, prolongations comprises."
MATCH (d:Entite:Dispositif)-[c:COUVRE]->(z:Entite:Territoire)
WHERE d.id IN $dispositifs AND z.id IN $zones AND coalesce(c.part, 1) > 0
  AND ($type IS NULL OR d.type_dispositif = $type)
  AND ($jour IS NULL OR ((coalesce(c.valid_from, $jour) <= $jour) AND (coalesce(c.valid_to, $jour) >= $jour)))
WITH d, z, c ORDER BY z.nom, z.id
WITH d, collect(c) AS couvertures, collect(z.nom) AS perimetre
RETURN d.id AS dispositif_id, d.nom AS dispositif, d.type_dispositif AS type_dispositif, d.cycle AS cycle,
       COLLECT {
         MATCH (p:Entite:Acteur)-[r:PORTE]->(d)
         WHERE ($jour IS NULL OR ((coalesce(r.valid_from, $jour) <= $jour) AND (coalesce(r.valid_to, $jour) >= $jour)))
         RETURN p.nom ORDER BY p.nom, p.id
       } AS porteurs,
       perimetre, d.date_debut AS date_debut, d.date_fin AS date_fin, couvertures AS liens, d AS appuis
ORDER BY dispositif, dispositif_id
