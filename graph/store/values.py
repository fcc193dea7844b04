"""Turn what the driver returns into plain Python values: frozen nodes and relationships, dates as ISO text."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j.graph import Node, Path, Relationship

_PLAIN = (str, int, float, bool, type(None))


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
        `GraphPath`, ISO 8601 text for temporal values, plain text for anything else.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list):
        return [item if isinstance(item, _PLAIN) else plain(item) for item in value]
    if isinstance(value, Node):
        return GraphNode(tuple(sorted(value.labels)), _properties(value))
    if isinstance(value, Relationship):
        return GraphRelationship(value.type, _properties(value))
    if isinstance(value, Path):
        return GraphPath(tuple(plain(node) for node in value.nodes), tuple(plain(link) for link in value.relationships))
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return str(value)


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


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {key: plain(item) for key, item in entity.items()}
