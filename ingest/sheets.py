"""Derive the tables of a workbook from the ontology, at each call: sheets, columns, captions, lists of values.

One sheet per label, the generic `relations` and `preuves`, and the shorter `roles`, `liens`, `perimetres`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.model.ontology import all_relationship_properties, node_specs, relationship_properties, relationship_specs
from graph.model.properties import EXTRA, ID, NOM
from graph.model.spec import NodeSpec
from ingest.columns import (
    CITATION,
    SOURCE,
    Column,
    Part,
    end_column,
    property_column,
    relationship_columns,
    shown_first,
    type_column,
)
from ingest.headings import fold, nearest, singular
from ingest.shortcuts import shortcuts


class SheetKind(StrEnum):
    """Say what the rows of a sheet are."""

    OBJETS = "objets"
    RELATIONS = "relations"
    PREUVES = "preuves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    Describe one table.

    Parameters
    ----------
    name
        ASCII name of the sheet, and of the CSV file.
    kind
        What its rows are.
    caption, description
        French title and explanation.
    columns
        Columns in order.
    label
        Label of the objects, for a sheet of objects.
    type
        Relationship type of every row, when the sheet has just one.
    implied_role
        Whether an empty role is filled in when the type has only one.
    """

    name: str
    kind: SheetKind
    caption: str
    description: str
    columns: tuple[Column, ...]
    label: str | None = None
    type: str | None = None
    implied_role: bool = False

    def column(self, part: Part) -> Column | None:
        """Return the column that holds this part, or None."""
        return next((column for column in self.columns if column.part is part), None)

    @property
    def template_columns(self) -> tuple[Column, ...]:
        """Return the columns that the template shows."""
        return tuple(column for column in self.columns if column.in_template)


RELATIONS, PREUVES = "relations", "preuves"

_IGNORED = frozenset({"lisez moi", "lisezmoi", "codes", "listes"})


def sheets() -> tuple[Sheet, ...]:
    """Return every sheet: one per label, then the shorter ones, then the generic ones."""
    return (*map(_label_sheet, node_specs()), *_short_sheets(), _relations_sheet(), _proofs_sheet())


def is_ignored(title: str) -> bool:
    """Tell whether a sheet is an explanation or a draft (its name begins with `_`), never read."""
    return title.strip().startswith("_") or fold(title) in _IGNORED


def find_sheet(title: str, among: tuple[Sheet, ...] | None = None) -> Sheet | None:
    """
    Return the sheet that a title names, up to case, accents, plural and a final number (`relations 2`), or None.

    Parameters
    ----------
    title
        Name of the sheet, or of the CSV file without its extension.
    among
        Sheets to look among; every sheet when None.
    """
    known = _names(among)
    wanted = fold(re.sub(r"[\s_-]*\(?\d+\)?\s*$", "", title))
    return known.get(fold(title)) or known.get(wanted) or known.get(singular(wanted))


def nearest_sheet(title: str) -> str | None:
    """Return the name of the sheet that reads most like a title, or None."""
    return nearest(title, [sheet.name for sheet in sheets()])


def match_heading(sheet: Sheet, heading: str) -> Column | None:
    """Return the column that a heading names: its name, its caption or another accepted name, or None."""
    wanted = fold(heading)
    for fits in (_by_name, _by_caption, _by_other_name):
        for column in sheet.columns:
            if fits(column, wanted):
                return column
    return next(
        (c for c in sheet.columns if singular(wanted) in {singular(fold(c.name)), singular(fold(c.caption))}), None
    )


def _by_name(column: Column, wanted: str) -> bool:
    return wanted == fold(column.name)


def _by_caption(column: Column, wanted: str) -> bool:
    unit = column.spec.unit if column.spec else None
    return wanted in {fold(column.caption), fold(f"{column.caption} {unit}") if unit else ""} - {""}


def _by_other_name(column: Column, wanted: str) -> bool:
    return wanted in {fold(name) for name in column.other_names}


def _names(among: tuple[Sheet, ...] | None) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    labels = {spec.sheet: spec for spec in node_specs()}
    for sheet in among or sheets():
        spec = labels.get(sheet.name)
        names = [sheet.name, sheet.caption, *((spec.label, spec.caption, spec.plural) if spec else ())]
        for name in names:
            found.setdefault(fold(name), sheet)
        for name in names:
            found.setdefault(singular(fold(name)), sheet)
    return found


def _label_sheet(spec: NodeSpec) -> Sheet:
    columns = [
        Column(
            name=ID.name,
            part=Part.ID,
            caption=ID.caption,
            description=ID.description,
            required=True,
            other_names=("identifiant unique",),
        ),
        property_column(NOM),
        *map(property_column, spec.properties),
        *(
            Column(
                name=found.name,
                part=Part.RACCOURCI,
                caption=found.caption,
                description=found.description,
                shortcut=found,
                labels=() if found.other == ("*",) else found.other,
            )
            for found in shortcuts(spec.label)
            if found.name not in {declared.name for declared in spec.properties}
        ),
        SOURCE,
        CITATION,
        property_column(EXTRA, in_template=False),
    ]
    return Sheet(
        name=spec.sheet,
        kind=SheetKind.OBJETS,
        caption=spec.plural,
        description=spec.description,
        columns=tuple(columns),
        label=spec.label,
    )


def _relations_sheet() -> Sheet:
    types = relationship_specs()
    return Sheet(
        name=RELATIONS,
        kind=SheetKind.RELATIONS,
        caption="Relations",
        description="Toutes les relations, avec toutes leurs propriétés. Les feuilles plus courtes suffisent souvent.",
        columns=(
            type_column(types),
            end_column(Part.DE, "de", "De", "Identifiant ou nom de l’objet d’où part la relation."),
            end_column(Part.VERS, "vers", "Vers", "Identifiant ou nom de l’objet où elle arrive."),
            *relationship_columns(all_relationship_properties(), types),
            SOURCE,
            CITATION,
            property_column(EXTRA, in_template=False),
        ),
    )


def _proofs_sheet() -> Sheet:
    return Sheet(
        name=PREUVES,
        kind=SheetKind.PREUVES,
        caption="Preuves",
        description="Une preuve par ligne, quand un objet ou une relation en a plusieurs.",
        columns=(
            Column(
                name="objet",
                part=Part.OBJET,
                caption="Objet",
                required=True,
                description="Identifiant ou nom d’un objet, ou relation écrite « type|de|vers|role|valid_from ».",
            ),
            replace(SOURCE, required=True),
            CITATION,
        ),
    )


def _short_sheets() -> tuple[Sheet, ...]:
    types = {spec.type: spec for spec in relationship_specs()}
    roles = tuple(spec for spec in types.values() if spec.roles and spec.start == ("Acteur",) and spec.type != "LIEN")
    found = [
        Sheet(
            name="roles",
            kind=SheetKind.RELATIONS,
            caption="Rôles",
            implied_role=True,
            description="Ce qu’un acteur fait dans un dispositif, une action, une instance… Une ligne par rôle.",
            columns=(
                end_column(Part.DE, "acteur", "Acteur", "Identifiant ou nom de l’acteur.", "Acteur"),
                type_column(roles),
                end_column(Part.VERS, "cible", "Cible", "Identifiant ou nom de ce dont il s’agit."),
                *shown_first(
                    relationship_columns(all_relationship_properties(), roles), "role valid_from valid_to statut"
                ),
                SOURCE,
                CITATION,
                property_column(EXTRA, in_template=False),
            ),
        )
    ]
    if "LIEN" in types:
        found.append(
            Sheet(
                name="liens",
                kind=SheetKind.RELATIONS,
                caption="Liens",
                type="LIEN",
                description="Liens directs déclarés entre deux acteurs.",
                columns=(
                    end_column(Part.DE, "de", "De", "Identifiant ou nom du premier acteur.", "Acteur"),
                    end_column(Part.VERS, "vers", "Vers", "Identifiant ou nom du second acteur.", "Acteur"),
                    *shown_first(
                        relationship_columns(relationship_properties("LIEN"), (types["LIEN"],)),
                        "role intensite valid_from valid_to",
                    ),
                    SOURCE,
                    CITATION,
                ),
            )
        )
    if "COUVRE" in types:
        found.append(
            Sheet(
                name="perimetres",
                kind=SheetKind.RELATIONS,
                caption="Périmètres",
                type="COUVRE",
                description="Territoires couverts par un dispositif. Une exception est une ligne dont la part vaut 0.",
                columns=(
                    end_column(Part.DE, "dispositif", "Dispositif", "Identifiant ou nom du dispositif.", "Dispositif"),
                    end_column(
                        Part.VERS,
                        "territoire",
                        "Territoire",
                        "Identifiant, code de commune ou d’EPCI, ou nom.",
                        "Territoire",
                    ),
                    *shown_first(
                        relationship_columns(relationship_properties("COUVRE"), (types["COUVRE"],)),
                        "part valid_from valid_to",
                    ),
                    SOURCE,
                    CITATION,
                ),
            )
        )
    return tuple(found)
