"""Plan who sits where, round after round, so that as many people as possible meet."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.board import board_of, fewest_shared, first_arrangement, goal_of, rounds_of
from graph.analysis.workshop.even import spread_repeats
from graph.analysis.workshop.exact import most_pairs, ways
from graph.analysis.workshop.faults import faults
from graph.analysis.workshop.limits import Limits, everyone, limits, weight_table
from graph.analysis.workshop.portfolio import Found, best_plan, budget
from graph.analysis.workshop.problem import Round, Seating
from graph.analysis.workshop.search import Board, Clock, Matrix, Plan

_TRIALS, _WAYS, _ENOUGH = 2_000_000, 5_000, 5.0
"""What a second given allows when every plan of a few people is tried, a fifth of it at most; seconds that count."""

_FIRST = 0.1
"""Share of the time searched before every plan of a few people is tried."""

_LAST = (0.1, 1.5)
"""Share of a budget given over to spreading the repeats, and seconds after which the clock stops it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    Hold where a search stands.

    Parameters
    ----------
    seconds
        Time spent.
    distinct_pairs
        Distinct pairs of the best plan so far, played rounds included.
    bound
        The most distinct pairs that is proven.
    share
        Part of the budget spent, 0 to 1.
    """

    seconds: float
    distinct_pairs: int
    bound: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """
    Hold a table plan and what it is worth.

    Parameters
    ----------
    rounds
        Played rounds as they were, then those planned; people of a table in the order of the list.
    distinct_pairs
        Pairs that meet at least once, played rounds included.
    bound
        The most distinct pairs that is proven (`limits.limits`); for a few people, the optimum itself (`exact`).
    counting_bound, simple_bound
        The bound by coincidences alone, min(C(n, 2), r·S − (r − 1)·L) for a free plan; min(C(n, 2), r·S).
    chance
        Expected distinct pairs of a plan drawn at random.
    gain
        (distinct − chance) / (bound − chance): 0 as chance, 1 at the bound; None where both are the same.
    repeats
        Meetings of people who had already met.
    most_meetings
        The most times that one pair meets; 0 without rounds.
    seconds
        Time spent.
    proven
        Whether the bound is reached: no plan has more distinct pairs.
    cut
        Whether the clock stopped the search before its budget of steps: another run may then give another plan.
    same_organisation
        Times two people of one organisation share a table, over the planned rounds.
    sector_imbalance
        Pairs of one sector at a table above the fewest possible, mean of the planned rounds; 0 when evenly mixed.
    weight, weight_bound
        Sum of the weights of the pairs met; the most that is proven.
    exact
        The most distinct pairs possible when it is known exactly: the bound is reached, or every plan of a few people
        was tried; None otherwise.
    """

    rounds: tuple[Round, ...]
    distinct_pairs: int
    bound: int
    counting_bound: int
    simple_bound: int
    chance: float
    gain: float | None
    repeats: int
    most_meetings: int
    seconds: float
    proven: bool
    cut: bool
    same_organisation: int
    sector_imbalance: float
    weight: float
    weight_bound: float
    exact: int | None


def plan_tables(
    seating: Seating, *, seed: int = 0, seconds: float = 10.0, progress: Callable[[Progress], None] | None = None
) -> TablePlan:
    """
    Return the best table plan found in the time given.

    Parameters
    ----------
    seating
        The problem.
    seed
        Seed of the draws.
    seconds
        Time that the search may take; it stops earlier once nothing better is possible.
    progress
        Called now and then while it searches.

    Returns
    -------
    plan
        The plan and its figures.

    Raises
    ------
    ValueError
        When the problem has faults; the message is made of their French sentences.

    Notes
    -----
    Same problem, seed and seconds, same plan: what is spent is counted in steps, so many per second as a slow machine
    makes. Only on a machine slower still does the clock cut the search, and the plan says so.
    """
    wrong = faults(seating)
    if wrong:
        raise ValueError("\n".join(wrong))
    started = time.monotonic()
    most = limits(seating)
    if seating.left == 0:
        return _measured(seating, most, seating.played, time.monotonic() - started, cut=False)

    def tell(best: Plan, share: float) -> None:
        if progress:
            distinct = int(_met(seating, (*seating.played, *rounds_of(seating, best))).sum())
            spent = time.monotonic() - started
            progress(Progress(seconds=spent, distinct_pairs=distinct, bound=most.bound, share=share))

    board, first, goal = board_of(seating), first_arrangement(seating), goal_of(seating, most)

    def search(goal: float, given: float) -> Found:
        return best_plan(board, first, rounds=seating.left, goal=goal, seed=seed, seconds=given, tell=tell)

    # With a few people, what is possible is known early: the search may then stop there.
    few = board.alike and ways(seating.sizes) <= _effort(seconds)[1]
    found = search(goal, seconds * _FIRST if few else seconds)
    reached = int(_met(seating, rounds_of(seating, found.plan)).sum())
    if few and reached < most.bound:
        exact = most_pairs(seating.sizes, seating.rounds, reached, *_effort(seconds))
        if exact is None or exact > reached:
            found = search(goal if exact is None else float(exact), seconds * (1 - _FIRST))
    even, late = _evened(seating, board, found.plan, seed, seconds)
    every = (*seating.played, *rounds_of(seating, even))
    return _measured(seating, most, every, time.monotonic() - started, cut=found.cut or late, given=seconds)


def judge(seating: Seating, rounds: tuple[Round, ...]) -> TablePlan:
    """
    Return a plan as it is with its figures, without searching.

    Parameters
    ----------
    seating
        The problem that the plan answers.
    rounds
        Every round, the played ones of the problem first.
    """
    return _measured(seating, limits(seating), rounds, 0.0, cut=False)


def _evened(seating: Seating, board: Board, plan: Plan, seed: int, seconds: float) -> tuple[Plan, bool]:
    """Return a plan whose repeats are spread over more pairs, and whether the clock stopped it."""
    steps = int(_LAST[0] * budget(board.people, seconds))
    clock = Clock(steps=steps, deadline=time.monotonic() + _LAST[1])
    chance = np.random.default_rng([seed, board.people, board.tables, len(plan), 1])
    index = {person: rank for rank, person in enumerate(seating.people)}
    there = tuple(tuple(tuple(one for one in table if one in index) for table in tour) for tour in seating.played)
    even = spread_repeats(board, plan, before=_meetings(there, index), clock=clock, chance=chance, spare=seating.spare)
    return even, clock.late


def _meetings(rounds: tuple[Round, ...], index: Mapping[str, int]) -> Matrix:
    """Return how often rounds seat each pair together (square, 0 on the diagonal)."""
    count = np.zeros((len(index), len(index)), dtype=np.float32)
    for table in (table for tour in rounds for table in tour):
        ranks = [index[person] for person in table]
        count[np.ix_(ranks, ranks)] += 1
    np.fill_diagonal(count, 0)
    return count


def _met(seating: Seating, rounds: tuple[Round, ...]) -> NDArray[np.bool_]:
    """Return the pairs that rounds seat together (upper half)."""
    return np.triu(_together(seating, rounds) > 0, 1)


def _together(seating: Seating, rounds: tuple[Round, ...]) -> Matrix:
    """Return how often rounds seat each pair together, those who left included."""
    every = Seating(people=seating.people, tables=1, rounds=1, played=rounds)
    return _meetings(rounds, everyone(every)[1])


def _measured(
    seating: Seating, most: Limits, rounds: tuple[Round, ...], seconds: float, *, cut: bool, given: float = _ENOUGH
) -> TablePlan:
    """Return a plan with its figures."""
    met = _met(seating, rounds)
    distinct = int(met.sum())
    meetings = sum(len(table) * (len(table) - 1) // 2 for tour in rounds for table in tour)
    planned = rounds[len(seating.played) :]
    free = not seating.played and not seating.hosts and not seating.pairs_forbidden
    if distinct >= most.bound:
        exact: int | None = distinct
    else:
        exact = most_pairs(seating.sizes, seating.rounds, distinct, *_effort(given)) if free else None
    bound = most.bound if exact is None else exact
    uneven = _shared(planned, seating.sectors) - len(planned) * fewest_shared(seating, seating.sectors)
    away = bound - most.chance
    return TablePlan(
        rounds=rounds,
        distinct_pairs=distinct,
        bound=bound,
        counting_bound=most.counting_bound,
        simple_bound=most.simple_bound,
        chance=most.chance,
        gain=(distinct - most.chance) / away if away > 1e-9 else None,
        repeats=meetings - distinct,
        most_meetings=int(_together(seating, rounds).max(initial=0)),
        seconds=seconds,
        proven=distinct >= bound,
        cut=cut,
        same_organisation=_shared(planned, seating.organisations),
        sector_imbalance=uneven / len(planned) if planned else 0.0,
        weight=float((met * weight_table(seating, everyone(seating)[1])).sum()),
        weight_bound=most.weight,
        exact=exact,
    )


def _effort(given: float) -> tuple[int, int]:
    """Return the rounds laid and the ways to seat one that a time allows when every plan is tried."""
    effort = min(given, _ENOUGH)
    return int(_TRIALS * effort), int(_WAYS * effort)


def _shared(rounds: tuple[Round, ...], terms: Mapping[str, str]) -> int:
    """Return how many times two people of one known term share a table."""
    return sum(
        1
        for tour in rounds
        for table in tour
        for one, two in combinations(table, 2)
        if terms.get(one) and terms.get(one) == terms.get(two)
    )
