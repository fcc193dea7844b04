"""
Bound what a table plan can reach: most distinct pairs, what chance gives, most weight.

Sources: the maximally diverse grouping problem (Gallego, Laguna, Martí and Duarte 2013) and the social golfer problem
(Dotú and Van Hentenryck 2007; Triska and Musliu 2012) for the problem; the bounds are proven below.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, floor, prod

import numpy as np
from numpy.typing import NDArray


def meetings(sizes: Sequence[int]) -> int:
    """Return S, the number of pairs seated together in one round."""
    return sum(comb(size, 2) for size in sizes)


def spread(size: int, cells: int) -> int:
    """Return the fewest pairs that share a cell when people are spread over cells: as evenly as possible."""
    each, more = divmod(size, cells)
    return more * comb(each + 1, 2) + (cells - more) * comb(each, 2)


def coincidences(one: Sequence[int], two: Sequence[int]) -> int:
    """
    Return the fewest pairs seated together in both of two rounds.

    Each table of one round is spread over the tables of the other one; either round may be the first.
    """
    return max(sum(spread(size, len(two)) for size in one), sum(spread(size, len(one)) for size in two))


def simple_bound(people: int, sizes: Sequence[int], rounds: int) -> int:
    """Return min(C(n, 2), r·S): pairs that exist, places at tables."""
    return min(comb(people, 2), rounds * meetings(sizes))


def pair_bound(people: int, sizes: Sequence[int], rounds: int) -> int:
    """
    Return min(C(n, 2), r·S − (r − 1)·L), the most distinct pairs of a free plan.

    Parameters
    ----------
    people
        Number of people.
    sizes
        Size of each table, the same in every round.
    rounds
        Number of rounds.

    Returns
    -------
    bound
        Number of pairs, at least 0.

    Notes
    -----
    Proof. Let L be the fewest coincidences of two rounds (`coincidences`). A pair that meets m times makes
    m(m − 1)/2 coincidences over the C(r, 2) pairs of rounds, and m − 1 repeats; as m ≤ r, coincidences are at most
    r/2 times the repeats. All coincidences number at least C(r, 2)·L, hence at least (r − 1)·L repeats, and the
    distinct pairs are the r·S meetings less the repeats.
    """
    if rounds == 0:
        return 0
    return min(comb(people, 2), rounds * meetings(sizes) - (rounds - 1) * coincidences(sizes, sizes))


def chance_pairs(chances: Sequence[NDArray[np.float64]]) -> float:
    """
    Return the expected number of distinct pairs of rounds drawn at random.

    Parameters
    ----------
    chances
        For each round, the chance of each pair (square table, upper half read); rounds are independent.

    Returns
    -------
    expected
        Σ 1 − Π (1 − p): for equal rounds without hosts, C(n, 2)·(1 − (1 − S/C(n, 2))^r).
    """
    if not chances:
        return 0.0
    missed = prod((1.0 - chance for chance in chances[1:]), start=1.0 - chances[0])
    return float(np.triu(1.0 - missed, 1).sum())


def weight_bound(weights: NDArray[np.float64], places: Sequence[int], pairs: int) -> float:
    """
    Return the most weight that distinct pairs can add up to.

    Parameters
    ----------
    weights
        Weight of each pair (square, symmetric, 0 on the diagonal and where a pair may not meet).
    places
        For each person, the most others it can meet.
    pairs
        The most distinct pairs.

    Returns
    -------
    bound
        The smaller of the sum of the heaviest pairs, and of half of what each person meets at best.
    """
    above = np.sort(weights[np.triu_indices(len(weights), 1)])[::-1]
    ranked = np.sort(weights, axis=1)[:, ::-1]
    each = sum(float(row[: max(0, floor(most))].sum()) for row, most in zip(ranked, places, strict=True))
    return min(float(above[: max(0, pairs)].sum()), each / 2)
