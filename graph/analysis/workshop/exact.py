"""Find the most distinct pairs of a small plan, by trying every way to seat its rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, permutations
from math import factorial, prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.bounds import meetings, pair_bound

WAYS: Final = 50_000
"""Most ways to seat one round for which every plan may be tried."""

TRIALS: Final = 20_000_000
"""Rounds laid over a partial plan before giving up: a second or two."""

_WORD = 64

Masks = NDArray[np.uint64]
"""Pairs seated together in each round (rows), one bit each."""


class TooMany(Exception):
    """Raised when there are too many plans to try."""


def most_pairs(sizes: Sequence[int], rounds: int, reached: int, trials: int = TRIALS, most: int = WAYS) -> int | None:
    """
    Return the most distinct pairs of a free plan of a few people.

    Parameters
    ----------
    sizes
        Size of each table, the same in every round.
    rounds
        Number of rounds.
    reached
        Distinct pairs of a plan already known.
    trials, most
        Rounds laid over a partial plan, and ways to seat one round, beyond which it gives up.

    Returns
    -------
    pairs
        The optimum; None when there are too many plans to try.

    Notes
    -----
    Depth first over the rounds. The first is any, people being alike; the second one of each kind, two rounds being of
    a kind when the numbers of people that their tables share with those of the first are the same up to the order of
    tables; the order of the others is indifferent. A branch is left when even new meetings only would not do better
    than the best plan known.
    """
    return _most(tuple(sorted(sizes, reverse=True)), rounds, reached, trials, most)


@cache
def _most(sizes: tuple[int, ...], rounds: int, reached: int, trials: int, most: int) -> int | None:
    bound = pair_bound(sum(sizes), sizes, rounds)
    if reached >= bound or rounds < 2:
        return bound
    if ways(sizes) > most:
        return None
    seats = np.array(list(_seatings(tuple(range(sum(sizes))), sizes)), dtype=np.int64)
    masks = _masks(seats)
    kinds = _kinds(seats, len(sizes))
    search = _Search(meetings(sizes), reached, trials)
    try:
        # The second round is the one of the lowest kind: the others are of that kind or a higher one.
        for kind in range(int(kinds.max()) + 1):
            second = masks[kinds == kind][0]
            search.go(masks[0] | second, rounds - 2, masks[kinds >= kind])
    except TooMany:
        return None
    return search.best


class _Search:
    """Hold the best plan known and what is left to try."""

    def __init__(self, each: int, reached: int, trials: int) -> None:
        self.each = each
        self.best = reached
        self.left = trials

    def go(self, met: Masks, rounds: int, masks: Masks) -> None:
        """Try every way to add rounds to the pairs met."""
        count = int(np.bitwise_count(met).sum())
        if rounds == 0:
            self.best = max(self.best, count)
            return
        self.left -= len(masks)
        if self.left < 0:
            raise TooMany
        gains = np.bitwise_count(masks & ~met).sum(axis=1, dtype=np.int64)
        if rounds == 1:
            self.best = max(self.best, count + int(gains.max(initial=0)))
            return
        rank = 0
        while True:
            # A round must bring at least this many new pairs, or all those after it would not be enough.
            wanted = self.best + 1 - count - (rounds - 1) * self.each
            while rank < len(masks) and gains[rank] < wanted:
                rank += 1
            if rank == len(masks):
                return
            after = masks[rank:][gains[rank:] >= wanted]
            self.go(met | masks[rank], rounds - 1, after)
            rank += 1


def ways(sizes: Sequence[int]) -> int:
    """Return the number of ways to seat one round, tables of a size being alike."""
    return (
        factorial(sum(sizes))
        // prod(factorial(size) for size in sizes)
        // prod(factorial(count) for count in Counter(sizes).values())
    )


def _seatings(left: tuple[int, ...], sizes: tuple[int, ...], table: int = 0) -> Iterator[list[int]]:
    """Give every round as the table of each of those left, tables in the order of their first person."""
    if not left:
        yield []
        return
    for size in sorted(set(sizes), reverse=True):
        others = list(sizes)
        others.remove(size)
        for company in combinations(range(1, len(left)), size - 1):
            seated = {0, *company}
            away = tuple(person for rank, person in enumerate(left) if rank not in seated)
            for rest in _seatings(away, tuple(others), table + 1):
                told = iter(rest)
                yield [table if rank in seated else next(told) for rank in range(len(left))]


def _masks(seats: NDArray[np.int64]) -> Masks:
    """Return the pairs seated together in each round."""
    pairs = list(combinations(range(seats.shape[1]), 2))
    masks = np.zeros((len(seats), -(-len(pairs) // _WORD)), dtype=np.uint64)
    for number, (one, two) in enumerate(pairs):
        word, bit = divmod(number, _WORD)
        masks[:, word] |= (seats[:, one] == seats[:, two]).astype(np.uint64) << np.uint64(bit)
    return masks


def _kinds(seats: NDArray[np.int64], tables: int) -> NDArray[np.int64]:
    """Return the kind of each round beside the first one, from 0."""
    people = seats.shape[1]
    ones = np.arange(tables)
    at = (seats[:, :, None] == ones).astype(np.int64)
    shared = np.einsum("pt,nps->nts", at[0], at)
    powers = (people + 1) ** ones
    columns = np.sort(np.einsum("nts,t->ns", shared, powers), axis=1)
    different, which = np.unique(columns, axis=0, return_inverse=True)
    names: dict[tuple[int, ...], int] = {}
    kinds = []
    for row in different:
        digits = [[(int(column) // int(power)) % (people + 1) for power in powers] for column in row]
        name = min(
            tuple(
                sorted(
                    sum(digit * int(powers[place]) for digit, place in zip(column, order, strict=True))
                    for column in digits
                )
            )
            for order in permutations(range(tables))
        )
        kinds.append(names.setdefault(name, len(names)))
    return np.array(kinds)[which.ravel()]
