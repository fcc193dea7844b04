"""An engine that dies under the application: nothing committed is lost, and the work goes on."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.engine import describe, ran_out_of_memory, stop
from graph.engine.files import EngineFolder
from graph.settings import Settings
from graph.store.connection import Connection
from graph.store.errors import AuthRefused, EngineLost, StoreError, StoreTooLarge

Make = Callable[..., Settings]


@pytest.fixture
def connection(settings: Make) -> Iterator[Connection]:
    """Give a connection to an engine that holds one actor."""
    with Connection.open(settings(linger=30.0)) as connection:
        write(connection, "CREATE (:Acteur {id: 'acteur:un'})")
        yield connection


def write(connection: Connection, *statements: str) -> None:
    """Run statements in one transaction."""
    with connection.transaction() as transaction:
        for statement in statements:
            transaction.run(statement)


def murder(data_dir: Path) -> None:
    """Kill the engine without warning, as a crash or the system short of memory would."""
    status = describe(data_dir)
    assert status is not None
    assert status.pid is not None
    os.kill(status.pid, signal.SIGKILL)


def ids(connection: Connection) -> list[str]:
    return [row["id"] for row in connection.read("MATCH (n:Acteur) RETURN n.id AS id ORDER BY id")]


def test_reading_brings_a_killed_engine_back(connection: Connection, data_dir: Path) -> None:
    murder(data_dir)

    assert ids(connection) == ["acteur:un"]


def test_a_user_s_query_brings_a_killed_engine_back(connection: Connection, data_dir: Path) -> None:
    assert connection.read_as_user("RETURN 1 AS x").rows == [{"x": 1}]
    murder(data_dir)

    assert connection.read_as_user("MATCH (n:Acteur) RETURN n.id AS id").rows == [{"id": "acteur:un"}]


def test_a_transaction_begun_after_the_loss_brings_it_back(connection: Connection, data_dir: Path) -> None:
    murder(data_dir)

    write(connection, "CREATE (:Acteur {id: 'acteur:deux'})")

    assert ids(connection) == ["acteur:deux", "acteur:un"]


def test_a_transaction_under_way_is_lost_whole_and_says_so(connection: Connection, data_dir: Path) -> None:
    def interrupted() -> None:
        with connection.transaction() as transaction:
            transaction.run("CREATE (:Acteur {id: 'acteur:deux'})")
            murder(data_dir)
            transaction.run("CREATE (:Acteur {id: 'acteur:trois'})")

    with pytest.raises(EngineLost) as caught:
        interrupted()

    assert caught.value.code == "GRA-201"
    assert "rien n’a été écrit" in caught.value.message
    write(connection, "CREATE (:Acteur {id: 'acteur:quatre'})")
    assert ids(connection) == ["acteur:quatre", "acteur:un"]


def test_a_loss_at_the_commit_is_said_to_be_all_or_nothing(connection: Connection, data_dir: Path) -> None:
    def interrupted() -> None:
        with connection.transaction() as transaction:
            transaction.run("CREATE (:Acteur {id: 'acteur:deux'}), (:Acteur {id: 'acteur:trois'})")
            murder(data_dir)

    with pytest.raises(EngineLost) as caught:
        interrupted()

    assert "tout est écrit, ou rien" in caught.value.message
    assert "maillage journal" in caught.value.remedy
    assert ids(connection) in (["acteur:un"], ["acteur:deux", "acteur:trois", "acteur:un"])


def test_every_acknowledged_commit_survives_a_kill(connection: Connection, data_dir: Path) -> None:
    acknowledged: list[int] = []
    killed = threading.Event()

    def write_on() -> None:
        try:
            while not killed.is_set():
                with connection.transaction() as transaction:
                    number = len(acknowledged)
                    transaction.run("UNWIND range(1, 10) AS part CREATE (:Lot {numero: $n, part: part})", {"n": number})
                acknowledged.append(number)
        except StoreError:
            return

    writer = threading.Thread(target=write_on)
    writer.start()
    while len(acknowledged) < 100:
        assert writer.is_alive()
        time.sleep(0.01)
    murder(data_dir)
    killed.set()
    writer.join()

    lots = {
        row["n"]: row["parts"]
        for row in connection.read("MATCH (l:Lot) RETURN l.numero AS n, count(*) AS parts ORDER BY n")
    }
    assert set(lots) >= set(acknowledged)
    assert set(lots.values()) == {10}
    assert len(lots) <= len(acknowledged) + 1


def test_many_threads_bring_back_one_engine(connection: Connection, data_dir: Path) -> None:
    murder(data_dir)
    answers: list[list[str]] = []
    threads = [threading.Thread(target=lambda: answers.append(ids(connection))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [["acteur:un"]] * 8


def test_two_connections_of_a_process_both_recover(connection: Connection, settings: Make, data_dir: Path) -> None:
    with Connection.open(settings(linger=30.0)) as other:
        murder(data_dir)

        assert ids(other) == ids(connection) == ["acteur:un"]


@pytest.mark.slow
def test_a_transaction_that_outgrows_the_memory_is_named_and_leaves_nothing(settings: Make, data_dir: Path) -> None:
    def outgrow(connection: Connection) -> None:
        rows = [{"id": str(i), "texte": "x" * 4_000} for i in range(1_000)]
        with connection.transaction() as transaction:
            for _ in range(200):
                transaction.run("UNWIND $rows AS row CREATE (n:Lot) SET n += row", {"rows": rows})

    with Connection.open(settings(heap="160m", linger=30.0)) as connection:
        write(connection, "CREATE (:Acteur {id: 'acteur:un'})")
        with pytest.raises(StoreTooLarge) as caught:
            outgrow(connection)

        assert caught.value.code == "GRA-222"
        assert "MAILLAGE_HEAP" in caught.value.remedy
        assert ran_out_of_memory(data_dir)
        assert connection.read("MATCH (n:Lot) RETURN count(n) AS n") == [{"n": 0}]
        assert ids(connection) == ["acteur:un"]


def test_a_kill_is_not_taken_for_a_lack_of_memory(connection: Connection, data_dir: Path) -> None:
    murder(data_dir)

    assert not ran_out_of_memory(data_dir)
    assert ids(connection) == ["acteur:un"]


def test_passwords_changed_behind_the_engine_are_explained(settings: Make, data_dir: Path) -> None:
    with Connection.open(settings()):
        EngineFolder(data_dir).passwords_file.write_text('{"root": "autre", "reader": "autre"}', encoding="utf-8")
        with pytest.raises(AuthRefused, match=r"engine/passwords\.json"):
            Connection.open(settings())
    stop(data_dir)

    EngineFolder(data_dir).passwords_file.unlink()
    with Connection.open(settings()) as connection:
        assert connection.read("RETURN 1 AS x") == [{"x": 1}]


def test_the_driver_prints_nothing_when_the_engine_dies(
    connection: Connection, data_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    murder(data_dir)
    ids(connection)

    assert capfd.readouterr() == ("", "")
