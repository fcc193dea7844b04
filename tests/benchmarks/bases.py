"""Give benchmarks a base that holds a synthetic territory: a ready one, or one built for the run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.answers.context import Context
from graph.engine import describe, stop
from graph.settings import Settings
from graph.store.store import Store
from tests.benchmarks.national import NOTE
from tests.support.synthetic.sizes import Size

READY = "MAILLAGE_BENCH_DATA"
"""Environment variable: a folder that keeps the bases, one folder per size, from one run to the next."""

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Base:
    """
    Hold an open base.

    Parameters
    ----------
    store
        Its store.
    folder
        Its data folder.
    jour
        Day that the territory is true for (ISO).
    """

    store: Store
    folder: Path
    jour: str

    def fresh(self) -> Context:
        """Return what surrounds answers, with nothing read yet."""
        return Context(self.store)

    def memory(self) -> str:
        """Say how much memory this process and the engine hold now."""
        ours = psutil.Process().memory_info().rss / 1_000_000
        engine = describe(self.folder)
        return f"Python {ours:.0f} MB, engine {engine.memory_mb if engine else 0} MB"


@contextmanager
def open_base(size: Size) -> Iterator[Base]:
    """Open the base of a size, built first when it is not ready; one built for the run leaves nothing behind."""
    kept = os.environ.get(READY)
    place = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="maillage-bench-"))
    folder = place / size.nom
    try:
        if not (folder / NOTE).exists():
            print(f"  building the base ({size.nom}) in {folder}", flush=True)
            # In a process of its own: the memory of the generator is not that of the answers.
            command = [sys.executable, "-m", "tests.benchmarks.national", str(folder), "--size", size.nom]
            subprocess.run(command, check=True, cwd=ROOT)
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        settings = Settings(data_dir=folder, neo4j_uri="", linger=60)
        with Store.open(settings) as store:
            if store.version() != note["version"]:
                msg = f"{folder} no longer holds what was generated: remove it"
                raise SystemExit(msg)
            yield Base(store, folder, note["jour"])
    finally:
        if not kept:
            stop(folder)
            shutil.rmtree(place, ignore_errors=True)
