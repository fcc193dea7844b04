"""Open the one Bolt connection of a process: read, write in transactions, run a user's own query."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine import Endpoint, ensure_running, ran_out_of_memory, release
from graph.settings import Settings
from graph.store.errors import StoreError, StoreTooLarge, Unreachable
from graph.store.link import Link
from graph.store.translation import LOST, lost_while_writing, translate
from graph.store.user_query import UserQuery, UserResult, run_as_user
from graph.store.values import plain

_T = TypeVar("_T")

_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between attempts on the embedded engine."""

_LOOK_AGAIN = 0.1

_open_connections: Counter[Path] = Counter()


class Transaction:
    """
    Run statements in one write transaction; made by `Connection.transaction` only.

    Nothing is visible to others before the `with` block ends without error.
    """

    def __init__(
        self, transaction: neo4j.Transaction, explain: Callable[[Neo4jError | DriverError], StoreError]
    ) -> None:
        self._transaction = transaction
        self._explain = explain

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """
        Run one statement and return all its rows.

        Parameters
        ----------
        cypher
            The statement.
        parameters
            Its parameters by name, plain values only.

        Returns
        -------
        rows
            One dict per row, plain values.

        Raises
        ------
        StoreError
            When the statement fails; the whole transaction is then lost, nothing of it is written.
        """
        try:
            return _rows(self._transaction.run(cypher, dict(parameters or {})))
        except (Neo4jError, DriverError) as error:
            raise self._explain(error) from error


class Connection:
    """
    Talk Bolt to the graph database, embedded or server; one per process, safe between threads.

    Parameters
    ----------
    settings
        The process's settings.
    endpoint
        Where the database answers.

    Attributes
    ----------
    engine
        `embedded` or `neo4j`.
    server_version
        Version of the engine, such as `26.10.2` or `5.26.30`.
    """

    def __init__(self, settings: Settings, endpoint: Endpoint) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._closed = False
        self._link = Link(endpoint, settings)
        self.engine: Literal["embedded", "neo4j"] = "embedded" if self._link.embedded else "neo4j"
        self.server_version = self._link.greet().rpartition("ArcadeDB ")[2].rpartition("/")[2].rstrip(")")
        _open_connections[settings.data_dir] += 1

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """
        Connect to the server that the settings name, else to the embedded engine, started if needed.

        Parameters
        ----------
        settings
            The process's settings.

        Returns
        -------
        connection
            Ready to use; close it when done.

        Raises
        ------
        graph.engine.EngineError
            When the embedded engine cannot be started.
        StoreError
            `Unreachable` or `AuthRefused`.
        """
        deadline = time.monotonic() + settings.start_timeout
        while True:
            endpoint = ensure_running(settings)
            try:
                return cls(settings, endpoint)
            except Unreachable:
                # The engine was seen in the instant of its death: the next look finds it gone.
                if endpoint.kind == "server" or time.monotonic() >= deadline:
                    raise
                time.sleep(_LOOK_AGAIN)

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """
        Run one reading query of the application and return all its rows.

        When the embedded engine died meanwhile it is started again and the query run once more.

        Parameters
        ----------
        cypher
            The query.
        parameters
            Its parameters by name, plain values only.

        Returns
        -------
        rows
            One dict per row in the query's order, plain values.

        Raises
        ------
        StoreError
            When the query fails.
        """
        values = dict(parameters or {})

        def work(link: Link) -> list[dict[str, Any]]:
            with link.session(neo4j.READ_ACCESS) as session:
                return session.execute_read(lambda transaction: _rows(transaction.run(cypher, values)))

        return self._with_engine(work)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """
        Open a write transaction: committed when the block ends well, rolled back on any exception.

        Yields
        ------
        transaction
            Runs the statements.

        Raises
        ------
        StoreError
            `ConstraintViolated`, `StoreTooLarge`, `EngineLost`…: nothing of the transaction remains,
            except when the engine is lost during the commit itself: then all of it or nothing does, and
            the message says so.
        """
        link, session, transaction = self._with_engine(_begin)
        try:
            yield Transaction(transaction, lambda error: self._explain(error, link.endpoint))
            try:
                transaction.commit()
            except (Neo4jError, DriverError) as error:
                raise self._explain(error, link.endpoint, committing=True) from error
        finally:
            # After a commit this does nothing; after a loss there is nobody to tell.
            for unfinished in (transaction, session):
                with contextlib.suppress(Neo4jError, DriverError):
                    unfinished.close()
            link.give_back()

    def read_as_user(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        max_rows: int | None = None,
        timeout: float | None = None,
    ) -> UserResult:
        """
        Run a query that a user wrote: the engine itself refuses any write, rows and time are limited.

        Parameters
        ----------
        cypher
            The user's text.
        parameters
            Its parameters by name.
        max_rows
            Rows kept; by default the settings' `query_rows`.
        timeout
            Seconds of work; by default the settings' `query_seconds`.

        Returns
        -------
        result
            Columns, rows of values that JSON can write, whether rows were left out, seconds taken.

        Raises
        ------
        StoreError
            `QueryRefused`, `QueryStopped` or `QueryInvalid`.
        """
        query = UserQuery(
            cypher,
            dict(parameters or {}),
            self._settings.query_rows if max_rows is None else max_rows,
            self._settings.query_seconds if timeout is None else timeout,
        )
        return self._with_engine(lambda link: run_as_user(query, link, self._settings.data_dir))

    def close(self) -> None:
        """Close every socket; the embedded engine stops by itself once no other process uses it."""
        data_dir = self._settings.data_dir
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._link.close()
            _open_connections[data_dir] -= 1
        if self.engine == "embedded" and not _open_connections[data_dir]:
            release(data_dir)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _with_engine(self, work: Callable[[Link], _T]) -> _T:
        """
        Do some work that may be repeated.

        A server's driver repeats by itself what is worth it. Here, the embedded engine is brought back
        once when it turns out to be gone, and what lost against another transaction is tried again.
        """
        revived = False
        for pause in (*_PAUSES, None):
            with self._lock:
                link = self._link
                link.borrow()
            try:
                return work(link)
            except LOST as error:
                if revived or not link.embedded:
                    raise translate(error, link.endpoint) from error
                revived = True
            except (Neo4jError, DriverError) as error:
                if pause is None or not link.embedded or not error.is_retryable():
                    raise translate(error, link.endpoint) from error
                time.sleep(pause)
            finally:
                link.give_back()
            if revived:
                self._replace(link)
        message = "every turn of the loop returns, raises or goes on"
        raise AssertionError(message)

    def _replace(self, dead: Link) -> None:
        """Start or join the engine again, unless another thread has done it."""
        with self._lock:
            if self._link is not dead:
                return
            deadline = time.monotonic() + self._settings.start_timeout
            while True:
                link = Link(ensure_running(self._settings), self._settings)
                try:
                    link.greet()
                except Unreachable:
                    # The engine was seen in the instant of its death: the next look finds it gone.
                    if time.monotonic() >= deadline:
                        raise
                    time.sleep(_LOOK_AGAIN)
                else:
                    break
            # Only now: as long as nothing takes its place, the dead link is what the next call tries to replace.
            self._link = link
            dead.close()

    def _explain(self, error: Neo4jError | DriverError, endpoint: Endpoint, *, committing: bool = False) -> StoreError:
        """Say what a failure in the middle of a write means for the data."""
        data_dir = self._settings.data_dir
        if not isinstance(error, LOST):
            embedded = endpoint.kind == "embedded"
            return translate(error, endpoint, data_dir=data_dir if committing and embedded else None)
        if endpoint.kind == "embedded" and ran_out_of_memory(data_dir):
            message = "Cette écriture demande plus de mémoire que le moteur n’en a ; il redémarre."
            return StoreTooLarge(message)
        return lost_while_writing(endpoint, committing=committing)


def _begin(link: Link) -> tuple[Link, neo4j.Session, neo4j.Transaction]:
    """Begin a write transaction; its link stays borrowed until it is given back."""
    session = link.session(neo4j.WRITE_ACCESS)
    try:
        transaction = session.begin_transaction()
    except (Neo4jError, DriverError):
        session.close()
        raise
    link.borrow()
    return link, session, transaction


def _rows(result: neo4j.Result) -> list[dict[str, Any]]:
    """Fetch all rows as dicts of plain values."""
    names = result.keys()
    return [dict(zip(names, map(plain, record.values()), strict=True)) for record in result]
