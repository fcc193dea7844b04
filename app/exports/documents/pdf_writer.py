"""
Write a document to hand out: PDF with its own fonts, an outline, described pictures, « page 2 sur 5 ».

Nothing is linked outside and nothing is fetched. Text shaping is left off: letters are set one by one, and what the
font cannot draw is shown by its replacement sign. The same document gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from functools import partial
from typing import Final

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from app.exports.documents.columns import column_widths
from app.exports.documents.content import (
    Block,
    Bullets,
    Document,
    Drawing,
    Facts,
    Figures,
    Matrix,
    Paragraph,
    Picture,
    Ruled,
    Section,
    Table,
    cleaned,
    texts_of,
)
from app.exports.documents.fonts import BOLD, REGULAR, UNKNOWN, drawn, font_folder, lacking
from app.exports.documents.map_picture import map_size, map_svg, map_texts
from app.exports.documents.matrix_pdf import draw_matrix
from app.view_models.typography import counted

FONT: Final = "DejaVu"
MARGIN: Final = 20.0
"""Millimetres on both sides."""

_INK: Final = (27, 58, 75)
_BLACK: Final = (32, 32, 32)
_GREY: Final = (85, 92, 97)
_LINE: Final = (154, 165, 171)
_GROUND: Final = (228, 236, 240)
_TOP, _FOOT = 16.0, 17.0
_TIGHT_TOP, _TIGHT_FOOT = 11.0, 14.5
_LEFT_OVER: Final = 45.0
"""Millimetres of a last page under which the document is set closer, if it then needs one page less."""
_CELL, _LARGE_CELL = 7.0, 10.5
_PADDING: Final = (0.9, 1.4, 0.9, 0.8)
_TIGHT_PADDING: Final = (0.55, 1.4, 0.55, 0.8)
_LEADING, _TIGHT_LEADING = 0.5, 0.46
"""Millimetres from one line of a table to the next, for letters of one point."""
_SIZES: Final = {"corps": 8.8, "chapeau": 9.8, "note": 7.4, "intertitre": 10.2}
_RULE: Final = 8.0
"""Millimetres between two lines to write on."""
_TABLE_ROOM: Final = 30.0
"""Millimetres that a table wants for its caption, its headings and its first rows, so that none ends a page."""
_HEADING, _CAPTION, _SOME = 12.0, 10.0, 18.0
_SHORT: Final = 700
_TOTAL: Final = "\u2061\u2062"
"""Stands for the number of pages until it is known: hidden signs, that no text of a document keeps."""
_DIGITS: Final = 3.0


def to_pdf(document: Document) -> bytes:
    """Return the bytes of the file."""
    document = cleaned(document)
    pdf = _laid_out(document)
    if pdf.page_no() > 1 and pdf.get_y() - pdf.t_margin < _LEFT_OVER:
        closer = _laid_out(document, tight=True)
        pdf, left = (closer, pdf) if closer.page_no() < pdf.page_no() else (pdf, closer)
        left.give_up()
    return bytes(pdf.output())


def _laid_out(document: Document, *, tight: bool = False) -> _Pages:
    pdf = _Pages(document, tight=tight)
    pdf.add_page()
    pdf.head(document)
    for section in document.sections:
        pdf.section(section)
    return pdf


def _lacking(document: Document) -> str:
    """Say how many letters the fonts lack, or nothing: what is replaced is not what the base says."""
    maps = (block.view for section in document.sections for block in section.blocks if isinstance(block, Picture))
    count = lacking("".join((*texts_of(document), *(text for view in maps for text in map_texts(view)))))
    if not count:
        return ""
    verb = "sont remplacés" if count > 1 else "est remplacé"
    return (
        f"{counted(count, 'caractère')} que la police n’a pas (emoji, autres écritures) {verb} par "
        f"«\u00a0{UNKNOWN}\u00a0»\u00a0: les fichiers DOCX les gardent."
    )


class _Pages(FPDF):
    """Set the blocks of a document one under another, on as many pages as they need."""

    def __init__(self, document: Document, *, tight: bool = False) -> None:
        super().__init__(orientation="landscape" if document.landscape else "portrait", format="A4")
        self._running = drawn(f"{document.running_title} · données {document.version[:12]}")
        folder = font_folder()
        self.add_font(FONT, "", folder / REGULAR)
        self.add_font(FONT, "B", folder / BOLD)
        self._padding = _TIGHT_PADDING if tight else _PADDING
        self._leading = _TIGHT_LEADING if tight else _LEADING
        self._air = 0.5 if tight else 1.0
        self.set_margins(MARGIN, _TIGHT_TOP if tight else _TOP, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_TIGHT_FOOT if tight else _FOOT)
        self.alias_nb_pages(_TOTAL)
        self.set_lang("fr-FR")
        self.set_title(drawn(f"{document.kind} : {document.title}"))
        self.set_subject(document.kind)
        self.set_author("Maillage")
        self.set_creator("Maillage")
        self.set_keywords(f"version des données {document.version[:12]}")
        day = datetime.datetime.fromisoformat(document.written)
        self.set_creation_date(day.replace(tzinfo=datetime.UTC))

    def give_up(self) -> None:
        """Close the files of the fonts, which writing the pages would have closed."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def footer(self) -> None:
        """Write the running title and the number of the page."""
        self.set_y(-12)
        self._type(7.0, _GREY)
        self.cell(self.epw * 0.8, 4, self._running)
        self.cell(self.epw * 0.2 - _DIGITS, 4, f"page {self.page_no()} sur {_TOTAL}", align="R")

    def head(self, document: Document) -> None:
        """Write the title and the lines under it."""
        self._type(9.5, _INK)
        self._flow(document.kind, 5)
        self._type(18.0, _INK, bold=True)
        self._flow(document.title, 8.2)
        self.ln(2)
        self._facts(Facts(document.dates))
        if missing := _lacking(document):
            self._block(Paragraph(missing, "note"))

    def section(self, section: Section) -> None:
        """Write a part: its heading is never the last thing of a page."""
        if section.new_page or self.will_page_break(_HEADING + self._least(section.blocks)):
            self.add_page()
        self.ln(3 * self._air)
        self.start_section(drawn(section.title), level=0)
        self._type(13.0, _INK, bold=True)
        self._flow(section.title, 7)
        self.ln(1)
        for block in section.blocks:
            self._block(block)

    def _least(self, blocks: Sequence[Block]) -> float:
        """Return the millimetres that the start of a part wants: what comes first is not torn from its picture."""
        wanted = 0.0
        for block in blocks:
            match block:
                case Picture():
                    return wanted + map_size(block.view)[1] + _CAPTION
                case Paragraph(text=text, style=style) if len(text) < _SHORT:
                    wanted += self._height(text, style)
                case Table():
                    return wanted + _TABLE_ROOM
                case _:
                    return wanted + _SOME
        return wanted

    def _height(self, text: str, style: str) -> float:
        self._type(_SIZES[style], _BLACK)
        return self._line_count(text, self.epw) * _SIZES[style] * 0.5 + 1.6

    def _line_count(self, text: str, wide: float) -> int:
        lines = self.multi_cell(wide, 4, drawn(text), align="L", dry_run=True, output=MethodReturnValue.LINES)
        return len(lines) if isinstance(lines, list) else 1

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(text=text, style="intertitre"):
                self._heading(text)
            case Paragraph(text=text, style=style):
                self._type(_SIZES[style], _GREY if style == "note" else _BLACK)
                self._flow(text, _SIZES[style] * 0.5)
                self.ln(1.6)
            case Bullets(items=items):
                self._bullets(items)
            case Facts():
                self._facts(block)
            case Figures():
                self._figures(block)
            case Table():
                self._table(block)
            case Picture():
                self._picture(map_svg(block.view), map_size(block.view), block)
            case Drawing():
                self._picture(block.png, (block.width, block.height), block)
            case Ruled():
                self._ruled(block)
            case Matrix():
                draw_matrix(self, block, FONT)

    def _heading(self, text: str) -> None:
        """Write a heading inside a part: it is never the last thing of a page."""
        if self.will_page_break(_TABLE_ROOM):
            self.add_page()
        self.ln(1.5)
        self._type(_SIZES["intertitre"], _INK, bold=True)
        self._flow(text, 5.4)
        self.ln(0.8)

    def _ruled(self, block: Ruled) -> None:
        """Draw lines to write on, with what is asked above them; all on one page."""
        if self.will_page_break(6 + _RULE * block.lines):
            self.add_page()
        self._type(_SIZES["corps"], _BLACK, bold=True)
        self._flow(block.label, 4.6)
        self.set_draw_color(*_GREY)
        self.set_line_width(0.15)
        for _ in range(block.lines):
            self.ln(_RULE)
            self.line(self.l_margin, self.get_y(), self.l_margin + self.epw, self.get_y())
        self.ln(3.5)

    def _bullets(self, items: tuple[str, ...]) -> None:
        self._type(_SIZES["corps"], _BLACK)
        for item in items:
            if self.will_page_break(4.5 * min(self._line_count(item, self.epw - 5), 6)):
                self.add_page()
            self.cell(5, 4.5, "•")
            self.multi_cell(self.epw - 5, 4.5, drawn(item), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(0.8)

    def _facts(self, facts: Facts) -> None:
        if not facts.items:
            return
        self._type(_SIZES["corps"] - 0.6, _BLACK)
        with self.table(
            col_widths=(24, 76),
            borders_layout=TableBordersLayout.NONE,
            first_row_as_headings=False,
            line_height=4.4,
            padding=(0.4, 1.5, 0.4, 0),
            v_align=VAlign.T,
            text_align="L",
        ) as table:
            for name, value in facts.items:
                row = table.row()
                row.cell(drawn(name), style=FontFace(emphasis="B"))
                row.cell(drawn(value))
        self.ln(2)

    def _figures(self, figures: Figures) -> None:
        """Set the key figures out in rows: value, what it counts, where it comes from."""
        wide = self.epw / figures.in_a_row
        for items in figures.rows:
            if self.will_page_break(20):
                self.add_page()
            top, lowest = self.get_y(), self.get_y()
            for place, item in enumerate(items):
                self._type(17.0, _INK, bold=True)
                self._aside(item.value, place * wide, top, wide - 4, 8)
                self._type(_SIZES["corps"] - 0.4, _BLACK)
                self._aside(item.label, place * wide, self.get_y(), wide - 4, 4.2)
                self._type(7.0, _GREY)
                self._aside(f"Source : {item.origin}", place * wide, self.get_y(), wide - 4, 3.6)
                lowest = max(lowest, self.get_y())
            self.set_y(lowest + 3)

    def _aside(self, text: str, left: float, top: float, wide: float, high: float) -> None:
        self.set_xy(self.l_margin + left, top)
        self.multi_cell(wide, high, drawn(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _table(self, block: Table) -> None:
        if self.will_page_break(_TABLE_ROOM):
            self.add_page()
        self._type(_SIZES["corps"], _INK, bold=True)
        self._flow(block.title, 4.6)
        self.ln(1)
        size = _LARGE_CELL if block.large else _CELL
        widths = column_widths(block, self.epw, partial(self._word, size))
        self._type(size, _BLACK)
        self.set_draw_color(*_LINE)
        self.set_line_width(0.15)
        with self.table(
            width=self.epw,
            col_widths=widths,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="B", fill_color=_GROUND, color=_BLACK),
            line_height=size * self._leading,
            padding=self._padding,
            v_align=VAlign.T,
            text_align=tuple("R" if heading.numeric else "L" for heading in block.headings),
            repeat_headings=1,
        ) as table:
            for cells in (tuple(heading.text for heading in block.headings), *block.rows):
                row = table.row()
                for cell in cells:
                    row.cell(drawn(cell))
        self.ln(1.2)
        if block.note:
            self._type(_SIZES["note"], _GREY)
            self._flow(block.note, 4)
        self.ln(3 * self._air)

    def _word(self, size: float, word: str) -> float:
        """Return the width of a word in a cell, bold as in headings, padding included."""
        self._type(size, _BLACK, bold=True)
        width = float(self.get_string_width(drawn(word)))
        return width + _PADDING[1] + _PADDING[3] + 0.3

    def _picture(self, content: bytes, size: tuple[float, float], block: Picture | Drawing) -> None:
        width, height = size
        if self.will_page_break(height + 10):
            self.add_page()
        top = self.get_y()
        self.image(io.BytesIO(content), x=self.l_margin, y=top, w=width, h=height, alt_text=block.alt)
        self.set_y(top + height + 1)
        self._type(_SIZES["note"], _GREY)
        self._flow(block.caption, 3.8)
        self.ln(2.5)

    def _type(self, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _flow(self, text: str, high: float) -> None:
        self.multi_cell(0, high, drawn(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
