"""The life of the embedded engine: started once, joined by all, gone when nobody needs it."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from graph.engine import Endpoint, describe, ensure_running, kill, release, stop
from graph.engine.files import EngineFolder, EngineState
from graph.engine.locks import FileLock
from graph.settings import Settings
from graph.store.connection import Connection
from tests.support.processes import Process

Make = Callable[..., Settings]

CLIENT = """
import sys
from graph.engine import describe, ensure_running
from graph.settings import Settings
settings = Settings(data_dir=sys.argv[1], linger=float(sys.argv[2]))
endpoint = ensure_running(settings)
print(describe(settings.data_dir).pid, endpoint.uri, flush=True)
sys.stdin.readline()
"""


def client(data_dir: Path, linger: float = 1.0) -> Process[str]:
    """Start another process that joins or starts the engine, says so, and stays until its input is closed."""
    return Process(
        [sys.executable, "-c", CLIENT, str(data_dir), str(linger)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def said(process: Process[str]) -> tuple[int, str]:
    """Return the engine's process number and address, as the other process sees them."""
    assert process.stdout is not None
    pid, uri = process.stdout.readline().split()
    return int(pid), uri


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def engine_pid(data_dir: Path) -> int:
    status = describe(data_dir)
    assert status is not None
    assert status.pid is not None
    return status.pid


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One running engine for the tests that only look at it; it holds one actor."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("shared"), linger=30.0)
    with Connection.open(settings) as connection:
        with connection.transaction() as transaction:
            transaction.run("CREATE (:Acteur {id: 'acteur:un'})")
        yield settings
    stop(settings.data_dir)


def is_running(data_dir: Path) -> bool:
    status = describe(data_dir)
    return status is not None and status.running


def test_a_folder_without_engine_is_described_as_such(data_dir: Path) -> None:
    assert describe(data_dir) is None
    assert stop(data_dir) is False


def test_starting_gives_an_endpoint_and_a_status(shared: Settings) -> None:
    endpoint = ensure_running(shared)

    status = describe(shared.data_dir)
    assert status is not None
    assert status.running
    assert endpoint.kind == "embedded"
    assert endpoint.uri == f"bolt://127.0.0.1:{status.bolt_port}"
    assert status.version
    assert status.version.startswith("26.")
    assert status.memory_mb is not None
    assert 50 < status.memory_mb < 1000
    assert psutil.pid_exists(engine_pid(shared.data_dir))


def test_the_second_call_joins_at_once(shared: Settings) -> None:
    first = ensure_running(shared)
    pid = engine_pid(shared.data_dir)

    second = ensure_running(shared)

    assert second == first
    assert engine_pid(shared.data_dir) == pid


def test_a_second_process_joins_the_running_engine(shared: Settings) -> None:
    endpoint = ensure_running(shared)

    with client(shared.data_dir) as other:
        assert said(other) == (engine_pid(shared.data_dir), endpoint.uri)


def test_simultaneous_starts_give_one_engine(data_dir: Path) -> None:
    others = [client(data_dir) for _ in range(3)]

    seen = {said(other) for other in others}

    assert len(seen) == 1
    assert len(engines_of(data_dir)) == 1
    for other in others:
        with other:
            pass


def engines_of(data_dir: Path) -> list[int]:
    """Process numbers of every engine that serves a folder."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline", "status"]):
        command = process.info["cmdline"] or []
        if "--serve" in command and str(data_dir) in command and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process.info["pid"])
    return found


def test_stopping_is_clean_and_leaves_no_process(settings: Make, data_dir: Path) -> None:
    with Connection.open(settings()) as connection, connection.transaction() as transaction:
        transaction.run("CREATE (:Acteur {id: 'acteur:un'})")
    pid = engine_pid(data_dir)

    assert stop(data_dir) is True

    folder = EngineFolder(data_dir)
    assert not psutil.pid_exists(pid)
    assert not folder.state_file.exists()
    assert not is_running(data_dir)
    assert stop(data_dir) is False
    with Connection.open(settings()) as connection:
        assert connection.read("MATCH (n:Acteur) RETURN n.id AS id") == [{"id": "acteur:un"}]


def test_sigterm_is_a_clean_stop(settings: Make, data_dir: Path) -> None:
    ensure_running(settings())
    pid = engine_pid(data_dir)

    os.kill(pid, signal.SIGTERM)

    assert wait_until(lambda: not FileLock(EngineFolder(data_dir).life_lock).is_held_elsewhere(), 20)
    assert not EngineFolder(data_dir).state_file.exists()
    log = EngineFolder(data_dir).log.read_text(encoding="utf-8")
    assert "ArcadeDB Server is down" in log


def test_ctrl_c_in_the_terminal_does_not_reach_the_engine(shared: Settings) -> None:
    pid = engine_pid(shared.data_dir)

    assert os.getsid(pid) != os.getsid(0)
    os.kill(pid, signal.SIGINT)
    time.sleep(0.5)
    assert is_running(shared.data_dir)


def test_the_engine_leaves_when_its_last_client_is_gone(data_dir: Path) -> None:
    with client(data_dir, linger=1.0) as first:
        pid, _ = said(first)
        with client(data_dir, linger=1.0) as second:
            said(second)
        time.sleep(2.0)
        assert is_running(data_dir), "a client still lives"

    assert wait_until(lambda: not is_running(data_dir), 10)
    assert wait_until(lambda: not psutil.pid_exists(pid), 5)
    assert not EngineFolder(data_dir).state_file.exists()


def test_a_client_killed_without_a_word_counts_as_gone(data_dir: Path) -> None:
    with client(data_dir, linger=1.0) as other:
        said(other)
        other.kill()

    assert wait_until(lambda: not is_running(data_dir), 10)


def test_a_released_engine_leaves_though_the_process_lives(settings: Make, data_dir: Path) -> None:
    ensure_running(settings(linger=0.5))

    release(data_dir)

    assert wait_until(lambda: not is_running(data_dir), 10)


def test_an_engine_used_by_two_connections_stays_when_one_closes(settings: Make, data_dir: Path) -> None:
    with Connection.open(settings(linger=0.5)) as first:
        pid = engine_pid(data_dir)
        Connection.open(settings(linger=0.5)).close()
        time.sleep(1.5)
        assert first.read("RETURN 1 AS x") == [{"x": 1}]
        assert engine_pid(data_dir) == pid


def test_a_client_that_comes_while_the_engine_leaves_gets_a_new_one(settings: Make, data_dir: Path) -> None:
    ensure_running(settings(linger=0.0))
    release(data_dir)

    for _ in range(3):
        with Connection.open(settings(linger=0.0)) as connection:
            assert connection.read("RETURN 1 AS x") == [{"x": 1}]


def test_the_state_of_a_dead_engine_is_recognised(settings: Make, data_dir: Path) -> None:
    first = ensure_running(settings())
    dead = engine_pid(data_dir)
    os.kill(dead, signal.SIGKILL)
    assert wait_until(lambda: not is_running(data_dir), 5)
    assert EngineFolder(data_dir).state_file.exists()

    second = ensure_running(settings())

    assert engine_pid(data_dir) != dead
    assert second.password == first.password


def test_a_process_number_given_to_another_program_misleads_nobody(settings: Make, data_dir: Path) -> None:
    folder = EngineFolder(data_dir)
    folder.prepare()
    folder.write_state(EngineState(os.getpid(), 1, 2, "0", "2026-01-01T00:00:00+00:00", "512m"))

    assert not is_running(data_dir)
    assert stop(data_dir) is False  # and this process, whose number it is, lives on
    endpoint = ensure_running(settings())
    assert engine_pid(data_dir) != os.getpid()
    assert endpoint.uri != "bolt://127.0.0.1:1"


@pytest.mark.parametrize("content", ["", "{broken", "[]", '{"pid": 1}'])
def test_an_unreadable_state_counts_as_none(settings: Make, data_dir: Path, content: str) -> None:
    folder = EngineFolder(data_dir)
    folder.prepare()
    folder.state_file.write_text(content, encoding="utf-8")

    assert folder.read_state() is None
    assert ensure_running(settings()).kind == "embedded"


def test_killing_ends_only_the_engine_meant(settings: Make, data_dir: Path) -> None:
    endpoint = ensure_running(settings())

    assert kill(data_dir, "bolt://127.0.0.1:1") is False
    assert is_running(data_dir)
    assert kill(data_dir, endpoint.uri) is True
    assert not is_running(data_dir)
    assert engines_of(data_dir) == []


def test_every_file_is_private(shared: Settings) -> None:
    root = EngineFolder(shared.data_dir).root

    open_to_others = [
        f"{path.relative_to(root)} {stat.filemode(path.stat().st_mode)}"
        for path in [root, *root.rglob("*")]
        if path.stat().st_mode & 0o077
    ]

    assert open_to_others == []


def test_the_passwords_are_random_and_shown_nowhere(shared: Settings) -> None:
    endpoint = ensure_running(shared)
    folder = EngineFolder(shared.data_dir)
    assert endpoint.reader_password is not None
    secrets = [endpoint.password, endpoint.reader_password]
    assert len(set(secrets)) == 2
    assert min(map(len, secrets)) >= 24

    process = psutil.Process(engine_pid(shared.data_dir))
    shown = [repr(endpoint), repr(folder.passwords()), *process.cmdline(), *process.environ().values()]
    shown += [path.read_text(encoding="utf-8", errors="replace") for path in folder.logs.rglob("*") if path.is_file()]
    assert shown[-1]
    for secret in secrets:
        assert all(secret not in text for text in shown)


def test_the_server_password_is_kept_from_the_engine(
    settings: Make, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "mot-de-passe-du-serveur")
    ensure_running(settings())

    assert "NEO4J_PASSWORD" not in psutil.Process(engine_pid(data_dir)).environ()


def test_lost_passwords_are_made_anew_and_the_data_stay(settings: Make, data_dir: Path) -> None:
    with Connection.open(settings()) as connection, connection.transaction() as transaction:
        transaction.run("CREATE (:Acteur {id: 'acteur:un'})")
    stop(data_dir)
    EngineFolder(data_dir).passwords_file.unlink()

    with Connection.open(settings()) as connection:
        assert connection.read("MATCH (n:Acteur) RETURN n.id AS id") == [{"id": "acteur:un"}]
        assert connection.read_as_user("MATCH (n:Acteur) RETURN n.id AS id").rows == [{"id": "acteur:un"}]


def test_nothing_listens_beyond_this_machine(shared: Settings) -> None:
    listening = [
        link.laddr.ip
        for link in psutil.Process(engine_pid(shared.data_dir)).net_connections("inet")
        if link.status == psutil.CONN_LISTEN
    ]

    assert len(listening) >= 2
    assert {address.removeprefix("::ffff:") for address in listening} <= {"127.0.0.1", "::1"}


def _quiet_port() -> int:
    """Return a free port that the system gives to nobody by itself: another test cannot be handed it meanwhile."""
    for port in range(21000 + os.getpid() % 5000, 31000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port")


def test_a_fixed_port_is_used(settings: Make, data_dir: Path) -> None:
    port = _quiet_port()

    assert ensure_running(settings(bolt_port=port)).uri == f"bolt://127.0.0.1:{port}"


def test_a_named_server_starts_nothing(settings: Make, data_dir: Path) -> None:
    endpoint = ensure_running(
        settings(neo4j_uri="neo4j://exemple.test", neo4j_username="moi", neo4j_password="secret", neo4j_database="")
    )

    assert endpoint == Endpoint("server", "neo4j://exemple.test", None, "moi", "secret")
    assert not data_dir.exists()


def test_a_long_log_is_set_aside_at_the_next_start(settings: Make, data_dir: Path) -> None:
    folder = EngineFolder(data_dir)
    folder.prepare()
    folder.log.write_text("x" * 1_000_001, encoding="utf-8")

    ensure_running(settings())

    assert folder.log.stat().st_size < 1_000_000
    assert folder.log.with_suffix(".previous.log").stat().st_size == 1_000_001


def test_a_lock_is_free_again_once_its_holder_is_dead(tmp_path: Path) -> None:
    path = tmp_path / "un.lock"
    code = """
import sys
from pathlib import Path
from graph.engine.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
print("held" if lock.acquire() else "refused", flush=True)
sys.stdin.readline()
"""
    with Process(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert FileLock(path).is_held_elsewhere()
        assert not FileLock(path).acquire(timeout=0.1)
        holder.kill()

    with FileLock(path) as lock:
        assert lock.acquire(timeout=2)
        assert FileLock(path).is_held_elsewhere()
    assert not FileLock(path).is_held_elsewhere()


def test_the_state_file_says_what_a_joiner_needs(shared: Settings) -> None:
    state = json.loads(EngineFolder(shared.data_dir).state_file.read_text(encoding="utf-8"))

    assert state.keys() == {"pid", "bolt_port", "http_port", "version", "started_at", "heap"}
    assert state["heap"] == "512m"
