"""Open every screen on a base whose every text is hostile: nothing of it runs, nothing of it becomes an element."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from app.exports.csv_folder import write_csv_folder
from graph.engine import stop
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from tests.support.app_page import SECONDS, SIZE, visit
from tests.support.browser import ROOT, StreamlitServer, open_browser, serve_streamlit, watch_errors, watch_requests
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
def browser() -> Iterator[Browser]:
    with open_browser() as running:
        yield running


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
def page(browser: Browser) -> Iterator[Page]:
    """Give a page on which no dialog opens, no script fails, and nothing is asked of another host."""
    context = browser.new_context(viewport=SIZE, locale="fr-FR")  # type: ignore[arg-type]
    context.set_default_timeout(SECONDS)
    opened = context.new_page()
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", note)
    outside, errors = watch_requests(opened), watch_errors(opened)
    yield opened
    context.close()
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
