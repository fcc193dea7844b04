"""Follow a facilitator who compares a territory on two dates: from the menu to the document, in a real browser."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.support.app_page import SECONDS, eventually, settle, visit
from tests.support.browser import StreamlitServer, watch_requests

pytestmark = pytest.mark.browser

REDON = "EPCI-243500741"
BEFORE, AFTER = "2019-01-01", "2021-09-15"
NARROW = {"width": 390, "height": 844}


def test_from_the_menu_to_the_document(page: Page, app: StreamlitServer) -> None:
    elsewhere = watch_requests(page)
    visit(page, app.url, "territoire", territoire=REDON, date=AFTER)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Évolution").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Redon Agglomération")
    # The territory and the date follow; the first date is a year back until another one is chosen.
    page.get_by_role("button", name="3\u00a0ans", exact=True).or_(page.get_by_role("radio", name="3\u00a0ans")).click()
    settle(page)
    address = parse_qs(urlsplit(page.url).query)
    assert (address["debut"], address["date"], address["territoire"]) == (["2018-09-15"], [AFTER], [REDON])
    expect(page.get_by_text("Depuis le 15 septembre 2018")).to_be_visible()
    pictures = page.locator("img[alt^='Le réseau au']")
    expect(pictures).to_have_count(2)
    # Drawn, not only asked for: a picture that a browser refuses has no size.
    assert all(pictures.nth(place).evaluate("image => image.naturalWidth") > 0 for place in range(2))
    boxes = [pictures.nth(place).bounding_box() for place in range(2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=30)
    assert boxes[0]["x"] < boxes[1]["x"]
    with page.expect_download(timeout=SECONDS) as waiting:
        page.get_by_role("button", name="Évolution en DOCX").click()
    document = docx.Document(io.BytesIO(waiting.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "du 15\u00a0septembre\u00a02018 au 15\u00a0septembre\u00a02021" in text
    assert len(document.inline_shapes) == 4
    assert elsewhere == []


def test_a_date_typed_by_hand_is_taken_with_enter_and_with_tab(page: Page, app: StreamlitServer) -> None:
    visit(page, app.url, "evolution", territoire=REDON, debut=BEFORE, date=AFTER)
    field = page.get_by_test_id("stMain").get_by_test_id("stDateInput").filter(has_text="Depuis le")
    field.get_by_role("spinbutton").first.click()
    for typed, key, taken in (
        ("15092018", "Enter", "2018-09-15"),
        ("2017", "Enter", "2017-09-15"),
        ("2016", "Tab", "2016-09-15"),
    ):
        page.keyboard.type(typed)
        page.keyboard.press(key)
        page.wait_for_url(f"**debut={taken}**", timeout=SECONDS)
        settle(page)
    expect(page.get_by_text("Depuis le 15 septembre 2016")).to_be_visible()


def test_on_a_telephone_pictures_stand_one_under_the_other(page: Page, app: StreamlitServer) -> None:
    page.set_viewport_size(NARROW)
    visit(page, app.url, "evolution", territoire=REDON, debut=BEFORE, date=AFTER)
    pictures = page.locator("img[alt^='Le réseau au']")
    expect(pictures).to_have_count(2)
    tops = eventually(
        page,
        lambda: [box["y"] for place in range(2) if (box := pictures.nth(place).bounding_box())],
        lambda found: len(found) == 2 and found[1] > found[0] + 200,
    )
    assert tops[1] > tops[0] + 200
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW["width"]
