// lecture = true
// titre = "Inventaires complets de types de dispositif"
MATCH (t:Entite:Territoire)
WHERE t.inventaire_types IS NOT NULL
RETURN t.id AS id, t.inventaire_types AS types, t.inventaire_dates AS dates
ORDER BY id
