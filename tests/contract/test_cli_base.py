"""Hold what the command does with a base on both engines: import, status, questions, queries, refusals."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from tests.support.command import ROOT
from tests.support.command_base import EXAMPLE, Base, example_base
from tests.support.terminal import Terminal

pytestmark = pytest.mark.contract

NOTHING = {
    "crees": {}, "modifies": 0, "clos": 0, "inchanges": 0,
    "fermes": 0, "disparus": 0, "rapproches": 0, "contradictions": 0,
}  # fmt: skip
"""Counts of a plan that changes nothing."""


@pytest.fixture(scope="module")
def base(engine_settings: Settings) -> Base:
    """Import the example into an empty base of each engine in turn."""
    return example_base(engine_settings)


@pytest.fixture
def wrong_file(tmp_path: Path) -> Path:
    path = tmp_path / "faux.xlsx"
    path.write_bytes(b"%PDF-1.7")
    return path


@pytest.fixture
def addition(tmp_path: Path) -> Path:
    path = tmp_path / "acteurs.csv"
    path.write_text("id;nom;type_acteur\nacteur:essai-terminal;Essai;association\n", encoding="utf-8")
    return path


def test_the_import_counts_what_it_wrote(base: Base) -> None:
    told, status = base.imported, base("status", "--json").json
    rows = told["lignes"]
    assert rows["lues"] == rows["chargees"] + rows["reparees"] + rows["rejetees"] > 1000
    assert told["applique"] is True
    facts = status["faits"]
    assert told["plan"]["crees"] == {**facts["noeuds"], **facts["relations"]}
    assert (facts["total_noeuds"], facts["total_relations"]) == (412, 787)
    assert status["dernier_import"]["id"] == told["import_id"]
    assert status["dernier_import"]["sha256"] == told["sha256"]
    assert status["reference"]["noeuds"]["Territoire"] > 1000
    assert status["moteur"]["nom"] == ("neo4j" if base.settings.uses_server else "embarque")


def test_importing_again_changes_nothing(base: Base) -> None:
    before = base.version()
    done = base("import", str(EXAMPLE), "--yes", "--json")
    assert done.status == 0
    assert done.json["plan"] == {**NOTHING, "inchanges": 1199}
    assert (done.json["applique"], done.json["import_id"]) == (False, None)
    assert base.version() == before
    assert len(base("journal", "--json").json["journal"]) == 1


def test_a_plan_writes_nothing_and_says_what_would_change(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "ajout"
    folder.mkdir()
    (folder / "acteurs.csv").write_text(
        "id;nom;type_acteur\nacteur:cpam-35;CPAM renommée;assurance_maladie\nacteur:essai-cli;Essai;association\n",
        encoding="utf-8",
    )
    before = base.version()
    done = base("import", str(folder), "--plan")
    assert done.status == 0
    assert "+ Acteur «\u00a0Essai\u00a0» (acteur:essai-cli)" in done.out
    # Two files disagree: the first one heard stays shown, and the plan says so.
    assert "«\u00a0CPAM renommée\u00a0» selon ajout" in done.out
    assert "montré\u00a0: «\u00a0CPAM d'Ille-et-Vilaine" in done.out
    assert base.version() == before


def test_a_bad_file_is_refused_with_its_report(base: Base, wrong_file: Path, tmp_path: Path) -> None:
    before = base.version()
    report = tmp_path / "rapport.json"
    done = base("import", str(wrong_file), "--yes", "--json", "--report", str(report))
    assert done.status == 1
    assert done.json["applique"] is False
    assert [found["code"] for found in done.json["problemes"]] == ["ING-104"]
    assert json.loads(report.read_text(encoding="utf-8"))["problemes"] == done.json["problemes"]
    assert base.version() == before


def test_yes_on_a_terminal_writes_and_replacing_brings_back(base: Base, addition: Path, tmp_path: Path) -> None:
    saved = tmp_path / "avant.gz"
    before = base.version()
    assert base("backup", str(saved)).status == 0
    terminal = Terminal(base.settings, "import", str(addition))
    terminal.read_until("[oui/non]")
    terminal.type("oui\n")
    status, out = terminal.end()
    assert status == 0
    assert "Écrit" in out
    assert base.version() != before
    refused = base("restore", str(saved), "--json")
    assert refused.status == 1
    assert refused.json["erreur"]["code"] == "GRA-242"
    done = base("restore", str(saved), "--replace", "--json")
    assert done.status == 0, done.err
    assert done.json["entree"]["version_apres"] == before == base.version()


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n) RETURN n",
        "MATCH (n:Entite) DETACH DELETE n",
        "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
        "MATCH (a:Entite), (b:Entite), (c:Entite) WHERE a.nom + b.nom = c.nom RETURN count(*) AS n",
    ],
)
def test_a_query_that_is_no_reading_is_refused_or_stopped(base: Base, query: str) -> None:
    before = base.version()
    done = base("cypher", query, "--json")
    assert done.status == 1
    assert done.json["erreur"]["code"] in {"GRA-211", "GRA-212"}
    assert base.version() == before


def test_a_reading_query_answers(base: Base) -> None:
    query = "MATCH (a:Acteur) WHERE a.id IN $ids RETURN a.id AS id, size($ids) AS n ORDER BY id"
    words = ("cypher", query, "-p", 'ids=["acteur:cpam-35", "acteur:cpam-44"]')
    answer = base(*words, "--json").json
    assert answer["colonnes"] == ["id", "n"]
    assert answer["lignes"] == [{"id": "acteur:cpam-35", "n": 2}, {"id": "acteur:cpam-44", "n": 2}]
    assert answer["tronque"] is False
    assert base(*words, "--csv").out == "id,n\nacteur:cpam-35,2\nacteur:cpam-44,2\n"
    assert "acteur:cpam-44" in base(*words).out


def test_a_request_about_a_person_is_refused(base: Base) -> None:
    done = base("search", "nom et téléphone du référent CLS de la CPAM 35", "--json")
    assert done.status == 1
    assert done.json["refus"] == "donnees_personnelles"
    assert done.json["candidats"] == []


def test_an_acronym_keeps_all_its_meanings(base: Base) -> None:
    done = base("search", "MAS", "--json")
    assert done.status == 0
    meanings = {found.get("sens") for found in done.json["candidats"]}
    assert {"Mission accompagnement santé", "Maison associative de la santé"} <= meanings


def test_an_unknown_name_gives_suggestions(base: Base) -> None:
    done = base("--json", "ask", "intervenants", "-p", "territoire=Pipriacq")
    assert done.status == 1
    assert done.json["suggestions"][0] == "Pipriac"
    assert "Pipriac" in done.err
    assert base("search", "Pipriacq").status == 1


def test_codes_are_words_for_people_and_codes_for_programs(base: Base) -> None:
    words = ("ask", "actions_du_dispositif", "-p", "dispositif=disp:cls-redon-1", "--date", "2021-09-15")
    rows = base(*words, "--json").json["lignes"]
    assert {row["valeurs"]["niveau"] for row in rows} == {"fiche_action"}
    assert "fiche_action" in base(*words, "--csv").out
    told = base(*words).out
    assert "Fiche action" in told
    assert "fiche_action" not in told


def test_an_answer_in_three_forms(base: Base) -> None:
    words = ("ask", "signataires", "-p", "dispositif=disp:cls-broceliande-1", "--date", "2021-09-15")
    answer = base(*words, "--json").json
    assert len(answer["lignes"]) == 15
    assert answer["version_donnees"] == base.version()
    assert all(row["preuves"] for row in answer["lignes"])
    comment, *lines = base(*words, "--csv").out.splitlines()
    assert comment.startswith("# signataires | date 2021-09-15 |")
    assert comment.endswith(answer["version_donnees"])
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert [row["acteur_id"] for row in rows] == [row["valeurs"]["acteur_id"] for row in answer["lignes"]]
    text = base(*words, "--preuves").out
    assert answer["phrase"] in text.replace("\n", " ")
    assert "15 septembre 2021" in text
    assert answer["lignes"][0]["preuves"][0]["citation"] in text
    assert "acteur_id" not in text


def test_an_exported_workbook_reads_back_unchanged(base: Base, tmp_path: Path) -> None:
    for out, kind in ((tmp_path / "faits.xlsx", "xlsx"), (tmp_path / "faits", "csv")):
        assert base("export", kind, str(out)).status == 0
        done = base("import", str(out), "--plan", "--json")
        assert done.json["plan"] == {**NOTHING, "inchanges": 1199}


def documented(verb: str) -> Any:
    """Return the first JSON example of a verb in docs/json.md."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## `{verb}`")[2].partition("\n## ")[0]
    return json.loads(section.partition("```json\n")[2].partition("```")[0])


def assert_same_shape(example: Any, answer: Any, place: str = "") -> None:
    """Compare the names of fields, in dicts and in the first item of lists; keys that are data are left alone."""
    if isinstance(example, dict) and place.rpartition(".")[2] not in FREE:
        assert set(example) == set(answer), place
        for name, value in example.items():
            if answer[name] is not None:
                assert_same_shape(value, answer[name], f"{place}.{name}")
    elif isinstance(example, list) and example and answer and isinstance(example[0], dict):
        assert_same_shape(example[0], answer[0], f"{place}[]")


FREE = {"noeuds", "relations", "parametres", "valeurs", "mesures", "tableaux", "crees", "comptes", "lignes[]"}


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("status", ["--verify"]),
        ("journal", []),
        ("questions", []),
        ("ask", ["signataires", "-p", "dispositif=disp:cls-broceliande-1"]),
        ("cypher", ["MATCH (t:Territoire) RETURN t.nom AS nom, 1 AS n ORDER BY t.id LIMIT 1"]),
        ("import", [str(EXAMPLE), "--plan"]),
        ("model", []),
    ],
)
def test_the_documented_shapes_are_those_printed(base: Base, verb: str, words: list[str]) -> None:
    done = base(verb, *words, "--json")
    assert done.status == 0, done.err
    answer = done.json
    if verb == "journal":
        # The newest entry may tell a restoration, which counts no rows; the oldest is the import.
        answer["journal"].reverse()
    assert_same_shape(documented(verb), answer, verb)
