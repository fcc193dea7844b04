"""Bound what one problem can reach: hosts, forbidden pairs and rounds already played included."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.bounds import chance_pairs, coincidences, meetings, pair_bound, spread, weight_bound
from graph.analysis.workshop.person_bound import free_bound
from graph.analysis.workshop.problem import Round, Seating


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    Hold what a plan can reach at most, and what chance gives.

    Parameters
    ----------
    bound
        The most distinct pairs that is proven, played rounds included.
    counting_bound
        `bounds.pair_bound` where nothing else binds: the published formula, which `bound` may be below.
    simple_bound
        min(C(n, 2), r·S) of the rounds to plan, pairs already met added.
    chance
        Expected distinct pairs of a random plan.
    weight
        The most weight of distinct pairs, played rounds included.
    """

    bound: int
    counting_bound: int
    simple_bound: int
    chance: float
    weight: float


def limits(seating: Seating) -> Limits:
    """
    Return the limits of a problem.

    Parameters
    ----------
    seating
        A problem without faults.

    Returns
    -------
    limits
        With neither host, forbidden pair nor played round, `person_bound.free_bound`.

    Notes
    -----
    Hosts: only those of one table meet; the others meet those who move, at most as many as their table seats over the
    rounds, and who moves meets the hosts of at most as many tables as rounds; those who move bound one another as in a
    free plan whose tables are smaller by their hosts. Played rounds: coincidences with them count as between any two
    rounds, on the people still there.
    """
    people, index = everyone(seating)
    there = len(seating.people)
    met = met_before(seating, index)
    barred = never(seating, index)
    now = np.zeros((len(people), len(people)), dtype=bool)
    now[:there, :there] = np.triu(np.ones((there, there), dtype=bool), 1)
    before = int(np.triu(met, 1).sum())
    kept = int((met & now).sum())
    open_pairs = now & ~met & ~barred
    left, sizes = seating.left, seating.sizes
    counting = max(0, min(_most_new(seating, open_pairs), _by_coincidences(seating) - kept))
    new = min(counting, free_bound(sizes, left)) if left else 0
    weights = weight_table(seating, index)
    places = [left * (max(sizes, default=1) - 1)] * there + [0] * (len(people) - there)
    fresh = weight_bound(np.where(open_pairs | open_pairs.T, weights, 0.0), places, new)
    return Limits(
        bound=before + new,
        counting_bound=before + counting,
        simple_bound=before + min(int((now & ~met).sum()), left * meetings(sizes)),
        chance=chance_pairs(_chances(seating, index, barred)),
        weight=float((np.triu(met, 1) * weights).sum()) + fresh,
    )


def everyone(seating: Seating) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return those who are seated, then those who played a round and left, and the rank of each."""
    gone = {person for tour in seating.played for table in tour for person in table} - set(seating.people)
    people = (*seating.people, *sorted(gone))
    return people, {person: rank for rank, person in enumerate(people)}


def met_before(seating: Seating, index: dict[str, int]) -> NDArray[np.bool_]:
    """Return, for each pair, whether a played round seats it together (square, symmetric)."""
    met = np.zeros((len(index), len(index)), dtype=bool)
    for tour in seating.played:
        met |= _met(tour, index)
    return met


def never(seating: Seating, index: dict[str, int]) -> NDArray[np.bool_]:
    """Return the pairs that no round to plan may seat together: forbidden, or hosts of two tables."""
    barred = np.zeros((len(index), len(index)), dtype=bool)
    for one, two in seating.pairs_forbidden:
        barred[index[one], index[two]] = barred[index[two], index[one]] = True
    hosts = [(index[person], table) for person, table in seating.hosts.items() if person in set(seating.people)]
    for (host, first), (other, second) in combinations(hosts, 2):
        if first != second:
            barred[host, other] = barred[other, host] = True
    return barred


def weight_table(seating: Seating, index: dict[str, int]) -> NDArray[np.float64]:
    """Return the weight of each pair (square, symmetric); people unknown to the plan are left out."""
    weights = np.zeros((len(index), len(index)))
    for (one, two), weight in seating.weights.items():
        if one in index and two in index and one != two:
            weights[index[one], index[two]] = weights[index[two], index[one]] = weight
    return weights


def _most_new(seating: Seating, open_pairs: NDArray[np.bool_]) -> int:
    """Return the most pairs that the rounds to plan can add."""
    left, sizes = seating.left, seating.sizes
    if left == 0:
        return 0
    held = [0] * seating.tables
    hosts = np.zeros(len(open_pairs), dtype=bool)
    for rank, person in enumerate(seating.people):
        if person in seating.hosts:
            held[seating.hosts[person]] += 1
            hosts[rank] = True
    movers = len(seating.people) - int(hosts.sum())
    seats = [size - kept for size, kept in zip(sizes, held, strict=True)]
    among_hosts = int(open_pairs[np.ix_(hosts, hosts)].sum())
    among_movers = int(open_pairs[np.ix_(~hosts, ~hosts)].sum())
    across = int(open_pairs.sum()) - among_hosts - among_movers
    visits = sum(kept * min(movers, left * places) for kept, places in zip(held, seats, strict=True))
    rounds_of_hosts = movers * sum(sorted(held, reverse=True)[:left])
    by_kind = (
        min(among_hosts, sum(comb(kept, 2) for kept in held))
        + min(across, visits, rounds_of_hosts)
        + min(among_movers, pair_bound(movers, seats, left))
    )
    return min(by_kind, pair_bound(len(seating.people), sizes, left))


def _by_coincidences(seating: Seating) -> int:
    """
    Return the most distinct pairs of those still there, over the rounds played and to plan.

    Notes
    -----
    As for `bounds.pair_bound`: repeats are at least 2/r times the coincidences. A round to plan spreads each table of a
    played one, less those who left, over its tables; two played rounds coincide as they did.
    """
    there, left, sizes = set(seating.people), seating.left, seating.sizes
    played = [[there.intersection(table) for table in tour] for tour in seating.played]
    shared = comb(left, 2) * coincidences(sizes, sizes)
    shared += left * sum(spread(len(table), seating.tables) for tour in played for table in tour)
    shared += sum(comb(len(a & b), 2) for one, two in combinations(played, 2) for a in one for b in two)
    total = left * meetings(sizes) + sum(comb(len(table), 2) for tour in played for table in tour)
    return total - -(-2 * shared // max(1, left + len(played)))


def _chances(seating: Seating, index: dict[str, int], barred: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Return the chance of each pair, round after round: 0 or 1 in those played."""
    found = [_met(tour, index).astype(np.float64) for tour in seating.played]
    there, sizes, left = len(seating.people), seating.sizes, seating.left
    if left == 0:
        return found
    drawn = np.zeros((len(index), len(index)))
    hosts = {index[person]: table for person, table in seating.hosts.items() if person in set(seating.people)}
    movers = [rank for rank in range(there) if rank not in hosts]
    held = [sum(table == kept for kept in hosts.values()) for table in range(seating.tables)]
    seats = [size - kept for size, kept in zip(sizes, held, strict=True)]
    # Pairs kept apart leave their meetings to the others: an even share, the exact chance being out of reach.
    possible = int((np.triu(~barred, 1)[np.ix_(movers, movers)]).sum())
    drawn[np.ix_(movers, movers)] = min(1.0, meetings(seats) / possible) if possible else 0.0
    for rank, table in hosts.items():
        drawn[rank, movers] = drawn[movers, rank] = seats[table] / len(movers) if movers else 0.0
        for other, kept in hosts.items():
            drawn[rank, other] = float(table == kept)
    drawn[barred] = 0.0
    np.fill_diagonal(drawn, 0.0)
    return [*found, *([drawn] * left)]


def _met(tour: Round, index: dict[str, int]) -> NDArray[np.bool_]:
    """Return the pairs that one round seats together."""
    met = np.zeros((len(index), len(index)), dtype=bool)
    for table in tour:
        ranks = [index[person] for person in table]
        met[np.ix_(ranks, ranks)] = True
    np.fill_diagonal(met, False)
    return met
