"""Ask the questions that need an analysis, on every engine, and compare with the answers worked out by hand.

`tests/data/acceptance.json` holds them: ids are those of the example, numbers are exact unless they are computed
(then to 0.005).
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.answer import Answer, explain
from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from queries.catalogue import catalogue
from tests.support.command_base import Base

pytestmark = pytest.mark.contract

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "acceptance.json").read_text(encoding="utf-8")
)
EXPECTED = {key: entry["attendu"] for key, entry in REFERENCE["questions"].items()}
COMMANDS = [command for entry in REFERENCE["questions"].values() for command in entry["commandes"]]
REDON = "EPCI-243500741"
DAY = "2021-09-15"
NEAR = 0.005


@pytest.mark.parametrize("command", COMMANDS)
def test_every_written_command_prints_its_answer(example: Context, engine_settings: Settings, command: str) -> None:
    words = command.split()[1:]
    printed = Base(engine_settings)(*words).json
    given: dict[str, str] = {}
    for flag, value in pairwise(words):
        if flag == "-p":
            name, _, text = value.partition("=")
            given[name] = text
    date = words[words.index("--date") + 1] if "--date" in words else None
    assert printed == json.loads(json.dumps(ask(example.store, words[1], given, date=date).to_json()))
    assert printed["lignes"]
    assert all(line["preuves"] for line in printed["lignes"])


def test_the_second_contract_and_the_professional_community_of_redon(example: Context) -> None:
    expected = EXPECTED["Q9"]
    (row,) = _ask(example, "recouvrement", a="disp:cls-redon-2", b="disp:cpts-redon").lignes
    assert row.valeurs["J_pop"] == pytest.approx(expected["J_pop"], abs=NEAR)
    assert (row.valeurs["n_communes"], row.valeurs["population"]) == (expected["communes"], expected["population"])
    assert row.valeurs["classe"] == "identique"
    assert row.valeurs["indice"] == pytest.approx(expected["I"], abs=NEAR)
    assert row.valeurs["confiance"] == pytest.approx(expected["confiance"], abs=NEAR)
    assert [str(theme).removeprefix("theme:") for theme in row.valeurs["themes_communs"]] == expected["themes_communs"]


def test_they_are_not_articulated_yet(example: Context) -> None:
    expected = EXPECTED["Q9"]
    answer = _ask(example, "articulations", territoire=REDON)
    (row,) = [
        row
        for row in answer.lignes
        if {row.valeurs["a_id"], row.valeurs["b_id"]} == {"disp:cls-redon-2", "disp:cpts-redon"}
    ]
    assert row.valeurs["L"] == pytest.approx(expected["L"], abs=NEAR)
    assert row.valeurs["O"] == pytest.approx(expected["O"], abs=NEAR)
    assert row.valeurs["niveau"] == expected["niveau"]


def test_needs_of_redon_without_orientation(example: Context) -> None:
    expected = EXPECTED["Q10"]
    answer = _ask(example, "manques", nature="besoin", territoire=REDON, dispositif="disp:cls-redon-2")
    near = {row.valeurs["objet_id"]: row.valeurs["proximite"] for row in answer.lignes}
    assert len(near) == 11
    assert {id_ for id_, word in near.items() if word == "exact"} == set(expected["couverts"])
    assert sum(word != "exact" for word in near.values()) == expected["non_couverts_exact"]
    assert {id_ for id_, word in near.items() if word == "aucune"} == set(expected["sans_voisin"])
    offers = [row.valeurs for row in answer.tableaux["offres"].lignes]
    for need, wanted in expected["offres_existantes"].items():
        assert {offer["offre_id"] for offer in offers if offer["objet_id"] == need} == set(wanted)


def test_partners_for_nutrition_at_redon(example: Context) -> None:
    expected = EXPECTED["Q13"]
    answer = _ask(
        example,
        "partenaires",
        acteur="acteur:cpam-35",
        territoire=REDON,
        themes="nutrition",
        granularite="service",
    )
    found = [row.valeurs["acteur_id"] for row in answer.lignes]
    assert set(expected["contient"]) <= set(found)
    assert not {"acteur:cpam-35", expected["exclut"][0]} & set(found)
    places = [row.valeurs["action_id"] for row in answer.tableaux["places_ouvertes"].lignes]
    assert places == expected["places_ouvertes"]


def test_who_can_introduce_the_caisse_to_the_university(example: Context) -> None:
    expected = EXPECTED["Q14"]
    answer = ask(
        example.store, "presenter", {"de": "acteur:cpam-35", "vers": "acteur:ubo"}, date="toutes", context=example
    )
    steps = [row.valeurs for row in answer.lignes]
    assert [steps[0]["de_id"], *(step["vers_id"] for step in steps)] == expected["chemin"]
    assert {step["rang"] for step in steps} == {1}
    assert any("date" in warning for warning in answer.avertissements)


def test_the_first_forgotten_link_of_redon(example: Context) -> None:
    expected = EXPECTED["Q20"]
    answer = _ask(example, "liens_oublies", territoire=REDON, granularite="service")
    first = answer.lignes[0].valeurs
    assert [first["a_id"], first["b_id"]] == expected["paire"]
    assert first["score"] == pytest.approx(expected["score"], abs=NEAR)
    assert [str(item).split(":")[-1] for item in first["communs"]] == expected["communs"]
    scores = [row.valeurs["score"] for row in answer.lignes[:7]]
    assert scores == pytest.approx([2.82, 2.64, 1.91, 1.72, 1.42, 1.42, 1.42], abs=NEAR)


def test_the_reference_network(example: Context) -> None:
    expected = REFERENCE["reseau"]
    answer = ask(example.store, "sante_reseau", {}, date="toutes", context=example)
    figures = answer.mesures
    assert (figures["n"], figures["m"]) == (expected["n"], expected["m"])
    assert figures["densite"] == pytest.approx(expected["densite"], abs=0.0001)
    assert figures["fragmentation"] == pytest.approx(expected["fragmentation"], abs=0.0001)
    relays = ask(example.store, "relais", {}, date="toutes", context=example)
    points = {row.valeurs["acteur_id"] for row in relays.lignes if row.valeurs["articulation"]}
    assert points == set(expected["points_articulation"])


@pytest.mark.parametrize("name", [name for name, question in catalogue().items() if question.famille == "analyses"])
def test_every_analysis_explains_its_method(name: str) -> None:
    assert len(catalogue()[name].methode) > 100


def test_every_row_of_a_scored_answer_is_explained(example: Context) -> None:
    for name, given in (
        ("recouvrements", {"territoire": REDON}),
        ("articulations", {"territoire": REDON}),
        ("liens_oublies", {"territoire": REDON}),
        ("actions_semblables", {"territoire": REDON}),
        ("partenaires", {"acteur": "acteur:cpam-35", "territoire": REDON, "themes": "nutrition"}),
    ):
        answer = _ask(example, name, **given)
        assert answer.lignes, name
        for row in answer.lignes:
            why = explain(row)
            assert why.phrase, name
            assert all(part.calcul for part in why.parts), name
            assert why.parts, name
            assert why.sources, name


def _ask(context: Context, name: str, **given: str) -> Answer:
    return ask(context.store, name, given, date=DAY, context=context)


def test_a_day_that_has_not_come_is_said(example: Context) -> None:
    given = {"territoire": REDON}
    late = ask(example.store, "recouvrements", given, date="2090-01-01", context=example)
    assert any("pas encore venu" in warning for warning in late.avertissements)
    assert not any("pas encore venu" in warning for warning in _ask(example, "recouvrements", **given).avertissements)


@pytest.mark.parametrize("word", ["aujourd'hui", "aujourd’hui", "Aujourd'hui"])
def test_today_is_written_with_any_apostrophe(example: Context, word: str) -> None:
    answer = ask(example.store, "pilotes", {"dispositif": "disp:cls-redon-1"}, date=word, context=example)
    assert "(aujourd’hui)" in answer.perimetre
