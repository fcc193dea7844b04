"""
Tell the days when people are not at work: week ends and the public holidays of France.

The list is that of the law (Code du travail, article L. 3133-1); the days that some départements add are not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pandas import Timestamp
from pandas.tseries.offsets import Easter

_FIXED: Final[Mapping[tuple[int, int], str]] = MappingProxyType(
    {
        (1, 1): "jour de l’An",
        (5, 1): "fête du Travail",
        (5, 8): "victoire de 1945",
        (7, 14): "fête nationale",
        (8, 15): "Assomption",
        (11, 1): "Toussaint",
        (11, 11): "armistice de 1918",
        (12, 25): "Noël",
    }
)
"""Names by month and day."""

_AFTER_EASTER: Final[Mapping[int, str]] = MappingProxyType(
    {1: "lundi de Pâques", 39: "Ascension", 50: "lundi de Pentecôte"}
)
"""Names by number of days after Easter."""

_WEEK_END: Final[Mapping[int, str]] = MappingProxyType({5: "samedi", 6: "dimanche"})


def week_end(day: date) -> str:
    """Return `samedi` or `dimanche`; empty on the other days."""
    return _WEEK_END.get(day.weekday(), "")


def holiday(day: date) -> str:
    """
    Return the French name of a public holiday; empty on the other days.

    Examples
    --------
    >>> holiday(date(2027, 3, 29)), holiday(date(2027, 3, 30))
    ('lundi de Pâques', '')
    """
    return _FIXED.get((day.month, day.day), "") or _AFTER_EASTER.get((day - _easter(day.year)).days, "")


def working_day(day: date) -> date:
    """
    Return this day, or the first one after it when people are at work.

    Examples
    --------
    >>> working_day(date(2027, 3, 27)), working_day(date(2027, 3, 30))
    (datetime.date(2027, 3, 30), datetime.date(2027, 3, 30))
    """
    while week_end(day) or holiday(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def _easter(year: int) -> date:
    """Return Easter Sunday, which falls from 22 March to 25 April."""
    return (Timestamp(year, 1, 1) + Easter()).date()
