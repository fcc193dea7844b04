"""Merge what several rows say of one node or relationship, and answer the questions that the rules ask of the whole.

Contradictions between rows are kept for `ingest.rules.identity` to report; the first value stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from graph.model.properties import EXTRA
from graph.model.statement import (
    NodeStatement,
    Preuve,
    Properties,
    RelationshipStatement,
    Statement,
    Stored,
)
from ingest.known import Known
from ingest.records import Record


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Hold a value that a later row gives differently from an earlier one."""

    name: str
    first: Stored
    second: Stored
    first_record: Record
    second_record: Record


@dataclass(slots=True, kw_only=True)
class Fact:
    """
    Hold one node or relationship as all the rows together say it.

    Parameters
    ----------
    id
        Id.
    records
        Rows that speak of it, in order.
    properties
        Merged properties.
    preuves
        Proofs in order, each once.
    contradictions
        Values on which rows of one file disagree. Files that disagree are not at fault: both are kept.
    """

    id: str
    records: list[Record] = field(default_factory=list)
    properties: Properties = field(default_factory=dict)
    preuves: list[Preuve] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    _givers: dict[str, Record] = field(default_factory=dict)
    _others: dict[tuple[str, str], Record] = field(default_factory=dict)

    @property
    def declaring(self) -> Record:
        """Return the first row that is about it, or else the first that mentions it."""
        for record in self.records:
            if record.declares:
                return record
        return self.records[0]

    @property
    def is_declared(self) -> bool:
        """Tell whether a row is about it, not only mentions it."""
        return self.declaring.declares

    def text(self, name: str) -> str | None:
        """Return a property as text, or None."""
        value = self.properties.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> float | None:
        """Return a property as a number, or None."""
        value = self.properties.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def giver(self, name: str) -> Record:
        """Return the row that gives a property, or the declaring one."""
        return self._givers.get(name, self.declaring)

    def add(self, record: Record) -> None:
        """Add what one more row says."""
        self.records.append(record)
        statement = record.statement
        keys_name, values_name = EXTRA.storage_names
        for name, value in statement.properties.items():
            if name in (keys_name, values_name):
                continue
            if name not in self.properties:
                self.properties[name] = value
                self._givers[name] = record
            elif (first := self._same_origin(name, record)) is not record:
                self._compare(name, first.statement.properties.get(name), value, first, record)
        if keys_name in statement.properties:
            self._add_extra(record)
        if not statement.preuves:
            return
        seen = set(self.preuves)
        for preuve in record.statement.preuves:
            if preuve not in seen:
                self.preuves.append(preuve)
                seen.add(preuve)

    def _add_extra(self, record: Record) -> None:
        """Unite the unknown columns of several rows by heading."""
        keys_name, values_name = EXTRA.storage_names
        new = _pairs(record.statement.properties, keys_name, values_name)
        if not new:
            return
        pairs = _pairs(self.properties, keys_name, values_name)
        for key, value in new.items():
            pairs.setdefault(key, value)
            self._givers.setdefault(f"extra {key}", record)
            first = self._same_origin(f"extra {key}", record)
            self._compare(
                key, _pairs(first.statement.properties, keys_name, values_name).get(key), value, first, record
            )
        self.properties[keys_name], self.properties[values_name] = list(pairs), list(pairs.values())

    def by_origin(self) -> dict[str, list[Record]]:
        """Return the rows by file, in order."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.location.origin, []).append(record)
        return found

    def completed(self, part: Fact) -> None:
        """Add to what one file says the properties that no row gives: what the vocabularies settled."""
        given = {name for record in self.records for name in record.statement.properties}
        part.properties.update({name: value for name, value in self.properties.items() if name not in given})

    def _same_origin(self, name: str, record: Record) -> Record:
        """Return the first row of the same file that gives a property: this one, if none did."""
        first, origin = self._givers[name], record.location.origin
        return first if first.location.origin == origin else self._others.setdefault((origin, name), record)

    def _compare(self, name: str, before: Stored | None, value: Stored, first: Record, record: Record) -> None:
        if before is not None and before != value:
            self.contradictions.append(Contradiction(name, before, value, first, record))


@dataclass(slots=True, kw_only=True)
class NodeFact(Fact):
    """Hold one node; `labels` are those that the rows give."""

    labels: set[str] = field(default_factory=set)

    @property
    def nom(self) -> str:
        """Return its name, or its id."""
        return self.text("nom") or self.id

    def statement(self) -> NodeStatement:
        """Return the one statement that says it all."""
        return NodeStatement(
            id=self.id,
            labels=tuple(sorted(self.labels)),
            properties=self.properties,
            preuves=tuple(self.preuves),
            location=self.declaring.location,
        )


@dataclass(slots=True, kw_only=True)
class RelationshipFact(Fact):
    """Hold one relationship."""

    type: str
    start: str
    end: str

    def statement(self) -> RelationshipStatement:
        """Return the one statement that says it all."""
        return RelationshipStatement(
            type=self.type,
            start=self.start,
            end=self.end,
            properties=self.properties,
            preuves=tuple(self.preuves),
            location=self.declaring.location,
        )


class Facts:
    """
    Hold everything the files say, merged, beside what was known.

    Parameters
    ----------
    records
        Records with ids, in the order of the files.
    known
        What exists outside them.

    Attributes
    ----------
    nodes, relationships
        Facts by id, in order of first appearance.
    """

    def __init__(self, records: Iterable[Record], known: Known) -> None:
        self.known = known
        self.nodes: dict[str, NodeFact] = {}
        self.relationships: dict[str, RelationshipFact] = {}
        for record in records:
            statement = record.statement
            if isinstance(statement, NodeStatement):
                node = self.nodes.get(statement.id)
                if node is None:
                    node = self.nodes[statement.id] = NodeFact(id=statement.id)
                node.labels.update(statement.labels)
                node.add(record)
            else:
                # The id is a hash to compute: once.
                id_ = statement.id
                edge = self.relationships.get(id_)
                if edge is None:
                    edge = self.relationships[id_] = RelationshipFact(
                        id=id_, type=statement.type, start=statement.start, end=statement.end
                    )
                edge.add(record)

    def __iter__(self) -> Iterator[NodeFact | RelationshipFact]:
        yield from self.nodes.values()
        yield from self.relationships.values()

    def statements(self) -> list[Statement]:
        """Return one statement per node and file, then one per relationship and file."""
        return [statement for fact in self for statement in self._of(fact)]

    def _of(self, fact: NodeFact | RelationshipFact) -> list[Statement]:
        origin = fact.records[0].location.origin
        if all(record.location.origin == origin for record in fact.records):
            return [fact.statement()]
        told = fact.declaring.location.origin
        found: list[Statement] = []
        for name, records in fact.by_origin().items():
            part = _empty(fact)
            for record in records:
                part.add(record)
                if isinstance(part, NodeFact):
                    part.labels.update(record.statement.labels if isinstance(record.statement, NodeStatement) else ())
            if name == told:
                fact.completed(part)
            found.append(part.statement())
        return found

    def labels_of(self, id_: str) -> frozenset[str]:
        """Return the labels of a node, from the files and from outside; empty when it exists nowhere."""
        node, known = self.nodes.get(id_), self.known.labels(id_)
        return known.union(node.labels) if node else known

    def name_of(self, id_: str) -> str:
        """Return the name of a node, from the files or the graph, or its id."""
        node = self.nodes.get(id_)
        if node and node.text("nom"):
            return node.nom
        state = self.known.node(id_)
        return str(state.properties.get("nom", id_)) if state else id_

    def with_label(self, label: str) -> list[NodeFact]:
        """Return the nodes that the files give this label."""
        return [node for node in self.nodes.values() if label in node.labels]

    def leaving(self, id_: str, type_: str) -> list[RelationshipFact]:
        """Return the relationships of a type that leave a node."""
        return self._ends[0].get((id_, type_), [])

    def reaching(self, id_: str, type_: str) -> list[RelationshipFact]:
        """Return the relationships of a type that reach a node."""
        return self._ends[1].get((id_, type_), [])

    @cached_property
    def _ends(self) -> tuple[dict[tuple[str, str], list[RelationshipFact]], ...]:
        leaving: dict[tuple[str, str], list[RelationshipFact]] = defaultdict(list)
        reaching: dict[tuple[str, str], list[RelationshipFact]] = defaultdict(list)
        for edge in self.relationships.values():
            leaving[edge.start, edge.type].append(edge)
            reaching[edge.end, edge.type].append(edge)
        return leaving, reaching


def _empty(fact: NodeFact | RelationshipFact) -> NodeFact | RelationshipFact:
    if isinstance(fact, NodeFact):
        return NodeFact(id=fact.id)
    return RelationshipFact(id=fact.id, type=fact.type, start=fact.start, end=fact.end)


def _pairs(properties: object, keys_name: str, values_name: str) -> dict[str, str]:
    assert isinstance(properties, dict)  # noqa: S101 - stored properties are a dict
    keys, values = properties.get(keys_name), properties.get(values_name)
    if not isinstance(keys, list) or not isinstance(values, list):
        return {}
    return dict(zip(map(str, keys), map(str, values), strict=True))
