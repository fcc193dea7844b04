"""Define what a repair is, and a question: what a cell may mean when no rule may choose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model.spec import PropertySpec
from graph.model.values import ValueProblem, parse_cell

_SPACES = re.compile(r"[\s\u00a0\u202f\u2000-\u200a\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u180e\u2061-\u2064]")
"""Characters that show nothing, beside those that every text loses."""

_JOINED = "\u0600-\u08ff\u0900-\u0dff\u0e80-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_PICTURES = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_JOINERS = re.compile(rf"([{_JOINED}])[\u200c\u200d]|([{_PICTURES}\ufe0f\u20e3])\u200d(?=[{_PICTURES}])|[\u200c\u200d]")
"""Joiners; those after an Arabic or Indian letter, and between the parts of one emoji, are a way of writing."""

_TURNS = re.compile(r"[\u202a-\u202e]")
_ISOLATES = re.compile(r"[\u2066-\u2069]")
_TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
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
    Return a name or an id without the characters that nobody sees, or None when it has none.

    Parameters
    ----------
    text
        Name, id or list of them.
    directions
        Whether the characters that turn a text round go too: out of what designates, never out of what is kept as
        written, which every screen and file shows safely.

    Notes
    -----
    What writes a language or draws a picture stays: the joiners of Persian and of an emoji, the isolates of a text
    that is read from right to left.
    """
    seen = text
    if not text.isprintable():
        seen = _UNSEEN.sub("", text)
        if directions:
            seen = _TURNS.sub("", seen)
            seen = seen if _TO_THE_LEFT.search(seen) else _ISOLATES.sub("", seen)
        seen = _JOINERS.sub(lambda found: found[0] if found[1] or found[2] else "", seen)
    seen = seen.strip()
    if seen == text or not seen:
        return None
    turned = directions and (_TURNS.search(text) or _ISOLATES.search(text))
    what = "que l’on ne voit pas, ou qui retournent le texte," if turned else "que l’on ne voit pas"
    return Repair("ING-513", seen, f"des caractères {what} sont ôtés")
