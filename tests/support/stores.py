"""Give tests an open store with nothing in it, on an engine that already runs."""

from graph.settings import Settings
from graph.store.store import Store


def emptied(settings: Settings) -> Store:
    """Open a store and remove what an earlier test left in it; the constraints stay."""
    store = Store.open(settings)
    with store.connection.transaction() as transaction:
        transaction.run("MATCH (n) DETACH DELETE n")
    return store
