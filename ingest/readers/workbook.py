"""Read a workbook: every sheet whose name the model knows, with python-calamine, after it has been measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum

from graph.model.statement import Location
from ingest.calendar_1904 import counts_from_1904, marked
from ingest.decode import decode
from ingest.issues import Issue, problem
from ingest.kinds_of_files import TEXTS, WORKBOOKS, is_text, is_workbook
from ingest.merged import fill_merged
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning, unreadable
from ingest.records import ReadResult
from ingest.sheets import is_ignored
from ingest.table_repairs import Repairs, mend_rows
from ingest.tables import Cells, RawTable, letters
from ingest.workbook_scan import open_workbook, scan


class WorkbookReader:
    """Read a `.xlsx`, `.xlsm` or `.ods` workbook; a workbook under a wrong name is known by what it holds."""

    name = "classeur"
    title = "Classeur Excel"
    rank = 80

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a workbook, and what has the name of one without being a text."""
        if path.suffix.lower() in WORKBOOKS:
            return not path.is_dir() and not is_text(beginning(path))
        return path.suffix.lower() in TEXTS and is_workbook(beginning(path))

    def files(self, path: Path) -> list[Path]:
        """Return the workbook."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the workbook says."""
        result = ReadResult(reader=self.name)
        try:
            result.issues += scan(path)
            if path.suffix.lower() in TEXTS:
                result.issues.append(
                    problem("ING-119", Location(file=path.name), "malgré son nom, ce fichier est un classeur")
                )
            # A cell in error keeps its row out; any other defect keeps the whole workbook out.
            if not any(issue.blocking and issue.ligne is None for issue in result.issues):
                _read_sheets(path, result, options)
                result.issues = list(_with_headings(result))
        except OSError as error:
            return unreadable(path, self.name, error)
        except CalamineError:
            result.issues.append(problem("ING-106", Location(file=path.name), "le fichier est abîmé ou incomplet"))
        return result


def _read_sheets(path: Path, result: ReadResult, options: ReadOptions) -> None:
    with open_workbook(path) as workbook:
        apart = counts_from_1904(path)
        titles = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and not is_ignored(sheet.name)
        ]
        for title in titles:
            sheet = workbook.get_sheet_by_name(title)
            repairs = Repairs()
            cells = marked(_rows(sheet)) if apart else _rows(sheet)
            rows = fill_merged(mend_rows(cells, repairs), sheet.merged_cell_ranges or (), repairs)
            table = RawTable(file=path.name, title=title, sheet=title, rows=rows, repairs=repairs)
            result.extend(decode(table, result.reader, options.choices))


def _with_headings(result: ReadResult) -> Iterator[Issue]:
    """
    Yield the problems; those of cells in error, which the scan places by the letters of a column, by its heading.

    The library gives such a cell as empty, or as its text, which then has the same problem: it is told once.
    """
    told: set[tuple[str | None, int | None, str | None]] = set()
    named = {
        (table.sheet, letters(place)): heading
        for table in result.tables
        for place, heading in enumerate(table.headings)
        if heading
    }
    for issue in result.issues:
        if issue.code != "ING-212":
            yield issue
            continue
        heading = named.get((issue.feuille, issue.colonne or ""), issue.colonne)
        place = (issue.feuille, issue.ligne, heading)
        if place not in told:
            told.add(place)
            yield replace(issue, colonne=heading)


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Cells]]:
    """Yield the rows with their numbers; columns keep their place even when the first ones are empty."""
    if sheet.start is None:
        return
    padding = [None] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [*padding, *cells] if padding else cells


READER = WorkbookReader()
