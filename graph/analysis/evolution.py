"""Tell what changed between two days: statements that began, that came to an end, that were first known in between.

Pure. A change is dated by what documents say, never by the day somebody typed it: a statement without a first day that
was first known in between is discovered, which is not a change. Dates are often a month or a year: a change is then an
interval of days, and is only sure when the whole of it is inside the period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.certainty import Certitude, certainty
from graph.model.dates import first_day, last_day
from graph.snapshot import Link

Days = tuple[str, str]
"""First and last ISO day that a date may mean."""

CREATED, ENDED, DISCOVERED, HELD = "cree", "termine", "decouvert", "a_eu_lieu"
"""What happened: it began, it came to an end, it was first known; for an event, it took place."""

KINDS: Final = (CREATED, ENDED, DISCOVERED)
"""What may happen to a statement, in the order in which it is told."""

_KEPT: Final[Mapping[str, int]] = {"annee": 4, "mois": 7}
"""Characters of an ISO day that mean something, by stated precision."""
_UNKNOWN, _OVER = "inconnue", "termine"


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold what happened to a statement or to an object.

    Parameters
    ----------
    kind
        `CREATED`, `ENDED`, `DISCOVERED` or `HELD`.
    subject
        Id of the statement or of the object.
    days
        Days on which it may have happened; for what is discovered, the day it was first known, twice.
    sure
        Whether every one of these days is inside the period.
    """

    kind: str
    subject: str
    days: Days
    sure: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a change with the statement that it happened to."""

    change: Change
    link: Link


@dataclass(frozen=True, slots=True)
class Changes:
    """
    Hold what happened to statements in a period; each list in the order of the statements.

    Parameters
    ----------
    found
        Changes in the period: the first day that a start may mean, or the last day that an end may mean, is inside.
    possible
        Changes that are outside by that rule, and that an imprecise date allows inside.
    undated
        Statements without a first day, neither ended nor discovered in the period: whether they began in it is not
        known. They count at both days.
    lost
        Those of them that nothing at all dates: no document, no journal.
    late
        Statements that began before the period and that were first known in it.
    finished
        Statements said to be over without a last day.
    """

    found: tuple[Found, ...]
    possible: tuple[Found, ...]
    undated: tuple[Link, ...]
    lost: tuple[Link, ...]
    late: tuple[Link, ...]
    finished: tuple[Link, ...]


def changes(links: Iterable[Link], start: str, end: str, known_since: Callable[[Link], str | None]) -> Changes:
    """
    Return what happened to statements between two days.

    Parameters
    ----------
    links
        Statements, in order.
    start, end
        ISO days, the first before the second.
    known_since
        Gives the ISO day on which a statement was first known, or None.

    Notes
    -----
    Created: first day known, in (start, end]. Ended: last day known, in [start, end): that day included, it was still
    in force. Discovered: no first day, and first known in (start, end].

    References
    ----------
    .. [1] Snijders, T. A. B., van de Bunt, G. G., Steglich, C. E. G., "Introduction to stochastic actor-based models
       for network dynamics", Social Networks 32, 2010 (a network observed at moments, ties made and dissolved between).
    """
    found: list[Found] = []
    possible: list[Found] = []
    undated, lost, late, finished = [], [], [], []
    for link in links:
        properties = link.properties
        begun, over = properties.get("valid_from"), properties.get("valid_to")
        known = known_since(link)
        new = bool(known and start < known <= end)
        past = bool(over and last_day(str(over)) < start)
        has_ended = False
        for dated in (began(link.id, properties, start, end), finished_in(link.id, properties, start, end)):
            if dated is not None:
                (found if dated.inside else possible).append(Found(dated.change, link))
                has_ended |= dated.inside and dated.change.kind == ENDED
        if begun:
            if new and not past and first_day(str(begun)) <= start:
                late.append(link)
        elif not past and not has_ended:
            if new:
                found.append(Found(Change(DISCOVERED, link.id, (str(known), str(known)), sure=True), link))
            else:
                undated.append(link)
                if known is None:
                    lost.append(link)
        if properties.get("statut") == _OVER and not over:
            finished.append(link)
    return Changes(tuple(found), tuple(possible), tuple(undated), tuple(lost), tuple(late), tuple(finished))


@dataclass(frozen=True, slots=True)
class Stock:
    """
    Hold how many statements stand at both ends of a period, so that what changed adds up.

    Parameters
    ----------
    before
        Statements in force on the first day and known then: those discovered in the period are not among them.
    after
        Statements in force on the last day: `before` and those created and discovered, less those that ended.
    sure_before, sure_after
        How many of them are certain on each day.
    faded
        Statements in force on both days, certain on the first and no longer on the last: no document says them so late.
    """

    before: int
    after: int
    sure_before: int
    sure_after: int
    faded: int


def stock(links: Iterable[Link], start: str, end: str, found: Changes) -> Stock:
    """
    Count the statements in force at both ends of a period.

    Parameters
    ----------
    links
        Statements, the same as for `changes`.
    start, end
        ISO days, the first before the second.
    found
        What happened to them.

    Notes
    -----
    before + created + discovered − ended = after, whatever the dates: a statement without a first day counts on both
    days, unless it was discovered in between. A statement has a last day no sooner than its first one.
    """
    discovered = {item.change.subject for item in found.found if item.change.kind == DISCOVERED}
    states = [
        (link, certainty(link.properties, start, link.observed), certainty(link.properties, end, link.observed))
        for link in links
    ]
    first = [(link.id, one) for link, one, _ in states if one is not Certitude.INACTIF and link.id not in discovered]
    second = [(link.id, one) for link, _, one in states if one is not Certitude.INACTIF]
    sure = {id_ for id_, one in first if one is Certitude.CERTAIN}
    return Stock(
        len(first),
        len(second),
        len(sure),
        sum(one is Certitude.CERTAIN for _, one in second),
        sum(id_ in sure and one is Certitude.INCERTAIN for id_, one in second),
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold a change that a date makes, and whether it counts in the period (else it may only have fallen inside)."""

    change: Change
    inside: bool


def began(
    subject: str, properties: Mapping[str, Any], start: str, end: str, *, name: str = "valid_from"
) -> Dated | None:
    """
    Return the beginning of something, when it is in (start, end], or may be; None otherwise.

    Parameters
    ----------
    subject
        Id of what began.
    properties
        Its properties, with the precision of its dates.
    start, end
        ISO days of the period.
    name
        Property that holds the first day. Of a month or a year, it is the first day that counts.
    """
    text = properties.get(name)
    if not text:
        return None
    first, last = days = days_of(str(text), properties.get("date_precision"))
    inside = start < first_day(str(text)) <= end
    if not inside and not (last > start and first <= end):
        return None
    sure = start < first and last <= end and properties.get("date_precision") != _UNKNOWN
    return Dated(Change(CREATED, subject, days, sure), inside)


def finished_in(
    subject: str, properties: Mapping[str, Any], start: str, end: str, *, name: str = "valid_to"
) -> Dated | None:
    """
    Return the end of something, when its last day is in [start, end), or may be; None otherwise.

    Parameters
    ----------
    subject, properties, start, end, name
        As for `began`; of a month or a year, it is the last day that counts.
    """
    text = properties.get(name)
    if not text:
        return None
    first, last = days = days_of(str(text), properties.get("date_precision"))
    inside = start <= last_day(str(text)) < end
    if not inside and not (last >= start and first < end):
        return None
    sure = start <= first and last < end and properties.get("date_precision") != _UNKNOWN
    return Dated(Change(ENDED, subject, days, sure), inside)


def days_of(text: str, precision: object) -> Days:
    """
    Return the first and the last day that a date may mean.

    Parameters
    ----------
    text
        Partial ISO date: a day often stands for a month or a year.
    precision
        Stated precision: `annee`, `mois`, or anything else for what the text itself says.

    Examples
    --------
    >>> days_of("2021-07-01", "mois"), days_of("2021", None)
    (('2021-07-01', '2021-07-31'), ('2021-01-01', '2021-12-31'))
    """
    kept = text[: _KEPT.get(str(precision), len(text))]
    return first_day(kept), last_day(kept)


def took_place(subject: str, properties: Mapping[str, Any], start: str, end: str) -> Dated | None:
    """Return an event of the period, from its date: the day it took place counts as a beginning."""
    found = began(subject, properties, start, end, name="date")
    return None if found is None else Dated(Change(HELD, subject, found.change.days, found.change.sure), found.inside)
