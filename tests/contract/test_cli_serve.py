"""Hold how the screens are served: on this machine only, ready when said, gone when asked, with nothing left behind."""

import json
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from graph.engine import stop
from graph.settings import Settings
from tests.support.command import MAILLAGE, ROOT, environment, maillage

pytestmark = pytest.mark.contract

_READY = re.compile(r"http://[\w.:\[\]]+")


class Served:
    """Hold one running `serve` or `demo`."""

    def __init__(self, process: subprocess.Popen[bytes], said: str) -> None:
        self.process = process
        self.said = said
        self.url = _READY.findall(said)[-1]

    def family(self) -> list[psutil.Process]:
        """Return the command and all that it started."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def end(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop and return its exit code; its children must be gone."""
        family = self.family()
        engines = [found for found in family if "graph.engine" in found.cmdline()]
        self.process.send_signal(number)
        status = self.process.wait(30)
        # The engine lingers for the next command; what serves pages does not.
        gone, alive = psutil.wait_procs([found for found in family if found not in engines], timeout=5)
        assert alive == []
        assert gone
        return status


@contextmanager
def served(*words: str, **more: str) -> Iterator[Served]:
    """Run a serving command until it says that it is ready; it is killed at the end if it still runs."""
    process = subprocess.Popen(
        [*MAILLAGE, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(**more),
    )
    assert process.stderr is not None
    assert process.stdout is not None
    try:
        said, deadline = b"", time.monotonic() + 120
        while b"est ouvert" not in said:
            assert time.monotonic() < deadline, said.decode()
            if select.select([process.stderr], [], [], 1)[0]:
                piece = os.read(process.stderr.fileno(), 65536)
                assert piece, said.decode()
                said += piece
        yield Served(process, said.decode())
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Give a data folder whose engines are stopped at the end."""
    folder = tmp_path / "données"
    yield folder
    for used in (folder, folder / "demo"):
        if used.exists():
            stop(used)


def test_serve_answers_on_this_machine_only_and_ends_cleanly(data: Path) -> None:
    with served("serve", "--data", str(data), "--json") as app:
        with urlopen(app.url) as page:
            assert page.status == 200
        listening = {
            connection.laddr.ip
            for member in app.family()
            for connection in member.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        }
        assert listening
        assert all(ip_address(found.removeprefix("::ffff:")).is_loopback for found in listening)
        assert app.end() == 0
        assert app.process.stdout is not None
        assert json.loads(app.process.stdout.read()) == {"adresse": app.url}


def test_serve_ends_cleanly_when_the_system_asks(data: Path) -> None:
    with served("serve", "--data", str(data)) as app:
        assert app.end(signal.SIGTERM) == 0


def test_two_servers_take_two_ports(data: Path) -> None:
    with served("serve", "--data", str(data)) as first, served("serve", "--data", str(data)) as second:
        assert first.url != second.url
        assert (first.end(), second.end()) == (0, 0)


def test_screens_that_die_are_told(data: Path) -> None:
    with served("serve", "--data", str(data)) as app:
        (screens,) = (found for found in app.family() if "streamlit" in found.cmdline())
        screens.kill()
        assert app.process.wait(30) == 3
        assert app.process.stderr is not None
        assert "s’est arrêtée d’elle-même" in app.process.stderr.read().decode()


def test_an_engine_that_cannot_start_is_told_at_once(data: Path) -> None:
    done = maillage("serve", "--data", str(data), "--json", MAILLAGE_HEAP="beaucoup")
    assert done.status == 3
    assert done.json["erreur"]["code"] == "GRA-105"


@pytest.mark.slow
def test_the_demo_keeps_its_own_base_and_starts_again_at_once(data: Path) -> None:
    words = ("demo", "--no-browser", "--data", str(data))
    demo = Settings(data_dir=data / "demo")
    with served(*words, NEO4J_URI="bolt://127.0.0.1:1") as app:
        assert "Préparation de l’exemple" in app.said
        assert "NEO4J_URI n’est pas utilisé" in app.said
        with urlopen(app.url) as page:
            assert page.status == 200
        assert app.end() == 0
    assert [path.name for path in data.iterdir()] == ["demo"]
    status = maillage("status", "--json", settings=demo).json
    assert (status["faits"]["total_noeuds"], status["faits"]["total_relations"]) == (412, 787)
    with served(*words) as app:
        assert "Préparation" not in app.said
        assert app.end() == 0


@pytest.mark.slow
def test_the_demo_follows_the_example_and_keeps_what_a_person_added(data: Path, tmp_path: Path) -> None:
    words = ("demo", "--no-browser", "--data", str(data))
    demo = Settings(data_dir=data / "demo")
    mark = data / "demo" / "exemple.json"

    def make_older() -> None:
        mark.write_text(json.dumps(dict.fromkeys(json.loads(mark.read_text()), "0" * 64)), encoding="utf-8")

    def journal() -> list[str]:
        return [entry["fichier"] for entry in maillage("journal", "--json", settings=demo).json["journal"]]

    with served(*words) as app:
        assert app.end() == 0
    (example,) = journal()
    make_older()
    with served(*words) as app:
        assert "Préparation" in app.said
        assert app.end() == 0
    assert journal() == [example]
    mine = tmp_path / "acteurs.csv"
    mine.write_text("id;nom;type_acteur\nacteur:essai;Essai;association\n", encoding="utf-8")
    assert maillage("import", str(mine), "--yes", settings=demo).status == 0
    make_older()
    with served(*words) as app:
        assert app.end() == 0
    # The example was unchanged, so importing it over what is there writes nothing more.
    assert journal() == ["acteurs.csv", example]
