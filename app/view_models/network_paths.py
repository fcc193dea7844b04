"""
Find the ways between two objects of a network, the shortest first, and say each in words, link after link.

Ways visit no object twice (Yen 1971, as networkx finds them). Their length and their number are bounded: what is left
out is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import networkx as nx

from app.view_models.network_view import CERTITUDES, Certitude, EdgeRecord, Network, link_sentence
from app.view_models.typography import counted, sentence

_STATES: Final = tuple(CERTITUDES)


@dataclass(frozen=True, slots=True)
class StepLink:
    """Hold one link of a step: its id, which is that of its proofs, its sentence, its state."""

    id: str
    sentence: str
    certitude: Certitude


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of a way: its two objects, in the order of the way, and its links, the surest first."""

    start: str
    end: str
    links: tuple[StepLink, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """
    Hold one way.

    Parameters
    ----------
    nodes
        Ids of the objects, both ends included, in order.
    steps
        One per link of the way.
    sentence
        The whole way in French.
    """

    nodes: tuple[str, ...]
    steps: tuple[Step, ...]
    sentence: str

    @property
    def length(self) -> int:
        """Number of links of the way."""
        return len(self.steps)

    @property
    def certitude(self) -> Certitude:
        """State of its weakest step, each step being worth its surest link."""
        return max((step.links[0].certitude for step in self.steps), key=_STATES.index)


@dataclass(frozen=True, slots=True)
class Paths:
    """
    Hold the ways between two objects.

    Parameters
    ----------
    ways
        The shortest first; among those of one length the surest, then by ids.
    nodes, edges
        Ids of the objects and links to highlight.
    sentence
        How many ways there are, and what is left out, in French.
    """

    ways: tuple[Way, ...]
    nodes: frozenset[str]
    edges: frozenset[str]
    sentence: str


def find_paths(records: Network, start: str, end: str, *, most: int = 10, longest: int = 6) -> Paths:
    """
    Return the ways between two objects.

    Parameters
    ----------
    records
        Network; links that are not in force are not followed.
    start, end
        Ids of two objects.
    most
        Greatest number of ways.
    longest
        Greatest number of links of a way.

    Returns
    -------
    paths
        None when one of the two is unknown, when they are the same, or when nothing joins them.
    """
    names = {node.id: node.nom for node in records.nodes}
    if start == end or start not in names or end not in names:
        reason = (
            "Choisissez deux objets différents de l’image." if start == end else "Un des deux objets n’est pas ici."
        )
        return Paths((), frozenset(), frozenset(), reason)
    between = _between(records.edges, names)
    graph = _corridor(between, start, end, longest)
    found, more = _ways(graph, start, end, most, longest)
    ways = sorted(
        (_way(nodes, between, names) for nodes in found),
        key=lambda way: (way.length, _STATES.index(way.certitude), way.nodes),
    )
    return Paths(
        tuple(ways),
        frozenset(node for way in ways for node in way.nodes),
        frozenset(link.id for way in ways for step in way.steps for link in step.links),
        _summary(names[start], names[end], ways, longest, more=more),
    )


_Between = Mapping[tuple[str, str], list[EdgeRecord]]


def _between(edges: Iterable[EdgeRecord], names: Mapping[str, str]) -> _Between:
    """Return the links in force by pair of ends, sorted; the surest of a pair first."""
    found: dict[tuple[str, str], list[EdgeRecord]] = defaultdict(list)
    for edge in edges:
        if edge.certitude != "inactif" and edge.start in names and edge.end in names and edge.start != edge.end:
            found[min(edge.start, edge.end), max(edge.start, edge.end)].append(edge)
    return {
        pair: sorted(found[pair], key=lambda edge: (_STATES.index(edge.certitude), -edge.weight, edge.id))
        for pair in sorted(found)
    }


def _corridor(between: _Between, start: str, end: str, longest: int) -> nx.Graph[str]:
    """Return what a way of that length may go through, nodes and links in order of id: same input, same ways."""
    whole: nx.Graph[str] = nx.Graph()
    whole.add_edges_from(between)
    if start not in whole or end not in whole:
        return nx.Graph()
    before = nx.single_source_shortest_path_length(whole, start, cutoff=longest)
    after = nx.single_source_shortest_path_length(whole, end, cutoff=longest)
    kept = {node for node in before if node in after and before[node] + after[node] <= longest}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(kept))
    graph.add_edges_from(pair for pair in between if kept.issuperset(pair))
    return graph


def _ways(graph: nx.Graph[str], start: str, end: str, most: int, longest: int) -> tuple[list[list[str]], bool]:
    """Return the first ways, and whether others were left out."""
    found: list[list[str]] = []
    if start not in graph or end not in graph:
        return found, False
    for nodes in nx.shortest_simple_paths(graph, start, end):
        if len(nodes) - 1 > longest:
            return found, False
        if len(found) == most:
            return found, True
        found.append(nodes)
    return found, False


def _way(nodes: list[str], between: _Between, names: Mapping[str, str]) -> Way:
    steps = tuple(
        Step(
            one,
            two,
            tuple(
                StepLink(edge.id, link_sentence(edge, names), edge.certitude)
                for edge in between[min(one, two), max(one, two)]
            ),
        )
        for one, two in pairwise(nodes)
    )
    said = ", puis ".join(step.links[0].sentence for step in steps)
    return Way(tuple(nodes), steps, f"{said}.")


def _summary(start: str, end: str, ways: list[Way], longest: int, *, more: bool) -> str:
    if not ways:
        return sentence(
            f"Aucun chemin d’au plus {counted(longest, 'lien')} entre {start} et {end} dans ce réseau. "
            "Non documenté ne veut pas dire absent."
        )
    shortest = counted(ways[0].length, "lien")
    if len(ways) == 1 and not more:
        return sentence(
            f"Un seul chemin d’au plus {counted(longest, 'lien')} entre {start} et {end} : il a {shortest}."
        )
    said = f"{counted(len(ways), 'chemin')} entre {start} et {end}, le plus court a {shortest}."
    if more:
        said += " D’autres chemins existent : seuls les plus courts sont montrés."
    return sentence(said)
