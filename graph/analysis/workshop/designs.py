"""
Draw plans from algebra: places of a table slide from round to round, each at its own speed, so that no two meet twice.

Person (i, j) sits at place i of table j in the first round, and at table j + i·k in round k, computed in the field of g
elements: two people meet again only if their places slide at the same speed. These are the lines of an affine plane,
the classical source of mutually orthogonal Latin squares (Bose 1938).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.search import Plan

_REDUCTION: Final = {
    4: (2, (1, 1)),
    8: (2, (1, 1, 0)),
    16: (2, (1, 1, 0, 0)),
    32: (2, (1, 0, 1, 0, 0)),
    9: (3, (2, 0)),
    27: (3, (2, 1, 0)),
    25: (5, (2, 0)),
    49: (7, (3, 0)),
}
"""Order of a field: its prime, and what x to the degree is worth, from the constant up."""

_SIX: Final = (
    "000000111111222222333333444444555555",
    "012345012345012345012345012345012345",
    "103254421035352401015342240513534120",
    "012543243015450132521304134250305421",
    "431250213504340125052431504312125043",
    "014523102354341205253140435012520431",
)
"""Rounds of 36 people at 6 tables, found by long search: table of each person. No field has six elements, and some must
meet again (see `square_bound`); here six pairs do, in the last four rounds, and nobody else."""

_FEWEST_AT_SIX: Final = 30
"""People below whom six tables are no longer hard: the search alone does better."""


def six_tables(people: int, rounds: int, chance: np.random.Generator) -> Plan | None:
    """
    Return a plan of few repeats at six tables, made from one of 36 people; sizes may differ by more than one.

    Parameters
    ----------
    people, rounds
        Numbers.
    chance
        Source of the draws.

    Returns
    -------
    plan
        Table of each person (columns) in each round (rows): some people left out, or joined by others who go everywhere
        with them, as the bound itself would have it. None for fewer than 30 people, or more rounds than 6.
    """
    if people < _FEWEST_AT_SIX or rounds > len(_SIX):
        return None
    plan = np.array([[int(table) for table in row] for row in _SIX[:rounds]], dtype=np.int64)
    size = plan.shape[1]
    columns = list(chance.permutation(size)[:people])
    met = (plan[:, :, None] == plan[:, None, :]).any(axis=0)
    largest = -(-people // 6)
    while len(columns) < people:
        loads = np.array([np.bincount(row[columns], minlength=6) for row in plan])
        over = np.array([(loads[np.arange(rounds), plan[:, column]] >= largest).sum() for column in range(size)])
        gain = met[:, columns].sum(axis=1) - over * people + chance.random(size)
        columns.append(int(gain.argmax()))
    return _larger_first(plan[:, columns], 6)


def design(people: int, tables: int, rounds: int, *, still: bool = False) -> Plan | None:
    """
    Return a plan whose repeats are the fewest that table sizes allow.

    Parameters
    ----------
    people, tables, rounds
        Numbers; the first tables are the larger ones.
    still
        Whether the first place of each table must keep to it in every round; the larger tables then change from round
        to round.

    Returns
    -------
    plan
        Table of each person (columns) in each round (rows), tables of the same size in every round; None when the
        number of tables is not a power of a prime, or smaller than the number of rounds.

    Notes
    -----
    Places i and i' slide apart at speed i − i': while that is not zero in the field, (i − i')·k takes each value once
    over k, so that (i, j) and (i', j') meet at most once. Where a table has more places than there are tables, places i
    and i + g go together: what must meet again does so in every round, which is the case of equality of
    `bounds.pair_bound`. When the last place is not filled at every table, those who have it still sit at different
    tables, and sizes differ by one.
    """
    field = _field(tables)
    if field is None or rounds > tables:
        return None
    add, times = field
    place, table = np.divmod(np.arange(people), tables)
    plan = np.array([add[table, times[place % tables, k]] for k in range(rounds)])
    return plan if still else _larger_first(plan, tables)


def _larger_first(plan: Plan, tables: int) -> Plan:
    """Return the same rounds, tables numbered again so that the larger come first."""
    numbered = []
    for row in plan:
        order = np.argsort(-np.bincount(row, minlength=tables), kind="stable")
        rank = np.empty(tables, dtype=np.int64)
        rank[order] = np.arange(tables)
        numbered.append(rank[row])
    return np.array(numbered)


@cache
def _field(order: int) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Return the tables of addition and multiplication of a field; None when there is none, or it is not known here."""
    if order < 2:
        return None
    if all(order % divisor for divisor in range(2, int(order**0.5) + 1)):
        numbers = np.arange(order)
        return (numbers[:, None] + numbers) % order, (numbers[:, None] * numbers) % order
    if order not in _REDUCTION:
        return None
    prime, power = _REDUCTION[order]
    degree = len(power)
    elements = [tuple(reversed(digits)) for digits in product(range(prime), repeat=degree)]
    rank = {element: number for number, element in enumerate(elements)}
    added = [
        [rank[tuple((a + b) % prime for a, b in zip(one, two, strict=True))] for two in elements] for one in elements
    ]
    shifted = [_by_x(element, power, prime) for element in elements]
    # Horner: one × two, from the highest coefficient of two down.
    times = np.zeros((order, order), dtype=np.int64)
    for one, two in product(range(order), repeat=2):
        total = 0
        for digit in reversed(elements[two]):
            total = rank[shifted[total]]
            for _ in range(digit):
                total = added[total][one]
        times[one, two] = total
    return np.array(added), times


def _by_x(element: tuple[int, ...], power: tuple[int, ...], prime: int) -> tuple[int, ...]:
    """Return an element multiplied by x."""
    top = element[-1]
    return tuple((low + top * high) % prime for low, high in zip((0, *element[:-1]), power, strict=True))
