"""Describe one defective file and the whole report that it must give; write workbooks and texts in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from ingest.issues import Issue
from ingest.kinds import KINDS, REPAIRS, Gravite
from ingest.report import ImportReport

TODAY = date(2021, 9, 15)
"""Day on which the cases are judged."""

Counts = tuple[int, int, int, int]
Tables = Mapping[str, Sequence[Sequence[object]]]
Write = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Told:
    """
    Hold one problem that a report tells: its code, its place, what a repair reads, what may be meant.

    Parameters
    ----------
    code
        Code of the kind.
    feuille, ligne, colonne
        Place as the spreadsheet shows it.
    apres
        Value that a repair reads; None when it is no repair.
    candidats
        Values to choose from.
    """

    code: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    apres: str | None = None
    candidats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    Describe one defective file.

    Parameters
    ----------
    title
        What is wrong with it.
    write
        Writes it in an empty folder and returns its path.
    told
        Every problem of the report, in its order.
    rows
        Rows read, loaded, repaired and rejected.
    partial
        The same when faulty rows are set aside; the same numbers when None.
    more
        Problems that only appear when faulty rows are set aside: rows that go with them.
    limits
        Limits lowered for the case: dotted name -> value.
    """

    title: str
    write: Write
    told: tuple[Told, ...]
    rows: Counts
    partial: Counts | None = None
    more: tuple[Told, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)


def told_by(report: ImportReport) -> list[Told]:
    """Return what a report tells, in its order."""
    return [told_of(issue) for issue in report.problemes]


def told_of(issue: Issue) -> Told:
    """Return what one problem tells."""
    choices = tuple(found.valeur for found in issue.candidats)
    return Told(issue.code, issue.feuille, issue.ligne, issue.colonne, issue.apres, choices)


def counts_of(report: ImportReport) -> Counts:
    """Return the rows read, loaded, repaired and rejected."""
    rows = report.lignes
    return rows.lues, rows.chargees, rows.reparees, rows.rejetees


def book(path: Path, tables: Tables) -> Path:
    """Write a workbook: one sheet per entry, the heading row first."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in tables.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def tables(**sheets: Sequence[Sequence[object]]) -> Write:
    """Return what writes a workbook of these sheets."""
    return lambda folder: book(folder / "essai.xlsx", sheets)


def text(content: str | bytes, name: str = "acteurs.csv") -> Write:
    """Return what writes a text file."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


HEADING = ("id", "nom", "type_acteur")
ARS = ("acteur:ars", "ARS Bretagne", "ars")
CPAM = ("acteur:cpam", "CPAM 35", "assurance_maladie")
ACTEURS = (HEADING, ARS, CPAM)
DISPOSITIFS = (("id", "nom", "type_dispositif"), ("disp:prs", "PRS Bretagne", "PRS"))

LINE = "id;nom;type_acteur\nacteur:ars;ARS Bretagne;ars\n"
"""A sound CSV file of one actor."""


def actor(title: str, column: str, value: object, *told: Told) -> Case:
    """Return a case whose defect is one cell of the second of two actors; a blocking one keeps this row out."""
    write = tables(acteurs=[(*HEADING, column), (*ARS, None), ("acteur:x", "X", "autre", value)])
    return _one_row(title, write, told)


def scheme(title: str, column: str, value: object, *told: Told) -> Case:
    """Return a case whose defect is one cell of the second of two schemes."""
    rows = [(*DISPOSITIFS[0], column), (*DISPOSITIFS[1], None), ("disp:x", "X", "PRS", value)]
    return _one_row(title, tables(dispositifs=rows), told)


def perimeter(title: str, value: object, *told: Told) -> Case:
    """Return a case whose defect is the name of a territory on the second of two rows of perimeters."""
    rows = [("dispositif", "territoire"), ("disp:prs", "REG-53"), ("disp:x", value)]
    schemes = [*DISPOSITIFS, ("disp:x", "X", "PRS")]
    return _one_row(title, tables(dispositifs=schemes, perimetres=rows), told, rows=4)


def _one_row(title: str, write: Write, told: tuple[Told, ...], rows: int = 2) -> Case:
    if any(KINDS[one.code].gravite is Gravite.BLOQUANT for one in told):
        return Case(title=title, write=write, told=told, rows=(rows, 0, 0, rows), partial=(rows, rows - 1, 0, 1))
    mended = int(any(one.code in REPAIRS for one in told))
    return Case(title=title, write=write, told=told, rows=(rows, rows - mended, mended, 0))
