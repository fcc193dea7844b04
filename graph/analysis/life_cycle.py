"""Say where a contract stands in its life: when it ends, how long is left, which stage follows, when to evaluate it.

Dates of documents are often a month or a year: everything here is an interval (first and last day it may mean).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.vocabularies import vocabulary

Days = tuple[str, str]
"""First and last ISO day that a date may mean."""

WRITTEN, COMPUTED = "ecrite", "calculee"
"""Where an end comes from: a document writes it, or it is the start plus the documented length."""

TO_COME, RUNNING, OVER, UNSURE, UNKNOWN = "a_venir", "en_cours", "termine", "imprecis", "non_documente"
"""State of the term: not begun, running, over, over or not according to the exact day, end not documented."""

DUE, MAYBE_DUE, LATER, STARTED, DONE, MISSED, NOT_YET = (
    "a_lancer", "a_lancer_peut_etre", "plus_tard", "commencee", "passee", "terme_depasse", "sans_objet",
)  # fmt: skip
"""State of the evaluation; it is `non_documente` when the end is not known."""

PREPARING = frozenset({"prefiguration", "diagnostic", "elaboration"})
"""Stages before the signature."""

_AFTER = frozenset({"renouvellement", "clos"})


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """
    Hold where a contract stands at a day.

    Parameters
    ----------
    debut, fin
        Intervals of its start and of its end, prolongations included; None when not documented.
    origine
        `ecrite`, `calculee`, or None without end.
    mois_restants
        Fewest and most whole months from the day to the end, negative once it is over; None without day or end.
    terme
        State of the term; None for all dates at once, when the end is known.
    evaluation_des
        Interval of the day from which the evaluation is to start; None without end.
    evaluation
        State of the evaluation; None for all dates at once, when no stage tells it.
    etape
        Code of the documented stage, or None.
    suivantes
        Codes of the stages that may follow: the announced one alone when there is one, else those of the vocabulary.
    annoncee
        Whether a document announces the next stage.
    projet
        Whether it is only prepared: a stage before the signature, no signature, and an end that is not past.
    """

    debut: Days | None
    fin: Days | None
    origine: str | None
    mois_restants: tuple[int, int] | None
    terme: str | None
    evaluation_des: Days | None
    evaluation: str | None
    etape: str | None
    suivantes: tuple[str, ...]
    annoncee: bool
    projet: bool = False


def life_cycle(properties: Mapping[str, Any], day: str | None, notice: int | None) -> LifeCycle:
    """
    Return where a contract stands.

    Parameters
    ----------
    properties
        Properties of the scheme.
    day
        ISO day, or None for all dates (then nothing is left to count).
    notice
        Months before the end at which its evaluation is to start; None for what nobody evaluates that way.
    """
    start = interval(properties.get("date_debut")) or interval(properties.get("date_signature"))
    end, origin = _end(properties, start)
    due = (add_months(end[0], -notice), add_months(end[1], -notice)) if end and notice is not None else None
    stage = properties.get("cycle")
    announced = properties.get("cycle_suivant")
    term = _term(start, end, day)
    return LifeCycle(
        debut=start,
        fin=end,
        origine=origin,
        mois_restants=(months_between(day, end[0]), months_between(day, end[1])) if day and end else None,
        terme=term,
        evaluation_des=due,
        evaluation=_evaluation(stage, start, end, due, day) if notice is not None else NOT_YET,
        etape=str(stage) if stage else None,
        suivantes=(str(announced),) if announced else next_stages(stage),
        annoncee=bool(announced),
        projet=stage in PREPARING and not properties.get("date_signature") and term != OVER,
    )


def next_stages(stage: str | None) -> tuple[str, ...]:
    """Return the stages that may follow one, in the order of the vocabulary."""
    known = vocabulary("cycle_cls")
    return tuple(after for before, after in known.transitions if before == stage)


def interval(text: object) -> Days | None:
    """Return the first and the last day that a date may mean; None when it is empty or not a date."""
    if not text or not is_partial_date(str(text)):
        return None
    return first_day(str(text)), last_day(str(text))


def months_between(one: str, other: str) -> int:
    """Return the whole months from a day to another, negative when the other comes first."""
    if other < one:
        return -months_between(other, one)
    start, end = date.fromisoformat(one), date.fromisoformat(other)
    short = end.day < start.day and end.day != calendar.monthrange(end.year, end.month)[1]
    return (end.year - start.year) * 12 + end.month - start.month - short


def add_months(day: str, months: int) -> str:
    """Return the same day some months later (or earlier): the last day of a month that is too short for it."""
    start = date.fromisoformat(day)
    place = start.year * 12 + start.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def duration(life: LifeCycle) -> tuple[int, int] | None:
    """Return the fewest and most whole months a contract lasts, its last day included; None when it is not known."""
    if life.debut is None or life.fin is None:
        return None
    return months_between(life.debut[1], _next_day(life.fin[0])), months_between(life.debut[0], _next_day(life.fin[1]))


def _end(properties: Mapping[str, Any], start: Days | None) -> tuple[Days | None, str | None]:
    written = interval(properties.get("date_fin"))
    if written:
        return written, WRITTEN
    more = float(properties.get("prolongation_ans") or 0)
    first = interval(properties.get("date_fin_initiale"))
    length = properties.get("duree_initiale_ans")
    if first is None and start and length:
        first, more = start, more + float(length)
    if first is None:
        return None, None
    months = round(more * 12)
    return (add_months(first[0], months), add_months(first[1], months)), COMPUTED


def _term(start: Days | None, end: Days | None, day: str | None) -> str | None:
    if end is None:
        return UNKNOWN
    if day is None:
        return None
    if start and start[0] > day:
        return TO_COME
    if end[1] < day:
        return OVER
    return RUNNING if day <= end[0] else UNSURE


def _evaluation(stage: object, start: Days | None, end: Days | None, due: Days | None, day: str | None) -> str | None:
    if stage in _AFTER:
        return DONE
    if stage == "evaluation":
        return STARTED
    if end is None or due is None:
        return NOT_YET if stage in PREPARING else UNKNOWN
    if day is None:
        return None
    if (start and start[0] > day) or day < due[0]:
        return LATER
    if day > end[1]:
        return MISSED
    return DUE if day >= due[1] else MAYBE_DUE


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
