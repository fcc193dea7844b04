"""Define what a problem of a file is: a code, a gravity, a place, a sentence and a remedy.

Raises nothing: problems are values, collected until the last row. Their codes are in `ingest.kinds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.statement import Location
from ingest.choices import Cell, repair_key
from ingest.kinds import KINDS, Gravite
from ingest.personal import mask

__all__ = ["KINDS", "SHOWN", "Candidat", "Gravite", "Issue", "place_of", "problem", "quoted"]

SHOWN = 60
"""Longest part of a value that a message repeats."""

_TURNS = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that would turn the rest of a message round."""


@dataclass(frozen=True, slots=True)
class Candidat:
    """
    Hold one thing that a value may mean.

    Parameters
    ----------
    valeur
        What to type in the cell (an id, a code).
    libelle
        What a person reads.
    """

    valeur: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """
    Hold one problem of a file.

    Parameters
    ----------
    code, gravite
        See `KINDS`.
    fichier
        Name of the file.
    feuille, ligne, colonne
        Place in it as a spreadsheet shows it (the heading is row 1), None when the problem is larger.
    valeur
        Value as read, cut at `SHOWN` characters; None when there is none to show. Never personal data.
    message
        What is wrong and what was expected, in French.
    remede
        What to do, in French.
    apres
        Value that a repair puts in the place of `valeur`; None when the problem is not a repair.
    candidats
        What the value may mean, when that is a question: each could be typed in its place.
    """

    code: str
    gravite: Gravite
    fichier: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    valeur: str | None = None
    message: str
    remede: str
    apres: str | None = None
    candidats: tuple[Candidat, ...] = ()

    @property
    def blocking(self) -> bool:
        """Tell whether it keeps its row, sheet or file out."""
        return self.gravite is Gravite.BLOQUANT

    @property
    def location(self) -> Location:
        """Return the file, sheet and row."""
        return Location(file=self.fichier, sheet=self.feuille, row=self.ligne)

    @property
    def cell(self) -> Cell | None:
        """Return the cell, or None when the problem is larger than one."""
        if self.ligne is None or self.colonne is None:
            return None
        return Cell(self.fichier, self.feuille, self.ligne, self.colonne)

    @property
    def key(self) -> str:
        """Return the key by which this repair is refused (see `ingest.choices`); empty when it has no cell."""
        return repair_key(self.code, self.cell) if self.cell else ""

    @property
    def place(self) -> str:
        """Return the place in French: file, sheet, row, column."""
        return place_of(self.fichier, self.feuille, (self.ligne,) if self.ligne else (), self.colonne)

    def __str__(self) -> str:
        return f"[{self.code}] {self.place} : {self.message} {self.remede}"


def problem(
    code: str,
    where: Location,
    message: str,
    *,
    column: str | None = None,
    value: object = None,
    empty: bool = False,
    expected: str = "",
    suggestion: str | None = None,
    remedy: str | None = None,
    after: str | None = None,
) -> Issue:
    """
    Build one problem: « message (« value »). expected Vouliez-vous dire « suggestion » ? ».

    Parameters
    ----------
    code
        Code of its kind.
    where
        File, sheet and row.
    message
        What is wrong, without capital nor full stop.
    column
        Heading of the column, as written.
    value
        Value as read; personal data in it is masked.
    empty
        Whether the cell is empty.
    expected
        Full sentence.
    suggestion
        Nearest right value.
    remedy
        What to do, when the remedy of the kind does not suit.
    after
        Value that a repair puts in its place; personal data in it is masked.
    """
    kind = KINDS[code]
    shown = None if value is None else quoted(value)
    text = message
    if empty:
        text += " (cellule vide)"
    elif shown is not None:
        text += f" (« {shown} »)"
    text += "."
    if expected:
        text += f" {expected}"
    if suggestion:
        text += f" Vouliez-vous dire « {suggestion} » ?"
    return Issue(
        code=code,
        gravite=kind.gravite,
        fichier=where.file,
        feuille=where.sheet,
        ligne=where.row,
        colonne=mask(column) if column else None,
        valeur=shown,
        message=mask(text),
        remede=remedy or kind.remede,
        apres=None if after is None else quoted(after),
    )


def quoted(value: object) -> str:
    """Return a value as a message may repeat it: one line, cut at `SHOWN` characters, personal data masked."""
    text = mask(" ".join(str(value).translate(_TURNS).split()))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def place_of(fichier: str, feuille: str | None, lignes: Sequence[int], colonne: str | None) -> str:
    """Return a place in French: file, sheet, rows, column; what is None or empty is larger than the problem."""
    parts = [fichier]
    if feuille:
        parts.append(f"feuille « {feuille} »")
    if lignes:
        parts.append(f"ligne {lignes[0]}" if len(lignes) == 1 else f"lignes {_rows(lignes)}")
    if colonne:
        parts.append(f"colonne « {colonne} »")
    return ", ".join(parts)


def _rows(numbers: Sequence[int]) -> str:
    """Return row numbers in words: « 4, 6 à 9 et 12 »."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = []
    for run in runs:
        said += [f"{run[0]} à {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} et {said[-1]}"
