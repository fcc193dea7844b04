"""Find the best guest list of all when candidates are few, by mixed integer programming: the measure of the others."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.workshop.guest_model import solve
from graph.analysis.workshop.guest_value import GuestProblem

MOST_CANDIDATES = 25
"""Most candidates that can be invited or not for which the best list is looked for, however long it takes."""


@dataclass(frozen=True, slots=True)
class ExactList:
    """Hold the best guest list: value of F, ids of the guests, sorted."""

    value: float
    guests: tuple[str, ...]


def best_guests(problem: GuestProblem) -> ExactList:
    """
    Return the best guest list of all.

    Raises
    ------
    ValueError
        If more than 25 candidates are not excluded, or if what they bring to a theme takes too many different values.
    """
    if int(problem.allowed.sum()) > MOST_CANDIDATES:
        msg = f"more than {MOST_CANDIDATES} candidates"
        raise ValueError(msg)
    rows = solve(problem).rows or ()
    return ExactList(problem.value(rows), tuple(problem.ids[row] for row in rows))
