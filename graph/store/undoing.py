"""Take journal entries back: read what they changed, who leans on them, and write the inverse whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from graph.model.ontology import ENTITE
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.store.errors import StoreError
from graph.store.journal import CANCELLATION, RESTORED, JournalEntry
from graph.store.pieces import PiecesLost, read_changes
from graph.undo import Net, Reversal, Written, dependents, leaned_on, net_changes, trace, undo_plan

if TYPE_CHECKING:
    from graph.store.large import Progress
    from graph.store.store import Store

_CHUNK = 5_000
_T = TypeVar("_T")


class UnknownEntry(StoreError):
    """No journal entry has this id."""

    code = "GRA-252"
    default_remedy = "Rien n’a été écrit. « maillage journal » donne les identifiants."

    def __init__(self, id_: str) -> None:
        super().__init__(f"Le journal n’a pas d’écriture « {id_} ».")


class NothingToUndo(StoreError):
    """The journal holds no entry that still counts."""

    code = "GRA-253"
    default_remedy = "« maillage journal » montre ce qui a été écrit, et ce qui est déjà annulé."

    def __init__(self) -> None:
        super().__init__("Il n’y a rien à annuler.")


class UndoRefused(StoreError):
    """An entry cannot be taken back as asked."""

    code = "GRA-254"
    default_remedy = "Rien n’a été écrit."


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """
    Hold what taking an entry back would do.

    Parameters
    ----------
    entries
        Entries taken back, oldest first: the one asked for and, when asked, those that lean on it.
    plan
        Changes that restore what was; empty when the undo is not possible as asked.
    dependents
        Entries that lean on the one asked for, oldest first.
    kept
        Number of entities of the reference that stay because later entries lean on them.
    lost_reason
        Why the entry cannot be taken back, one French sentence, or None.
    """

    entries: tuple[JournalEntry, ...]
    plan: Plan
    dependents: tuple[JournalEntry, ...] = ()
    kept: int = 0
    lost_reason: str | None = None

    @property
    def asked(self) -> JournalEntry:
        """Return the entry asked for."""
        return self.entries[0]

    @property
    def blocked(self) -> tuple[JournalEntry, ...]:
        """Return the entries that lean on the one asked for and are not taken back with it."""
        taken = {entry.id for entry in self.entries}
        return tuple(entry for entry in self.dependents if entry.id not in taken)

    @property
    def possible(self) -> bool:
        """Tell whether it can be applied."""
        return self.lost_reason is None and not self.blocked


def changes_of(store: Store, entry_id: str) -> tuple[Change, ...]:
    """Return the changes of an entry, in the order of application (see `Store.changes_of`)."""
    entry = next((found for found in store.journal() if found.id == entry_id), None)
    if entry is None:
        raise UnknownEntry(entry_id)
    return tuple(_changes(store, entry))


def prepare(store: Store, entry_id: str | None, *, with_dependents: bool) -> Undo:
    """
    Work out an undo; nothing is written.

    Parameters
    ----------
    store
        Open store.
    entry_id
        Entry to take back; by default the newest one that still counts and takes nothing back itself.
    with_dependents
        Take back with it the entries that lean on it.

    Raises
    ------
    UnknownEntry, NothingToUndo
        If there is no such entry.
    StoreBusy, StoreError
        If the store cannot be read.

    Notes
    -----
    Taking a cancellation back restores what it took back. For the newest entry, or for an entry with all that leans on
    it, the state is exactly the former one, technical properties included.
    """
    version = store.settled_version()
    journal = store.journal()
    asked = _asked(journal, entry_id)
    nothing = Plan(changes=(), unchanged=0, base_version=version)
    reason = _lost(journal, asked)
    if reason is not None:
        return Undo(entries=(asked,), plan=nothing, lost_reason=reason)
    by_id = {entry.id: entry for entry in journal}
    try:
        written = _written(store, journal, asked)
        leaning = tuple(by_id[id_] for id_ in dependents(written, asked.id))
        entries = (asked, *leaning) if with_dependents else (asked,)
        if leaning and not with_dependents:
            return Undo(entries=entries, plan=nothing, dependents=leaning)
        net = net_changes(chain.from_iterable(_changes(store, entry) for entry in entries))
    except PiecesLost as error:
        return Undo(entries=(asked,), plan=nothing, lost_reason=error.message)
    reversal = _reversal(store, net, leaned_on(written, [entry.id for entry in entries]), version)
    reason = _moved(reversal)
    if reason is None:
        reason = _still_tied(store, reversal.plan)
    return Undo(
        entries=entries,
        plan=nothing if reason else reversal.plan,
        dependents=leaning,
        kept=reversal.kept,
        lost_reason=reason,
    )


def apply(store: Store, undo: Undo, *, batch: int, progress: Progress | None = None) -> JournalEntry:
    """
    Take entries back, whole or not at all, and say so in the journal.

    Returns
    -------
    entry
        The journal entry of the cancellation; taking it back restores what it took back.

    Raises
    ------
    UndoRefused
        If the undo is not possible as asked.
    StalePlan, StoreBusy, StoreError
        As for `Store.apply`.
    """
    if undo.lost_reason is not None:
        raise UndoRefused(undo.lost_reason)
    if undo.blocked:
        names = ", ".join(entry.id for entry in undo.blocked)
        raise UndoRefused(f"D’autres écritures s’appuient sur celle-ci : {names}.")
    plan = undo.plan
    return store.apply(
        plan,
        JournalEntry(
            id=f"ann-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}",
            nature=CANCELLATION,
            fichier=" + ".join(dict.fromkeys(entry.fichier for entry in undo.entries)),
            sha256="",
            lecteur=CANCELLATION,
            date="",
            comptes={
                "crees": plan.counts_by_name(ChangeKind.CREE),
                "modifies": plan.count(ChangeKind.MODIFIE),
                "clos": plan.count(ChangeKind.CLOS),
                "retires": plan.count(ChangeKind.RETIRE),
                "referentiel": plan.counts_by_name(ChangeKind.REFERENTIEL),
            },
            annule=tuple(entry.id for entry in undo.entries),
        ),
        batch=batch,
        progress=progress,
    )


def _asked(journal: list[JournalEntry], entry_id: str | None) -> JournalEntry:
    if entry_id is not None:
        found = next((entry for entry in journal if entry.id == entry_id), None)
        if found is None:
            raise UnknownEntry(entry_id)
        return found
    for entry in journal:
        if entry.annulee_par is None and entry.nature != CANCELLATION:
            return entry
    raise NothingToUndo


def _lost(journal: list[JournalEntry], asked: JournalEntry) -> str | None:
    """Say why an entry cannot be taken back, from the journal alone."""
    if asked.annulee_par is not None:
        return (
            f"L’écriture {asked.id} est déjà annulée, par {asked.annulee_par} : annulez {asked.annulee_par} "
            "pour la rétablir."
        )
    if asked.morceaux is None:
        return (
            f"L’écriture {asked.id} date d’avant que Maillage garde les changements : elle ne peut pas être annulée. "
            "Restaurez une sauvegarde plus ancienne."
        )
    for entry in journal:
        if entry.id == asked.id:
            return None
        if entry.morceaux is None:
            return f"L’écriture {entry.id}, plus récente, n’a pas gardé ses changements : on ne peut pas la respecter."
    return None


def _written(store: Store, journal: list[JournalEntry], asked: JournalEntry) -> list[Written]:
    """Return the entry, those after it and those that these cancel, oldest first; no other matters."""
    position = [entry.id for entry in journal].index(asked.id)
    cancelled = {id_ for entry in journal[: position + 1] for id_ in entry.annule}
    newest_first = journal[: position + 1] + [entry for entry in journal[position + 1 :] if entry.id in cancelled]
    return [
        Written(
            id=entry.id,
            trace=trace(_changes(store, entry)),
            annule=entry.annule,
            annulee_par=entry.annulee_par,
            restores=entry.nature == RESTORED,
        )
        for entry in reversed(newest_first)
    ]


def _changes(store: Store, entry: JournalEntry) -> Iterator[Change]:
    if entry.morceaux is None:
        raise PiecesLost(f"L’écriture {entry.id} date d’avant que Maillage garde les changements.")
    return read_changes(store.connection, entry.id, entry.morceaux)


def _reversal(store: Store, net: dict[str, Net], needed: frozenset[str], version: str) -> Reversal:
    current: dict[str, State] = {}
    for some in _chunks(net.values()):
        nodes: set[str] = set()
        relationships: set[tuple[str, str, str]] = set()
        for one in some:
            state = one.after or one.before
            if isinstance(state, RelationshipState):
                relationships.add((state.type, state.start, state.end))
            elif state is not None:
                nodes.add(state.id)
        # Other relationships between the same ends come too: only those asked for are kept.
        current.update((id_, state) for id_, state in store.current(nodes, relationships).items() if id_ in net)
    return undo_plan(net, current, needed, base_version=version)


def _moved(reversal: Reversal) -> str | None:
    if not reversal.moved:
        return None
    names = ", ".join(f"« {id_} »" for id_ in reversal.moved[:3])
    return (
        f"La base ne dit plus ce que cette écriture y a laissé ({len(reversal.moved)} objets ou relations, "
        f"dont {names}) : elle a été restaurée ou changée hors de Maillage depuis. Restaurez une sauvegarde."
    )


def _still_tied(store: Store, plan: Plan) -> str | None:
    """Say that a node to remove holds a relationship that nothing in the plan removes: the engine would drop it."""
    gone = {change.state.id for change in plan.changes if change.after is None}
    for some in _chunks(c.state.id for c in plan.changes if c.after is None and isinstance(c.state, NodeState)):
        rows = store.connection.read(
            f"UNWIND $ids AS wanted MATCH (n:{ENTITE} {{id: wanted}})-[r]-(:{ENTITE}) "
            "RETURN DISTINCT r.id AS lien, n.id AS noeud ORDER BY noeud, lien",
            {"ids": some},
        )
        for row in rows:
            if row["lien"] not in gone:
                return f"Une relation tient encore à « {row['noeud']} », que cette annulation retirerait."
    return None


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(items)
    while some := list(islice(iterator, _CHUNK)):
        yield some
