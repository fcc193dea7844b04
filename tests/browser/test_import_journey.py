"""Follow a person who feeds the base: three defects corrected in the page, written, then taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Locator, Page, expect

from graph.engine import stop
from graph.settings import Settings
from graph.store.store import Store
from tests.support.app_page import SIZE, keep_picture, settle, visit
from tests.support.browser import ROOT, StreamlitServer, serve_streamlit, watch_errors, watch_requests

pytestmark = pytest.mark.browser

ACTORS = """id,nom,type_acteur,siren,territoires
acteur:une-test,Une association,réunion de bonnes volontés,,
acteur:deux-test,Deux associations,association,5520101,
acteur:trois-test,Trois associations,association,,Saint-Aubin
"""


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    found = Settings(data_dir=tmp_path / "base")
    yield found
    stop(found.data_dir)


@pytest.fixture
def app(settings: Settings, tmp_path: Path) -> Iterator[StreamlitServer]:
    """Serve the application on an empty base."""
    environment = {"MAILLAGE_DATA": str(settings.data_dir), "NEO4J_URI": "", "MAILLAGE_LINGER": "5"}
    with serve_streamlit(ROOT / "app" / "main.py", log=tmp_path / "server.log", environment=environment) as running:
        yield running


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = window.new_page()
    outside, errors = watch_requests(opened), watch_errors(opened)
    yield opened
    # The page goes away before its server, which it would call for in vain.
    opened.goto("about:blank")
    opened.close()
    assert outside == []
    assert [error for error in errors if "404 (Not Found)" not in error] == []


def test_three_defects_are_corrected_written_and_undone(
    app: StreamlitServer, settings: Settings, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": SIZE["height"]})
    (tmp_path / "acteurs.csv").write_text(ACTORS, encoding="utf-8")
    visit(page, app.url, "donnees")
    page.locator('input[type="file"]').set_input_files(tmp_path / "acteurs.csv")
    expect(page.get_by_text("Reconnu comme")).to_be_visible()
    _press(page, "Voir la vérification")
    expect(page.get_by_text("Import refusé")).to_be_visible()
    before = _version(settings)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger les lignes rejetées").click()
    waiting.value.save_as(tmp_path / "rejets.xlsx")
    headings = [cell.value for cell in next(iter(load_workbook(tmp_path / "rejets.xlsx").worksheets))[1]]
    assert headings == ["id", "nom", "type_acteur", "siren", "territoires", "_motif"]

    _choose(page, page.get_by_role("combobox", name="La bonne valeur"), "association")
    expect(page.get_by_text("→ « Association »".replace("« ", "«\u00a0").replace(" »", "\u00a0»"))).to_be_visible()
    settle(page)
    _choose(page, page.get_by_role("combobox", name="Laquelle est-ce"), "Jura")
    expect(page.get_by_text("Import possible")).to_be_visible()
    settle(page)
    page.get_by_text("Zéros de tête remis").first.click()
    expect(page.get_by_role("table", name="Zéros de tête remis")).to_contain_text("005520101")
    _fits(page)
    keep_picture(page, "import-verification")

    _press(page, "Voir le plan")
    expect(page.get_by_role("table", name="Changements")).to_contain_text("Trois associations intervient sur")
    _fits(page)
    _press(page, re.compile("^Écrire 4"))
    expect(page.get_by_text("C’est écrit.")).to_be_visible()
    assert _version(settings) != before
    expect(page.get_by_role("table", name="Journal")).to_contain_text("en vigueur")
    _press(page, "Préparer l’annulation")
    expect(page.get_by_text(re.compile("À retirer"))).to_be_visible()
    _fits(page)
    _press(page, re.compile("^Annuler 1"))
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    expect(page.get_by_role("table", name="Journal")).to_contain_text("annulée")
    keep_picture(page, "import-annule")
    assert _version(settings) == before


def test_a_reload_says_that_the_file_is_gone(app: StreamlitServer, page: Page, tmp_path: Path) -> None:
    (tmp_path / "acteurs.csv").write_text(ACTORS, encoding="utf-8")
    visit(page, app.url, "donnees")
    page.locator('input[type="file"]').set_input_files(tmp_path / "acteurs.csv")
    expect(page.get_by_text("Reconnu comme")).to_be_visible()
    _press(page, "Voir la vérification")
    expect(page.get_by_text("Import refusé")).to_be_visible()
    assert "etape=verification" in page.url
    page.reload()
    expect(page.get_by_text("Aucun fichier n’est déposé")).to_be_visible()
    _press(page, "Déposer un fichier")
    expect(page.locator('input[type="file"]')).to_have_count(1)


def _press(page: Page, name: str | re.Pattern[str]) -> None:
    settle(page)
    page.get_by_role("button", name=name).first.click()
    page.wait_for_timeout(400)
    settle(page)


def _choose(page: Page, box: Locator, text: str) -> None:
    """Type in a list and take what it proposes; the list is drawn again while it filters."""
    box.click()
    box.fill(text)
    page.wait_for_timeout(800)
    page.get_by_role("option").first.click()


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _version(settings: Settings) -> str:
    with Store.open(settings) as store:
        return store.recompute_version()
