"""Find who can introduce one actor to another: the shortest trustworthy ways through the network of ties.

Fewest intermediaries first (Granovetter 1973: an acquaintance of an acquaintance opens the door), then the way whose
weakest tie is the strongest (widest path), then the most recent, then the first by id. Alternatives share no
intermediary. Unnamed groups introduce nobody.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import networkx as nx

from graph.analysis.tie_index import UNREACHED, TieIndex, tie_index
from graph.model.dates import first_day, last_day
from graph.snapshot import Fact, Snapshot
from graph.ties import Shared

_DIGITS = 9
"""Digits at which two weights are the same: the order of a sum must not decide."""

_NEWEST = "9999"
"""Later than any date."""

_Worth = TypeVar("_Worth", float, str)


@dataclass(frozen=True, slots=True)
class Step:
    """
    Hold one tie of a way.

    Parameters
    ----------
    de, vers
        Ids of the actors.
    force
        Weight of the tie, above 0.
    shared
        Reasons of the tie, heaviest first.
    """

    de: str
    vers: str
    force: float
    shared: tuple[Shared, ...]

    @property
    def date(self) -> str | None:
        """Return the newest date at which a reason of the tie is known; None when none is dated."""
        return max((item.date for item in self.shared if item.date), default=None)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the statements of the tie."""
        return tuple(fact for item in self.shared for fact in item.facts)


@dataclass(frozen=True)
class Path:
    """Hold a way from one actor to another, tie after tie."""

    steps: tuple[Step, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the ids of the actors on the way, both ends included."""
        return (self.steps[0].de, *(step.vers for step in self.steps))

    @property
    def intermediaries(self) -> tuple[str, ...]:
        """Return the ids of those who introduce, in order."""
        return self.actors[1:-1]

    @property
    def force(self) -> float:
        """Return the weight of the weakest tie."""
        return min(step.force for step in self.steps)

    @property
    def date(self) -> str | None:
        """Return the date of the oldest step; None when a step is not dated."""
        dates = [step.date for step in self.steps]
        return min((date for date in dates if date), default=None) if all(dates) else None

    @cached_property
    def mixes_dates(self) -> bool:
        """Tell whether no day has all its ties at once; what is not dated is not held against it."""
        periods = [[period(item) for item in step.shared] for step in self.steps]
        starts = {start for found in periods for start, _ in found} | {""}
        return not any(
            all(any(start <= day and (not end or day <= end) for start, end in found) for found in periods)
            for day in starts
        )


def period(shared: Shared) -> tuple[str, str]:
    """Return the first and last ISO days of a reason of a tie; an empty text where nobody said."""
    starts = [
        first_day(str(fact.properties["valid_from"])) for fact in shared.facts if fact.properties.get("valid_from")
    ]
    ends = [last_day(str(fact.properties["valid_to"])) for fact in shared.facts if fact.properties.get("valid_to")]
    return max(starts, default=""), min(ends, default="")


def introductions(snapshot: Snapshot, de: str, vers: str, k: int = 3) -> list[Path]:
    """
    Return up to k ways from one actor to another that share no intermediary, the best first.

    Parameters
    ----------
    snapshot
        The graph at a date.
    de, vers
        Ids of two different counted actors (services brought up if organisations are asked for).
    k
        Greatest number of ways.

    Returns
    -------
    paths
        A direct tie comes first, then ways by intermediaries. Empty when nothing joins the two.

    Notes
    -----
    Each way is the best of those that avoid the intermediaries of the ways before it, so that the first one is always
    the best of all; a set of ways chosen together could be larger.
    """
    index = tie_index(snapshot)
    if de == vers or de not in index.number or vers not in index.number:
        return []
    found: list[Path] = []
    used: set[str] = set()
    if index.tied(de, vers):
        found.append(_path(index.between({de, vers}), [de, vers]))
    while len(found) < k:
        path = _best(index, de, vers, used)
        if path is None:
            break
        found.append(path)
        used.update(path.intermediaries)
    return found[:k]


def _best(index: TieIndex, de: str, vers: str, used: Collection[str]) -> Path | None:
    """Return the best way with at least one intermediary, avoiding some actors."""
    before = index.distances(de, [vers, *used])
    after = index.distances(vers, [de, *used])
    joined = (before > 0) & (after > 0) & (before != UNREACHED) & (after != UNREACHED)
    if not joined.any():
        return None
    length = int((before + after)[joined].min())
    kept = joined & (before + after == length)
    layers: list[set[str]] = [{de}, *(set() for _ in range(length - 1)), {vers}]
    for rank in kept.nonzero()[0]:
        layers[int(before[rank])].add(index.actors[int(rank)])
    graph = index.between(set().union(*layers))
    return _path(graph, choose(graph, layers))


def choose(graph: nx.Graph[str], layers: list[set[str]]) -> list[str]:
    """
    Return the best way through layers, one actor in each: widest, then most recent, then first by id.

    Parameters
    ----------
    graph
        Ties, with `weight` and `shared`; at least one way exists.
    layers
        Ids by distance from the start; the first and the last hold one id each.
    """
    arcs: dict[tuple[str, str], tuple[float, str]] = {}
    for one, two in pairwise(layers):
        for a in one:
            for b in set(graph[a]) & two:
                date = max((item.date for item in graph[a][b]["shared"] if item.date), default="")
                arcs[a, b] = (round(graph[a][b]["weight"], _DIGITS), date)
    width = _bottleneck({arc: value for arc, (value, _) in arcs.items()}, layers, math.inf)
    arcs = {arc: values for arc, values in arcs.items() if values[0] >= width}
    date = _bottleneck({arc: value for arc, (_, value) in arcs.items()}, layers, _NEWEST)
    kept = {arc for arc, values in arcs.items() if values[1] >= date}
    alive = layers[-1]
    leading: list[set[str]] = [alive]
    for layer in reversed(layers[:-1]):
        alive = {a for a in layer if any((a, b) in kept for b in alive)}
        leading.append(alive)
    leading.reverse()
    way = list(layers[0])
    for layer in leading[1:]:
        way.append(min(b for b in layer if (way[-1], b) in kept))
    return way


def _bottleneck(values: Mapping[tuple[str, str], _Worth], layers: list[set[str]], most: _Worth) -> _Worth:
    """Return the largest value v such that a way exists whose arcs are all worth v or more."""
    best = dict.fromkeys(layers[0], most)
    for one, two in pairwise(layers):
        reached: dict[str, _Worth] = {}
        for b in two:
            worths = [min(best[a], values[a, b]) for a in one if a in best and (a, b) in values]
            if worths:
                reached[b] = max(worths)
        best = reached
    return max(best.values())


def _path(graph: nx.Graph[str], way: list[str]) -> Path:
    return Path(tuple(Step(a, b, float(graph[a][b]["weight"]), graph[a][b]["shared"]) for a, b in pairwise(way)))
