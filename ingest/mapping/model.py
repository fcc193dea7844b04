"""Define the mapping of a table: the sheet that its rows are, and what each of its headings means there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from graph.model.ontology import node_properties
from ingest.columns import Column, Part
from ingest.headings import fold
from ingest.person_headings import announces_person
from ingest.sheets import Sheet, SheetKind, find_sheet, match_heading
from ingest.tables import APART, REASONS, letters

FORMAT = "maillage-correspondance"
FORMAT_VERSION = 1


class Reason(StrEnum):
    """Say why a heading means what it does; the value is shown to people."""

    NOM = "c’est le nom de la colonne"
    SYNONYME = "ces mots veulent dire la même chose"
    PROCHE = "l’en-tête ressemble"
    VALEURS = "les valeurs y ressemblent"
    PERSONNE = "la colonne semble nommer des personnes"
    INCONNU = "aucune colonne du modèle ne lui correspond"
    CHOISI = "choisi par vous"


@dataclass(frozen=True, slots=True)
class Match:
    """
    Say what one heading means.

    Parameters
    ----------
    column
        Name of a column of the sheet, `APART` to keep what it holds in « Autres informations », None to leave it out.
    reason
        Why.
    """

    column: str | None
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """
    Say how a table is read.

    Parameters
    ----------
    sheet
        Name of the sheet of the model that its rows are (`acteurs`).
    matches
        What each heading means, in the order of the table.
    constants
        Values that every row has: column -> text (`type_acteur` -> `association`).
    """

    sheet: str
    matches: Mapping[str, Match]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        """Return the name of the set of headings, by which a mapping is kept."""
        return shape_of(self.matches)

    @property
    def target(self) -> Sheet:
        """Return the sheet."""
        found = find_sheet(self.sheet)
        if found is None:
            msg = f"unknown sheet: {self.sheet}"
            raise ValueError(msg)
        return found

    @property
    def columns(self) -> dict[str, str]:
        """Return what the headings that are read mean: heading -> column, or `APART`."""
        return {heading: match.column for heading, match in self.matches.items() if match.column is not None}

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the headings that are not read."""
        return tuple(heading for heading, match in self.matches.items() if match.column is None)

    @property
    def composes_ids(self) -> bool:
        """Tell whether the ids are made from the names, for want of a column of ids."""
        return self.target.kind is SheetKind.OBJETS and "id" not in self.columns.values()

    def heading_of(self, column: str) -> str | None:
        """Return the heading that means a column, or None."""
        return next((heading for heading, name in self.columns.items() if name == column), None)

    def missing(self) -> tuple[Column, ...]:
        """Return the columns without which rows of this sheet are refused and that nothing gives."""
        given = {*self.columns.values(), *self.constants}
        sheet = self.target
        needed = {"nom"} if sheet.kind is SheetKind.OBJETS else set()
        if sheet.label:
            needed |= {spec.name for spec in node_properties((sheet.label,)).values() if spec.required}
        needed |= {column.name for column in sheet.columns if column.required and column.part is not Part.ID}
        needed.discard("id")
        return tuple(column for column in sheet.columns if column.name in needed - given)

    def changed(self, heading: str, column: str | None) -> TableMapping:
        """
        Return the mapping with another meaning for a heading; a column that another heading meant leaves it apart.

        Raises
        ------
        KeyError
            If the table has no such heading.
        """
        if heading not in self.matches:
            raise KeyError(heading)
        matches = dict(self.matches)
        if column not in {None, APART}:
            for other, match in matches.items():
                if match.column == column and other != heading:
                    matches[other] = Match(_apart(other), Reason.CHOISI)
        matches[heading] = Match(column, Reason.CHOISI)
        return replace(self, matches=matches, constants={k: v for k, v in self.constants.items() if k != column})

    def with_constant(self, column: str, text: str) -> TableMapping:
        """Return the mapping with the same value for every row; an empty text takes it away."""
        constants = {**self.constants, column: text}
        return replace(self, constants={name: value for name, value in constants.items() if value})

    def to_json(self) -> dict[str, Any]:
        """Return the mapping as it is kept and as `maillage map --json` prints it."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "forme": self.shape,
            "feuille": self.sheet,
            "colonnes": {
                heading: {"colonne": match.column, "raison": match.reason.value}
                for heading, match in self.matches.items()
            },
            "constantes": dict(self.constants),
            "manquent": [column.name for column in self.missing()],
        }


def from_json(content: object) -> TableMapping | None:
    """Return a kept mapping; None when the content is not one, or names what the model does not know."""
    if not isinstance(content, dict) or content.get("format") != FORMAT or content.get("version") != FORMAT_VERSION:
        return None
    sheet = find_sheet(str(content.get("feuille", "")))
    columns, constants = content.get("colonnes"), content.get("constantes", {})
    if sheet is None or not isinstance(columns, dict) or not isinstance(constants, dict):
        return None
    matches: dict[str, Match] = {}
    for heading, entry in columns.items():
        column = entry.get("colonne") if isinstance(entry, dict) else entry
        if column is not None and column != APART and not is_column(sheet, str(column)):
            return None
        matches[str(heading)] = Match(None if column is None else str(column), Reason.CHOISI)
    if not all(is_column(sheet, str(name)) for name in constants):
        return None
    return TableMapping(sheet=sheet.name, matches=matches, constants={str(k): str(v) for k, v in constants.items()})


def is_column(sheet: Sheet, name: str) -> bool:
    """Tell whether a name is exactly that of a column of a sheet that files fill in."""
    column = match_heading(sheet, name)
    return column is not None and column.name == name and (column.spec is None or column.spec.filled_by == "fichier")


def shape_of(headings: Iterable[str]) -> str:
    """
    Return the name of a set of headings, whatever their order, case and accents.

    Examples
    --------
    >>> shape_of(["Nom", "Ville"]) == shape_of(["VILLE", "nom", "_motif"])
    True
    """
    names = sorted({fold(text) for text in headings if text and text.casefold() != REASONS})
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]


def unique(headings: Sequence[str]) -> list[str]:
    """
    Return headings that are all different and none empty, so that each names one column.

    Examples
    --------
    >>> unique(["Nom", "", "Nom"])
    ['Nom', 'colonne B', 'Nom (2)']
    """
    found: list[str] = []
    for place, text in enumerate(headings):
        name = text or f"colonne {letters(place)}"
        number = 2
        whole = name
        while whole in found:
            whole, number = f"{name} ({number})", number + 1
        found.append(whole)
    return found


def _apart(heading: str) -> str | None:
    return None if announces_person(heading) else APART
