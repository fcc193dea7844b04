"""List what was written into the base, and what was taken back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.commands.opening import open_store
from app.commands.session import Session, command
from app.view_models.journal import moment
from graph.store.journal import JournalEntry

_HEADING = (
    "Identifiant",
    "Date (UTC)",
    "Nature",
    "Fichier",
    "Lignes lues",
    "Créés",
    "Modifiés",
    "Clos",
    "Retirés",
    "Annulée par",
    "SHA-256",
)

_SHOWN = ("Identifiant", "Écrit le", *_HEADING[2:9], "État")


@command(table=True)
def journal(session: Session) -> None:
    """Print the journal, newest first."""
    with open_store(session) as store:
        entries = store.journal()
    if session.out.as_json:
        session.out.json({"journal": [entry_json(entry) for entry in entries]})
        return
    if session.out.as_csv:
        session.out.csv(_HEADING, map(_row, entries))
    elif entries:
        session.out.table(_SHOWN, map(_shown, entries), whole=_SHOWN[:2])
    else:
        session.out.note("Rien n’a encore été écrit dans cette base.")


def entry_json(entry: JournalEntry) -> dict[str, Any]:
    """Return one journal entry as `journal --json` prints it; how its changes are stored is nobody's business."""
    content = asdict(entry)
    del content["morceaux"]
    return {**content, "annule": list(entry.annule)}


def _shown(entry: JournalEntry) -> list[object]:
    """Return what a person reads of an entry; the ids of those that take each other back are in the other forms."""
    row = _row(entry)
    state = "annulée" if entry.annulee_par else ""
    return [entry.id, moment(entry.date), *row[2:9], state]


def _row(entry: JournalEntry) -> list[object]:
    counts = entry.comptes
    return [
        entry.id,
        entry.date,
        entry.nature,
        entry.fichier,
        entry.lignes.get("lues"),
        sum(counts.get("crees", {}).values()),
        counts.get("modifies", 0),
        counts.get("clos", 0),
        counts.get("retires", 0),
        entry.annulee_par,
        entry.sha256,
    ]
