"""Hold the screen of the network in a real browser: what it does, what stays where it is, what an address reopens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.view_models.layouts.subject import LAYOUTS, Layout
from tests.support.app_page import SECONDS, choose, eventually, keep_picture, settle, visit
from tests.support.browser import StreamlitServer, watch_errors, watch_requests
from tests.support.network_picture import ask_picture, overlaps, place_of, places, still, wait_for_picture

pytestmark = pytest.mark.browser

DAY = "2021-09-15"
CPAM, ARS, CLS = "acteur:cpam-35", "acteur:ars-bretagne", "disp:cls-broceliande-1"
AROUND = {"vue": "autour", "id": CPAM, "date": DAY}
SIZE = {"width": 1280, "height": 1000}
_OWN_ERRORS = "404 (Not Found)"
_VIEWS = re.compile(r"Enregistrer cette vue|Vues enregistrées \(")


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = window.new_page()
    opened.set_viewport_size(SIZE)  # type: ignore[arg-type]
    outside, errors = watch_requests(opened), watch_errors(opened)
    yield opened
    opened.close()
    assert outside == []
    assert [error for error in errors if _OWN_ERRORS not in error] == []


def new_page(browser: Browser) -> Page:
    context = browser.new_context(viewport=SIZE, locale="fr-FR")  # type: ignore[arg-type]
    context.set_default_timeout(SECONDS)
    return context.new_page()


def show(page: Page, app: StreamlitServer, **address: str) -> None:
    visit(page, app.url, "reseau", **address)
    wait_for_picture(page)


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_query(page: Page, name: str, value: str) -> None:
    page.wait_for_function(
        "([name, value]) => (new URLSearchParams(location.search).get(name) ?? '') === value", arg=[name, value]
    )
    settle(page)


@pytest.mark.parametrize("layout", list(Layout))
def test_no_name_covers_anything_at_the_first_zoom(app: StreamlitServer, page: Page, layout: Layout) -> None:
    show(page, app, **{**AROUND, "pas": "2"}, disposition=layout.value)
    assert 80 <= ask_picture(page, "picture.order.length") <= 150
    assert overlaps(page) == []
    captions = ask_picture(page, "picture.captionBoxes.length")
    assert captions if layout is not Layout.LIENS else not captions
    keep_picture(page, f"reseau-{layout.value}")


def test_a_layout_is_chosen_and_stays_in_the_address(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before = places(page)
    page.get_by_role("radio", name=LAYOUTS[Layout.SECTEUR]).click()
    wait_for_query(page, "disposition", "secteur")
    expect(page.get_by_text("Les acteurs d’un même secteur sont côte à côte")).to_be_visible()
    assert eventually(page, lambda: places(page), lambda found: found != before) != before


def test_a_click_shows_the_sheet_and_nothing_moves(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before = still(page)
    x, y = place_of(page, ARS)
    started = time.perf_counter()
    page.mouse.click(x, y)
    assert ask_picture(page, "picture.selected") == ARS
    shown = time.perf_counter() - started
    page.get_by_role("link", name="Ouvrir la fiche").wait_for()
    print(f"click: picture {shown:.2f} s, sheet {time.perf_counter() - started:.2f} s")
    settle(page)
    assert still(page) == before
    assert query(page)["choix"] == ARS
    expect(page.get_by_text("de plus à un lien")).to_be_visible()


def test_sliding_the_date_changes_links_and_moves_nothing(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before, links = still(page), ask_picture(page, "picture.data.edges.map((edge) => [edge.id, edge.certitude])")
    ask_picture(page, "picture.network.mark = 7")
    handle = page.get_by_role("slider").first
    handle.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => new URLSearchParams(location.search).get('date') < '2021-09-15'")
    settle(page)
    expect(page.locator(".m-scope").first).not_to_contain_text("15 septembre 2021")
    drawn = "picture.data.edges.map((edge) => [edge.id, edge.certitude])"
    assert eventually(page, lambda: ask_picture(page, drawn), lambda found: found != links) != links
    # What had not begun at that date is not drawn; what stays has not moved, nor has the point of view.
    drawn_then, view = still(page)
    assert drawn_then
    assert drawn_then == {node: before[0][node] for node in drawn_then}
    assert view == before[1]
    assert ask_picture(page, "picture.network.mark") == 7, "the library's network was built anew"


def test_a_filter_hides_in_place(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before = places(page)
    page.get_by_role("button", name="Filtrer").click()
    choose(page, page.get_by_role("combobox", name="Natures"), "", re.compile(r"^Dispositif \("), "natures=dispositif")
    page.keyboard.press("Escape")
    after = eventually(page, lambda: places(page), lambda found: len(found) < len(before))
    assert 1 < len(after) < len(before)
    assert after == {node: before[node] for node in after}
    expect(page.get_by_text("par les filtres")).to_be_visible()


def test_a_double_click_unfolds_and_there_is_a_way_back(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before, view = places(page), ask_picture(page, "picture.camera()")
    page.mouse.dblclick(*place_of(page, ARS))
    wait_for_query(page, "plus", ARS)
    expect(page.get_by_role("button", name="Replier le dernier")).to_be_visible()
    after = eventually(page, lambda: places(page), lambda found: len(found) > len(before))
    assert len(after) > len(before)
    assert ask_picture(page, "picture.camera()") == view
    xs = [x for x, _ in before.values()]
    moves = sorted(abs(after[node][0] - x) + abs(after[node][1] - y) for node, (x, y) in before.items())
    assert moves[len(moves) // 2] < 0.05 * (max(xs) - min(xs))
    page.get_by_role("button", name="Replier le dernier").click()
    wait_for_query(page, "plus", "")
    assert eventually(page, lambda: places(page), lambda found: found == before) == before
    # Another distance is another picture: the whole of it comes into the frame.
    ask_picture(page, "picture.zoom(3)")
    page.get_by_text("à 2 liens", exact=True).click()
    wait_for_query(page, "pas", "2")
    far = eventually(page, lambda: places(page), lambda found: len(found) > len(before))
    assert len(far) > len(before)
    outside = (
        "[...picture.nodes.values()].filter((node) => { const at = picture.network.canvasToDOM(node);"
        " const { clientWidth, clientHeight } = picture.canvas;"
        " return at.x < 0 || at.y < 0 || at.x > clientWidth || at.y > clientHeight; }).map((node) => node.id)"
    )
    assert eventually(page, lambda: ask_picture(page, outside), lambda found: not found) == []


def test_the_address_reopens_the_same_picture_in_another_browser(
    app: StreamlitServer, page: Page, browser: Browser
) -> None:
    show(
        page, app, **AROUND, disposition="dispositif", plus=ARS, certitudes="certain|incertain",
        natures="acteur|acteur_dispositif|dispositif", fini="oui", chemin=f"{CPAM}|{CLS}",
    )  # fmt: skip
    page.mouse.click(*place_of(page, ARS))
    wait_for_query(page, "choix", ARS)
    other = new_page(browser)
    other.goto(page.url)
    settle(other)
    wait_for_picture(other)
    drawn = "[picture.order, picture.data.edges.map((edge) => [edge.id, edge.certitude, edge.width])]"
    wanted = places(page)
    assert eventually(page, lambda: places(other), lambda found: found == wanted) == wanted
    assert ask_picture(other, drawn) == ask_picture(page, drawn)
    assert ask_picture(other, "picture.chosen") == [ARS]
    lit = "[...picture.highlight.nodes].sort()"
    assert ask_picture(other, lit) == ask_picture(page, lit)
    assert query(other) == query(page)
    expect(other.get_by_text("entre CPAM d’Ille-et-Vilaine (CPAM 35) et CLS du Pays de Brocéliande")).to_be_visible()
    other.context.close()


def test_several_are_chosen_and_what_joins_them_is_said(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    before = still(page)
    page.mouse.click(*place_of(page, ARS))
    wait_for_query(page, "choix", ARS)
    page.keyboard.down("Control")
    page.mouse.click(*place_of(page, CLS))
    page.keyboard.up("Control")
    wait_for_query(page, "choix", f"{ARS}|{CLS}")
    expect(page.get_by_text("Tous deux sont liés à")).to_be_visible()
    assert still(page) == before
    page.get_by_role("button", name="Tous les chemins entre les deux").click()
    wait_for_query(page, "chemin", f"{ARS}|{CLS}")
    expect(page.get_by_text("ARS Bretagne signe CLS du Pays de Brocéliande 2017-2022.").first).to_be_visible()
    assert {ARS, CLS, CPAM} <= set(ask_picture(page, "[...picture.highlight.nodes]"))
    assert ask_picture(page, "picture.chosen") == []
    assert still(page) == before


def test_a_name_is_searched_and_the_picture_goes_there(app: StreamlitServer, page: Page) -> None:
    show(page, app, **{**AROUND, "pas": "2"})
    box = page.get_by_role("combobox", name="Chercher dans l’image")
    choose(page, box, "ARS Bretagne", re.compile("^ARS Bretagne$"), "ars-bretagne")
    assert eventually(page, lambda: ask_picture(page, "picture.selected"), lambda found: found == ARS) == ARS
    x, y = ask_picture(page, "(() => { const {x, y} = picture.network.getViewPosition(); return [x, y]; })()")
    there = ask_picture(page, f"(() => {{ const {{x, y}} = picture.nodes.get('{ARS}'); return [x, y]; }})()")
    assert (x, y) == pytest.approx(tuple(there), abs=1)
    assert ask_picture(page, "picture.network.getScale()") >= 0.9


def test_the_keyboard_chooses_several_and_unfolds(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    frame = page.get_by_role("application")
    frame.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mr-live")).to_contain_text("CPAM d'Ille-et-Vilaine (CPAM 35), Acteur")
    page.keyboard.press(" ")
    wait_for_query(page, "choix", CPAM)
    page.keyboard.press("Tab")
    second = ask_picture(page, "picture.cursor")
    page.keyboard.press(" ")
    wait_for_query(page, "choix", f"{CPAM}|{second}")
    assert ask_picture(page, "picture.host.getRootNode().activeElement === picture.frame")
    page.keyboard.press("Shift+Enter")
    wait_for_query(page, "plus", second)


def test_a_link_tells_its_reason_when_the_pointer_is_on_it(app: StreamlitServer, page: Page) -> None:
    show(page, app, **AROUND)
    x, y = ask_picture(
        page,
        "(() => { for (const edge of picture.edges.values()) { const [a, b] = [picture.nodes.get(edge.from),"
        " picture.nodes.get(edge.to)];"
        " const at = picture.network.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2});"
        " if (picture.network.getEdgeAt(at) === edge.id && picture.network.getNodeAt(at) === undefined) {"
        " const box = picture.canvas.getBoundingClientRect(); return [box.x + at.x, box.y + at.y]; } } })()",
    )
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y)
    tip = page.locator(".vis-tooltip")
    expect(tip).to_be_visible()
    # Links cross: the one under the pointer is one of them.
    assert tip.inner_text() in ask_picture(page, "[...picture.edges.values()].map((edge) => edge.title)")
    sentence, proof = tip.inner_text().split("\n")
    assert sentence
    assert re.search(r"\d{4}$", proof)


def test_a_view_is_kept_under_a_name_and_opened_by_somebody_else(
    app: StreamlitServer, page: Page, browser: Browser
) -> None:
    show(page, app, **AROUND, disposition="cercles")
    name = f"Autour de la caisse {time.time_ns()}"
    page.get_by_text(_VIEWS).click()
    page.get_by_role("textbox", name="Nom de la vue").fill(name)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("est enregistrée")).to_be_visible()
    settle(page)
    page.get_by_role("textbox", name="Nom de la vue").fill(name.upper())
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("choisissez un autre nom")).to_be_visible()
    other = new_page(browser)
    visit(other, app.url, "reseau")
    other.get_by_text(_VIEWS).click()
    settle(other)
    other.get_by_role("link", name=name).click()
    wait_for_query(other, "disposition", "cercles")
    wait_for_picture(other)
    wanted = places(page)
    assert eventually(page, lambda: places(other), lambda found: found == wanted) == wanted
    other.context.close()


def test_the_printed_page_holds_the_picture_and_no_button(app: StreamlitServer, page: Page, tmp_path: Path) -> None:
    show(page, app, **AROUND)
    page.emulate_media(media="print")
    expect(page.locator(".mr-canvas canvas")).to_be_visible()
    expect(page.locator(".mr-legend")).to_be_visible()
    expect(page.locator(".mr-tools")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Chercher dans l’image")).to_be_hidden()
    expect(page.get_by_role("slider").first).to_be_hidden()
    page.pdf(path=tmp_path / "reseau.pdf")
    assert (tmp_path / "reseau.pdf").stat().st_size > 20_000
