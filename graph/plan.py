"""Compare what files say with what the graph holds: a plan of changes, its counts, its inverse.

Pure: takes states and statements, returns a plan; never opens a connection (see `graph.planning` and `graph.store`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from graph import hashing
from graph.model.statement import NodeStatement, Properties, RelationshipStatement, Stored, proofs_of, with_proofs


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState:
    """
    Hold one node as the graph stores it.

    Parameters
    ----------
    id
        Unique id.
    labels
        Labels in alphabetical order, the technical one excluded.
    properties
        Stored properties with the proofs; `id` and technical properties excluded.
    fait, reference
        Whether a file, and whether the reference, asserts it.
    origines
        Names of the files that assert it, in order of arrival.
    """

    id: str
    labels: tuple[str, ...]
    properties: Properties
    fait: bool = False
    reference: bool = False
    origines: tuple[str, ...] = ()

    @property
    def digest(self) -> int:
        """Return its share of the graph hash."""
        return hashing.node_digest(self.id, self.labels, self.properties)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the names under which it is counted: its labels."""
        return self.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipState:
    """
    Hold one relationship as the graph stores it.

    Parameters
    ----------
    id
        Stable id (see `relationship_id`).
    type, start, end
        Type and ids of the two nodes.
    properties
        Stored properties with the proofs; `id` and technical properties excluded.
    fait, reference
        Whether a file, and whether the reference, asserts it.
    origines
        Names of the files that assert it, in order of arrival.
    """

    id: str
    type: str
    start: str
    end: str
    properties: Properties
    fait: bool = False
    reference: bool = False
    origines: tuple[str, ...] = ()

    @property
    def digest(self) -> int:
        """Return its share of the graph hash."""
        return hashing.relationship_digest(self.id, self.type, self.start, self.end, self.properties)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the name under which it is counted: its type."""
        return (self.type,)


State = NodeState | RelationshipState


class ChangeKind(StrEnum):
    """Say what happens to an entity."""

    CREE = "cree"
    MODIFIE = "modifie"
    CLOS = "clos"
    REFERENTIEL = "referentiel"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold one change: the entity before and after; None when it does not exist.

    Notes
    -----
    Both sides are whole states, so that the inverse of a change is the change read backwards.
    """

    kind: ChangeKind
    before: State | None
    after: State | None

    @property
    def state(self) -> State:
        """Return the entity as it will be, or as it was when it disappears."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a change has a side
        return found

    def differences(self) -> dict[str, tuple[Stored | None, Stored | None]]:
        """Return the changed properties: name -> (before, after), in alphabetical order."""
        before = self.before.properties if self.before else {}
        after = self.after.properties if self.after else {}
        names = sorted(set(before) | set(after))
        return {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Hold every change that applying some files would make.

    Parameters
    ----------
    changes
        Changes in the order of application: nodes, then relationships.
    unchanged
        Number of statements that the graph already holds as they are.
    base_version
        Graph hash that the plan was computed on; another one means that the plan is stale.
    """

    changes: tuple[Change, ...]
    unchanged: int
    base_version: str

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.changes

    @property
    def version_after(self) -> str:
        """Return the graph hash once the plan is applied."""
        return hashing.add(
            self.base_version,
            added=(change.after.digest for change in self.changes if change.after),
            removed=(change.before.digest for change in self.changes if change.before),
        )

    def count(self, kind: ChangeKind) -> int:
        """Return the number of changes of a kind."""
        return sum(1 for change in self.changes if change.kind is kind)

    def counts_by_name(self, kind: ChangeKind) -> dict[str, int]:
        """Return the number of changes of a kind by label or type, in alphabetical order; a dual node counts twice."""
        names = Counter(name for change in self.changes if change.kind is kind for name in change.state.kinds)
        return dict(sorted(names.items()))

    def inverse(self) -> Plan:
        """Return the plan that brings the graph back to what it was."""
        swapped = tuple(Change(_inverse_kind(change), change.after, change.before) for change in reversed(self.changes))
        return Plan(changes=swapped, unchanged=0, base_version=self.version_after)


def compute_plan(
    statements: Iterable[NodeStatement | RelationshipStatement],
    reference: Iterable[State],
    current: Mapping[str, State],
    *,
    origin: str,
    base_version: str,
) -> Plan:
    """
    Return the changes that make the graph say what the statements and the reference say.

    Parameters
    ----------
    statements
        What the file says; several statements about one id are merged in order.
    reference
        States that the territorial reference and the vocabularies need in the graph.
    current
        States of all these ids in the graph, by id; absent ids do not exist.
    origin
        Name of the file.
    base_version
        Graph hash on which `current` was read.

    Notes
    -----
    A blank never erases: a property that the file does not give keeps its value. What a file says wins over the
    reference; the reference fills what is unknown.
    """
    desired: dict[str, State] = {}
    asserted: set[str] = set()
    for statement in statements:
        known = desired.get(statement.id) or current.get(statement.id)
        desired[statement.id] = _assert(statement, known, origin)
        asserted.add(statement.id)
    for state in reference:
        known = desired.get(state.id) or current.get(state.id)
        desired[state.id] = _complete(state, known)
    changes, unchanged = [], 0
    for id_, after in desired.items():
        before = current.get(id_)
        if before == after:
            unchanged += id_ in asserted
            continue
        if before is not None and _same_facts(before, after) and id_ in asserted:
            unchanged += 1
        changes.append(Change(_kind(before, after), before, after))
    changes.sort(key=lambda change: isinstance(change.state, RelationshipState))
    return Plan(changes=tuple(changes), unchanged=unchanged, base_version=base_version)


def _assert(statement: NodeStatement | RelationshipStatement, known: State | None, origin: str) -> State:
    properties: Properties = dict(known.properties) if known else {}
    old_proofs = proofs_of(properties)
    properties.update(statement.properties)
    new_proofs = tuple(proof for proof in statement.preuves if proof not in old_proofs)
    properties = with_proofs(properties, old_proofs + new_proofs)
    origines = known.origines if known else ()
    if origin not in origines:
        origines = (*origines, origin)
    reference = known.reference if known else False
    if isinstance(statement, NodeStatement):
        labels = set(statement.labels) | (set(known.labels) if isinstance(known, NodeState) else set())
        return NodeState(
            id=statement.id,
            labels=tuple(sorted(labels)),
            properties=properties,
            fait=True,
            reference=reference,
            origines=origines,
        )
    return RelationshipState(
        id=statement.id,
        type=statement.type,
        start=statement.start,
        end=statement.end,
        properties=properties,
        fait=True,
        reference=reference,
        origines=origines,
    )


def _complete(state: State, known: State | None) -> State:
    """Add what the reference knows; its own former values are replaced, those of a file are kept."""
    if known is None:
        return replace(state, reference=True)
    properties = {**state.properties, **known.properties} if known.fait else {**known.properties, **state.properties}
    return replace(known, properties=properties, reference=True)


def _same_facts(before: State, after: State) -> bool:
    return before.fait and after.fait and before.digest == after.digest


def _kind(before: State | None, after: State) -> ChangeKind:
    if not after.fait:
        return ChangeKind.REFERENTIEL
    if before is None or not before.fait:
        return ChangeKind.CREE
    if before.digest == after.digest:
        return ChangeKind.REFERENTIEL
    closes = isinstance(after, RelationshipState) and "valid_to" in after.properties
    if closes and "valid_to" not in before.properties:
        return ChangeKind.CLOS
    return ChangeKind.MODIFIE


def _inverse_kind(change: Change) -> ChangeKind:
    if change.before is None:
        return ChangeKind.RETIRE
    return ChangeKind.MODIFIE if change.kind is ChangeKind.CREE else change.kind
