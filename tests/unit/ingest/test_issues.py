"""A problem reads like a sentence: place, what is wrong, what was expected, what to do."""

import pytest

from graph.model.statement import Location
from ingest.issues import place_of, problem, quoted
from ingest.kinds import KINDS, Gravite

WHERE = Location(file="acteurs.xlsx", sheet="acteurs", row=42)


def test_the_whole_sentence() -> None:
    issue = problem(
        "ING-205",
        WHERE,
        "code de territoire inconnu",
        column="territoire",
        value="EPCI-20005477",
        expected="Un code EPCI est un SIREN de neuf chiffres.",
        suggestion="EPCI-200054773",
    )
    assert str(issue) == (
        "[ING-205] acteurs.xlsx, feuille «\u00a0acteurs\u00a0», ligne 42, colonne «\u00a0territoire\u00a0»\u00a0: "
        "code de territoire inconnu («\u00a0EPCI-20005477\u00a0»). Un code EPCI est un SIREN de neuf chiffres. "
        "Vouliez-vous dire «\u00a0EPCI-200054773\u00a0»\u202f? Corrigez la cellule puis relancez l’import."
    )
    assert (issue.gravite, issue.ligne, issue.valeur) == (Gravite.BLOQUANT, 42, "EPCI-20005477")


def test_a_place_without_row_nor_sheet() -> None:
    assert str(problem("ING-103", Location(file="a.csv"), "le fichier est vide")).startswith(
        "[ING-103] a.csv\u00a0: le fichier est vide."
    )


def test_an_empty_cell_is_named() -> None:
    assert "(cellule vide)" in problem("ING-206", WHERE, "valeur absente", column="id", empty=True).message


def test_a_long_value_is_cut() -> None:
    assert quoted("a" * 61) == "a" * 59 + "…"
    assert quoted("a" * 60) == "a" * 60
    assert quoted("deux\nlignes") == "deux lignes"


def test_personal_data_never_comes_back() -> None:
    issue = problem("ING-201", WHERE, "valeur hors liste", column="06 12 34 56 78", value="Mme Martin, 06 12 34 56 78")
    assert not {"Martin", "34"} & set(str(issue).replace(",", " ").split())


def test_every_kind_says_what_to_do() -> None:
    for code, kind in KINDS.items():
        assert code == kind.code
        assert kind.titre
        assert kind.remede.endswith(".")
        assert code[4] in "12345"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "a.csv"),
        ((4,), "a.csv, ligne 4"),
        ((9, 4), "a.csv, lignes 4 et 9"),
        ((4, 6, 7, 8, 12, 13), "a.csv, lignes 4, 6 à 8, 12 et 13"),
        ((5, 5, 6, 7), "a.csv, lignes 5 à 7"),
    ],
)
def test_rows_are_said_in_words(rows: tuple[int, ...], said: str) -> None:
    assert place_of("a.csv", None, rows, None) == said
