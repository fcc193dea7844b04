"""Bound the distinct pairs of a free plan by designs that are proven not to exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.analysis.workshop.bounds import coincidences, meetings

_SIX: Final = 6

_IMPOSSIBLE: Final = {(13, 4, 5), (20, 5, 6)}
"""People, tables, rounds of the plans without a repeat that are proven impossible: see `design_bound`."""


def design_bound(sizes: Sequence[int], rounds: int) -> int:
    """
    Return the most distinct pairs left by what is known not to exist.

    Parameters
    ----------
    sizes
        Size of each table, the same in every round; they differ by one at most.
    rounds
        Number of rounds.

    Returns
    -------
    bound
        r·S less the repeats that cannot be avoided; r·S itself where nothing is known.

    Notes
    -----
    20 people, 5 tables, 6 rounds: that would be a resolvable group divisible design of blocks of four and type 2^10;
    every plan was tried. In the second round each table takes
    one person from four tables of the first: those two rounds are the same in every plan, people being the ordered
    pairs of different tables. 9,408 rounds repeat nothing with them, and no four of those repeat nothing together.

    13 people, 4 tables, 5 rounds. Proof that some repeat. Without one, a table of four sends each member to another
    table of every other round: two tables of four share one person. Who sits k times at one meets 10 + k ≤ 12 others,
    so that the 20 seats at tables of four, with 10 shared people, are those of ten people, two each: the edges of the
    complete graph on the five rounds. The three others never meet, as 75 of 78 pairs do, and each sits at one table of
    three every round with two edges that share no round: a perfect matching of the four rounds left. A person sees the
    ten edges once, hence five of the 15 matchings, one for each round: with a sixth round added, a 1-factorization of
    the complete graph on six points. Three people would have three without a 1-factor in common, but any two of the six
    that exist have one (Sylvester 1844).

    Six tables, 36 people or more: see `_six_table_repeats`. One round more than tables: see `_too_many_couples`.
    """
    most = rounds * meetings(sizes)
    if len(sizes) == _SIX and min(sizes) >= _SIX:
        return most - _six_table_repeats(coincidences(sizes, sizes), rounds)
    if _too_many_couples(sizes, rounds):
        return most - (rounds - 1) * coincidences(sizes, sizes) - 1
    return most - ((sum(sizes), len(sizes), rounds) in _IMPOSSIBLE)


def _too_many_couples(sizes: Sequence[int], rounds: int) -> bool:
    """
    Tell whether g tables and g + 1 rounds have more repeats than the (r − 1)·L of `bounds.pair_bound`.

    Notes
    -----
    Proof, for g² + L people, L ≤ g². With (r − 1)·L repeats exactly, those who meet again do so in every round, and
    each table of a round has one or two people at every table of another one: L couples that are always together, and
    others alone, g² units in all. No two units meet twice, and g + 1 rounds of g tables of g units hold as many pairs
    as there are: any two meet. A couple thus meets the L − 1 others; but a table of s people has s − g couples, so that
    it meets g + 1 times at most s − g − 1 others.
    """
    tables = len(sizes)
    couples = sum(sizes) - tables**2
    return rounds == tables + 1 and 0 < couples <= tables**2 and couples > 1 + rounds * (max(sizes) - tables - 1)


def _six_table_repeats(shared: int, rounds: int) -> int:
    """
    Return the fewest repeats of six tables of six people or more.

    Parameters
    ----------
    shared
        L, the fewest coincidences of two rounds (`bounds.coincidences`).
    rounds
        Number of rounds.

    Notes
    -----
    Proof that four rounds have at least 3·L + 2 repeats R. A pair that meets m times makes m − 1 repeats and
    m(m − 1)/2 coincidences, so that 2·R − C counts the pairs that meet two or three times: x₂ + x₃, where C ≥ 6·L. If
    R ≤ 3·L + 1, then x₂ + x₃ ≤ 2 and x₂ + 2·x₃ = R modulo 3, which leaves three cases. Where two rounds coincide L
    times only, each table of one has somebody at every table of the other: 36 cells. Call unit the people who are
    together in all four rounds.

    (a) R = 3·L, no such pair: every cell is one unit, and the rounds are a pair of orthogonal Latin squares of order 6,
    which do not exist (Tarry 1901).

    (b) R = 3·L + 1, one pair meets twice, in rounds a and b. The cells of the two other rounds c and d are the units, a
    and b are Latin squares on them. They are not orthogonal, hence two units at least coincide in a and b; one only is
    impossible, since a row of cells with 2, 0 and 1 four times has a column that no other 2 completes. Two pairs of
    people at least meet in a and b without being units: a contradiction.

    (c) R = 3·L + 1, two pairs meet three times, each not in one round. All rounds coincide L times, so that the units
    are 36 and as many as a cell of two given rounds joins. A cell joins two units only where all their people make
    pairs of three meetings: it depends on whether the two rounds hold the one where such a pair does not meet; the
    number of units does not: a contradiction.

    For more rounds, leave out each in turn. The repeats of what is left add up to r·R less the meetings of all pairs
    that repeat, which are at least R·r/(r − 1): at most R·r(r − 2)/(r − 1). Hence (r − 1)/(r − 2) times the fewest
    repeats of r − 1 rounds.
    """
    if rounds < 4:
        return (max(rounds, 1) - 1) * shared
    fewest = 3 * shared + 2
    for count in range(5, rounds + 1):
        fewest = -(-fewest * (count - 1) // (count - 2))
    return fewest
