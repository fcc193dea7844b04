"""Choices are read from a file or from the command line, and refused in French when they mean nothing."""

import json
from pathlib import Path

import pytest

from ingest.choices import Cell, Choices
from ingest.choices_file import (
    ChoicesInvalid,
    choices_from_json,
    read_choices,
    read_correction,
    read_refusal,
    united,
)

CHOICES = Choices(
    refused=frozenset({"ING-501", "ING-504@a.xlsx!acteurs!3!territoires"}),
    corrections={Cell("a.csv", None, 2, "nom"): "A = B", Cell("a.xlsx", "acteurs", 12, "siren"): ""},
)


def test_choices_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "choix.json"
    cells = (
        {"fichier": "a.csv", "feuille": None, "ligne": 2, "colonne": "nom", "valeur": "A = B"},
        {"fichier": "a.xlsx", "feuille": "acteurs", "ligne": 12, "colonne": "siren", "valeur": ""},
    )
    written = {"refus": ["ING-501", "ING-504@a.xlsx!acteurs!3!territoires"], "corrections": cells}
    path.write_text(json.dumps(written), encoding="utf-8")
    assert read_choices(path) == CHOICES


def test_a_correction_of_the_command_line() -> None:
    assert read_correction("a b.xlsx!acteurs!3!nom=x=y") == (Cell("a b.xlsx", "acteurs", 3, "nom"), "x=y")
    assert read_correction("a.csv!!3!nom=") == (Cell("a.csv", None, 3, "nom"), "")
    assert choices_from_json({"corrections": ["a.csv!!3!nom=x"]}).corrections == {Cell("a.csv", None, 3, "nom"): "x"}


@pytest.mark.parametrize("text", ["", "nom=x", "a.csv!3!nom=x", "a.csv!!trois!nom=x", "a.csv!!3!nom"])
def test_a_correction_that_means_nothing(text: str) -> None:
    with pytest.raises(ChoicesInvalid, match="fichier!feuille!ligne!colonne=valeur"):
        read_correction(text)


@pytest.mark.parametrize("text", ["", "ING-101", "ING-999", "nom"])
def test_a_refusal_of_no_repair(text: str) -> None:
    with pytest.raises(ChoicesInvalid, match="n’est pas une réparation"):
        read_refusal(text)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"autre": 1},
        {"refus": "ING-501"},
        {"refus": [1]},
        {"corrections": {}},
        {"corrections": [{"fichier": "a"}]},
        {"corrections": [{"fichier": "a", "feuille": 1, "ligne": 2, "colonne": "c", "valeur": "v"}]},
        {"corrections": [{"fichier": "a", "feuille": "f", "ligne": True, "colonne": "c", "valeur": "v"}]},
    ],
)
def test_a_file_that_means_nothing(tmp_path: Path, content: object) -> None:
    path = tmp_path / "choix.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ChoicesInvalid):
        read_choices(path)


def test_a_file_that_is_not_json(tmp_path: Path) -> None:
    path = tmp_path / "choix.json"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(ChoicesInvalid, match="JSON"):
        read_choices(path)


def test_the_command_line_wins_over_the_file() -> None:
    typed = Choices(refused=frozenset({"ING-506"}), corrections={Cell("a.csv", None, 2, "nom"): "C"})
    both = united(CHOICES, typed)
    assert both.refused == CHOICES.refused | {"ING-506"}
    assert both.corrections[Cell("a.csv", None, 2, "nom")] == "C"
