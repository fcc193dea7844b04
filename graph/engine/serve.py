"""
Be the engine's own process: open the database, serve it on loopback, leave when nobody uses it.

Runs as `python -m graph.engine --serve FOLDER`. It keeps its imports few: whoever starts it waits for it.
"""

import json
import os
import signal
import socket
import threading
import time
from base64 import b64encode
from datetime import UTC, datetime
from http.client import HTTPConnection
from importlib.metadata import version
from types import FrameType
from typing import Any

from graph.engine.files import DATABASE, READER, ROOT, EngineFolder, EngineState, Passwords, write_private
from graph.engine.locks import FileLock, count_clients

LOOPBACK = "127.0.0.1"

EXIT_HELD = 3
"""Exit code when another engine already lives in this folder."""

_ENGINE_ROWS = 100_000
_ENGINE_MILLISECONDS = 120_000
_RANGE_LIMIT = 1_000_000
_MESSAGE_BYTES = 128 * 1024 * 1024

_WAL_FLUSH = 1
"""Each commit waits for the disk (fdatasync): 0.7 ms instead of 0.5 for a small one."""
_TICK = 0.2
_CLOSING_SECONDS = 10.0

_JAVA_FLAGS = (
    # Start small: Java would take a sixty-fourth of the machine at once, and the demonstration holds in 700 MB.
    "-Xms64m",
    # Signals stay Python's: Java would end the process before the clean stop.
    "-Xrs",
    # No shared file in the machine's temporary folder.
    "-XX:-UsePerfData",
    # Half the start time of Java's own choice, and it gives up soon when memory is short instead of
    # searching for some during minutes.
    "-XX:+UseParallelGC",
    # An engine whose memory ran out has lost threads it needs: it ends, and what was committed is kept.
    "-XX:+ExitOnOutOfMemoryError",
)


def serve(folder: EngineFolder, *, bolt_port: int, heap: str, linger: float) -> int:
    """
    Serve the database of one folder until told to stop or left by its last client.

    Parameters
    ----------
    folder
        The engine's folder, already prepared.
    bolt_port
        Port to listen on; 0 takes a free one.
    heap
        Largest Java heap, as Java writes it.
    linger
        Seconds to stay without any client.

    Returns
    -------
    code
        Exit code: 0 after a clean stop, 3 when another engine holds the folder.
    """
    os.umask(0o077)
    life = FileLock(folder.life_lock)
    if not life.acquire():
        return EXIT_HELD
    stopping = threading.Event()
    _obey_signals(stopping)
    passwords = folder.passwords()
    _declare_groups(folder)
    if bolt_port:
        _require_free(bolt_port)
    ports = bolt_port or _free_port(), _free_port()
    server = _start_java(folder, passwords, ports, heap)
    try:
        if not _knows_reader(folder):
            _create_reader(ports[1], passwords)
        folder.write_state(
            EngineState(
                pid=os.getpid(),
                bolt_port=ports[0],
                http_port=ports[1],
                version=version("arcadedb-embedded"),
                started_at=datetime.now(UTC).isoformat(timespec="seconds"),
                heap=heap,
            )
        )
        _wait(folder, stopping, linger)
    finally:
        folder.state_file.unlink(missing_ok=True)
        _close(server)
    return 0


def _close(server: Any) -> None:
    """Close the database; a query that cannot be interrupted delays it, but not for ever."""
    impatience = threading.Timer(_CLOSING_SECONDS, os._exit, args=(0,))
    impatience.daemon = True
    impatience.start()
    server.stop()
    impatience.cancel()


def _obey_signals(stopping: threading.Event) -> None:
    """Make SIGTERM a clean stop; a Ctrl-C or a closed terminal is meant for the application, not for us."""

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def _start_java(folder: EngineFolder, passwords: Passwords, ports: tuple[int, int], heap: str) -> Any:
    """Start the Java server in this process and make sure that the database exists."""
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(folder.logs / "crash.log")
    from arcadedb_embedded.server import ArcadeDBServer  # noqa: PLC0415 (heavy: only this process pays for it)

    options = {
        "server.mode": "development",
        "server.logsDirectory": folder.logs,
        "server.httpWorkerThreads": 4,
        "bolt.defaultDatabase": DATABASE,
        "bolt.maxMessageSize": _MESSAGE_BYTES,
        "opencypher.loadCsv.allowFileUrls": False,
        "opencypher.loadCsv.allowRemoteUrls": False,
        "polyglotEngineEnabled": False,
        "support.autoRegister": False,
        "queryMaxRangeSize": _RANGE_LIMIT,
        "queryMaxConcurrent": 32,
        "txWalFlush": _WAL_FLUSH,
    }
    # As Java properties: given in `config`, some of them would not reach the query engine.
    java_options = [f"-Darcadedb.{name}={str(value).lower()}" for name, value in options.items()]
    server = ArcadeDBServer(
        str(folder.root),
        passwords.root,
        config={
            "host": LOOPBACK,
            "http_port": ports[1],
            "bolt_port": ports[0],
            "mode": options["server.mode"],
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        },
        jvm_kwargs={"heap_size": heap, "jvm_args": [*_JAVA_FLAGS, *java_options]},
    )
    server.start()
    (server.get_database if _exists(folder) else server.create_database)(DATABASE)
    return server


def _exists(folder: EngineFolder) -> bool:
    return (folder.root / "databases" / DATABASE / "schema.json").exists()


def _wait(folder: EngineFolder, stopping: threading.Event, linger: float) -> None:
    """Return when told to stop, or once no client has held a lease for `linger` seconds."""
    alone_since: float | None = None
    while not stopping.wait(_TICK):
        if count_clients(folder.leases):
            alone_since = None
            continue
        now = time.monotonic()
        alone_since = alone_since or now
        if now - alone_since >= linger and _close_door(folder):
            return


def _close_door(folder: EngineFolder) -> bool:
    """Withdraw the state file unless somebody is joining at this very moment."""
    with FileLock(folder.door_lock) as door:
        if not door.acquire() or count_clients(folder.leases):
            return False
        folder.state_file.unlink(missing_ok=True)
        return True


def _require_free(port: int) -> None:
    """Fail with the system's error when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((LOOPBACK, port))


def _free_port() -> int:
    """Let the system name a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _declare_groups(folder: EngineFolder) -> None:
    """Write the groups before the server reads them: an administrator, nobody, and the reader."""
    nothing: dict[str, Any] = {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": [],
        "types": {"*": {"access": []}},
    }
    groups = {
        "admin": {
            "resultSetLimit": -1,
            "readTimeout": -1,
            "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
            "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
        },
        "*": nothing,
        READER: {
            "resultSetLimit": _ENGINE_ROWS,
            "readTimeout": _ENGINE_MILLISECONDS,
            "access": [],
            "types": {"*": {"access": ["readRecord"]}},
        },
    }
    folder.groups_file.parent.mkdir(mode=0o700, exist_ok=True)
    text = json.dumps({"databases": {"*": {"groups": groups}}, "version": 2})
    # On a full disk nothing can be written, but what is there can still be read.
    if not folder.groups_file.exists() or folder.groups_file.read_text(encoding="utf-8") != text:
        write_private(folder.groups_file, text)


def _knows_reader(folder: EngineFolder) -> bool:
    """Tell whether the account that may only read exists already."""
    return f'"{READER}"' in folder.accounts_file.read_text(encoding="utf-8")


def _create_reader(http_port: int, passwords: Passwords) -> None:
    """Create the account that may only read, once per folder."""
    account = {"name": READER, "password": passwords.reader, "databases": {"*": [READER]}}
    body = json.dumps({"command": f"create user {json.dumps(account)}"})
    token = b64encode(f"{ROOT}:{passwords.root}".encode()).decode()
    connection = HTTPConnection(LOOPBACK, http_port, timeout=30)
    try:
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/server", body, headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            message = f"the reader account was refused with HTTP {response.status}"
            raise RuntimeError(message)
    finally:
        connection.close()
