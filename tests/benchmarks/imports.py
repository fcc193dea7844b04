"""Print what imports cost: 100,000 rows against the same rows written bare, and the report of a file full of defects.

`python -m tests.benchmarks.imports` does both; `--rows` changes the size, `--profile` says where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import pstats
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

from graph.engine import describe
from graph.model.ontology import ENTITE
from graph.store.store import ONE_TRANSACTION, Store
from ingest import importer
from ingest.importer import Checked
from tests.benchmarks.stopwatch import Spent, goal, say, spent
from tests.support.defects.case import book
from tests.support.engines import embedded_engine

_Measured = TypeVar("_Measured")

ROWS = 100_000
_HEADINGS = ("id", "nom", "type_acteur", "sigle", "libelle_source")
_TYPES = ("association", "etablissement_sante", "commune", "autre")
_STATEMENT = 2_000
_WORST = 2.0
_SECONDS = 5.0
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Steps:
    """Hold what each step of an import took."""

    check: Spent
    plan: Spent
    apply: Spent

    @property
    def wall(self) -> float:
        """Return the time of all, in seconds."""
        return self.check.wall + self.plan.wall + self.apply.wall


def actors(count: int) -> list[dict[str, str]]:
    """Return as many different actors, as their rows say them."""
    return [
        {
            "id": f"acteur:essai-{number}",
            "nom": f"Structure d’essai nº {number}",
            "type_acteur": _TYPES[number % len(_TYPES)],
            "sigle": f"SE{number}",
            "libelle_source": f"Structure d’essai, tableau de suivi, ligne {number}",
        }
        for number in range(count)
    ]


def import_rows(store: Store, path: Path) -> Steps:
    """Import a file, and tell what each step took."""
    held: list[Any] = []
    check = spent(lambda: held.append(importer.check([path], store)))
    checked: Checked = held.pop()
    assert not checked.report.refuse, checked.report.to_text()
    plan = spent(lambda: held.append(importer.plan(checked, store)))
    shown: list[float] = []
    apply = spent(lambda: importer.apply(checked, held[0], store, progress=shown.append))
    assert shown[-1] == 1.0
    return Steps(check, plan, apply)


def write_bare(store: Store, rows: Sequence[dict[str, str]]) -> Spent:
    """Write the rows through the driver alone, by batches of the size that the import uses."""

    def write() -> None:
        for start in range(0, len(rows), ONE_TRANSACTION):
            with store.connection.transaction() as transaction:
                for place in range(start, min(start + ONE_TRANSACTION, len(rows)), _STATEMENT):
                    part = rows[place : min(place + _STATEMENT, start + ONE_TRANSACTION)]
                    transaction.run(f"UNWIND $rows AS row CREATE (n:{ENTITE}:Acteur) SET n = row", {"rows": part})

    return spent(write)


def print_ratio(count: int, *, profile: bool = False) -> None:
    """Print an import on a fresh store against the same rows written bare on another one."""
    rows = actors(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acteurs.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, _HEADINGS, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        bare, bare_engine = _on_fresh_store(Path(folder) / "nu", lambda store: write_bare(store, rows))
        steps, engine = _on_fresh_store(Path(folder) / "import", lambda store: _profiled(store, path, profile=profile))
    ratio = steps.wall / bare.wall
    print(f"  written bare, {ONE_TRANSACTION:,} rows a transaction: {bare}")
    print(f"  import: check {steps.check}, plan {steps.plan}, apply {steps.apply}")
    ours = steps.check.cpu + steps.plan.cpu + steps.apply.cpu
    print(f"  import / bare = {ratio:.1f} x ({goal(ratio, _WORST, 'x')})")
    print(
        f"  processor, engine included: import {ours + engine:.1f} s, of which engine {engine:.1f} s; "
        f"bare {bare.cpu + bare_engine:.1f} s; {(ours + engine) / (bare.cpu + bare_engine):.1f} x"
    )
    print(f"  memory of this process at its highest: {_highest() / 1_000_000:.0f} MB")


def _profiled(store: Store, path: Path, *, profile: bool) -> Steps:
    watch = cProfile.Profile() if profile else None
    with watch or nullcontext():
        steps = import_rows(store, path)
    if watch:
        pstats.Stats(watch).sort_stats("tottime").print_stats(35)
    return steps


def _on_fresh_store(folder: Path, work: Callable[[Store], _Measured]) -> tuple[_Measured, float]:
    """Return what was measured on a store just made, and the processor time that its engine took, in seconds."""
    with embedded_engine(folder) as settings, Store.open(settings) as store:
        engine = describe(folder)
        assert engine is not None and engine.pid is not None  # noqa: PT018 - one thing: it runs
        process = psutil.Process(engine.pid)
        before = sum(process.cpu_times()[:2])
        measured = work(store)
        taken = sum(process.cpu_times()[:2]) - before
        print(f"  engine after it ({folder.name}): {process.memory_info().rss / 1_000_000:.0f} MB")
    return measured, taken


def defective(chance: random.Random) -> tuple[dict[str, list[list[object]]], set[tuple[str, int]]]:
    """
    Draw a workbook of 2,000 rows shaped as real ones, one in ten with a defect.

    Returns
    -------
    tables, wrong
        Rows by sheet, the heading first; (sheet, row) of each defect.
    """
    tables: dict[str, list[list[object]]] = {
        "acteurs": [["id", "nom", "type_acteur", "siren", "collectif", "territoires", "source", "citation"]],
        "dispositifs": [["id", "nom", "type_dispositif", "date_debut", "date_fin", "porteurs", "territoires"]],
        "actions": [["id", "nom", "dispositif", "pilotes", "thematiques", "date_debut"]],
        "liens": [["de", "vers", "role", "valid_from", "valid_to", "source"]],
    }
    for number in range(800):
        name = f"Association d’aide à domicile n° {number}"
        place = chance.choice(("Redon", "Rennes (35)", "COM-35236", "DEP-35", "Vannes - 56", "Guipry"))
        document = f"compte rendu {number % 40}.pdf"
        tables["acteurs"].append(
            [f"acteur:{number}", name, "association", None, "non", place, document, f"{name}, présente"]
        )
    for number in range(150):
        scheme: list[object] = [f"disp:{number}", f"Contrat local n° {number}", "CLS", "01/07/2019", "2024"]
        tables["dispositifs"].append([*scheme, f"acteur:{number}", "Rennes (35)"])
    for number in range(450):
        action: list[object] = [f"action:{number}", f"Bouger plus, saison {number}", f"disp:{number % 150}"]
        tables["actions"].append([*action, f"acteur:{number}", "Nutrition", "septembre 2020"])
    for number in range(600):
        tie: list[object] = [f"acteur:{number}", f"acteur:{number + 100}", "convention", "2019", "2023"]
        tables["liens"].append([*tie, f"compte rendu {number % 40}.pdf"])
    wrong = set()
    for title, rows in tables.items():
        for row in chance.sample(range(1, len(rows)), (len(rows) - 1) // 10):
            column, value = chance.choice(_SPOILT[title])
            rows[row][rows[0].index(column)] = value
            wrong.add((title, row + 1))
    return tables, wrong


_SPOILT: dict[str, tuple[tuple[str, object], ...]] = {
    "acteurs": (
        *(("nom", None), ("type_acteur", "xyz"), ("siren", "243500742"), ("collectif", "peut-être")),
        *(("territoires", "Rdon (35)"), ("citation", "Mme Martin"), ("citation", "06 12 34 56 78")),
    ),
    "dispositifs": (("date_debut", "31/02/2020"), ("date_fin", "2001"), ("porteurs", "acteur:inconnu")),
    "actions": (("dispositif", "disp:inconnu"), ("nom", None), ("thematiques", "xyz"), ("date_debut", "hier")),
    "liens": (("vers", None), ("de", "acteur:inconnu"), ("role", "xyz"), ("valid_to", "1999")),
}


def print_report() -> None:
    """Print how long the report of a file with 10 % of defects takes, and whether it tells each of them."""
    tables, wrong = defective(random.Random(_SEED))
    with tempfile.TemporaryDirectory() as folder:
        path = book(Path(folder) / "releve.xlsx", tables)
        held: list[Checked] = []
        with embedded_engine(Path(folder) / "base") as settings, Store.open(settings) as store:
            lap = spent(lambda: held.append(importer.check([path], store)))
    report = held[0].report
    told = {(issue.feuille, issue.ligne) for issue in report.problemes if issue.blocking}
    print(
        f"  {report.lignes.lues:,} rows, {len(wrong)} of them spoilt: report in {lap} ({goal(lap.wall, _SECONDS, 's')})"
    )
    print(
        f"  one report tells {len(wrong & told)} of the {len(wrong)} spoilt rows, accuses {len(told - wrong)} others, "
        f"and lists {len(report.reparations):,} repairs"
    )


def _highest() -> int:
    memory = psutil.Process().memory_info()
    # Windows keeps the peak beside; elsewhere the system gives it in kilobytes (bytes on macOS).
    if hasattr(memory, "peak_wset"):
        return int(memory.peak_wset)
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the large file")
    parser.add_argument("--profile", action="store_true", help="print where the import spends its time")
    chosen = parser.parse_args()
    say("Report of a workbook with one row in ten spoilt")
    print_report()
    say(f"A text file of {chosen.rows:,} actors on a fresh store")
    print_ratio(chosen.rows, profile=chosen.profile)
    return 0


if __name__ == "__main__":
    sys.exit(main())
