"""Open the screen of articulations on the example: where pairs stand, the next step, what is listed apart."""

from __future__ import annotations

import pytest

from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, plain, tables, words

DAY = "2021-09-15"
REDON = "EPCI-243500741"
PAIR = "disp:cls-redon-2|disp:cpts-redon"


def test_without_a_choice_it_offers_territories(open_screen: Open) -> None:
    page = open_screen("articulations")
    assert fails(page) == []
    assert "Choisissez un territoire, ou un dispositif." in words(page)
    assert any("territoire=EPCI-243500741" in target for target in links(page).values())


def test_a_territory_shows_the_ladder_and_the_opportunities(open_screen: Open) -> None:
    page = open_screen("articulations", territoire=REDON, date=DAY)
    assert fails(page) == []
    said = words(page)
    assert "7 paires de dispositifs se recouvrent sur Redon Agglomération (EPCI)" in said
    assert "données partielles" in said
    assert "Interconnaissance" in said
    ranked = next(table for table in tables(page) if table["title"] == "Par où commencer")
    assert [title for title in headings(ranked) if title in {"Opportunité", "Prochain pas"}] == [
        "Opportunité", "Prochain pas",
    ]  # fmt: skip
    assert len(ranked["rows"]) == 7
    apart = {table["title"]: len(table["rows"]) for table in tables(page)}
    assert apart["Paires trop peu documentées pour être classées"] > 8
    assert apart["Dispositifs et paires qui ne sont pas comparés"] == 2
    assert "Comment c’est calculé" in [folded.label for folded in page.expander]


def test_a_pair_says_what_to_do_and_how_to_compute_it_again(open_screen: Open) -> None:
    page = open_screen("articulations", territoire=REDON, date=DAY, paire=PAIR)
    assert fails(page) == []
    said = words(page)
    assert "Premier pas : inviter « CPTS de Redon » à « COPIL du CLS 2 de Redon Agglomération »" in said
    assert "0 sur 4 palier atteint" in said
    assert "0,52 opportunité, de 0 à 1" in said
    assert "0,692 × (1 − 0,25) = 0,519." in said
    assert "un document recommande cette articulation" in said
    targets = links(page)
    assert "dispositifs=disp%3Acls-redon-2%7Cdisp%3Acpts-redon" in targets["Leur recouvrement en détail"]
    (introduction,) = [target for label, target in targets.items() if label.startswith("Qui peut présenter")]
    assert "question=presenter" in introduction
    assert "vers=disp%3Acpts-redon" in introduction


def test_weights_and_types_of_the_address_are_obeyed(open_screen: Open) -> None:
    page = open_screen(
        "articulations", territoire=REDON, date=DAY, paire=PAIR, types="CLS|CPTS", poids="themes=0|publics=0|membres=0"
    )
    assert fails(page) == []
    assert "0,75 opportunité, de 0 à 1" in words(page)
    ranked = next(table for table in tables(page) if table["title"] == "Par où commencer")
    assert [row["title"] for row in ranked["rows"]]
    assert all("PRS" not in plain(" ".join(row["cells"])) for row in ranked["rows"])


def test_one_scheme_alone(open_screen: Open) -> None:
    page = open_screen("articulations", dispositif="disp:cls-cornouaille", date="2026-01-01")
    assert fails(page) == []
    said = words(page)
    assert "avec « CLS de Cornouaille" in said
    assert "Périmètre non documenté" in said


@pytest.mark.parametrize(
    ("territoire", "date", "expected"),
    [
        ("terr:pays-saint-malo", "2026-01-01", "faute de données"),
        (REDON, "2010-01-01", "Aucune donnée à cette date"),
        ("COM-29155", "2026-01-01", "il n’y a rien à rapprocher"),
    ],
)
def test_nothing_to_rank_is_said_with_its_reason(open_screen: Open, territoire: str, date: str, expected: str) -> None:
    page = open_screen("articulations", territoire=territoire, date=date)
    assert fails(page) == []
    said = words(page)
    assert expected in said
    assert "données insuffisantes" in said
    assert "Où en sont les paires" not in said


def test_an_empty_base_says_what_to_do(open_empty: Open) -> None:
    page = open_empty("articulations")
    assert fails(page) == []
    assert "Articulations" in words(page)
