"""Put the Breton example in a graph, through the same door as a user's file."""

from collections.abc import Callable

from graph.answers.context import Context
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from ingest.examples import example_paths

OpenExample = Callable[[Settings], Context]
"""Open a store that holds the example and nothing else, ready to answer questions."""


def load_example(store: Store) -> None:
    """Import the example into an empty graph."""
    checked = importer.check(example_paths(), store)
    assert not checked.report.refuse, [issue.message for issue in checked.report.problemes if issue.blocking]
    importer.apply(checked, importer.plan(checked, store), store)
