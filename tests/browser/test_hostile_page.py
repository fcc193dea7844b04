"""Open every screen on a base whose every text is hostile: nothing of it runs, nothing of it becomes an element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from app.exports.csv_folder import write_csv_folder
from graph.engine import stop
from graph.settings import Settings
from graph.store.cypher_script import literal
from graph.store.store import Store
from ingest import importer
from tests.support.app_page import visit
from tests.support.browser import ROOT, StreamlitServer, serve_streamlit, watch_errors, watch_requests
from tests.support.defects.case import book
from tests.support.hostile_texts import ID, MARK, TEXTS, hostile_statements

pytestmark = pytest.mark.browser

_OWN_ERRORS = "404 (Not Found)"
PLACE = "EPCI-243500618"
ACTOR, SCHEME, ACTION = "acteur:hostile-0", "disp:hostile-1", "action:hostile-2"

# Elements, wherever they are: in the page, in a component's shadow, in a frame of the same origin.
INTRUDERS = """(mark) => {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const href = element.getAttribute('href') || '';
      if (element.id === mark || href.startsWith('javascript:')) found.push(element.outerHTML);
      if (element.shadowRoot) look(element.shadowRoot);
      if (element.tagName === 'IFRAME' && element.contentDocument) look(element.contentDocument);
    }
  };
  look(document);
  return found;
}"""

ADDRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("fiche", {"id": ID}),
    ("fiche", {"id": ACTOR}),
    ("fiche", {"id": SCHEME}),
    ("fiche", {"id": ACTION}),
    ("territoire", {"territoire": PLACE}),
    ("territoire", {"territoire": PLACE, "partie": "acteurs"}),
    ("territoire", {"territoire": PLACE, "partie": "besoins"}),
    ("reseau", {"vue": "territoire", "territoire": PLACE}),
    ("reseau", {"vue": "autour", "id": ACTOR}),
    ("recouvrements", {"territoire": PLACE}),
    ("articulations", {"territoire": PLACE, "dispositif": SCHEME}),
    ("conformite", {"territoire": PLACE}),
    ("conformite", {"territoire": PLACE, "partie": "charge"}),
    ("engagements", {"acteur": ACTOR}),
    ("manques", {"territoire": PLACE}),
    ("partenaires", {"acteur": ACTOR, "territoire": PLACE, "themes": "nutrition"}),
    ("qualite", {"partie": "notes"}),
    ("qualite", {"partie": "contradictions"}),
    ("doublons", {}),
    ("saisie", {"faire": "corriger", "id": ACTOR}),
    ("questions", {"question": "signataires", "dispositif": SCHEME}),
    ("questions", {"question": "pilotes", "dispositif": SCHEME}),
    ("questions", {"question": "cypher", "requete": f"{TEXTS[0]}"}),
    ("donnees", {}),
    ("methodes", {}),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamlitServer]:
    """Serve the application on a base that holds hostile facts only."""
    folder = tmp_path_factory.mktemp("hostile-page")
    write_csv_folder(folder / "faits", hostile_statements(), "Texte.")
    settings = Settings(data_dir=folder / "base")
    with Store.open(settings) as store:
        checked = importer.check([folder / "faits"], store)
        importer.apply(checked, importer.plan(checked, store), store)
        environment = {"MAILLAGE_DATA": str(folder / "base"), "NEO4J_URI": "", "MAILLAGE_LINGER": "5"}
        with serve_streamlit(ROOT / "app" / "main.py", log=folder / "server.log", environment=environment) as running:
            yield running
    stop(settings.data_dir)


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Give a page on which no dialog opens, no script fails, and nothing is asked of another host."""
    opened = window.new_page()
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", note)
    outside, errors = watch_requests(opened), watch_errors(opened)
    yield opened
    opened.close()
    assert dialogs == []
    assert outside == []
    assert [error for error in errors if _OWN_ERRORS not in error] == []


def is_inert(page: Page) -> None:
    """Hold that no text became an element, and that the page still works."""
    assert page.evaluate(INTRUDERS, MARK) == []
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    expect(page.locator('[data-testid="stMain"] h1').first).to_be_visible()


@pytest.mark.parametrize(
    ("screen", "address"), ADDRESSES, ids=lambda part: part if isinstance(part, str) else "-".join(part)
)
def test_hostile_texts_are_shown_and_do_nothing(
    app: StreamlitServer, page: Page, screen: str, address: dict[str, str]
) -> None:
    visit(page, app.url, screen, **({"date": "2021-09-15"} if screen else {}), **address)
    page.wait_for_timeout(300)
    is_inert(page)
    if screen == "fiche":
        assert f'<script id="{MARK}">' in page.locator('[data-testid="stMain"]').inner_text()


def test_the_files_of_a_hostile_network_hold_its_texts_to_the_letter(
    app: StreamlitServer, page: Page, tmp_path: Path
) -> None:
    visit(page, app.url, "reseau", date="2021-09-15", vue="autour", id=ACTOR)
    page.get_by_text("Télécharger ou partager cette image").click()

    def taken(label: str) -> Path:
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    for path in map(taken, ("Réseau en GEXF", "Réseau en GraphML")):
        assert {one.tag.rpartition("}")[2] for one in ElementTree.parse(path).iter()}.isdisjoint({"script", "img", "a"})
        checked = importer.check([path], None)
        assert not [issue for issue in checked.report.problemes if issue.blocking]
        names = {one.id: one.properties["nom"] for one in checked.statements if "nom" in one.properties}
        assert names[ACTOR] == TEXTS[0]
        assert set(names.values()) <= {*TEXTS, *(name for id_, name in names.items() if "hostile" not in id_)}
    elements = json.loads(taken("Réseau en JSON pour Kumu").read_text(encoding="utf-8"))["elements"]
    (actor,) = (one for one in elements if one["id"] == ACTOR)
    assert TEXTS[0] in actor.values()
    script = taken("Toute la base en Cypher").read_text(encoding="utf-8")
    # Each text is one literal, which a server reads back to the letter; outside the literals, nothing of it stands.
    assert all(literal(text) in script for text in TEXTS)
    code = re.sub(r"'(?:[^'\\]|\\.)*'", "", "\n".join(line for line in script.splitlines() if line[:2] != "//"))
    assert MARK not in code
    assert "DELETE" not in code
    is_inert(page)


def test_an_intruder_would_be_seen(page: Page) -> None:
    page.set_content(f"<p>&lt;b id={MARK}&gt;</p>")
    assert page.evaluate(INTRUDERS, MARK) == []
    page.set_content(f"<p><b id={MARK}>a</b><a href='javascript:alert(1)'>b</a></p>")
    assert len(page.evaluate(INTRUDERS, MARK)) == 2


def test_hostile_cells_in_a_report(app: StreamlitServer, page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = [
        ("id", "nom", "type_acteur", TEXTS[0]),
        *((f"acteur:n{n}", text, text, text) for n, text in enumerate(TEXTS)),
    ]
    path = book(tmp_path_factory.mktemp("fichier") / "<b id=x>essai.xlsx", {"acteurs": [list(row) for row in rows]})
    visit(page, app.url, "donnees")
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="Voir la vérification").click()
    expect(page.get_by_text("Import refusé")).to_be_visible()
    is_inert(page)
