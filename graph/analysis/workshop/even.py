"""Spread the repeats that cannot be avoided, so that they do not fall on the same people every time."""

from __future__ import annotations

import numpy as np

from graph.analysis.workshop.search import Board, Clock, Matrix, Plan, together

_STEPS, _BLOCK = 3_000, 100

_KEEP = (1_500.0, 200.0, 40.0)
"""What a point of the plan's worth weighs beside the evenness of its repeats, block of steps after block."""

_KEEP_SOME = (200.0, 40.0, 15.0)
"""The same where some pairs may be given up."""

_CLOSE = 1e-4


def spread_repeats(
    board: Board, plan: Plan, *, before: Matrix, clock: Clock, chance: np.random.Generator, spare: float = 0.0
) -> Plan:
    """
    Return a plan whose repeats are spread over more pairs, worth as much or nearly.

    Parameters
    ----------
    board
        The numbers of the problem.
    plan
        Table of each person in each round to plan.
    before
        Meetings of each pair in the rounds played (square).
    clock
        Budget, spent as it goes.
    chance
        Source of the draws.
    spare
        Share of the distinct pairs that may be given up, 0 to 1.

    Returns
    -------
    plan
        Among the plans met by swaps of two people that are worth no less and have no fewer distinct pairs, the one
        whose most frequent pair meets least often, then whose squares of meetings add up to least. Where some pairs may
        be given up, organisations, sectors and forbidden pairs are no worse off.

    Notes
    -----
    Where the bound is reached because a table is larger than the number of tables, who must meet again does so in every
    round (see `bounds.pair_bound`): there is then nothing to spread.
    """
    walk = _Walk(board, plan, before)
    if walk.is_even() or (~board.fixed).sum() < 2 or board.tables < 2:
        return plan
    rounds, people = plan.shape
    least, most = board.value(plan) - _CLOSE, walk.cost + _CLOSE
    wanted = walk.distinct * (1 - spare)
    keep = _KEEP_SOME if spare else _KEEP
    best, kept = walk.unevenness, plan.copy()
    steps = min(_STEPS, max(0, clock.steps))
    which, noise = chance.integers(0, rounds, steps), chance.random((steps, people), dtype=np.float32)
    for step in range(steps):
        walk.step(int(which[step]), noise[step], keep[step // _BLOCK % len(keep)])
        if walk.distinct < wanted or walk.unevenness >= best:
            continue
        if walk.cost <= most if spare else board.value(walk.plan) >= least:
            best, kept = walk.unevenness, walk.plan.copy()
            if walk.is_even():
                break
        if step % _BLOCK == _BLOCK - 1:
            clock.spend(_BLOCK)
            if clock.late:
                break
    return kept


class _Walk:
    """Hold where the search stands: the plan, how often each pair meets, what may not be undone yet."""

    def __init__(self, board: Board, plan: Plan, before: Matrix) -> None:
        self.board, self.plan = board, plan.copy()
        self.same = together(plan, board.tables)
        self.meetings = self.same.sum(axis=0) + before
        np.fill_diagonal(self.meetings, 0)
        self.shut = board.fixed[:, None] | board.fixed[None, :]
        self.until = np.zeros((len(plan), board.people, board.people), dtype=np.int64)
        self.steps = 0

    @property
    def distinct(self) -> int:
        """Return the pairs that meet, each counted twice."""
        return int(np.count_nonzero(self.meetings))

    @property
    def unevenness(self) -> tuple[int, int]:
        """Return the most meetings of a pair, and the sum of their squares."""
        return int(self.meetings.max()), int(np.square(self.meetings, dtype=np.float64).sum())

    @property
    def cost(self) -> float:
        """Return what shared organisations, sectors and forbidden pairs cost, each pair counted twice."""
        return float((self.board.each * self.meetings).sum(dtype=np.float64))

    def is_even(self) -> bool:
        """Tell whether the pairs that meet do so as often as one another, one time aside."""
        met = self.meetings[self.meetings > 0]
        return not len(met) or bool(met.max() - met.min() <= 1)

    def step(self, k: int, noise: Matrix, keep: float) -> None:
        """Make the best swap of one round, those just made aside."""
        self.steps += 1
        board, seating, table = self.board, self.same[k], self.plan[k]
        others = self.meetings - seating
        np.fill_diagonal(others, 0)
        fresh = np.where(others < 0.5, board.first, np.float32(board.again)) - board.each
        # Fourth powers rather than squares: they press on the most frequent pairs.
        gains = np.float32(keep) * fresh - ((others + 1) ** 4 - others**4) * (others > 0)
        np.fill_diagonal(gains, 0)
        seats = (table[:, None] == np.arange(board.tables)).astype(np.float32)
        moved = (gains @ seats)[:, table]
        moved -= np.diagonal(moved).copy()[:, None]
        swaps = moved + moved.T - 2 * gains + noise[:, None] + noise[None, :]
        swaps[(seating > 0) | self.shut] = -np.inf
        swaps[self.until[k] > self.steps] = -np.inf
        i, j = divmod(int(swaps.argmax()), board.people)
        if not np.isfinite(swaps[i, j]):
            return
        self.meetings -= seating
        table[i], table[j] = table[j], table[i]
        self.same[k] = table[:, None] == table[None, :]
        self.meetings += self.same[k]
        np.fill_diagonal(self.meetings, 0)
        self.until[k, i, j] = self.until[k, j, i] = self.steps + 3 + board.people // 4
