"""Give a sheet what a person needs to fill it in: bold headings with help, drop-down lists, widths, frozen heading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.spec import ValueType
from ingest.columns import Column, Part
from ingest.tables import letters

_HEADING = Font(bold=True, color="FFFFFF")
_REQUIRED = PatternFill("solid", fgColor="1F4E5F")
_OPTIONAL = PatternFill("solid", fgColor="5B7F8C")
_AUTHOR = "Maillage"
_LAST_ROW = 20_000
"""Last row that the drop-down lists cover."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE = frozenset({"nom", "citation", "texte", "objet", "note", "note_qualite", "libelle_source"})
# A list of ids is not one id; a date stays text, or the spreadsheet would turn « 2021-07 » into a day.
_TEXT_FORMAT = "@"


def text_cell(sheet: Worksheet, text: str) -> Cell:
    """Return a cell that stays this text: neither a formula, nor an error, nor an escape of the format."""
    cell = WriteOnlyCell(sheet, value=None)
    cell.value = _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    return cell


def number_cell(sheet: Worksheet, number: float) -> Cell:
    """Return a cell with every digit of a number: openpyxl itself would round to sixteen."""
    cell = WriteOnlyCell(sheet, value=repr(number))
    cell.data_type = "n"
    return cell


def heading_cells(sheet: Worksheet, columns: Iterable[Column]) -> list[Cell]:
    """Return the heading row: machine names in bold, with the caption and the description as a comment."""
    cells = []
    for column in columns:
        cell = WriteOnlyCell(sheet, value=column.name)
        cell.font = _HEADING
        cell.fill = _REQUIRED if is_required(column) else _OPTIONAL
        cell.comment = Comment(help_text(column), _AUTHOR, height=130, width=320)
        cells.append(cell)
    return cells


def is_required(column: Column) -> bool:
    """Tell whether a row without this column is refused."""
    return column.required or bool(column.spec and column.spec.required)


def help_text(column: Column) -> str:
    """Return the caption, the description, the unit and whether the column must be filled in."""
    lines = [column.caption, column.description]
    if column.spec and column.spec.unit:
        lines.append(f"Unité : {column.spec.unit}.")
    if column.spec and column.spec.type is ValueType.LISTE and "|" not in column.description:
        lines.append("Plusieurs valeurs : séparez-les par « | ».")
    lines.append("Obligatoire." if is_required(column) else "Facultatif.")
    return "\n".join(lines)


def lay_out(sheet: Worksheet, columns: Iterable[Column], lists: dict[tuple[str, ...], str]) -> None:
    """
    Set widths, text format, frozen heading and drop-down lists; to be called before the first row.

    Parameters
    ----------
    sheet
        Sheet being written.
    columns
        Its columns, in order.
    lists
        Place of each list of values in the workbook (`listes!$A$1:$A$5`).
    """
    sheet.freeze_panes = "C2"
    for position, column in enumerate(columns):
        letter = letters(position)
        sheet.column_dimensions[letter].width = 42 if column.name in _WIDE else 24 if column.part is Part.ID else 18
        if not column.is_number:
            sheet.column_dimensions[letter].number_format = _TEXT_FORMAT
        if column.choices:
            validation = DataValidation(type="list", formula1=f"={lists[column.choices]}", allow_blank=True)
            # A label is accepted as well as a code: the list helps, the import judges.
            validation.errorStyle = "warning"
            validation.errorTitle = column.caption
            validation.error = "Cette valeur n’est pas dans la liste."
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.data_validations.append(validation)


def paragraph(sheet: Worksheet, text: str, *, bold: bool = False, size: int = 11) -> Cell:
    """Return a cell of explanation, wrapped."""
    cell = text_cell(sheet, text)
    cell.font = Font(bold=bold, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
