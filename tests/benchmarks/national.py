"""Create a data folder that holds a synthetic territory, ready to be opened by benchmarks.

`python -m tests.benchmarks.national DIR` writes the national one; `--size region` or `--size small` a smaller one.
Open it with `MAILLAGE_DATA=DIR`, or `Settings(data_dir=DIR)`.
"""

from __future__ import annotations

import argparse
import json
import resource
from pathlib import Path

from graph.engine import describe, stop
from graph.settings import Settings
from graph.store.store import Store
from tests.benchmarks.stopwatch import timed
from tests.support.synthetic.generate import generate
from tests.support.synthetic.loading import load
from tests.support.synthetic.sizes import NATIONAL, REGION, SMALL, Size

SIZES = {size.nom: size for size in (SMALL, REGION, NATIONAL)}
SEED = 2026
NOTE = "territoire.json"
"""File of the data folder that says what was generated; written last, so a folder that has it is ready."""


def create(folder: Path, size: Size = NATIONAL, *, seed: int = SEED) -> None:
    """Generate a territory and load it in an empty data folder; print what it took."""
    with timed("generate"):
        territory = generate(seed, size)
    settings = Settings(data_dir=folder)
    with Store.open(settings) as store:
        if store.counts().total_noeuds:
            msg = f"{folder} already holds data"
            raise SystemExit(msg)
        with timed("plan and write"):
            entry = load(store, territory)
        with timed("count"):
            counts = store.counts()
        engine = describe(folder)
        memory = engine.memory_mb if engine else None
    reference = sum(counts.reference_noeuds.values()) + sum(counts.reference_relations.values())
    print(
        f"  {counts.total_noeuds} nodes, {counts.total_relations} relationships, {reference} of the reference; "
        f"Python peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, engine {memory} MB"
    )
    if not settings.uses_server:
        stop(folder)
    note = {"seed": seed, "size": size.nom, "jour": territory.jour, "version": entry.version_apres}
    (folder / NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=sorted(SIZES), default=NATIONAL.nom)
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args()
    create(wanted.folder, SIZES[wanted.size], seed=wanted.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
