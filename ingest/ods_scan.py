"""Measure an OpenDocument workbook before it is read: a single cell may stand for a million."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO
from xml.parsers import expat

CONTENT = "content.xml"
ERRORS_SHOWN = 1_000
"""Cells in error that are told, for one table."""

_CHUNK = 1 << 20
_REPEATED = "number-{}-repeated"


@dataclass(slots=True)
class TableSize:
    """
    Hold what a table really contains: filled rows, last filled row, last filled column (from 1), cells in error.

    An error is (row, column), both from 1; the library that reads the workbook would give a zero or an empty cell.
    """

    title: str
    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Counter:
    most_rows: int
    tables: list[TableSize] = field(default_factory=list)
    row: int = 0
    column: int = 0
    row_times: int = 1
    cell_times: int = 1
    last_in_row: int = 0
    cell_filled: bool = False
    in_cell: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "table":
                self.tables.append(TableSize(_attribute(attributes, "name", "")))
                self.row = 0
            case "table-row":
                self.row_times = _times(attributes, "rows")
                self.column, self.last_in_row = 0, 0
            case "table-cell" | "covered-table-cell":
                self.cell_times = _times(attributes, "columns")
                self.in_cell = True
                self.cell_filled = any(key.rpartition(":")[2] in {"value-type", "formula"} for key in attributes)
                kinds = [value for key, value in attributes.items() if key.endswith(":value-type")]
                if self.tables and "error" in kinds:
                    self.in_error()

    def in_error(self) -> None:
        """Keep the places of a cell in error: those it is repeated at too."""
        rows = range(self.row + 1, self.row + 1 + self.row_times)
        columns = range(self.column + 1, self.column + 1 + self.cell_times)
        errors = self.tables[-1].errors
        errors += islice(((row, column) for row in rows for column in columns), ERRORS_SHOWN - len(errors))

    def text(self, text: str) -> None:
        if self.in_cell and text.strip():
            self.cell_filled = True

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "table-cell" | "covered-table-cell":
                self.column += self.cell_times
                self.in_cell = False
                if self.cell_filled:
                    self.last_in_row = self.column
            case "table-row" if self.tables:
                self.row += self.row_times
                if self.last_in_row:
                    table = self.tables[-1]
                    table.rows += self.row_times
                    table.last_row = self.row
                    table.last_column = max(table.last_column, self.last_in_row)
                    if table.rows > self.most_rows + 1:
                        raise _Enough


class _Enough(Exception):
    """Stop counting: the table is over the limit."""


def measure_tables(archive: zipfile.ZipFile, most_rows: int) -> list[TableSize]:
    """
    Count what the tables contain, and stop soon after the limit.

    Raises
    ------
    ValueError
        If the content is not well-formed, or declares entities.
    """
    counter = _Counter(most_rows)
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(CONTENT) as stream:
            for chunk in _chunks(stream):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except _Enough:
        return counter.tables
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return counter.tables


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _refuse(*_: object) -> None:
    msg = "the content declares entities"
    raise ValueError(msg)


def _attribute(attributes: dict[str, str], name: str, default: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), default)


def _times(attributes: dict[str, str], what: str) -> int:
    text = _attribute(attributes, _REPEATED.format(what), "1")
    if not text.isdigit() or len(text) > 9:
        msg = f"repeated {text} times"
        raise ValueError(msg)
    return max(int(text), 1)
