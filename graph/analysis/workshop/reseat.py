"""Give the seats of a ready-made plan to the people they suit best: who meets whom changes, how many meet does not."""

from __future__ import annotations

import numpy as np

from graph.analysis.workshop.search import Board, Clock, Plan, together

_STEPS = 1_500
_BLOCK = 100


def reseat(board: Board, plan: Plan, *, clock: Clock, chance: np.random.Generator) -> Plan:
    """
    Return the same rounds with people exchanged, each taking the other's seats of all rounds.

    Parameters
    ----------
    board
        The numbers of the problem; those who keep their table keep their seats.
    plan
        A plan.
    clock
        Budget, spent as it goes.
    chance
        Source of the draws.

    Returns
    -------
    plan
        The best exchange found by tabu search, an assignment problem of Koopmans and Beckmann 1957: pairs of seats met
        or not on one side, worth of pairs of people on the other.
    """
    people = board.people
    shut = (board.fixed[:, None] | board.fixed[None, :]) | np.eye(people, dtype=bool)
    if shut.all() or board.alike:
        return plan
    meetings = together(plan, board.tables).sum(axis=0)
    np.fill_diagonal(meetings, 0)
    met = (meetings > 0).astype(np.float32)
    worth = board.first - np.float32(board.again)
    np.fill_diagonal(worth, 0)
    seat = np.arange(people)
    # What each person (rows) would have in each seat (columns), others where they are.
    gain = np.einsum("ij,jk->ik", worth, met) - np.einsum("ij,jk->ik", board.each, meetings)
    best_seat, value, best = seat.copy(), 0.0, 0.0
    until = np.zeros((people, people), dtype=np.int64)
    steps = max(0, min(_STEPS, clock.steps))
    tenures = chance.integers(3, 3 + max(4, people // 3), steps)
    for step in range(steps):
        taken = gain[:, seat]
        taken -= np.diagonal(taken).copy()[:, None]
        swaps = taken + taken.T
        here = np.ix_(seat, seat)
        swaps += 2 * (worth * met[here] - board.each * meetings[here])
        swaps[shut] = -np.inf
        swaps[(until > step) & (swaps <= best - value + 1e-4)] = -np.inf
        i, j = divmod(int(swaps.argmax()), people)
        if np.isfinite(swaps[i, j]):
            value += float(swaps[i, j])
            one, two = seat[i], seat[j]
            gain += np.outer(worth[:, i] - worth[:, j], met[two] - met[one])
            gain -= np.outer(board.each[:, i] - board.each[:, j], meetings[two] - meetings[one])
            seat[i], seat[j] = two, one
            until[i, j] = until[j, i] = step + tenures[step]
            if value > best + 1e-4:
                best, best_seat = value, seat.copy()
        if step % _BLOCK == _BLOCK - 1:
            clock.spend(_BLOCK)
            if clock.over:
                break
    return np.asarray(plan[:, best_seat])
