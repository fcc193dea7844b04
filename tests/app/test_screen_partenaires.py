"""Open the partner finder as a referent would: results at once, every line explained, nothing empty unexplained."""

from __future__ import annotations

import pytest

from app.view_models.partenaires import FIRST
from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, tables, words

REDON, CPAM, DAY = "EPCI-243500741", "acteur:cpam-35", "2021-09-15"
NUTRITION = {"acteur": CPAM, "territoire": REDON, "themes": "theme:nutrition", "date": DAY}


def test_an_address_opens_the_list_with_reasons_and_ways(open_screen: Open) -> None:
    page = open_screen("partenaires", **NUTRITION)
    assert fails(page) == []
    said = words(page)
    assert "21 partenaires possibles" in said
    assert "1. Redon Agglomération" in said
    assert "Pilote 2 actions" in said
    assert "Déjà en lien avec vous" in said
    assert "À présenter par étapes" in said
    assert "Contact générique : non documenté" in said
    assert "données partielles" in said
    shown = {table["title"]: table for table in tables(page)}
    whole = shown["Partenaires possibles"]
    assert len(whole["rows"]) == 21
    assert not any("Identifiant" in name for name in headings(whole))
    places = shown["Places ouvertes : actions sur le sujet, sans pilote documenté".replace(" :", "\u00a0:")]
    assert "Développer des actions d’éducation nutritionnelle" in places["rows"][0]["cells"][0]
    assert "Bilans de santé du CES" in words(page)


def test_ten_first_then_the_others(open_screen: Open) -> None:
    page = open_screen("partenaires", **NUTRITION)
    proofs = [button for button in page.button if str(button.key).startswith("partenaires_preuves_")]
    assert len(proofs) == FIRST
    page.button(key="partenaires_tous").click().run()
    proofs = [button for button in page.button if str(button.key).startswith("partenaires_preuves_")]
    assert len(proofs) == 21
    assert page.query_params["tous"] == "oui"


def test_a_card_opens_its_calculation_and_its_proofs(open_screen: Open) -> None:
    page = open_screen("partenaires", **NUTRITION)
    page.button(key="partenaires_preuves_1").click().run()
    assert fails(page) == []
    said = words(page)
    assert "Comment ce chiffre est calculé" in said
    assert "ln(1 + 2) ÷ ln(1 + 5)" in said
    assert "Ce que disent les documents" in said


def test_only_new_partners_and_weights_act_at_once(open_screen: Open) -> None:
    page = open_screen("partenaires", **NUTRITION)
    page.toggle(key="partenaires_mode").set_value(True).run()
    assert page.query_params["mode"] == "nouveaux"
    assert "14 partenaires possibles" in words(page)
    page.toggle(key="partenaires_mode").set_value(False).run()
    page.slider(key="partenaires_poids_territoire").set_value(0).run()
    assert page.query_params["poids"] == "territoire=0"
    assert fails(page) == []
    assert "81 sur 100" in words(page)
    page.button(key="partenaires_poids_reset").click().run()
    assert "poids" not in page.query_params
    assert "80 sur 100" in words(page)


def test_the_own_organisation_is_remembered(open_screen: Open) -> None:
    page = open_screen("partenaires", acteur=CPAM, date=DAY)
    assert "Choisissez un territoire" in words(page)
    page.switch_page("screens/accueil.py").run()
    page.switch_page("screens/partenaires.py").run()
    assert page.query_params["acteur"] == CPAM


def test_nothing_chosen_proposes_where_to_begin(open_screen: Open) -> None:
    page = open_screen("partenaires", date=DAY)
    assert fails(page) == []
    assert "Choisissez votre organisme" in words(page)
    assert any("acteur=acteur" in target for target in links(page).values())


def test_names_in_the_address_become_ids(open_screen: Open) -> None:
    page = open_screen("partenaires", acteur="CPAM 35", territoire="Pipriac", themes="nutrition", date=DAY)
    assert fails(page) == []
    assert page.query_params["acteur"] == CPAM
    assert page.query_params["territoire"] == "COM-35219"
    assert page.query_params["themes"] == "theme:nutrition"
    unknown = open_screen("partenaires", **{**NUTRITION, "themes": "nutritionn"})
    assert "ne désigne rien de connu" in words(unknown)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"territoire": "COM-97411", "themes": "theme:mobilite_acces"}, "Ce n’est pas une absence"),
        ({"date": "2010-01-01"}, "Aucune donnée à cette date"),
        ({"role": "financeur"}, "mais aucun autre acteur n’y a un rôle documenté de ce type"),
    ],
)
def test_an_empty_list_says_why(open_screen: Open, address: dict[str, str], expected: str) -> None:
    page = open_screen("partenaires", **{**NUTRITION, **address})
    assert fails(page) == []
    assert expected in words(page)
    assert "Places ouvertes" in words(page)
    assert "Ce que vous pouvez proposer" in words(page)
