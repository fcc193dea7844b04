"""Read the network in words under its picture: brokers, forgotten links, health, each from its address."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, plain, tables, words

DAY = "2021-09-15"
REDON = "EPCI-243500741"
PLACE = {"vue": "territoire", "territoire": REDON, "date": DAY}


def test_nothing_is_measured_before_it_is_asked_for(open_screen: Open) -> None:
    page = open_screen("reseau", **PLACE)
    said = words(page)
    assert fails(page) == []
    assert "Trois lectures possibles" in said
    assert "Les mesures portent" not in said


@pytest.mark.parametrize("reading", ["relais", "sante_reseau"])
@pytest.mark.parametrize("start", [PLACE, {"vue": "autour", "id": "acteur:cpam-35", "date": "toutes"}, {}])
def test_every_reading_says_its_scope_its_reserves_and_its_method(
    open_screen: Open, reading: str, start: dict[str, str]
) -> None:
    page = open_screen("reseau", lecture=reading, **start)
    assert fails(page) == []
    said = words(page)
    scope = "sur les acteurs de Redon Agglomération (EPCI)" if "territoire" in start else "sur toute la base"
    assert f"Les mesures portent {scope}" in said
    assert "Le plus souvent, leurs partenaires ne sont pas documentés" in said
    assert "Comment c’est calculé" in [expander.label for expander in page.expander]
    assert tables(page)[0]["rows"]
    assert all(row["opens"] for row in tables(page)[0]["rows"])


def test_the_reading_is_kept_in_the_address(open_screen: Open) -> None:
    page = open_screen("reseau", **PLACE)
    page.segmented_control(key="reseau_lecture").set_value("sante_reseau").run()
    assert page.query_params["lecture"] == "sante_reseau"
    assert "des liens possibles existent" in words(page)
    page.segmented_control(key="reseau_lecture").set_value(None).run()
    assert "lecture" not in page.query_params


def test_brokers_lead_to_the_picture(open_screen: Open) -> None:
    page = open_screen("reseau", vue="autour", id="acteur:cpam-35", date="toutes", lecture="relais")
    said = words(page)
    assert "4 acteurs tiennent à eux seuls des groupes qui ne se parleraient pas autrement" in said
    assert "CPAM d’Ille-et-Vilaine (CPAM 35) relie 2 groupes qui ne se parlent pas autrement." in said
    assert "105 des 152 liens viennent d’un seul cadre" in said
    shown = tables(page)[0]
    assert headings(shown)[:3] == ["Rang", "Relais", "Intermédiation"]
    assert not {"Contrainte", "Secteur"} & set(headings(shown))
    found = {name: parse_qs(target.partition("?")[2]) for name, target in links(page).items()}
    region = found["Région Bretagne"]
    assert region["choix"] == ["acteur:region-bretagne"]
    assert region["lecture"] == ["relais"]
    # Two links away from the CPAM: the picture is centred on it.
    assert region["id"] == ["acteur:region-bretagne"]
    assert found["CPAM d’Ille-et-Vilaine (CPAM 35)"]["id"] == ["acteur:cpam-35"]


def test_the_health_of_the_whole_is_said_measure_by_measure(open_screen: Open) -> None:
    page = open_screen("reseau", vue="dispositif", id="disp:cls-broceliande-1", date="toutes", lecture="sante_reseau")
    assert fails(page) == []
    said = words(page)
    assert "57 acteurs, 152 liens : 9,5 % des liens possibles existent" in said
    first = tables(page)[0]
    assert headings(first)[:3] == ["Mesure", "Valeur", "Lecture"]
    lines = {plain(row["cells"][0]): plain(row["cells"][2]) for row in first["rows"]}
    assert lines["Densité"] == "9,5 % des liens possibles existent : 152 sur 1 596."
    assert "Chaque acteur dans le réseau" in [expander.label for expander in page.expander]


def test_before_the_first_fact_there_is_no_measure(open_screen: Open) -> None:
    page = open_screen("reseau", **{**PLACE, "date": "2010-01-01"}, lecture="sante_reseau")
    said = words(page)
    assert fails(page) == []
    assert "Aucune donnée à cette date" in said
    assert "0 %" not in said
