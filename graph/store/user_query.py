"""
Run a query that a user wrote, with the engine as its judge.

Embedded: the account may only read, so the engine refuses every write and every file. Neo4j: the
transaction is a reading one, and its plan is looked at first, because reading covers files and the
server's administration too. Both: a query that goes on for too long is terminated by the engine, and its
author has the refusal at once. Where an engine cannot terminate it, the embedded one is restarted (it
loses nothing that was committed) and a server's connection is left behind.
"""

import contextlib
import itertools
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine import kill
from graph.store.errors import ConstraintViolated, QueryInvalid, QueryRefused, StoreError, StoreTooLarge
from graph.store.link import Link
from graph.store.translation import LOST, Shift, lost, memory_exhausted, stopped, translate
from graph.store.values import jsonable, plain

_T = TypeVar("_T")
_Answer = tuple[list[str], list[dict[str, Any]], bool]
"""Columns, rows, whether there are more."""

_GRACE = {"embedded": 1.5, "server": 3.0}
"""Seconds left to the engine to stop a query by itself; Neo4j looks at its clock every two seconds."""

_WEDGED_SECONDS = 10.0
"""Seconds after which a query that was told to end, and has not, costs the embedded engine a restart."""

_INSIST_SECONDS = 0.5
_DRAIN_SECONDS = 0.05
_FETCH = 1000
_EXPLAIN = "EXPLAIN "
_PREFIX = re.compile(r"(EXPLAIN|PROFILE)\s", re.I)
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
_WRITES = "Cette requête écrit, change le schéma ou administre le serveur."
_ADMINISTERS = "Cette commande administre le moteur : ce n’est pas une lecture du graphe."
_ADMINISTRATION = re.compile(
    r"(?:TERMINATE|CALL\s+(?:dbms|tx)\.|SHOW\s+(?!(?:\w+\s+)?(?:INDEX|CONSTRAINT|PROCEDURE|FUNCTION)))", re.I
)
"""What the embedded engine lets its reading account do to its own queries: refused as a courtesy to others."""
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

    @property
    def statement(self) -> str:
        """The text without the blanks around it and the semicolon that people end it with."""
        return self.text.strip().rstrip(";").strip()

    @property
    def origin(self) -> Shift:
        """Where the statement begins in the text, as lines and columns to add to a place in it."""
        blanks = self.text[: len(self.text) - len(self.text.lstrip())]
        return blanks.count("\n"), len(blanks) - blanks.rfind("\n") - 1


def run_as_user(query: UserQuery, link: Link, data_dir: Path) -> UserResult:
    """
    Run one query under the reading account and within its limits.

    Parameters
    ----------
    query
        The text and its limits.
    link
        The database.
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
        When the engine was gone before the query reached it.
    """
    if not query.statement:
        message = "La requête est vide."
        raise QueryInvalid(message, QueryRefused.default_remedy)
    if _ADMINISTRATION.match(query.statement):
        raise QueryRefused(_ADMINISTERS)
    started = time.monotonic()
    embedded, grace = link.embedded, _GRACE[link.endpoint.kind]
    tag, abandoned = _tags.take(), threading.Event()
    work: _Work[_Answer] = _Work(
        lambda publish: _run(query, link, tag, abandoned, publish), lambda: _tags.give_back(tag)
    )
    if not work.answered(query.seconds):
        abandoned.set()
        _insist(link, tag, work.answered, grace)
        if embedded and not work.ended(0):
            _Work(lambda _: _put_down(work, link, tag, data_dir))
        if not work.has_value():
            raise stopped(query.seconds)
    columns, rows, truncated = work.result()
    if embedded and truncated and not work.ended(_DRAIN_SECONDS):
        # The engine is still counting rows that nobody will read.
        _terminate(link, tag)
    return UserResult(columns, rows, truncated, time.monotonic() - started)


def _run(
    query: UserQuery, link: Link, tag: str, abandoned: threading.Event, publish: Callable[[_Answer], None]
) -> None:
    """Run in the worker's thread; one row more than the limit tells whether there are more."""
    lines, columns = query.origin
    shift = (lines, columns)
    reached = False
    statement = query.statement
    fetch_size = min(query.max_rows + 1, _FETCH)
    try:
        with link.borrowed(), link.session(neo4j.READ_ACCESS, as_reader=True, fetch_size=fetch_size) as session:
            if not link.embedded:
                shift = (lines, columns - len(_EXPLAIN))
                _judge(session, query)
                shift = (lines, columns)
            else:
                # An engine that died earlier shows here, and is no fault of the query.
                session.run("RETURN 1").consume()
                # The embedded engine leaves a leading comment out of the places it reports.
                statement = tag + statement
            reached = True
            if abandoned.is_set():
                return
            result = session.run(neo4j.Query(statement, timeout=query.seconds), dict(query.parameters))
            names = list(result.keys())
            records = result.fetch(query.max_rows + 1)
            rows = [
                dict(zip(names, (jsonable(plain(value)) for value in record.values()), strict=True))
                for record in records[: query.max_rows]
            ]
            publish((names, rows, len(records) > query.max_rows))
            with contextlib.suppress(Neo4jError, DriverError):
                result.consume()
    except LOST as error:
        if not reached:
            raise
        raise (memory_exhausted() if link.embedded else lost(link.endpoint)) from error
    except (Neo4jError, DriverError) as error:
        failure = translate(error, link.endpoint, shift=shift)
        if isinstance(failure, StoreTooLarge):
            raise memory_exhausted() from error
        if isinstance(failure, ConstraintViolated):
            raise QueryRefused(_WRITES) from error
        if type(failure) is StoreError:
            # What the engine cannot name is a fault of the query, not of the connection: it answered.
            raise QueryInvalid(failure.message) from error
        raise failure from error


def _judge(session: neo4j.Session, query: UserQuery) -> None:
    """Refuse what a server allows in a reading transaction though it is no reading of the graph."""
    text = _EXPLAIN + _PREFIX.sub("", query.statement, count=1)
    explain = neo4j.Query(text, timeout=query.seconds)
    summary = session.run(explain, dict(query.parameters)).consume()
    if summary.query_type not in {None, "r"}:
        raise QueryRefused(_WRITES)
    if summary.plan is None:
        raise QueryRefused(_ADMINISTERS)
    for operator, details in _operators(cast("dict[str, Any]", summary.plan)):
        if operator == "LoadCSV":
            message = "LOAD CSV lit un fichier ou une adresse : ce n’est pas une lecture du graphe."
            raise QueryRefused(message)
        if operator == "ProcedureCall":
            name = details.partition("(")[0].strip()
            if name not in _READING_PROCEDURES:
                message = f"La procédure « {name} » n’est pas de celles qu’une lecture peut appeler."
                raise QueryRefused(message)
        if operator.startswith(("Show", "Terminate")) and operator not in _READING_SHOWS:
            raise QueryRefused(_ADMINISTERS)


def _operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Walk a plan: each operator's name and its details."""
    yield str(plan["operatorType"]).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", []):
        yield from _operators(child)


def _terminate(link: Link, tag: str) -> None:
    """Ask the embedded engine to end the query that carries a tag."""

    def ask(publish: Callable[[None], None]) -> None:
        with link.borrowed(), link.session(neo4j.WRITE_ACCESS) as session:
            for row in session.run("SHOW TRANSACTIONS").data():
                if row["username"] == link.endpoint.reader_username and tag in row["currentQuery"]:
                    session.run("TERMINATE TRANSACTIONS $id", id=row["transactionId"]).consume()
        publish(None)

    # In a thread of its own: an engine out of breath may not even answer this.
    _Work(ask).answered(_GRACE["embedded"])


def _insist(link: Link, tag: str, over: Callable[[float], bool], seconds: float) -> bool:
    """Ask again and again, as a query is not to be seen before it has begun; tell whether it is over."""
    deadline = time.monotonic() + seconds
    while True:
        if link.embedded:
            _terminate(link, tag)
        left = deadline - time.monotonic()
        if over(max(0.0, min(left, _INSIST_SECONDS if link.embedded else left))):
            return True
        if left <= 0:
            return False


def _put_down(work: "_Work[_Answer]", link: Link, tag: str, data_dir: Path) -> None:
    """End the engine when it cannot end a query: some loops inside an expression never look up."""
    with link.borrowed():
        if not _insist(link, tag, work.ended, _WEDGED_SECONDS):
            kill(data_dir, link.endpoint.uri)


class _Tags:
    """Give each running query of this process a comment that names it; few, so that plans are reused."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: set[str] = set()

    def take(self) -> str:
        """Return the first comment that no running query carries."""
        with self._lock:
            tag = next(
                tag for number in itertools.count() if (tag := f"/*{os.getpid()}.{number}*/ ") not in self._taken
            )
            self._taken.add(tag)
            return tag

    def give_back(self, tag: str) -> None:
        """Let another query carry the comment."""
        with self._lock:
            self._taken.discard(tag)


_tags = _Tags()


class _Work(Generic[_T]):
    """
    Run a function in a thread that can be left behind.

    Parameters
    ----------
    function
        Receives `publish`, to call with its answer; it may go on after that.
    at_end
        Called in the thread when the function is over, however it ended.
    """

    def __init__(
        self, function: Callable[[Callable[[_T], None]], None], at_end: Callable[[], None] = lambda: None
    ) -> None:
        self._function = function
        self._at_end = at_end
        self._answered = threading.Event()
        self._ended = threading.Event()
        self._value: list[_T] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, daemon=True, name="maillage-query").start()

    def _run(self) -> None:
        try:
            self._function(self._publish)
        except BaseException as error:  # noqa: BLE001 (raised again where the result is asked for)
            self._error = error
        finally:
            self._at_end()
            self._answered.set()
            self._ended.set()

    def _publish(self, value: _T) -> None:
        self._value.append(value)
        self._answered.set()

    def answered(self, seconds: float) -> bool:
        """Tell whether the work gave an answer or failed within `seconds`."""
        return self._answered.wait(seconds)

    def ended(self, seconds: float) -> bool:
        """Tell whether the thread was over within `seconds`."""
        return self._ended.wait(seconds)

    def has_value(self) -> bool:
        """Tell whether there is an answer that is no failure."""
        return bool(self._value)

    def result(self) -> _T:
        """Return the answer, or raise the work's error."""
        if self._error is not None and not self._value:
            raise self._error
        return self._value[0]
