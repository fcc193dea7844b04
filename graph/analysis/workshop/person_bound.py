"""Bound the distinct pairs of a free plan by what one person can meet, and by designs that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import comb, floor

import numpy as np
from scipy.optimize import linprog

from graph.analysis.workshop.bounds import coincidences, meetings, pair_bound
from graph.analysis.workshop.square_bound import design_bound


def free_bound(sizes: Sequence[int], rounds: int) -> int:
    """
    Return the most distinct pairs that is proven for a plan without hosts, forbidden pairs or rounds played.

    Parameters
    ----------
    sizes
        Size of each table, the same in every round.
    rounds
        Number of rounds.

    Returns
    -------
    bound
        The smallest of `bounds.pair_bound`, `person_bound` and `square_bound.design_bound`.
    """
    kept = tuple(sorted(sizes, reverse=True))
    return min(pair_bound(sum(kept), kept, rounds), person_bound(kept, rounds), design_bound(kept, rounds))


@cache
def person_bound(sizes: tuple[int, ...], rounds: int) -> int:
    """
    Return the most distinct pairs, once each person is counted apart.

    Parameters
    ----------
    sizes
        Size of each table, of which there are two at most, one apart.
    rounds
        Number of rounds.

    Returns
    -------
    bound
        Number of pairs.

    Notes
    -----
    Proof. Over the rounds a person has d meetings and e repeats, hence meets d − e others, at most n − 1. A person who
    meets m times makes m − 1 repeats and m(m − 1)/2 coincidences, m ≤ r: a convex function, so that e repeats make the
    most coincidences f(e) when as many as possible fall on people met in every round. Summed over people, coincidences
    are at least twice C(r, 2)·L (`bounds.coincidences`), and meetings are 2·r·S. The shares of people with each d and e
    are thus a solution of a linear programme, whose greatest half-sum of d − e is the bound. It is tighter than
    r·S − (r − 1)·L where few people are left to meet: concentrating repeats is then no longer free.
    """
    people, all_meetings = sum(sizes), 2 * rounds * meetings(sizes)
    if rounds < 2 or people < 2:
        return min(comb(people, 2), all_meetings // 2)
    lowest, highest = rounds * (min(sizes) - 1), rounds * (max(sizes) - 1)
    kinds = np.array(
        [
            (seen, repeats, _most_coincidences(repeats, rounds))
            for seen in range(lowest, highest + 1)
            for repeats in range(max(0, seen - (people - 1)), seen + 1)
        ],
        dtype=np.float64,
    )
    seen, repeats, most = kinds.T
    found = linprog(
        repeats - seen,
        A_ub=-most[None, :],
        b_ub=[-2 * comb(rounds, 2) * coincidences(sizes, sizes)],
        A_eq=np.array([np.ones(len(kinds)), seen]),
        b_eq=[people, all_meetings],
    )
    # A programme without an answer proves nothing: the plain bound is left.
    return all_meetings // 2 if found.status or found.fun is None else floor(-found.fun / 2 + 1e-6)


def _most_coincidences(repeats: int, rounds: int) -> int:
    """Return the most coincidences that the repeats of one person make."""
    whole, rest = divmod(repeats, rounds - 1)
    return whole * comb(rounds, 2) + comb(rest + 1, 2)
