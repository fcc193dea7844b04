"""Say a workshop in words: its day, how far away a step is, a participant, a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.view_models.typography import NBSP, counted, day, typeset
from app.workshops.milestones import Milestone, all_done, current, is_done, is_late
from app.workshops.record import ABSENT, CONFIRMED, DECLINED, INVITED, LATE, Participant, Workshop

STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {INVITED: "invité", CONFIRMED: "confirmé", DECLINED: "décline", ABSENT: "absent", LATE: "arrivé sur place"}
)
"""French words of the statuses, in the order of a list."""

_MONTHS: Final = 60


def distance(then: date, today: date) -> str:
    r"""
    Return how far a day is, in words.

    Examples
    --------
    >>> distance(date(2027, 1, 12), date(2027, 1, 10))
    'dans 2\xa0jours'
    >>> distance(date(2027, 1, 12), date(2027, 1, 13))
    'hier'
    """
    days = (then - today).days
    near = {0: "aujourd’hui", 1: "demain", -1: "hier"}
    if days in near:
        return near[days]
    count = counted(abs(days), "jour") if abs(days) < _MONTHS else f"{round(abs(days) / 30.44)}{NBSP}mois"
    return f"dans {count}" if days > 0 else f"il y a {count}"


def next_step(workshop: Workshop, today: date) -> str:
    """Return what comes next, one French sentence."""
    if all_done(workshop):
        return "Toutes les étapes sont faites."
    step = current(workshop)
    then = step.day(workshop)
    late = " En retard." if is_late(workshop, step, today) else ""
    return f"À faire : {_lower(step.title)}, pour le {day(then.isoformat())} ({distance(then, today)}).{late}".replace(
        " :", f"{NBSP}:"
    )


def step_label(workshop: Workshop, step: Milestone) -> str:
    """Return a step in a few letters, with a tick once it is done."""
    tick = "✓ " if is_done(workshop, step.name) else ""
    return f"{tick}{step.title}" if step.title == step.mark.replace(NBSP, " ") else f"{tick}{step.mark} · {step.title}"


def badge(participant: Participant) -> str:
    """Return a participant as a badge says it: organisation, then function."""
    return typeset(", ".join(filter(None, (participant.nom, participant.fonction))))


def badges(participants: Iterable[Participant]) -> dict[str, str]:
    """Return the words of participants by id; two who read alike are told apart by their number."""
    found = {one.id: badge(one) for one in participants}
    seen = list(found.values())
    return {id_: f"{text} ({id_})" if seen.count(text) > 1 else text for id_, text in found.items()}


def _lower(text: str) -> str:
    return text if text[1:2].isupper() or text.endswith(" J") else text[:1].lower() + text[1:]
