"""Keep the journal of what was written: one node per entry, beside the domain and out of its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.store.connection import Connection, Transaction
from graph.store.schema import ENTREE


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """
    Hold one entry of the journal.

    Parameters
    ----------
    id
        Id of the entry, increasing with time.
    nature
        `import` or `restauration`.
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


def write_entry(transaction: Transaction, entry: JournalEntry) -> None:
    """Add one entry in the transaction that writes what it tells."""
    stored = asdict(entry)
    stored["lignes"] = json.dumps(dict(entry.lignes), ensure_ascii=False)
    stored["comptes"] = json.dumps(dict(entry.comptes), ensure_ascii=False)
    transaction.run(f"CREATE (e:{ENTREE}) SET e = $entry", {"entry": stored})


def replace_journal(transaction: Transaction, entries: Sequence[JournalEntry]) -> None:
    """Put these entries in the place of all the present ones, in the transaction of a restoration."""
    transaction.run(f"MATCH (e:{ENTREE}) DELETE e")
    for entry in entries:
        write_entry(transaction, entry)


def read_journal(connection: Connection) -> list[JournalEntry]:
    """Return every entry, newest first."""
    rows = connection.read(f"MATCH (e:{ENTREE}) RETURN properties(e) AS p ORDER BY e.date DESC, e.id DESC")
    entries = []
    for row in rows:
        stored = dict(row["p"])
        stored["lignes"] = json.loads(stored.get("lignes") or "{}")
        stored["comptes"] = json.loads(stored.get("comptes") or "{}")
        entries.append(JournalEntry(**stored))
    return entries
