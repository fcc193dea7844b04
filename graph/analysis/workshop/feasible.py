"""Find whether forbidden pairs and hosts leave a way to seat everyone, and which pairs stand in the way."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, islice
from typing import Final

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from graph.analysis.workshop.problem import Pair, Seating

_SECONDS: Final = 2.0
"""Time given to one question; without an answer by then, the pairs are taken as possible."""

_INFEASIBLE: Final = 2
"""Status that the solver gives to a problem without a solution."""

_GROUPS: Final = 5_000
"""Most groups looked at: there may be a great many of them among 120 people."""


class Undecided(Exception):
    """Raised when the time given does not tell whether everyone can be seated."""


def arrangement(seating: Seating, forbidden: Collection[Pair] | None = None) -> dict[str, int] | None:
    """
    Seat everyone once at a table, hosts at theirs and forbidden pairs apart.

    Parameters
    ----------
    seating
        The problem; its hosts fit at their tables.
    forbidden
        Pairs to keep apart; those of the problem by default.

    Returns
    -------
    tables
        Table of each person; None when it is impossible.

    Raises
    ------
    Undecided
        When two seconds were not enough to tell.
    """
    pairs = sorted(seating.pairs_forbidden if forbidden is None else forbidden)
    hosts = {person: table for person, table in seating.hosts.items() if person in set(seating.people)}
    # People without a forbidden pair fill whatever seats are left: they are not part of the question.
    asked = sorted({person for pair in pairs for person in pair} | set(hosts))
    rank = {person: number for number, person in enumerate(asked)}
    tables, count = seating.tables, len(asked)
    if asked:
        rows, low, high = [], [], []
        lower, upper = np.zeros(count * tables), np.ones(count * tables)
        for person, number in rank.items():
            rows.append(_row(count * tables, range(number * tables, (number + 1) * tables)))
            low.append(1.0)
            high.append(1.0)
            if person in hosts:
                upper[number * tables : (number + 1) * tables] = 0
                lower[number * tables + hosts[person]] = upper[number * tables + hosts[person]] = 1
        for table, size in enumerate(seating.sizes):
            rows.append(_row(count * tables, range(table, count * tables, tables)))
            low.append(0.0)
            high.append(float(size))
        for group in _cliques(pairs):
            for table in range(tables):
                rows.append(_row(count * tables, [rank[person] * tables + table for person in group]))
                low.append(0.0)
                high.append(1.0)
        found = milp(
            np.zeros(count * tables),
            constraints=LinearConstraint(np.array(rows), np.array(low), np.array(high)),
            integrality=np.ones(count * tables, dtype=np.int64),
            bounds=Bounds(lower, upper),
            options={"time_limit": _SECONDS},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.x is None:
            raise Undecided
        chosen = found.x.reshape(count, tables).argmax(axis=1)
        seated = {person: int(chosen[number]) for person, number in rank.items()}
    else:
        seated = {}
    left = [size - list(seated.values()).count(table) for table, size in enumerate(seating.sizes)]
    others = [person for person in seating.people if person not in seated]
    free = [table for table, places in enumerate(left) for _ in range(places)]
    return seated | dict(zip(others, free, strict=True))


def conflict(seating: Seating) -> tuple[Pair, ...]:
    """
    Return forbidden pairs that cannot all be kept apart, none of which could be taken out.

    Returns
    -------
    pairs
        In order; empty when everyone can be seated, and when two seconds do not tell.
    """
    kept = sorted(seating.pairs_forbidden)
    if possible(seating, kept):
        return ()
    # People forbidden to one another all need a table of their own: the shortest explanation, when there is one.
    graph: nx.Graph[str] = nx.Graph(kept)
    largest = max(islice(nx.find_cliques(graph), _GROUPS), key=lambda group: (len(group), sorted(group)), default=[])
    if len(largest) > seating.tables:
        group = sorted(largest)[: seating.tables + 1]
        return tuple(combinations(group, 2))
    for pair in list(kept):
        without = [other for other in kept if other != pair]
        if not possible(seating, without):
            kept = without
    return tuple(kept)


def possible(seating: Seating, forbidden: Collection[Pair]) -> bool:
    """Tell whether everyone can be seated with these pairs apart; yes when two seconds do not tell."""
    try:
        return arrangement(seating, forbidden) is not None
    except Undecided:
        return True


def _cliques(pairs: Collection[Pair]) -> list[list[str]]:
    """Return groups of people all forbidden to one another that cover every pair: one constraint each."""
    graph: nx.Graph[str] = nx.Graph(list(pairs))
    found = [sorted(group) for group in islice(nx.find_cliques(graph), _GROUPS)]
    left, groups = set(pairs), []
    for group in sorted(found, key=lambda group: (-len(group), group)):
        covered = set(combinations(group, 2))
        if covered & left:
            left -= covered
            groups.append(group)
    return [*groups, *(list(pair) for pair in sorted(left))]


def _row(length: int, ones: Collection[int] | range) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    row = np.zeros(length)
    row[list(ones)] = 1.0
    return row
