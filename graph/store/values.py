"""Turn what the driver returns into plain Python values: frozen nodes and relationships, dates as ISO text."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j.graph import Node, Path, Relationship

_PLAIN = (str, int, float, bool, type(None))
_EXACTLY_PLAIN = frozenset(_PLAIN)

TYPE_KEY, LABELS_KEY = "@type", "@labels"
"""Keys of a map that stands for a relationship or a node.

A query returns ``r {.*, `@type`: type(r)}`` or ``n {.*, `@labels`: labels(n)}`` where it returns many: the driver takes
twice as long for a relationship as for the same in a map, and ties it to all the others of the answer.
"""

LINK_KEY = "@lien"
LINK_PROPERTIES = (
    "id", "valid_from", "valid_to", "observed_at", "statut", "derivation", "note", "preuve_sources", "preuve_citations",
)  # fmt: skip
"""Key of a map that holds one list: type of a relationship, then these properties of it, in this order.

A query returns ``{`@lien`: [type(r), r.id, r.valid_from, …]}`` where it returns thousands, of which only period, status
and proofs are looked at: names of properties are not sent with each, and a third of the reading is saved.
"""

_LINK_LENGTH = 1 + len(LINK_PROPERTIES)


@dataclass(frozen=True, slots=True)
class GraphNode:
    """Hold one node: its labels in alphabetical order, its properties."""

    labels: tuple[str, ...]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GraphRelationship:
    """Hold one relationship: its type, its properties. Ask for its ends by their `id` in the query."""

    type: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GraphPath:
    """Hold one path: its nodes in order, and the relationship between each and the next."""

    nodes: tuple[GraphNode, ...]
    relationships: tuple[GraphRelationship, ...]


def plain(value: Any) -> Any:
    """
    Turn one driver value into a plain value.

    Parameters
    ----------
    value
        What a record holds: scalar, list, map, node, relationship, path, temporal or spatial value.

    Returns
    -------
    value
        Scalars as they are, lists and dicts of plain values, `GraphNode`, `GraphRelationship`,
        `GraphPath`, ISO 8601 text for temporal values, plain text for anything else. A map that says its type or
        its labels (see `TYPE_KEY`) becomes a `GraphRelationship` or a `GraphNode`.
    """
    # By exact type first: a région answers with a million values.
    kind = type(value)
    if kind in _EXACTLY_PLAIN:
        return value
    if kind is list:
        return [item if type(item) in _EXACTLY_PLAIN else plain(item) for item in value]
    if kind is dict:
        listed = value.get(LINK_KEY)
        if type(listed) is list and len(listed) == _LINK_LENGTH and type(listed[0]) is str:
            return _from_list(listed)
        return _from_map({key: item if type(item) in _EXACTLY_PLAIN else plain(item) for key, item in value.items()})
    return _from_driver(value)


def _from_driver(value: Any) -> Any:
    if isinstance(value, Node):
        return GraphNode(tuple(sorted(value.labels)), _properties(value))
    if isinstance(value, Relationship):
        return GraphRelationship(value.type, _properties(value))
    if isinstance(value, Path):
        return GraphPath(tuple(plain(node) for node in value.nodes), tuple(plain(link) for link in value.relationships))
    if isinstance(value, Mapping):
        return _from_map({key: plain(item) for key, item in value.items()})
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, _PLAIN):
        return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def jsonable(value: Any) -> Any:
    """
    Turn a plain value into one that JSON can write.

    Parameters
    ----------
    value
        A value returned by `plain`.

    Returns
    -------
    value
        Nodes as `{"labels", "properties"}`, relationships as `{"type", "properties"}`, paths as
        `{"nodes", "relationships"}`; a number that JSON has no sign for becomes its name as text.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, GraphNode):
        return {"labels": list(value.labels), "properties": jsonable(value.properties)}
    if isinstance(value, GraphRelationship):
        return {"type": value.type, "properties": jsonable(value.properties)}
    if isinstance(value, GraphPath):
        return {"nodes": jsonable(list(value.nodes)), "relationships": jsonable(list(value.relationships))}
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    return [jsonable(item) for item in value]


def _from_list(listed: list[Any]) -> GraphRelationship:
    """Return a relationship whose properties are named by their place; those it does not have are left out."""
    type_, *values = listed
    named = zip(LINK_PROPERTIES, values, strict=True)
    return GraphRelationship(type_, {name: value for name, value in named if value is not None})


def _from_map(found: dict[str, Any]) -> Any:
    if isinstance(found.get(TYPE_KEY), str):
        type_ = found.pop(TYPE_KEY)
        return GraphRelationship(type_, found)
    if isinstance(found.get(LABELS_KEY), list):
        labels = found.pop(LABELS_KEY)
        return GraphNode(tuple(sorted(labels)), found)
    return found


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {key: item if type(item) in _EXACTLY_PLAIN else plain(item) for key, item in entity.items()}
