"""Open the store that the settings name, for the length of one command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
        _tell(session, store)
        yield store


@contextmanager
def opening_store(session: Session) -> Iterator[Callable[[], Store]]:
    """
    Open the store while something else is done, for a command that has files to read before; close it at the end.

    Yields
    ------
    opened
        Waits for the store and returns it, the same at each call.

    Raises
    ------
    graph.engine.EngineError, graph.store.errors.StoreError
        By `opened`, when the engine cannot be reached.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="maillage-ouverture") as pool:
        future = pool.submit(Store.open, Settings())
        told = False

        def opened() -> Store:
            nonlocal told
            store = future.result()
            if not told:
                told = True
                _tell(session, store)
            return store

        try:
            yield opened
        finally:
            # An engine that cannot be reached was said by `opened`; a command refused before needs none.
            if future.exception() is None:
                future.result().close()


def _tell(session: Session, store: Store) -> None:
    """Say what opening the store had to finish."""
    if store.recovered:
        session.out.note(f"Une écriture interrompue a été menée à son terme (journal : {store.recovered}).")
