"""Hold that nothing is ever half written, nor shown so: kills at random moments, and readers during a large import.

`MAILLAGE_CRASHES=50` kills that many times at each size (about half an hour); a few by default.
"""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.answers import ask
from graph.answers.context import Context
from graph.engine import describe
from graph.plan import Change, Plan
from graph.settings import Settings
from graph.store import large
from graph.store.conflicts import GraphMoving, StoreBusy
from graph.store.connection import Transaction
from graph.store.errors import EngineLost
from graph.store.store import Store, StoreState
from graph.store.writing import write_changes
from tests.support.command import maillage
from tests.support.crashes import crash, line_of, start_writer
from tests.support.engines import embedded_engine, neo4j_server
from tests.support.stores import emptied
from tests.support.writer import actor, created, entry, fill, import_changes

pytestmark = pytest.mark.contract

ROUNDS = int(os.environ.get("MAILLAGE_CRASHES", "3"))


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[Settings]:
    """Give an engine of its own: it is killed."""
    with embedded_engine(tmp_path / "data") as settings:
        yield settings


@pytest.mark.slow
@pytest.mark.parametrize(("count", "batch"), [(400, 20_000), (4_000, 500)], ids=["one transaction", "several"])
def test_a_kill_leaves_all_or_nothing(own_engine: Settings, count: int, batch: int) -> None:
    outcomes = crash(own_engine, rounds=ROUNDS, count=count, batch=batch, seed=count)
    assert outcomes.found.total() == ROUNDS, outcomes


@pytest.mark.slow
def test_a_kill_leaves_all_or_nothing_on_a_server(tmp_path: Path) -> None:
    # In several transactions; one transaction, and more rounds, are in tests/benchmarks/crashes.py.
    with neo4j_server(tmp_path) as (settings, server):
        outcomes = crash(settings, rounds=ROUNDS, count=4_000, batch=500, seed=4_000, server=server)
        assert outcomes.found.total() == ROUNDS, outcomes


def murder(settings: Settings) -> None:
    """Kill the engine."""
    status = describe(settings.data_dir)
    assert status is not None
    assert status.pid is not None
    os.kill(status.pid, signal.SIGKILL)


def test_an_engine_killed_inside_a_large_import_is_told_and_the_same_program_goes_on(
    own_engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(own_engine) as store:
        fill(store)
        plan = Plan(changes=import_changes(2_000), unchanged=0, base_version=store.version())
        written: list[int] = []

        def write(transaction: Transaction, changes: Sequence[Change]) -> None:
            write_changes(transaction, changes)
            written.append(len(changes))
            if len(written) == 2:
                murder(own_engine)

        with monkeypatch.context() as patch:
            patch.setattr(large, "write_changes", write)
            with pytest.raises(EngineLost, match="menée à son terme"):
                store.apply(plan, entry("e2"), batch=500)
        assert store.settled_version() == plan.version_after == store.recompute_version()
        store.apply_undo(store.prepare_undo("e2"))
        assert store.version() == plan.base_version == store.recompute_version()


def test_an_engine_killed_between_two_transactions_is_not_even_noticed(own_engine: Settings) -> None:
    with Store.open(own_engine) as store:
        fill(store)
        plan = Plan(changes=import_changes(1_400), unchanged=0, base_version=store.version())
        store.apply(plan, entry("e2"), batch=1_000, progress=lambda done: murder(own_engine) if done < 1 else None)
        assert store.version() == plan.version_after == store.recompute_version()


def test_readers_are_told_during_a_large_import_and_never_shown_half(engine_settings: Settings) -> None:
    with emptied(engine_settings) as store:
        base = fill(store)
        context = Context(store)
        with start_writer(engine_settings, 1_500, 500, "--wait") as writer:
            _, before, after = line_of(writer.stdout).split()
            assert before == base
            assert writer.stdin is not None
            for step in (1, 2):
                done = float(line_of(writer.stdout).split()[1])
                assert store.state()[:3] == (before, True, done)
                with pytest.raises(StoreBusy, match="%"):
                    ask(store, "liens_de_l_acteur", {"acteur": "acteur:000001"})
                with pytest.raises(StoreBusy):
                    ask(store, "liens_de_l_acteur", {"acteur": "acteur:000001"}, context=context)
                with pytest.raises(StoreBusy):
                    store.read_as_user("MATCH (a:Acteur) RETURN count(a) AS n")
                with pytest.raises(StoreBusy):
                    store.apply(Plan(changes=(), unchanged=0, base_version=base), entry("e9"))
                if step == 1:
                    told = maillage("search", "Base 1", settings=engine_settings)
                    assert (told.status, f"({int(done * 100)}\u00a0%)" in told.err) == (3, True), told.err
                writer.stdin.write("\n")
                writer.stdin.flush()
            writer.stdin.write("\n" * 5)
            writer.stdin.flush()
            out, err = writer.communicate(timeout=120)
            assert out.split()[-1] == "end", err
        assert store.settled_version() == after == store.recompute_version()
        answer = ask(store, "liens_de_l_acteur", {"acteur": "acteur:000001"}, context=context)
        assert answer.version_donnees == after


def test_an_answer_comes_from_one_version(engine_settings: Settings) -> None:
    with emptied(engine_settings) as store:
        fill(store)
        seen: list[str] = []

        def read(state: StoreState) -> int:
            found = len(list(store.dump()))
            seen.append(state.version)
            if len(seen) == 1:
                plan = Plan(
                    changes=created([actor(7_000, "Nouveau", file="n.csv")]), unchanged=0, base_version=store.version()
                )
                store.apply(plan, entry("e2"))
            return found

        assert store.steady(read) == len(list(store.dump()))
        assert len(set(seen)) == len(seen) == 2

        def disturbed(state: StoreState) -> None:
            plan = Plan(
                changes=created([actor(8_000 + len(seen), "Encore", file="n.csv")]),
                unchanged=0,
                base_version=store.version(),
            )
            seen.append(state.version)
            store.apply(plan, entry(f"e{len(seen)}"))

        with pytest.raises(GraphMoving):
            store.steady(disturbed)


def test_what_was_read_while_another_wrote_is_not_kept_when_the_version_comes_back(engine_settings: Settings) -> None:
    asked = ("liens_de_l_acteur", {"acteur": "acteur:000001"})
    with emptied(engine_settings) as store:
        base = fill(store)
        right = ask(store, *asked).to_json()
        context = Context(store)
        store.apply(Plan(changes=import_changes(400), unchanged=0, base_version=base), entry("e2"))
        assert context.name_of["acteur:000001"] == "Nom 1"
        store.apply_undo(store.prepare_undo("e2"))
        assert context.version == store.version() == base
        assert ask(store, *asked, context=context).to_json() == right


def test_two_large_imports_at_once_one_is_refused(engine_settings: Settings) -> None:
    with emptied(engine_settings) as store:
        base = fill(store)
        plan = Plan(changes=import_changes(1_500), unchanged=0, base_version=base)
        refused: list[Exception] = []

        def rival(done: float) -> None:
            if refused:
                return

            def attempt() -> None:
                with pytest.raises(StoreBusy) as caught:
                    Store.open(engine_settings)
                refused.append(caught.value)

            thread = threading.Thread(target=attempt)
            thread.start()
            thread.join()

        store.apply(plan, entry("e2"), batch=500, progress=rival)
        assert len(refused) == 1
        assert store.version() == plan.version_after == store.recompute_version()
