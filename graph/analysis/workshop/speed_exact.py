"""Find the best meetings two by two of a small problem, by mixed integer programming over pairs and rounds.

First meetings alone are the largest part of a graph whose edges take as many colours as there are rounds (maximum
k-edge-colourable subgraph, Feige, Ofek and Wieder 2002): a round is a colour.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from graph.analysis.workshop.problem import Pair

_CELLS: Final = 320
"""Pairs times rounds up to which a problem is solved."""

_NODES: Final = 200
"""Branches that the solver may look into: their number, not the clock, so that the answer is the same anywhere."""

_SLACK: Final = 1e-6
"""What the solver may get wrong: its own tolerance."""

_KEPT: Final = 64

Rounds = tuple[frozenset[Pair], ...]


@dataclass(frozen=True, slots=True)
class Coloured:
    """Hold rounds of first meetings, None when the solver stopped before it had any, and the most that can be."""

    rounds: Rounds | None
    bound: int


def fits(pairs: Collection[Pair], rounds: int) -> bool:
    """Tell whether a problem is small enough to be solved."""
    return 0 < len(pairs) * rounds <= _CELLS


@lru_cache(maxsize=_KEPT)
def most_coloured(pairs: tuple[Pair, ...], rounds: int) -> Coloured:
    """Return the most of these pairs that rounds can hold, each once and nobody twice a round."""
    model = _Model(pairs, rounds)
    for number in range(len(pairs)):
        model.row({model.cell(number, turn): 1.0 for turn in range(rounds)}, 1.0)
    found = model.solve(dict.fromkeys(range(len(pairs) * rounds), -1.0))
    return Coloured(found.rounds, min(len(pairs), math.floor(-found.bound + _SLACK)))


def most_even(
    allowed: Sequence[Pair],
    new: Collection[Pair],
    rounds: int,
    *,
    people: Sequence[str],
    rested: Mapping[str, int],
    weights: Mapping[Pair, float],
    meetings: int,
    rests: tuple[int, int] | None = None,
) -> Rounds | None:
    """
    Return the rounds with at least so many first meetings whose rests are the most even, or of most weight.

    Parameters
    ----------
    allowed, new
        Pairs that may meet; those among them that have not.
    rounds
        Rounds to plan.
    people, rested
        Ids, and the rounds that each has already rested.
    weights
        Weights of pairs, for those that meet for the first time.
    meetings
        First meetings that must be there.
    rests
        The most rests of one person and the sum of their squares, not to be exceeded: the weight is then what is looked
        for. None to look for the least of both, the first one first.

    Returns
    -------
    rounds
        Proven best or not; None when the solver stopped before it had any.
    """
    model = _Model(allowed, rounds)
    fresh = {}
    for number, pair in enumerate(allowed):
        if pair in new:
            # Counted once, however often it comes back.
            fresh[pair] = model.column(1.0)
            model.row({fresh[pair]: 1.0, **{model.cell(number, turn): -1.0 for turn in range(rounds)}}, 0.0)
    model.row(dict.fromkeys(fresh.values(), -1.0), -float(meetings))
    most = model.column(float(rounds + max(rested.values(), default=0)))
    squares: dict[int, float] = {}
    for person in people:
        before = rested.get(person, 0)
        seats = {
            model.cell(number, turn): -1.0
            for number, pair in enumerate(allowed)
            if person in pair
            for turn in range(rounds)
        }
        model.row({**seats, most: -1.0}, -float(rounds + before))
        # The squares of rests, rest after rest: each costs more than the one before.
        steps = {model.column(1.0): 2.0 * (before + rest) + 1.0 for rest in range(rounds)}
        model.row({**seats, **dict.fromkeys(steps, -1.0)}, -float(rounds))
        squares |= steps
    if rests is None:
        return model.solve({most: sum(squares.values()) + 1.0, **squares}).rounds
    start = sum(rested.get(person, 0) ** 2 for person in people)
    model.row({most: 1.0}, float(rests[0]))
    model.row(squares, float(rests[1] - start))
    return model.solve({column: -weights.get(pair, 0.0) for pair, column in fresh.items()}).rounds


@dataclass(frozen=True, slots=True)
class _Solved:
    """Hold the rounds found, None without any, and what the objective cannot be below."""

    rounds: Rounds | None
    bound: float


class _Model:
    """Hold a linear program: whether a pair meets in a round comes first, then what is added."""

    def __init__(self, pairs: Sequence[Pair], rounds: int) -> None:
        self.pairs = pairs
        self.rounds = rounds
        self.highest = [1.0] * (len(pairs) * rounds)
        self.rows: list[dict[int, float]] = []
        self.limits: list[float] = []
        people = sorted({person for pair in pairs for person in pair})
        for turn in range(rounds):
            for person in people:
                seats = [self.cell(number, turn) for number, pair in enumerate(pairs) if person in pair]
                self.row(dict.fromkeys(seats, 1.0), 1.0)

    def cell(self, number: int, turn: int) -> int:
        """Return the column of a pair in a round."""
        return number * self.rounds + turn

    def column(self, highest: float) -> int:
        """Add an unknown from 0 to its highest value."""
        self.highest.append(highest)
        return len(self.highest) - 1

    def row(self, terms: Mapping[int, float], limit: float) -> None:
        """Add: the sum of terms is at most a limit."""
        self.rows.append(dict(terms))
        self.limits.append(limit)

    def solve(self, objective: Mapping[int, float]) -> _Solved:
        """Return the rounds of the least objective found."""
        cells = len(self.pairs) * self.rounds
        integer = np.zeros(len(self.highest), dtype=np.int64)
        integer[:cells] = 1
        costs = np.zeros(len(self.highest))
        costs[list(objective)] = list(objective.values())
        found = milp(
            costs,
            integrality=integer,
            bounds=Bounds(np.zeros(len(self.highest)), np.asarray(self.highest)),
            constraints=LinearConstraint(self._table(), -np.inf, np.asarray(self.limits)),
            options={"mip_rel_gap": 0.0, "node_limit": _NODES},
        )
        bound = -math.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
        # Without any bound, every cell filled is one.
        return _Solved(None if found.x is None else self._read(found.x), max(bound, -float(cells)))

    def _table(self) -> csr_array:
        rows = [number for number, terms in enumerate(self.rows) for _ in terms]
        columns = [column for terms in self.rows for column in terms]
        values = [value for terms in self.rows for value in terms.values()]
        return csr_array((values, (rows, columns)), shape=(len(self.rows), len(self.highest)))

    def _read(self, values: NDArray[np.float64]) -> Rounds:
        return tuple(
            frozenset(pair for number, pair in enumerate(self.pairs) if values[self.cell(number, turn)] > 0.5)
            for turn in range(self.rounds)
        )
