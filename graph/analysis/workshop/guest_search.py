"""Search the best guest list: greedy from several starts, then exchanges of one guest until none improves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graph.analysis.workshop.guest_value import Floats, GuestProblem, Mask

_DIGITS = 10
_TINY = 1e-9
_EFFORT = 40_000_000
"""Multiplications that all the starts of a search may cost, about: a second or two of processor time."""
_PASSES = 12
"""Passes of exchanges that one start takes, about."""


def search_guests(problem: GuestProblem) -> tuple[int, ...]:
    """
    Return the best list found (rows, sorted).

    Notes
    -----
    The first start is greedy on the submodular part alone: whatever the links, a list that the search returns is worth
    at least that one, whose themes and sectors reach 1 − 1/e of the best possible when no organisation has too many
    candidates (Nemhauser, Wolsey and Fisher 1978). The next one is greedy on the whole value; the others begin with
    each candidate in turn, the best alone first, as far as the effort allows.
    """
    best: tuple[int, ...] = ()
    worth = -1.0
    seen: set[tuple[int, ...]] = set()
    for start in _starts(problem):
        if start in seen:
            continue
        seen.add(start)
        found = exchange(problem, start)
        value = round(problem.value(found), _DIGITS)
        if value > worth or (value == worth and found < best):
            best, worth = found, value
    return best


def greedy(problem: GuestProblem, rows: Sequence[int], *, links: bool = True) -> tuple[int, ...]:
    """Return a list completed one guest at a time, the one that adds the most first, ties broken by id."""
    chosen = list(rows)
    while len(chosen) < problem.size:
        best = best_of(problem.gains(chosen, links=links), problem.free(chosen))
        if best is None:
            break
        chosen.append(best)
    return tuple(sorted(chosen))


def exchange(problem: GuestProblem, rows: Sequence[int]) -> tuple[int, ...]:
    """Return a list once no exchange of one guest for another improves it; the best exchange is made each time."""
    chosen = tuple(sorted(rows))
    fixed = set(problem.imposed)
    value = problem.value(chosen)
    while True:
        best: tuple[int, ...] | None = None
        most = value + _TINY
        for row in chosen:
            if row in fixed:
                continue
            rest = tuple(other for other in chosen if other != row)
            new = replacement(problem, rest, row)
            if new is None:
                continue
            found = tuple(sorted((*rest, new)))
            worth = problem.value(found)
            if worth > most:
                best, most = found, worth
        if best is None:
            return chosen
        chosen, value = best, most


def replacement(problem: GuestProblem, rest: Sequence[int], gone: int) -> int | None:
    """Return who best takes the place of a guest (row) that leaves the others; None when nobody can."""
    free = problem.free(rest)
    free[gone] = False
    return best_of(problem.gains(rest), free)


def best_of(gains: Floats, free: Mask) -> int | None:
    """Return the row that adds the most among those that are free, the first by id among equals."""
    if not free.any():
        return None
    return int(np.argmax(np.where(free, np.round(gains, _DIGITS), -np.inf)))


def _starts(problem: GuestProblem) -> Iterator[tuple[int, ...]]:
    imposed = problem.imposed
    yield greedy(problem, imposed, links=False)
    yield greedy(problem, imposed)
    if len(imposed) >= problem.size:
        return
    gains, free = np.round(problem.gains(imposed), _DIGITS), problem.free(imposed)
    rows = np.flatnonzero(free)
    order = rows[np.argsort(-gains[rows], kind="stable")]
    one_pass = max(problem.size * len(problem.ids) * max(len(problem.themes), 1), 1)
    for row in order[: _EFFORT // (one_pass * _PASSES)].tolist():
        yield greedy(problem, (*imposed, row))
