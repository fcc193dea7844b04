// titre = "Sur quoi les fichiers importés se contredisent-ils ?"
// description = "Une ligne par information que deux fichiers donnent différemment : ce que la base montre, ce que dit l’autre fichier, et d’où vient chaque valeur. Aussi les relations de même sorte, entre les mêmes objets, que deux fichiers font commencer à des jours différents. Rien n’est effacé : la saisie d’une personne tranche."
// usagers = ["ars", "cpam", "animation"]
// analyse = "contradictions"
// vide = "suffisant"
// phrase = "{n:contradiction|contradictions} entre fichiers, à commencer par {liste}. {ouvertes:n’est pas tranchée|ne sont pas tranchées}."
// phrase_vide = "Les fichiers importés ne se contredisent sur rien."
// methode = "Chaque fichier importé garde ce qu’il affirme. Quand deux fichiers donnent une valeur différente d’une même information, la base montre celle du premier arrivé, ou celle qu’une personne a saisie. Les autres noms, les preuves, les colonnes libres de titres différents et la date d’observation s’ajoutent sans se contredire. Une contradiction non tranchée est incertaine."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Commune, EPCI, pays, département ou région."
// obligatoire = false
// [colonnes.objet_id]
// titre = "Identifiant de l’objet"
// description = "Identifiant de l’objet, ou du premier des deux que relie la relation."
// [colonnes.objet]
// titre = "Objet"
// description = "Nom de l’objet, ou du premier des deux que relie la relation."
// [colonnes.relation]
// titre = "Relation"
// description = "Type de relation dans le modèle, vide quand il s’agit d’un objet."
// [colonnes.vers_id]
// titre = "Identifiant du second objet"
// description = "Identifiant du second objet de la relation."
// [colonnes.vers]
// titre = "À qui, à quoi"
// description = "Second objet de la relation."
// [colonnes.propriete]
// titre = "Propriété"
// description = "Nom de l’information dans le modèle ; « valid_from » quand ce sont deux relations de premiers jours différents."
// [colonnes.information]
// titre = "Information"
// description = "L’information sur laquelle les fichiers se contredisent."
// [colonnes.retenue]
// titre = "Valeur montrée"
// description = "Ce que montre la base."
// [colonnes.autre]
// titre = "Autre valeur"
// description = "Ce que dit l’autre fichier."
// [colonnes.origine_retenue]
// titre = "Selon"
// description = "Fichiers qui donnent la valeur montrée."
// [colonnes.origine_autre]
// titre = "Autre valeur selon"
// description = "Fichiers qui donnent l’autre valeur."
// [colonnes.tranchee]
// type = "booleen"
// titre = "Tranchée"
// description = "Oui quand une personne a saisi la valeur montrée."
CALL () {
  MATCH (o:Entite)
  WHERE o.dits IS NOT NULL AND size(o.dits) > 1
  RETURN o.id AS objet_id, o.nom AS objet, NULL AS relation, NULL AS vers_id, NULL AS vers, [o] AS appuis
  UNION ALL
  MATCH (o:Entite)-[r]->(v:Entite)
  WHERE r.dits IS NOT NULL AND size(r.dits) > 1
  RETURN o.id AS objet_id, o.nom AS objet, type(r) AS relation, v.id AS vers_id, v.nom AS vers, [r] AS appuis
  UNION ALL
  MATCH (o:Entite)
  CALL (o) {
    MATCH (o)-[r]->(v:Entite)
    WHERE r.est_fait
    WITH v, type(r) AS relation, coalesce(r.role, '') AS role, collect(r) AS liens
    WHERE size(liens) > 1
    RETURN v, relation, liens
  }
  RETURN o.id AS objet_id, o.nom AS objet, relation, v.id AS vers_id, v.nom AS vers, liens AS appuis
}
WITH objet_id, objet, relation, vers_id, vers, appuis
WHERE $territoire IS NULL OR objet_id IN $dispositifs OR vers_id IN $dispositifs OR objet_id IN $zones OR vers_id IN $zones
   OR EXISTS { MATCH (d:Entite:Dispositif)-[:COMPREND|A_INSTANCE]->(x:Entite)
               WHERE d.id IN $dispositifs AND x.id IN [objet_id, vers_id] }
   OR EXISTS { MATCH (a:Entite)-[:INTERVIENT_SUR]->(z:Entite:Territoire) WHERE a.id = objet_id AND z.id IN $zones }
RETURN objet_id, objet, relation, vers_id, vers, appuis
ORDER BY objet, objet_id, relation, vers, vers_id
