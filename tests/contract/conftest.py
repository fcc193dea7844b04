"""Give the Breton example on each engine: loaded once, and again only when another test emptied the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.answers.context import Context
from graph.settings import Settings
from tests.support.example import OpenExample, load_example
from tests.support.stores import emptied


@pytest.fixture(scope="session")
def example_versions() -> set[str]:
    """Hold the graph hashes that loading the example gave in this session: one, whatever the engine."""
    return set()


@pytest.fixture(scope="session")
def open_example(example_versions: set[str]) -> Iterator[OpenExample]:
    """Give the function that opens the example on an engine; what was read of it serves as long as it stands."""
    kept: dict[Path, Context] = {}

    def opened(settings: Settings) -> Context:
        context = kept.get(settings.data_dir)
        if context is not None and context.store.version() in example_versions:
            return context
        if context is not None:
            context.store.close()
        store = emptied(settings)
        load_example(store)
        example_versions.add(store.version())
        kept[settings.data_dir] = Context(store)
        return kept[settings.data_dir]

    yield opened
    for context in kept.values():
        context.store.close()


@pytest.fixture(scope="module")
def example(open_example: OpenExample, engine_settings: Settings) -> Context:
    """Give the example on each engine in turn."""
    return open_example(engine_settings)


@pytest.fixture(scope="module")
def embedded_example(open_example: OpenExample, embedded_settings: Settings) -> Context:
    """Give the example on the embedded engine."""
    return open_example(embedded_settings)


@pytest.fixture(scope="module")
def both_examples(
    open_example: OpenExample, embedded_settings: Settings, neo4j_settings: Settings
) -> tuple[Context, Context]:
    """Give the example on both engines at once."""
    return open_example(embedded_settings), open_example(neo4j_settings)
