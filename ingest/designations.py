"""Read the cells that name something: relationship types, ids, names and codes of territories put right."""

from __future__ import annotations

from graph.model.ontology import relationship_spec, relationship_specs
from graph.model.spec import RelationshipSpec
from graph.model.statement import Location, Properties
from ingest.cells import accepts, as_text
from ingest.choices import Choices
from ingest.columns import Column, Part
from ingest.headings import fold
from ingest.issues import Issue
from ingest.repairs.codes import territories
from ingest.repairs.codes import territory as territory_code
from ingest.repairs.rule import visible
from ingest.sheets import Sheet


def designation(
    value: object,
    column: Column,
    heading: str,
    territory: bool,
    where: Location,
    issues: list[Issue],
    choices: Choices,
) -> str:
    """
    Return what a cell that names something says, without invisible characters, its code put right.

    Parameters
    ----------
    value
        Clean cell.
    column, heading
        Column, and its heading as written.
    territory
        Whether it names territories: then the reference confirms a code put right.
    where
        Place, for the problems.
    issues
        Where the repair is added.
    choices
        Repairs refused.
    """
    text = as_text(value)
    if not territory and text.isprintable():
        # Nothing to put right in a clean text where every character shows.
        return text
    if column.part in {Part.SOURCE, Part.CITATION}:
        # A quote, and the name of the document it is looked up in, are kept to the letter.
        return text
    mended = territories(text) if territory else None
    mended = mended or visible(text, directions=column.part is not Part.PROPRIETE)
    return mended.value if mended and accepts(mended, text, where, heading, issues, choices) else text


def names_territory(column: Column, sheet: Sheet, named: str | None) -> bool:
    """
    Tell whether a column names territories: by its heading, by its sheet, or by the type of the relationship.

    Parameters
    ----------
    column, sheet
        Column and sheet.
    named
        Relationship type that the row names, or None.
    """
    if column.part is Part.ID:
        return sheet.label == "Territoire"
    if column.labels or column.part not in {Part.DE, Part.VERS}:
        return "Territoire" in column.labels
    spec = relationship_spec(sheet.type) if sheet.type else find_type(named) if named else None
    return spec is not None and "Territoire" in (spec.start if column.part is Part.DE else spec.end)


def put_code_right(
    id_: str, properties: Properties, heading: str, where: Location, issues: list[Issue], choices: Choices
) -> None:
    """Put right the code of a territory, when its own id confirms it: `1004` for `COM-01004`."""
    code = properties.get("code")
    kind, _, right = id_.partition("-")
    if not isinstance(code, str) or kind not in {"COM", "EPCI"} or code == right:
        return
    mended = territory_code(code)
    if mended and mended.value == right and accepts(mended, code, where, heading, issues, choices):
        properties["code"] = mended.value


def find_type(text: str) -> RelationshipSpec | None:
    """Return the relationship type that a text names (`SIGNE`, « est partenaire de »), or None."""
    exact = relationship_spec(text.strip())
    if exact:
        return exact
    wanted = fold(text)
    return next((spec for spec in relationship_specs() if wanted in {fold(spec.type), fold(spec.caption)}), None)
