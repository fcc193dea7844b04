"""Kill the program, the engine and both at random moments of imports, small and large, and check what is left.

python tests/benchmarks/crashes.py --rounds 50                      (one transaction, several: some twenty minutes)
python tests/benchmarks/crashes.py --rounds 50 --engine neo4j       (a real server, started again each time)
python tests/benchmarks/crashes.py --rounds 10 --sizes large        (200,000 changes: hours; --changes for fewer)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.store.store import ONE_TRANSACTION  # noqa: E402 - the project is put on the path first
from tests.support.crashes import VICTIMS, crash  # noqa: E402
from tests.support.engines import ENGINES, embedded_engine, neo4j_server  # noqa: E402


def main() -> int:
    """Run the rounds and print what was found; an unexpected state ends with its assertion."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50, help="kills at each size")
    parser.add_argument("--sizes", nargs="+", choices=("one", "several", "large"), default=("one", "several"))
    parser.add_argument("--changes", type=int, default=200_000, help="changes of the large import")
    parser.add_argument("--engine", choices=ENGINES, default="embedded", help="engine to kill")
    parser.add_argument("--victims", nargs="+", choices=VICTIMS, default=VICTIMS, help="whom to kill, in turn")
    parser.add_argument("--seed", type=int, default=20261122, help="seed of the moments")
    chosen = parser.parse_args()
    sizes = {"one": (400, ONE_TRANSACTION), "several": (4_000, 500), "large": (chosen.changes, ONE_TRANSACTION)}
    for count, batch in (sizes[size] for size in chosen.sizes):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            server = None
            if chosen.engine == "neo4j":
                settings, server = stack.enter_context(neo4j_server(Path(folder)))
            else:
                settings = stack.enter_context(embedded_engine(Path(folder) / "data"))
            begun = time.monotonic()
            outcomes = crash(
                settings,
                rounds=chosen.rounds,
                count=count,
                batch=batch,
                seed=chosen.seed,
                server=server,
                victims=chosen.victims,
                tell=lambda done, found: print(f"  {done} kills: {found}", file=sys.stderr, flush=True),
            )
            seconds = time.monotonic() - begun
        print(
            f"{chosen.engine}, {count} changes, {batch} a transaction, {chosen.rounds} kills in {seconds:.0f} s: "
            f"{outcomes}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
