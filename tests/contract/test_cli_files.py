"""Hold what the command does with files, terminals and pipes, whatever the engine: run on the embedded one."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.support.command import MAILLAGE, ROOT, environment, maillage
from tests.support.command_base import EXAMPLE, Base, example_base
from tests.support.terminal import Terminal

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def base(embedded_settings: Settings) -> Base:
    """Import the example into an empty base."""
    return example_base(embedded_settings)


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


def test_a_pipe_needs_yes_or_plan(base: Base) -> None:
    before = base.version()
    done = maillage("import", str(EXAMPLE), settings=base.settings, stdin="oui\n")
    assert done.status == 2
    assert "--yes" in done.err
    assert base.version() == before


def test_a_report_never_takes_the_place_of_its_file(base: Base, wrong_file: Path) -> None:
    done = base("import", str(wrong_file), "--plan", "--report", str(wrong_file))
    assert done.status == 2
    assert wrong_file.read_bytes() == b"%PDF-1.7"


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
    terminal.interrupt()
    status, out = terminal.end()
    assert (status, out) == (4, "")
    assert base.version() == before


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


def test_territory_and_repeated_values_are_parameters(base: Base) -> None:
    by_name = base("ask", "intervenants", "--territory", "Pipriac", "--date", "2021-09-15", "--json").json
    by_code = base("ask", "intervenants", "-p", "territoire=35219", "--date", "2021-09-15", "--json").json
    assert by_name["lignes"] == by_code["lignes"] != []
    twice = base("ask", "intervenants", "-p", "territoire=Pipriac", "-p", "territoire=Redon", "--json")
    assert twice.status == 2


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
