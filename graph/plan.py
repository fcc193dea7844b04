"""Compare what files say with what the graph holds: a plan of changes, its counts, its inverse.

Pure: takes states and statements, returns a plan; never opens a connection (see `graph.planning` and `graph.store`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph import hashing
from graph.assertion import assert_statement, complete
from graph.closing import Closing, Disparu, Renewal, Rules, disappeared
from graph.matching import Rapproche, match_dates, newly_dated
from graph.model.statement import RelationshipStatement, Statement, Stored
from graph.provenance import SAISIE, Contradiction, contradictions_of
from graph.restated import Redit, match_corrections
from graph.state import NodeState, RelationshipState, State

__all__ = [
    "NO_CLOSING",
    "SAISIE",
    "Change",
    "ChangeKind",
    "Contradiction",
    "Disparu",
    "NodeState",
    "Plan",
    "Rapproche",
    "Redit",
    "RelationshipState",
    "State",
    "compute_plan",
    "contradictions",
]

NO_CLOSING = Rules(closing=Closing.NON)
"""Nothing is closed, and what files said before is not looked for."""


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
    disparus
        What the files said and no longer say: closed or left, and why.
    rapproches
        Undated statements read as the same relationship, dated.
    redits
        Statements that say again what a person put right by hand, and that the correction wins over.
    """

    changes: tuple[Change, ...]
    unchanged: int
    base_version: str
    disparus: tuple[Disparu, ...] = ()
    rapproches: tuple[Rapproche, ...] = ()
    redits: tuple[Redit, ...] = ()

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

    @property
    def credited(self) -> int:
        """Return the number of facts known already that only gain an origin: nothing that is shown changes."""
        return sum(
            1
            for change in self.changes
            if change.kind is ChangeKind.REFERENTIEL
            and change.before is not None
            and change.after is not None
            and change.before.fait
            and set(change.after.origines) - set(change.before.origines)
        )

    def count(self, kind: ChangeKind) -> int:
        """Return the number of changes of a kind."""
        return sum(1 for change in self.changes if change.kind is kind)

    def counts_by_name(self, kind: ChangeKind) -> dict[str, int]:
        """Return the number of changes of a kind by label or type, in alphabetical order; a dual node counts twice."""
        names = Counter(name for change in self.changes if change.kind is kind for name in change.state.kinds)
        return dict(sorted(names.items()))

    def contradictions(self) -> tuple[tuple[State, Contradiction], ...]:
        """Return what origins newly disagree on once the plan is applied: the entity after, and the property."""
        found = []
        for change in self.changes:
            if change.after is None or len(change.after.dits) < 2:
                continue
            before = contradictions(change.before) if change.before else ()
            found += [(change.after, one) for one in contradictions(change.after) if one not in before]
        return tuple(found)

    def inverse(self) -> Plan:
        """Return the plan that brings the graph back to what it was."""
        swapped = tuple(Change(_inverse_kind(change), change.after, change.before) for change in reversed(self.changes))
        return Plan(changes=swapped, unchanged=0, base_version=self.version_after)


def compute_plan(
    statements: Iterable[Statement],
    reference: Iterable[State],
    current: Mapping[str, State],
    *,
    origin: str,
    base_version: str,
    renewals: Sequence[Renewal] = (),
    rules: Rules = NO_CLOSING,
    refused: Callable[[RelationshipStatement], bool] = lambda _: False,
    overruled: Callable[[RelationshipStatement], bool] = lambda _: False,
) -> Plan:
    """
    Return the changes that make the graph say what the statements and the reference say.

    Parameters
    ----------
    statements
        What the files say; each is of its own file (`Location.origin`).
    reference
        States that the territorial reference and the vocabularies need in the graph.
    current
        States of all these ids in the graph, by id; absent ids do not exist.
    origin
        Name of the file of the statements that have no place.
    base_version
        Graph hash on which `current` was read.
    renewals
        What the files that come again said before; their states are in `current` too.
    rules
        What to close among what they no longer say.
    refused
        Whether a person refuses that an undated statement be read as the same relationship, dated.
    overruled
        Whether a person prefers a statement to the correction, typed by hand, that it goes back on.

    Notes
    -----
    A blank never erases: a property that a file does not give keeps its value. Files that disagree are all kept
    (`State.dits`); the earliest one shows. What a file says wins over the reference, which fills what is unknown.
    """
    items = [(one.id, one, one.location.origin if one.location else origin) for one in statements]
    formers = {renewal.origine: renewal.former for renewal in renewals}
    items, rapproches = match_dates(items, current, refused, formers)
    items, redits = match_corrections(items, current, overruled)
    older = {
        new: (old, renewal.origine)
        for renewal in renewals
        for old, new in newly_dated(items, renewal.said, renewal.origine, renewal.former).items()
        if new not in current
    }
    desired: dict[str, State] = {}
    asserted: set[str] = set()
    stated: dict[str, set[str]] = {name: set() for name in formers}
    for id_, statement, teller in items:
        known = desired.get(id_) or current.get(id_)
        if known is None and id_ in older and older[id_][1] == teller:
            known = replace(current[older[id_][0]], id=id_)
        desired[id_] = assert_statement(statement, id_, known, teller, former=formers.get(teller))
        asserted.add(id_)
        if teller in stated:
            stated[teller].add(id_)
    for state in reference:
        desired[state.id] = complete(state, desired.get(state.id) or current.get(state.id))
    disparus: list[Disparu] = []
    for renewal in renewals:
        said = {id_: desired.get(id_, state) for id_, state in renewal.said.items()}
        found, changed = disappeared(
            replace(renewal, said=said), stated[renewal.origine], {old for old, _ in older.values()}, rules
        )
        disparus += found
        desired.update(changed)
    changes, unchanged = [], 0
    for id_, after in desired.items():
        before = current.get(id_)
        if before == after:
            unchanged += id_ in asserted
            continue
        if before is not None and _same_facts(before, after) and id_ in asserted:
            unchanged += 1
        changes.append(Change(_kind(before, after), before, after))
    changes += [Change(ChangeKind.RETIRE, current[old], None) for old, _ in older.values()]
    changes.sort(key=lambda change: isinstance(change.state, RelationshipState))
    return Plan(
        changes=tuple(changes),
        unchanged=unchanged,
        base_version=base_version,
        disparus=tuple(disparus),
        rapproches=tuple(rapproches),
        redits=tuple(redits),
    )


def contradictions(state: State) -> tuple[Contradiction, ...]:
    """Return the properties on which the origins of an entity disagree, in alphabetical order."""
    return contradictions_of(state.dits, state.origines)


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
