"""Write facts to a workbook that reads back unchanged: ids, every property, every proof in order, both natures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.columns import Column
from ingest.limits import MAX_ROWS
from ingest.sheets import Sheet
from ingest.tables import letters
from ingest.workbook_guide import write_codes, write_guide
from ingest.workbook_rows import Cell, Item, SheetRows, rows_of
from ingest.workbook_style import heading_cells, lay_out, number_cell, paragraph, text_cell

LISTS = "listes"


def write_workbook(path: Path, items: Iterable[Item], title: str, pages: Sequence[Page] = ()) -> None:
    """
    Write facts to a workbook.

    Parameters
    ----------
    path
        File to create, or to replace.
    items
        Statements, or states of the graph; states that no file asserts are left out.
    title
        French title, shown on the first sheet.
    pages
        Pages to read beside the tables.

    Raises
    ------
    OSError
        If the file cannot be written.

    Notes
    -----
    Importing the file again changes nothing. Sheets without rows are left out. Rows beyond the limit of a sheet go
    to a second one (`relations 2`), which is read as the first.
    """
    tables = [table for table in rows_of(items) if table.rows]
    write_tables(path, tables, title, pages)


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page to read beside the tables: its name begins with `_`, so that no import reads it."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[Sequence[str | int | None], ...]


def write_tables(path: Path, tables: list[SheetRows], title: str, pages: Sequence[Page] = ()) -> None:
    """Write these sheets, with the guide before them, then these pages and the lists of values."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = title
    workbook.properties.creator = "Maillage"
    shown = [(table, _columns(table)) for table in tables]
    guide = _new_sheet(workbook, "lisez-moi")
    write_guide(guide, title, [(table.sheet, columns) for table, columns in shown])
    lists = _places_of_lists(column for _, columns in shown for column in columns)
    for table, columns in shown:
        for name, rows in _pages(table):
            sheet = _new_sheet(workbook, name)
            lay_out(sheet, columns, lists)
            sheet.append(heading_cells(sheet, columns))
            kept = [table.sheet.columns.index(column) for column in columns]
            for row in rows:
                sheet.append([_cell(sheet, row[place]) for place in kept])
    for page in pages:
        _write_page(_new_sheet(workbook, page.name), page)
    write_codes(_new_sheet(workbook, "codes"), [(table.sheet, columns) for table, columns in shown])
    _write_lists(_new_sheet(workbook, LISTS), lists)
    workbook.save(path)


def _write_page(sheet: Worksheet, page: Page) -> None:
    sheet.freeze_panes = "A2"
    for place in range(len(page.heading)):
        sheet.column_dimensions[letters(place)].width = 28
    sheet.append([paragraph(sheet, text, bold=True) for text in page.heading])
    for row in page.rows:
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])


def _columns(table: SheetRows) -> tuple[Column, ...]:
    """Return the columns of the template, and those that a row fills in."""
    filled = {place for row in table.rows for place, cell in enumerate(row) if cell is not None}
    return tuple(c for place, c in enumerate(table.sheet.columns) if c.in_template or place in filled)


def _pages(table: SheetRows) -> Iterator[tuple[str, Iterable[list[Cell]]]]:
    if not table.rows:
        yield table.sheet.name, ()
    for start in range(0, len(table.rows), MAX_ROWS):
        number = start // MAX_ROWS + 1
        name = table.sheet.name if number == 1 else f"{table.sheet.name} {number}"
        yield name, table.rows[start : start + MAX_ROWS]


def _cell(sheet: Worksheet, value: Cell) -> object:
    if isinstance(value, str):
        return text_cell(sheet, value)
    return number_cell(sheet, value) if isinstance(value, float) else value


def _new_sheet(workbook: Workbook, name: str) -> Worksheet:
    # A write-only sheet has the attributes of a sheet that are used here, though not its class.
    return cast("Worksheet", workbook.create_sheet(name))


def _places_of_lists(columns: Iterable[Column]) -> dict[tuple[str, ...], str]:
    """Return where each distinct list of values will stand in the hidden sheet."""
    found: dict[tuple[str, ...], str] = {}
    for column in columns:
        if column.choices and column.choices not in found:
            letter = letters(len(found))
            found[column.choices] = f"{LISTS}!${letter}$1:${letter}${len(column.choices)}"
    return found


def _write_lists(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    sheet.sheet_state = "hidden"
    for place in range(max(map(len, lists), default=0)):
        sheet.append([text_cell(sheet, values[place]) if place < len(values) else None for values in lists])


def empty_tables(wanted: Iterable[Sheet]) -> list[SheetRows]:
    """Return these sheets without rows."""
    return [SheetRows(sheet, []) for sheet in wanted]
