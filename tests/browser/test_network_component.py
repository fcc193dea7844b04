"""Hold the network view in a real browser: it answers, it stays still, and it asks nothing of the outside."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from app.view_models.labels import text_width
from tests.support.browser import (
    ROOT,
    StreamlitServer,
    serve_streamlit,
    watch_errors,
    watch_requests,
)
from tests.support.network_picture import PICTURE

pytestmark = pytest.mark.browser

# The longest straight link whose middle is under no shape, label or other link, and where that middle is.
FREE_EDGE = """(() => {
  const far = (x, y) => ![...picture.nodes.values()].some((node) => Math.hypot(node.x - x, node.y - y) < 40);
  const blank = (x, y) => !picture.labelCache.boxes.some((box) =>
    box.left - 5 <= x && x <= box.right + 5 && box.top - 5 <= y && y <= box.bottom + 5);
  const middles = [...picture.edges.values()].filter((edge) => !edge.smooth).map((edge) => {
    const [a, b] = [picture.nodes.get(edge.from), picture.nodes.get(edge.to)];
    return { id: edge.id, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.hypot(a.x - b.x, a.y - b.y) };
  });
  const best = middles.sort((a, b) => b.length - a.length).find(({ id, x, y }) =>
    far(x, y) && blank(x, y) && picture.network.getEdgeAt(picture.network.canvasToDOM({ x, y })) === id);
  const [box, at] = [picture.canvas.getBoundingClientRect(), picture.network.canvasToDOM(best)];
  return [best.id, box.x + at.x, box.y + at.y];
})()"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamlitServer]:
    log = tmp_path_factory.mktemp("streamlit") / "server.log"
    with serve_streamlit(ROOT / "tests/support/network_page.py", log=log) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1400, "height": 1000}, color_scheme="light", locale="fr-FR")
    yield opened
    opened.close()


def show(page: Page, server: StreamlitServer, query: str = "n=80") -> None:
    page.goto(f"{server.url}/?{query}")
    page.wait_for_function(f"(({PICTURE})?.labelCache?.boxes.length ?? 0) > 0", timeout=60_000)


def ask(page: Page, expression: str) -> Any:
    return page.evaluate(f"(() => {{ const picture = {PICTURE}; return {expression}; }})()")


def place(page: Page, node: str) -> tuple[float, float]:
    x, y = ask(
        page,
        f"(() => {{ const node = picture.nodes.get('{node}'), box = picture.canvas.getBoundingClientRect(),"
        " at = picture.network.canvasToDOM({x: node.x, y: node.y});"
        " return [box.x + at.x, box.y + at.y]; })()",
    )
    return x, y


def still(page: Page) -> tuple[Any, Any]:
    return ask(page, "picture.network.getPositions()"), ask(page, "picture.camera()")


def says(page: Page, text: str) -> None:
    page.get_by_text(text, exact=True).wait_for(timeout=60_000)


def test_a_click_answers_and_nothing_moves(page: Page, server: StreamlitServer) -> None:
    outside, errors = watch_requests(page), watch_errors(page)
    show(page, server)
    before = still(page)
    network = ask(page, "picture.network.body.view === undefined ? 0 : (picture.network.mark = 7)")
    assert network == 7
    x, y = place(page, "disp:004")
    page.mouse.click(x, y)
    says(page, "choisi=disp:004")
    page.get_by_role("button", name="Relancer").click()
    says(page, "relances=1")
    assert still(page) == before
    assert ask(page, "picture.network.mark") == 7, "the network was rebuilt though its version is the same"
    assert ask(page, "picture.selected") == "disp:004"
    assert outside == []
    assert errors == []


def test_zoom_is_kept_over_reruns(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    scale = ask(page, "picture.network.getScale()")
    page.get_by_role("button", name="Agrandir").click()
    page.get_by_role("button", name="Agrandir").click()
    zoomed = ask(page, "picture.camera()")
    assert zoomed["scale"] == pytest.approx(scale * 1.69, rel=0.01)
    page.get_by_role("button", name="Relancer").click()
    says(page, "relances=1")
    assert ask(page, "picture.camera()") == zoomed
    page.get_by_role("button", name="Tout voir").click()
    assert ask(page, "picture.network.getScale()") == pytest.approx(scale, rel=0.01)


def test_an_empty_place_unselects_and_a_link_can_be_chosen(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    edge, x, y = ask(page, FREE_EDGE)
    page.mouse.click(x, y)
    says(page, f"choisi={edge}")
    corner = ask(page, "(() => { const box = picture.canvas.getBoundingClientRect(); return [box.x, box.y]; })()")
    page.mouse.click(corner[0] + 8, corner[1] + 8)
    says(page, "choisi=None")


def test_a_label_selects_its_node_and_a_double_click_expands(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    node, x, y = ask(
        page,
        "(() => { const label = picture.labelCache.boxes.find((box) => box.lines.length > 1);"
        " const box = picture.canvas.getBoundingClientRect();"
        " const at = picture.network.canvasToDOM({x: label.x, y: (label.top + label.bottom) / 2});"
        " return [label.id, box.x + at.x, box.y + at.y]; })()",
    )
    page.mouse.click(x, y)
    says(page, f"choisi={node}")
    x, y = place(page, "disp:003")
    page.mouse.dblclick(x, y)
    says(page, "deplie=disp:003")


def test_the_page_can_choose(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    page.get_by_role("button", name="Choisir le premier dispositif").click()
    page.wait_for_function(f"({PICTURE}).selected === 'disp:000'")
    lit = ask(page, "[...picture.highlight.nodes].sort()")
    assert lit == sorted({"disp:000", *ask(page, "[...picture.neighbours.get('disp:000')]")})


def test_the_keyboard_walks_selects_and_leaves(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    order = ask(page, "picture.order")
    frame = page.get_by_role("application")
    frame.focus()
    page.keyboard.press("Tab")
    assert ask(page, "picture.exploring") is False, "Tab must pass the picture until the reader enters it"
    frame.focus()
    page.keyboard.press("Enter")
    assert ask(page, "picture.cursor") == order[0]
    page.keyboard.press("Tab")
    assert ask(page, "picture.cursor") == order[1]
    page.keyboard.press("Shift+Tab")
    assert ask(page, "picture.cursor") == order[0]
    reached = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        reached.add(ask(page, "picture.cursor"))
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
    neighbours = set(ask(page, f"[...picture.neighbours.get('{order[0]}')]"))
    assert reached & neighbours
    assert reached <= neighbours | {order[0]}
    page.keyboard.press("Enter")
    says(page, f"choisi={order[0]}")
    assert "Sélectionné" in page.locator(".mr-live").inner_text()
    page.keyboard.press("Shift+Enter")
    says(page, f"deplie={order[0]}")
    page.keyboard.press("Escape")
    says(page, "choisi=None")
    page.keyboard.press("Tab")
    assert ask(page, "picture.host.getRootNode().activeElement === picture.frame") is False


def test_labels_are_as_narrow_as_the_server_believes(page: Page, server: StreamlitServer) -> None:
    show(page, server, "n=150")
    names = ask(page, "[...picture.nodes.values()].flatMap((node) => node.lines)")
    widths = ask(
        page,
        "(() => { const pen = document.createElement('canvas').getContext('2d');"
        " pen.font = `600 12px ${picture.theme.font}`;"
        " const lines = [...picture.nodes.values()].flatMap((node) => node.lines);"
        " return lines.map((line) => pen.measureText(line).width); })()",
    )
    too_wide = [(name, width) for name, width in zip(names, widths, strict=True) if width > text_width(name) + 0.5]
    assert too_wide == []


def test_at_zoom_one_every_label_is_written(page: Page, server: StreamlitServer) -> None:
    show(page, server, "n=150")
    ask(page, "(picture.touched = true, picture.network.moveTo({scale: 1, animation: false}))")
    page.wait_for_function(f"({PICTURE}).labelCache?.key.startsWith('1.0000|')")
    written = ask(page, "picture.labelCache.boxes.map((box) => [box.id, box.lines.join('|')])")
    assert dict(written) == {
        node: "|".join(lines) for node, lines in ask(page, "[...picture.nodes.values()].map((n) => [n.id, n.lines])")
    }


@pytest.mark.parametrize("count", [80, 400])
def test_labels_never_cover_one_another(page: Page, server: StreamlitServer, count: int) -> None:
    show(page, server, f"n={count}")
    boxes = ask(page, "picture.labelCache.boxes.map((b) => [b.left, b.top, b.right, b.bottom])")
    assert len(boxes) >= 25
    overlaps = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlaps == []


def test_what_is_hidden_is_said(page: Page, server: StreamlitServer) -> None:
    show(page, server, "n=150&cap=60")
    message = "90 autres éléments ne sont pas dessinés. Choisissez un territoire ou un point de départ plus précis."
    assert page.locator(".mr-hidden").inner_text() == message
    assert message in (page.get_by_role("application").get_attribute("aria-label") or "")


def test_the_legend_shows_only_what_is_drawn(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    legend = page.locator(".mr-legend")
    text = legend.inner_text()
    assert "Acteur (" in text
    assert "Incertain, à confirmer (" in text
    assert "Territoire" not in text
    assert legend.locator("svg").count() == legend.locator("dd").count()


def test_the_dark_theme_repaints_without_a_rerun(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    assert ask(page, "picture.theme.outline") == "#454b57"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"({PICTURE}).theme.outline === '#c6ccd6'", timeout=60_000)


def test_paper_is_white_whatever_the_theme(page: Page, server: StreamlitServer) -> None:
    page.emulate_media(color_scheme="dark")
    show(page, server)
    page.wait_for_function(f"({PICTURE}).theme.outline === '#c6ccd6'", timeout=60_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert ask(page, "[picture.theme.background, picture.theme.outline]") == ["rgb(255, 255, 255)", "#454b57"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"({PICTURE}).theme.outline === '#c6ccd6'", timeout=60_000)


def test_no_arrow_is_hidden_under_a_name_when_it_can_be_seen_earlier(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    covered = ask(
        page,
        "picture.labelCache.heads.filter(({ x, y, dx, dy, size }) => picture.labelCache.boxes.some((box) => {"
        " const [cx, cy, half] = [x - dx * size / 2, y - dy * size / 2, size / 2];"
        " return cx + half > box.left && cx - half < box.right && cy + half > box.top && cy - half < box.bottom; }))",
    )
    assert covered == []
    assert ask(page, "picture.labelCache.heads.length") > 0


def test_the_verb_of_a_link_says_its_direction(page: Page, server: StreamlitServer) -> None:
    show(page, server)
    hub = ask(page, "picture.order[0]")
    ask(page, f"picture.select('{hub}')")
    page.wait_for_function(f"({PICTURE}).labelCache?.boxes.some((box) => box.verb)", timeout=60_000)
    written = ask(
        page,
        "picture.labelCache.boxes.filter((box) => box.verb).map((box) => { const edge = picture.edges.get(box.id);"
        " const [a, b] = [picture.nodes.get(edge.from), picture.nodes.get(edge.to)];"
        " return [box.lines[0], b.x - a.x, b.y - a.y]; })",
    )
    assert written
    for text, wide, high in written:
        if abs(high) > 2 * abs(wide):
            assert text.endswith("↓" if high > 0 else "↑")
        else:
            assert text.endswith(" →") if wide > 0 else text.startswith("← ")


@pytest.mark.parametrize("size", [(720, 900), (1400, 1000)])
def test_a_small_picture_is_named_in_full_and_fills_its_frame(
    page: Page, server: StreamlitServer, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    show(page, server, "n=25")
    written = ask(page, "picture.labelCache.boxes.map((box) => [box.id, box.lines.join('|')])")
    assert dict(written) == {
        node: "|".join(lines) for node, lines in ask(page, "[...picture.nodes.values()].map((n) => [n.id, n.lines])")
    }
    covered = ask(
        page,
        "picture.labelCache.boxes.filter((box) => [...picture.nodes.values()].some((node) => {"
        " const r = picture.radius(node); return node.id !== box.id && node.x + r > box.left"
        " && node.x - r < box.right && node.y + r > box.top && node.y - r < box.bottom; })).length",
    )
    assert covered == 0
    wide, high = ask(
        page,
        "(() => { const all = [...picture.nodes.values()], scale = picture.network.getScale();"
        " const span = (of) => (Math.max(...all.map(of)) - Math.min(...all.map(of))) * scale;"
        " return [span((n) => n.x) / picture.canvas.clientWidth, span((n) => n.y) / picture.canvas.clientHeight]; })()",
    )
    # From centre to centre: labels take the rest.
    assert wide > 0.65
    assert high > 0.65
