"""Go from the home page to a proof with the keyboard alone, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import focused, tab_to
from tests.support.app_page import settle, visit
from tests.support.browser import StreamlitServer

pytestmark = pytest.mark.browser


def test_from_the_home_page_to_a_proof(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url)
    # One press passes the menu.
    tab_to(page, "Aller au contenu", presses=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.testid") == "stMain"
    tab_to(page, "Qui agit sur Redon Agglomération")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Qui agit sur ce territoire")).to_be_visible()
    settle(page)
    expect(page.get_by_role("button", name="citation").first).to_be_visible()
    tab_to(page, "citation")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("blockquote").first).to_contain_text("«")
    # The drawer holds the keyboard until it closes.
    for _ in range(3):
        page.keyboard.press("Tab")
        assert drawer.evaluate("(at) => at.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    # The keyboard is not thrown back to the start of the page, once the drawer has slid away.
    page.wait_for_timeout(1000)
    page.keyboard.press("Tab")
    assert focused(page).name not in {"", "Aller au contenu"}
