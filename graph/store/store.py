"""Open the graph of one user or team: read it, apply a plan whole or not at all, keep its version and journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph import hashing
from graph.engine.locks import FileLock
from graph.model.ontology import ENTITE
from graph.plan import Change, NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store import states
from graph.store.conflicts import StalePlan, StoreBusy
from graph.store.connection import Connection, Transaction
from graph.store.extract import read_nodes, read_relationships
from graph.store.journal import JournalEntry, read_journal, replace_journal, write_entry
from graph.store.redo import RedoLog, read_redo, redo_path, write_redo
from graph.store.schema import ETAT, ensure_schema
from graph.store.user_query import UserResult
from graph.store.writing import write_changes

ONE_TRANSACTION = 20_000
"""Changes that one transaction takes; beyond, it would outgrow a 512 MB engine (see docs/decisions.md, D4)."""


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
    recovered
        Id of the journal entry of an unfinished plan that opening finished, or None.
    """

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self.connection = connection
        self.settings = settings
        self.recovered: str | None = None

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
        """Run a user's own query, read-only and limited (see `Connection.read_as_user`)."""
        return self.connection.read_as_user(cypher, parameters)

    def version(self) -> str:
        """Return the graph hash, as the last write left it."""
        rows = self.connection.read(f"MATCH (e:{ETAT} {{id: 'etat'}}) RETURN e.version AS version")
        return str(rows[0]["version"]) if rows else hashing.EMPTY_VERSION

    def recompute_version(self) -> str:
        """Return the graph hash computed again from every entity (reads the whole graph)."""
        total = sum(state.digest for state in self.dump())
        return hashing.add(hashing.EMPTY_VERSION, added=[total], removed=[])

    def journal(self) -> list[JournalEntry]:
        """Return the journal, newest first."""
        return read_journal(self.connection)

    def current(self, nodes: set[str], relationships: set[tuple[str, str, str]]) -> dict[str, State]:
        """Return the states of these nodes (ids) and relationships (type, start, end) that exist, by id."""
        found = states.read_nodes(self.connection, nodes)
        found.update(states.read_relationships(self.connection, relationships))
        return found

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
    ) -> JournalEntry:
        """
        Write a plan whole or not at all, with its journal entry and the new version.

        Parameters
        ----------
        plan
            Plan computed on the present version.
        entry
            Journal entry; its versions and date are filled in here.
        batch
            Largest number of changes in one transaction; a larger plan goes through the redo log.
        history
            Journal that takes the place of the present one, before the new entry; None keeps the present one.

        Returns
        -------
        entry
            The entry as written.

        Raises
        ------
        StalePlan
            If the graph changed since the plan was computed; nothing is written.
        StoreError
            If the engine refuses or is lost; nothing is written, or the next opening finishes the plan.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = replace(
            entry, date=entry.date or now, version_avant=plan.base_version, version_apres=plan.version_after
        )
        if len(plan.changes) <= batch:
            with self.connection.transaction() as transaction:
                _take(transaction, plan.base_version)
                write_changes(transaction, plan.changes)
                _finish(transaction, entry, history)
            return entry
        path = redo_path(self.settings.data_dir, entry.id)
        write_redo(path, RedoLog(plan=plan, entry=entry, history=None if history is None else tuple(history)))
        with FileLock(path.with_suffix(".verrou")):
            with self.connection.transaction() as transaction:
                _take(transaction, plan.base_version)
                transaction.run(f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.en_cours = $id, e.lot = 0", {"id": entry.id})
            self._apply_batches(plan, entry, start=0, batch=batch, history=history)
        _forget(path)
        return entry

    def _apply_batches(
        self, plan: Plan, entry: JournalEntry, *, start: int, batch: int, history: Sequence[JournalEntry] | None = None
    ) -> None:
        ordered = _in_order(plan.changes)
        position = start
        while chunk := list(islice(ordered, position, position + batch)):
            position += len(chunk)
            with self.connection.transaction() as transaction:
                write_changes(transaction, chunk)
                transaction.run(f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.lot = $lot", {"lot": position})
        with self.connection.transaction() as transaction:
            _finish(transaction, entry, history)

    def _finish_pending(self) -> None:
        rows = self.connection.read(
            f"MATCH (e:{ETAT} {{id: 'etat'}}) WHERE e.en_cours IS NOT NULL RETURN e.en_cours AS id, e.lot AS lot"
        )
        if not rows:
            return
        path = redo_path(self.settings.data_dir, rows[0]["id"])
        if not path.exists():
            raise StoreBusy
        lock = FileLock(path.with_suffix(".verrou"))
        if not lock.acquire():
            raise StoreBusy
        try:
            log = read_redo(path)
            self._apply_batches(log.plan, log.entry, start=rows[0]["lot"], batch=ONE_TRANSACTION, history=log.history)
            self.recovered = log.entry.id
        finally:
            lock.release()
        _forget(path)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".verrou").unlink(missing_ok=True)


def _in_order(changes: tuple[Change, ...]) -> list[Change]:
    """Order changes so that any cut leaves ends in place: what goes first, relationships before their nodes."""

    def rank(change: Change) -> int:
        relationship = isinstance(change.state, RelationshipState)
        if change.after is None:
            return 0 if relationship else 3
        return 2 if relationship else 1

    return sorted(changes, key=rank)


def _take(transaction: Transaction, expected: str) -> None:
    """Lock the state node for this transaction and check that the graph is the one the plan knows."""
    rows = transaction.run(
        f"MERGE (e:{ETAT} {{id: 'etat'}}) SET e.verrou = coalesce(e.verrou, 0) + 1 "
        "RETURN e.version AS version, e.en_cours AS pending"
    )
    if rows[0]["pending"]:
        raise StoreBusy
    if (rows[0]["version"] or hashing.EMPTY_VERSION) != expected:
        raise StalePlan


def _finish(transaction: Transaction, entry: JournalEntry, history: Sequence[JournalEntry] | None) -> None:
    transaction.run(
        f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.version = $version, e.en_cours = NULL, e.lot = NULL",
        {"version": entry.version_apres},
    )
    if history is not None:
        replace_journal(transaction, history)
    write_entry(transaction, entry)
