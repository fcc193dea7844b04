"""Define what a repair is, and a question: what a cell may mean when no rule may choose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model.spec import PropertySpec
from graph.model.values import ValueProblem, parse_cell

_SPACES = re.compile(r"[\s\u00a0\u202f\u2000-\u200a\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u180e\u200c\u200d\u2061-\u2064]")
"""Characters that show nothing, beside those that every text loses."""

_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Repair:
    """
    Hold the other reading of a cell.

    Parameters
    ----------
    code
        Code of the rule, one of `ingest.kinds.REPAIRS`.
    value
        Text that takes the place of the cell: it reads without a problem, so that repairing it again changes nothing.
    rule
        What was done and why it is right, in French, without capital nor full stop.
    """

    code: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Question:
    """
    Hold what a cell may mean, when a person must choose.

    Parameters
    ----------
    why
        Why it is not clear, one French sentence.
    answers
        (text to type, what a person reads) of each meaning, the likeliest first.
    """

    why: str
    answers: tuple[tuple[str, str], ...]


def plain(raw: object) -> str:
    """Return a cell as text with ordinary single spaces and no invisible character; whole numbers have no decimals."""
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def reads(spec: PropertySpec, raw: object) -> bool:
    """Tell whether a cell gives a value without any repair."""
    try:
        return bool(parse_cell(spec, raw))
    except ValueProblem:
        return False


def visible(text: str, *, directions: bool) -> Repair | None:
    """
    Return a name or an id without the characters that nobody sees (soft hyphens), or None when it has none.

    Parameters
    ----------
    text
        Name, id or list of them.
    directions
        Whether the marks of writing direction go too.
    """
    seen = text
    if not text.isprintable():
        seen = _UNSEEN.sub("", text)
        seen = _DIRECTIONS.sub("", seen) if directions else seen
    seen = seen.strip()
    if seen == text or not seen:
        return None
    return Repair("ING-513", seen, "des caractères que l’on ne voit pas sont ôtés")
