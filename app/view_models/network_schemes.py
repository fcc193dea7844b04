"""Tell which schemes each object of a network belongs to: by itself, or through the actions and instances it is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from app.view_models.network_view import EdgeRecord, NodeRecord

_PARTS: Final = frozenset({"COMPREND", "A_INSTANCE"})
_STEPS: Final = frozenset({"Action", "Instance"})


def schemes_of(nodes: Iterable[NodeRecord], edges: Iterable[EdgeRecord]) -> Mapping[str, tuple[str, ...]]:
    """
    Return the ids of the schemes of each object, sorted; an object without any is left out.

    Parameters
    ----------
    nodes, edges
        Records of the picture. An action or an instance belongs to the scheme that holds it; an actor to those that
        it is linked to, and to those of its actions and instances; a scheme to itself.
    """
    labels = {node.id: frozenset(node.labels) for node in nodes}
    links = [edge for edge in edges if edge.start in labels and edge.end in labels and edge.start != edge.end]
    found: dict[str, set[str]] = defaultdict(set)
    for node, mine in labels.items():
        if "Dispositif" in mine:
            found[node].add(node)
    for edge in links:
        if edge.type in _PARTS and "Dispositif" in labels[edge.start] and labels[edge.end] & _STEPS:
            found[edge.end].add(edge.start)
    parts = {node: set(found[node]) for node in labels if labels[node] & _STEPS}
    for edge in links:
        for one, two in ((edge.start, edge.end), (edge.end, edge.start)):
            if "Acteur" in labels[one] and "Dispositif" not in labels[one]:
                found[one] |= parts.get(two, {two} if "Dispositif" in labels[two] else set())
    return {node: tuple(sorted(schemes)) for node, schemes in found.items() if schemes}
