"""Build small files for the tests: workbooks from rows, folders of CSV from texts."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from ingest.importer import Checked, check
from ingest.issues import Issue

TODAY = date(2021, 9, 15)
Tables = Mapping[str, Sequence[Sequence[object]]]


def workbook(path: Path, tables: Tables) -> Path:
    """Write a workbook: one sheet per entry, the heading row first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def csv_folder(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write a folder with one CSV file per entry."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def check_tables(folder: Path, tables: Tables, *, partial: bool = False) -> Checked:
    """Check a workbook made of these tables."""
    return check([workbook(folder / "essai.xlsx", tables)], None, partial=partial, today=TODAY)


def found(checked: Checked, code: str) -> list[Issue]:
    """Return the problems of one code."""
    return [issue for issue in checked.report.problemes if issue.code == code]


def codes(checked: Checked, *, blocking: bool = False) -> set[str]:
    """Return the codes found; only the blocking ones when asked."""
    return {issue.code for issue in checked.report.problemes if issue.blocking or not blocking}


ACTEURS = (
    ("id", "nom", "type_acteur"),
    ("acteur:ars", "ARS Bretagne", "ars"),
    ("acteur:cpam", "CPAM 35", "assurance_maladie"),
)
DISPOSITIFS = (("id", "nom", "type_dispositif"), ("disp:prs", "PRS Bretagne", "PRS"))
ACTIONS = (("id", "nom", "pilotes"), ("action:1", "Bien manger", "acteur:ars"))
