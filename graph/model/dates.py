"""Read partial ISO dates (`2021`, `2021-07`, `2021-07-15`): bounds, precision, comparison.

Dates stay text in the graph: nothing is lost of what the source says, and both engines compare them alike.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_PARTIAL = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")
_WHOLE = re.compile(r"^(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}))$")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def is_impossible_day(text: str) -> bool:
    """Tell whether the text has the form of a day, French or ISO, but no such day exists (`31/02/2026`)."""
    found = _WHOLE.match(text.strip())
    if found is None:
        return False
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return True
    return False


def no_date(text: str) -> str:
    """Say in French why a text is no date: no such day exists, or it has not the form of one."""
    text = text.strip()
    if is_impossible_day(text):
        return f"Le jour « {text} » n’existe pas."
    return f"« {text} » n’est pas une date."


def is_partial_date(text: str) -> bool:
    """Tell whether the text is a real day, month or year in ISO form."""
    try:
        first_day(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def first_day(text: str) -> str:
    """
    Return the first day that a partial date may mean.

    Raises
    ------
    ValueError
        If the text is not a partial ISO date, or no such day exists.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1).isoformat()


@lru_cache(maxsize=4096)
def last_day(text: str) -> str:
    """
    Return the last day that a partial date may mean.

    Raises
    ------
    ValueError
        If the text is not a partial ISO date, or no such day exists.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1]).isoformat()


def precision(text: str) -> str:
    """Return `annee`, `mois` or `jour`, from the form of a partial ISO date."""
    _, month, day = _parts(text)
    return "jour" if day else "mois" if month else "annee"


def format_french(text: str | None, *, unknown: str = "date inconnue") -> str:
    """Return the date as French people write it: `15 septembre 2021`, `juillet 2021`, `2021`."""
    if not text:
        return unknown
    try:
        year, month, day = _parts(text)
    except ValueError:
        return text
    if not month:
        return str(year)
    if not day:
        return f"{MONTHS[month - 1]} {year}"
    return f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}"


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.match(text)
    if match is None:
        msg = f"not a partial ISO date: {text!r}"
        raise ValueError(msg)
    year, month, day = (int(part) if part else None for part in match.groups())
    date(year or 0, month or 1, day or 1)
    return year or 0, month, day
