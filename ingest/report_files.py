"""Write the problems of an import to a file, one row per problem: XLSX, CSV or JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from ingest.issues import Issue
from ingest.kinds import REPAIRS
from ingest.report import ImportReport

HEADINGS = (
    "code",
    "gravite",
    "fichier",
    "feuille",
    "ligne",
    "colonne",
    "valeur",
    "message",
    "remede",
    "apres",
    "candidats",
    "cle",
)
_WIDTHS = (10, 14, 24, 18, 8, 20, 30, 80, 60, 30, 40, 40)
FORMATS = (".xlsx", ".csv", ".json")
"""Extensions that `write_report` knows."""


def write_report(report: ImportReport, path: Path) -> None:
    """
    Write the problems; the extension says how.

    Raises
    ------
    ValueError
        If the extension is none of `FORMATS`.
    OSError
        If the file cannot be written.
    """
    match path.suffix.lower():
        case ".xlsx":
            _write_workbook(report, path)
        case ".csv":
            _write_csv(report, path)
        case ".json":
            text = json.dumps(report.to_json(), ensure_ascii=False, indent=2)
            path.write_text(text + "\n", encoding="utf-8")
        case other:
            msg = f"no report format for {other!r}: {', '.join(FORMATS)}"
            raise ValueError(msg)


def _row(issue: Issue) -> list[str | int | None]:
    return [
        issue.code,
        issue.gravite.value,
        issue.fichier,
        issue.feuille,
        issue.ligne,
        issue.colonne,
        issue.valeur,
        issue.message,
        issue.remede,
        issue.apres,
        " | ".join(found.valeur for found in issue.candidats) or None,
        issue.key if issue.code in REPAIRS else None,
    ]


def _write_workbook(report: ImportReport, path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = "problemes"
    sheet.append(HEADINGS)
    for issue in report.problemes:
        sheet.append(_row(issue))
        for cell in sheet[sheet.max_row]:
            # A value that begins with « = » is what someone wrote, not a formula to run.
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHIJKL", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    workbook.save(path)


def _write_csv(report: ImportReport, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(_neutral(_row(issue)) for issue in report.problemes)


def _neutral(row: list[str | int | None]) -> list[str | int | None]:
    """Keep a spreadsheet from running a value as a formula."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell for cell in row]
