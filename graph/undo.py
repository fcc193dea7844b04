"""Work out what taking journal entries back means: who leans on them, and the plan that restores what was.

Pure: takes the changes of entries and the present states, returns a plan; never opens a connection.

An entry X depends on an earlier one T when X touched a fact that T wrote, when X ties something to a node that T made,
when X removed a node that a relationship removed by T needs to come back, or when X took back what T had given back by
cancelling a cancellation. What the national reference brought is nobody's: when later entries lean on it, it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.plan import Change, ChangeKind, Plan, RelationshipState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """
    Hold what an entry touched, by id: little, so that a long journal can be compared.

    Parameters
    ----------
    facts, reference
        Entities changed: those that a file asserts before or after, and those of the reference alone.
    made, removed
        Nodes that it made, and that it removed; facts only.
    ends
        Ends of the relationships that it wrote.
    broken
        Ends of the relationships that it removed.
    """

    facts: frozenset[str]
    reference: frozenset[str]
    made: frozenset[str]
    removed: frozenset[str]
    ends: frozenset[str]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    Hold one journal entry as undoing sees it.

    Parameters
    ----------
    id
        Id of the entry.
    trace
        What it touched.
    annule
        Entries that it took back.
    annulee_par
        Cancellation that took it back and still holds.
    restores
        Whether it put a backup in the place of everything: the entries before it in the journal are the backup's.
    """

    id: str
    trace: Trace
    annule: tuple[str, ...] = ()
    annulee_par: str | None = None
    restores: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """Hold what several changes of one entity come to: before the first, after the last."""

    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """
    Hold the outcome of an undo.

    Parameters
    ----------
    plan
        Changes that take the entries back.
    kept
        Number of entities of the reference that stay.
    moved
        Ids of the facts that the graph does not hold as the entries left them, in alphabetical order.
    """

    plan: Plan
    kept: int
    moved: tuple[str, ...]


@dataclass(slots=True)
class _Sets:
    facts: set[str] = field(default_factory=set)
    reference: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)


def trace(changes: Iterable[Change]) -> Trace:
    """Return what changes touch."""
    sets = _Sets()
    for change in changes:
        state, fact = change.state, _is_fact(change.before, change.after)
        (sets.facts if fact else sets.reference).add(state.id)
        if isinstance(state, RelationshipState):
            (sets.broken if change.after is None else sets.ends).update((state.start, state.end))
        elif change.after is None:
            # Of the reference too: what is tied to it may have to come back.
            sets.removed.add(state.id)
        elif fact and change.before is None:
            sets.made.add(state.id)
    return Trace(
        facts=frozenset(sets.facts),
        reference=frozenset(sets.reference),
        made=frozenset(sets.made),
        removed=frozenset(sets.removed),
        ends=frozenset(sets.ends),
        broken=frozenset(sets.broken),
    )


def standing(entries: Sequence[Written], id_: str) -> list[Written]:
    """
    Return the later entries that still count: those that were taken back, and what took them back, come to nothing.

    A cancellation that took back older entries too counts for these alone: its trace says so.

    Parameters
    ----------
    entries
        The journal, oldest first: at least the entry, those after it, and those that they cancel.
    id_
        Entry to take back.
    """
    position = next(index for index, entry in enumerate(entries) if entry.id == id_)
    later = {entry.id: entry for entry in entries[position + 1 :]}
    earlier = {entry.id: entry for entry in entries[: position + 1]}
    idle = {entry.id for entry in later.values() if entry.restores}
    found = []
    for entry in later.values():
        if entry.annule and entry.annulee_par is None:
            idle |= later.keys() & set(entry.annule)
            older = [earlier[taken].trace for taken in entry.annule if taken in earlier]
            if not older:
                idle.add(entry.id)
            elif len(older) < len(entry.annule):
                found.append(replace(entry, trace=_reversed(older)))
                continue
        found.append(entry)
    return [entry for entry in found if entry.id not in idle]


def dependents(entries: Sequence[Written], id_: str) -> tuple[str, ...]:
    """
    Return the ids of the entries that lean on one, directly or through others, oldest first.

    Parameters
    ----------
    entries
        The journal, oldest first.
    id_
        Entry to take back.
    """
    chosen = next(entry for entry in entries if entry.id == id_)
    annuls = {entry.id: entry.annule for entry in entries}
    facts, made, broken = set(chosen.trace.facts), set(chosen.trace.made), set(chosen.trace.broken)
    # Several entries given back may come to no change at all: only their ids tell that one of them counts again.
    given_back = _given_back(chosen, annuls)
    taken_with: set[str] = set()
    for entry in standing(entries, id_):
        touched = entry.trace
        leans = (
            not facts.isdisjoint(touched.facts)
            or not facts.isdisjoint(touched.reference)
            or not made.isdisjoint(touched.ends)
            or not broken.isdisjoint(touched.removed)
            or not given_back.isdisjoint(entry.annule)
        )
        if leans:
            taken_with.add(entry.id)
            facts |= touched.facts
            made |= touched.made
            broken |= touched.broken
            given_back |= _given_back(entry, annuls)
            # A cancellation goes with what it cancels, or these would come back.
            taken_with.update(entry.annule)
    later = entries[entries.index(chosen) + 1 :]
    return tuple(entry.id for entry in later if entry.id in taken_with)


def leaned_on(entries: Sequence[Written], ids: Sequence[str]) -> frozenset[str]:
    """
    Return what later entries that stay need: the ends of what they wrote, and what they changed.

    Parameters
    ----------
    entries
        The journal, oldest first.
    ids
        Entries to take back, oldest first.
    """
    needed: set[str] = set()
    for entry in standing(entries, ids[0]):
        if entry.id not in ids:
            needed |= entry.trace.ends | entry.trace.reference | entry.trace.facts
    return frozenset(needed)


def net_changes(changes: Iterable[Change]) -> dict[str, Net]:
    """Return what changes come to, entity by entity, in the order of their first change."""
    found: dict[str, Net] = {}
    for change in changes:
        id_ = change.state.id
        found[id_] = Net(found[id_].before if id_ in found else change.before, change.after)
    return found


def undo_plan(
    net: Mapping[str, Net], current: Mapping[str, State], needed: frozenset[str], *, base_version: str
) -> Reversal:
    """
    Return the plan that puts every entity back as it was before the entries.

    Parameters
    ----------
    net
        What the entries come to (see `net_changes`).
    current
        Present states of these entities, by id.
    needed
        What later entries lean on (see `leaned_on`).
    base_version
        Graph hash on which `current` was read.

    Notes
    -----
    The reference comes by whole régions, so that an absence can be asked of the graph: as soon as one of its entities
    is needed, all that the entries brought of it stay.
    """
    reference = {id_ for id_, one in net.items() if not _is_fact(one.before, one.after)}
    stays = not reference.isdisjoint(needed)
    changes, moved, kept = [], [], 0
    for id_, one in net.items():
        present = current.get(id_)
        if id_ in reference and (stays or present != one.after):
            kept += present is not None and present != one.before
        elif present != one.after:
            moved.append(id_)
        elif present != one.before:
            changes.append(Change(_kind(present, one.before), present, one.before))
    return Reversal(
        plan=Plan(changes=tuple(changes), unchanged=0, base_version=base_version),
        kept=kept,
        moved=tuple(sorted(moved)),
    )


def _reversed(traces: Sequence[Trace]) -> Trace:
    """Return what taking entries back touches, given what each touched."""

    def together(name: str) -> frozenset[str]:
        return frozenset().union(*(getattr(one, name) for one in traces))

    return Trace(
        facts=together("facts"),
        reference=together("reference"),
        made=together("removed"),
        removed=together("made"),
        ends=together("broken"),
        broken=together("ends"),
    )


def _given_back(entry: Written, annuls: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {id_ for cancelled in entry.annule for id_ in annuls.get(cancelled, ())}


def _is_fact(*states: State | None) -> bool:
    return any(state is not None and state.fait for state in states)


def _kind(before: State | None, after: State | None) -> ChangeKind:
    if after is None:
        return ChangeKind.RETIRE
    if not after.fait and not (before is not None and before.fait):
        return ChangeKind.REFERENTIEL
    if before is None:
        return ChangeKind.CREE
    if before.digest == after.digest:
        return ChangeKind.REFERENTIEL
    closes = isinstance(after, RelationshipState) and "valid_to" in after.properties
    return ChangeKind.CLOS if closes and "valid_to" not in before.properties else ChangeKind.MODIFIE
