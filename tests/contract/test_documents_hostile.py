"""Hold documents to what is left of them on nothing, and on a base every text of which is hostile."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.exports.csv_folder import write_csv_folder
from app.exports.documents.catalogue import make
from app.exports.documents.content import Document, words_of
from app.exports.documents.desk import desk_of
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.kinds import ACTEUR, DISPOSITIF, PORTRAIT, SUPERPOSITION
from app.exports.documents.pdf_writer import to_pdf
from graph.answers.context import Context
from graph.settings import Settings
from ingest.importer import apply, check, plan
from tests.support.hostile_texts import ID, hostile_statements
from tests.support.stores import emptied

pytestmark = pytest.mark.contract


def made(context: Context, kind: str, ids: tuple[str, ...], territoire: str, date: str | None = None) -> Document:
    return make(desk_of(context, date), kind, ids, territoire)


def test_an_empty_base_gives_documents_that_say_so(embedded_settings: Settings) -> None:
    with emptied(embedded_settings) as store:
        context = Context(store)
        found = made(context, PORTRAIT, (), "EPCI-243500741")
        note = made(context, SUPERPOSITION, (), "EPCI-243500741")
        for document in (found, note):
            assert "Données insuffisantes." in words_of(document.sections)
            assert "aucun document n’est cité" in words_of(document.sections).casefold()
            assert len(PdfReader(io.BytesIO(to_pdf(document))).pages) <= 2


@pytest.fixture(scope="module")
def hostile(embedded_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Give a base every text of which is hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "faits"
    write_csv_folder(folder, tuple(hostile_statements()), "Texte.")
    with emptied(embedded_settings) as store:
        checked = check([folder], store)
        assert not checked.report.refuse
        apply(checked, plan(checked, store), store)
        yield Context(store)


def test_hostile_names_are_only_text(hostile: Context) -> None:
    schemes = [row["id"] for row in hostile.schemes][:2]
    asked: list[tuple[str, tuple[str, ...], str]] = [
        (PORTRAIT, (), "EPCI-243500618"),
        (ACTEUR, (ID,), ""),
        (ACTEUR, ("acteur:hostile-1",), ""),
        (DISPOSITIF, (schemes[0],), ""),
        (SUPERPOSITION, tuple(schemes), ""),
        (SUPERPOSITION, (), "EPCI-243500618"),
    ]
    for kind, ids, territoire in asked:
        found = made(hostile, kind, ids, territoire, "toutes")
        reader = PdfReader(io.BytesIO(to_pdf(found)))
        numbers = range(1, int(str(reader.trailer["/Size"])))
        objects: list[Any] = [item for item in map(reader.get_object, numbers) if hasattr(item, "keys")]
        assert not [item for item in objects if {"/URI", "/JS", "/Launch"} & set(item.keys())]
        opened = docx.Document(io.BytesIO(to_docx(found)))
        assert not [rel for rel in opened.part.rels.values() if rel.is_external]
        assert "\u202e" not in "".join(element.text or "" for element in opened.element.body.iter(qn("w:t")))
