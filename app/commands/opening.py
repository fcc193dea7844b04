"""Open the store that the settings name, for the length of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.commands.session import Session
from graph.settings import Settings
from graph.store.store import Store


@contextmanager
def open_store(session: Session) -> Iterator[Store]:
    """
    Open the store, say what opening it had to finish, and close it at the end.

    Raises
    ------
    graph.engine.EngineError, graph.store.errors.StoreError
        When the engine cannot be reached.
    """
    with Store.open(Settings()) as store:
        if store.recovered:
            session.out.note(f"Une écriture interrompue a été menée à son terme (journal : {store.recovered}).")
        yield store
