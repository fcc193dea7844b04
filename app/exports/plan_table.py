"""Write the lines of a plan to a file that a spreadsheet opens: XLSX or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.view_models.import_plan import HEADINGS
from ingest.formulas import guarded
from ingest.workbook_style import text_cell

FORMATS = (".xlsx", ".csv")
"""Extensions that `write_plan` knows."""

_WIDTHS = (18, 22, 60, 60, 60)
_MOST = 1_048_575
_LONGEST = 32_767


def write_plan(lines: Iterable[Sequence[str]], path: Path) -> None:
    """
    Write lines under their headings; the extension says how.

    Parameters
    ----------
    lines
        Change, kind, object, before, after (see `app.view_models.import_plan.plan_lines`).
    path
        File to create.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(HEADINGS)
            writer.writerows([guarded(cell) for cell in line] for line in lines)
        return
    workbook = Workbook(write_only=True)
    sheet: Worksheet | None = None
    for position, line in enumerate(lines):
        if sheet is None or position % _MOST == 0:
            sheet = _sheet(workbook, f"plan {position // _MOST + 1}" if position else "plan")
        # Text stays text: what begins with « = » is what someone wrote, not a formula to run.
        sheet.append([text_cell(sheet, cell[:_LONGEST]) if cell else None for cell in line])
    if sheet is None:
        _sheet(workbook, "plan")
    workbook.save(path)


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    # A write-only sheet has the attributes of a sheet that are used here, though not its class.
    sheet = cast("Worksheet", workbook.create_sheet(title))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    cells = [text_cell(sheet, heading) for heading in HEADINGS]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet
