"""Make ids for rows that have none: from an official number, or from the name and the commune; always the same."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.identifiers import is_finess
from graph.model.ontology import node_spec
from ingest.finess.establishments import PREFIX, whole_number
from ingest.headings import slug
from ingest.territories import find_territory

_LONGEST = 150


def made_id(label: str, values: Mapping[str, str], beside: tuple[str | None, str | None] = (None, None)) -> str | None:
    """
    Return the id of an object, or None when it has no name.

    Parameters
    ----------
    label
        Label of the object.
    values
        What the row says, by column: `nom`, and where there are some `finess_et`, `territoires` or `territoire`.
    beside
        Départements that the row says elsewhere (see `ingest.territory_cells.departements_beside`): the commune is
        then the one that its relationships name.

    Examples
    --------
    >>> made_id("Acteur", {"nom": "Maison des aînés", "territoires": "Redon (35)"})
    'acteur:maison-des-aines-35236'
    """
    number = whole_number(values.get("finess_et", ""))
    if label == "Acteur" and is_finess(number):
        return PREFIX + number
    spec, name = node_spec(label), slug(values.get("nom", ""))
    if spec is None or not name:
        return None
    parts = [name[:_LONGEST].rstrip("-")]
    if label == "Acteur" and (written := values.get("territoires", values.get("territoire", ""))):
        departement, postal = beside
        place = find_territory(written, departement=departement)
        if place.id is None and postal and departement is None:
            place = find_territory(written, departement=postal)
        found = place.id
        parts.append(found.partition("-")[2].lower() if found else slug(written)[:40])
    return spec.prefix[-1] + "-".join(part for part in parts if part)
