"""Draw a matrix on the pages of a PDF: headings stand upright and come back on each page, empty columns are grey."""

from __future__ import annotations

from typing import Final

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from app.exports.documents.content import Matrix
from app.exports.documents.fonts import drawn

_NAME, _LAST, _LEAST = 60.0, 17.0, 8.4
"""Millimetres of the names of rows, of what ends them, and of the narrowest column of marks."""
_WIDEST: Final = 14.0
_HIGHEST: Final = 52.0
_LINE: Final = 3.2
_AIR, _LEAST_AIR, _HAIR = 2.6, 1.0, 0.01
"""Millimetres of white in a row, as a rule and at least, so that the matrix holds on one page; what rounding takes."""
_SIZE, _MARK = 7.4, 8.6
_BLACK, _GREY, _RULE = (32, 32, 32), (85, 92, 97), (120, 128, 134)
_GROUND: Final = (214, 214, 214)


def draw_matrix(pdf: FPDF, block: Matrix, font: str) -> None:
    """
    Draw a matrix from the place where the page stands.

    Parameters
    ----------
    pdf
        Page under way; pages are added when there is no room left.
    block
        What to draw.
    font
        Family of the letters, known to the file.
    """
    room = pdf.epw - _NAME - _LAST
    ground = pdf.fill_color
    for part in block.parts(max(int(room / _LEAST), 1)):
        _Grid(pdf, part, font, min(room / max(len(part.subjects), 1), _WIDEST)).draw()
    # The grey of empty columns would go on under the tables that follow.
    pdf.set_fill_color(0 if ground is None else ground)


class _Grid:
    """Set one part of a matrix out: where lines stand, and how high rows are."""

    def __init__(self, pdf: FPDF, part: Matrix, font: str, wide: float) -> None:
        self._pdf, self._part, self._font, self._wide = pdf, part, font, wide
        self._type(_SIZE, bold=True)
        self._headings = [self._lines(subject.text, _HIGHEST - 3, int(wide / _LINE)) for subject in part.subjects]
        widest = max((pdf.get_string_width(line) for lines in self._headings for line in lines), default=20.0)
        self._head = min(max(widest + 3, 18.0), _HIGHEST)
        self._air = _AIR

    def draw(self) -> None:
        """Draw the caption, the rows on as many pages as they need, and the note."""
        pdf, part = self._pdf, self._part
        page = pdf.page_break_trigger - pdf.t_margin
        lacking = self._high() - page
        if 0 <= lacking < (_AIR - _LEAST_AIR) * len(part.rows):
            # A last row alone on the next page is lost: rows stand closer.
            self._air -= lacking / len(part.rows) + _HAIR
        whole = self._high()
        # Whole on a page of its own rather than cut over two.
        if pdf.will_page_break(whole if whole < page else self._head + 40):
            pdf.add_page()
        self._type(8.8, bold=True)
        pdf.multi_cell(0, 4.6, drawn(part.title), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1.2)
        self._heading()
        for name, marks, end in part.rows:
            lines, ends, high = self._measure(name, end)
            if pdf.will_page_break(high):
                pdf.add_page()
                self._heading()
            self._row(lines, marks, ends, high)
        pdf.ln(1.6)
        if part.note:
            self._type(7.4)
            pdf.set_text_color(*_GREY)
            pdf.multi_cell(0, 4, drawn(part.note), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)

    def _measure(self, name: str, end: str) -> tuple[list[str], list[str], float]:
        """Return the lines of a row at both its ends, and its height."""
        self._type(_SIZE)
        lines, ends = self._lines(name, _NAME - 2, 3), self._lines(end, _LAST - 2, 3)
        return lines, ends, max(len(lines), len(ends)) * _LINE + self._air

    def _high(self) -> float:
        """Return the height of the caption, the rows and the note."""
        rows = sum(self._measure(name, end)[2] for name, _, end in self._part.rows)
        self._type(7.4)
        note = self._lines(self._part.note, self._pdf.epw, 12) if self._part.note else []
        return 4.6 + 1.2 + self._head + rows + 1.6 + 4 * len(note)

    def _heading(self) -> None:
        """Write the names of the columns upright, over their marks."""
        pdf, top = self._pdf, self._pdf.get_y()
        self._grounds(top, self._head)
        self._type(_SIZE, bold=True)
        bottom = top + self._head
        pdf.text(pdf.l_margin + 1, bottom - 1.8, drawn(self._part.corner))
        pdf.text(pdf.l_margin + _NAME + self._wide * len(self._headings) + 1, bottom - 1.8, drawn(self._part.last))
        for place, lines in enumerate(self._headings):
            middle = pdf.l_margin + _NAME + (place + 0.5) * self._wide
            first = middle - (len(lines) - 1) * _LINE / 2 + 0.9
            for rank, line in enumerate(lines):
                with pdf.rotation(90, x=first + rank * _LINE, y=bottom - 1.6):
                    pdf.text(first + rank * _LINE, bottom - 1.6, line)
        pdf.set_y(bottom)
        self._rule(thick=True)

    def _row(self, lines: list[str], marks: tuple[str, ...], ends: list[str], high: float) -> None:
        pdf, top = self._pdf, self._pdf.get_y()
        self._grounds(top, high)
        self._type(_SIZE)
        base = top + 2.7 + self._air / 2
        for rank, line in enumerate(lines):
            pdf.text(pdf.l_margin + 1, base + rank * _LINE, line)
        right = pdf.l_margin + _NAME + self._wide * len(marks)
        for rank, line in enumerate(ends):
            pdf.text(right + 1, base + rank * _LINE, line)
        self._type(_MARK, bold=True)
        for place, mark in enumerate(marks):
            self._mark(drawn(mark), pdf.l_margin + _NAME + (place + 0.5) * self._wide, top + high / 2 + 1.1)
        pdf.set_y(top + high)
        self._rule()

    def _mark(self, mark: str, middle: float, base: float) -> None:
        """Write a mark in the middle of its cell, smaller when it is long."""
        if not mark:
            return
        pdf = self._pdf
        wide = pdf.get_string_width(mark)
        if wide > self._wide - 0.8:
            pdf.set_font_size(_MARK * (self._wide - 0.8) / wide)
        pdf.text(middle - pdf.get_string_width(mark) / 2, base, mark)
        pdf.set_font_size(_MARK)

    def _grounds(self, top: float, high: float) -> None:
        """Shade the empty columns, and part the families of columns."""
        pdf = self._pdf
        families = [subject.family for subject in self._part.subjects]
        pdf.set_fill_color(*_GROUND)
        for place, subject in enumerate(self._part.subjects):
            left = pdf.l_margin + _NAME + place * self._wide
            if subject.empty:
                pdf.rect(left, top, self._wide, high, style="F")
        pdf.set_draw_color(*_RULE)
        for place in range(len(families) + 1):
            parted = place in {0, len(families)} or families[place] != families[place - 1]
            pdf.set_line_width(0.4 if parted else 0.12)
            left = pdf.l_margin + _NAME + place * self._wide
            pdf.line(left, top, left, top + high)

    def _rule(self, *, thick: bool = False) -> None:
        pdf = self._pdf
        pdf.set_draw_color(*_RULE)
        pdf.set_line_width(0.4 if thick else 0.15)
        right = pdf.l_margin + _NAME + self._wide * len(self._part.subjects) + _LAST
        pdf.line(pdf.l_margin, pdf.get_y(), right, pdf.get_y())

    def _lines(self, text: str, room: float, most: int) -> list[str]:
        """Cut a text into lines that fit; what finds no room is replaced by « … »."""
        found = self._pdf.multi_cell(room, 4, drawn(text), align="L", dry_run=True, output=MethodReturnValue.LINES)
        lines = [str(line) for line in found] if isinstance(found, list) else [drawn(text)]
        most = max(most, 1)
        return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip()[:-1]}…"]

    def _type(self, size: float, *, bold: bool = False) -> None:
        self._pdf.set_font(self._font, "B" if bold else "", size)
        self._pdf.set_text_color(*_BLACK)
