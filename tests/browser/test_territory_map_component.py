"""Hold the map in a real browser: it tells, it returns what is chosen, it stays still, it asks nothing outside."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from app.view_models.map_plane import Plane
from app.view_models.territory_map import MapView, build_map, scale_at
from tests.support import maps
from tests.support.browser import (
    ROOT,
    StreamlitServer,
    serve_streamlit,
    watch_errors,
    watch_requests,
)

pytestmark = pytest.mark.browser

CHART = "[data-testid=stVegaLiteChart] svg"
TOOLTIP = "#vg-tooltip-element"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamlitServer]:
    log = tmp_path_factory.mktemp("streamlit") / "server.log"
    with serve_streamlit(ROOT / "tests/support/map_page.py", log=log) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light", locale="fr-FR")
    yield opened
    opened.close()


def show(page: Page, server: StreamlitServer, name: str) -> None:
    page.goto(f"{server.url}/?carte={name}")
    page.wait_for_function(f"document.querySelectorAll('{CHART} path').length > 20", timeout=60_000)
    says(page, "choisi=None")


def says(page: Page, text: str) -> None:
    page.get_by_text(text, exact=True).wait_for(timeout=60_000)


def place(page: Page, view: MapView, label: str) -> tuple[float, float]:
    """Return where the middle of a labelled territory is on the page, from the plane alone."""
    plane: Plane = view.plane
    (found,) = [item for item in view.labels if item.lines[0].startswith(label)]
    page.locator(CHART).scroll_into_view_if_needed()
    box = page.locator(CHART).bounding_box()
    assert box is not None
    scale = scale_at(plane, box["width"])
    left, top = (box["width"] - plane.width * scale) / 2, (box["height"] - plane.height * scale) / 2
    return box["x"] + left + found.x * scale, box["y"] + top + found.y * scale


def chart(page: Page) -> Any:
    return page.evaluate(
        f"(() => {{ const svg = document.querySelector('{CHART}');"
        " return [svg.getAttribute('viewBox'), svg.querySelectorAll('path').length, svg.dataset.mark ?? '']; })()"
    )


def test_hover_tells_and_click_chooses_and_nothing_moves(page: Page, server: StreamlitServer) -> None:
    outside, errors = watch_requests(page), watch_errors(page)
    show(page, server, "trois")
    view = build_map(maps.layer("trois"))
    page.evaluate(f"document.querySelector('{CHART}').dataset.mark = 'same'")
    before = chart(page)
    page.mouse.move(*place(page, view, "Plessé"))
    page.locator(f"{TOOLTIP}.visible").wait_for()
    told = page.locator(TOOLTIP).inner_text()
    assert "Plessé (commune 44128)" in told
    assert "habitants (RP2023)" in told
    assert "CPTS du Sud Ille-et-Vilaine et CPTS de Vilaine et Don" in told
    page.mouse.click(*place(page, view, "Plessé"))
    says(page, "choisi=COM-44128")
    assert page.get_by_role("status").filter(has_text="Plessé").is_visible()
    page.get_by_role("button", name="Relancer").click()
    says(page, "relances=1")
    says(page, "choisi=COM-44128")
    after = chart(page)
    assert after[0] == before[0]
    assert after[1] == before[1] + 1, "the outline of what is chosen, and nothing else"
    assert after[2] == "same", "the map was drawn anew though nothing changed"
    assert outside == []
    assert errors == []


def test_a_click_beside_the_shapes_chooses_nothing(page: Page, server: StreamlitServer) -> None:
    show(page, server, "deux")
    page.mouse.click(*place(page, build_map(maps.layer("deux")), "Allaire"))
    says(page, "choisi=COM-56001")
    box = page.locator(CHART).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    says(page, "choisi=None")


def test_the_keyboard_chooses_too(page: Page, server: StreamlitServer) -> None:
    show(page, server, "deux")
    view = build_map(maps.layer("deux"))
    twin = page.locator("summary").filter(has_text="Les mêmes faits en tableau")
    twin.focus()
    twin.press("Enter")
    box = page.get_by_role("combobox", name="Choisir un territoire de la carte")
    box.focus()
    box.fill("Pipriac")
    page.get_by_role("option", name="Pipriac").wait_for()
    box.press("Enter")
    says(page, "choisi=COM-35219")
    # The mouse then takes over, even for what it had chosen before.
    page.wait_for_function(f"document.querySelectorAll('{CHART} path').length > 20")
    page.mouse.click(*place(page, view, "Allaire"))
    says(page, "choisi=COM-56001")
    assert page.get_by_role("table", name="Communes partagées").get_by_role("row").count() == 32


def test_the_page_chooses_once(page: Page, server: StreamlitServer) -> None:
    show(page, server, "deux")
    page.get_by_role("button", name="Choisir Redon").click()
    says(page, "choisi=COM-35236")
    page.wait_for_function(f"document.querySelectorAll('{CHART} path').length > 20")
    page.mouse.click(*place(page, build_map(maps.layer("deux")), "Allaire"))
    says(page, "choisi=COM-56001")
    page.get_by_role("button", name="Relancer").click()
    says(page, "relances=1")
    says(page, "choisi=COM-56001")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_fills_its_column_and_no_more(page: Page, server: StreamlitServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(page, server, "couverture")
    page.wait_for_function(f"document.querySelector('{CHART}').getBoundingClientRect().width > 100")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    svg = page.locator(CHART).bounding_box()
    column = page.locator("[data-testid=stMainBlockContainer] [data-testid=stVerticalBlock]").first.bounding_box()
    assert svg is not None
    assert column is not None
    assert svg["width"] == pytest.approx(column["width"], abs=4)
    assert 180 <= svg["height"] <= 580
    assert page.locator(".m-legend img").count() == 7
    assert page.locator(".m-legend img").first.evaluate("image => image.naturalWidth") > 0


def test_the_communes_of_a_region_are_all_drawn(page: Page, server: StreamlitServer) -> None:
    show(page, server, "deux")
    page.get_by_role("button", name="Tout dessiner").click()
    page.wait_for_function(f"document.querySelectorAll('{CHART} path').length > 1202", timeout=60_000)


def test_nothing_to_draw_is_a_sentence(page: Page, server: StreamlitServer) -> None:
    page.goto(f"{server.url}/?carte=vide")
    page.get_by_text("Données insuffisantes").wait_for()
    says(page, "choisi=None")
    assert page.locator(CHART).count() == 0
