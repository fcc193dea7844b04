"""Write facts as CSV, one file per table, that the import reads back unchanged; as a folder or as a ZIP of it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.formulas import guarded
from ingest.limits import MAX_ROWS
from ingest.workbook_rows import Cell, Item, SheetRows, rows_of

README = "lisez-moi.txt"
_DATE = (1980, 1, 1, 0, 0, 0)


def write_csv_folder(path: Path, items: Iterable[Item], readme: str) -> None:
    """
    Write a folder.

    Parameters
    ----------
    path
        Folder to create.
    items
        States of the graph, or statements.
    readme
        Text that says what the folder holds.

    Raises
    ------
    OSError
        If the folder exists or cannot be written.
    """
    path.mkdir()
    for name, content in _files(items, readme):
        (path / name).write_bytes(content)


def write_csv_zip(path: Path, items: Iterable[Item], readme: str) -> None:
    """Write the same files in one ZIP; the same facts give the same bytes (see `write_csv_folder`)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(items, readme):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _files(items: Iterable[Item], readme: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content): UTF-8 with its mark and semicolons, as French spreadsheets expect."""
    yield README, (readme.rstrip() + "\n").encode()
    for table in rows_of(items):
        for start in range(0, len(table.rows), MAX_ROWS):
            number = start // MAX_ROWS + 1
            name = table.sheet.name if number == 1 else f"{table.sheet.name} {number}"
            yield f"{name}.csv", _content(table, start, start + MAX_ROWS)


def _content(table: SheetRows, start: int, end: int) -> bytes:
    filled = {place for row in table.rows for place, cell in enumerate(row) if cell is not None}
    places = [place for place, column in enumerate(table.sheet.columns) if column.in_template or place in filled]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([table.sheet.columns[place].name for place in places])
    for row in table.rows[start:end]:
        writer.writerow([_shown(row[place]) for place in places])
    return buffer.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> Cell:
    return "" if cell is None else guarded(cell) if isinstance(cell, str) else cell
