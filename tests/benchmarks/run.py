"""Print what the product costs on this machine: start, memory, import, answers, and ratios against other ways.

Figures, not tests: machines are noisy, so compare the ratios. Run with `make bench`; `--national` adds the country.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.answers import ask  # noqa: E402 - the project is put on the path first
from graph.answers.context import Context  # noqa: E402
from graph.engine import stop  # noqa: E402
from graph.settings import Settings  # noqa: E402
from graph.store.store import Store  # noqa: E402
from ingest import importer  # noqa: E402
from ingest.examples import example_paths  # noqa: E402
from tests.benchmarks import guests  # noqa: E402
from tests.benchmarks.peers import layout_ratio, reading_ratio  # noqa: E402
from tests.benchmarks.quality import duplicate_rows, print_quality  # noqa: E402
from tests.benchmarks.stopwatch import median, say, timed  # noqa: E402
from tests.support.browser import find_chromium, open_browser  # noqa: E402

QUESTIONS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("intervenants", {"territoire": "Pipriac", "theme": "sante_mentale"}, "2021-09-15"),
    ("pilotes", {"dispositif": "disp:cls-redon-1"}, "2019-02-05"),
    ("signataires_manquants", {"dispositif": "disp:cls-broceliande-1"}, "2021-09-15"),
    ("juridictions", {"dispositif": "disp:cls-redon-1"}, "2021-09-15"),
    ("instance", {"instance": "inst:gt-am-redon"}, "2021-09-15"),
    ("fiche", {"id": "acteur:cpam-35"}, "2021-09-15"),
)


def main() -> int:
    """Measure and print; leave nothing behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--national", action="store_true", help="add the country: some minutes more to build its base")
    parts = ["pure", "region", *(["national"] if parser.parse_args().national else [])]
    folder = Path(tempfile.mkdtemp(prefix="maillage-bench-"))
    try:
        say("Embedded engine")
        settings = Settings(MAILLAGE_DATA=folder / "store", MAILLAGE_LINGER=60)
        embedded = _store(settings)
        _neo4j(folder, embedded)
        say("Other ways")
        print(f"  read the example workbook: openpyxl / calamine = {reading_ratio(example_paths()[0]):.1f} x")
        print(f"  lay out 1,500 nodes: networkx / igraph = {layout_ratio(1_500):.1f} x")
        say("Quality of the search for duplicates, on the labelled pairs kept for the report")
        print_quality(duplicate_rows())
        say("Guest lists of a workshop")
        guests.main()
        say("Demonstration")
        _demo(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    # One process each: the memory that a part prints is its own.
    subprocess.run([sys.executable, "-m", "tests.benchmarks.imports"], cwd=ROOT, check=True)
    say("Table plans: distinct pairs beside what is proven")
    subprocess.run([sys.executable, "-m", "tests.benchmarks.seating"], cwd=ROOT, check=True)
    for part in parts:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.scale", part], cwd=ROOT, check=True)
    return 0


def _store(settings: Settings) -> dict[str, float]:
    with timed("first start, schema included"):
        store = Store.open(settings)
    figures = _measure(store)
    store.close()
    if not settings.uses_server:
        with timed("open again, engine running"):
            Store.open(settings).close()
        stop(settings.data_dir)
        with timed("open again, engine stopped"):
            Store.open(settings).close()
        stop(settings.data_dir)
    return figures


def _measure(store: Store) -> dict[str, float]:
    with timed("import the example (412 nodes, 787 relationships, two régions around them)"):
        checked = importer.check(example_paths()[:1], store)
        importer.apply(checked, importer.plan(checked, store), store)
    figures = {}
    for name, parameters, date in QUESTIONS:
        context = Context(store)
        ask(store, name, parameters, date=date, context=context)
        figures[name] = median(lambda n=name, p=parameters, d=date, c=context: ask(store, n, p, date=d, context=c))
    print("  answers (ms, median of 5): " + ", ".join(f"{name} {value * 1000:.0f}" for name, value in figures.items()))
    return figures


def _neo4j(folder: Path, embedded: dict[str, float]) -> None:
    from _pytest.outcomes import Skipped

    from tests.support.engines import neo4j_engine

    say("Neo4j 5.26")
    (folder / "neo4j").mkdir()
    try:
        with neo4j_engine(folder / "neo4j") as settings:
            figures = _store(settings)
    except Skipped as reason:
        print(f"  skipped: {reason}")
        return
    ratios = [figures[name] / embedded[name] for name in embedded]
    print(
        f"  answers, Neo4j / embedded: median {statistics.median(ratios):.2f} x, {min(ratios):.2f} to {max(ratios):.2f}"
    )


def _demo(folder: Path) -> None:
    environment = {**os.environ, "MAILLAGE_DATA": str(folder / "demo"), "MAILLAGE_LINGER": "5"}
    environment.pop("NEO4J_URI", None)
    for word in ("first start, example imported", "warm start"):
        _start_demo(environment, word)


def _start_demo(environment: dict[str, str], word: str) -> None:
    command = [str(Path(sys.executable).with_name("maillage")), "demo", "--no-browser"]
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        address = _address(process)
        ready = time.monotonic() - started
        seen = _first_screen(address, started)
        print(f"  {word}: serving after {ready:.1f} s, first screen after {seen}, resident {_resident(process.pid)}")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        found = re.search(r"http://[\w.]+:\d+", line)
        if found:
            return found[0]
    msg = f"the demonstration ended with code {process.wait()}"
    raise SystemExit(msg)


def _first_screen(address: str, started: float) -> str:
    if find_chromium() is None:
        return "not measured (no Chromium)"
    with open_browser() as browser:
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("heading").first.wait_for(timeout=60_000)
        return f"{time.monotonic() - started:.1f} s"


def _resident(pid: int) -> str:
    """Add up the memory of the command, its children and the engine it uses (detached, found by its folder)."""
    family = {process.pid: process for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]}
    for process in psutil.process_iter(["pid", "cmdline"]):
        if "graph.engine" in " ".join(process.info["cmdline"] or []):
            family[process.pid] = process
    total = sum(process.memory_info().rss for process in family.values())
    return f"{total / 1_000_000:.0f} MB in {len(family)} processes"


if __name__ == "__main__":
    raise SystemExit(main())
