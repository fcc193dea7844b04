"""Reckon the timetable of a workshop: every hour follows from its start, its rounds and their length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.view_models.typography import NBSP
from app.workshops.record import PAIRS, Workshop

WELCOME, OPENING, MOVE, MOVE_PAIRS, BREAK, SHARING, FORM, CLOSING = 15, 10, 3, 1, 15, 20, 5, 5
"""Minutes of what is not a round."""

_LONG: Final = 60
"""Minutes of rounds from which people want a break."""
_HOUR: Final = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")


@dataclass(frozen=True, slots=True)
class Step:
    """
    Hold one step of the day.

    Parameters
    ----------
    start, end
        Minutes since midnight.
    title
        What it is: « Tour 2 ».
    kind
        `accueil`, `ouverture`, `tour`, `changement`, `pause`, `restitution`, `questionnaire` or `cloture`.
    round
        Round, from 1; 0 for what is not a round.
    """

    start: int
    end: int
    title: str
    kind: str
    round: int = 0

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        return self.end - self.start

    @property
    def hours(self) -> str:
        """Return when it begins and ends, in words."""
        return f"{clock(self.start)}{NBSP}–{NBSP}{clock(self.end)}"


def timetable(workshop: Workshop) -> tuple[Step, ...]:
    """
    Return the steps of the day, one after another.

    Notes
    -----
    A start that is no hour counts as nine o’clock: `starts_at` says whether it was read. The break comes in the middle
    of the rounds when there are three of them or more, or when they last an hour together.
    """
    found: list[Step] = []
    start = starts_at(workshop)
    now = 9 * 60 if start is None else start
    for minutes, title, kind, round_ in _steps(workshop):
        found.append(Step(now, now + minutes, title, kind, round_))
        now += minutes
    return tuple(found)


def starts_at(workshop: Workshop) -> int | None:
    """Return the start of a workshop in minutes since midnight, or None when it is no hour."""
    read = _HOUR.fullmatch(workshop.debut.strip())
    if not read:
        return None
    hours, minutes = int(read[1]), int(read[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def clock(minutes: int) -> str:
    """Return an hour as people write it: « 9 h 05 »."""
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}"


def _steps(workshop: Workshop) -> Iterator[tuple[int, str, str, int]]:
    rounds, minutes = max(workshop.tours, 0), max(workshop.minutes, 1)
    two_by_two = workshop.mode == PAIRS
    # At noon of the rounds: after the second of three, of four, after the third of five.
    noon = -(-rounds // 2) if rounds >= (2 if rounds * minutes >= _LONG else 3) else 0
    yield WELCOME, "Accueil", "accueil", 0
    yield OPENING, "Ouverture", "ouverture", 0
    for rank in range(1, rounds + 1):
        yield minutes, f"Tour{NBSP}{rank}", "tour", rank
        if rank == noon:
            yield BREAK, "Pause", "pause", 0
        elif rank < rounds:
            yield (
                MOVE_PAIRS if two_by_two else MOVE,
                "Changement",
                "changement",
                0,
            )
    yield SHARING, "Restitution", "restitution", 0
    yield FORM, "Questionnaire", "questionnaire", 0
    yield CLOSING, "Clôture", "cloture", 0
