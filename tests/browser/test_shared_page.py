"""Open the shared page from a file, the network cut: it answers to the mouse and the keyboard, and asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from app.exports.shared_page import shared_page
from tests.support.browser import watch_errors
from tests.support.hostile_texts import MARK
from tests.support.network_files import HOSTILE, hostile_file, realistic_file

pytestmark = pytest.mark.browser

# The picture is kept by the script under one global name, by the element that holds it.
PICTURE = "globalThis.maillageNetwork.pictures.get(document.querySelector('.mr'))"
CONTRACT = "Contrat local de santé du pays de Redon"


@dataclass(frozen=True)
class Visit:
    """A page open from a file, what it asked for and what its scripts complained of."""

    page: Page
    asked: list[str]
    errors: list[str]

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(f"(() => {{ const picture = {PICTURE}; return {expression}; }})()")

    def place(self, node: str) -> tuple[float, float]:
        x, y = self.ask(
            f"(() => {{ const node = picture.nodes.get('{node}'), box = picture.canvas.getBoundingClientRect(),"
            " at = picture.network.canvasToDOM({x: node.x, y: node.y});"
            " return [box.x + at.x, box.y + at.y]; })()"
        )
        return x, y


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("shared")
    made = {"realistic": realistic_file(80, cap=70), "large": realistic_file(500), "hostile": hostile_file()}
    for name, file in made.items():
        (folder / f"{name}.html").write_bytes(shared_page(file))
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", locale="fr-FR", offline=True
    )
    yield opened
    opened.close()


def visit(context: BrowserContext, file: Path) -> Visit:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))

    def refuse(dialog: Dialog) -> None:
        asked.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    errors = watch_errors(page)
    page.goto(file.as_uri())
    page.wait_for_function(f"({PICTURE}?.labelCache?.boxes.length ?? 0) > 0")
    return Visit(page, asked, errors)


def test_it_opens_without_a_network_and_asks_for_nothing(context: BrowserContext, files: dict[str, Path]) -> None:
    for file in files.values():
        seen = visit(context, file)
        assert seen.asked == [file.as_uri()]
        assert seen.errors == []
        expect(seen.page.get_by_text("Cliquez sur un élément")).to_be_visible()
        seen.page.close()


def test_the_policy_stops_what_a_script_would_ask_for(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    seen.page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))")
    stopped = seen.page.evaluate("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert stopped
    assert any("Content Security Policy" in error for error in seen.errors)


def test_a_click_opens_the_sheet_and_its_proofs_and_nothing_moves(
    context: BrowserContext, files: dict[str, Path]
) -> None:
    seen = visit(context, files["realistic"])
    before = seen.ask("[picture.network.getPositions(), picture.camera()]")
    seen.page.mouse.click(*seen.place("disp:000"))
    sheet = seen.page.locator("#sheet")
    expect(sheet.get_by_role("heading")).to_have_text(CONTRACT)
    expect(sheet).to_contain_text("Dispositif")
    sheet.locator("summary").first.click()
    expect(sheet.locator("blockquote").first).to_contain_text("Les signataires s’engagent.")
    expect(sheet.locator(".proof").first).to_contain_text("15 septembre 2021")
    assert seen.ask("[picture.network.getPositions(), picture.camera()]") == before


def test_a_link_says_its_reason_on_hover_and_its_proof_on_click(
    context: BrowserContext, files: dict[str, Path]
) -> None:
    seen = visit(context, files["realistic"])
    edge, x, y = seen.ask(
        """(() => {
          const middles = [...picture.edges.values()].filter((edge) => !edge.smooth).map((edge) => {
            const [a, b] = [picture.nodes.get(edge.from), picture.nodes.get(edge.to)];
            return { id: edge.id, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
          });
          const { id, x, y } = middles.find(({ id, x, y }) => {
            const at = picture.network.canvasToDOM({ x, y });
            return picture.network.getEdgeAt(at) === id && picture.network.getNodeAt(at) === undefined &&
              !picture.labelCache.boxes.some((box) =>
                box.left - 5 <= x && x <= box.right + 5 && box.top - 5 <= y && y <= box.bottom + 5);
          });
          const [box, at] = [picture.canvas.getBoundingClientRect(), picture.network.canvasToDOM({ x, y })];
          return [id, box.x + at.x, box.y + at.y];
        })()"""
    )
    seen.page.mouse.move(x - 3, y - 3)
    seen.page.mouse.move(x, y)
    tip = seen.page.locator(".vis-tooltip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Convention signée")
    seen.page.mouse.click(x, y)
    assert seen.ask("picture.selected") == edge
    sheet = seen.page.locator("#sheet")
    expect(sheet.locator("blockquote")).to_contain_text("Les signataires s’engagent.")
    # The two ends lead on.
    sheet.get_by_role("button").first.click()
    expect(sheet).to_contain_text(re.compile(r"\d+ liens?"))


def test_search_finds_without_accents_and_flies_to_the_element(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["large"])
    seen.page.get_by_label("Chercher un élément").fill("mutualite liffre")
    expect(seen.page.get_by_role("status")).to_have_text("1 élément trouvé.")
    seen.ask("picture.network.moveTo({ position: { x: 1e5, y: 1e5 }, animation: false })")
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#sheet").get_by_role("heading")).to_have_text(
        "Mutualité sociale agricole, secteur de Liffré"
    )
    x, y = seen.place(seen.ask("picture.selected"))
    frame = seen.page.locator(".mr-frame").bounding_box()
    assert frame
    assert frame["x"] < x < frame["x"] + frame["width"]
    assert frame["y"] < y < frame["y"] + frame["height"]
    seen.page.get_by_label("Chercher un élément").fill("zzz")
    expect(seen.page.get_by_role("status")).to_have_text("Aucun élément de ce nom.")


def test_the_keyboard_alone_leads_from_the_top_to_a_proof(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    focused = "document.activeElement.className"
    for _ in range(30):
        seen.page.keyboard.press("Tab")
        if "mr-frame" in seen.page.evaluate(focused):
            break
    assert "mr-frame" in seen.page.evaluate(focused)
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Enter")
    sheet = seen.page.locator("#sheet")
    expect(sheet.get_by_role("heading")).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(sheet).to_contain_text("Cliquez sur un élément")
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    expect(sheet.get_by_role("heading")).to_be_visible()
    # Out of the picture, past the sheet, into the first link of the sheet, and its proof opens.
    for _ in range(90):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.matches('#sheet summary')"):
            break
    seen.page.keyboard.press("Enter")
    expect(sheet.locator("blockquote").first).to_be_visible()


def test_several_elements_are_chosen_together(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    edge = seen.ask("[...picture.edges.values()][0]")
    seen.page.mouse.click(*seen.place(edge["from"]))
    seen.page.keyboard.down("Control")
    seen.page.mouse.click(*seen.place(edge["to"]))
    seen.page.keyboard.up("Control")
    sheet = seen.page.locator("#sheet")
    expect(sheet.get_by_role("heading")).to_have_text("2 éléments choisis")
    expect(sheet.get_by_role("button")).to_have_count(2)
    sheet.locator("summary").first.click()
    expect(sheet.locator("blockquote").first).to_be_visible()


def test_the_table_leads_to_the_picture(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    seen.page.get_by_text("Lire ce réseau en tableau").click()
    rows = seen.page.locator("#tableau tbody tr")
    expect(rows).to_have_count(70)
    rows.nth(3).get_by_role("button").click()
    assert seen.ask("picture.selected === picture.order[3]")
    expect(seen.page.get_by_role("note").first).to_contain_text("10 autres éléments ne sont pas dessinés.")


def test_light_and_dark_both_keep_their_contrasts(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    for name in ("Fond sombre", "Fond clair"):
        seen.page.mouse.click(*seen.place("disp:000"))
        seen.page.get_by_role("button", name=name).click()
        found = Axe().run(seen.page).response["violations"]
        assert [(one["id"], one["impact"]) for one in found if one["impact"] in {"serious", "critical"}] == []
    assert seen.errors == []


def test_paper_holds_the_picture_then_the_table_and_no_button(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["realistic"])
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    seen.page.emulate_media(media="print")
    expect(seen.page.locator("#tableau table")).to_be_visible()
    for hidden in (".mr-tools", ".search", "#print"):
        expect(seen.page.locator(hidden)).to_be_hidden()
    picture, table = (seen.page.locator(name).bounding_box() for name in (".mr-frame", "#tableau table"))
    assert picture
    assert table
    assert picture["y"] < table["y"]
    seen.page.emulate_media(media="screen")
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(seen.page.locator("#tableau table")).to_be_hidden()


def test_hostile_names_are_shown_and_do_nothing(context: BrowserContext, files: dict[str, Path]) -> None:
    seen = visit(context, files["hostile"])
    for rank in range(len(HOSTILE)):
        seen.page.evaluate(f"{PICTURE}.select('acteur:{rank}')")
        seen.page.locator("#sheet summary").first.click()
    seen.page.get_by_label("Chercher un élément").fill("script")
    expect(seen.page.locator("#results button").first).to_contain_text("<script")
    assert seen.page.locator(f"#{MARK}").count() == 0
    assert seen.page.locator("img, iframe, object, embed, link").count() == 0
    assert seen.page.evaluate("globalThis.intrus") is None
    assert seen.asked == [files["hostile"].as_uri()]
    assert seen.errors == []
