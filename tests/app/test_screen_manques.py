"""Open the screen of coverage and gaps on the example: what it says, in which state, with what proof."""

from __future__ import annotations

import pytest

from app.view_models.manques import PARTS
from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, plain, tables, words

DAY = "2021-09-15"
BRETAGNE, REDON = "REG-53", "EPCI-243500741"
REDON_2 = "disp:cls-redon-2"


@pytest.mark.parametrize("territoire", [REDON, "terr:pays-vitre"])
@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_opens_on_any_territory(open_screen: Open, part: str, territoire: str) -> None:
    page = open_screen("manques", territoire=territoire, partie=part, date=DAY)
    assert fails(page) == []
    said = words(page)
    assert "Couverture et manques" in said
    assert any(state in said for state in ("données suffisantes", "données partielles", "données insuffisantes"))
    assert "Comment c’est calculé" in [folded.label for folded in page.expander]


def test_without_a_territory_it_offers_some(open_screen: Open) -> None:
    page = open_screen("manques")
    assert "Choisissez un territoire" in words(page)
    assert any("territoire=EPCI-243500741" in target for target in links(page).values())


def test_the_coverage_stands_beside_what_is_declared(open_screen: Open) -> None:
    page = open_screen("manques", territoire=BRETAGNE, date=DAY)
    said = words(page)
    assert "Au moins 21,3 % de la population de Bretagne" in said
    assert "jusqu’à la cible de 90 %" in said
    declared = next(table for table in tables(page) if table["title"] == "Calculé et déclaré, côte à côte")
    assert [row["cells"][0] for row in declared["rows"]] == ["Calculé", "Déclaré", "Déclaré", "Déclaré"]
    assert "15 %" in plain(" ".join(declared["rows"][1]["cells"]))
    schemes = next(table for table in tables(page) if table["title"] == "Dispositifs de ce type")
    redon = next(row for row in schemes["rows"] if "2e génération" in row["title"])
    assert [cell.replace("\u202f", " ") for cell in redon["cells"][2:5]] == ["23", "45 155", "66 478"]


def test_the_address_says_what_is_counted(open_screen: Open) -> None:
    page = open_screen("manques", territoire=BRETAGNE, date=DAY, elaboration="oui", cible="40", type="CLS")
    said = words(page)
    assert "en vigueur ou en préparation" in said
    assert "Pour atteindre 40 % (cible choisie)" in said
    other = open_screen("manques", territoire=BRETAGNE, date=DAY, type="PTSM")
    assert "part de la population couverte : non documentée" in words(other)
    assert "Sans couverture connue" in words(other)


def test_a_wrong_address_falls_back_on_what_is_usual(open_screen: Open) -> None:
    page = open_screen("manques", territoire=BRETAGNE, date=DAY, type="XYZ", cible="beaucoup", partie="rien", carte="?")
    assert fails(page) == []
    assert "Au moins 21,3 %" in words(page)


@pytest.mark.parametrize("which", ["nombre", "etats"])
def test_the_map_has_a_twin_in_a_table(open_screen: Open, which: str) -> None:
    page = open_screen("manques", territoire=BRETAGNE, date=DAY, carte=which)
    twin = next(table for table in tables(page) if "Situation" in headings(table))
    told = {cell for row in twin["rows"] for cell in row["cells"]}
    if which == "nombre":
        assert len(twin["rows"]) > 1000
        assert any("documenté" in cell for cell in told), [cell for cell in told if not cell[:1].isdigit()][:40]
    else:
        assert {"Présent", "En projet", "Non documenté"} <= told


def test_the_four_states_have_a_sign_and_a_word(open_screen: Open) -> None:
    page = open_screen("manques", territoire=REDON, date=DAY, partie="type")
    said = words(page)
    for text in ("● présent", "◇ en projet", "✕ absent confirmé", "? non documenté"):
        assert text in said
    table = next(table for table in tables(page) if table["title"] == "Types de dispositif")
    states = [row["cells"][headings(table).index("État")].replace("\u00a0", " ") for row in table["rows"]]
    assert states == sorted(states, key=["? non documenté", "◇ en projet", "● présent"].index)


def test_needs_show_the_nearest_action_and_the_offers_apart(open_screen: Open) -> None:
    page = open_screen("manques", territoire=REDON, date=DAY, partie="besoin", dispositif=REDON_2)
    said = words(page)
    assert "3 besoins sur 11 ont une action de même thème" in said
    assert "3 n’ont aucune action, même voisine" in said
    assert "Offres sur les mêmes sujets" in said
    table = next(table for table in tables(page) if table["title"] == "Besoins du diagnostic et actions")
    assert len(table["rows"]) == 11
    assert all("citation" in row["opens"] for row in table["rows"])
    assert "Action la plus proche" in headings(table)


def test_without_a_diagnosis_it_says_so(open_screen: Open) -> None:
    page = open_screen("manques", territoire="terr:pays-brest", partie="besoin")
    assert "Aucun diagnostic saisi" in words(page)


def test_actors_of_a_region_that_nothing_attaches(open_screen: Open) -> None:
    page = open_screen("manques", territoire=BRETAGNE, date=DAY, partie="acteur")
    said = words(page)
    assert "7 acteurs sur 53 sans rattachement documenté" in said
    assert "42 ● présent" in said


def test_before_the_first_fact_nothing_is_said(open_screen: Open) -> None:
    for part in PARTS:
        page = open_screen("manques", territoire=REDON, date="2010-01-01", partie=part)
        assert fails(page) == []
        assert "Aucune donnée à cette date" in words(page)


def test_the_same_territory_is_one_click_away_in_the_network(open_screen: Open) -> None:
    page = open_screen("manques", territoire=REDON, date=DAY)
    target = links(page)["Voir le réseau de ce territoire"]
    assert f"territoire={REDON}" in target
    assert "vue=territoire" in target
