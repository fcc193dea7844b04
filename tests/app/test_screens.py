"""Open every screen on a real base: it states its date, fails on nothing, and shows what the example holds."""

from __future__ import annotations

import ast
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.view_models.territory import QUESTION_OF
from queries.catalogue import catalogue
from tests.app.conftest import Open
from tests.support.acronyms import unspelled
from tests.support.browser import ROOT
from tests.support.screens import fails, headings, links, plain, tables, words

SCREENS = sorted(path.stem for path in (ROOT / "app" / "screens").glob("*.py"))
DAY = "2021-09-15"
REDON = "EPCI-243500741"


def test_every_script_is_registered_once() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "app" / "main.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PageSpec"
    ]
    scripts = [ast.literal_eval(call.args[3]) for call in calls]
    assert sorted(scripts) == [f"screens/{name}.py" for name in SCREENS]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_and_states_its_date(open_screen: Open, screen: str) -> None:
    page = open_screen(screen)
    assert fails(page) == []
    assert "vu au 1er juin 2025" in words(page).lower()
    assert unspelled(page) == []
    assert page.query_params["date"] == "2025-06-01"


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_says_why_it_is_empty(open_empty: Open, screen: str) -> None:
    page = open_empty(screen)
    assert fails(page) == []
    said = words(page)
    if screen == "donnees":
        assert "Rien n’a encore été écrit dans cette base." in said
    elif screen == "saisie":
        assert "Ajouter ou corriger une seule chose, sans fichier." in said
    elif screen not in {"questions", "methodes", "accessibilite"}:
        assert "Cette base ne contient encore aucun fait" in said


def test_the_doors_of_the_home_page_open_on_filled_in_screens(open_screen: Open) -> None:
    home = open_screen()
    doors = links(home)
    assert len(doors) >= 8
    for label, target in doors.items():
        parts = urlsplit(target)
        address = {name: values[0] for name, values in parse_qs(parts.query).items()}
        page = open_screen(Path(parts.path).stem, **address)
        assert fails(page) == [], label
        said = words(page)
        assert "il manque" not in said, label
        assert "Choisissez" not in said, label


@pytest.mark.parametrize(("screen", "acronym"), [("accueil", "ARS"), ("territoire", "EPCI")])
def test_acronyms_are_listed_at_the_foot_and_the_header_leads_there(
    open_screen: Open, screen: str, acronym: str
) -> None:
    drawn = [element.body for element in open_screen(screen).get("html")]
    (foot,) = (body for body in drawn if '<h2 id="sigles"' in body)
    assert f"<dt>{acronym}</dt>" in foot
    assert sum('href="#sigles"' in body for body in drawn) == 1


@pytest.mark.parametrize(
    ("screen", "address"),
    [
        ("questions", {"question": "signataires", "dispositif": "disp:cls-broceliande-1"}),
        ("recouvrements", {"territoire": REDON}),
        ("recouvrements", {"dispositifs": "disp:cls-redon-2|disp:cpts-redon"}),
        ("articulations", {"territoire": REDON}),
        ("manques", {"territoire": REDON}),
        ("engagements", {"acteur": "acteur:cpam-35"}),
        ("partenaires", {"acteur": "acteur:cpam-35", "territoire": REDON, "theme": "acces_soins"}),
        ("methodes", {"methode": "recouvrement"}),
    ],
)
def test_an_acronym_is_spelled_out_at_first_sight(open_screen: Open, screen: str, address: dict[str, str]) -> None:
    assert unspelled(open_screen(screen, date=DAY, **address)) == []


def test_the_home_page_says_what_the_base_holds(open_screen: Open) -> None:
    said = words(open_screen())
    assert "78 acteurs" in said
    assert "412 objets en tout" in said
    assert "787 relations" in said
    assert "Compté à part, le référentiel" in said
    assert "Source datée la plus récente" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pipriacq", "Pipriac"),
        ("35236", "Redon"),
        ("MAS", "Mission accompagnement santé"),
        ("téléphone du directeur de la CPAM", "Maillage ne garde aucune donnée sur les personnes"),
    ],
)
def test_the_search_shows_every_meaning_and_chooses_none(open_screen: Open, text: str, expected: str) -> None:
    page = open_screen()
    page.text_input(key="accueil_recherche").set_value(text).run()
    assert fails(page) == []
    assert expected in words(page)


def test_a_territory_counts_first_then_shows(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date=DAY)
    said = words(page)
    assert page.title[0].value == "Redon Agglomération (EPCI)"
    assert "12 dispositifs" in said
    assert "55 actions" in said
    assert "31, dont 12 en Ille-et-Vilaine, 8 en Loire-Atlantique, 11 en Morbihan" in said
    assert "66 478 habitants (population municipale RP2018, en vigueur en 2021)" in said
    names = [row["cells"][0] for row in tables(page)[0]["rows"]]
    assert "CLS de Redon Agglomération (1re génération)" in names
    assert unspelled(page) == []
    assert all(row["opens"] for row in tables(page)[0]["rows"])
    assert headings(tables(page)[0])[-1] == "Certitude"


@pytest.mark.parametrize("part", list(QUESTION_OF))
def test_every_part_of_a_territory_opens_from_its_address(open_screen: Open, part: str) -> None:
    page = open_screen("territoire", territoire=REDON, date=DAY, partie=part)
    assert fails(page) == []
    shown = tables(page)[0]
    assert shown["rows"]
    assert not any(name.endswith("_id") or name == "Identifiant" for name in headings(shown))


def test_what_is_not_documented_is_not_called_absent(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date=DAY, partie="manques")
    states = {row["cells"][0]: row["cells"][2] for row in tables(page)[0]["rows"]}
    assert plain(states["DAC"]) == "? non documenté"
    assert plain(states["CPTS"]) == "● présent"
    assert "n’est pas une liste d’absences" in words(page)


def test_before_the_first_fact_there_is_no_zero(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date="2010-01-01")
    said = words(page)
    assert fails(page) == []
    assert "Aucune donnée à cette date" in said
    assert "0 dispositif" not in said
    assert "dispositif non documenté" in said


def test_filters_of_actions_are_kept_in_the_address(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date=DAY, partie="actions")
    everything = len(tables(page)[0]["rows"])
    page.selectbox(key="territoire_theme").set_value("theme:nutrition").run()
    assert page.query_params["theme"] == "theme:nutrition"
    assert 0 < len(tables(page)[0]["rows"]) < everything
    again = open_screen("territoire", territoire=REDON, date=DAY, partie="actions", theme="theme:nutrition")
    assert tables(again)[0]["rows"] == tables(page)[0]["rows"]


def test_a_territory_named_in_the_address_is_found_or_proposed(open_screen: Open) -> None:
    page = open_screen("territoire", territoire="Redon Agglomération", date=DAY)
    assert page.query_params["territoire"] == REDON
    assert "12 dispositifs" in words(page)
    page = open_screen("territoire", territoire="Pipriacq", date=DAY)
    assert fails(page) == []
    assert "territoire?date=2021-09-15&territoire=COM-35219" in links(page).values()


def test_a_commune_outside_the_graph_is_described(open_screen: Open) -> None:
    page = open_screen("territoire", territoire="COM-75056", date=DAY)
    assert fails(page) == []
    assert page.title[0].value == "Paris (commune, 75)"


@pytest.mark.parametrize(
    ("identifier", "title", "expected"),
    [
        ("acteur:cpam-35", "CPAM d’Ille-et-Vilaine (CPAM 35)", ["Protection sociale", "anime", "Rôles"]),
        ("disp:cls-broceliande-1", "CLS du Pays de Brocéliande 2017-2022", ["signé par", "porté par", "Étape"]),
        (
            "action:redon1-14",
            "Mener une réflexion sur la mise en place d’un Conseil Local en Santé Mentale",
            ["Son pilote"],
        ),
        ("inst:gt-am-redon", "Groupe de travail Assurance maladie - MSA sur le CLS de Redon", ["a pour membre"]),
    ],
)
def test_a_sheet_tells_roles_and_silences(open_screen: Open, identifier: str, title: str, expected: list[str]) -> None:
    page = open_screen("fiche", id=identifier, date=DAY)
    assert fails(page) == []
    assert plain(page.title[0].value) == title
    said = words(page)
    assert [text for text in expected if text not in said] == []
    assert "Non documenté" in said
    assert unspelled(page) == []


def test_a_sheet_that_no_longer_exists_says_so(open_screen: Open) -> None:
    page = open_screen("fiche", id="acteur:inconnu")
    assert fails(page) == []
    assert "ne désigne rien dans cette base" in words(page)


@pytest.mark.parametrize(
    "address",
    [
        {"vue": "autour", "id": "acteur:cpam-35"},
        {"vue": "autour", "id": "acteur:cpam-35", "pas": "2"},
        {"vue": "territoire", "territoire": REDON},
        {"vue": "dispositif", "id": "disp:cls-broceliande-1"},
    ],
)
def test_the_network_says_the_same_in_a_table(open_screen: Open, address: dict[str, str]) -> None:
    page = open_screen("reseau", date=DAY, **address)
    assert fails(page) == []
    drawings = [element for element in page.get("bidi_component") if element.proto.component_name == "maillage_network"]
    assert len(drawings) == 1
    said = words(page)
    start = address.get("id", "")
    if start == "disp:cls-broceliande-1":
        assert "CPAM d’Ille-et-Vilaine (CPAM 35) signe CLS du Pays de Brocéliande 2017-2022" in said
    assert "Cliquez sur un élément" in said
    assert unspelled(page) == []


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_question_has_a_form(open_screen: Open, name: str) -> None:
    page = open_screen("questions", question=name, date=DAY)
    assert fails(page) == []
    assert plain(page.title[0].value) == plain(catalogue()[name].titre)


def test_a_question_answers_with_its_proofs_and_files(open_screen: Open) -> None:
    page = open_screen("questions", question="signataires", dispositif="disp:cls-broceliande-1", date=DAY)
    assert fails(page) == []
    assert "15 signataires" in words(page)
    shown = tables(page)[0]
    assert len(shown["rows"]) == 15
    assert {plain(row["cells"][-1]) for row in shown["rows"]} == {"● certain"}
    assert [button.proto.label for button in page.get("download_button")] == [
        "Télécharger en CSV",
        "Télécharger en JSON",
    ]


def test_a_question_accepts_a_name_in_its_address(open_screen: Open) -> None:
    page = open_screen("questions", question="signataires", dispositif="CLS du Pays de Brocéliande 2017-2022", date=DAY)
    assert len(tables(page)[0]["rows"]) == 15


def test_an_unknown_name_is_answered_with_suggestions(open_screen: Open) -> None:
    page = open_screen("questions", question="pilotes", dispositif="CPTS de Redonn", date=DAY)
    assert fails(page) == []
    assert "« CPTS de Redonn » ne désigne rien de connu" in words(page)
    assert "dispositif=disp" in links(page)["CPTS de Redon (CPTS)"]


def test_an_ambiguous_name_is_never_chosen_for_the_reader(open_screen: Open) -> None:
    page = open_screen("questions", question="pilotes", dispositif="CLS Redon", date=DAY)
    assert fails(page) == []
    assert "« CLS Redon » désigne plusieurs choses" in words(page)
    assert {"CLS de Redon Agglomération (1re génération) (CLS)"} <= set(links(page))


def test_the_library_is_kept_to_a_user(open_screen: Open) -> None:
    page = open_screen("questions")
    everything = len(links(page))
    page.text_input(key="questions_texte").set_value("pilote").run()
    assert 1 < len(links(page)) < everything
    page.text_input(key="questions_texte").set_value("xyzzy").run()
    assert "Aucune question ne contient ces mots" in words(page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("MATCH (d:Dispositif) RETURN count(d) AS n", "33"),
        ("CREATE (n:Intrus)", "n’est pas une lecture"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "Code GRA-21"),
        ("MATCH (n) RETURN", "Code GRA-213"),
    ],
)
def test_a_query_of_ones_own_only_reads(open_screen: Open, query: str, expected: str) -> None:
    page = open_screen("questions", question="cypher", requete=query)
    assert fails(page) == []
    assert expected in words(page)
