"""Open the screen of evolution on the example: what changed, what is compared, what is said when nothing can be."""

from __future__ import annotations

from datetime import date

import pytest

from tests.app.conftest import Open
from tests.support.screens import fails, links, plain, tables, words

REDON = "EPCI-243500741"
BEFORE, AFTER = "2019-01-01", "2021-09-15"


def test_a_territory_between_two_dates(open_screen: Open) -> None:
    page = open_screen("evolution", territoire=REDON, debut=BEFORE, date=AFTER)
    assert fails(page) == []
    said = plain(words(page))
    assert plain("Depuis le 1er janvier 2019 : 69 créés, 2 terminés, 528 découverts.") in said
    assert plain("Évolution : Redon Agglomération") in said
    assert "Les éléments ont la même place aux deux dates." in said
    assert "17 liens entre acteurs à la première date, 39 liens à la seconde" in said
    assert "Un périmètre sans date compte aux deux dates" in said
    titles = [table["title"] for table in tables(page)]
    assert {"Créés", "Mesures du réseau"} <= set(titles)
    created = next(table for table in tables(page) if table["title"] == "Créés")
    assert len(created["rows"]) == 69
    doors = links(page)
    assert any("date=2019-01-01" in target for label, target in doors.items() if "Ouvrir le réseau" in label)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("termine", "Terminés"),
        ("decouvert", "Découverts"),
        ("objets", "Dispositifs, actions, événements"),
        ("possibles", "Peut-être aussi"),
        ("en_attente", "En projet ou à confirmer"),
    ],
)
def test_every_list_opens(open_screen: Open, code: str, title: str) -> None:
    page = open_screen("evolution", debut=BEFORE, date=AFTER, liste=code)
    assert fails(page) == []
    assert title in [table["title"] for table in tables(page)]


@pytest.mark.parametrize("part", ["acteurs", "liens_acteurs"])
def test_every_comparison_opens(open_screen: Open, part: str) -> None:
    page = open_screen("evolution", debut=BEFORE, date=AFTER, reseau=part)
    assert fails(page) == []
    moves = next(table for table in tables(page) if "acteurs" in table["title"].lower())
    assert {row["cells"][0] for row in moves["rows"]} <= {"arrive", "part", "apparaît", "disparaît"}


def test_the_whole_base_has_no_picture_and_says_why(open_screen: Open) -> None:
    said = plain(words(open_screen("evolution", debut=BEFORE, date=AFTER)))
    assert "Choisissez un territoire pour voir son réseau aux deux dates" in said


def test_without_a_first_date_it_looks_a_year_back(open_screen: Open) -> None:
    page = open_screen("evolution", date=AFTER)
    assert fails(page) == []
    assert page.query_params["debut"] == ["2020-09-15"] or page.query_params["debut"] == "2020-09-15"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"debut": AFTER, "date": AFTER}, "Les deux dates sont la même"),
        ({"debut": "2025-01-01", "date": AFTER}, "vient après la date de fin"),
        ({"debut": "2000-01-01", "date": "2010-01-01"}, "Aucune donnée à cette date"),
        ({"date": "toutes"}, "Une évolution se lit entre deux jours"),
        ({"debut": "2008-01-01", "date": AFTER}, "il n’y a pas de réseau à comparer"),
        ({"debut": "n’importe quoi", "date": AFTER}, "Depuis le 15 septembre 2020"),
    ],
)
def test_what_cannot_be_compared_is_said(open_screen: Open, address: dict[str, str], expected: str) -> None:
    page = open_screen("evolution", **address)
    assert fails(page) == []
    assert expected in plain(words(page))


def test_the_dates_and_the_list_stay_in_the_address(open_screen: Open) -> None:
    page = open_screen("evolution", debut=BEFORE, date=AFTER)
    page.date_input(key="evolution_debut").set_value(date(2020, 1, 1)).run()
    assert fails(page) == []
    assert "Depuis le 1er janvier 2020" in plain(words(page))


def test_the_same_question_opens_in_the_library(open_screen: Open) -> None:
    page = open_screen("questions", question="evolution", debut=BEFORE, fin=AFTER, date=AFTER)
    assert fails(page) == []
    assert plain("Depuis le 1er janvier 2019 : 69 créés, 2 terminés, 591 découverts.") in plain(words(page))
