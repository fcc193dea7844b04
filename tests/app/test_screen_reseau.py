"""Hold the screen of the network: what its address draws and says, and the readings in words under the picture."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from app.view_models import network_aggregate
from app.view_models.layouts.subject import Layout
from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, plain, tables, words

DAY = "2021-09-15"
REDON = "EPCI-243500741"
PLACE = {"vue": "territoire", "territoire": REDON, "date": DAY}
CPAM, ARS, CLS = "acteur:cpam-35", "acteur:ars-bretagne", "disp:cls-broceliande-1"
AROUND = {"vue": "autour", "id": CPAM, "date": DAY}


def picture(page: AppTest) -> dict[str, Any]:
    """Return what the browser receives of the picture."""
    drawn = [element for element in page.get("bidi_component") if element.proto.component_name == "maillage_network"]
    assert len(drawn) == 1
    data: dict[str, Any] = json.loads(drawn[0].proto.json)
    return data


def places(page: AppTest) -> dict[str, tuple[float, float]]:
    return {node["id"]: (node["x"], node["y"]) for node in picture(page)["nodes"]}


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_drawn_from_the_address_and_explained(open_screen: Open, layout: Layout) -> None:
    page = open_screen("reseau", **AROUND, disposition=layout.value)
    assert fails(page) == []
    assert picture(page)["layout"] == layout.value
    assert bool(picture(page)["captions"]) == (layout is not Layout.LIENS)


def test_one_more_link_is_counted_before_it_is_drawn(open_screen: Open) -> None:
    # A signature of the start has ended by then: neither the picture nor the count goes through it.
    then = AROUND | {"date": "2025-06-01"}
    near = open_screen("reseau", **then)
    said = next(line for line in words(near).splitlines() if "à un lien de plus" in line)
    more = int(said.strip().removeprefix("+").partition(" ")[0])
    far = open_screen("reseau", **then, pas="2")
    assert len(places(far)) == len(places(near)) + more
    ends = {end for edge in picture(far)["edges"] for end in (edge["from"], edge["to"])}
    assert set(places(far)) == ends
    assert "que par des liens hors de cette date" in words(far)
    whole = open_screen("reseau", **then, pas="2", fini="oui")
    assert set(places(whole)) > ends
    assert {node: places(whole)[node] for node in ends} == places(far)
    assert "que par des liens hors de cette date" not in words(whole)


def test_neither_the_date_nor_a_filter_moves_the_picture(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND)
    before, version = places(page), picture(page)["version"]
    for address in ({"date": "2019-06-01"}, {"natures": "acteur"}, {"certitudes": "certain"}, {"themes": "addictions"}):
        other = open_screen("reseau", **{**AROUND, **address})
        assert fails(other) == []
        after = places(other)
        assert picture(other)["version"] != version
        assert after == {node: before[node] for node in after}
        assert picture(other)["stage"] == picture(page)["stage"]


def test_filters_say_what_they_hide_and_the_table_follows(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND)
    page.multiselect(key="reseau_natures").set_value(["dispositif"]).run()
    assert fails(page) == []
    assert page.query_params["natures"] == "dispositif"
    said = words(page)
    assert "par les filtres" in said
    assert f"Lire ce réseau en tableau ({len(places(page))} lignes)" in said
    assert {node["nature"] for node in picture(page)["nodes"]} == {"dispositif", "acteur"}  # The start stays.
    page.button(key="reseau_sans_filtre").click().run()
    assert "natures" not in page.query_params


def test_the_slider_goes_from_change_to_change(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND)
    slider = page.select_slider(key="reseau_jour")
    assert slider.value == DAY
    slider.set_value("toutes").run()
    assert fails(page) == []
    assert page.query_params["date"] == "toutes"
    assert "Toutes dates confondues" in words(page)


def test_only_what_changed_since_a_day(open_screen: Open) -> None:
    everything = open_screen("reseau", **AROUND)
    page = open_screen("reseau", **AROUND, depuis="2020-01-01")
    assert f"evolution?date={AROUND['date']}&debut=2020-01-01" in links(page).values()
    assert fails(page) == []
    assert "epuis le 1er janvier 2020" in words(page)
    assert len(picture(page)["edges"]) < len(picture(everything)["edges"])
    later = open_screen("reseau", **AROUND, depuis="2021-09-15")
    assert fails(later) == []
    assert picture(later)["edges"] == []


@pytest.mark.parametrize("by", ["epci", "dispositif", "type"])
def test_groups_bear_their_numbers_and_open(open_screen: Open, by: str) -> None:
    page = open_screen("reseau", **PLACE, groupes=by)
    assert fails(page) == []
    groups = [node for node in picture(page)["nodes"] if node["count"]]
    assert groups
    assert all(node["label"].startswith(str(node["count"])) for node in groups)
    assert f"groupes par {'intercommunalité' if by == 'epci' else by}" in words(page)
    first = max(groups, key=lambda node: node["count"])
    opened = open_screen("reseau", **PLACE, groupes=by, ouverts=first["id"])
    assert fails(opened) == []
    assert len(places(opened)) == len(places(page)) - 1 + first["count"]
    opened.button(key="reseau_retour").click().run()
    assert "ouverts" not in opened.query_params
    assert places(opened).keys() == places(page).keys()


def test_an_object_is_unfolded_and_folded_again(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND, choix=ARS)
    assert "de plus à un lien" in words(page)
    before = places(page)
    page.button(key="reseau_plier").click().run()
    assert page.query_params["plus"] == ARS
    assert places(page).keys() > before.keys()
    page.button(key="reseau_plier").click().run()
    assert "plus" not in page.query_params
    assert places(page) == before


def test_several_say_what_they_share_and_how_they_are_joined(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND, choix=f"{ARS}|{CLS}")
    said = words(page)
    assert "2 éléments choisis ensemble" in said
    assert "1 lien direct : ARS Bretagne signe CLS du Pays de Brocéliande 2017-2022." in said
    page.button(key="reseau_relier").click().run()
    assert page.query_params["chemin"] == f"{ARS}|{CLS}"
    assert "ARS Bretagne signe CLS du Pays de Brocéliande 2017-2022." in words(page)
    assert {ARS, CLS} <= set(picture(page)["marked"])
    page.button(key="reseau_sans_chemin").click().run()
    assert "chemin" not in page.query_params
    assert picture(page)["marked"] == []


def test_a_view_is_kept_renamed_and_deleted(open_screen: Open) -> None:
    page = open_screen("reseau", **AROUND, disposition="secteur", choix=ARS)
    page.text_input(key="vue_nom").set_value("Caisse")
    page.button(key="FormSubmitter:vue_garder-Enregistrer").click().run()
    assert fails(page) == []
    assert "La vue « Caisse » est enregistrée." in plain(page.success[0].value)
    target = links(page)["Caisse"]
    found = parse_qs(target.partition("?")[2])
    assert found == {name: [value] for name, value in {**AROUND, "disposition": "secteur", "choix": ARS}.items()}
    page.text_input(key="vue_nom").set_value("CAISSE")
    page.button(key="FormSubmitter:vue_garder-Enregistrer").click().run()
    assert "choisissez un autre nom" in page.error[0].value
    other = open_screen("reseau", **PLACE)
    other.text_input(key="vue_0_vue_nouveau_nom").set_value("Caisse et ARS")
    other.button(key="vue_0_renommer").click().run()
    assert "Caisse et ARS" in links(other)
    other.button(key="vue_0_supprimer").click().run()
    assert "Caisse et ARS" not in links(other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"disposition": "spirale", "pas": "12", "groupes": "x", "depuis": "hier"},
        {"choix": "acteur:inconnu|x", "plus": "acteur:inconnu", "chemin": "a|b", "ouverts": "groupe:x"},
        {"natures": "x", "secteurs": "x", "themes": "x", "publics": "x", "certitudes": "x"},
    ],
)
def test_a_wrong_address_breaks_nothing(open_screen: Open, wrong: dict[str, str]) -> None:
    assert fails(open_screen("reseau", **AROUND, **wrong)) == []


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


def test_the_health_says_by_how_many_links_it_differs_from_the_picture(open_screen: Open) -> None:
    page = open_screen("reseau", **{**PLACE, "date": "2019-06-01"}, lecture="sante_reseau")
    assert fails(page) == []
    assert "3 liens ne tiennent qu’à ce qui commence après cette date" in words(page)


def test_before_the_first_fact_there_is_no_measure(open_screen: Open) -> None:
    page = open_screen("reseau", **{**PLACE, "date": "2010-01-01"}, lecture="sante_reseau")
    said = words(page)
    assert fails(page) == []
    assert "Aucune donnée à cette date" in said
    assert "0 %" not in said


def test_a_dense_network_proposes_to_gather_with_numbers(open_screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    # The example is smaller than what is dense.
    monkeypatch.setattr(network_aggregate, "PROPOSED", 100)
    page = open_screen("reseau", vue="territoire", territoire="REG-53", date="toutes", disposition="secteur")
    assert fails(page) == []
    proposals = [button for button in page.button if "groupes" in button.label]
    assert len(proposals) >= 2
    assert "les liens se cachent" in plain(words(page))
    proposals[-1].click().run()
    assert fails(page) == []
    assert page.query_params["groupes"] == "type"
    assert not [button for button in page.button if "groupes" in button.label]
