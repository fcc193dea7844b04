"""Measure a network of actors as a whole: how dense, how gathered, how cut, how crossed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from graph.analysis.communities import Groups, groups
from graph.analysis.core_periphery import Core, core_periphery
from graph.analysis.ei_index import EIIndex, ei_index
from graph.analysis.structural_holes import VISITS, betweenness, effective_size
from graph.analysis.tie_matrix import TieMatrix, tie_matrix
from graph.snapshot import Snapshot
from graph.ties import DIRECT

MEASURED = 5
"""Actors below which nothing is measured: the list says it all."""

_SEED = 20260915
_DRAW = 256
_FIRST, _MANY = 3, 6


@dataclass(frozen=True, slots=True)
class Whole:
    """
    Hold the measures of a whole network; places are positions in its actors in alphabetical order of id.

    Parameters
    ----------
    size, ties
        n actors, m tied pairs.
    density
        2m / (n(n − 1)): share of the possible ties that exist (Wasserman and Faust 1994).
    degree_centralization
        Σ (max − d_i) / ((n − 1)(n − 2)) over the numbers of ties: 1 when one actor has them all (Freeman 1978).
    betweenness_centralization
        Σ (max − b_i) / (n − 1) over the betweenness of actors, ties without length (Freeman 1978).
    most_tied, most_between
        Places of the actors of most ties, of highest betweenness: the first three and those that equal the third,
        unless these are many; none when all actors are alike.
    components
        Places of the actors of each piece, largest first.
    fragmentation
        1 − Σ s(s − 1) / (n(n − 1)) over the sizes of the pieces: share of the pairs that nothing joins
        (Borgatti 2006).
    coreness
        By place, the largest k such that the actor belongs to a part where everyone has k ties inside it
        (Seidman 1983).
    groups
        Groups by the Louvain method, or None.
    ei
        Ties across sectors, or None when no sector is known.
    articulations
        Places of the actors whose departure cuts the network.
    main
        The largest piece; the measures below are about it.
    core
        Its core, or None; places are those of the largest piece.
    transitivity
        Share of the pairs of ties with a common actor that a third tie closes; None when there is no such pair.
    distance
        Mean number of steps between two of its actors, each tie one step.
    redundancy
        Mean share of an actor's contacts that repeat each other, 1 − effective size / contacts (Burt 1992).
    exact
        Whether paths were searched from every actor; else from a seeded draw, as the network is very large.
    """

    size: int
    ties: int
    density: float
    degree_centralization: float
    betweenness_centralization: float
    most_tied: tuple[int, ...]
    most_between: tuple[int, ...]
    components: tuple[tuple[int, ...], ...]
    fragmentation: float
    coreness: tuple[int, ...]
    groups: Groups | None
    ei: EIIndex | None
    articulations: tuple[int, ...]
    main: TieMatrix
    core: Core | None
    transitivity: float | None
    distance: float
    redundancy: float
    exact: bool

    @property
    def isolates(self) -> tuple[int, ...]:
        """Return the places of the actors without any tie."""
        return tuple(component[0] for component in self.components if len(component) == 1)


@dataclass(frozen=True, slots=True)
class Declared:
    """Hold how many pairs of actors have a direct tie (`LIEN`), and how many of them say it from both sides."""

    pairs: int
    both: int


@dataclass(frozen=True, slots=True)
class Largest:
    """
    Hold what makes the most ties alone.

    Parameters
    ----------
    context_id
        The action, instance, event or scheme.
    actors
        Actors that have a role in it.
    made
        Ties it makes, alone or with others.
    alone
        Ties that nothing else makes.
    """

    context_id: str
    actors: int
    made: int
    alone: int


def measure(ties: TieMatrix, secteurs: Sequence[str | None], *, visits: int = VISITS) -> Whole | None:
    """
    Return the measures of a network; None below five actors, and when no tie is documented.

    Parameters
    ----------
    ties
        The network. Only the groups and the core look at the weights.
    secteurs
        Sector of each actor, in the order of `ties.ids`; None when it is not known.
    visits
        Most ties walked through in the search for shortest paths (see `graph.analysis.structural_holes`).
    """
    n, m = ties.size, ties.count
    if n < MEASURED or not m:
        return None
    between = betweenness(ties, visits=visits, weighted=False)
    pairs = n * (n - 1)
    main = ties.part(ties.components[0])
    effective = effective_size(main)
    transitivity = main.graph.transitivity_undirected()
    return Whole(
        size=n,
        ties=m,
        density=2 * m / pairs,
        degree_centralization=float((ties.degree.max() - ties.degree).sum()) / ((n - 1) * (n - 2)),
        betweenness_centralization=float((between.values.max() - between.values).sum()) / (n - 1),
        most_tied=_highest(ties.degree.astype(np.float64)),
        most_between=_highest(between.values),
        components=tuple(tuple(component) for component in ties.components),
        fragmentation=1 - sum(len(part) * (len(part) - 1) for part in ties.components) / pairs,
        coreness=tuple(ties.graph.coreness()),
        groups=groups(ties),
        ei=ei_index(ties, secteurs),
        articulations=tuple(sorted(ties.graph.articulation_points())),
        main=main,
        core=core_periphery(main),
        transitivity=None if np.isnan(transitivity) else float(transitivity),
        distance=_mean_distance(main, visits),
        redundancy=float(np.mean(1 - effective / main.degree)),
        exact=between.origins == n and main.size * main.count <= visits,
    )


def network(graph: nx.Graph[str], snapshot: Snapshot) -> tuple[TieMatrix, list[str | None]]:
    """Return a network of actors and their sectors, as `measure` takes them."""
    ties = tie_matrix(graph)
    return ties, [snapshot.secteur(id_) for id_ in ties.ids]


def declared(snapshot: Snapshot, graph: nx.Graph[str]) -> Declared:
    """Count the direct ties between actors of a network, and those that both sides declare."""
    found = {
        (start, end)
        for fact in snapshot.facts(DIRECT)
        if (start := snapshot.actor(fact.start)) != (end := snapshot.actor(fact.end))
        and graph.has_node(start)
        and graph.has_node(end)
    }
    return Declared(
        len({tuple(sorted(pair)) for pair in found}), sum((end, start) in found for start, end in found) // 2
    )


def largest_context(graph: nx.Graph[str]) -> Largest | None:
    """Return what makes the most ties of a network, the first by id among equals; None when nothing is shared."""
    made: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    actors: dict[str, set[str]] = {}
    for one, two, data in graph.edges(data=True):
        shared = data["shared"]
        for reason in shared:
            if reason.context_id:
                made[reason.context_id] += 1
                actors.setdefault(reason.context_id, set()).update((one, two))
        if len(shared) == 1 and shared[0].context_id:
            alone[shared[0].context_id] += 1
    if not made:
        return None
    id_ = min(made, key=lambda context_id: (-made[context_id], context_id))
    return Largest(id_, len(actors[id_]), made[id_], alone[id_])


def _highest(values: np.typing.NDArray[np.float64]) -> tuple[int, ...]:
    """Return the places of the first three, and of those that equal the third; unless they are many."""
    rounded = np.round(values, 12)
    order = sorted(range(len(rounded)), key=lambda place: (-rounded[place], place))
    third = rounded[order[min(_FIRST, len(order)) - 1]]
    first = [place for place in order if rounded[place] >= third and rounded[place] > 0]
    if len(first) > _MANY:
        first = [place for place in first if rounded[place] > third] or first
    return tuple(first) if len(first) < len(rounded) else ()


def _mean_distance(main: TieMatrix, visits: int) -> float:
    """Return the mean number of steps between two actors of one piece."""
    if main.size * main.count <= visits:
        return float(main.graph.average_path_length())
    drawn = np.random.default_rng(_SEED).choice(main.size, min(_DRAW, main.size), replace=False)
    steps = csgraph.shortest_path(main.adjacency, unweighted=True, indices=np.sort(drawn))
    return float(steps.sum() / (len(drawn) * (main.size - 1)))
