// titre = "Quels sont les axes de ce dispositif ?"
// description = "Les axes stratégiques du dispositif et les actions qui en relèvent."
// usagers = ["cpam", "ars", "animation"]
// phrase = "« {dispositif} » : {n:axe documenté|axes documentés} : {liste}."
// phrase_vide = "Aucun axe de « {dispositif} » n’est documenté."
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Nom ou identifiant du dispositif."
// [colonnes.axe_id]
// titre = "Identifiant de l’axe"
// description = "Identifiant de l’axe."
// [colonnes.axe]
// titre = "Axe"
// description = "Intitulé de l’axe."
// [colonnes.numero]
// type = "entier"
// titre = "N°"
// description = "Numéro de l’axe."
// [colonnes.n_actions]
// type = "entier"
// titre = "Actions"
// description = "Actions rattachées à l’axe ; vide si aucune ne l’est dans les sources."
// [colonnes.actions]
// type = "liste"
// titre = "Fiches"
// description = "Identifiants des actions rattachées à l’axe."
MATCH (d:Entite {id: $dispositif})-[r:COMPREND_AXE]->(x:Entite:Axe)
WITH x, r, COLLECT {
  MATCH (f:Entite:Action)-[l:RELEVE_DE]->(x)
  WHERE ($jour IS NULL OR ((coalesce(l.valid_from, $jour) <= $jour) AND (coalesce(l.valid_to, $jour) >= $jour)))
  RETURN DISTINCT f.id AS id ORDER BY id
} AS actions
RETURN x.id AS axe_id, x.nom AS axe, x.numero AS numero, CASE WHEN size(actions) > 0 THEN size(actions) END AS n_actions,
       actions, r AS liens, x AS appuis
ORDER BY numero IS NULL, numero, axe, axe_id
