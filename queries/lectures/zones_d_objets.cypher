// lecture = true
// titre = "Acteurs et dispositifs, avec les territoires où ils interviennent"
UNWIND $ids AS id
MATCH (a:Entite {id: id})
RETURN a.id AS id, labels(a) AS labels,
       {type_acteur: a.type_acteur, secteur: a.secteur, niveau: a.niveau, collectif: a.collectif,
        a_preciser: a.a_preciser, url: a.url, courriel_generique: a.courriel_generique} AS proprietes,
       COLLECT {
         MATCH (a)-[r:INTERVIENT_SUR|COUVRE]->(z)
         RETURN [z.id, r {.*, `@type`: type(r)}, z.type_territoire] ORDER BY type(r), z.id, r.id
       } AS sortants
ORDER BY id
