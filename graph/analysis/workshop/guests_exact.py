"""Find the best guest list of all when candidates are few, by mixed integer programming: the measure of the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.workshop.guest_model import solve
from graph.analysis.workshop.guest_value import LAM, MU, Candidate, Pair, guest_problem

MOST_CANDIDATES = 25
"""Most candidates that can be invited or not for which the best list is looked for, however long it takes."""


@dataclass(frozen=True, slots=True)
class ExactList:
    """Hold the best guest list: value of F, ids of the guests, sorted."""

    value: float
    guests: tuple[str, ...]


def best_guests(
    candidates: Sequence[Candidate],
    themes: Mapping[str, float],
    missing: Mapping[Pair, float],
    *,
    seats: int,
    mandatory: Collection[str] = (),
    excluded: Collection[str] = (),
    most_per_organisation: int = 1,
    mu: float = MU,
    lam: float = LAM,
) -> ExactList:
    """
    Return the best guest list of all; parameters are those of `choose_guests`.

    Raises
    ------
    ValueError
        If the choice is impossible, has more than 25 candidates that are not excluded, or if what they bring to a theme
        takes too many different values.
    """
    problem = guest_problem(
        candidates,
        themes,
        missing,
        seats=seats,
        mandatory=mandatory,
        excluded=excluded,
        most_per_organisation=most_per_organisation,
        mu=mu,
        lam=lam,
    )
    if int(problem.allowed.sum()) > MOST_CANDIDATES:
        msg = f"more than {MOST_CANDIDATES} candidates"
        raise ValueError(msg)
    rows = solve(problem).rows or ()
    return ExactList(problem.value(rows), tuple(problem.ids[row] for row in rows))
