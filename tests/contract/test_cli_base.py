"""Hold what the command does with a base: import, status, questions, exports, refusals, on both engines."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store.store import Store
from tests.support.command import MAILLAGE, ROOT, Done, environment, maillage
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

EXAMPLE = ROOT / "ingest" / "examples" / "bretagne.xlsx"


class Base:
    """Run commands on one base that holds the example."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.imported: Any = None

    def __call__(self, *words: str, **more: str) -> Done:
        return maillage(*words, settings=self.settings, **more)

    def version(self) -> str:
        """Return the version of the data, checked against the data."""
        with Store.open(self.settings) as store:
            version = store.version()
            assert store.recompute_version() == version
        return version


@pytest.fixture(scope="module")
def base(engine_settings: Settings) -> Base:
    """Import the example with the command into an empty base of each engine in turn."""
    emptied(engine_settings).close()
    made = Base(engine_settings)
    done = made("import", str(EXAMPLE), "--yes", "--json")
    assert done.status == 0, done.err
    made.imported = done.json
    return made


@pytest.fixture
def wrong_file(tmp_path: Path) -> Path:
    path = tmp_path / "faux.xlsx"
    path.write_bytes(b"%PDF-1.7")
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
    assert done.json["plan"] == {"crees": {}, "modifies": 0, "clos": 0, "inchanges": 1199}
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
    assert "+ Acteur acteur:essai-cli" in done.out
    assert "→ CPAM renommée" in done.out
    assert base.version() == before


def test_a_pipe_needs_yes_or_plan(base: Base) -> None:
    before = base.version()
    done = maillage("import", str(EXAMPLE), settings=base.settings, stdin="oui\n")
    assert done.status == 2
    assert "--yes" in done.err
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


def test_a_report_never_takes_the_place_of_its_file(base: Base, wrong_file: Path) -> None:
    done = base("import", str(wrong_file), "--plan", "--report", str(wrong_file))
    assert done.status == 2
    assert wrong_file.read_bytes() == b"%PDF-1.7"


class Terminal:
    """Run one command with a terminal for its input and its messages."""

    def __init__(self, settings: Settings, *words: str) -> None:
        ours, theirs = pty.openpty()
        self._fd = ours
        self.process = subprocess.Popen(
            [*MAILLAGE, *words],
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment(settings, TERM="dumb"),
            start_new_session=True,
        )
        os.close(theirs)

    def read_until(self, words: str) -> str:
        """Return what was shown up to these words."""
        shown, deadline = b"", time.monotonic() + 60
        while words.encode() not in shown:
            assert time.monotonic() < deadline, shown.decode(errors="replace")
            if select.select([self._fd], [], [], 1)[0]:
                shown += os.read(self._fd, 65536)
        return shown.decode(errors="replace")

    def type(self, text: str) -> None:
        os.write(self._fd, text.encode())

    def end(self) -> tuple[int, str]:
        """Return the exit code and the answer."""
        assert self.process.stdout is not None
        out = self.process.stdout.read().decode("utf-8")
        self.process.stdout.close()
        status = self.process.wait(60)
        os.close(self._fd)
        return status, out


@pytest.fixture
def addition(tmp_path: Path) -> Path:
    path = tmp_path / "acteurs.csv"
    path.write_text("id;nom;type_acteur\nacteur:essai-terminal;Essai;association\n", encoding="utf-8")
    return path


def test_a_terminal_is_asked_and_may_say_no(base: Base, addition: Path) -> None:
    before = base.version()
    terminal = Terminal(base.settings, "import", str(addition))
    shown = terminal.read_until("[oui/non]")
    assert "acteur:essai-terminal" in shown
    terminal.type("peut-être\n")
    terminal.read_until("[oui/non]")
    terminal.type("non\n")
    status, out = terminal.end()
    assert (status, out) == (4, "")
    assert base.version() == before


def test_an_interruption_writes_nothing(base: Base, addition: Path) -> None:
    before = base.version()
    terminal = Terminal(base.settings, "import", str(addition))
    terminal.read_until("[oui/non]")
    terminal.process.send_signal(2)
    status, out = terminal.end()
    assert (status, out) == (4, "")
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


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "signataire", "-p", "dispositif=disp:cls-broceliande-1"],
        ["ask", "signataires"],
        ["ask", "signataires", "-p", "dispositif=disp:cls-broceliande-1", "-p", "couleur=bleu"],
        ["ask", "signataires", "-p", "dispositif=disp:cls-broceliande-1", "--date", "hier"],
    ],
)
def test_a_question_written_wrongly_exits_2(base: Base, words: list[str]) -> None:
    done = base(*words, "--json")
    assert done.status == 2
    assert done.json["erreur"]["code"].startswith("REQ-")


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


def test_territory_and_repeated_values_are_parameters(base: Base) -> None:
    by_name = base("ask", "intervenants", "--territory", "Pipriac", "--date", "2021-09-15", "--json").json
    by_code = base("ask", "intervenants", "-p", "territoire=35219", "--date", "2021-09-15", "--json").json
    assert by_name["lignes"] == by_code["lignes"] != []
    twice = base("ask", "intervenants", "-p", "territoire=Pipriac", "-p", "territoire=Redon", "--json")
    assert twice.status == 2


def test_an_exported_workbook_reads_back_unchanged(base: Base, tmp_path: Path) -> None:
    for out, kind in ((tmp_path / "faits.xlsx", "xlsx"), (tmp_path / "faits", "csv")):
        assert base("export", kind, str(out)).status == 0
        done = base("import", str(out), "--plan", "--json")
        assert done.json["plan"] == {"crees": {}, "modifies": 0, "clos": 0, "inchanges": 1199}


def test_a_zip_holds_the_files_of_the_folder(base: Base, tmp_path: Path) -> None:
    folder, packed = tmp_path / "faits", tmp_path / "faits.zip"
    assert base("export", "csv", str(folder)).status == base("export", "csv", str(packed)).status == 0
    with zipfile.ZipFile(packed) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_json_export_says_what_it_is(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "faits.json"
    assert base("export", "json", str(out)).status == 0
    content = json.loads(out.read_text(encoding="utf-8"))
    header = content["entete"]
    assert (header["noeuds"], header["relations"]) == (412, 787)
    assert (len(content["noeuds"]), len(content["relations"])) == (412, 787)
    assert header["version_donnees"] == base.version()
    assert len(header["sources"]) == 5
    assert "Licence Ouverte" in header["licence"]
    known = {node["id"] for node in (*content["noeuds"], *content["references"])}
    assert {end for link in content["relations"] for end in (link["de"], link["vers"])} <= known
    assert all(link["preuves"] for link in content["relations"])


def test_a_territory_keeps_what_touches_it(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "redon.json"
    done = base("export", "json", str(out), "--territory", "Redon Agglomération", "--json")
    assert done.json["territoire"] == "EPCI-243500741"
    content = json.loads(out.read_text(encoding="utf-8"))
    ids = {node["id"] for node in content["noeuds"]}
    assert {"disp:cls-redon-1", "action:redon1-14", "acteur:cpam-35", "acteur:redon-agglomeration"} <= ids
    assert not {"disp:cls-broceliande-1", "disp:cls-cornouaille", "acteur:qcd"} & ids
    known = ids | {node["id"] for node in content["references"]}
    assert all({link["de"], link["vers"]} <= known for link in content["relations"])
    cited = {proof["source"] for node in content["noeuds"] for proof in node["preuves"]}
    assert cited <= {source["fichier"] for source in content["entete"]["sources"]}


def test_a_date_leaves_out_what_is_over(base: Base, tmp_path: Path) -> None:
    counts = {}
    for day in ("toutes", "2021-09-15", "1950"):
        done = base("export", "json", str(tmp_path / f"{day}.json"), "--date", day, "--json")
        counts[day] = done.json["relations"]
    assert counts["toutes"] == 787 > counts["2021-09-15"] > counts["1950"]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_an_output_that_exists_stays(base: Base, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "sortie"
    out.write_text("à moi", encoding="utf-8")
    assert base("export", kind, str(out)).status == 2
    assert out.read_text(encoding="utf-8") == "à moi"
    assert base("export", kind, str(out), "--force").status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sortie"]


def test_a_folder_of_the_person_is_never_replaced(base: Base, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    for kind in ("csv", "json"):
        assert base("export", kind, str(tmp_path), "--force").status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["photo.png"]


def test_a_reader_that_goes_away_is_no_failure(base: Base) -> None:
    process = subprocess.Popen(
        [*MAILLAGE, "cypher", "MATCH (n:Entite) RETURN n ORDER BY n.id LIMIT 2000", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(base.settings),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), said) == (0, b"")
