"""Read entities as states, and turn rows of the database into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.model.ontology import ENTITE
from graph.model.properties import TECHNICAL_PROPERTIES
from graph.plan import NodeState, RelationshipState, State
from graph.provenance import read_dits
from graph.store.connection import Connection

_CHUNK = 5_000


def read_nodes(connection: Connection, ids: Iterable[str]) -> dict[str, State]:
    """Return the states of the nodes that exist among these ids, by id."""
    found: dict[str, State] = {}
    for chunk in _chunks(sorted(set(ids))):
        rows = connection.read(
            f"UNWIND $ids AS wanted MATCH (n:{ENTITE} {{id: wanted}}) RETURN labels(n) AS labels, properties(n) AS p",
            {"ids": chunk},
        )
        found.update((state.id, state) for state in map(_node, rows))
    return found


def read_relationships(connection: Connection, wanted: Iterable[tuple[str, str, str]]) -> dict[str, State]:
    """
    Return the states of the relationships of these types that leave these nodes, by id.

    Parameters
    ----------
    connection
        Open connection.
    wanted
        (type, start id, end id) of each relationship looked for; other relationships between the same two nodes are
        returned too.
    """
    by_type: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for type_, start, end in wanted:
        by_type[type_].add((start, end))
    found: dict[str, State] = {}
    for type_, ends in sorted(by_type.items()):
        starts = sorted({start for start, _ in ends})
        for chunk in _chunks(starts):
            rows = connection.read(
                f"UNWIND $starts AS s MATCH (a:{ENTITE} {{id: s}})-[r:{type_}]->(b:{ENTITE}) "
                "RETURN a.id AS start, b.id AS end, properties(r) AS p",
                {"starts": chunk},
            )
            for row in rows:
                if (row["start"], row["end"]) in ends:
                    state = _relationship(type_, row)
                    found[state.id] = state
    return found


def of_origins(connection: Connection, names: Iterable[str]) -> dict[str, State]:
    """Return the states of the nodes and relationships that one of these files asserts, by id."""
    wanted = {"names": sorted(names)}
    told = "ANY(name IN {0}.origines WHERE name IN $names)"
    rows = connection.read(
        f"MATCH (n:{ENTITE}) WHERE {told.format('n')} RETURN labels(n) AS labels, properties(n) AS p", wanted
    )
    found: dict[str, State] = {state.id: state for state in map(_node, rows)}
    rows = connection.read(
        f"MATCH (a:{ENTITE})-[r]->(b:{ENTITE}) WHERE {told.format('r')} "
        "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS p",
        wanted,
    )
    found.update((state.id, state) for state in (_relationship(row["type"], row) for row in rows))
    return found


def all_nodes(connection: Connection) -> Iterator[NodeState]:
    """Yield every node of the domain, ordered by id."""
    last = ""
    while True:
        rows = connection.read(
            f"MATCH (n:{ENTITE}) WHERE n.id > $last WITH n ORDER BY n.id LIMIT $size "
            "RETURN labels(n) AS labels, properties(n) AS p ORDER BY p.id",
            {"last": last, "size": _CHUNK},
        )
        if not rows:
            return
        for row in rows:
            yield _node(row)
        last = str(rows[-1]["p"]["id"])


def all_relationships(connection: Connection, types: Iterable[str]) -> Iterator[RelationshipState]:
    """Yield every relationship of these types, ordered by type, then id."""
    for type_ in sorted(types):
        rows = connection.read(
            f"MATCH (a:{ENTITE})-[r:{type_}]->(b:{ENTITE}) "
            "RETURN a.id AS start, b.id AS end, properties(r) AS p ORDER BY p.id"
        )
        for row in rows:
            yield _relationship(type_, row)


def _node(row: Mapping[str, Any]) -> NodeState:
    properties, technical = _split(row["p"])
    return NodeState(
        id=str(row["p"]["id"]),
        labels=tuple(sorted(label for label in row["labels"] if label != ENTITE)),
        properties=properties,
        **technical,
    )


def _relationship(type_: str, row: Mapping[str, Any]) -> RelationshipState:
    properties, technical = _split(row["p"])
    return RelationshipState(
        id=str(row["p"]["id"]),
        type=type_,
        start=row["start"],
        end=row["end"],
        properties=properties,
        **technical,
    )


def _split(stored: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    properties = {k: v for k, v in stored.items() if k != "id" and k not in TECHNICAL_PROPERTIES and v is not None}
    technical = {
        "fait": bool(stored.get("est_fait")),
        "reference": bool(stored.get("est_reference")),
        "origines": tuple(stored.get("origines") or ()),
    }
    if stored.get("dits"):
        technical["dits"] = read_dits(stored["dits"])
    return properties, technical


def _chunks(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
