"""Hold what a document is once written: opened by other libraries, described, repeatable, inert."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from app.exports.documents.columns import column_widths
from app.exports.documents.content import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    clean,
)
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.map_picture import map_png, map_size, map_svg
from app.exports.documents.pdf_writer import to_pdf
from app.view_models.map_layers import OverlapLayer, Scheme
from app.view_models.territory_map import build_map
from tests.support.maps import REDON, communes, layer

HOSTILE = {
    "page": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"'></w:t></svg>",
    "sans fin": "Organisme" * 12_000,
    "droite à gauche": "abc\u202egnp.exe\u202c מרכז רפואי مركز صحي",
    "émoticônes": "Santé 🏥👩‍⚕️ 💊 é\u0301",
    "contrôle": "ligne\x00\x07\x1b[31m\x85\u2028suite\ufffe\ud800fin",
    "formule": "=cmd()|'/c calc'!A1 $x^2$ {nb} \\N{BULLET} %s",
    "adresse": "http://exemple.invalid/ javascript:alert(1) mailto:a@exemple.invalid",
}
NAMES = [clean(text) for text in HOSTILE.values()]


def document(*sections: Section, title: str = "Redon Agglomération") -> Document:
    """Return a document with these parts."""
    return Document(
        kind="Portrait de territoire",
        title=title,
        dates=(("Périmètre", "Redon"), ("Données vues au", "1er juin 2025")),
        seen="2025-06-01",
        written="2026-11-22",
        sections=sections,
        version="0123456789abcdef",
    )


def table(rows: int, *, text: str = "du texte", note: str = "") -> Table:
    """Return a table whose rows say where they begin and where they end."""
    headings = (Heading("Début", 10), Heading("Texte", 60), Heading("Nombre", 8, numeric=True), Heading("Fin", 10))
    cells = tuple((f"debut{rank:03}", text, str(rank), f"fin{rank:03}") for rank in range(rows))
    return Table("Tableau 1. Des lignes", headings, cells, note)


def picture(name: str = "deux") -> Picture:
    """Return a map of real communes."""
    return Picture(build_map(layer(name)), "Carte 1. Territoires couverts.", "Carte. Qui couvre quoi.")


def whole() -> Document:
    """Return a document that holds every kind of block."""
    return document(
        Section(
            "L’essentiel",
            (
                Paragraph("Onze dispositifs documentés.", "chapeau"),
                Figures((Figure("11", "dispositifs", "Tableau 1"), Figure("67\u202f666", "habitants", "INSEE"))),
                Facts((("Communes", "31"),)),
                Paragraph("Une note.", "note"),
            ),
        ),
        Section("La carte", (Paragraph("31 communes."), picture())),
        Section("Les dispositifs", (table(5, note="2 lignes de plus."),)),
        Section("Ce qui n’est pas documenté", (Bullets(("Son porteur.", "Sa date de fin.")),)),
    )


def pdf_of(found: Document) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(found)))


def texts_of(reader: PdfReader) -> list[str]:
    """Return the text of each page on one line: a page breaks lines where it likes."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def docx_of(found: Document) -> Any:
    return docx.Document(io.BytesIO(to_docx(found)))


def docx_text(opened: Any) -> str:
    """Return every text of a word processor's document, in order."""
    return " ".join(element.text or "" for element in opened.element.body.iter(qn("w:t")))


def objects_of(reader: PdfReader) -> list[Any]:
    """Return every object of a PDF that is a dictionary."""
    found = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    return [item for item in found if hasattr(item, "keys")]


# ------------------------------------------------------------------------------------------------------------- PDF


def test_a_pdf_says_what_it_is() -> None:
    reader: Any = pdf_of(whole())
    assert reader.metadata.title == "Portrait de territoire : Redon Agglomération"
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert [item["/Title"] for item in reader.outline] == [
        "L’essentiel", "La carte", "Les dispositifs", "Ce qui n’est pas documenté",
    ]  # fmt: skip
    text = " ".join(texts_of(reader))
    for said in ("Onze dispositifs documentés.", "67\u202f666", "debut004", "2 lignes de plus.", "Sa date de fin."):
        assert " ".join(said.split()) in text


def test_the_fonts_of_a_pdf_are_in_it() -> None:
    fonts = [item for item in objects_of(pdf_of(whole())) if item.get("/Type") == "/Font"]
    descriptors = [item for item in objects_of(pdf_of(whole())) if item.get("/Type") == "/FontDescriptor"]
    assert {str(font["/BaseFont"]).split("+")[-1] for font in fonts} == {"DejaVuSansBook", "DejaVuSansBold"}
    assert descriptors
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def test_a_pdf_links_nothing_outside() -> None:
    found = document(Section("Noms", tuple(Paragraph(name) for name in NAMES)))
    reader: Any = pdf_of(found)
    # What opens with the document is its own first page.
    assert reader.trailer["/Root"]["/OpenAction"][0].get_object()["/Contents"] == reader.pages[0]["/Contents"]
    for item in objects_of(reader):
        assert not {"/URI", "/JS", "/Launch", "/AA"} & set(item.keys())
        assert item.get("/S") not in {"/URI", "/JavaScript", "/Launch"}


def test_each_page_is_numbered_out_of_all() -> None:
    pages = texts_of(pdf_of(document(Section("Long", (table(150),)))))
    assert len(pages) > 2
    for rank, text in enumerate(pages, start=1):
        assert f"page {rank} sur {len(pages)}" in text


def test_the_map_of_a_pdf_is_described() -> None:
    described = [item["/Alt"] for item in objects_of(pdf_of(whole())) if "/Alt" in item]
    assert described == ["Carte. Qui couvre quoi."]


def test_the_headings_of_a_table_come_back_and_no_row_is_cut() -> None:
    pages = texts_of(pdf_of(document(Section("Long", (table(90, text="mot " * 60),)))))
    assert len(pages) > 3
    for text in pages:
        assert "Début Texte Nombre Fin" in text
        assert set(re.findall(r"debut(\d+)", text)) == set(re.findall(r"fin(\d+)", text))
    assert sum(len(re.findall(r"debut\d+", text)) for text in pages) == 90


@pytest.mark.parametrize("lines", range(25, 50, 6))
@pytest.mark.parametrize("kind", ["tableau", "carte", "texte", "liste"])
def test_a_heading_never_ends_a_page(lines: int, kind: str) -> None:
    choices: dict[str, Block] = {
        "tableau": table(4),
        "carte": picture(),
        "texte": Paragraph("La suite commence ici. " + "mot " * 150),
        "liste": Bullets(("La suite commence ici.", "Puis là.")),
    }
    block = choices[kind]
    filler = tuple(Paragraph("Une ligne.") for _ in range(lines))
    pages = texts_of(pdf_of(document(Section("Avant", filler), Section("Le titre cherché", (block,)))))
    (held,) = [text for text in pages if "Le titre cherché" in text]
    mark = {"tableau": "fin000", "carte": "Carte 1. Territoires couverts.", "texte": "La suite", "liste": "La suite"}
    assert mark[kind] in held


def test_letters_that_the_font_lacks_are_shown_as_missing_and_counted() -> None:
    names = ("Avant 🏥 après", "保健所")
    written = document(Section("Noms", (Paragraph(names[0]), Bullets((names[1], "CPAM")))), title="Pays 🌊")
    said = " ".join(texts_of(pdf_of(written)))
    assert "Avant \ufffd après" in said
    assert "5 caractères que la police n’a pas (emoji, autres écritures) sont remplacés par « \ufffd »" in said
    kept = "\n".join(paragraph.text for paragraph in docx_of(written).paragraphs)
    assert all(name in kept for name in names)
    assert "remplacé" not in kept


def test_one_letter_lacking_on_a_map_is_counted() -> None:
    def said(name: str) -> str:
        schemes = (Scheme(name, communes(REDON)), Scheme("CPTS", frozenset(sorted(communes(REDON))[:4])))
        view = build_map(OverlapLayer(titre="Partage", schemes=schemes, scope=communes(REDON)))
        held = Section("Carte", (Picture(view, "Carte 1.", "Carte."),))
        return " ".join(" ".join(texts_of(pdf_of(document(held)))).split())

    assert "caractère" not in said("Redon")
    assert "1 caractère que la police n’a pas (emoji, autres écritures) est remplacé par" in said("Redon 🏥")


# ------------------------------------------------------------------------------------------------------------ DOCX


def test_a_docx_has_real_styles_and_says_what_it_is() -> None:
    opened = docx_of(whole())
    styles = [(paragraph.style.name, paragraph.text) for paragraph in opened.paragraphs]
    assert ("Title", "Redon Agglomération") in styles
    headings = [text for style, text in styles if style == "Heading 1"]
    assert headings == ["L’essentiel", "La carte", "Les dispositifs", "Ce qui n’est pas documenté"]
    assert ("Caption", "Tableau 1. Des lignes") in styles
    assert ("List Bullet", "Son porteur.") in styles
    properties = opened.core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Portrait de territoire : Redon Agglomération", "fr-FR", "Maillage",
    )  # fmt: skip
    languages = {item.get(qn("w:val")) for item in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    assert "67\u202f666" in docx_text(opened)


def test_the_tables_of_a_docx_repeat_their_headings_and_keep_their_rows_whole() -> None:
    (found,) = [one for one in docx_of(whole()).tables if one.rows[0].cells[0].text == "Début"]
    marks = [{child.tag for child in row._tr.trPr} for row in found.rows]
    assert qn("w:tblHeader") in marks[0]
    assert all(qn("w:cantSplit") in row for row in marks)
    assert not any(qn("w:tblHeader") in row for row in marks[1:])


def test_the_map_of_a_docx_is_described() -> None:
    (shape,) = docx_of(whole()).inline_shapes
    assert shape._inline.docPr.get("descr") == "Carte. Qui couvre quoi."


def test_the_pages_of_a_docx_are_numbered() -> None:
    foot = docx_of(whole()).sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_docx_links_nothing_outside() -> None:
    found = document(Section("Noms", tuple(Paragraph(name) for name in NAMES)), title=NAMES[-1])
    with zipfile.ZipFile(io.BytesIO(to_docx(found))) as archive:
        for name in archive.namelist():
            assert not name.endswith((".bin", ".js"))
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name)


# ------------------------------------------------------------------------------------------------------------ both


@pytest.mark.parametrize("write", [to_pdf, to_docx])
def test_the_same_document_gives_the_same_bytes(write: Any) -> None:
    assert write(whole()) == write(whole())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(name: str) -> None:
    text = clean(HOSTILE[name], 300)
    scheme = OverlapLayer(
        titre=text, schemes=(Scheme(text, communes(REDON)), Scheme("Autre", frozenset(sorted(communes(REDON))[:9])))
    )
    found = document(
        Section(
            text,
            (
                Paragraph(text),
                Bullets((text,)),
                Facts(((text, text),)),
                Figures((Figure(text, text, text),)),
                Picture(build_map(scheme), text, text),
                table(3, text=text),
            ),
        ),
        title=text,
    )
    pages = " ".join(texts_of(pdf_of(found)))
    assert "fin002" in pages
    assert ("{nb}" in text) == ("{nb}" in pages)
    opened = docx_of(found)
    # A word processor's XML holds the text as it is, and nothing of it became an element.
    assert text in [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(opened.tables) == 4
    root = map_svg(build_map(scheme)).decode()
    assert "<script" not in root
    assert not re.search(r'href="(?!#)', root)


def test_a_cleaned_text_is_one_line_without_hidden_signs() -> None:
    assert clean("ligne\x00\x07\x85\u2028suite\u202e !\ud800") == "ligne suite !"
    assert clean("a" * 100, 10) == "aaaaaaaaa…"
    assert len(clean(HOSTILE["sans fin"])) == 4000
    assert clean("مركز 🏥") == "مركز 🏥"


# ------------------------------------------------------------------------------------------------------------- maps


@pytest.mark.parametrize("name", ["deux", "trois", "etats", "couverture"])
def test_a_map_is_as_large_as_it_says(name: str) -> None:
    view = build_map(layer(name))
    width, height = map_size(view)
    content = map_png(view)
    assert content.startswith(b"\x89PNG")
    pixels = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    assert pixels == pytest.approx((width / 25.4 * 200, height / 25.4 * 200), abs=2)
    assert content == map_png(view)


def test_the_classes_of_a_map_differ_without_colour() -> None:
    view = build_map(layer("trois"))
    strokes = {item.look.code: tuple(stroke.code for stroke in item.look.strokes) for item in view.legend}
    assert len(set(strokes.values())) == len(strokes)


# ---------------------------------------------------------------------------------------------------------- columns


@given(
    shares=st.lists(st.floats(min_value=1, max_value=60), min_size=1, max_size=9),
    longest=st.integers(min_value=1, max_value=80),
)
def test_columns_share_the_whole_width(shares: list[float], longest: int) -> None:
    headings = tuple(Heading("mot", share) for share in shares)
    rows = (tuple("x" * longest if place == 0 else "y" for place in range(len(shares))),)
    widths = column_widths(Table("", headings, rows), 170.0, lambda word: 2.0 * len(word))
    assert sum(widths) == pytest.approx(170.0)
    assert all(width > 0 for width in widths)


def test_a_narrow_column_holds_its_longest_word() -> None:
    headings = (Heading("Nom", 90), Heading("Certitude", 1), Heading("N°", 1))
    widths = column_widths(Table("", headings, (("un nom", "incertain", "1"),)), 100.0, lambda word: 2.0 * len(word))
    assert widths[1] >= 18.0
    assert widths[2] >= 4.0
    assert widths[0] > widths[1]


# ------------------------------------------------------------------------------------------------------ screen readers


def test_a_screen_reader_finds_its_way_in_a_docx() -> None:
    table = Table("Qui fait quoi", (Heading("Nom", 2), Heading("Rôle", 1)), (("CPAM", "pilote"),), "Rôles documentés.")
    made = docx.Document(
        io.BytesIO(to_docx(document(Section("Un", (table, Paragraph("Dit.", "corps"))), Section("Deux", (table,)))))
    )
    assert [p.text for p in made.paragraphs if p.style and p.style.name == "Title"] == ["Redon Agglomération"]
    headings = [p for p in made.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    assert {"Un", "Deux"} <= {p.text for p in headings}
    assert {p.style.name for p in headings if p.style} == {"Heading 1"}
    assert made.core_properties.language == "fr-FR"
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    named = [one for one in made.tables if one._tbl.tblPr.xpath("./w:tblCaption")]
    assert len(named) == 2
    for one in named:
        properties = one._tbl.tblPr
        assert properties.xpath("./w:tblCaption/@w:val") == ["Qui fait quoi"]
        assert properties.xpath("./w:tblDescription/@w:val") == ["Rôles documentés."]
        assert one.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
