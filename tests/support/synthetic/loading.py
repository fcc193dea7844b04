"""Load a synthetic territory into a store, through the same plan as a user's file."""

from __future__ import annotations

from graph.planning import prepare_plan
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.importer import new_id
from tests.support.synthetic.generate import Territory


def load(store: Store, territory: Territory) -> JournalEntry:
    """
    Write the statements of a territory, and the reference they call for, in an open store.

    Returns
    -------
    entry
        The journal entry as written.

    Notes
    -----
    One plan for everything: beyond some 20,000 changes the store writes a redo log, then batches. The reference of
    whole régions comes with the statements.
    """
    origin = f"territoire-{territory.size.nom}-{territory.seed}"
    plan = prepare_plan(store, territory.statements, origin=origin)
    entry = JournalEntry(id=new_id(), nature="import", fichier=origin, sha256="", lecteur="synthetic", date="")
    return store.apply(plan, entry)
