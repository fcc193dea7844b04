"""Choose from where the search starts, how long each start is given, and keep the best plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.designs import design, six_tables
from graph.analysis.workshop.reseat import reseat
from graph.analysis.workshop.search import Board, Clock, Plan, improve

_SLOW: Final = 3.0
"""How many times slower than the machine it was measured on a machine may be and still spend the whole budget."""

_STEP: Final = (18e-6, 8e-9)
"""Seconds of one step there: constant, and per pair of people."""

_SIX: Final = 6
"""The number of tables that is common and that algebra says least of."""

_DRAWS: Final = 40
"""Plans at six tables among which the start is chosen."""

_LEAST: Final = 1.5
"""Seconds before which the clock never cuts a search: a short budget of steps is spent whole."""

_PATIENCE: Final = (40, 8_000)
"""Steps without a better plan after which a start is left: per seat of all rounds, and at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    Hold what a search gives.

    Parameters
    ----------
    plan
        Table of each person in each round to plan.
    cut
        Whether the clock stopped the search before its budget.
    """

    plan: Plan
    cut: bool


def budget(people: int, seconds: float) -> int:
    """Return the steps that a slow machine makes in a time."""
    constant, each = _STEP
    return max(200, int(seconds / (_SLOW * (constant + each * people * people))))


def best_plan(
    board: Board,
    first: NDArray[np.int64],
    *,
    rounds: int,
    goal: float,
    seed: int,
    seconds: float,
    tell: Callable[[Plan, float], None],
) -> Found:
    """
    Return the best plan found within a budget.

    Parameters
    ----------
    board
        The numbers of the problem.
    first
        Table of each person in one round that respects hosts and forbidden pairs.
    rounds
        Number of rounds to plan.
    goal
        Value at which nothing better is possible.
    seed
        Seed of the draws.
    seconds
        Time given.
    tell
        Called with the best plan so far and the share of the budget spent.
    """
    chance = np.random.default_rng([seed, board.people, board.tables, rounds])
    steps = budget(board.people, seconds)
    patience = min(_PATIENCE[0] * rounds * board.people, _PATIENCE[1])
    ready = _ready(board, first, rounds)
    best: tuple[float, Plan] | None = None

    def listen(value: float, plan: Plan) -> None:
        told = (value, plan) if best is None or value > best[0] else best
        tell(told[1], 1 - max(0, clock.steps) / steps)

    clock = Clock(steps=steps, deadline=time.monotonic() + max(seconds, _LEAST), tell=listen)
    turn = 0
    while best is None or (best[0] < goal - 1e-4 and not clock.over):
        # Turn about: seats of a design, best when all meetings are alike, and seats drawn, freer under constraints.
        seats = ready
        if ready is None and turn % 2 == 0:
            seats = _at_six(board, first, rounds, chance)
        if seats is not None and turn % 2 == 0:
            start = reseat(board, _shuffled(board, seats, chance), clock=clock, chance=chance)
            start = _evened(board, start.copy(), first, chance)
        else:
            start = _drawn(board, first, rounds, chance)
        found = improve(board, start, goal=goal, patience=patience, clock=clock, chance=chance)
        if best is None or found[0] > best[0]:
            best = found
        turn += 1
    return Found(best[1], clock.late)


def _ready(board: Board, first: NDArray[np.int64], rounds: int) -> Plan | None:
    """Return the design of the problem, hosts in the places that keep to their table; None without one."""
    hosts = np.flatnonzero(board.fixed)
    plan = design(board.people, board.tables, rounds, still=len(hosts) > 0)
    if plan is None or len(set(first[hosts])) < len(hosts):
        return None
    # Column t of a design that keeps still is the person who stays at table t.
    column = np.empty(board.people, dtype=np.int64)
    column[hosts] = first[hosts]
    column[~board.fixed] = np.setdiff1d(np.arange(board.people), first[hosts])
    return np.asarray(plan[:, column])


def _at_six(board: Board, first: NDArray[np.int64], rounds: int, chance: np.random.Generator) -> Plan | None:
    """Return the best of some plans of few repeats at six tables; None when somebody keeps to a table."""
    if board.tables != _SIX or board.fixed.any():
        return None
    best: tuple[int, Plan] | None = None
    for _ in range(_DRAWS):
        plan = six_tables(board.people, rounds, chance)
        if plan is None:
            return None
        plan = _evened(board, plan, first, chance)
        pairs = int((plan[:, :, None] == plan[:, None, :]).any(axis=0).sum())
        if best is None or pairs > best[0]:
            best = pairs, plan
    return None if best is None else best[1]


def _shuffled(board: Board, plan: Plan, chance: np.random.Generator) -> Plan:
    """Return a plan whose seats are given to people at random, hosts aside, when it makes a difference."""
    if board.alike:
        return plan
    column, free = np.arange(board.people), np.flatnonzero(~board.fixed)
    column[free] = chance.permutation(free)
    return np.asarray(plan[:, column])


def _evened(board: Board, plan: Plan, first: NDArray[np.int64], chance: np.random.Generator) -> Plan:
    """Return a plan whose tables have their sizes: one person moves from each that is too large."""
    sizes = np.bincount(first, minlength=board.tables)
    for row in plan:
        for _ in row:
            over = np.bincount(row, minlength=board.tables) - sizes
            movers = np.flatnonzero((over[row] > 0) & ~board.fixed)
            if not len(movers):
                break
            row[_least_missed(board, plan, row, movers, int(over.argmin()), chance)] = over.argmin()
    return plan


def _least_missed(
    board: Board, plan: Plan, row: NDArray[np.int64], movers: NDArray[np.int64], table: int, chance: np.random.Generator
) -> int:
    """Return the person whose move to another table in one round costs least."""
    meetings = (plan[:, :, None] == plan[:, None, :]).sum(axis=0)
    here = row[:, None] == row[None, :]
    lost = ((meetings - here == 0) & here).sum(axis=1)
    won = ((meetings == 0) & (row == table)[None, :]).sum(axis=1)
    return int(movers[np.argmax((won - lost)[movers] + chance.random(len(movers)))])


def _drawn(board: Board, first: NDArray[np.int64], rounds: int, chance: np.random.Generator) -> Plan:
    """Return rounds drawn at random, hosts at their table."""
    plan = np.tile(first, (rounds, 1))
    free = np.flatnonzero(~board.fixed)
    for row in plan:
        row[free] = chance.permutation(row[free])
    return plan
