"""Read an Excel workbook: every sheet whose name the model knows, with python-calamine, after it has been measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum, load_workbook

from graph.model.statement import Location
from ingest.decode import decode
from ingest.issues import problem
from ingest.readers.base import NO_OPTIONS, ReadOptions, unreadable
from ingest.records import ReadResult
from ingest.sheets import is_ignored
from ingest.tables import Cells, RawTable
from ingest.workbook_scan import scan


class WorkbookReader:
    """Read a `.xlsx` or `.xlsm` workbook."""

    name = "classeur"
    title = "Classeur Excel"

    def accepts(self, path: Path) -> bool:
        """Accept the name of a workbook."""
        return not path.is_dir() and path.suffix.lower() in {".xlsx", ".xlsm"}

    def files(self, path: Path) -> list[Path]:
        """Return the workbook."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the workbook says."""
        result = ReadResult(reader=self.name)
        try:
            result.issues += scan(path)
            # A cell in error keeps its row out; any other defect keeps the whole workbook out.
            if not any(issue.blocking and issue.ligne is None for issue in result.issues):
                _read_sheets(path, result, options)
        except OSError as error:
            return unreadable(path, self.name, error)
        except CalamineError:
            result.issues.append(problem("ING-106", Location(file=path.name), "le fichier est abîmé ou incomplet"))
        return result


def _read_sheets(path: Path, result: ReadResult, options: ReadOptions) -> None:
    with load_workbook(path) as workbook:
        titles = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and not is_ignored(sheet.name)
        ]
        for title in titles:
            sheet = workbook.get_sheet_by_name(title)
            table = RawTable(file=path.name, title=title, sheet=title, rows=_rows(sheet))
            result.extend(decode(table, result.reader, options.choices))


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Cells]]:
    """Yield the rows with their numbers; columns keep their place even when the first ones are empty."""
    if sheet.start is None:
        return
    padding = [None] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [*padding, *cells] if padding else cells


READER = WorkbookReader()
