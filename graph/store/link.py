"""Hold the drivers that talk to one address, and close them when the last one who uses them is done."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine import Endpoint
from graph.settings import Settings
from graph.store.errors import Unreachable
from graph.store.translation import LOST, translate

_ADDRESS = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://(?:[^\s:/?#\[\]]+|\[[0-9a-fA-F:]+\])(?::\d+)?/?(?:\?\S*)?")
"""What the driver can dial: it would try other schemes too, which are not what this application speaks."""

_RETRY_SECONDS = 30

# What the driver has to say comes back as errors; without this it would also print on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Link:
    """
    Talk to one address under two accounts: the application's own, and one that may only read.

    A link is never repaired: when its engine is gone another link takes its place, and this one is
    closed once those who still use it have noticed.

    Parameters
    ----------
    endpoint
        Address and accounts; a server has one account for both.
    settings
        The process's settings.

    Raises
    ------
    Unreachable
        When the address cannot be one.
    """

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        if not _ADDRESS.fullmatch(endpoint.uri):
            message = f"L’adresse « {endpoint.uri} » n’est pas celle d’un serveur Neo4j."
            raise Unreachable(message, "Écrivez NEO4J_URI ainsi : neo4j://serveur:7687 ou bolt://serveur:7687.")
        self.endpoint = endpoint
        self._settings = settings
        self._lock = threading.Lock()
        self._users = 0
        self._closing = False
        self._owner = self._driver(endpoint.username, endpoint.password)
        self._reader = self._owner
        if endpoint.reader_username is not None and endpoint.reader_password is not None:
            self._reader = self._driver(endpoint.reader_username, endpoint.reader_password)

    @property
    def embedded(self) -> bool:
        """Tell whether the engine is ours to start and stop."""
        return self.endpoint.kind == "embedded"

    def greet(self) -> str:
        """
        Talk to the engine for the first time.

        Returns
        -------
        agent
            What the engine calls itself.

        Raises
        ------
        StoreError
            `Unreachable` or `AuthRefused`; the link is then closed.
        """
        try:
            return self._owner.get_server_info().agent
        except LOST as error:
            self.close()
            message = f"Rien ne répond à l’adresse « {self.endpoint.uri} »."
            raise Unreachable(message) from error
        except (Neo4jError, DriverError) as error:
            self.close()
            raise translate(error, self.endpoint) from error

    def session(self, mode: str, *, as_reader: bool = False, fetch_size: int = 1000) -> neo4j.Session:
        """
        Open a session; to be closed by whoever asked for it.

        Parameters
        ----------
        mode
            The driver's access mode, `READ` or `WRITE`: it routes, and makes a server refuse writes.
        as_reader
            Use the account that may only read.
        fetch_size
            Rows asked for at a time.
        """
        driver = self._reader if as_reader else self._owner
        return driver.session(database=self.endpoint.database, default_access_mode=mode, fetch_size=fetch_size)

    def borrow(self) -> None:
        """Keep the link open until `give_back`."""
        with self._lock:
            self._users += 1

    def give_back(self) -> None:
        """End one `borrow`."""
        with self._lock:
            self._users -= 1
            last = self._closing and not self._users
        if last:
            self._close()

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        """Keep the link open during a block."""
        self.borrow()
        try:
            yield
        finally:
            self.give_back()

    def close(self) -> None:
        """Close every socket, now or when the last user gives the link back."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            busy = self._users > 0
        if not busy:
            self._close()

    def _close(self) -> None:
        self._owner.close()
        if self._reader is not self._owner:
            self._reader.close()

    def _driver(self, username: str, password: str) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(
            self.endpoint.uri,
            auth=(username, password),
            user_agent="maillage",
            telemetry_disabled=True,
            notifications_min_severity=None if self._settings.server_notices else "OFF",
            # A dead local engine does not come back by waiting: it is started again instead.
            max_transaction_retry_time=0 if self.embedded else _RETRY_SECONDS,
            # A pooled socket whose engine died is noticed before a transaction begins on it.
            liveness_check_timeout=0 if self.embedded else None,
        )
