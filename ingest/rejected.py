"""Give back the rows that an import left out: a workbook in the shape that was read, with the reasons beside each row.

Corrected and imported again it is read as any workbook: the column of the reasons is never read. The records of a JSON
file come back as JSON (see `ingest.rejected_records`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.statement import Location
from ingest.cells import LONGEST, as_text
from ingest.issues import Issue
from ingest.kept import KeptTable
from ingest.personal import find, mask
from ingest.report import ImportReport
from ingest.tables import REASONS, Cells, letters
from ingest.workbook_style import number_cell, text_cell

LONGEST_TITLE = 31
"""Characters that the name of a sheet can hold."""

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
WHOLE = "Rien à corriger ici\u00a0: le fichier entier est refusé à cause d’autres lignes."
_CUT = f"Une cellule est coupée ici à {LONGEST}\u00a0caractères, le plus qu’un tableur puisse tenir."
_ERASED = "La cellule de la donnée personnelle a été vidée ici."


class Reasons:
    """
    Find why a row was left out: its blocking problems, those of its sheet and file, the row that took it with it.

    Parameters
    ----------
    report
        Report of the import.
    """

    def __init__(self, report: ImportReport) -> None:
        self._several = report.plusieurs
        self._found: dict[Location, list[Issue]] = defaultdict(list)
        for issue in report.problemes:
            if issue.blocking or issue.code == "ING-415":
                self._found[issue.location].append(issue)

    def of(self, where: Location) -> list[Issue]:
        """Return the problems of a row."""
        places = (where, replace(where, row=None), Location(file=where.file))
        return [issue for place in places for issue in self._found.get(place, ())]

    def told(self, where: Location) -> list[str]:
        """Return them as sentences; the place of the row comes first when several files were read."""
        found = self.of(where)
        said = [f"{issue.colonne}\u00a0: {issue.message}" if issue.colonne else issue.message for issue in found]
        return [*([f"{where.file}, ligne\u00a0{where.row}."] if self._several else []), *(said or [WHOLE])]


def write_rejected(report: ImportReport, tables: Iterable[KeptTable], path: Path) -> int:
    """
    Write the rows left out, one sheet per table, and return how many there are.

    Parameters
    ----------
    report
        Report of the import: its problems are the reasons.
    tables
        Rows left out (`Checked.rejetees`); the records of JSON files are passed over.
    path
        Workbook to create, or to replace; without rows it only says that there are none.

    Raises
    ------
    OSError
        If the file cannot be written.

    Notes
    -----
    Texts stay texts, so that none runs as a formula. A cell that holds personal data is left empty: this file may be
    handed on, and a mask would be read as data.
    """
    workbook = Workbook(write_only=True)
    reasons = Reasons(report)
    titles: set[str] = set()
    count = 0
    for left_out in tables:
        if left_out.records:
            continue
        table = left_out.written or left_out
        rows = {number: table.rows.get(number, ()) for number in left_out.rows}
        sheet = _sheet(workbook, _title(table.title, titles))
        width = max(len(table.headings), *map(len, rows.values()))
        headings = [*table.headings, *[""] * (width - len(table.headings))]
        named = _named(table, width)
        place = next((i for i, text in enumerate(headings) if text.casefold() == REASONS), width)
        _head(sheet, [text for text in headings if text.casefold() != REASONS])
        for number, cells in rows.items():
            where = Location(file=table.file, sheet=table.sheet, row=number)
            sheet.append(_row(sheet, named, cells, reasons, where, place))
            count += 1
    if not titles:
        _sheet(workbook, "lisez-moi").append(["Aucune ligne n’a été écartée."])
    workbook.save(path)
    return count


def _named(table: KeptTable, width: int) -> list[str]:
    """Return the columns as the problems name them: by their heading, by their letter to the right of the last."""
    names = list(table.as_read or table.headings)
    return [*names, *(f"colonne {letters(place)}" for place in range(len(names), width))]


def _row(
    sheet: Worksheet, named: list[str], cells: Cells, reasons: Reasons, where: Location, place: int
) -> list[object]:
    personal = {issue.colonne for issue in reasons.of(where) if issue.code == "ING-207"}
    said = reasons.told(where)
    row: list[object] = []
    for position, heading in enumerate(named):
        if position == place:
            continue
        value = cells[position] if position < len(cells) else None
        erased = None if is_personal(value, mask(heading) in personal, bool(personal)) else value
        said += [_ERASED] if erased is not value and _ERASED not in said else []
        said += [_CUT] if isinstance(erased, str) and len(erased) > LONGEST else []
        row.append(_cell(sheet, erased))
    row.append(text_cell(sheet, "\n".join(said)[:LONGEST]))
    return row


def is_personal(value: object, accused: bool, doubtful: bool) -> bool:
    """Tell whether a cell holds personal data: a problem says so, or its text does in a row where one has some."""
    if value is None or accused:
        return accused and value is not None
    return doubtful and isinstance(value, str) and find(value) is not None


def _cell(sheet: Worksheet, value: object) -> object:
    if isinstance(value, float) and not isinstance(value, bool):
        return int(value) if value.is_integer() and abs(value) < 1e15 else number_cell(sheet, value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime) and value.time() != time.min:
        return text_cell(sheet, value.isoformat(" "))
    text = as_text(value) if isinstance(value, date) else str(value)
    return text_cell(sheet, text[:LONGEST]) if text else None


def _head(sheet: Worksheet, headings: list[str]) -> None:
    cells = [text_cell(sheet, text) if text else None for text in headings]
    cells.append(text_cell(sheet, REASONS))
    for cell in filter(None, cells):
        cell.font = Font(bold=True)
    sheet.append(cells)


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    # A write-only sheet has the attributes of a sheet that are used here, though not its class.
    sheet = cast("Worksheet", workbook.create_sheet(title))
    sheet.freeze_panes = "A2"
    return sheet


def _title(text: str, taken: set[str]) -> str:
    """Return a title that a spreadsheet accepts and that no other sheet has: `acteurs`, then `acteurs 2`."""
    base = _NOT_IN_TITLES.sub(" ", text).strip("' ") or "table"
    title, number = base[:LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[: LONGEST_TITLE - len(str(number)) - 1]} {number}"
    taken.add(title.casefold())
    return title
