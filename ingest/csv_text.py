"""Cut the text of a CSV file into rows and cells, within limits; find the sign that separates its columns."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from itertools import islice

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.formulas import MARK, unguarded
from ingest.issues import Issue, problem
from ingest.limits import MAX_COLUMNS, MAX_ROWS, thousands, too_many_rows
from ingest.sheets import Sheet
from ingest.tables import ABOVE, Cells, known_headings

USUAL = ";,\t"
"""Signs that nobody needs to be told of."""

_SIGNS = f"{USUAL}|"
_NAMES = {"|": "barre verticale « | »"}
_SAMPLE = 64 * 1024
_DECLARED = re.compile(r"\A[\"']?sep=(.)[\"']?\r?\n", re.IGNORECASE)
_MOST_SIGNS = 100_000


class TableRefused(Exception):
    """
    Stop reading a table.

    Parameters
    ----------
    issue
        Why.
    """

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


def separator(text: str, sheet: Sheet | None) -> str:
    """
    Return the sign that separates the columns.

    Parameters
    ----------
    text
        Text of the file.
    sheet
        Sheet that it is: the sign that shows the most of its headings wins; else the one that cuts the most.
    """
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    sample = text[:_SAMPLE]

    def merit(sign: str) -> tuple[int, int]:
        rows = list(islice(_sample_rows(sample, sign), ABOVE + 1))
        known = max((known_headings(sheet, cells) for cells in rows), default=0) if sheet else 0
        return known, len(rows[0]) if rows and sign in USUAL else 0

    return max(_SIGNS, key=merit)


def separator_note(sign: str, where: Location) -> Issue | None:
    """Say that columns are separated by an unusual sign; None for a usual one."""
    if sign in USUAL:
        return None
    name = _NAMES.get(sign, f"« {sign} »")
    return problem("ING-523", where, f"les colonnes sont séparées par le signe {name}")


def csv_rows(text: str, sign: str, where: Location) -> Iterator[tuple[int, Cells]]:
    """
    Yield (number, cells) of each row, numbered as a spreadsheet does.

    Raises
    ------
    TableRefused
        If the table is larger than the limits, or a quotation mark is not closed.
    """
    # A field may hold a whole document; the length of a cell is judged, and said, later.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    if any(line.count(sign) > _MOST_SIGNS for line in io.StringIO(text)):
        raise TableRefused(_too_wide(where, f"plus de {thousands(_MOST_SIGNS)}"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    if _DECLARED.match(text):
        next(reader)
    kept = 0
    try:
        for number, cells in enumerate(reader, start=1 + bool(_DECLARED.match(text))):
            kept += any(map(str.strip, cells))
            if kept > MAX_ROWS + 1:
                raise TableRefused(too_many_rows(where))
            if len(cells) > MAX_COLUMNS:
                last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
                if last > MAX_COLUMNS:
                    raise TableRefused(_too_wide(where, str(last)))
                del cells[MAX_COLUMNS:]
            yield number, [unguarded(cell) if cell[:1] == MARK else cell for cell in cells]
    except csv.Error as error:
        reason = "le découpage en colonnes est impossible (guillemet non fermé ?)"
        raise TableRefused(problem("ING-106", where, reason)) from error


def _too_wide(where: Location, columns: str) -> Issue:
    return problem(
        "ING-118", where, f"une ligne a {columns} colonnes", expected=f"La limite est de {MAX_COLUMNS} colonnes."
    )


def _sample_rows(sample: str, sign: str) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=sign):
            if not all(is_empty(cell) for cell in cells):
                yield cells
    except csv.Error:
        return
