"""Open the graph of one user or team: read it, apply a plan whole or not at all, keep its version and journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from graph import hashing
from graph.model.ontology import ENTITE
from graph.plan import Change, NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store import states, undoing
from graph.store.conflicts import GraphMoving
from graph.store.connection import Connection
from graph.store.errors import StoreError
from graph.store.extract import read_nodes, read_relationships
from graph.store.journal import JournalEntry, read_journal
from graph.store.large import (
    Progress,
    apply_large,
    finish,
    forget_other_pieces,
    in_order,
    read_pending,
    read_state,
    resume,
    sweep,
    take,
    with_pieces,
)
from graph.store.pieces import Piece, write_pieces
from graph.store.redo import PACKED, RedoLog, pack
from graph.store.schema import ensure_schema
from graph.store.user_query import UserResult
from graph.store.writing import write_changes

ONE_TRANSACTION = 20_000
"""Changes that one transaction takes; beyond, it would outgrow a 512 MB engine (see docs/decisions.md, D4)."""

_PAST_PIECES = 50
"""Pieces of a restored journal that one transaction takes beside the changes."""

_READINGS = 2

_T = TypeVar("_T")


class StoreState(NamedTuple):
    """
    Hold how the graph is.

    Parameters
    ----------
    version
        Graph hash, as the last finished write left it.
    pending
        Whether a large plan is half written.
    done
        Share of it already written, from 0 to 1; None when it is not known.
    writes
        Number of writes ever begun: an undo brings a version back, never this.
    """

    version: str
    pending: bool
    done: float | None
    writes: int

    @property
    def moment(self) -> str:
        """Return what tells this state from every other, before or after: a key for what is kept of a reading."""
        return f"{self.version}:{self.writes}"


@dataclass(slots=True)
class Counts:
    """
    Hold how many entities the graph has, by label or type.

    Parameters
    ----------
    noeuds, relations
        Facts: what files assert, by label (a dual node counts under both) and by type.
    total_noeuds, total_relations
        Facts, each counted once.
    reference_noeuds, reference_relations
        What only the reference asserts.
    notes, relations_notes
        Notes on the quality of facts, and their relationships, counted apart.
    """

    noeuds: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    total_noeuds: int = 0
    total_relations: int = 0
    reference_noeuds: Counter[str] = field(default_factory=Counter)
    reference_relations: Counter[str] = field(default_factory=Counter)
    notes: int = 0
    relations_notes: int = 0


class Store:
    """
    Hold one open graph; safe between threads, one per process.

    Attributes
    ----------
    connection
        The Bolt connection.
    recovered, taken_back
        Id of the journal entry of an unfinished plan that opening finished, or took back, or None.
    """

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self.connection = connection
        self.settings = settings
        self.recovered: str | None = None
        self.taken_back: str | None = None

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """
        Connect, create the missing constraints, finish what a crash left unfinished.

        Raises
        ------
        graph.engine.EngineError, StoreError
            When the engine cannot be reached, or is busy with another process's plan.
        """
        connection = Connection.open(settings)
        try:
            store = cls(connection, settings)
            ensure_schema(connection)
            store._finish_pending()
            sweep(settings.data_dir)
        except BaseException:
            connection.close()
            raise
        return store

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run one of the application's reading queries (see `Connection.read`)."""
        return self.connection.read(cypher, parameters)

    def read_as_user(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> UserResult:
        """
        Run a user's own query, read-only and limited (see `Connection.read_as_user`).

        Raises
        ------
        StoreError
            Those of the query, and `StoreBusy` or `GraphMoving` (see `steady`).
        """
        return self.steady(lambda _: self.connection.read_as_user(cypher, parameters))

    def state(self) -> StoreState:
        """Return the version, whether a large plan is half written, and how far it is."""
        stored = read_state(self.connection)
        pending, total = stored.get("en_cours") is not None, stored.get("total")
        done = (stored.get("lot") or 0) / total if pending and total else None
        return StoreState(str(stored.get("version") or hashing.EMPTY_VERSION), pending, done, stored.get("verrou") or 0)

    def version(self) -> str:
        """Return the graph hash, as the last finished write left it; a large one may be under way."""
        return self.state().version

    def settled(self) -> StoreState:
        """
        Return the state of a graph that nobody is writing; finish what a crash left half written.

        Raises
        ------
        StoreBusy
            If a large plan is being written: the graph is not to be read.
        """
        found = self.state()
        if not found.pending:
            return found
        self._finish_pending()
        return self.state()

    def settled_version(self) -> str:
        """Return the graph hash of a graph that nobody is writing (see `settled`)."""
        return self.settled().version

    def steady(self, read: Callable[[StoreState], _T]) -> _T:
        """
        Return what a reading finds in one version of the graph; read once more if it moved meanwhile.

        Parameters
        ----------
        read
            Receives the state of the graph that it reads.

        Raises
        ------
        StoreBusy
            If a large plan is being written.
        GraphMoving
            If the graph moved during both readings.
        """
        # No engine shows a commit to its readers all at once, not even to one statement: it is the state read before
        # and after, not a transaction around the reading, that tells a half.
        for _ in range(_READINGS):
            before = self.settled()
            try:
                found = read(before)
            except StoreError:
                raise
            except Exception:
                # Half of one version and half of another may break any computation.
                if self.settled() == before:
                    raise
                continue
            if self.settled() == before:
                return found
        raise GraphMoving

    def recompute_version(self) -> str:
        """Return the graph hash computed again from every entity (reads the whole graph)."""
        total = sum(state.digest for state in self.dump())
        return hashing.add(hashing.EMPTY_VERSION, added=[total], removed=[])

    def journal(self) -> list[JournalEntry]:
        """Return the journal, newest first."""
        return read_journal(self.connection)

    def changes_of(self, entry_id: str) -> tuple[Change, ...]:
        """
        Return the changes of a journal entry, in the order of application.

        Raises
        ------
        UnknownEntry, PiecesLost
            If there is no such entry, or its changes were not kept.
        """
        return undoing.changes_of(self, entry_id)

    def prepare_undo(self, entry_id: str | None = None, *, with_dependents: bool = False) -> undoing.Undo:
        """Say what taking an entry back would do (see `graph.store.undoing.prepare`); nothing is written."""
        return undoing.prepare(self, entry_id, with_dependents=with_dependents)

    def apply_undo(
        self, undo: undoing.Undo, *, batch: int = ONE_TRANSACTION, progress: Progress | None = None
    ) -> JournalEntry:
        """Take entries back, whole or not at all (see `graph.store.undoing.apply`)."""
        return undoing.apply(self, undo, batch=batch, progress=progress)

    def current(self, nodes: set[str], relationships: set[tuple[str, str, str]]) -> dict[str, State]:
        """Return the states of these nodes (ids) and relationships (type, start, end) that exist, by id."""
        found = states.read_nodes(self.connection, nodes)
        found.update(states.read_relationships(self.connection, relationships))
        return found

    def of_origin(self, names: Collection[str]) -> dict[str, State]:
        """Return the states of what one of these files asserts, by id; nothing is read when none was ever imported."""
        told = {name for entry in self.journal() for name in (entry.fichier, *entry.fichier.split(" + "))}
        return states.of_origins(self.connection, told & set(names)) if told & set(names) else {}

    def dump(self) -> Iterator[NodeState | RelationshipState]:
        """Yield every entity of the domain: nodes by id, then relationships by type and id."""
        yield from states.all_nodes(self.connection)
        # What the graph holds, not what the model declares today: a type taken out of the model is still data.
        found = self.connection.read(f"MATCH (:{ENTITE})-[r]->(:{ENTITE}) RETURN DISTINCT type(r) AS type")
        yield from states.all_relationships(self.connection, [str(row["type"]) for row in found])

    def nodes(self, label: str) -> list[dict[str, Any]]:
        """Return every node of a declared label: one row per node (id, labels, p), ordered by id."""
        return read_nodes(self.connection, label)

    def relationships(self, type_: str) -> list[dict[str, Any]]:
        """Return every fact of a declared type: one row each (id, depart, arrivee, p), ordered by ends then id."""
        return read_relationships(self.connection, type_)

    def counts(self) -> Counts:
        """Return how many entities the graph holds, facts and reference apart."""
        counts = Counts()
        for row in self.connection.read(
            f"MATCH (n:{ENTITE}) RETURN labels(n) AS labels, n.est_fait AS fait, count(*) AS n"
        ):
            labels = [label for label in row["labels"] if label != ENTITE]
            if "Note" in labels:
                counts.notes += row["n"]
            elif row["fait"]:
                counts.total_noeuds += row["n"]
                counts.noeuds.update(dict.fromkeys(labels, row["n"]))
            else:
                counts.reference_noeuds.update(dict.fromkeys(labels, row["n"]))
        for row in self.connection.read(
            f"MATCH (a:{ENTITE})-[r]->(:{ENTITE}) "
            "RETURN type(r) AS type, r.est_fait AS fait, 'Note' IN labels(a) AS note, count(*) AS n"
        ):
            if row["note"]:
                counts.relations_notes += row["n"]
            elif row["fait"]:
                counts.total_relations += row["n"]
                counts.relations[row["type"]] += row["n"]
            else:
                counts.reference_relations[row["type"]] += row["n"]
        return counts

    def apply(
        self,
        plan: Plan,
        entry: JournalEntry,
        *,
        batch: int = ONE_TRANSACTION,
        history: Sequence[JournalEntry] | None = None,
        past: Iterable[Piece] = (),
        progress: Progress | None = None,
    ) -> JournalEntry:
        """
        Write a plan whole or not at all, with its journal entry, the changes that undo it, and the new version.

        Parameters
        ----------
        plan
            Plan computed on the present version.
        entry
            Journal entry; its versions, date and number of pieces are filled in here.
        batch
            Largest number of changes in one transaction; a larger plan goes through the redo log.
        history
            Journal that takes the place of the present one, before the new entry; None keeps the present one.
        past
            Changes of the entries of `history`.
        progress
            Told the share written, from 0 to 1, after each transaction.

        Returns
        -------
        entry
            The entry as written.

        Raises
        ------
        StalePlan
            If the graph changed since the plan was computed; nothing is written.
        StoreBusy
            If another process writes a large plan; nothing is written.
        StoreError
            If the engine refuses or is lost; nothing is written, or the next opening finishes the plan.
        """
        self.settled_version()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        plan = replace(plan, changes=in_order(plan.changes))
        entry = replace(
            with_pieces(entry, plan),
            date=entry.date or now,
            version_avant=plan.base_version,
            version_apres=plan.version_after,
        )
        past = tuple(past)
        if len(plan.changes) > batch or len(past) > _PAST_PIECES:
            log = RedoLog(
                plan=plan,
                entry=entry,
                history=history,
                past=((piece.entree, piece.rang, piece.contenu) for piece in past),
            )
            apply_large(self.connection, self.settings.data_dir, log, batch=batch, progress=progress)
            return entry
        pieces = [
            Piece(entry.id, start // PACKED, pack(plan.changes[start : start + PACKED]))
            for start in range(0, len(plan.changes), PACKED)
        ]
        with self.connection.transaction() as transaction:
            take(transaction, plan.base_version)
            write_changes(transaction, plan.changes)
            write_pieces(transaction, (*past, *pieces))
            finish(transaction, entry, history)
        forget_other_pieces(self.connection, entry, history)
        if progress is not None:
            progress(1.0)
        return entry

    def _finish_pending(self) -> None:
        pending = read_pending(self.connection)
        if pending is None:
            return
        done = self.state().done
        finished = resume(self.connection, self.settings.data_dir, pending, batch=ONE_TRANSACTION, done=done)
        self.recovered, self.taken_back = (pending.id, None) if finished else (None, pending.id)
