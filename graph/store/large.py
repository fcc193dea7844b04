"""Carry a plan through several transactions: to its end, or back to where it began.

The redo log says what to write; the state node says how far it is, in the transactions that write. While it is under
way nobody reads the graph as the truth (see `Store.settled_version`).
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from graph import hashing
from graph.engine.locks import FileLock
from graph.plan import Change, ChangeKind, Plan, RelationshipState
from graph.store.conflicts import StalePlan, StoreBusy
from graph.store.connection import Connection, Transaction
from graph.store.errors import ConstraintViolated, EngineLost, QueryInvalid, StoreError, StoreTooLarge
from graph.store.journal import JournalEntry, entry_from, replace_journal, write_entry
from graph.store.pieces import Piece, delete_other_pieces, delete_pieces, write_pieces
from graph.store.redo import PACKED, RedoLog, RedoReader, read_redo, redo_path, state_from, unpack, write_redo
from graph.store.schema import ETAT
from graph.store.writing import write_changes

Progress = Callable[[float], None]
"""Told the share already written, from 0 to 1."""

_HOPELESS = (ConstraintViolated, StoreTooLarge, QueryInvalid)
"""Refusals that would come back at each attempt: what was written is then taken back."""

_PAST_PIECES = 50
_FORGOTTEN_SECONDS = 60.0


class Pending(NamedTuple):
    """
    Hold what the state node says of a plan under way.

    Parameters
    ----------
    id
        Id of its journal entry.
    lot
        Number of changes written.
    back
        Whether it is being taken back.
    """

    id: str
    lot: int
    back: bool


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Order changes so that any cut leaves ends in place: what goes first, relationships before their nodes."""

    def rank(change: Change) -> int:
        relationship = isinstance(change.state, RelationshipState)
        if change.after is None:
            return 0 if relationship else 3
        return 2 if relationship else 1

    return tuple(sorted(changes, key=rank))


def take(transaction: Transaction, expected: str) -> None:
    """
    Lock the state node for this transaction and check that the graph is the one the plan knows.

    Raises
    ------
    StoreBusy, StalePlan
        If it is being written, or has changed.
    """
    rows = transaction.run(
        f"MERGE (e:{ETAT} {{id: 'etat'}}) SET e.verrou = coalesce(e.verrou, 0) + 1 RETURN properties(e) AS p"
    )
    stored = rows[0]["p"]
    if stored.get("en_cours"):
        raise StoreBusy
    if (stored.get("version") or hashing.EMPTY_VERSION) != expected:
        raise StalePlan


def finish(transaction: Transaction, entry: JournalEntry, history: Sequence[JournalEntry] | None) -> None:
    """Write the new version and the journal, and say that nothing is under way."""
    rows = transaction.run(
        f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.version = $version, e.en_cours = NULL, e.lot = NULL, e.total = NULL, "
        "e.verrou = CASE WHEN coalesce(e.verrou, 0) > $past THEN e.verrou ELSE $past + 1 END "
        "RETURN e.verrou AS n",
        {"version": entry.version_apres, "past": len(history or ())},
    )
    if history is not None:
        replace_journal(transaction, history)
    write_entry(transaction, entry, rows[0]["n"])


def with_pieces(entry: JournalEntry, plan: Plan) -> JournalEntry:
    """Return an entry that says how many pieces keep the changes of its plan."""
    return replace(entry, morceaux=-(-len(plan.changes) // PACKED))


def forget_other_pieces(connection: Connection, entry: JournalEntry, history: Sequence[JournalEntry] | None) -> None:
    """Remove the pieces of entries that a restoration took out of the journal."""
    if history is not None:
        kept = [found.id for found in history if found.morceaux is not None]
        delete_other_pieces(connection, [entry.id, *kept])


def apply_large(
    connection: Connection, data_dir: Path, log: RedoLog, *, batch: int, progress: Progress | None = None
) -> None:
    """
    Write a plan in several transactions.

    Parameters
    ----------
    connection
        Open connection.
    data_dir
        Where the redo log lives.
    log
        Plan whose changes are in order (see `in_order`), and its journal entry.
    batch
        Largest number of changes in one transaction; at least one packed list.
    progress
        Told the share written after each transaction.

    Raises
    ------
    StalePlan, StoreBusy
        Nothing is written.
    EngineLost
        The next opening goes on.
    StoreError
        If the engine refuses: what was written is taken back.
    """
    path = redo_path(data_dir, log.entry.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path):
        write_redo(path, log)
        try:
            with connection.transaction() as transaction:
                take(transaction, log.plan.base_version)
                transaction.run(
                    f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.en_cours = $id, e.lot = 0, e.total = $total",
                    {"id": log.entry.id, "total": len(log.plan.changes)},
                )
        except (StalePlan, StoreBusy):
            path.unlink()
            raise
        try:
            begun = Pending(log.entry.id, 0, back=False)
            refusal = _go_on(connection, read_redo(path), begun, batch, log.plan.changes, progress)
        except EngineLost as error:
            raise EngineLost(
                "Le moteur de données s’est arrêté au milieu d’une écriture volumineuse.",
                "Relancez une commande\u202f: l’écriture sera d’abord menée à son terme.",
            ) from error
        _forget(path)
    if refusal is not None:
        raise refusal


def resume(connection: Connection, data_dir: Path, pending: Pending, *, batch: int, done: float | None) -> bool:
    """
    Finish a plan that a crash cut, or take it back.

    Parameters
    ----------
    connection
        Open connection.
    data_dir
        Where the redo log lives.
    pending
        What the state node says.
    batch
        Largest number of changes in one transaction.
    done
        Share already written, to be told when somebody else is writing.

    Returns
    -------
    finished
        True when the plan was finished, False when it was taken back.

    Raises
    ------
    StoreBusy
        If another process is writing it, or the log is on another machine.
    """
    path = redo_path(data_dir, pending.id)
    former = path.with_suffix(".json.gz")
    if not path.exists() and not former.exists():
        raise StoreBusy(done)
    lock = FileLock(path.with_suffix(".verrou"))
    if not lock.acquire():
        raise StoreBusy(done)
    try:
        # Read again under the lock: whoever held it may have gone further, or finished.
        found = read_pending(connection)
        if found is None or found.id != pending.id:
            return True
        if former.exists():
            _convert(connection, former, path, found)
        refusal = _go_on(connection, read_redo(path), found, batch, (), None)
        _forget(path)
    finally:
        lock.release()
    return refusal is None and not found.back


def read_state(connection: Connection) -> Mapping[str, Any]:
    """Return the properties of the state node; none before the first write."""
    # All at once: a server warns of each property that is named and that no node has yet.
    rows = connection.read(f"MATCH (e:{ETAT} {{id: 'etat'}}) RETURN properties(e) AS p")
    return rows[0]["p"] if rows else {}


def read_pending(connection: Connection) -> Pending | None:
    """Return what the state node says of a plan under way, or None."""
    stored = read_state(connection)
    if stored.get("en_cours") is None:
        return None
    return Pending(str(stored["en_cours"]), stored.get("lot") or 0, bool(stored.get("retour")))


def sweep(data_dir: Path) -> None:
    """Remove the logs of plans that were never begun; to be called when no plan is under way."""
    for path in (data_dir / "en-cours").glob("*"):
        try:
            old = time.time() - path.stat().st_mtime > _FORGOTTEN_SECONDS
        except FileNotFoundError:
            continue
        if old and not FileLock(path.with_suffix(".verrou")).is_held_elsewhere():
            path.unlink(missing_ok=True)


def _go_on(
    connection: Connection,
    log: RedoReader,
    pending: Pending,
    batch: int,
    known: Sequence[Change],
    progress: Progress | None,
) -> StoreError | None:
    """Write the rest, or take back what was written; return the refusal that made it turn back now."""
    refusal = None
    if not pending.back:
        try:
            _forward(connection, log, pending.lot, max(1, batch // PACKED), known, progress)
        except _HOPELESS as error:
            refusal = error
            with connection.transaction() as transaction:
                transaction.run(f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.retour = true")
        else:
            return None
    _back(connection, log)
    return refusal


def _forward(
    connection: Connection,
    log: RedoReader,
    start: int,
    lists: int,
    known: Sequence[Change],
    progress: Progress | None,
) -> None:
    for group in _groups(log.packed(start), lists):
        changes: list[Change] = []
        for position, text in group:
            changes += known[position : position + PACKED] if known else unpack(text)
        written = group[0][0] + len(changes)
        with connection.transaction() as transaction:
            write_changes(transaction, changes)
            write_pieces(transaction, (Piece(log.entry.id, position // PACKED, text) for position, text in group))
            transaction.run(f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.lot = $lot", {"lot": written})
        if progress is not None:
            progress(written / log.total)
    if log.history is not None:
        past = (Piece(*piece) for piece in log.past())
        while some := list(islice(past, _PAST_PIECES)):
            with connection.transaction() as transaction:
                write_pieces(transaction, some)
    with connection.transaction() as transaction:
        finish(transaction, log.entry, log.history)
    forget_other_pieces(connection, log.entry, log.history)


def _back(connection: Connection, log: RedoReader) -> None:
    """Take back what was written, last list first; each transaction says where it is."""
    pending = read_pending(connection)
    written = [text for position, text in log.packed() if pending is not None and position < pending.lot]
    for number in range(len(written) - 1, -1, -1):
        inverse = Plan(changes=tuple(unpack(written[number])), unchanged=0, base_version=hashing.EMPTY_VERSION)
        with connection.transaction() as transaction:
            write_changes(transaction, inverse.inverse().changes)
            transaction.run(f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.lot = $lot", {"lot": number * PACKED})
    delete_pieces(connection, log.entry.id)
    with connection.transaction() as transaction:
        transaction.run(
            f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.en_cours = NULL, e.lot = NULL, e.total = NULL, e.retour = NULL"
        )


def _convert(connection: Connection, former: Path, path: Path, pending: Pending) -> None:
    """Write the log of a former version as this one does, with the pieces that it had not kept."""
    content = json.loads(gzip.decompress(former.read_bytes()))
    changes = [
        Change(ChangeKind(kind), state_from(before), state_from(after))
        for kind, before, after in content["changements"]
    ]
    history = content.get("historique")
    plan = Plan(changes=in_order(changes), unchanged=0, base_version=content["base_version"])
    kept = None if history is None else tuple(map(entry_from, history))
    write_redo(path, RedoLog(plan=plan, entry=with_pieces(entry_from(content["entree"]), plan), history=kept))
    for position, text in read_redo(path).packed():
        if position < pending.lot:
            with connection.transaction() as transaction:
                write_pieces(transaction, [Piece(pending.id, position // PACKED, text)])
    former.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Say to other processes, for as long as this one lives, that the log is being applied."""
    lock = FileLock(path.with_suffix(".verrou"))
    if not lock.acquire():
        raise StoreBusy
    with lock:
        yield


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".verrou").unlink(missing_ok=True)


def _groups(packed: Iterator[tuple[int, str]], size: int) -> Iterator[list[tuple[int, str]]]:
    while group := list(islice(packed, size)):
        yield group
