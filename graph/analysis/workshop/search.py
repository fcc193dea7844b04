"""
Improve a table plan by swapping two people in one round: tabu search on every swap at once.

Swap neighbourhood and tabu list for the social golfer problem: Dotú and Van Hentenryck 2007; for diverse groups:
Gallego, Laguna, Martí and Duarte 2013. All swaps of a round are valued by one matrix product, so that a step costs tens
of microseconds for 60 people.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Plan = NDArray[np.int64]
"""Table of each person (columns) in each round to plan (rows)."""

Matrix = NDArray[np.float32]

_BARRED: Final = 10_000.0
"""More than any plan is worth: a swap that costs it is never chosen while another exists."""

_CLOSE: Final = 1e-4
"""Below this, two values are the same."""

_NOISES: Final = 64
"""Drawn tables of noise, used in turn."""

_BLOCK: Final = 512
"""Steps between two looks at the clock and two sums of the value afresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """
    Hold the numbers of a problem, people by rank.

    Parameters
    ----------
    tables
        Number of tables.
    fixed
        Whether each person keeps its table.
    first
        Gain of the first meeting of each pair in the rounds to plan (that of a repeat where they met before).
    again
        Gain of every later meeting, at most that of the first.
    each
        Cost of each meeting (organisation, sector); more than any plan is worth where it is forbidden.
    noise
        Size of the noise that draws between swaps of equal gain.
    alike
        Whether all people and all tables of a size are alike: the first round may then stay as it is.
    """

    tables: int
    fixed: NDArray[np.bool_]
    first: Matrix
    again: float
    each: Matrix
    noise: float
    alike: bool

    @property
    def people(self) -> int:
        """Return the number of people."""
        return len(self.fixed)

    def value(self, plan: Plan) -> float:
        """Return what a plan is worth: gains of meetings less their costs, each pair counted once."""
        meetings = together(plan, self.tables).sum(axis=0, dtype=np.float64)
        np.fill_diagonal(meetings, 0)
        met = meetings > 0
        return float(
            (self.first * met + self.again * np.maximum(meetings - 1, 0) - self.each * meetings).sum(dtype=np.float64)
            / 2
        )


def together(plan: Plan, tables: int) -> Matrix:
    """Return, for each round, 1 where two people share a table (1 on the diagonal)."""
    seats = (plan[:, :, None] == np.arange(tables)).astype(np.float32)
    return np.asarray(seats @ seats.transpose(0, 2, 1), dtype=np.float32)


@dataclass(slots=True)
class Clock:
    """
    Hold what a search may still spend.

    Parameters
    ----------
    steps
        Steps left: the budget that decides, the same on every machine.
    deadline
        Reading of `time.monotonic` at which the search stops whatever is left.
    tell
        Called now and then with the value and the plan of the best one of the search under way; None for nobody.
    late
        Whether the deadline stopped the search.
    """

    steps: int
    deadline: float
    tell: Callable[[float, Plan], None] | None = None
    late: bool = False

    def spend(self, steps: int, best: tuple[float, Plan] | None = None) -> None:
        """Count steps, tell who listens, look at the clock."""
        self.steps -= steps
        if self.tell and best is not None:
            self.tell(*best)
        if time.monotonic() > self.deadline:
            self.late = True

    @property
    def over(self) -> bool:
        """Tell whether nothing may be spent any more."""
        return self.late or self.steps <= 0


def improve(
    board: Board, start: Plan, *, goal: float, patience: int, clock: Clock, chance: np.random.Generator
) -> tuple[float, Plan]:
    """
    Return the best plan found from a start by swaps of two people.

    Parameters
    ----------
    board
        The numbers of the problem.
    start
        A plan of the right sizes.
    goal
        Value at which nothing better is possible.
    patience
        Steps without a better plan after which the search gives up.
    clock
        Budget, spent as it goes.
    chance
        Source of the draws.

    Returns
    -------
    value, plan
        The best plan met, the start included.
    """
    walk = _Walk(board, start, chance)
    if walk.best >= goal - _CLOSE or np.count_nonzero(~board.fixed) < 2 or board.tables < 2:
        return walk.best, walk.kept
    rounds, people = start.shape
    # When people are alike, every plan has a twin with the same first round.
    lowest = 1 if rounds > 1 and board.alike else 0
    while walk.idle < patience and not clock.over:
        count = min(_BLOCK, clock.steps)
        which = chance.integers(lowest, rounds, count)
        tenures = chance.integers(3, 3 + max(4, people // 3), count)
        noises = chance.integers(0, _NOISES, count)
        done = count
        for draw in range(count):
            walk.step(which[draw], tenures[draw], noises[draw])
            if walk.best >= goal - _CLOSE:
                done = draw + 1
                break
        clock.spend(done, (walk.best, walk.kept))
        if walk.best >= goal - _CLOSE:
            break
        walk.value = board.value(walk.plan)
    return board.value(walk.kept), walk.kept


class _Walk:
    """Hold where one search stands: the plan, who meets whom, what may not be undone yet, the best plan met."""

    def __init__(self, board: Board, start: Plan, chance: np.random.Generator) -> None:
        rounds, people = start.shape
        self.plan = start.copy()
        self.seats = (start[:, :, None] == np.arange(board.tables)).astype(np.float32)
        self.same = together(start, board.tables)
        self.meetings = self.same.sum(axis=0)
        self.fresh, self.stale = board.first - board.each, np.float32(board.again) - board.each
        np.fill_diagonal(self.fresh, 0)
        np.fill_diagonal(self.stale, 0)
        self.shut = (board.fixed[:, None] | board.fixed[None, :]).astype(np.float32)
        self.until = np.zeros((rounds, people, people), dtype=np.int64)
        self.noise = chance.random((_NOISES, people, people), dtype=np.float32) * np.float32(board.noise)
        self.value = self.best = board.value(start)
        self.kept = self.plan.copy()
        self.steps = self.idle = 0

    def step(self, k: int, tenure: int, draw: int) -> None:
        """Make the best swap of one round, tabu ones aside unless they lead to the best plan of all."""
        self.steps += 1
        self.idle += 1
        seating, table, seats, until = self.same[k], self.plan[k], self.seats[k], self.until[k]
        people = len(table)
        gains = np.where(self.meetings - seating < 0.5, self.fresh, self.stale)
        moved = (gains @ seats).take(table, axis=1)
        moved -= moved.ravel()[:: people + 1][:, None]
        swaps = moved + moved.T
        swaps -= 2 * gains
        swaps -= 10 * _BARRED * (seating + self.shut)
        tabu = until > self.steps
        tabu &= swaps <= self.best - self.value + _CLOSE
        swaps -= _BARRED * tabu
        swaps += self.noise[draw]
        i, j = divmod(int(swaps.argmax()), people)
        if seating[i, j] or self.shut[i, j]:
            return
        self.value += float(swaps[i, j]) - float(self.noise[draw, i, j]) + _BARRED * float(tabu[i, j])
        self.meetings -= seating
        a, b = table[i], table[j]
        table[i], table[j] = b, a
        seats[i, a] = seats[j, b] = 0
        seats[i, b] = seats[j, a] = 1
        np.matmul(seats, seats.T, out=seating)
        self.meetings += seating
        until[i, j] = until[j, i] = self.steps + tenure
        if self.value > self.best + _CLOSE:
            self.best, self.idle = self.value, 0
            self.kept = self.plan.copy()
