"""A hostile text is kept to the letter in the graph and in JSON, and runs nowhere: neither in CSV nor in XLSX."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exports.csv_folder import README, write_csv_folder
from app.exports.facts import Facts, choose_facts
from app.exports.facts_json import facts_json
from app.exports.plan_table import write_plan
from app.view_models.answers import to_csv
from app.view_models.import_plan import plan_lines
from graph.answers import ask
from graph.model.statement import NodeStatement, proofs_of
from graph.settings import Settings
from graph.state import State
from graph.store.store import Store
from ingest.importer import apply, check, plan
from ingest.workbook_writer import write_workbook
from tests.support.hostile_texts import ID, TEXTS, hostile_statements
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

STATEMENTS = tuple(hostile_statements())
TEXT_SAID = "Texte dans un fichier."


@pytest.fixture(scope="module")
def store(engine_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open each engine in turn, with hostile facts imported from a folder of CSV files."""
    folder = tmp_path_factory.mktemp("hostile") / "faits"
    write_csv_folder(folder, STATEMENTS, TEXT_SAID)
    with emptied(engine_settings) as store:
        checked = check([folder], store)
        assert not checked.report.refuse, checked.report.to_text()
        assert not checked.report.reparations
        apply(checked, plan(checked, store), store)
        yield store


@pytest.fixture(scope="module")
def facts(store: Store) -> Facts:
    """Hold every fact of the store."""
    return choose_facts(store)


def states(facts: Facts) -> list[State]:
    """Return the nodes, then the relationships."""
    return [*facts.nodes, *facts.relationships]


def runs(cell: str) -> bool:
    """Tell whether a spreadsheet would take a cell of a CSV file for a formula: a number is none."""
    try:
        float(cell)
    except ValueError:
        return cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return False


def rows_of(content: bytes) -> list[list[str]]:
    """Return the cells of a CSV file as a spreadsheet sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_graph_keeps_every_text_to_the_letter(facts: Facts) -> None:
    kept = {state.id: state for state in states(facts)}
    said = 0
    for statement in STATEMENTS:
        state = kept[statement.id]
        for name, value in statement.properties.items():
            assert state.properties[name] == value, (statement.id, name)
            said += value in TEXTS if isinstance(value, str) else 0
        if isinstance(statement, NodeStatement):
            assert proofs_of(state.properties) == statement.preuves
    assert said > 100 * len(TEXTS) / 3


def test_json_keeps_every_text(facts: Facts) -> None:
    document = json.loads(json.dumps(facts_json(facts), ensure_ascii=False))
    kept = {one["id"]: one["proprietes"] for one in (*document["noeuds"], *document["relations"])}
    for statement in STATEMENTS:
        assert kept[statement.id].items() >= json.loads(json.dumps(dict(statement.properties))).items()


def test_no_text_of_a_csv_runs(facts: Facts, tmp_path: Path) -> None:
    write_csv_folder(tmp_path / "faits", states(facts), TEXT_SAID)
    seen = 0
    for path in (tmp_path / "faits").glob("*.csv"):
        for row in rows_of(path.read_bytes())[1:]:
            assert not [cell for cell in row if runs(cell)], path.name
            seen += sum(cell[:2] in {"'=", "'+", "'-", "'@"} for cell in row)
    assert seen > 100
    assert (tmp_path / "faits" / README).exists()


def test_no_text_of_a_workbook_runs(facts: Facts, tmp_path: Path) -> None:
    write_workbook(tmp_path / "faits.xlsx", states(facts), "Faits")
    book = load_workbook(tmp_path / "faits.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert sum(str(cell.value).startswith("=cmd()") for cell in cells) > 20


@pytest.mark.parametrize("shape", ["faits.xlsx", "faits", "faits.json"])
def test_what_is_exported_comes_back_the_same(store: Store, facts: Facts, tmp_path: Path, shape: str) -> None:
    path = tmp_path / shape
    items = states(facts)
    if path.suffix == ".xlsx":
        write_workbook(path, items, "Faits")
    elif path.suffix == ".json":
        path.write_text(json.dumps(facts_json(facts), ensure_ascii=False), encoding="utf-8")
    else:
        write_csv_folder(path, items, TEXT_SAID)
    checked = check([path], store)
    assert not checked.report.refuse, checked.report.to_text()
    assert plan(checked, store).version_after == store.version()


def test_no_text_of_an_answer_or_of_a_plan_runs(store: Store, tmp_path: Path) -> None:
    before = store.version()
    for id_ in (ID, "acteur:hostile-0", "disp:hostile-1", "action:hostile-2"):
        answer = ask(store, "fiche", {"id": id_})
        assert any(text in json.dumps(answer.to_json(), ensure_ascii=False) for text in ("=cmd()", "+1+A1", "x <"))
        assert not [cell for row in rows_of(to_csv(answer)) for cell in row if runs(cell)]
    renamed = tmp_path / "acteurs.csv"
    with renamed.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("id", "nom"), *((f"acteur:hostile-{n}", f"'{t} bis") for n, t in enumerate(TEXTS))]
        )
    checked = check([renamed], store)
    write_plan(plan_lines(plan(checked, store), {}), tmp_path / "plan.csv")
    rows = rows_of((tmp_path / "plan.csv").read_bytes())
    assert len(rows) > len(TEXTS)
    assert not [cell for row in rows for cell in row if runs(cell)]
    assert store.version() == before == store.recompute_version()
