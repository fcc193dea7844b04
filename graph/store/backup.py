"""Write the whole store to one file that no engine owns, and bring it back whole or not at all.

The file is gzip of JSON lines: a header, every node, every relationship, every journal entry, the changes that each
entry made, and a last line with the SHA-256 of what comes before. It appears under its name only once complete.
Reading checks all of it before anything is written.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph import hashing
from graph.model.ontology import node_spec, relationship_spec
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.store.conflicts import StalePlan
from graph.store.errors import StoreError
from graph.store.journal import RESTORED, JournalEntry, entry_from, entry_to
from graph.store.pieces import Piece, PiecesLost, read_pieces
from graph.store.redo import state_from, state_to
from graph.store.store import Store

FORMAT = "maillage-sauvegarde"
FORMAT_VERSION = 2
_FORMATS = frozenset({1, FORMAT_VERSION})
_ATTEMPTS = 3


class BackupInvalid(StoreError):
    """A backup file is not one, is damaged, or says what this version does not know."""

    code = "GRA-241"
    default_remedy = "Rien n’a été écrit. Reprenez le fichier d’origine ou une autre sauvegarde."


class StoreNotEmpty(StoreError):
    """A backup would replace data."""

    code = "GRA-242"
    default_remedy = "Rien n’a été écrit. Sauvegardez la base, puis relancez avec --replace pour la remplacer."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHeader:
    """
    Hold the first line of a backup.

    Parameters
    ----------
    format, version
        Name and number of the format.
    version_donnees
        Graph hash, computed again from what the file holds.
    date
        UTC time of the backup, ISO.
    moteur
        Engine it was taken from, for information.
    noeuds, relations, journal, morceaux
        Numbers of lines of each kind; backups of format 1 have no `morceaux`.
    """

    format: str = FORMAT
    version: int = FORMAT_VERSION
    version_donnees: str
    date: str
    moteur: str
    noeuds: int
    relations: int
    journal: int
    morceaux: int = 0


@dataclass(frozen=True, slots=True)
class Backup:
    """Hold a whole backup: header, states, journal entries (oldest first), their changes, SHA-256 of the file."""

    header: BackupHeader
    states: tuple[State, ...]
    journal: tuple[JournalEntry, ...]
    pieces: tuple[Piece, ...] = ()
    sha256: str = ""


def write_backup(store: Store, path: Path) -> BackupHeader:
    """
    Write every entity and the journal of a store.

    Parameters
    ----------
    store
        Open store; it is only read.
    path
        File to write; replaced if it exists. It holds the old content or the new, never a part.

    Raises
    ------
    StalePlan, StoreBusy
        If others keep writing during the reading.
    StoreError, OSError
        If the store cannot be read or the file cannot be written.
    """
    for _ in range(_ATTEMPTS):
        before = store.settled()
        states = tuple(store.dump())
        journal, pieces = _history(store)
        if store.settled() == before:
            break
    else:
        raise StalePlan
    header = BackupHeader(
        version_donnees=_version(states),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        moteur=f"{store.connection.engine} {store.connection.server_version}",
        noeuds=sum(isinstance(state, NodeState) for state in states),
        relations=sum(isinstance(state, RelationshipState) for state in states),
        journal=len(journal),
        morceaux=len(pieces),
    )
    lines = (
        json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        for content in _contents(Backup(header, states, journal, pieces))
    )
    _write(path, lines)
    return header


def _history(store: Store) -> tuple[tuple[JournalEntry, ...], tuple[Piece, ...]]:
    """Return the journal, oldest first, and the changes of its entries; an entry whose changes are lost says so."""
    journal: list[JournalEntry] = []
    pieces: list[Piece] = []
    for entry in reversed(store.journal()):
        try:
            pieces += list(read_pieces(store.connection, entry.id, entry.morceaux or 0))
            journal.append(entry)
        except PiecesLost:
            journal.append(replace(entry, morceaux=None))
    return tuple(journal), tuple(pieces)


def read_backup(path: Path) -> Backup:
    """
    Read a backup and check all of it: complete, undamaged, known format and labels, ends that exist, hash.

    Raises
    ------
    BackupInvalid
        If anything is wrong.
    OSError
        If the file cannot be read.
    """
    packed = path.read_bytes()
    try:
        content = gzip.decompress(packed)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        message = f"« {path.name} » n’est pas une sauvegarde de Maillage, ou elle est abîmée."
        raise BackupInvalid(message) from error
    body, _, last = content.rstrip(b"\n").rpartition(b"\n")
    try:
        end = json.loads(last)
        first, *others = [json.loads(line) for line in body.splitlines()] or [{}]
        if first.get("format") != FORMAT:
            raise BackupInvalid(f"« {path.name} » n’est pas une sauvegarde de Maillage.")
        if first.get("version") not in _FORMATS:
            raise BackupInvalid(
                f"« {path.name} » vient d’une autre version de Maillage (format {first.get('version')}).",
                "Rien n’a été écrit. Installez la version qui l’a écrite, ou une plus récente.",
            )
        if end != {"fin": hashlib.sha256(body + b"\n").hexdigest()}:
            raise BackupInvalid(f"« {path.name} » est incomplète ou a été modifiée.")
        header = BackupHeader(**first)
        states = tuple(_state(line["entite"]) for line in others if "entite" in line)
        journal = tuple(entry_from(line["journal"]) for line in others if "journal" in line)
        pieces = tuple(Piece(**line["morceau"]) for line in others if "morceau" in line)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupInvalid(f"« {path.name} » n’est pas une sauvegarde lisible.") from error
    backup = Backup(header, states, journal, pieces, hashlib.sha256(packed).hexdigest())
    problem = _problem(backup)
    if problem:
        raise BackupInvalid(f"« {path.name} » ne peut pas être restaurée : {problem}.")
    return backup


def restore(store: Store, path: Path, *, replace_all: bool = False) -> JournalEntry:
    """
    Make a store what a backup says: every entity, the version, the journal.

    Parameters
    ----------
    store
        Open store.
    path
        The backup.
    replace_all
        Allow a store that already holds something: what the backup does not hold is removed.

    Returns
    -------
    entry
        The journal entry, newest of the restored journal.

    Raises
    ------
    BackupInvalid, StoreNotEmpty, StalePlan, StoreError, OSError
        Nothing is written then.

    Notes
    -----
    Entities are one plan, applied whole or not at all, and the journal is replaced in its last transaction.
    """
    backup = read_backup(path)
    base_version = store.settled_version()
    current = {state.id: state for state in store.dump()}
    if (current or store.journal()) and not replace_all:
        raise StoreNotEmpty("La base n’est pas vide : une restauration remplacerait ce qu’elle contient.")
    plan = _plan(current, backup.states, base_version)
    return store.apply(
        plan,
        JournalEntry(
            id=_entry_id(),
            nature=RESTORED,
            fichier=path.name,
            sha256=backup.sha256,
            lecteur="sauvegarde",
            date="",
            comptes={
                "crees": plan.counts_by_name(ChangeKind.CREE),
                "modifies": plan.count(ChangeKind.MODIFIE),
                "clos": 0,
                "retires": plan.count(ChangeKind.RETIRE),
                "referentiel": plan.counts_by_name(ChangeKind.REFERENTIEL),
            },
        ),
        history=backup.journal,
        past=backup.pieces,
    )


def _entry_id() -> str:
    """Return an id that sorts by time and that no other process takes."""
    return f"res-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


def _plan(current: dict[str, State], wanted: tuple[State, ...], base_version: str) -> Plan:
    """Compare whole states; an id always means the same ends and type, it is their hash."""
    changes = [
        Change(_kind(before, after), before, after) for after in wanted if (before := current.get(after.id)) != after
    ]
    kept = {state.id for state in wanted}
    gone = [Change(ChangeKind.RETIRE, state, None) for id_, state in current.items() if id_ not in kept]
    gone.sort(key=lambda change: isinstance(change.state, NodeState))
    return Plan(changes=(*changes, *gone), unchanged=len(wanted) - len(changes), base_version=base_version)


def _kind(before: State | None, after: State) -> ChangeKind:
    if not after.fait:
        return ChangeKind.REFERENTIEL
    return ChangeKind.CREE if before is None else ChangeKind.MODIFIE


def _contents(backup: Backup) -> Iterator[dict[str, Any]]:
    yield asdict(backup.header)
    for state in backup.states:
        yield {"entite": state_to(state)}
    for entry in backup.journal:
        yield {"journal": entry_to(entry)}
    for piece in backup.pieces:
        yield {"morceau": asdict(piece)}


def _write(path: Path, lines: Iterator[str]) -> None:
    """Write beside, flush to the disk, then rename."""
    path = path.absolute()
    draft = path.with_name(f".{path.name}.{os.getpid()}.partiel")
    digest = hashlib.sha256()
    try:
        with draft.open("wb") as raw:
            with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                for line in lines:
                    data = line.encode() + b"\n"
                    digest.update(data)
                    packed.write(data)
                packed.write(json.dumps({"fin": digest.hexdigest()}).encode() + b"\n")
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _state(content: dict[str, Any]) -> State:
    state = state_from(content)
    assert state is not None  # noqa: S101 - only None gives None
    return state


def _problem(backup: Backup) -> str | None:
    """Say what keeps a readable backup from being restored; unknown labels never reach a statement."""
    nodes = [state for state in backup.states if isinstance(state, NodeState)]
    links = [state for state in backup.states if isinstance(state, RelationshipState)]
    ids = {node.id for node in nodes}
    header = backup.header
    if (len(nodes), len(links), len(backup.journal)) != (header.noeuds, header.relations, header.journal):
        return "ses nombres d’objets ne sont pas ceux qu’elle annonce"
    promised = [(e.id, rang) for e in backup.journal for rang in range(e.morceaux or 0)]
    if promised != [(piece.entree, piece.rang) for piece in backup.pieces] or header.morceaux != len(promised):
        return "les changements que son journal annonce n’y sont pas tous"
    if len({entry.id for entry in backup.journal}) != len(backup.journal):
        return "des écritures y sont en double"
    if len(ids | {link.id for link in links}) != len(backup.states):
        return "des identifiants y sont en double"
    unknown = {label for node in nodes for label in node.labels if node_spec(label) is None}
    unknown |= {link.type for link in links if relationship_spec(link.type) is None}
    if unknown:
        return f"cette version ne connaît pas {', '.join(sorted(unknown))}"
    if any(link.start not in ids or link.end not in ids for link in links):
        return "des relations y mènent à des objets absents"
    if _version(backup.states) != header.version_donnees:
        return "la version recalculée n’est pas celle qu’elle annonce"
    return None


def _version(states: Iterable[State]) -> str:
    return hashing.add(hashing.EMPTY_VERSION, added=(state.digest for state in states), removed=())
