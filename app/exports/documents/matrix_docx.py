"""Write a matrix for a word processor: tables with upright headings, as many as the width of the page asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from docx.document import Document as Docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell

from app.exports.documents.content import Matrix

_NAME, _LAST, _LEAST, _WIDEST = 58.0, 18.0, 9.0, 14.0
_HEAD: Final = 46.0
_GROUND: Final = "D6D6D6"

Grid = Callable[[int, list[float]], DocxTable]
"""Give a table of so many rows, whose columns have these widths in millimetres; its first row is repeated."""
Write = Callable[[_Cell, str, bool], None]
"""Write a text in a cell, bold or not."""


def write_matrix(docx: Docx, block: Matrix, room: float, grid: Grid, write: Write) -> None:
    """
    Write a matrix.

    Parameters
    ----------
    docx
        File under way.
    block
        What to write.
    room
        Width of the page, millimetres.
    grid, write
        How the writer draws a table and fills a cell.
    """
    space = room - _NAME - _LAST
    for part in block.parts(max(int(space / _LEAST), 1)):
        docx.add_paragraph(part.title, style="Caption")
        wide = min(space / max(len(part.subjects), 1), _WIDEST)
        table = grid(len(part.rows) + 1, [_NAME, *[wide] * len(part.subjects), _LAST])
        head, *rows = list(table.rows)
        head.height, head.height_rule = Mm(_HEAD), WD_ROW_HEIGHT_RULE.EXACTLY
        first, *middle, last = list(head.cells)
        write(first, part.corner, True)
        write(last, part.last, True)
        for cell, subject in zip(middle, part.subjects, strict=True):
            write(cell, subject.text, True)
            _upright(cell)
        for row, (name, marks, end) in zip(rows, part.rows, strict=True):
            first, *middle, last = list(row.cells)
            write(first, name, False)
            write(last, end, False)
            for cell, mark in zip(middle, marks, strict=True):
                write(cell, mark, True)
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for place, subject in enumerate(part.subjects, start=1):
            if subject.empty:
                for row in table.rows:
                    _shade(row.cells[place])
        docx.add_paragraph(part.note, style="Note")


def _upright(cell: _Cell) -> None:
    """Turn the text of a cell, read from the bottom to the top."""
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(direction)


def _shade(cell: _Cell) -> None:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GROUND)):
        ground.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()
    direction = properties.find(qn("w:textDirection"))
    # The format wants the properties of a cell in one order: its ground comes before the direction of its text.
    if direction is None:
        properties.append(ground)
    else:
        direction.addprevious(ground)
