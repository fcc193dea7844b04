"""
Write a document for a word processor: real styles, repeated table headings, described pictures, page numbers.

Nothing is linked outside, no macro, no field other than page numbers; the same document gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from functools import partial
from typing import Any, Final

import docx as word
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

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
    Table,
    cleaned,
)
from app.exports.documents.map_picture import map_png, map_size
from app.exports.documents.matrix_docx import write_matrix
from app.view_models.labels import FONT_SIZE, text_width

FONT: Final = "Calibri"
"""Font asked for; a word processor without it takes its own."""

_INK: Final = RGBColor(0x1B, 0x3A, 0x4B)
_MARGIN, _TOP, _FOOT, _PAGE_WIDTH, _PAGE_HEIGHT = 20, 16, 8, 210, 297
_HEAD_GROUND, _LINE = "E4ECF0", "9AA5AB"
_STYLES: Final = {"corps": "Normal", "chapeau": "Chapeau", "note": "Note", "intertitre": "Heading 2"}
_CELL_SIZE, _LARGE_CELL_SIZE = 8.5, 11.5
_POINT: Final = 25.4 / 72
_GAP: Final = 7.0
"""Points of white after a table."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def to_docx(document: Document) -> bytes:
    """Return the bytes of the file."""
    document = cleaned(document)
    docx = word.Document()
    _set_page(docx, landscape=document.landscape)
    _set_styles(docx)
    _describe(docx, document)
    _foot(docx, document)
    docx.add_paragraph(document.kind, style="Nature")
    docx.add_paragraph(document.title, style="Title")
    _facts(docx, document.dates)
    for section in document.sections:
        if section.new_page:
            _close_up(docx)
        heading = docx.add_heading(section.title, level=1)
        heading.paragraph_format.page_break_before = section.new_page or None
        for block in section.blocks:
            _block(docx, block)
    _close_up(docx, end=True)
    buffer = io.BytesIO()
    docx.save(buffer)
    return _same_bytes(buffer.getvalue())


def _block(docx: Docx, block: Block) -> None:
    match block:
        case Paragraph(text=text, style=style):
            docx.add_paragraph(text, style=_STYLES[style])
        case Bullets(items=items):
            for item in items:
                docx.add_paragraph(item, style="List Bullet")
        case Facts(items=items):
            _facts(docx, items)
        case Figures():
            _figures(docx, block)
        case Table():
            _table(docx, block)
        case Picture():
            _picture(docx, map_png(block.view), map_size(block.view)[0], block)
        case Drawing():
            _picture(docx, block.png, block.width, block)
        case Ruled():
            _ruled(docx, block)
        case Matrix():
            _matrix(docx, block)


def _gap(docx: Docx) -> None:
    """Leave a little white after a table: two tables that touch would be one."""
    layout = docx.add_paragraph(style="Note").paragraph_format
    layout.line_spacing, layout.space_after = Pt(_GAP), Pt(0)


def _close_up(docx: Docx, *, end: bool = False) -> None:
    """
    Take away the white that ends a part before a new page: on a page full to the brim, it would make a blank one.

    At the end of the file a table wants a paragraph after it: it is as low as can be.
    """
    last = docx.paragraphs[-1]
    if last._p is not docx.element.body[-2] or last.text or last._p.findall(f".//{qn('w:drawing')}"):
        return
    if end:
        last.paragraph_format.line_spacing = Pt(1)
    else:
        last._p.getparent().remove(last._p)


def _set_page(docx: Docx, *, landscape: bool) -> None:
    page = docx.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    wide, high = (_PAGE_HEIGHT, _PAGE_WIDTH) if landscape else (_PAGE_WIDTH, _PAGE_HEIGHT)
    page.page_width, page.page_height = Mm(wide), Mm(high)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin, page.bottom_margin = Mm(_TOP), Mm(_TOP)
    page.footer_distance = Mm(_FOOT)


def _room(docx: Docx) -> float:
    """Return the width between the margins, millimetres."""
    return float(Length(docx.sections[0].page_width or 0).mm) - 2 * _MARGIN


def _set_styles(docx: Docx) -> None:
    """Set the styles that a user may then change at once: title, headings, captions, notes."""
    styles: Any = docx.styles
    for name, size, bold, before, after in (
        ("Normal", 10.5, False, 0, 5),
        ("Title", 22, True, 0, 6),
        ("Heading 1", 14, True, 14, 4),
        ("Heading 2", 11.5, True, 10, 3),
        ("Caption", 9.5, True, 8, 3),
        ("List Bullet", 10.5, False, 0, 3),
    ):
        _style(styles[name], size, bold=bold, before=before, after=after, ink=name not in {"Normal", "List Bullet"})
    for name, size, bold in (
        ("Nature", 11, False),
        ("Chapeau", 12, False),
        ("Note", 9, False),
        ("Cellule", _CELL_SIZE, False),
        ("Grande cellule", _LARGE_CELL_SIZE, False),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _style(style, size, bold=bold, before=0, after=1 if "ellule" in name else 5, ink=name == "Nature")
    styles["Caption"].paragraph_format.keep_with_next = True
    for language in (*styles.element.iter(qn("w:lang")), *docx.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), "fr-FR")
    border = styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _style(style: Any, size: float, *, bold: bool, before: float, after: float, ink: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    font.color.rgb = _INK if ink else RGBColor(0x20, 0x20, 0x20)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.widow_control = Pt(before), Pt(after), True


def _describe(docx: Docx, document: Document) -> None:
    properties = docx.core_properties
    properties.title = f"{document.kind} : {document.title}"[:250]
    properties.subject = document.kind
    properties.author = properties.last_modified_by = "Maillage"
    properties.language = "fr-FR"
    properties.comments = f"Version des données : {document.version[:12]}"
    properties.keywords = ""
    moment = datetime.datetime.fromisoformat(document.written)
    properties.created = properties.modified = moment
    properties.revision = 1
    # The blank document that python-docx starts from has a picture of itself: it is not a picture of this one.
    links = docx.part.package.rels
    for id_ in [id_ for id_, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        links.pop(id_)


def _foot(docx: Docx, document: Document) -> None:
    """Write the running title and « page 2 sur 5 » at the foot of each page."""
    foot = docx.sections[0].footer.paragraphs[0]
    foot.style = docx.styles["Note"]
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(_room(docx)), 2)
    foot.add_run(f"{document.running_title} · données {document.version[:12]}\tpage\u00a0")
    _field(foot, "PAGE")
    foot.add_run(" sur\u00a0")
    _field(foot, "NUMPAGES")


def _field(paragraph: DocxParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _figures(docx: Docx, figures: Figures) -> None:
    """Set the key figures out in rows: value, what it counts, where it comes from."""
    table = _grid(docx, len(figures.rows), [_room(docx) / figures.in_a_row] * figures.in_a_row)
    for row, items in zip(table.rows, figures.rows, strict=True):
        _whole(row)
        for cell, item in zip(row.cells, items, strict=False):
            first = cell.paragraphs[0]
            first.style = docx.styles["Chapeau"]
            run = first.add_run(item.value)
            run.bold, run.font.size, run.font.color.rgb = True, Pt(18), _INK
            first.paragraph_format.space_after = Pt(0)
            label = cell.add_paragraph(item.label, style="Normal")
            label.paragraph_format.space_after = Pt(0)
            cell.add_paragraph(f"Source : {item.origin}", style="Note")
    _gap(docx)


def _facts(docx: Docx, items: Any) -> None:
    """Set names and values in two columns."""
    if not items:
        return
    table = _grid(docx, len(items), [42.0, _room(docx) - 42.0])
    for row, (name, value) in zip(table.rows, items, strict=True):
        _whole(row)
        _write(row.cells[0], name, bold=True)
        _write(row.cells[1], value)
    _gap(docx)


def _table(docx: Docx, block: Table) -> None:
    docx.add_paragraph(block.title, style="Caption")
    size = _LARGE_CELL_SIZE if block.large else _CELL_SIZE
    write = partial(_write, style="Grande cellule" if block.large else "Cellule")
    widths = list(column_widths(block, _room(docx), partial(_word, size)))
    table = _grid(docx, len(block.rows) + 1, widths, lines=True)
    _name(table, block.title, block.note)
    head = table.rows[0]
    _whole(head, repeated=True)
    for cell, heading in zip(head.cells, block.headings, strict=True):
        write(cell, heading.text, bold=True, right=heading.numeric)
        _shade(cell)
    for row, cells in zip(list(table.rows)[1:], block.rows, strict=True):
        _whole(row)
        for cell, text, heading in zip(row.cells, cells, block.headings, strict=True):
            write(cell, text, right=heading.numeric)
    for cell in head.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    if block.note:
        docx.add_paragraph(block.note, style="Note")
    else:
        _gap(docx)


def _name(table: DocxTable, title: str, note: str) -> None:
    """Give a table the title and the description that a screen reader says."""
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", note)):
        if text:
            said = OxmlElement(tag)
            said.set(qn("w:val"), text)
            table._tbl.tblPr.append(said)


def _word(size: float, word: str) -> float:
    """Return about the width of a word in a cell, margins of the cell included, millimetres."""
    return text_width(word) / FONT_SIZE * size * _POINT + 4.0


def _picture(docx: Docx, content: bytes, width: float, block: Picture | Drawing) -> None:
    holder = docx.add_paragraph(style="Normal")
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(io.BytesIO(content), width=Mm(min(width, _room(docx))))
    described = shape._inline.docPr
    described.set("descr", block.alt)
    described.set("title", block.caption[:120])
    docx.add_paragraph(block.caption, style="Note")


def _ruled(docx: Docx, block: Ruled) -> None:
    """Set lines to write on under what is asked."""
    label = docx.add_paragraph(style="Normal")
    label.add_run(block.label).bold = True
    label.paragraph_format.keep_with_next = True
    table = _grid(docx, block.lines, [_room(docx)], lines=True)
    for row in table.rows:
        _whole(row)
        row.height = Mm(8)
    _gap(docx)


def _matrix(docx: Docx, block: Matrix) -> None:
    def grid(rows: int, widths: list[float]) -> DocxTable:
        table = _grid(docx, rows, widths, lines=True, columns=True)
        for place, row in enumerate(table.rows):
            _whole(row, repeated=not place)
        return table

    write_matrix(docx, block, _room(docx), grid, lambda cell, text, bold: _write(cell, text, bold=bold))


def _grid(docx: Docx, rows: int, widths: list[float], *, lines: bool = False, columns: bool = False) -> DocxTable:
    table: DocxTable = docx.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    if lines:
        _draw_lines(table, columns=columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _draw_lines(table: DocxTable, *, columns: bool) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH", *(("insideV",) if columns else ())):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The format wants the properties of a table in one order: lines come before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)


def _whole(row: Any, *, repeated: bool = False) -> None:
    """Keep a row on one page; a heading comes back on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _write(cell: _Cell, text: str, *, bold: bool = False, right: bool = False, style: str = "Cellule") -> None:
    paragraph = cell.paragraphs[0]
    # By its identifier: naming the style would look through all of them, cell after cell.
    paragraph._p.style = style.replace(" ", "")
    paragraph.add_run(text).bold = bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: _Cell) -> None:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_GROUND)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def _same_bytes(content: bytes) -> bytes:
    """Pack the file again with one date for all its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return buffer.getvalue()
