"""
Run a query that a user wrote, with the engine as its judge.

Embedded: the account may only read, so the engine refuses every write and every file. Neo4j: the
transaction is a reading one, and its plan is looked at first, because reading covers files and the
server's administration too. Both: a query that goes on for too long is terminated by the engine; where
an engine cannot terminate it, the embedded one is restarted (it loses nothing that was committed) and a
server's connection is left behind.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine import Endpoint, kill
from graph.store.errors import QueryInvalid, QueryRefused
from graph.store.translation import LOST, stopped, translate
from graph.store.values import jsonable, plain

_T = TypeVar("_T")

_GRACE = {"embedded": 1.5, "server": 5.0}
"""Seconds left to the engine to stop a query by itself; Neo4j looks at its clock every two seconds."""

_EXPLAIN = "EXPLAIN "
_PREFIX = re.compile(r"\s*(EXPLAIN|PROFILE)\s", re.I)
_READING_PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.index.vector.queryNodes",
        "db.index.vector.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
_READING_SHOWS = frozenset({"ShowConstraints", "ShowFunctions", "ShowIndexes", "ShowProcedures"})


@dataclass(frozen=True, slots=True)
class UserResult:
    """
    Hold the answer to a user's query.

    `columns` in the query's order; `rows` as one dict per row, values that JSON can write; `truncated`
    tells that rows beyond the limit were left out; `seconds` is the time it took.
    """

    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class UserQuery:
    """Hold a user's query with its limits: `max_rows` rows kept, `seconds` of work."""

    text: str
    parameters: Mapping[str, Any]
    max_rows: int
    seconds: float


def run_as_user(
    query: UserQuery, endpoint: Endpoint, reader: neo4j.Driver, owner: neo4j.Driver, data_dir: Path
) -> UserResult:
    """
    Run one query under the reading account and within its limits.

    Parameters
    ----------
    query
        The text and its limits.
    endpoint
        The database.
    reader, owner
        Drivers with the reading account and with the application's own; the same on a server.
    data_dir
        Data folder of the embedded engine, restarted as the last resort.

    Returns
    -------
    result
        Columns and rows.

    Raises
    ------
    QueryRefused, QueryStopped, QueryInvalid
        As their names say.
    neo4j.exceptions.ServiceUnavailable
        When the engine is gone for a reason that is not this query.
    """
    if not query.text.strip().rstrip(";").strip():
        message = "La requête est vide."
        raise QueryInvalid(message, "Écrivez une requête de lecture : MATCH … RETURN ….")
    started = time.monotonic()
    embedded = endpoint.kind == "embedded"
    work = _Work(lambda: _run(query, endpoint, reader))
    if not work.wait(query.seconds):
        if embedded:
            _terminate(owner, endpoint, query)
        if not work.wait(_GRACE[endpoint.kind]) and embedded:
            kill(data_dir, endpoint.uri)
        if not work.succeeded():
            raise stopped(query.seconds)
    columns, rows, truncated = work.result()
    return UserResult(columns, rows, truncated, time.monotonic() - started)


def _run(
    query: UserQuery, endpoint: Endpoint, reader: neo4j.Driver
) -> tuple[list[str], list[dict[str, Any]], bool]:
    """Run in the worker's thread; fetch one row more than the limit to know whether there are more."""
    text = query.text.strip().rstrip(";")
    indent = 0
    try:
        with reader.session(
            database=endpoint.database,
            default_access_mode=neo4j.READ_ACCESS,
            fetch_size=min(query.max_rows + 1, 1000),
        ) as session:
            if endpoint.kind == "server":
                indent = len(_EXPLAIN)
                _judge(session, _PREFIX.sub("", text, count=1), query)
                indent = 0
            result = session.run(neo4j.Query(text, timeout=query.seconds), dict(query.parameters))
            columns = list(result.keys())
            records = result.fetch(query.max_rows + 1)
            rows = [
                dict(zip(columns, (jsonable(plain(value)) for value in record.values()), strict=True))
                for record in records[: query.max_rows]
            ]
            return columns, rows, len(records) > query.max_rows
    except LOST:
        raise
    except (Neo4jError, DriverError) as error:
        raise translate(error, endpoint, indent=indent) from error


def _judge(session: neo4j.Session, text: str, query: UserQuery) -> None:
    """Refuse what a server allows in a reading transaction though it is no reading of the graph."""
    explain = neo4j.Query(_EXPLAIN + text, timeout=query.seconds)
    summary = session.run(explain, dict(query.parameters)).consume()
    if summary.query_type not in {None, "r"}:
        message = "Cette requête écrit dans le graphe ou change son schéma."
        raise QueryRefused(message)
    if summary.plan is None:
        message = "Cette commande administre le serveur."
        raise QueryRefused(message)
    for operator, details in _operators(cast("dict[str, Any]", summary.plan)):
        if operator == "LoadCSV":
            message = "LOAD CSV lit un fichier ou une adresse : ce n’est pas une lecture du graphe."
            raise QueryRefused(message)
        if operator == "ProcedureCall":
            name = details.partition("(")[0].strip()
            if name not in _READING_PROCEDURES:
                message = f"La procédure « {name} » n’est pas de celles qu’une lecture peut appeler."
                raise QueryRefused(message)
        if operator.startswith(("Show", "Terminate")) and operator not in _READING_SHOWS:
            message = "Cette commande administre le serveur."
            raise QueryRefused(message)


def _operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Walk a plan: each operator's name and its details."""
    yield str(plan["operatorType"]).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", []):
        yield from _operators(child)


def _terminate(owner: neo4j.Driver, endpoint: Endpoint, query: UserQuery) -> None:
    """Ask the embedded engine to end the reader's queries of this text that are past the limit."""
    text = " ".join(query.text.strip().rstrip(";").split())

    def ask() -> None:
        with owner.session(database=endpoint.database) as session:
            overdue = [
                row["transactionId"]
                for row in session.run("SHOW TRANSACTIONS")
                if row["username"] == endpoint.reader_username
                and text.startswith(" ".join(str(row["currentQuery"]).rstrip("….").split()))
                and row["elapsedTime"].seconds + row["elapsedTime"].nanoseconds / 1e9 >= query.seconds * 0.9
            ]
            for identifier in overdue:
                session.run("TERMINATE TRANSACTIONS $id", id=identifier).consume()

    # In a thread of its own: an engine out of breath may not even answer this.
    _Work(ask).wait(_GRACE["embedded"])


class _Work(Generic[_T]):
    """Run a function in a thread that can be left behind."""

    def __init__(self, function: Callable[[], _T]) -> None:
        self._function = function
        self._done = threading.Event()
        self._value: list[_T] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, daemon=True, name="maillage-query").start()

    def _run(self) -> None:
        try:
            self._value.append(self._function())
        except BaseException as error:  # noqa: BLE001 (raised again where the result is asked for)
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Tell whether the work ended within `seconds`."""
        return self._done.wait(seconds)

    def succeeded(self) -> bool:
        """Tell whether the work ended with a value."""
        return bool(self._value)

    def result(self) -> _T:
        """Return the value, or raise the work's error."""
        if self._error is not None:
            raise self._error
        return self._value[0]
