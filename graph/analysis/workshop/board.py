"""Turn a problem into the numbers that the search swaps, and the search's answer into rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.bounds import meetings, spread
from graph.analysis.workshop.feasible import Undecided, arrangement
from graph.analysis.workshop.limits import Limits, everyone, met_before, never, weight_table
from graph.analysis.workshop.problem import Round, Seating
from graph.analysis.workshop.search import Board, Plan

_BARRED: Final = 1_000.0
"""Cost of seating a forbidden pair together: more than what a whole table is worth."""

_EVEN_NOISE, _UNEVEN_NOISE = 0.5, 0.05


def board_of(seating: Seating) -> Board:
    """
    Return the numbers of a problem.

    Notes
    -----
    Where nothing but the number of distinct pairs counts, a meeting is worth 1 and a repeat 0: as the number of
    meetings is always the same, the best plans are those of ε and α.
    """
    people = len(seating.people)
    there = {person: rank for rank, person in enumerate(seating.people)}
    _, index = everyone(seating)
    before = met_before(seating, index)[:people, :people]
    barred = never(seating, index)[:people, :people]
    shared = seating.beta * _alike(seating.people, seating.organisations)
    shared += seating.gamma * _alike(seating.people, seating.sectors)
    weights = weight_table(seating, index)[:people, :people]
    fixed = np.array([person in seating.hosts for person in seating.people])
    plain = is_plain(seating)
    worth, again = (np.ones_like(weights), 0.0) if plain else (seating.epsilon + weights, -seating.alpha)
    pairs = [(there[one], there[two]) for one, two in sorted(seating.pairs_forbidden)]
    for one, two in pairs:
        shared[one, two] = shared[two, one] = _BARRED
    np.fill_diagonal(shared, 0.0)
    return Board(
        tables=seating.tables,
        fixed=fixed,
        first=np.where(before, again, worth).astype(np.float32),
        again=again,
        each=shared.astype(np.float32),
        noise=_EVEN_NOISE if plain else _UNEVEN_NOISE,
        alike=plain and not before.any() and not barred.any() and not fixed.any(),
    )


def goal_of(seating: Seating, most: Limits) -> float:
    """Return the value above which no plan can be: every pair of the bound, all their weight, nothing shared."""
    _, index = everyone(seating)
    met = np.triu(met_before(seating, index), 1)
    weights = weight_table(seating, index)
    new = most.bound - int(met.sum())
    if is_plain(seating):
        return float(new)
    again = seating.left * meetings(seating.sizes) - new
    unshared = sum(
        cost * seating.left * fewest_shared(seating, terms)
        for cost, terms in ((seating.beta, seating.organisations), (seating.gamma, seating.sectors))
    )
    weight = most.weight - float((met * weights).sum())
    return seating.epsilon * new + weight - seating.alpha * again - unshared


def is_plain(seating: Seating) -> bool:
    """Tell whether nothing but the number of distinct pairs counts."""
    there = set(seating.people)
    weighted = any(weight and one in there and two in there for (one, two), weight in seating.weights.items())
    return not weighted and not any(
        cost and max(Counter(terms[person] for person in there if terms.get(person)).values(), default=0) > 1
        for cost, terms in ((seating.beta, seating.organisations), (seating.gamma, seating.sectors))
    )


def first_arrangement(seating: Seating) -> NDArray[np.int64]:
    """
    Return the table of each person in a round that respects hosts and forbidden pairs.

    Raises
    ------
    ValueError
        When no such round was found in the time given; the message is in French.
    """
    try:
        found = arrangement(seating)
    except Undecided:
        found = None
    if found is None:
        raise ValueError(
            "Aucune façon de séparer toutes les personnes demandées n’a été trouvée : retirez un interdit."
        )
    return np.array([found[person] for person in seating.people])


def rounds_of(seating: Seating, plan: Plan) -> tuple[Round, ...]:
    """Return the rounds of a plan: ids by table, in the order of the list."""
    return tuple(
        tuple(tuple(seating.people[rank] for rank in np.flatnonzero(row == table)) for table in range(seating.tables))
        for row in plan
    )


def fewest_shared(seating: Seating, terms: Mapping[str, str]) -> int:
    """Return the fewest pairs of one term at a table, in one round: each term spread over the tables."""
    counts = Counter(terms[person] for person in seating.people if terms.get(person))
    return sum(spread(count, seating.tables) for count in counts.values())


def _alike(people: Sequence[str], terms: Mapping[str, str]) -> NDArray[np.float64]:
    """Return 1 for each pair of one known term, 0 on the diagonal."""
    known = np.array([terms.get(person, "") for person in people])
    same = np.asarray((known[:, None] == known[None, :]) & (known != "")[:, None], dtype=np.float64)
    np.fill_diagonal(same, 0.0)
    return same
