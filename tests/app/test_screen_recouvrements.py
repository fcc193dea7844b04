"""Open the screen of overlaps from its address: every pair in words, one pair on the map and side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, plain, tables, words

DAY, REDON, BRETAGNE = "2021-09-15", "EPCI-243500741", "REG-53"
CLS_2, CPTS, PRS = "disp:cls-redon-2", "disp:cpts-redon", "disp:prs-bretagne"
SCREEN = "recouvrements"


def test_without_a_choice_the_screen_offers_territories(open_screen: Open) -> None:
    page = open_screen(SCREEN)
    assert fails(page) == []
    assert "Choisissez un territoire" in words(page)
    assert any("recouvrements" in target for target in links(page).values())


def test_all_the_pairs_of_a_territory(open_screen: Open) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    said = words(page)
    assert fails(page) == []
    assert "10 dispositifs touchent Redon Agglomération (EPCI)" in said
    assert "Indice de recouvrement de chaque paire" in said
    assert "0,69" in said
    assert "(1,00)" in said, "little documented pairs are in brackets"
    first = tables(page)[0]
    assert "Indice" in headings(first)
    assert not any("Identifiant" in name for name in headings(first))
    assert all(row["opens"] for row in first["rows"])
    assert "Paires trop peu documentées pour être classées" in said
    assert "CLS de Redon Agglomération (1re génération)" in said, "what is not compared is said"


def test_a_pair_opens_from_the_list_and_stays_in_the_address(open_screen: Open) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    page.selectbox(key="recouvrements_ouvrir").select(f"{CLS_2}|{CPTS}").run()
    assert fails(page) == []
    assert page.query_params["dispositifs"] == f"{CLS_2}|{CPTS}"
    assert page.query_params["partie"] == "paire"
    said = words(page)
    assert "couvrent le même territoire : 31 communes et 66 478 habitants" in said
    assert "Communs (1)" in said
    assert "Accès aux soins" in said
    assert "Communs (0)" not in said, "a side that is not documented is no zero"
    assert "Aucun public documenté pour « CPTS de Redon »." in said
    assert "Comment l’indice est calculé" in said
    assert "non documenté" in said
    assert "entre 0,54 et 0,83" in said


def test_two_schemes_without_a_territory(open_screen: Open) -> None:
    page = open_screen(SCREEN, dispositifs=f"{CLS_2}|{PRS}", date=DAY)
    said = words(page)
    assert fails(page) == []
    assert "partagent 23 communes et 45 155 habitants" in said
    assert "31 communes" not in said.split("Sur la carte")[0]


def test_three_schemes_are_compared_two_by_two(open_screen: Open) -> None:
    page = open_screen(SCREEN, dispositifs=f"{CLS_2}|{CPTS}|{PRS}", date=DAY)
    assert fails(page) == []
    chosen = page.segmented_control(key="recouvrements_paire")
    assert [plain(option) for option in chosen.options] == ["A et B", "A et C", "B et C"]
    chosen.set_value(f"{CPTS} {PRS}").run()
    assert fails(page) == []
    assert page.query_params["paire"] == f"{CPTS} {PRS}"
    assert "« CPTS de Redon » et « Projet régional de santé de Bretagne (PRS 2) » partagent 23 communes" in words(page)


def test_weights_change_the_index_at_once(open_screen: Open) -> None:
    page = open_screen(SCREEN, dispositifs=f"{CLS_2}|{CPTS}", date=DAY)
    page.slider(key="recouvrements_poids_territoire").set_value(0).run()
    assert fails(page) == []
    assert "territoire=0" in page.query_params["poids"]
    assert "Indice 0,33 sur 1" in words(page)


def test_types_are_kept_in_the_address(open_screen: Open) -> None:
    page = open_screen(SCREEN, territoire=BRETAGNE, date=DAY, types="CLS|CPTS")
    assert fails(page) == []
    names = {cell for row in tables(page)[0]["rows"] for cell in row["cells"]}
    assert not any("PRS" in name for name in names)


def test_unknown_communes_are_said_and_not_drawn_as_apart(open_screen: Open) -> None:
    page = open_screen(SCREEN, dispositifs="disp:cls-saint-malo|disp:cpts-cote-emeraude", date=DAY)
    said = words(page)
    assert fails(page) == []
    assert "On ne peut pas mesurer le territoire commun" in said
    assert "données insuffisantes" in said.lower()
    assert "Aucun contour à dessiner" in said


def test_similar_actions_of_the_territory(open_screen: Open) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY, partie="actions")
    assert fails(page) == []
    assert tables(page)[0]["rows"]


def test_before_the_first_statement(open_screen: Open) -> None:
    for address in ({"territoire": REDON}, {"dispositifs": f"{CLS_2}|{CPTS}"}):
        page = open_screen(SCREEN, date="2010-01-01", **address)
        assert fails(page) == []
        assert "Aucune donnée à cette date" in words(page)


def test_cells_of_the_matrix_open_their_pair(open_screen: Open) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    html: list[Any] = list(page.get("html"))
    bodies = [element.body for element in html if "<table" in element.body and "m-matrix" in element.body]
    target = bodies[0].split('href="')[1].split('"')[0].replace("&amp;", "&")
    given = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    assert given["partie"] == "paire"
    opened = open_screen(SCREEN, **given)
    assert fails(opened) == []
    assert "De chaque côté" in words(opened)
