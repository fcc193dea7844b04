"""Write the changes of a plan in a transaction: statements are derived from the model's labels and types.

Labels and types cannot be parameters in Cypher: changes are grouped by label set and by type, and names come from the
declarations only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.model.ontology import ENTITE
from graph.plan import Change, NodeState, RelationshipState, State
from graph.provenance import write_dits
from graph.store.connection import Transaction

_ROWS = 2_000
_WORTH_A_STATEMENT = 500
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def write_changes(transaction: Transaction, changes: Sequence[Change]) -> None:
    """
    Write changes: relationships that go, nodes that come or change, relationships that come or change, nodes that go.

    Raises
    ------
    StoreError
        If the engine refuses; the caller's transaction is then rolled back whole.
    """
    relationships = [change for change in changes if isinstance(change.state, RelationshipState)]
    nodes = [change for change in changes if isinstance(change.state, NodeState)]
    _delete_relationships(transaction, [c.before for c in relationships if c.after is None])
    _create_nodes(transaction, [c.after for c in nodes if c.before is None])
    _update_nodes(transaction, [c for c in nodes if c.before is not None and c.after is not None])
    _create_relationships(transaction, [c.after for c in relationships if c.before is None])
    _update_relationships(transaction, [c.after for c in relationships if c.before is not None and c.after is not None])
    _delete_nodes(transaction, [c.before for c in nodes if c.after is None])


def _create_nodes(transaction: Transaction, states: Iterable[State | None]) -> None:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for state in states:
        assert isinstance(state, NodeState)  # noqa: S101 - sorted by the caller
        groups[state.labels].append(stored(state))
    for labels, rows in sorted(groups.items()):
        created = f"CREATE (n:{':'.join((ENTITE, *labels))})"
        for names, alike in _alike(rows):
            if names:
                values = [list(row.values()) for row in alike]
                _run(transaction, f"UNWIND $rows AS row {created} SET {_assigned('n', names, 0)}", values)
            else:
                _run(transaction, f"UNWIND $rows AS row {created} SET n = row", alike)


def _update_nodes(transaction: Transaction, changes: Iterable[Change]) -> None:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        before, after = change.before, change.after
        assert isinstance(before, NodeState)  # noqa: S101 - sorted by the caller
        assert isinstance(after, NodeState)  # noqa: S101 - sorted by the caller
        added = tuple(sorted(set(after.labels) - set(before.labels)))
        removed = tuple(sorted(set(before.labels) - set(after.labels)))
        groups[added, removed].append(stored(after))
    for (added, removed), rows in sorted(groups.items()):
        labels = "".join(f" SET n:{label}" for label in added) + "".join(f" REMOVE n:{label}" for label in removed)
        _run(transaction, f"UNWIND $rows AS row MATCH (n:{ENTITE} {{id: row.id}}) SET n = row{labels}", rows)


def _create_relationships(transaction: Transaction, states: Iterable[State | None]) -> None:
    for type_, rows in _by_type(states):
        _run(
            transaction,
            f"UNWIND $rows AS row MATCH (a:{ENTITE} {{id: row.start}}) MATCH (b:{ENTITE} {{id: row.end}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row.stored",
            rows,
        )


def _update_relationships(transaction: Transaction, states: Iterable[State | None]) -> None:
    for type_, rows in _by_type(states):
        _run(
            transaction,
            f"UNWIND $rows AS row MATCH (a:{ENTITE} {{id: row.start}})-[r:{type_}]->(b:{ENTITE} {{id: row.end}}) "
            "WHERE r.id = row.stored.id SET r = row.stored",
            rows,
        )


def _delete_relationships(transaction: Transaction, states: Iterable[State | None]) -> None:
    for type_, rows in _by_type(states):
        _run(
            transaction,
            f"UNWIND $rows AS row MATCH (a:{ENTITE} {{id: row.start}})-[r:{type_}]->(b:{ENTITE} {{id: row.end}}) "
            "WHERE r.id = row.stored.id DELETE r",
            rows,
        )


def _delete_nodes(transaction: Transaction, states: Iterable[State | None]) -> None:
    rows = [{"id": state.id} for state in states if state is not None]
    _run(transaction, f"UNWIND $rows AS row MATCH (n:{ENTITE} {{id: row.id}}) DELETE n", rows)


def _by_type(states: Iterable[State | None]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for state in states:
        assert isinstance(state, RelationshipState)  # noqa: S101 - sorted by the caller
        groups[state.type].append({"start": state.start, "end": state.end, "stored": stored(state)})
    return sorted(groups.items())


def stored(state: State) -> dict[str, Any]:
    """Return the properties under which an entity is kept, technical ones included."""
    kept: dict[str, Any] = {
        "id": state.id,
        **state.properties,
        "est_fait": state.fait,
        "est_reference": state.reference,
    }
    if state.origines:
        kept["origines"] = list(state.origines)
    if state.dits:
        kept["dits"] = write_dits(state.dits)
    return kept


def _alike(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """
    Yield the rows that give the same properties, with their names; the others together, without names.

    Notes
    -----
    Properties named once, in the statement, cost the engine a quarter less than maps that name them in each row. Few
    rows are not worth a statement that it has to learn.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row)].append(row)
    others: list[dict[str, Any]] = []
    for names, alike in groups.items():
        # A restored journal may hold names that the model does not declare: those stay out of the statement.
        if len(alike) >= _WORTH_A_STATEMENT and all(map(_NAME.fullmatch, names)):
            yield names, alike
        else:
            others += alike
    if others:
        yield (), others


def _assigned(variable: str, names: Iterable[str], first: int) -> str:
    return ", ".join(f"{variable}.{name} = row[{place}]" for place, name in enumerate(names, start=first))


def _run(transaction: Transaction, statement: str, rows: Sequence[object]) -> None:
    for start in range(0, len(rows), _ROWS):
        transaction.run(statement, {"rows": rows[start : start + _ROWS]})
