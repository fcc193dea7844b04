"""Bound what meetings two by two can reach: first meetings, their weight, and how evenly people rest."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from graph.analysis.workshop.problem import Pair
from graph.analysis.workshop.speed_exact import fits, most_coloured

_SLACK: Final = 1e-6
"""What the solver may get wrong: its own tolerance."""


def counted_bound(people: Sequence[str], pairs: Collection[Pair], rounds: int) -> int:
    """Return the most first meetings by counting alone: the pairs left to meet, and half the people each round."""
    return min(len(pairs), rounds * (len(people) // 2))


def meeting_bound(people: Sequence[str], pairs: Collection[Pair], rounds: int, reached: int = 0) -> int:
    """
    Return a number of first meetings that no plan exceeds.

    Parameters
    ----------
    people
        Ids of those who are there.
    pairs
        Pairs that may meet and have not.
    rounds
        Rounds to plan.
    reached
        First meetings of a plan already known: a bound equal to it is not looked at further.

    Returns
    -------
    bound
        The least of: what counting allows; for each group of people linked by such pairs, rounds times its largest
        matching, and the most pairs that leave nobody with more than one a round (a linear program); in small
        problems, the optimum or the solver's own bound.
    """
    most = counted_bound(people, pairs, rounds)
    if reached >= most:
        return most
    ordered = tuple(sorted(pairs))
    graph = _graph((), ordered)
    found = 0
    for group in nx.connected_components(graph):
        within = [pair for pair in ordered if pair[0] in group]
        found += min(_degree_bound(within, rounds), rounds * _largest_matching(graph.subgraph(group)))
    most = min(most, found)
    if reached < most and fits(ordered, rounds):
        most = min(most, most_coloured(ordered, rounds).bound)
    return most


def rest_bound(
    people: Sequence[str], allowed: Collection[Pair], rounds: int, rested: Mapping[str, int]
) -> tuple[int, int]:
    """
    Return the least that rests can be: the most of one person, and the sum of their squares over people.

    Notes
    -----
    In each group of people linked by allowed pairs, all but twice its largest matching rest each round; given one after
    another to who has rested least, these rests have both the lowest maximum and the lowest sum of squares.
    """
    levels: list[int] = []
    graph = _graph(people, allowed)
    for group in nx.connected_components(graph):
        rests = sorted(rested.get(person, 0) for person in group)
        left = rounds * (len(group) - 2 * _largest_matching(graph.subgraph(group)))
        while left:
            same = sum(level == rests[0] for level in rests)
            rests = sorted([level + 1 for level in rests[: min(same, left)]] + rests[min(same, left) :])
            left -= min(same, left)
        levels += rests
    return max(levels), sum(level * level for level in levels)


def heaviest(people: Sequence[str], pairs: Collection[Pair], weights: Mapping[Pair, float], rounds: int) -> float:
    """Return the most weight that rounds can add: half of what each person meets at best."""
    each: dict[str, list[float]] = {person: [] for person in people}
    for pair in pairs:
        for person in pair:
            each[person].append(weights.get(pair, 0.0))
    return sum(sum(sorted(found, reverse=True)[:rounds]) for found in each.values()) / 2


def _graph(people: Collection[str], pairs: Collection[Pair]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(people)
    graph.add_edges_from(sorted(pairs))
    return graph


def _largest_matching(graph: nx.Graph[str]) -> int:
    """Return the pairs of the largest matching; half the people when everyone may meet half of them (Dirac 1952)."""
    count = graph.number_of_nodes()
    if all(2 * degree >= count for _, degree in graph.degree()):
        return count // 2
    return len(nx.max_weight_matching(graph, maxcardinality=True))


def _degree_bound(pairs: Sequence[Pair], rounds: int) -> int:
    """Return the most pairs, even in parts, that leave nobody with more than one a round."""
    rank = {person: number for number, person in enumerate(sorted({person for pair in pairs for person in pair}))}
    rows = [rank[person] for pair in pairs for person in pair]
    columns = np.repeat(np.arange(len(pairs)), 2)
    table = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(rank), len(pairs)))
    found = milp(-np.ones(len(pairs)), bounds=Bounds(0.0, 1.0), constraints=LinearConstraint(table, -np.inf, rounds))
    return len(pairs) if found.fun is None else math.floor(-found.fun + _SLACK)
