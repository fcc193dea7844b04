"""Hold what a person decided about the defects of some files: repairs refused, cells corrected.

The files themselves are never touched: choices are given to `ingest.importer.check` beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """
    Designate one cell as the reports do.

    Parameters
    ----------
    fichier, feuille
        File, and sheet or None.
    ligne
        Row as the spreadsheet shows it.
    colonne
        Heading as written.
    """

    fichier: str
    feuille: str | None
    ligne: int
    colonne: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """
    Hold the choices made on one import.

    Parameters
    ----------
    refused
        Repairs that are not wanted: a whole rule by its code (`ING-501`), or one by its key (see `repair_key`). A
        refused repair leaves the cell as it is, with the problem that it then has.
    corrections
        New content of cells, as one would type it; an empty text empties the cell.
    """

    refused: frozenset[str] = frozenset()
    corrections: Mapping[Cell, str] = field(default_factory=dict)

    def refuses(self, code: str, cell: Cell) -> bool:
        """Tell whether a repair is refused, with its rule or by itself."""
        return code in self.refused or repair_key(code, cell) in self.refused

    def corrected(self, cell: Cell, raw: object) -> object:
        """Return the content of a cell once corrected, or as read."""
        return self.corrections.get(cell, raw)


NO_CHOICES = Choices()


def repair_key(code: str, cell: Cell) -> str:
    """
    Return the key by which one repair is refused.

    Examples
    --------
    >>> repair_key("ING-501", Cell("acteurs.xlsx", "acteurs", 12, "siren"))
    'ING-501@acteurs.xlsx!acteurs!12!siren'
    """
    return f"{code}@{cell.fichier}!{cell.feuille or ''}!{cell.ligne}!{cell.colonne}"
