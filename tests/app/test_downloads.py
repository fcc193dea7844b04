"""Hold the buttons that give documents and files away: which a screen offers, and what each one gives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from streamlit.runtime.media_file_manager import MediaFileManager

from tests.app.conftest import Open
from tests.support.screens import fails, plain, words

DAY = "2021-09-15"
REDON = "EPCI-243500741"
CPAM, CLS = "acteur:cpam-35", "disp:cls-broceliande-1"
PAIR = "disp:cls-redon-1|disp:cls-redon-2"

Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Keep what each button would send, by the name of its file: the file is made when it is asked for."""
    kept: Files = {}
    add = MediaFileManager.add_deferred

    def noted(self: MediaFileManager, data: Callable[[], bytes], *rest: Any, **named: Any) -> str:
        name = named.get("file_name") or next(text for text in reversed(rest) if isinstance(text, str) and "." in text)
        kept[str(name)] = data
        return add(self, data, *rest, **named)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    return kept


def given(files: Files, extension: str) -> bytes:
    """Return the content of the one file of an extension."""
    (name,) = (name for name in files if name.endswith(f".{extension}"))
    return files[name]()


@pytest.mark.parametrize(
    ("screen", "address", "label"),
    [
        ("territoire", {"territoire": REDON}, "Portrait de territoire"),
        ("fiche", {"id": CPAM}, "Fiche acteur"),
        ("fiche", {"id": CLS}, "Fiche dispositif"),
        ("recouvrements", {"partie": "paire", "dispositifs": PAIR}, "Note de superposition"),
    ],
)
def test_a_screen_gives_its_document_in_both_formats(
    open_screen: Open, files: Files, screen: str, address: dict[str, str], label: str
) -> None:
    page = open_screen(screen, date=DAY, **address)
    assert fails(page) == []
    buttons = [button.proto.label for button in page.get("download_button")]
    assert {f"{label} en DOCX", f"{label} en PDF"} <= set(buttons)
    with zipfile.ZipFile(BytesIO(given(files, "docx"))) as document:
        assert document.testzip() is None
        assert "word/document.xml" in document.namelist()
    pages = PdfReader(BytesIO(given(files, "pdf"))).pages
    assert "15 septembre 2021" in plain(" ".join(page.extract_text() for page in pages))


def test_the_network_is_given_to_other_programs_each_with_its_use(open_screen: Open, files: Files) -> None:
    page = open_screen("reseau", vue="autour", id=CPAM, date=DAY)
    assert fails(page) == []
    said = plain(words(page))
    for program in ("GEXF : pour", "GraphML : pour", "JSON pour Kumu : pour", "Cypher : pour"):
        assert program in said
    buttons = [button.proto.label for button in page.get("download_button")]
    assert buttons[-4:] == [
        "Réseau en GEXF",
        "Réseau en GraphML",
        "Réseau en JSON pour Kumu",
        "Toute la base en Cypher",
    ]
    drawn = next(
        element for element in page.get("bidi_component") if element.proto.component_name == "maillage_network"
    )
    count = drawn.proto.json.count('"nature":')
    for extension, tag in (
        ("gexf", "{http://gexf.net/1.3}node"),
        ("graphml", "{http://graphml.graphdrawing.org/xmlns}node"),
    ):
        content = given(files, extension)
        assert len(list(ET.fromstring(content).iter(tag))) > count
        assert CPAM.encode() in content
    elements = json.loads(given(files, "json"))["elements"]
    assert len(elements) > count
    assert CPAM in {one["id"] for one in elements}
    assert b"toute la base" in given(files, "cypher")
