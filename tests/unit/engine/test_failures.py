"""What the person reads when the embedded engine cannot serve: each cause is made to happen for real."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.engine import EngineError, describe, ensure_running, launch, stop
from graph.engine.files import DATABASE, EngineFolder
from graph.engine.locks import FileLock
from graph.settings import Settings
from tests.support.processes import Process

Make = Callable[..., Settings]
ROOT = Path(__file__).parents[3]


def refusal(settings: Settings) -> EngineError:
    """Return the error that starting gives, after checking that it is fit for a person."""
    with pytest.raises(EngineError) as caught:
        ensure_running(settings)
    error = caught.value
    assert str(error) == f"[{error.code}] {error.message} {error.remedy}"
    assert re.fullmatch(r"GRA-1\d\d", error.code)
    for text in (error.message, error.remedy):
        assert text.endswith(".")
        assert not re.search(r"Traceback|Exception|Errno|Error\b", text)
    return error


def test_a_folder_that_cannot_be_made(settings: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file is no folder", encoding="utf-8")

    error = refusal(settings(data_dir=tmp_path / "file" / "data"))

    assert error.code == "GRA-101"
    assert str(tmp_path / "file" / "data") in error.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(settings: Make, data_dir: Path) -> None:
    data_dir.mkdir(mode=0o500)

    assert refusal(settings()).code == "GRA-101"


def test_a_fixed_port_that_is_taken(settings: Make) -> None:
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        port = occupant.getsockname()[1]

        error = refusal(settings(bolt_port=port))

    assert error.code == "GRA-102"
    assert str(port) in error.message
    assert "MAILLAGE_BOLT_PORT" in error.remedy


FULL_DISK = """
import sys
from pathlib import Path
from graph.engine import EngineError, ensure_running, stop
from graph.settings import Settings
from graph.store.connection import Connection
from graph.store.errors import StoreError

data_dir = Path(sys.argv[1])
try:
    with Connection.open(Settings(data_dir=data_dir)) as connection:
        written = 0
        try:
            while written < 200:
                with connection.transaction() as transaction:
                    transaction.run("UNWIND range(1, 2000) AS i CREATE (:Acteur {nom: 'un acteur au nom assez long'})")
                written += 1
        except StoreError as error:
            print(error.code, error)
        print(connection.read("MATCH (n:Acteur) RETURN count(n) AS n")[0]["n"] - 2000 * written)
    stop(data_dir)
    (data_dir / "ballast").unlink(missing_ok=True)
    with Connection.open(Settings(data_dir=data_dir)) as connection:
        print(connection.read("MATCH (n:Acteur) RETURN count(n) AS n")[0]["n"] - 2000 * written)
except EngineError as error:
    print(error.code, error)
finally:
    stop(data_dir)
"""


def on_a_small_disk(mount: Path, size: str, ballast: int) -> list[str]:
    """Run the scenario on a file system of its own, of `size`, where `ballast` bytes are already taken."""
    mount.mkdir()
    namespace = shutil.which("unshare")
    isolated = [namespace or "unshare", "--user", "--map-root-user", "--mount"]
    if namespace is None or subprocess.run([*isolated, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk for a test (unshare)")
    script = (
        f'mount -t tmpfs -o size={size} tmpfs "$1" && head -c {ballast} /dev/zero > "$1/ballast" && '
        'exec "$2" -c "$3" "$1"'
    )
    done = subprocess.run(
        [*isolated, "sh", "-c", script, "sh", str(mount), sys.executable, FULL_DISK],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert not done.stderr
    return done.stdout.splitlines()


def test_a_disk_too_full_to_start(tmp_path: Path) -> None:
    (line,) = on_a_small_disk(tmp_path / "disk", "128k", 0)

    assert line.startswith("GRA-103 [GRA-103]")
    assert "plein" in line


def test_a_disk_that_fills_up_while_writing_loses_nothing(tmp_path: Path) -> None:
    failure, difference, difference_later = on_a_small_disk(tmp_path / "disk", "24m", 12_000_000)

    assert failure.startswith("GRA-223 [GRA-223]")
    assert "plein" in failure
    assert difference == "0"
    assert difference_later == "0"


def test_a_heap_that_the_machine_does_not_have(settings: Make) -> None:
    error = refusal(settings(heap="9000000g"))

    assert error.code == "GRA-104"
    assert "9000000g" in error.message


@pytest.mark.parametrize("heap", ["beaucoup", "512", "64m", "2 g", ""])
def test_a_heap_that_cannot_be_read(settings: Make, heap: str) -> None:
    error = refusal(settings(heap=heap))

    assert error.code == "GRA-105"
    assert f"«\u00a0{heap}\u00a0»" in error.message


def test_data_held_by_a_foreign_program(settings: Make, data_dir: Path) -> None:
    ensure_running(settings())
    stop(data_dir)
    code = (
        "import sys; from arcadedb_embedded import open_database; database = open_database(sys.argv[1]); "
        "print('open', flush=True); sys.stdin.readline()"
    )
    with Process(
        [sys.executable, "-c", code, str(EngineFolder(data_dir).root / "databases" / DATABASE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=data_dir,
    ) as foreigner:
        assert foreigner.stdout is not None
        assert "open" in foreigner.stdout.readline()

        error = refusal(settings())
        foreigner.kill()

    assert error.code == "GRA-106"
    assert str(data_dir) in error.message
    assert ensure_running(settings()).kind == "embedded"


def test_an_engine_that_lives_without_answering(
    settings: Make, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "_STOP_SECONDS", 0.3)
    folder = EngineFolder(data_dir)
    folder.prepare()
    with FileLock(folder.life_lock) as life:
        assert life.acquire()

        assert refusal(settings()).code == "GRA-106"
        with pytest.raises(EngineError, match=r"GRA-110.* ne s’arrête pas\."):
            stop(data_dir)


def test_an_engine_that_dies_while_starting(settings: Make, data_dir: Path) -> None:
    ensure_running(settings())
    stop(data_dir)
    database = EngineFolder(data_dir).root / "databases" / DATABASE
    for schema in database.glob("*.json"):
        schema.write_text("{broken", encoding="utf-8")

    error = refusal(settings())

    assert error.code == "GRA-107"
    assert str(EngineFolder(data_dir).log) in error.remedy
    status = describe(data_dir)
    assert status is not None
    assert not status.running


def test_an_engine_that_is_not_ready_in_time(settings: Make, data_dir: Path) -> None:
    error = refusal(settings(start_timeout=0.2))

    assert error.code == "GRA-108"
    assert "0,2" in error.message
    assert str(EngineFolder(data_dir).log) in error.remedy
    status = describe(data_dir)
    assert status is not None
    assert not status.running


def test_an_installation_without_the_engine(settings: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "arcadedb_embedded.py").write_text("raise ModuleNotFoundError(\"No module named 'x'\")\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    error = refusal(settings())

    assert error.code == "GRA-109"
    assert "NEO4J_URI" in error.remedy


def test_an_engine_deaf_to_the_signal_is_ended_all_the_same(
    settings: Make, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_running(settings())
    status = describe(data_dir)
    assert status is not None
    assert status.pid is not None
    monkeypatch.setattr(launch, "_STOP_SECONDS", 1.0)
    os.kill(status.pid, signal.SIGSTOP)

    assert stop(data_dir) is True

    status = describe(data_dir)
    assert status is not None
    assert not status.running
