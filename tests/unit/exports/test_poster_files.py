"""Read the files of a poster back: text that can be selected, fonts inside, nothing fetched, hostile names inert."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.exports.network_file import NetworkFile
from app.exports.poster import Size, build_scene, to_pdf, to_png, to_svg
from app.exports.poster.language import in_french
from app.exports.poster.lettering import width_of
from app.exports.poster.primitives import Scene, Words
from app.view_models.palette import SECTEURS, contrast
from tests.support.network_files import hostile_file, realistic_file

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "path", "polygon", "text"}
FILES = {"realistic": lambda: realistic_file(80), "hostile": hostile_file}


def flat(text: str) -> str:
    """Return a text without spaces, which readers of PDF place as they like."""
    return re.sub(r"\s+", "", text)


def lines(scene: Scene) -> list[str]:
    return [mark.text for group in scene.groups for mark in group.marks if isinstance(mark, Words)]


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_svg_is_plain_text_and_shapes(make: Callable[[], NetworkFile]) -> None:
    file = make()
    scene = build_scene(file)
    content = to_svg(scene)
    root = ET.fromstring(content)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    assert [element.text or "" for element in root.iter(f"{SVG}text")] == lines(scene)
    for element in root.iter():
        assert not [
            name for name in element.attrib if name.lower().startswith("on") or "href" in name or name == "style"
        ]
        assert not [value for value in element.attrib.values() if "url(" in value or "javascript:" in value]
    # The only address is the name of the language.
    outside = re.sub(rb">[^<]*<", b"><", content).replace(b"http://www.w3.org/2000/svg", b"")
    assert b"http" not in outside
    assert root.get("lang") == "fr"
    said = root.find(f"{SVG}title")
    assert said is not None
    assert said.text == scene.title
    assert root.get("aria-labelledby") == "titre description"
    assert {element.get("id") for element in root} >= {"titre", "description"}


def test_svg_is_as_large_as_its_sheet_and_says_each_link() -> None:
    file = realistic_file(80)
    root = ET.fromstring(to_svg(build_scene(file, Size.A1)))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("841mm", "594mm", "0 0 841 594")
    titles = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert {edge.sentence for edge in file.view.edges} <= {
        title.split("\n")[0].split(" Convention")[0] for title in titles
    }


def test_svg_lines_keep_the_width_they_were_measured_with() -> None:
    for element in ET.fromstring(to_svg(build_scene(realistic_file(8)))).iter(f"{SVG}text"):
        size, length = float(element.get("font-size", "0")), float(element.get("textLength", "0"))
        bold = element.get("font-weight") == "bold"
        assert length == pytest.approx(width_of(element.text or "", size, bold=bold), rel=0.005)


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_pdf_holds_text_and_its_fonts_and_no_link(make: Callable[[], NetworkFile]) -> None:
    scene = build_scene(make())
    content = to_pdf(scene)
    reader = PdfReader(BytesIO(content))
    page, *names = reader.pages
    assert len(names) == len(scene.following)
    assert float(page.mediabox.width) == pytest.approx(scene.width / 25.4 * 72, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(scene.height / 25.4 * 72, abs=0.5)
    assert page.annotations in (None, [])
    assert b"/URI" not in content
    assert b"/JavaScript" not in content
    assert reader.metadata is not None
    assert reader.metadata.title == scene.title
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    assert fonts
    for name in fonts:
        assert "/FontFile2" in descriptor(fonts[name].get_object())
    said = flat(page.extract_text())
    latin = [line for line in lines(scene) if re.fullmatch(r"[\x20-\x7eÀ-ÿ’«»\u00a0\u202f–…]+", line)]
    assert len(latin) > 20
    assert [line for line in latin if flat(line) not in said] == []


def descriptor(font: DictionaryObject) -> DictionaryObject:
    below = font.get("/DescendantFonts")
    owner = below.get_object()[0].get_object() if below is not None else font
    found = owner["/FontDescriptor"].get_object()
    assert isinstance(found, DictionaryObject)
    return found


def test_pdf_is_vectors() -> None:
    pages = PdfReader(BytesIO(to_pdf(build_scene(realistic_file(80))))).pages
    assert [list(page.images) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize(("count", "size", "pixels"), [(8, None, (1753, 1240)), (80, Size.A3, (2480, 1753))])
def test_png_has_the_size_of_its_sheet(count: int, size: Size | None, pixels: tuple[int, int]) -> None:
    content = to_png(build_scene(realistic_file(count), size))
    picture = imread(BytesIO(content), format="png")
    assert (picture.shape[1], picture.shape[0]) == pytest.approx(pixels, abs=1)
    place = content.index(b"pHYs") + 4
    assert struct.unpack(">IIB", content[place : place + 9]) == (round(150 / 0.0254),) * 2 + (1,)
    assert b"pays de Redon" in content
    assert len(np.unique(picture.reshape(-1, picture.shape[2]), axis=0)) > 50


def test_letters_of_sectors_stay_readable_without_colour() -> None:
    assert min(contrast(style.fill, style.ink) for style in SECTEURS.values()) >= 4.5


def test_letters_are_drawn_as_wide_as_measured() -> None:
    text = "Les signataires s’engagent\u202f; n° 66\u202f478 « œuvre »."
    build_scene(realistic_file(8))
    for bold in (False, True):
        figure = Figure(dpi=150)
        drawn = figure.text(0, 0, text, fontsize=7, fontweight="bold" if bold else "normal", fontfamily="DejaVu Sans")
        figure.draw_without_rendering()
        width = drawn.get_window_extent().width / 150 * 72
        assert width <= 1.005 * width_of(text, 7, bold=bold)
    assert mpl.rcParams["text.hinting"] == "no_hinting"


def test_the_same_poster_gives_the_same_bytes() -> None:
    scene = build_scene(realistic_file(8))
    for write in (to_svg, to_pdf, to_png):
        assert write(scene) == write(build_scene(realistic_file(8)))


def test_a_poster_says_that_it_is_in_french() -> None:
    scene = build_scene(realistic_file(8))
    reader = PdfReader(BytesIO(to_pdf(scene)), strict=True)
    catalogue = reader.trailer["/Root"].get_object()
    assert isinstance(catalogue, DictionaryObject)
    assert str(catalogue["/Lang"]) == "fr-FR"
    assert catalogue["/ViewerPreferences"].get_object() == {"/DisplayDocTitle": True}
    assert reader.metadata is not None
    assert reader.metadata.title == scene.title
    assert len(reader.pages) == 1
    with pytest.raises(ValueError, match="no catalogue"):
        in_french(b"%PDF-1.4\n%%EOF\n")
