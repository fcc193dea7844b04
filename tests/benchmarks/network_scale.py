"""Print what measuring a network of 5,000 actors costs, and what networkx takes for the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import networkx as nx

from graph.analysis.brokers import brokers
from graph.analysis.health import measure
from graph.analysis.tie_matrix import tie_matrix
from graph.answers import ask
from graph.snapshot import SERVICE, Snapshot
from graph.ties import ties
from tests.benchmarks.bases import Base
from tests.benchmarks.stopwatch import Spent, spent
from tests.support.facts import MemoryFacts
from tests.support.synthetic.generate import generate
from tests.support.synthetic.sizes import Size

ACTORS = Size(
    nom="network", departements=("22", "29", "35", "56", "44", "49"), blocs=2, acteurs=5_000, dispositifs=300,
    actions=2_500,
)  # fmt: skip
_SEED = 2026
_ORIGINS = 50
"""Actors that networkx is timed from; its figure is then that of all of them."""


def print_network() -> None:
    """Print health and brokers of some 5,000 actors, beside networkx."""
    territory = generate(_SEED, ACTORS)
    snapshot = Snapshot(
        source=MemoryFacts(territory.nodes, territory.relationships),
        day=territory.jour,
        granularite=SERVICE,
        organisations=dict(territory.truth.services),
    )
    made: list[nx.Graph[str]] = []
    drawn = spent(lambda: made.append(ties(snapshot)))
    network = made[0]
    matrix = tie_matrix(network)
    secteurs = [snapshot.secteur(id_) for id_ in matrix.ids]
    print(f"  {len(network)} actors, {network.number_of_edges()} tied pairs: drawn in {drawn}")
    _beside("brokers", spent(lambda: brokers(snapshot, network)), _broker_peers(network))
    _beside("health", spent(lambda: measure(tie_matrix(network), secteurs)), _health_peers(network))


def print_links(base: Base) -> None:
    """Print the first and the second answer about forgotten links and similar actions, on the whole base."""
    context = base.fresh()
    for question in ("liens_oublies", "actions_semblables"):

        def answer(name: str = question) -> int:
            return len(ask(base.store, name, {}, date=base.jour, context=context).lignes)

        first, second = spent(answer), spent(answer)
        print(f"  {question}, whole base: first {first}, second {second}; {base.memory()}", flush=True)


def _beside(name: str, ours: Spent, peers: dict[str, tuple[Callable[[], object], float]]) -> None:
    theirs = {word: spent(work).cpu * factor for word, (work, factor) in peers.items()}
    total = sum(theirs.values())
    words = ", ".join(f"{word} {seconds:.1f} s" for word, seconds in theirs.items())
    print(
        f"  {name}: {ours}; networkx {total:.0f} s, {total / max(ours.cpu, 1e-9):.0f} x ours "
        f"({words}; from {_ORIGINS} actors when it goes actor by actor, brought to all)",
        flush=True,
    )


def _broker_peers(network: nx.Graph[str]) -> dict[str, tuple[Callable[[], object], float]]:
    """Return networkx's way of most of it: its effective size takes minutes for one actor of a thousand contacts."""
    far: Any = network.copy()
    for _, _, data in far.edges(data=True):
        data["length"] = 1 / data["weight"]
    some, factor = _some(network)
    return {
        "betweenness": (lambda: nx.betweenness_centrality(far, k=len(some), weight="length", seed=_SEED), factor),
        "constraint": (lambda: nx.constraint(network, nodes=some, weight="weight"), factor),
        "articulation points": (lambda: list(nx.articulation_points(network)), 1.0),
    }


def _health_peers(network: nx.Graph[str]) -> dict[str, tuple[Callable[[], object], float]]:
    some, factor = _some(network)
    return {
        "betweenness": (lambda: nx.betweenness_centrality(network, k=len(some), seed=_SEED), factor),
        "groups": (lambda: nx.community.louvain_communities(network, seed=_SEED), 1.0),
        "coreness": (lambda: nx.core_number(network), 1.0),
        "transitivity": (lambda: nx.transitivity(network), 1.0),
        "pieces": (lambda: list(nx.connected_components(network)), 1.0),
        "distances": (lambda: [nx.single_source_shortest_path_length(network, id_) for id_ in some], factor),
    }


def _some(network: nx.Graph[str]) -> tuple[Sequence[str], float]:
    """Return actors evenly taken among all of them in order of id, and how many times more there are."""
    ids = sorted(network)
    some = list(itertools.islice(ids, 0, None, max(1, len(ids) // _ORIGINS)))
    return some, len(ids) / len(some)
