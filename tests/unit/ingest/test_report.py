"""The report counts every row once and says the same in text, JSON, CSV and workbook."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from graph.model.statement import Location
from ingest.importer import ImportRefused, check, plan
from ingest.issues import Issue, problem
from ingest.kinds import KINDS
from ingest.partial import faulty_rows
from ingest.report import count_rows
from ingest.report_files import HEADINGS, write_report
from tests.unit.ingest.builders import check_tables, csv_folder

FAULTY = {
    "acteurs": [
        ("id", "nom", "type_acteur", "remarque"),
        ("acteur:a", "A", "arss", None),
        ("acteur:b", "B", "ars", "bleu"),
        *((f"acteur:x{n}", f"X{n}", "zzz", None) for n in range(7)),
    ]
}

places = st.builds(Location, file=st.sampled_from("ab"), sheet=st.sampled_from("st"), row=st.integers(2, 12))
problems = st.builds(problem, st.sampled_from(sorted(KINDS)), places, st.just("un problème"))


@given(rows=st.lists(places), issues=st.lists(problems), refused=st.booleans())
def test_every_row_is_counted_once(rows: list[Location], issues: list[Issue], refused: bool) -> None:
    rejected = faulty_rows(issues, rows)
    counted = count_rows(rows, issues, rejected, refused=refused)
    assert counted.lues == counted.chargees + counted.reparees + counted.rejetees == len(set(rows))
    assert min(counted.to_json().values()) >= 0
    assert counted.rejetees == (counted.lues if refused else len(rejected))


def test_the_json_is_the_one_that_scripts_read(tmp_path: Path) -> None:
    content = check_tables(tmp_path, FAULTY).report.to_json()
    names = ["fichier", "sha256", "lecteur", "lignes", "problemes", "reparations", "plan", "applique", "import_id"]
    assert list(content) == names
    assert content["fichier"] == "essai.xlsx"
    assert content["lecteur"] == "classeur"
    assert content["lignes"] == {"lues": 9, "chargees": 0, "reparees": 0, "rejetees": 9}
    assert content["reparations"] == []
    assert content["plan"] == {
        "crees": {}, "modifies": 0, "clos": 0, "inchanges": 0,
        "fermes": 0, "disparus": 0, "rapproches": 0, "contradictions": 0,
    }  # fmt: skip
    assert (content["applique"], content["import_id"]) == (False, None)
    first = next(item for item in content["problemes"] if item["code"] == "ING-201")
    assert list(first) == ["code", "gravite", "feuille", "ligne", "colonne", "valeur", "message", "remede"]
    assert (first["gravite"], first["feuille"], first["ligne"], first["valeur"]) == ("bloquant", "acteurs", 2, "arss")
    json.dumps(content)


def test_the_text_groups_and_counts(tmp_path: Path) -> None:
    text = check_tables(tmp_path, FAULTY).report.to_text(per_code=3)
    assert "9 lignes lues, 0 chargée, 0 réparée, 9 rejetées." in text
    assert "Import refusé" in text
    assert "8 problèmes bloquants, 0 avertissement, 1 information." in text
    assert "ING-201 · Valeur hors liste (bloquant)\u00a0: 8" in text
    assert text.count("[ING-201]") == 3
    assert "… et 5 de plus." in text


def test_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    issues = check_tables(tmp_path, FAULTY).report.problemes
    assert [issue.ligne for issue in issues] == sorted(issue.ligne or 0 for issue in issues)


@pytest.mark.parametrize("extension", ["xlsx", "csv", "json"])
def test_the_problems_as_a_file(tmp_path: Path, extension: str) -> None:
    folder = csv_folder(tmp_path / "essai", {"acteurs": "id;nom;type_acteur\nacteur:a;A;=1+1\nacteur:b;;ars\n"})
    report = check([folder], None).report
    path = tmp_path / f"problemes.{extension}"
    write_report(report, path)
    if extension == "json":
        assert json.loads(path.read_text(encoding="utf-8")) == report.to_json()
        return
    if extension == "csv":
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        assert rows[1][6] == "'=1+1"
    else:
        sheet = load_workbook(path)["problemes"]
        assert sheet["G2"].data_type == "s"
        rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
        assert rows[1][6] == "=1+1"
    assert rows[0] == list(HEADINGS)
    assert len(rows) == 1 + len(report.problemes) == 3


def test_an_unknown_format_of_report(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.odt"):
        write_report(check_tables(tmp_path, FAULTY).report, tmp_path / "a.odt")


def test_a_refused_import_is_never_planned(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, FAULTY)
    with pytest.raises(ImportRefused):
        plan(checked, None)  # type: ignore[arg-type] # refused before the store is asked
