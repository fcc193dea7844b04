"""Hold every screen to what the accessibility statement says: axe-core, titles, focus, zoom and paper, in Chromium."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app.view_models.palette import contrast
from app.view_models.statement import STATE, admitted
from tests.architecture.tree import ROOT
from tests.support.accessibility import deviations, focused, hexadecimal, printed, tab_to, unspaced
from tests.support.app_page import SIZE, settle, visit
from tests.support.browser import StreamlitServer
from tests.support.example_app import serve_empty

pytestmark = pytest.mark.browser

DAY = "2021-09-15"
REDON = "EPCI-243500741"
CPAM = "acteur:cpam-35"
PAIR = {"partie": "paire", "dispositifs": "disp:cls-redon-2|disp:cpts-redon"}
NARROW = {"width": 390, "height": 844}
ZOOMED = {"width": SIZE["width"] // 2, "height": SIZE["height"] // 2}
_HEADINGS = "[data-testid=stMain] :is(h1, h2)"
# What Streamlit hands to Maillage to fill: nothing inside is the framework's own.
OURS = {"stHtml", "stMarkdownContainer", "stBidiComponentRegular", "stBidiComponentIsolated", "stMain", "stApp", ""}

SCREENS = {path.stem for path in (ROOT / "app" / "screens").glob("*.py")}
STATES: dict[str, dict[str, str]] = {
    "accueil": {},
    "territoire": {"territoire": REDON},
    "fiche": {"id": CPAM},
    "reseau": {"id": CPAM, "vue": "autour"},
    "questions": {"question": "signataires", "dispositif": "disp:cls-broceliande-1"},
    "recouvrements": {"territoire": REDON},
    "articulations": {"territoire": REDON},
    "manques": {"territoire": REDON},
    "evolution": {"territoire": REDON, "debut": "2019-01-01"},
    "conformite": {},
    "engagements": {"acteur": CPAM},
    "partenaires": {"acteur": CPAM, "territoire": REDON, "theme": "acces_soins"},
    "methodes": {},
    "atelier": {"territoire": REDON},
    "donnees": {},
    "saisie": {},
    "doublons": {},
    "qualite": {},
    "accessibilite": {},
}
"""Each screen with something in it."""

MORE: dict[str, tuple[str, dict[str, str]]] = {
    "the list of questions": ("questions", {}),
    "a pair of schemes": ("recouvrements", {"territoire": REDON, **PAIR}),
    "a sheet to choose": ("fiche", {}),
    "a territory to choose": ("territoire", {}),
    "a method": ("methodes", {"methode": "recouvrement"}),
}
CASES = {**{name: (name, address) for name, address in STATES.items()}, **MORE}


@pytest.fixture(scope="module")
def window_options() -> dict[str, Any]:
    # The policy of the page would refuse the script that looks at it.
    return {"viewport": SIZE, "bypass_csp": True}


def test_every_screen_is_looked_at() -> None:
    assert set(STATES) == SCREENS


@pytest.mark.parametrize("case", CASES)
def test_no_deviation_and_nothing_lost_at_200_percent(app: StreamlitServer, page: Page, case: str) -> None:
    screen, address = CASES[case]
    visit(page, app.url, screen, date=DAY, **address)
    headings = page.locator(_HEADINGS).all_inner_texts()
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.lang") == "fr"
    # Colours do not depend on the width; the menu is there on the wide one.
    for scheme, size in (("light", SIZE), ("dark", SIZE), ("light", NARROW)):
        _look(page, scheme, size)
        _hold(page, f"{case}, {scheme}, {size['width']} px")
    _hold_zoomed(page, headings)


def test_an_opened_row_has_no_deviation(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "questions", date=DAY, **STATES["questions"])
    page.get_by_role("button", name="citation, ARS Bretagne").click()
    expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()
    for scheme in ("light", "dark"):
        _look(page, scheme, SIZE)
        _hold(page, f"proof, {scheme}")


def test_an_empty_base_has_no_deviation(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve_empty(tmp_path_factory.mktemp("accessible-empty")) as running:
        for screen in ("accueil", "territoire", "donnees"):
            visit(page, running.url, screen)
            for scheme in ("light", "dark"):
                _look(page, scheme, SIZE)
                _hold(page, f"empty {screen}, {scheme}")
        page.goto("about:blank")


def test_the_check_sees_what_is_wrong(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "methodes")
    assert not [found for found in deviations(page) if found.element == "stHtml"]
    page.evaluate(
        """() => document.querySelector('[data-testid="stMain"] [data-testid="stHtml"]').insertAdjacentHTML(
        'beforeend', '<img src=""><p style="color:#ccc;background:#fff">à peine lisible</p>')"""
    )
    assert {found.rule for found in deviations(page) if found.element == "stHtml"} == {"image-alt", "color-contrast"}


def test_what_is_admitted_belongs_to_the_framework() -> None:
    assert not [found for found in admitted() if found.element in OURS]


def test_screens_have_titles_of_their_own(app: StreamlitServer, page: Page) -> None:
    titles = []
    for screen, address in (("reseau", STATES["reseau"]), ("territoire", STATES["territoire"]), ("accessibilite", {})):
        visit(page, app.url, screen, date=DAY, **address)
        titles.append(page.title())
    assert titles[0] == "Réseau – CPAM d’Ille-et-Vilaine (CPAM 35) – Maillage"
    assert titles[1] == "Redon Agglomération (EPCI) – Territoire – Maillage"
    assert titles[2] == "Déclaration d’accessibilité – Accessibilité – Maillage"


def test_the_menu_is_a_list_and_says_the_state(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "accueil")
    expect(page.get_by_role("navigation", name="Écrans").get_by_role("link", name="Doublons")).to_be_visible()
    expect(page.get_by_role("main")).to_have_count(1)
    page.get_by_role("link", name=f"Accessibilité : {STATE}").click()
    expect(page.get_by_role("heading", level=1, name="Déclaration d’accessibilité")).to_be_visible()
    settle(page)
    for heading in ("État de conformité", "Retour d’information et contact", "Voies de recours"):
        expect(page.get_by_role("heading", level=2, name=heading)).to_be_visible()


def test_the_acronyms_of_a_screen_are_one_link_away(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "reseau", date=DAY, **STATES["reseau"])
    heading = page.get_by_role("heading", level=2, name="Sigles de cette page")
    expect(heading).not_to_be_in_viewport()
    page.get_by_role("link", name="Sigles de cette page").press("Enter")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    assert parse_qs(urlsplit(page.url).query)["id"] == [CPAM]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_place_of_the_keyboard_is_seen(app: StreamlitServer, page: Page, scheme: str) -> None:
    visit(page, app.url, "questions", date=DAY, **STATES["questions"])
    _look(page, scheme, SIZE)
    ground = hexadecimal(
        page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    )
    tab_to(page, "Aller au contenu", presses=1)
    faint = []
    for _ in range(24):
        page.keyboard.press("Tab")
        at = focused(page)
        if at.style == "none" or at.width < 2 or contrast(at.colour, ground) < 3:
            faint.append(at)
    assert faint == []


@pytest.mark.parametrize("screen", ["territoire", "questions", "manques", "conformite", "partenaires"])
def test_paper_has_the_whole_content_and_nothing_else(app: StreamlitServer, page: Page, screen: str) -> None:
    visit(page, app.url, screen, date=DAY, **STATES[screen])
    _look(page, "dark", SIZE)
    heading = page.locator("h1").inner_text()
    rows = _seen(page.locator("[data-testid=stMain] tbody tr > :first-child"))
    assert rows or screen == "partenaires"  # Its answers are cards.
    sheets = printed(page)
    assert unspaced(heading) in sheets[0]
    assert unspaced("15 septembre 2021") in sheets[0]
    said = "".join(sheets)
    assert [row for row in rows if unspaced(row) not in said] == []
    for button in ("Mes engagements", "Imprimer ou enregistrer", "Filtrer ces lignes", "Télécharger"):
        assert unspaced(button) not in said
    page.emulate_media(media="print", color_scheme="dark")
    assert _colour(page, "[data-testid=stMain]", "backgroundColor") == "#ffffff"
    assert _colour(page, "h1", "color") == "#000000"


def _look(page: Page, scheme: str, size: dict[str, int]) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(size)  # type: ignore[arg-type]
    wanted = "dark" if scheme == "dark" else "light"
    page.wait_for_function(
        "(wanted) => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === wanted", arg=wanted
    )
    page.wait_for_timeout(400)  # Menus slide and colours fade.


def _hold(page: Page, where: str) -> None:
    allowed = {(found.rule, found.element) for found in admitted()}
    found = [one for one in deviations(page) if (one.rule, one.element) not in allowed]
    assert found == [], where


def _hold_zoomed(page: Page, headings: list[str]) -> None:
    """Hold that nothing is lost at 200 percent."""
    _look(page, "light", ZOOMED)
    assert page.locator(_HEADINGS).all_inner_texts() == headings
    cut = page.evaluate(
        """() => {
        const main = document.querySelector('[data-testid="stMain"]');
        const scrolls = (at) => { for (; at && at !== main; at = at.parentElement ?? at.getRootNode().host)
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true; return false; };
        const texts = [...main.querySelectorAll('h1, h2, h3, p, li, dt, dd, button, label')];
        return texts
          .filter((at) => at.checkVisibility() && at.getBoundingClientRect().right > innerWidth + 1 && !scrolls(at))
          .map((at) => at.textContent.trim().slice(0, 60));
      }"""
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]


def _seen(found: Locator) -> list[str]:
    """Return the texts of what is seen: a box that the reader left closed stays out of the paper."""
    return [one.inner_text() for one in found.all() if one.evaluate("(at) => at.checkVisibility()")]


def _colour(page: Page, selector: str, name: str) -> str:
    return hexadecimal(
        page.evaluate("([at, name]) => getComputedStyle(document.querySelector(at))[name]", [selector, name])
    )
