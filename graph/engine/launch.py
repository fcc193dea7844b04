"""Start, join, describe and stop the engine of a data folder, from the process that needs it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph.engine import errors
from graph.engine.diagnosis import diagnose
from graph.engine.files import DATABASE, READER, ROOT, EngineFolder, EngineState
from graph.engine.locks import FileLock, Lease
from graph.engine.serve import LOOPBACK

if TYPE_CHECKING:
    from graph.settings import Settings

_POLL = 0.02
_STOP_SECONDS = 30.0
_PORT_ATTEMPTS = 3
_HEAP = re.compile(r"(\d+)([mMgG])")
_LEAST_HEAP_MB = 128

# Windows knows no SIGKILL: its SIGTERM already is one.
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

_children: dict[Path, subprocess.Popen[bytes]] = {}
_leases: dict[Path, Lease] = {}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Say where a graph database answers and with which accounts; passwords stay out of every print."""

    kind: Literal["embedded", "server"]
    uri: str
    database: str | None
    username: str
    password: str = field(repr=False)
    reader_username: str | None = None
    reader_password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """
    Describe the engine of a folder as it is now.

    `memory_mb` is its resident memory in megabytes, None where the system does not tell.
    """

    running: bool
    pid: int | None
    bolt_port: int | None
    http_port: int | None
    memory_mb: int | None
    version: str | None
    started_at: str | None


def ensure_running(settings: "Settings") -> Endpoint:
    """
    Return the endpoint to use, starting the embedded engine or joining the one that runs.

    From then on this process counts as a client of the engine, until `release` or its end.

    Parameters
    ----------
    settings
        The process's settings; when they name a Neo4j server nothing is started.

    Returns
    -------
    endpoint
        Address and accounts.

    Raises
    ------
    EngineError
        With a code `GRA-1xx`, when the engine cannot be started.
    """
    if settings.uses_server:
        return Endpoint(
            "server",
            settings.neo4j_uri,
            settings.neo4j_database or None,
            settings.neo4j_username,
            settings.neo4j_password.get_secret_value(),
        )
    _require_heap(settings.heap)
    folder = EngineFolder(settings.data_dir)
    try:
        folder.prepare()
        with FileLock(folder.door_lock) as door:
            if not door.acquire(settings.start_timeout):
                raise errors.start_timeout(settings.start_timeout, folder.log)
            if folder.root not in _leases:
                _leases[folder.root] = Lease(folder.leases)
            state = _join(folder) or _start(folder, settings)
            passwords = folder.passwords()
    except OSError as error:
        raise errors.folder_refused(settings.data_dir, error) from error
    return Endpoint(
        "embedded",
        _uri(state),
        DATABASE,
        ROOT,
        passwords.root,
        READER,
        passwords.reader,
    )


def release(data_dir: Path) -> None:
    """
    Say that this process no longer uses the engine of a folder.

    Parameters
    ----------
    data_dir
        The user's data folder. Without effect when this process is no client.
    """
    lease = _leases.pop(EngineFolder(data_dir).root, None)
    if lease is not None:
        lease.release()


def stop(data_dir: Path) -> bool:
    """
    Stop the engine of a folder at once and cleanly, whoever uses it.

    Parameters
    ----------
    data_dir
        The user's data folder.

    Returns
    -------
    stopped
        False when no engine was running.

    Raises
    ------
    EngineError
        GRA-110 when the engine does not end.
    """
    folder = EngineFolder(data_dir)
    release(data_dir)
    life = FileLock(folder.life_lock)
    if not life.is_held_elsewhere():
        _reap(folder)
        return False
    with FileLock(folder.door_lock) as door:
        door.acquire(_STOP_SECONDS)
        state = folder.read_state()
        for signal_number in (signal.SIGTERM, _KILL):
            if state is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(state.pid, signal_number)
            if life.acquire(_STOP_SECONDS):
                life.release()
                break
        else:
            raise errors.stop_failed(data_dir)
    _reap(folder)
    return True


def kill(data_dir: Path, uri: str) -> bool:
    """
    End at once an engine that no longer obeys: the last resort, which loses nothing that was committed.

    Parameters
    ----------
    data_dir
        The user's data folder.
    uri
        Address of the engine meant: one that was started since under another address is left alone.

    Returns
    -------
    killed
        False when that engine was not there any more.
    """
    folder = EngineFolder(data_dir)
    life = FileLock(folder.life_lock)
    with FileLock(folder.door_lock) as door:
        door.acquire(_STOP_SECONDS)
        state = folder.read_state()
        if state is None or _uri(state) != uri or not life.is_held_elsewhere():
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(state.pid, _KILL)
        killed = life.acquire(_STOP_SECONDS)
        life.release()
    _reap(folder)
    return killed


def describe(data_dir: Path) -> EngineStatus | None:
    """
    Describe the engine of a folder without starting it.

    Parameters
    ----------
    data_dir
        The user's data folder.

    Returns
    -------
    status
        None when no engine ever ran there.
    """
    folder = EngineFolder(data_dir)
    if not folder.root.exists():
        return None
    state = folder.read_state() if FileLock(folder.life_lock).is_held_elsewhere() else None
    if state is None:
        return EngineStatus(False, None, None, None, None, None, None)
    return EngineStatus(
        True,
        state.pid,
        state.bolt_port,
        state.http_port,
        _resident_mb(state.pid),
        state.version,
        state.started_at,
    )


def ran_out_of_memory(data_dir: Path) -> bool:
    """
    Tell whether the last engine of a folder ended because its memory ran out.

    Parameters
    ----------
    data_dir
        The user's data folder. To be asked before another engine is started there.
    """
    try:
        with EngineFolder(data_dir).log.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 2000))
            return b"Terminating due to java.lang.OutOfMemoryError" in log.read()
    except FileNotFoundError:
        return False


def _uri(state: EngineState) -> str:
    return f"bolt://{LOOPBACK}:{state.bolt_port}"


def _require_heap(heap: str) -> None:
    """Refuse a size that Java would not read, or that the engine cannot start with."""
    match = _HEAP.fullmatch(heap)
    if match is None:
        raise errors.heap_unreadable(heap)
    megabytes = int(match[1]) * (1024 if match[2] in "gG" else 1)
    if megabytes < _LEAST_HEAP_MB:
        raise errors.heap_unreadable(heap)


def _join(folder: EngineFolder) -> EngineState | None:
    """Return the state of the engine that lives in the folder; None when a new one must be started."""
    life = FileLock(folder.life_lock)
    deadline = time.monotonic() + _STOP_SECONDS
    while life.is_held_elsewhere():
        state = folder.read_state()
        if state is not None:
            return state
        # It lives but publishes nothing: it is closing its files, or its starter was killed.
        if time.monotonic() >= deadline:
            raise errors.folder_held(folder.data_dir)
        time.sleep(_POLL)
    folder.state_file.unlink(missing_ok=True)
    return None


def _start(folder: EngineFolder, settings: "Settings") -> EngineState:
    """Start the child process and wait for its state, once more when a free port was lost meanwhile."""
    for attempt in range(1, _PORT_ATTEMPTS + 1):
        try:
            return _start_once(folder, settings)
        except errors.EngineError as error:
            lost_port = error.code == "GRA-102" and not settings.bolt_port
            if not lost_port or attempt == _PORT_ATTEMPTS:
                raise
    raise AssertionError


def _start_once(folder: EngineFolder, settings: "Settings") -> EngineState:
    folder.passwords()
    _reap(folder)
    with folder.log.open("ab") as log:
        log_start = log.tell()
        child = subprocess.Popen(
            [
                *(sys.executable, "-P", "-m", "graph.engine", "--serve", str(folder.data_dir)),
                *("--bolt-port", str(settings.bolt_port)),
                *("--heap", settings.heap, "--linger", str(settings.linger)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder.root,
            env=_child_environment(),
            start_new_session=True,
        )
    folder.log.chmod(0o600)
    _children[folder.root] = child
    deadline = time.monotonic() + settings.start_timeout
    while True:
        state = folder.read_state()
        if state is not None and state.pid == child.pid:
            return state
        if child.poll() is not None:
            raise diagnose(folder, settings, child.returncode, log_start)
        if time.monotonic() >= deadline:
            child.kill()
            child.wait()
            raise errors.start_timeout(settings.start_timeout, folder.log)
        time.sleep(_POLL)


def _child_environment() -> dict[str, str]:
    """Let the child import this very package, and keep the server's password out of its environment."""
    root = str(Path(__file__).resolve().parents[2])
    environment = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    environment["PYTHONUNBUFFERED"] = "1"
    return environment


def _reap(folder: EngineFolder) -> None:
    """Collect the end of a child of ours, so that no zombie stays in the process table."""
    child = _children.get(folder.root)
    if child is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=_STOP_SECONDS)
            del _children[folder.root]


def _resident_mb(pid: int) -> int | None:
    """Read the resident memory of a process, from the kernel or from `ps`."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        kilobytes = re.search(r"VmRSS:\s*(\d+)", text)
        return int(kilobytes[1]) // 1024 if kilobytes else None
    except FileNotFoundError:
        pass
    try:
        answer = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)],  # noqa: S607 (absent or elsewhere: no figure, no harm)
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        )
        return int(answer.stdout) // 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
