"""Read the page of methods: one section per family of figures, with the questions that it explains."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE.parent / "docs" / "guide" / "methodes.md", _PACKAGE / "methodes.md")
"""Where the page is: in the project, or inside an installed package."""

SEATING = "plan-de-table-et-rencontres-deux-par-deux"
"""Section of the page that no question leads to: the plan of a workshop."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_QUESTIONS = re.compile(r"<!-- questions\s*:\s*([\w ]+?)\s*-->\n?")


@dataclass(frozen=True, slots=True)
class MethodSection:
    """
    Hold one section.

    Parameters
    ----------
    id
        Name of its first question, or a word made of its title: what the address says.
    title
        Heading.
    questions
        Names of the questions that it explains.
    text
        Markdown under the heading.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    text: str


@cache
def page() -> str:
    """Return the page of the user guide, as Markdown."""
    return next(place for place in _PLACES if place.exists()).read_text(encoding="utf-8")


@cache
def sections() -> Mapping[str, MethodSection]:
    """Return the sections by id, in the order of the page."""
    pieces = _HEADING.split(page())
    found = {}
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        named = _QUESTIONS.search(body)
        questions = tuple(named[1].split()) if named else ()
        id_ = questions[0] if questions else re.sub(r"\W+", "-", title.casefold()).strip("-")
        found[id_] = MethodSection(id_, title, questions, _QUESTIONS.sub("", body).strip())
    return found


def introduction() -> str:
    """Return what stands before the first section, without the title of the page."""
    return _HEADING.split(page())[0].split("\n", 1)[1].strip()


def section_of(question: str) -> str:
    """Return the id of the section that explains a question; empty when none does."""
    return next((section.id for section in sections().values() if question in section.questions), "")
