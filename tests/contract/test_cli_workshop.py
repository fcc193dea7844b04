"""Hold the commands of the workshop: guests, tables, pairs, the day itself, the kit, the answers, their exit codes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.workshops.capture_form import to_csv
from app.workshops.store import FOLDER, Workshops
from graph.settings import Settings
from tests.support.command import maillage
from tests.support.command_base import Base, example_base
from tests.support.screens import plain

pytestmark = pytest.mark.contract

REDON = "Redon Agglomération"
PLAN_KEYS = {"tours", "paires_distinctes", "borne", "hasard", "gain", "repetitions", "secondes"}


@pytest.fixture(scope="module")
def base(embedded_settings: Settings) -> Base:
    """Import the example into an empty base."""
    return example_base(embedded_settings)


@pytest.fixture
def shelf(base: Base) -> Iterator[Workshops]:
    """Give the workshops of the base; none is left after."""
    kept = Workshops(Path(base.settings.data_dir) / FOLDER)
    yield kept
    for one in kept.all():
        kept.delete(one.id)


def seated(tours: list[list[list[str]]]) -> list[list[str]]:
    """Return who is seated at each round, sorted."""
    return [sorted(one for table in tour for one in table) for tour in tours]


def pairs(tours: list[list[list[str]]]) -> set[frozenset[str]]:
    """Return the pairs who meet."""
    return {frozenset((a, b)) for tour in tours for table in tour for a in table for b in table if a != b}


def test_tables_of_a_number_need_no_base_and_say_what_they_are_worth(tmp_path: Path) -> None:
    words = ("workshop", "tables", "--people", "20", "--tables", "4", "--rounds", "3", "--seed", "7", "--json")
    done = maillage(*words, MAILLAGE_DATA=str(tmp_path / "none"))
    assert done.status == 0, done.err
    plan = done.json
    assert plan.keys() >= PLAN_KEYS
    people = [f"p{rank:02d}" for rank in range(1, 21)]
    assert seated(plan["tours"]) == [people] * 3
    assert all(len(table) == 5 for tour in plan["tours"] for table in tour)
    assert plan["paires_distinctes"] == plan["borne"] == len(pairs(plan["tours"])) == 112
    assert plan["hasard"] == pytest.approx(96.5, abs=0.05)
    assert (plan["gain"], plan["repetitions"]) == (1, 8)
    assert not (tmp_path / "none").exists()
    assert maillage(*words).json["tours"] == plan["tours"]
    said = plain(maillage(*words[:-1]).out)
    assert "112 rencontres différentes sur 112 possibles : aucun plan ne peut faire mieux." in said


def test_a_list_keeps_hosts_and_sets_pairs_apart(tmp_path: Path) -> None:
    names = ["CPAM 35", "CH de Redon", "CCAS", "Mairie de Redon", "CPTS", "MSA", "ARS", "Mission locale"]
    rows = [f"{name};{1 if name == 'ARS' else ''};{'CCAS' if name == 'MSA' else ''}" for name in names]
    file = tmp_path / "liste.csv"
    file.write_text("\n".join(("organisme;table;interdit avec", *rows)), encoding="utf-8")
    done = maillage("workshop", "tables", "--people", str(file), "--tables", "2", "--rounds", "3", "--json")
    assert done.status == 0, done.err
    plan = done.json
    named = {one["id"]: one["nom"] for one in plan["participants"]}
    tours = [[[named[one] for one in table] for table in tour] for tour in plan["tours"]]
    assert all("ARS" in tour[0] for tour in tours)
    assert frozenset(("MSA", "CCAS")) not in pairs(tours)


def test_the_rounds_left_are_planned_again(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    first = maillage("workshop", "tables", "--people", "16", "--tables", "4", "--rounds", "4", "--json")
    file.write_text(first.out, encoding="utf-8")
    words = ("--played", "2", "--absent", "p03", "--absent", "p04", "--arriving", "Maison des aidants", "--json")
    done = maillage("workshop", "replan", str(file), *words)
    assert done.status == 0, done.err
    plan = done.json
    assert plan["tours"][:2] == first.json["tours"][:2]
    there = sorted({f"p{rank:02d}" for rank in range(1, 18)} - {"p03", "p04"})
    assert seated(plan["tours"][2:]) == [there] * 2
    assert plan["participants"][-1]["nom"] == "Maison des aidants"
    assert plan["secondes"] < 2
    file.write_text(done.out, encoding="utf-8")
    again = maillage("workshop", "replan", str(file), "--played", "3", "--arriving", "p03", "--json").json
    assert "p03" in seated(again["tours"])[3]
    assert "p04" not in seated(again["tours"])[3]


def test_pairs_rest_in_turn() -> None:
    plan = maillage("workshop", "speed", "--people", "7", "--rounds", "7", "--json").json
    assert len(pairs(plan["tours"])) == plan["paires_distinctes"] == plan["borne"] == 21
    resting = [table[0] for tour in plan["tours"] for table in tour if len(table) == 1]
    assert sorted(resting) == [f"p{rank:02d}" for rank in range(1, 8)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tables", "--people", "5", "--tables", "9", "--rounds", "3"), ["plus de tables (9) que de participants (5)"]),
        (("tables", "--people", "3", "--tables", "1", "--rounds", "1"), ["au moins 4 participants ; il y en a 3"]),
        (("tables", "--people", "200", "--tables", "20", "--rounds", "3"), ["jusqu’à 120 participants", "200"]),
        (
            ("tables", "--people", "200", "--tables", "300", "--rounds", "0", "--seconds", "0"),
            ["--seconds", "120 participants", "plus de tables (300)", "au moins un tour"],
        ),
        (("tables", "--people", "20"), ["Il manque --tables.", "Il manque --rounds."]),
        (("tables", "--people", "-5", "--tables", "2", "--rounds", "3"), ["--people va de 4 à 120 : -5 ne convient"]),
        (("tables", "--tables", "4", "--rounds", "3"), ["Il manque qui vient"]),
        (("tables", "--people", "absente.csv", "--tables", "4", "--rounds", "3"), ["ni un nombre ni un fichier"]),
        (
            ("speed", "--people", "1", "--rounds", "0"),
            ["au moins 2 participants", "nombre de tours", "workshop speed --help"],
        ),
        (("speed", "--people", "0", "--rounds", "2"), ["--people va de 2 à 120", "workshop speed --help"]),
        (("replan", "absent.json", "--played", "1"), ["Le fichier « absent.json » n’existe pas."]),
        (("replan", "pyproject.toml", "--played", "1"), ["n’est pas un plan donné par"]),
        (("guests", "--seats", "0"), ["Il manque le territoire", "--seats va de 1 à 120"]),
        (("guests", "--territory", "x", "--keep", "demain"), ["--keep attend un jour"]),
        ((), ["Il manque un mot après « workshop »", "guests, tables, speed"]),
        (("tabels",), ["Vouliez-vous dire « tables » ?"]),
    ],
)
def test_what_was_not_written_as_it_should_is_said_all_at_once(words: tuple[str, ...], said: list[str]) -> None:
    done = maillage("workshop", *words)
    assert done.status == 2, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    assert [text for text in said if text not in plain(done.err)] == []


def test_pairs_that_cannot_be_set_apart_are_named(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("nom;interdit avec\nARS;CPAM|CCAS\nCPAM;CCAS\nCCAS;\nCAF;\nMSA;\nDAC;\n", encoding="utf-8")
    done = maillage("workshop", "tables", "--people", str(file), "--tables", "2", "--rounds", "2")
    assert done.status == 2
    said = plain(done.err)
    assert all(name in said for name in ("« ARS »", "« CPAM »", "« CCAS »"))
    assert "CAF" not in said


def test_a_plan_who_is_gone_and_who_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(maillage("workshop", "speed", "--people", "4", "--rounds", "3", "--json").out, encoding="utf-8")
    done = maillage("workshop", "replan", str(file), "--played", "9", "--absent", "p09", "--arriving", "Mme Martin")
    assert done.status == 2
    said = plain(done.err)
    assert "--played va de 0 à 3" in said
    assert "« p09 » n’est pas dans ce plan." in said
    assert "civilité suivie d’un nom" in said


def test_an_unknown_territory_or_workshop_is_refused_with_what_to_do(base: Base) -> None:
    done = base("workshop", "guests", "--territory", "Redonn", "--json")
    assert done.status == 1
    assert done.json["erreur"]["code"]
    done = base("workshop", "show", "../secret")
    assert done.status == 1
    assert "Aucun atelier" in done.err
    assert base("workshop", "list").out == "Aucun atelier n’est gardé.\n"


def test_from_a_territory_to_the_kit_then_to_the_report(base: Base, shelf: Workshops, tmp_path: Path) -> None:
    done = base(
        "workshop", "guests", "--territory", REDON, "--seats", "8", "--mandatory", "CPAM 35", "--keep", "2026-03-19",
        "--title", "Rencontre de mars", "--json",
    )  # fmt: skip
    assert done.status == 0, done.err
    answer = done.json
    assert answer["question"] == "invites"
    assert len(answer["lignes"]) == 8
    (kept,) = shelf.all()
    assert kept.id == "redon-agglomeration-2026-03-19"
    assert kept.obligatoires == ("acteur:cpam-35",)
    assert {one.acteur for one in kept.participants} == {row["valeurs"]["acteur_id"] for row in answer["lignes"]}

    done = base(
        "workshop", "tables", "--workshop", kept.id, "--tables", "2", "--rounds", "2", "--seconds", "1", "--json"
    )
    assert done.status == 0, done.err
    assert [list(map(list, tour)) for tour in shelf.get(kept.id).plan] == done.json["tours"]
    assert done.json["borne_liens_manquants"] > 0

    words = ("--played", "1", "--absent", "CPAM 35", "--seconds", "0.5", "--json")
    again = base("workshop", "replan", kept.id, *words)
    assert again.status == 0, again.err
    assert again.json["tours"][0] == done.json["tours"][0]
    assert (shelf.get(kept.id).joues, len(shelf.get(kept.id).presents)) == (1, 7)
    refused = base("workshop", "tables", "--workshop", kept.id)
    assert refused.status == 2
    assert "1 tour est déjà joué" in plain(refused.err)
    back = next(one.id for one in kept.participants if one.acteur == "acteur:cpam-35")
    assert base("workshop", "replan", kept.id, "--arriving", back, "--seconds", "0.5").status == 0

    # Somebody nobody expected is looked up in the base: it comes with its actor.
    unexpected = base("workshop", "replan", kept.id, "--arriving", "CPAM du Finistère", "--seconds", "0.5")
    assert unexpected.status == 0
    assert "CPAM du Finistère : reconnu dans la base" in plain(unexpected.err)
    newcomer = next(one for one in shelf.get(kept.id).participants if one.nom == "CPAM du Finistère")
    assert newcomer.acteur == "acteur:cpam-finistere"
    left = base("workshop", "replan", kept.id, "--absent", newcomer.id, "--seconds", "0.5")
    assert left.status == 0, left.err

    out = tmp_path / "kit.zip"
    done = base("workshop", "kit", kept.id, str(out), "--json")
    assert done.status == 0, done.err
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == done.json["fichiers"]
        book = next(name for name in archive.namelist() if name.endswith(".xlsx"))
        archive.extract(book, tmp_path)
    assert base("workshop", "kit", kept.id, str(out)).status == 2
    assert len(load_workbook(tmp_path / book).sheetnames) == 9

    _answered(base, shelf, kept.id, tmp_path)


def _answered(base: Base, shelf: Workshops, workshop: str, folder: Path) -> None:
    """Take two forms in, refuse a wrong one, write, take back, report."""
    lines = to_csv(shelf.get(workshop)).decode("utf-8-sig").splitlines()
    first, second = "p01", "p02"
    good = [_filled(line, first, second) or _filled(line, second, first) for line in lines[1:]]
    file = folder / "reponses.csv"
    file.write_text("\n".join([lines[0], *filter(None, good)]), encoding="utf-8")
    wrong = folder / "fausses.csv"
    wrong.write_text(file.read_text(encoding="utf-8").replace(";4;", ";9;"), encoding="utf-8")
    done = base("workshop", "capture", workshop, str(wrong), "--json")
    assert (done.status, done.json["refuse"]) == (1, True)
    assert shelf.get(workshop).formulaires == ()
    done = base("workshop", "capture", workshop, str(file), "--json")
    assert done.status == 0, done.err + done.out
    assert done.json["gardees"] == 2
    other = folder / "autres.csv"
    other.write_text(file.read_text(encoding="utf-8").replace(";4;", ";3;"), encoding="utf-8")
    done = base("workshop", "capture", workshop, str(other))
    assert done.status == 1
    assert "lien aujourd’hui → 1 : 4 ; 2 : 3" in plain(done.out)
    assert "Rien n’est gardé : 2 choix à faire" in plain(done.out)
    done = base("workshop", "capture", workshop, str(other), "--choose", "p01=9", "--choose", "p99=1")
    assert done.status == 2
    assert [text for text in ("de 1 à 2", "« p99=1 »") if text not in plain(done.err)] == []
    done = base("workshop", "capture", workshop, str(other), "--choose", "p01=2", "--choose", "p02=1", "--json")
    assert (done.status, done.json["gardees"]) == (0, 1)
    assert [one["choisi"] for one in done.json["questions"]] == [2, 1]
    assert [one.contacts[0].aujourd_hui for one in shelf.get(workshop).formulaires] == [3, 4]

    assert base("workshop", "record", workshop).status == 2
    before = base.version()
    done = base("workshop", "record", workshop, "--plan", "--json")
    assert (done.status, done.json["applique"], base.version()) == (0, False, before)
    written: Any = base("workshop", "record", workshop, "--yes", "--json").json
    assert (written["applique"], written["liens_confirmes"]) == (True, 2)
    assert shelf.get(workshop).evenement
    assert base.version() != before
    found = base("workshop", "effect", workshop, "--json").json
    assert (found["etat_donnees"], found["indicatif"]) == ("partiel", True)
    assert found["reponses"] == {"n": 2, "sur": 8}
    assert base("undo", written["entree"]["id"], "--yes").status == 0
    assert base.version() == before
    listed = base("workshop", "list", "--json").json["ateliers"]
    assert [(one["id"], one["reponses"]) for one in listed] == [(workshop, 2)]
    assert json.loads(base("workshop", "show", workshop, "--json").out)["atelier"]["id"] == workshop
    assert base("workshop", "delete", workshop).status == 2
    assert base("workshop", "delete", workshop, "--yes").status == 0
    assert shelf.all() == ()


def _filled(line: str, respondent: str, other: str) -> str:
    """Return the row of one form about one other, filled in; nothing for the other rows."""
    cells = line.split(";")
    if f"({respondent})" not in cells[0] or f"({other})" not in cells[3]:
        return ""
    return ";".join([*cells[:4], "0", "oui", "4", "Se revoir", "avril", *cells[9:]])
