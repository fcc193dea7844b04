"""Open the one Bolt connection of a process: read, write in transactions, run a user's own query."""

import contextlib
import logging
import re
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
from graph.store.translation import LOST, lost_while_writing, translate
from graph.store.user_query import UserQuery, UserResult, run_as_user
from graph.store.values import plain

_T = TypeVar("_T")

_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between attempts on the embedded engine."""

_ADDRESS = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://(?:[^\s:/?#\[\]]+|\[[0-9a-fA-F:]+\])(?::\d+)?/?(?:\?\S*)?")
"""What the driver can dial: it would try other schemes too, which are not what this application speaks."""

_open_connections: Counter[Path] = Counter()

# What the driver has to say comes back as errors; without this it would also print on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Transaction:
    """
    Run statements in one write transaction; made by `Connection.transaction` only.

    Nothing is visible to others before the `with` block ends without error.
    """

    def __init__(
        self, transaction: neo4j.Transaction, endpoint: Endpoint, explain_loss: Callable[[bool], StoreError]
    ) -> None:
        self._transaction = transaction
        self._endpoint = endpoint
        self._explain_loss = explain_loss

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
        except LOST as error:
            raise self._explain_loss(False) from error
        except (Neo4jError, DriverError) as error:
            raise translate(error, self._endpoint) from error


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
        self._lock = threading.RLock()
        self._endpoint = endpoint
        self._reader: neo4j.Driver | None = None
        self._owner = self._make_driver(endpoint.username, endpoint.password)
        self.engine: Literal["embedded", "neo4j"] = "embedded" if endpoint.kind == "embedded" else "neo4j"
        try:
            agent = self._owner.get_server_info().agent
        except LOST as error:
            self._owner.close()
            message = f"Rien ne répond à l’adresse « {endpoint.uri} »."
            raise Unreachable(message) from error
        except (Neo4jError, DriverError) as error:
            self._owner.close()
            raise translate(error, endpoint) from error
        _open_connections[settings.data_dir] += 1
        self._closed = False
        self.server_version = agent.rpartition("ArcadeDB ")[2].rpartition("/")[2].rstrip(")")

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
        return cls(settings, ensure_running(settings))

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

        def work(driver: neo4j.Driver) -> list[dict[str, Any]]:
            with self._session(driver, neo4j.READ_ACCESS) as session:
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
        session, transaction = self._with_engine(self._begin)
        try:
            yield Transaction(transaction, self._endpoint, self._explain_loss)
            self._commit(transaction)
        finally:
            # After a commit this does nothing; after a loss there is nobody to tell.
            with contextlib.suppress(Neo4jError, DriverError):
                transaction.close()
            with contextlib.suppress(Neo4jError, DriverError):
                session.close()

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
        return self._with_engine(
            lambda owner: run_as_user(query, self._endpoint, self._reading_driver(), owner, self._settings.data_dir)
        )

    def close(self) -> None:
        """Close every socket; the embedded engine stops by itself once no other process uses it."""
        data_dir = self._settings.data_dir
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._close_drivers()
            _open_connections[data_dir] -= 1
        if self.engine == "embedded" and not _open_connections[data_dir]:
            release(data_dir)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _with_engine(self, work: Callable[[neo4j.Driver], _T]) -> _T:
        """
        Do some work that may be repeated.

        A server's driver repeats by itself what is worth it. Here, the embedded engine is brought back
        once when it turns out to be gone, and what lost against another transaction is tried again.
        """
        revived = False
        for pause in (*_PAUSES, None):
            owner = self._owner
            try:
                return work(owner)
            except LOST as error:
                if revived or self.engine != "embedded":
                    raise translate(error, self._endpoint) from error
                self._revive(owner)
                revived = True
            except (Neo4jError, DriverError) as error:
                if pause is None or self.engine != "embedded" or not error.is_retryable():
                    raise translate(error, self._endpoint) from error
                time.sleep(pause)
        message = "every turn of the loop returns, raises or goes on"
        raise AssertionError(message)

    def _revive(self, dead: neo4j.Driver) -> None:
        """Start or join the engine again, unless another thread has done it."""
        with self._lock:
            if self._owner is not dead:
                return
            self._close_drivers()
            deadline = time.monotonic() + self._settings.start_timeout
            while True:
                self._endpoint = ensure_running(self._settings)
                self._owner = self._make_driver(self._endpoint.username, self._endpoint.password)
                try:
                    self._owner.verify_connectivity()
                except LOST:
                    # The engine was seen in the instant of its death: the next look finds it gone.
                    self._owner.close()
                    if time.monotonic() >= deadline:
                        raise
                    time.sleep(0.1)
                else:
                    return

    def _begin(self, driver: neo4j.Driver) -> tuple[neo4j.Session, neo4j.Transaction]:
        session = self._session(driver, neo4j.WRITE_ACCESS)
        try:
            return session, session.begin_transaction()
        except (Neo4jError, DriverError):
            session.close()
            raise

    def _commit(self, transaction: neo4j.Transaction) -> None:
        try:
            transaction.commit()
        except LOST as error:
            raise self._explain_loss(True) from error
        except (Neo4jError, DriverError) as error:
            data_dir = self._settings.data_dir if self.engine == "embedded" else None
            raise translate(error, self._endpoint, data_dir=data_dir) from error

    def _explain_loss(self, committing: bool) -> StoreError:
        """Say what a loss in the middle of a write means for the data."""
        if self.engine == "embedded" and ran_out_of_memory(self._settings.data_dir):
            message = "Cette écriture demande plus de mémoire que le moteur n’en a ; il redémarre."
            return StoreTooLarge(message)
        return lost_while_writing(self._endpoint, committing=committing)

    def _session(self, driver: neo4j.Driver, mode: str) -> neo4j.Session:
        return driver.session(database=self._endpoint.database, default_access_mode=mode)

    def _reading_driver(self) -> neo4j.Driver:
        """Return the driver of the account that may only read; on a server, the application's own."""
        name, password = self._endpoint.reader_username, self._endpoint.reader_password
        with self._lock:
            if name is None or password is None:
                return self._owner
            if self._reader is None:
                self._reader = self._make_driver(name, password)
            return self._reader

    def _make_driver(self, username: str, password: str) -> neo4j.Driver:
        embedded = self._endpoint.kind == "embedded"
        if not _ADDRESS.fullmatch(self._endpoint.uri):
            message = f"L’adresse « {self._endpoint.uri} » n’est pas celle d’un serveur Neo4j."
            raise Unreachable(message, "Écrivez NEO4J_URI ainsi : neo4j://serveur:7687 ou bolt://serveur:7687.")
        return neo4j.GraphDatabase.driver(
            self._endpoint.uri,
            auth=(username, password),
            user_agent="maillage",
            telemetry_disabled=True,
            notifications_min_severity=None if self._settings.server_notices else "OFF",
            # A dead local engine does not come back by waiting: it is started again instead.
            max_transaction_retry_time=0 if embedded else 30,
            # A pooled socket whose engine died is noticed before a transaction begins on it.
            liveness_check_timeout=0 if embedded else None,
        )

    def _close_drivers(self) -> None:
        for driver in (self._owner, self._reader):
            if driver is not None:
                driver.close()
        self._reader = None


def _rows(result: neo4j.Result) -> list[dict[str, Any]]:
    """Fetch all rows as dicts of plain values."""
    names = result.keys()
    return [dict(zip(names, map(plain, record.values()), strict=True)) for record in result]
