"""Kill the program, the engine or both in the middle of an import, open the store again, and say what was left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from graph.engine import describe
from graph.settings import Settings
from graph.store.connection import Connection
from graph.store.errors import StoreError
from graph.store.store import Store, StoreState
from tests.support.command import ROOT, environment
from tests.support.neo4j_server.server import Neo4jServer
from tests.support.processes import Process
from tests.support.stores import emptied
from tests.support.writer import fill

PROGRAM, ENGINE, BOTH = "program", "engine", "both"
VICTIMS = (PROGRAM, ENGINE, BOTH)
_READY_SECONDS = 120.0
_LONGER, _SHORTER = 1.1, 0.7


@dataclass(slots=True)
class Outcomes:
    """
    Count what was found after the kills.

    Parameters
    ----------
    found
        Rounds by victim and by state found: `before`, or `after`.
    cut
        Rounds in which the kill came before the program said that it had ended.
    finished
        Rounds in which opening finished an import that was cut.
    late
        Rounds in which the commit that the dead program had asked for ended while the graph was read.
    """

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    cut: int = 0
    finished: int = 0
    late: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{victim}: {n} {state}" for (victim, state), n in sorted(self.found.items()))
        return f"{told}; {self.cut} cut, {self.finished} finished at the next opening, {self.late} while it was read"


def start_writer(settings: Settings, count: int, batch: int, *options: str) -> Process[str]:
    """Start an import in a process of its own."""
    # The caller closes it (`with`).
    return Process(
        [sys.executable, "-m", "tests.support.writer", str(count), str(batch), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(settings),
    )


def line_of(stream: IO[str] | None) -> str:
    """Return the next line of a process."""
    assert stream is not None
    return stream.readline().strip()


def crash(
    settings: Settings,
    *,
    rounds: int,
    count: int,
    batch: int,
    seed: int,
    server: Neo4jServer | None = None,
    victims: Sequence[str] = VICTIMS,
    tell: Callable[[int, Outcomes], None] | None = None,
) -> Outcomes:
    """
    Cut an import at random moments.

    Parameters
    ----------
    settings
        Engine to use; its store is emptied first.
    rounds
        Number of kills.
    count, batch
        Changes of the import, and of each of its transactions.
    seed
        Seed of the moments.
    server
        The Neo4j that is killed and started again; None for the embedded engine, which the next command starts.
    victims
        Whom to kill, in turn.
    tell
        Called after each round with its number, from 1, and what was found so far.

    Raises
    ------
    AssertionError
        If the graph is neither as before nor as after, if its hash is not the one stored, if the journal says
        something else, or if undoing what was written does not bring the former graph back.
    """
    moments = random.Random(seed)
    outcomes = Outcomes()
    with emptied(settings) as store:
        before = fill(store)
    length = _uncut(settings, count, batch)
    for number in range(rounds):
        victim = victims[number % len(victims)]
        with start_writer(settings, count, batch) as writer:
            word, base, after = line_of(writer.stdout).split()
            assert (word, base) == ("begin", before)
            time.sleep(moments.uniform(0, length * 1.05))
            for pid in _pids(settings, writer, victim, server):
                _kill(pid)
            out, told = writer.communicate(timeout=600)
        cut = "end" not in out.split()
        outcomes.cut += cut
        # An engine that has just begun writes slowly, then ever faster: the moments follow it.
        length *= _LONGER if cut else _SHORTER
        if server is not None and victim != PROGRAM:
            server.restart()
            _await(settings)
        assert "Traceback" not in told or victim == ENGINE, told
        with Store.open(settings) as store:
            # A commit that the dead program had asked for may end while the graph is read: then it is read again.
            seen: list[StoreState] = []
            version, recomputed = store.steady(partial(_look, store, seen))
            outcomes.late += len(seen) > 1
            assert version in (before, after), f"neither before nor after, {victim} killed"
            assert recomputed == version, f"half written, {victim} killed, {_what_is_there(store, before, after)}"
            outcomes.finished += store.recovered is not None
            outcomes.found[victim, "before" if version == before else "after"] += 1
            newest = store.journal()[0]
            assert newest.version_apres == version
            _restore(store, before, written=version == after)
            assert not _left(settings)
        if tell is not None:
            tell(number + 1, outcomes)
    return outcomes


def _look(store: Store, seen: list[StoreState], state: StoreState) -> tuple[str, str]:
    """Return the version that the graph says, and the one it has."""
    seen.append(state)
    return state.version, store.recompute_version()


def _what_is_there(store: Store, before: str, after: str) -> str:
    """Say what a graph holds that is neither, and whether that lasts."""
    time.sleep(5)
    state, recomputed = store.state(), store.recompute_version()
    kinds = {before: "before", after: "after"}
    rows = store.read("MATCH (n:Entite) RETURN count(n) AS n")
    return (
        f"5 s later: stored {kinds.get(state.version)}, recomputed {kinds.get(recomputed)}, {state}, {rows[0]['n']} "
        f"nodes, journal {[entry.id for entry in store.journal()][:3]}"
    )


def _uncut(settings: Settings, count: int, batch: int) -> float:
    """Run the import once to its end, take it back, and return the seconds that the writing took."""
    with start_writer(settings, count, batch) as writer:
        line_of(writer.stdout)
        begun = time.monotonic()
        out, err = writer.communicate(timeout=1200)
    length = time.monotonic() - begun
    assert out.strip() == "end", err
    with Store.open(settings) as store:
        base = store.journal()[0].version_avant
        _restore(store, base, written=True)
    return length


def _restore(store: Store, before: str, *, written: bool) -> None:
    if not written:
        return
    store.apply_undo(store.prepare_undo())
    assert store.version() == before
    assert store.recompute_version() == before


def _await(settings: Settings) -> None:
    """Wait until a server that was started again has brought its database back."""
    deadline = time.monotonic() + _READY_SECONDS
    while True:
        try:
            Connection.open(settings).close()
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def _pids(settings: Settings, writer: Process[str], victim: str, server: Neo4jServer | None) -> Iterator[int]:
    """Yield the processes to kill, the engine first: that is when the program sees it go."""
    if victim != PROGRAM and server is not None:
        yield server.pid
    elif victim != PROGRAM:
        status = describe(settings.data_dir)
        if status is not None and status.pid is not None:
            yield status.pid
    if victim != ENGINE:
        yield writer.pid


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _left(settings: Settings) -> list[str]:
    """Return the redo logs that nobody needs any more; one never begun waits for the next sweep."""
    folder = settings.data_dir / "en-cours"
    now = time.time()
    return [path.name for path in folder.glob("*.jsonl") if now - path.stat().st_mtime > 120] if folder.exists() else []
