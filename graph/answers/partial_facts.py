"""Hold the facts of one neighbourhood, read for one question, the way analyses read the whole graph.

A snapshot on these facts gives the same answer as one on the whole graph, as long as the reading holds all that the
analysis looks at; at national scale it is a thousandth of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from graph.model.ontology import ENTITE
from graph.snapshot import Link
from graph.store.values import GraphNode, GraphRelationship

_ends = attrgetter("start", "end", "id")


class PartialFacts:
    """
    Hold nodes and relationships added one reading at a time; add everything before the first snapshot reads it.

    It keeps no hold on the store nor on the context, so that it may be kept longer than an answer.
    """

    def __init__(self) -> None:
        self._nodes: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        self._links: dict[str, dict[str, Link]] = defaultdict(dict)
        self._sorted_nodes: dict[str, Mapping[str, Mapping[str, Any]]] = {}
        self._sorted_links: dict[str, Sequence[Link]] = {}

    def add_node(self, id_: str, labels: Iterable[str], properties: Mapping[str, Any] | None = None) -> None:
        """Add a node, or properties to one that is there."""
        kept = _without_technical(tuple(labels))
        for label in kept:
            known = self._nodes[label].get(id_)
            if known is None or properties or known["labels"] != kept:
                self._nodes[label][id_] = {**(known or {}), **(properties or {}), "labels": kept}

    def add_graph_node(self, node: GraphNode) -> str:
        """Add a node as the store gives it and return its id."""
        id_ = str(node.properties["id"])
        self.add_node(id_, node.labels, node.properties)
        return id_

    def add_link(self, link: GraphRelationship, start: str, end: str, observed: str | None) -> None:
        """Add a relationship as the store gives it, the ids of its ends, and the date its documents say it."""
        id_ = str(link.properties["id"])
        if id_ not in self._links[link.type]:
            self._links[link.type][id_] = Link(id_, link.type, start, end, link.properties, observed)

    def ids(self, label: str) -> frozenset[str]:
        """Return the ids of the nodes of a label."""
        return frozenset(self._nodes.get(label, ()))

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties of the nodes of a label by id, ordered by id, with `labels` among them."""
        if label not in self._sorted_nodes:
            self._sorted_nodes[label] = dict(sorted(self._nodes.get(label, {}).items()))
        return self._sorted_nodes[label]

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        if type_ not in self._sorted_links:
            found = self._links.get(type_, {}).values()
            self._sorted_links[type_] = tuple(sorted(found, key=_ends))
        return self._sorted_links[type_]


@lru_cache(maxsize=256)
def _without_technical(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels in alphabetical order, the technical one left out."""
    return tuple(sorted(set(labels) - {ENTITE}))
