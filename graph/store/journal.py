"""Keep the journal of what was written: one node per entry, beside the domain and out of its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from graph.store.connection import Connection, Transaction
from graph.store.schema import ENTREE

CANCELLATION = "annulation"
"""Nature of an entry that takes others back."""

RESTORED = "restauration"
"""Nature of an entry that puts a backup in the place of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """
    Hold one entry of the journal.

    Parameters
    ----------
    id
        Id of the entry, increasing with time.
    nature
        `import`, `restauration`, `annulation`, `jugement` or `saisie`.
    fichier, sha256
        Name and SHA-256 of the file.
    lecteur
        Reader that read it.
    date
        UTC time of the writing, ISO.
    lignes
        Rows read, loaded, repaired, rejected.
    comptes
        Changes by kind: `crees` and `referentiel` by label or type, `modifies`, `clos`, `inchanges`.
    version_avant, version_apres
        Graph hash before and after.
    annule
        Ids of the entries that a cancellation takes back, oldest first.
    annulee_par
        Id of the cancellation that took this entry back and still holds; computed when the journal is read.
    morceaux
        Number of pieces that keep its changes; None for entries written before changes were kept.
    """

    id: str
    nature: str
    fichier: str
    sha256: str
    lecteur: str
    date: str
    lignes: Mapping[str, int] = field(default_factory=dict)
    comptes: Mapping[str, Any] = field(default_factory=dict)
    version_avant: str = ""
    version_apres: str = ""
    annule: tuple[str, ...] = ()
    annulee_par: str | None = None
    morceaux: int | None = None


_FIELDS = frozenset(declared.name for declared in fields(JournalEntry))


def entry_to(entry: JournalEntry) -> dict[str, Any]:
    """Return an entry as plain JSON values, without what is computed from the others."""
    content = asdict(replace(entry, lignes=dict(entry.lignes), comptes=dict(entry.comptes)))
    del content["annulee_par"]
    return {**content, "annule": list(entry.annule)}


def entry_from(content: Mapping[str, Any]) -> JournalEntry:
    """Return the entry that `entry_to` wrote, by this version or another: what is unknown is left aside."""
    known = {name: value for name, value in content.items() if name in _FIELDS}
    return JournalEntry(**{**known, "annule": tuple(known.get("annule") or ())})


def write_entry(transaction: Transaction, entry: JournalEntry, order: int) -> None:
    """
    Add one entry in the transaction that writes what it tells.

    Parameters
    ----------
    transaction
        The transaction.
    entry
        The entry.
    order
        Its place in the journal: clocks can go back, so dates do not order entries.
    """
    transaction.run(f"CREATE (e:{ENTREE}) SET e = $entry", {"entry": stored_entry(entry, order)})


def stored_entry(entry: JournalEntry, order: int) -> dict[str, Any]:
    """Return the properties under which an entry is kept, at its place in the journal."""
    stored = {name: value for name, value in entry_to(entry).items() if value is not None and value != []}
    stored["lignes"] = json.dumps(dict(entry.lignes), ensure_ascii=False)
    stored["comptes"] = json.dumps(dict(entry.comptes), ensure_ascii=False)
    return {**stored, "ordre": order}


def replace_journal(transaction: Transaction, entries: Sequence[JournalEntry]) -> None:
    """Put these entries, oldest first, in the place of the present ones, in the transaction of a restoration."""
    transaction.run(f"MATCH (e:{ENTREE}) DELETE e")
    for position, entry in enumerate(entries, start=1):
        write_entry(transaction, entry, position)


def read_journal(connection: Connection) -> list[JournalEntry]:
    """Return every entry, newest first, each with the cancellation that took it back, if any."""
    rows = connection.read(f"MATCH (e:{ENTREE}) RETURN properties(e) AS p ORDER BY e.date DESC, e.id DESC")
    # Entries of former versions have no place: they are older than those that have one.
    rows.sort(key=lambda row: row["p"].get("ordre") or 0, reverse=True)
    entries = []
    for row in rows:
        stored = dict(row["p"])
        stored["lignes"] = json.loads(stored.get("lignes") or "{}")
        stored["comptes"] = json.loads(stored.get("comptes") or "{}")
        entries.append(entry_from(stored))
    return _with_cancellations(entries)


def _with_cancellations(newest_first: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Say which entries are taken back: a cancellation that was itself taken back counts no more."""
    taken_back: dict[str, str] = {}
    found = []
    for entry in newest_first:
        by = taken_back.get(entry.id)
        if by is None:
            taken_back.update((id_, entry.id) for id_ in entry.annule)
        found.append(replace(entry, annulee_par=by))
    return found
