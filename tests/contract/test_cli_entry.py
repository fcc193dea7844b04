"""Run the commands that write one thing without a file: what they show, refuse, write, and how it is taken back."""

from pathlib import Path

import pytest

from graph.settings import Settings
from tests.support.command import maillage
from tests.support.command_base import Base, example_base

pytestmark = pytest.mark.contract

TEAM = ("--team", "chargée de mission santé", "--source-date", "2026-11-22")
CPAM, CLS = "acteur:cpam-35", "disp:cls-cornouaille"


@pytest.fixture(scope="module")
def base(engine_settings: Settings) -> Base:
    """Give a base that holds the example."""
    return example_base(engine_settings)


def test_an_object_is_added_shown_and_undone(base: Base) -> None:
    before = base.version()
    words = ("add", "acteur", "-p", "nom=Espace santé de Redon", "-p", "type_acteur=association", *TEAM)
    shown = base(*words, "--plan", "--json").json
    assert (shown["plan"]["crees"], shown["applique"]) == ({"Acteur": 1, "Source": 1}, False)
    assert base.version() == before
    done = base(*words, "--yes")
    assert done.status == 0, done.err
    assert "saisie sai-" in done.out
    assert base("journal", "--json").json["journal"][0]["nature"] == "saisie"
    assert base("undo", "--yes").status == 0
    assert base.version() == before


def test_a_relationship_is_added_by_names_corrected_then_closed(base: Base) -> None:
    before = base.version()
    done = base(
        "relate", "signe", "CPAM 35", CLS, "-p", "role=signataire", "--source", "Convention.pdf", "--yes", "--json"
    )
    assert done.status == 0, done.out
    assert done.json["plan"]["crees"] == {"SIGNE": 1, "Source": 1}
    link = f"SIGNE|{CPAM}|{CLS}"
    assert base("correct", link, "-p", "valid_from=2024-01", "--source", "Convention.pdf", "--yes").status == 0
    closed = base("close", link, "--date", "2025-06-30", *TEAM, "--yes", "--json")
    assert closed.json["plan"]["clos"] == 1, closed.out
    for _ in range(3):
        assert base("undo", "--yes").status == 0
    assert base.version() == before


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("add", "acteur", "-p", "nom=X", "--yes"), 2, "La source manque"),
        (("add", "planète", "-p", "nom=X", *TEAM, "--yes"), 2, "n’est pas une sorte d’objet"),
        (("add", "acteur", "-p", "sigle", *TEAM, "--yes"), 2, "ne se lit pas"),
        (("add", "acteur", "-p", "nom=", *TEAM, "--yes"), 2, "n’efface rien"),
        (("add", "acteur", "-p", "nom=X", *TEAM), 2, "--yes"),
        (("add", "acteur", "-p", "nom=CPAM 35", "-p", "type_acteur=ars", *TEAM, "--yes"), 1, CPAM),
        (("add", "acteur", "-p", "nom=Un organisme", *TEAM, "--yes"), 1, "refusée"),
        (("add", "acteur", "-p", "nom=Un organisme", "-p", "sigl=X", *TEAM, "--yes"), 1, "sigle"),
        (("relate", "SIGNER", CPAM, CLS, *TEAM, "--yes"), 2, "SIGNE"),
        (("relate", "SIGNE", "personne de ce nom", CLS, *TEAM, "--yes"), 1, "personne de ce nom"),
        (("relate", "COUVRE", CPAM, CLS, *TEAM, "--yes"), 1, "COUVRE part d’un dispositif, pas d’un acteur"),
        (("relate", "COUVRE", CLS, CPAM, *TEAM, "--yes"), 1, "COUVRE mène à un territoire, pas à un acteur"),
        (("correct", "acteur:rien", "-p", "sigle=X", *TEAM, "--yes"), 1, "acteur:rien"),
        (("correct", CPAM, *TEAM, "--yes"), 1, "encore changé"),
        (("close", CPAM, "--date", "bientôt", *TEAM, "--yes"), 2, "n’est pas une date"),
        (("close", "SIGNE|acteur:rien|disp:rien", "--date", "2025", *TEAM, "--yes"), 1, "acteur:rien"),
        (
            ("correct", CPAM, "-p", "sigle=X", "--team", "Mme Camille Exemple", "--source-date", "2026", "--yes"),
            1,
            "personn",
        ),
    ],
)
def test_what_cannot_be_written_is_said(base: Base, words: tuple[str, ...], status: int, said: str) -> None:
    before = base.version()
    done = base(*words)
    assert done.status == status, (done.out, done.err)
    assert said in done.out + done.err
    assert "Traceback" not in done.err
    assert base.version() == before


def test_a_double_is_written_when_it_is_said_to_be_another(base: Base) -> None:
    words = ("add", "acteur", "-p", "nom=CPAM 35", "-p", "type_acteur=assurance_maladie", *TEAM, "--plan", "--json")
    refused = base(*words)
    assert refused.status == 1
    assert CPAM in refused.out
    shown = base(*words, "--new")
    assert shown.status == 0
    assert shown.json["ressemblants"][0]["id"] == CPAM


def test_the_workbook_of_a_territory_is_written(tmp_path: Path) -> None:
    out = tmp_path / "redon.xlsx"
    done = maillage("template", str(out), "--territory", "EPCI-243500741")
    assert done.status == 0, done.err
    assert "30 communes" in done.out or "31 communes" in done.out
    assert out.stat().st_size > 10_000
    unknown = maillage("template", str(tmp_path / "rien.xlsx"), "--territory", "Nulle part")
    assert unknown.status == 1
    assert "territoire connu" in unknown.err
    assert not (tmp_path / "rien.xlsx").exists()
