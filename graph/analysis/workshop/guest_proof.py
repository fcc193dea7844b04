"""Choose a guest list and prove how good it is: the best of all, or how far it can be from the best at most."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.workshop.guest_bounds import upper_bound
from graph.analysis.workshop.guest_model import relaxed_bound, solve
from graph.analysis.workshop.guest_search import search_guests
from graph.analysis.workshop.guest_value import GuestProblem

_MOST_SOLVED, _NODES = 60, 20
"""Most candidates for which the best list is looked for beyond the search, and in how many branches."""
_MOST_RELAXED, _MOST_LINKS = 400, 3_000
"""Most candidates and missing links for which the relaxed program is solved: about a second of processor time."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class ProvenList:
    """Hold a list (rows, sorted), what no list can exceed, and whether none is better."""

    rows: tuple[int, ...]
    bound: float
    proven: bool


def choose_and_prove(problem: GuestProblem) -> ProvenList:
    """Return a list and its proof; of two lists worth the same, the one that the search found is kept."""
    rows = search_guests(problem)
    value = problem.value(rows)
    bound = upper_bound(problem, rows)
    able = int(problem.allowed.sum())
    if bound - value > _TINY and able <= _MOST_RELAXED and len(problem.missing) <= _MOST_LINKS:
        try:
            found = solve(problem, _NODES) if able <= _MOST_SOLVED else None
            bound = min(bound, found.bound if found else relaxed_bound(problem))
        except ValueError:
            found = None  # Too many different contributions: the other bounds stand.
        if found and found.rows is not None and problem.value(found.rows) > value + _TINY:
            rows, value = found.rows, problem.value(found.rows)
    bound = max(bound, value)
    return ProvenList(rows, bound, proven=bound - value <= _TINY)
