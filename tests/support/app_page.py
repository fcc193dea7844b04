"""Visit the application in a real browser: open an address, wait until it has settled, keep a picture of it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

SECONDS = 60_000
SIZE = {"width": 1280, "height": 720}
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const waiting = document.querySelector('[data-testid="stSkeleton"]');
  return app?.getAttribute('data-test-script-state') === 'notRunning' && !waiting;
}"""


def visit(page: Page, url: str, screen: str = "", **address: str) -> None:
    """Open a screen by its address, as a copied link would, and wait until it is drawn."""
    query = f"?{urlencode(address)}" if address else ""
    page.goto(f"{url}/{screen}{query}")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script has run and the page is drawn."""
    page.wait_for_selector('[data-testid="stMain"] h1', timeout=SECONDS)
    page.wait_for_function(_SETTLED, timeout=SECONDS)


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
