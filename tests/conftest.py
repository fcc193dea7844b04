"""Start each engine at most once per session, give tests an empty graph on it, and choose how examples are drawn."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from graph.settings import Settings
from graph.store.connection import Connection
from tests.support.engines import ENGINES, embedded_engine, empty, neo4j_engine

# Engines of tests live for seconds: what Java's second compiler takes, they never get back.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")

# What a script starts in the background ignores interruptions, and so would the commands and servers under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples at each run: a red test then comes from the change at hand. New ones are drawn on demand.
settings.register_profile("fixed", derandomize=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("MAILLAGE_EXAMPLES", "fixed"))


@pytest.fixture(scope="session")
def embedded_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the settings of the session's embedded engine."""
    with embedded_engine(tmp_path_factory.mktemp("embedded")) as settings:
        yield settings


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the settings of the session's Neo4j server."""
    with neo4j_engine(tmp_path_factory.mktemp("neo4j")) as settings:
        yield settings


@pytest.fixture(scope="session", params=ENGINES)
def engine_settings(request: pytest.FixtureRequest) -> Settings:
    """Give the settings of each engine in turn: the test runs once on each."""
    settings: Settings = request.getfixturevalue(f"{request.param}_settings")
    return settings


@pytest.fixture
def empty_connection(engine_settings: Settings) -> Iterator[Connection]:
    """Give a connection to each engine in turn, its graph emptied first."""
    with Connection.open(engine_settings) as connection:
        empty(connection)
        yield connection
