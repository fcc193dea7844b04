"""Look at a page as a screen reader, a keyboard or a printer would: axe-core, focus, contrast, paper."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page
from pypdf import PdfReader

_RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], elementRef: true });
  const around = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host)
      if (at.dataset?.testid) return at.dataset.testid;
    return "";
  };
  return violations.flatMap((found) =>
    found.nodes.map((node) => ({
      rule: found.id, impact: node.impact ?? found.impact, element: around(node.element), html: node.html.slice(0, 300),
    })));
}"""
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at);
  const words = (at.labels?.[0] ?? at).cloneNode(true);
  for (const unsaid of words.querySelectorAll("[aria-hidden=true]")) unsaid.remove();
  return {
    name: (at.getAttribute("aria-label") || words.textContent || "").trim(),
    style: style.outlineStyle, width: parseFloat(style.outlineWidth), colour: style.outlineColor,
  };
}"""
_BYTES = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True)
class Deviation:
    """
    Hold what axe-core reports of one element.

    Parameters
    ----------
    rule, impact
        Rule of axe-core and its weight: `minor`, `moderate`, `serious`, `critical`.
    element
        Nearest `data-testid` around the element.
    html
        Its first characters.
    """

    rule: str
    impact: str
    element: str
    html: str


@dataclass(frozen=True, slots=True)
class Focus:
    """
    Hold where the keyboard is, and how that shows.

    Parameters
    ----------
    name
        Accessible name of the element.
    style, width, colour
        Outline: style, pixels, `#rrggbb`.
    """

    name: str
    style: str
    width: float
    colour: str


def deviations(page: Page) -> list[Deviation]:
    """Run axe-core on the page as it stands; the context must bypass the policy on scripts."""
    if not page.evaluate("typeof globalThis.axe === 'object'"):
        page.evaluate(_axe())
    return [Deviation(**found) for found in page.evaluate(_RUN)]


def focused(page: Page) -> Focus:
    """Return where the keyboard is."""
    found: dict[str, Any] = page.evaluate(_FOCUSED)
    return Focus(found["name"], found["style"], found["width"], hexadecimal(found["colour"]))


def tab_to(page: Page, name: str, presses: int = 120) -> Focus:
    """Press Tab until the keyboard is on an element whose name holds these words."""
    seen = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        at = focused(page)
        if name in at.name:
            return at
        seen.append(at.name[:40])
    raise AssertionError(f"Tab never reaches {name!r}: {seen}")


def hexadecimal(colour: str) -> str:
    """Return a colour of the browser, `rgb(1, 2, 3)`, as `#rrggbb`."""
    red, green, blue = (round(float(part)) for part in _BYTES.findall(colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def printed(page: Page) -> list[str]:
    """Print the page on A4 and return the text of each sheet, without its spaces: lines break anywhere."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False))).pages
    return [unspaced(sheet.extract_text()) for sheet in sheets]


def unspaced(text: str) -> str:
    """Return a text without its spaces, its ligatures undone."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
