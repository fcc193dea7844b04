"""Read the accessibility statement: its parts, and the exceptions that the automated check admits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE.parent / "docs" / "guide" / "accessibilite.md", _PACKAGE / "accessibilite.md")
"""Where the page is: in the project, or inside an installed package."""

STATE: Final = "non conforme"
"""State of conformity, which the law wants on every screen."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?")
_ROW = re.compile(r"^\| `(?P<rule>[\w-]+)` \| `(?P<element>[^`|]+)` \| (?P<reason>[^|]+?) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Admitted:
    """
    Hold one deviation of the framework that the automated check lets pass.

    Parameters
    ----------
    rule
        Rule of axe-core.
    element
        `data-testid` of the element of Streamlit that holds it.
    reason
        French: what is wrong.
    """

    rule: str
    element: str
    reason: str


@cache
def page() -> str:
    """Return the page of the user guide, as Markdown."""
    return next(place for place in _PLACES if place.exists()).read_text(encoding="utf-8")


def title() -> str:
    """Return the title of the page."""
    return page().split("\n", 1)[0].removeprefix("# ")


def introduction() -> str:
    """Return what stands between the title and the first part, as Markdown."""
    return _HEADING.split(page())[0].split("\n", 1)[1].strip()


@cache
def parts() -> tuple[tuple[str, str], ...]:
    """Return the heading and the Markdown of each part, in the order of the page."""
    pieces = _HEADING.split(page())
    return tuple(
        (heading, _COMMENT.sub("", body).strip()) for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)
    )


@cache
def admitted() -> tuple[Admitted, ...]:
    """Return the deviations that the page lists: what it says and what the check admits are the same table."""
    return tuple(Admitted(**found.groupdict()) for found in _ROW.finditer(page()))
