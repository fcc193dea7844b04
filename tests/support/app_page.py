"""Visit the application in a real browser: open an address, wait until it has settled, keep a picture of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

SECONDS = 60_000
SIZE = {"width": 1280, "height": 720}
# A gesture reaches the script after a moment: a page at rest is one that stays so.
_REST_MS = 300
_SETTLED = """(rest) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const waiting = document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
  const now = performance.now();
  if (app?.getAttribute('data-test-script-state') !== 'notRunning' || waiting) globalThis.maillageAtRest = undefined;
  else globalThis.maillageAtRest ??= now;
  return now - (globalThis.maillageAtRest ?? now) >= rest;
}"""
_Read = TypeVar("_Read")


def visit(page: Page, url: str, screen: str = "", **address: str) -> None:
    """Open a screen by its address, as a copied link would, and wait until it is drawn."""
    query = f"?{urlencode(address)}" if address else ""
    page.goto(f"{url}/{screen}{query}")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script has run and the page is drawn."""
    page.wait_for_selector('[data-testid="stMain"] h1', timeout=SECONDS)
    page.evaluate("globalThis.maillageAtRest = undefined")
    page.wait_for_function(_SETTLED, arg=_REST_MS, timeout=SECONDS)


def choose(page: Page, box: Locator, typed: str, name: str | re.Pattern[str], chosen: str) -> None:
    """
    Choose in a list as a reader does, and wait until the address holds the choice.

    Parameters
    ----------
    typed
        What is typed; nothing to open the list only.
    name
        What the option is called.
    chosen
        What the address holds then.
    """
    settle(page)
    box.click()
    if typed:
        box.fill(typed)
        # The list narrows after the letters: a click before that falls on another line.
        expect(page.get_by_role("option").first).to_have_accessible_name(
            name if isinstance(name, re.Pattern) else re.compile(re.escape(name))
        )
    page.get_by_role("option", name=name).first.click()
    page.wait_for_url(lambda url: chosen in url, timeout=SECONDS)
    settle(page)


def eventually(page: Page, read: Callable[[], _Read], wanted: Callable[[_Read], bool]) -> _Read:
    """Return what is read once it is as wanted, or what it is after a minute: components draw after the script ends."""
    found = read()
    for _ in range(SECONDS // 200):
        if wanted(found):
            break
        page.wait_for_timeout(200)
        found = read()
    return found


def keep_picture(page: Page, name: str) -> None:
    """Save what the window shows, and the whole page, where `MAILLAGE_SCREENSHOTS` says; nowhere by default."""
    folder = os.environ.get("MAILLAGE_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    # Drawers slide and tables fill after the script has ended.
    page.wait_for_timeout(600)
    page.screenshot(path=Path(folder) / f"{name}.png")
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": SIZE["width"], "height": min(max(int(height), SIZE["height"]), 4000)})
    page.screenshot(path=Path(folder) / f"{name}-entier.png")
    page.set_viewport_size(SIZE)  # type: ignore[arg-type] - the two keys it wants
