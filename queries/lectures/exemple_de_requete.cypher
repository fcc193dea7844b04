// lecture = true
// titre = "Requête proposée à qui écrit la sienne : dispositifs par type"
MATCH (d:Dispositif)
RETURN d.type_dispositif AS type, count(d) AS nombre
ORDER BY nombre DESC, type
