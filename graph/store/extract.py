"""Read one label or one relationship type whole, for the analyses that need all of it."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from graph.model.ontology import ENTITE, node_spec, relationship_spec
from graph.store.connection import Connection

_SHORT = 40
"""Length under which a text is likely to come again: a date, a status, a document; never a citation."""


def read_nodes(connection: Connection, label: str) -> list[dict[str, Any]]:
    """
    Return the nodes of a declared label.

    Returns
    -------
    rows
        One row per node, ordered by id: id, labels (sorted, without the technical one), p (its properties).

    Raises
    ------
    KeyError
        If the label is not declared.
    """
    if node_spec(label) is None:
        raise KeyError(label)
    # Sorted here: sorting a whole label of the country in the engine outgrows its memory.
    rows = connection.read(f"MATCH (n:{ENTITE}:{label}) RETURN n.id AS id, labels(n) AS labels, properties(n) AS p")
    rows.sort(key=itemgetter("id"))
    kept: dict[Any, Any] = {}
    for row in rows:
        labels = tuple(sorted(set(row["labels"]) - {ENTITE}))
        row["labels"], row["p"] = kept.setdefault(labels, labels), _shared(row["p"], kept)
    return rows


def read_relationships(connection: Connection, type_: str) -> list[dict[str, Any]]:
    """
    Return the facts of a declared relationship type; what comes from the national reference alone is left out.

    Returns
    -------
    rows
        One row per relationship, ordered by ends then id: id, depart, arrivee, p (its properties).

    Raises
    ------
    KeyError
        If the type is not declared.
    """
    if relationship_spec(type_) is None:
        raise KeyError(type_)
    rows = connection.read(
        f"MATCH (a:{ENTITE})-[r:{type_}]->(b:{ENTITE}) WHERE r.est_fait "
        "RETURN r.id AS id, a.id AS depart, b.id AS arrivee, properties(r) AS p"
    )
    rows.sort(key=itemgetter("depart", "arrivee", "id"))
    kept: dict[Any, Any] = {}
    for row in rows:
        row["depart"] = kept.setdefault(row["depart"], row["depart"])
        row["arrivee"] = kept.setdefault(row["arrivee"], row["arrivee"])
        row["p"] = _shared(row["p"], kept)
    return rows


def _shared(properties: dict[str, Any], kept: dict[Any, Any]) -> dict[str, Any]:
    """
    Return properties whose names and short texts are kept once for all rows.

    Names, dates, statuses and documents come again in each of half a million rows: apart, they are half the memory.
    """
    return {kept.setdefault(name, name): _kept(value, kept) for name, value in properties.items()}


def _kept(value: Any, kept: dict[Any, Any]) -> Any:
    if type(value) is str:
        return kept.setdefault(value, value) if len(value) < _SHORT else value
    return [_kept(item, kept) for item in value] if type(value) is list else value
