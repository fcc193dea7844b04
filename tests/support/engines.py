"""Give tests the settings of a living engine, embedded or Neo4j, and an empty graph on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from graph.engine import stop
from graph.settings import Settings
from graph.store.connection import Connection
from tests.support.neo4j_server.server import Neo4jServer, Neo4jUnavailableError

ENGINES = ("embedded", "neo4j")


@contextmanager
def embedded_engine(folder: Path) -> Iterator[Settings]:
    """Give the settings of an embedded engine in `folder`; whatever runs there is stopped at the end."""
    settings = Settings(data_dir=folder, linger=5.0, server_notices=True)
    try:
        yield settings
    finally:
        stop(folder)


@contextmanager
def neo4j_engine(folder: Path) -> Iterator[Settings]:
    """Give the settings of a real Neo4j; skip when the machine cannot run one, unless it has to."""
    with neo4j_server(folder) as (settings, _):
        yield settings


@contextmanager
def neo4j_server(folder: Path) -> Iterator[tuple[Settings, Neo4jServer]]:
    """Give the settings of a real Neo4j, and the server itself, that a test may kill and start again."""
    server = Neo4jServer(folder)
    try:
        try:
            server.start()
        except Neo4jUnavailableError as error:
            if os.environ.get("MAILLAGE_REQUIRE_NEO4J") == "1":
                pytest.fail(f"MAILLAGE_REQUIRE_NEO4J=1, but {error}")
            pytest.skip(f"no Neo4j to test with: {error}")
        settings = Settings(
            data_dir=folder / "data-of-maillage",
            neo4j_uri=server.uri,
            neo4j_username=server.username,
            neo4j_password=SecretStr(server.password),
            neo4j_database="neo4j",
            server_notices=True,
        )
        yield settings, server
    finally:
        server.stop()


def empty(connection: Connection) -> None:
    """
    Remove every node, relationship, uniqueness constraint and index.

    A constraint of another kind is the embedded engine's own account of a property's type, which it lists
    after it was killed and which nothing can drop.
    """
    with connection.transaction() as transaction:
        transaction.run("MATCH (n) DETACH DELETE n")
    for kind in ("CONSTRAINT", "INDEX"):
        names = [
            row["name"]
            for row in connection.read(f"SHOW {kind}{'ES' if kind == 'INDEX' else 'S'}")
            if row.get("type") != "LOOKUP" and (kind == "INDEX" or "UNIQUENESS" in row["type"])
        ]
        for name in names:
            with connection.transaction() as transaction:
                transaction.run(f"DROP {kind} `{name}` IF EXISTS")
