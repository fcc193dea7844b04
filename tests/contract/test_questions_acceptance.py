"""Ask the questions that users brought, on every engine, and compare with the answers read in the documents.

`tests/data/acceptance.json` holds what the documents say: ids are those of the example, numbers are exact unless
they are computed (then to 0.005).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.answer import Answer
from graph.answers import AmbiguousName, UnknownName, ask
from graph.answers.context import Context
from graph.search import search

pytestmark = pytest.mark.contract

EXPECTED: dict[str, Any] = {
    key: entry["attendu"]
    for key, entry in json.loads((Path(__file__).parents[1] / "data" / "acceptance.json").read_text(encoding="utf-8"))[
        "questions"
    ].items()
}
REDON_1, REDON_2, BROCELIANDE = "disp:cls-redon-1", "disp:cls-redon-2", "disp:cls-broceliande-1"
IN_SEPTEMBER = "2021-09-15"
WHEN_LISTED = "2019-02-05"


def column(answer: Answer, name: str, **where: object) -> list[Any]:
    """Return the values of a column, in order, for the rows that hold these values."""
    return [
        row.valeurs[name] for row in answer.lignes if all(row.valeurs[key] == value for key, value in where.items())
    ]


# --------------------------------------------------------------------------- Q1: schemes, mental health at Pipriac


def test_mental_health_at_pipriac(example: Context) -> None:
    expected = EXPECTED["Q1"]
    answer = _ask(example, "intervenants", IN_SEPTEMBER, territoire="Pipriac", theme="sante_mentale")
    exact = set(column(answer, "action_id", proximite="exact")) - {None}
    family = set(column(answer, "action_id", proximite="meme_famille")) - {None}
    assert exact == set(expected["actions_theme_exact"])
    assert family == {*expected["actions_meme_famille"], *expected["actions_suicide"]}
    assert set(expected["dispositifs"]) <= set(column(answer, "dispositif_id"))
    assert {str(id_) for id_ in exact | family if str(id_).startswith("action:redon2")} == set()
    states = {row.valeurs["type_dispositif"]: row.valeurs["etat"] for row in answer.tableaux["etats"].lignes}
    assert {code: states[code] for code in expected["etat"]} == expected["etat"]


@pytest.mark.parametrize("commune", ["Guémené-Penfao", "Allaire", "COM-35236"])
def test_every_commune_of_redon_gets_the_same_actions(example: Context, commune: str) -> None:
    """The contract covers the whole EPCI, over three départements and two régions."""
    pipriac, other = (
        _ask(example, "intervenants", IN_SEPTEMBER, territoire=name, theme="sante_mentale")
        for name in ("Pipriac", commune)
    )
    assert column(other, "action_id") == column(pipriac, "action_id")


def test_a_commune_elsewhere_gets_none_of_them(example: Context) -> None:
    answer = _ask(example, "intervenants", None, territoire="Brest", theme="sante_mentale")
    assert [id_ for id_ in column(answer, "action_id") if id_] == []
    assert REDON_1 not in column(answer, "dispositif_id")


def test_an_unknown_type_of_scheme_is_never_absent(example: Context) -> None:
    """Nobody gave a complete inventory: what is not documented is not said to be absent."""
    answer = _ask(example, "intervenants", IN_SEPTEMBER, territoire="Allaire")
    assert "absent_confirme" not in {row.valeurs["etat"] for row in answer.tableaux["etats"].lignes}


# ------------------------------------------------------------------------------- Q2, Q3: pilots of the first contract


@pytest.mark.parametrize("granularite", ["organisation", "service"])
def test_pilots_of_the_first_contract(example: Context, granularite: str) -> None:
    answer = _ask(example, "pilotes", WHEN_LISTED, dispositif=REDON_1, granularite=granularite)
    counts = {row.valeurs["acteur_id"]: row.valeurs["n_actions"] for row in answer.lignes}
    expected = EXPECTED["Q2"][granularite]
    assert {id_: counts[id_] for id_ in expected} == expected
    ordered = column(answer, "n_actions")
    assert ordered == sorted(ordered, reverse=True)
    assert all(len(row.valeurs["actions"]) == row.valeurs["n_actions"] for row in answer.lignes)


def test_organisation_is_the_default(example: Context) -> None:
    answer = _ask(example, "pilotes", WHEN_LISTED, dispositif=REDON_1)
    assert column(answer, "acteur_id")[0] == "acteur:redon-agglomeration"
    assert answer.parametres["granularite"] == "organisation"


def test_actions_without_pilot(example: Context) -> None:
    answer = _ask(example, "actions_sans_pilote", WHEN_LISTED, dispositif=REDON_1)
    assert set(column(answer, "action_id")) == set(EXPECTED["Q3"]["actions"])
    assert answer.mesures["n_actions"] == 39


# --------------------------------------------------------------------------------------- Q4, Q6: signatories


def test_signatories_of_broceliande(example: Context) -> None:
    expected = EXPECTED["Q4"]
    answer = _ask(example, "signataires", IN_SEPTEMBER, dispositif=BROCELIANDE)
    assert len(set(column(answer, "acteur_id"))) == expected["nombre"]
    assert set(column(answer, "acteur_id", rang="principal")) == set(expected["principal"])
    sectors = column(answer, "secteur")
    assert {sector: sectors.count(sector) for sector in expected["secteurs"]} == expected["secteurs"]
    assert len(sectors) == sum(expected["secteurs"].values())


def test_signatories_have_left_once_the_contract_is_over(example: Context) -> None:
    after = _ask(example, "signataires", "2022-07-12", dispositif=BROCELIANDE)
    assert column(after, "acteur_id") == []
    last_day = _ask(example, "signataires", "2022-07-11", dispositif=BROCELIANDE)
    assert len(column(last_day, "acteur_id")) == 15
    kept = _ask(example, "signataires", "2022-07-12", dispositif=BROCELIANDE, certitude="inactif")
    assert len(column(kept, "acteur_id")) == 15


def test_a_contract_without_known_signatory_says_so(example: Context) -> None:
    answer = _ask(example, "signataires", None, dispositif="CLS Brest")
    assert (answer.lignes, answer.etat_donnees) == ((), "insuffisant")
    assert "n’est documenté" in answer.phrase


def test_missing_signatories_of_broceliande(example: Context) -> None:
    expected = EXPECTED["Q6"]
    answer = _ask(example, "signataires_manquants", IN_SEPTEMBER, dispositif=BROCELIANDE)
    assert answer.mesures["minimum_complet"] is expected["minimum_complet"]
    absent = {str(row.valeurs["categorie"]) for row in answer.tableaux["absents"].lignes}
    assert {name.casefold() for name in absent} == {name.casefold() for name in expected["absents"]}


# ------------------------------------------------------------------------------------------- Q7: jurisdictions


def test_jurisdictions_of_redon(example: Context) -> None:
    expected = EXPECTED["Q7"]
    answer = _ask(example, "juridictions", IN_SEPTEMBER, dispositif=REDON_1)
    assert column(answer, "territoire_id", niveau="region") == [f"REG-{code}" for code in sorted(expected["regions"])]
    assert set(column(answer, "acteur_id", niveau="ars")) == set(expected["ars"])
    assert set(column(answer, "acteur_id", niveau="cpam")) == set(expected["cpam"])
    figures = expected["reference_externe"]
    rows = [row.valeurs for row in answer.lignes if row.valeurs["niveau"] == "departement"]
    assert {row["territoire_id"].removeprefix("DEP-"): row["n_communes"] for row in rows} == figures["communes"]
    assert {row["territoire_id"].removeprefix("DEP-"): row["population"] for row in rows} == figures["population"]
    assert answer.mesures["fragmentation"] == pytest.approx(figures["fragmentation"], abs=0.005)


def test_jurisdictions_of_one_departement_are_whole(example: Context) -> None:
    answer = _ask(example, "juridictions", None, territoire="Allaire")
    assert column(answer, "territoire_id", niveau="departement") == ["DEP-56"]
    assert answer.mesures["fragmentation"] == 0


# -------------------------------------------------------------------------------------- Q15, Q18: instances, stage


def test_the_working_group_of_the_insurance(example: Context) -> None:
    expected = EXPECTED["Q15"]
    answer = _ask(example, "instance", IN_SEPTEMBER, instance="inst:gt-am-redon")
    assert set(column(answer, "acteur_id", role="membre")) == set(expected["membres"])
    assert set(column(answer, "acteur_id", role="associe")) == set(expected["associes"])
    assert column(answer, "acteur_id", role="animateur") == [expected["anime"]]
    dates = [row.valeurs["date"] for row in answer.tableaux["reunions"].lignes]
    assert dates == expected["reunions"]


def test_who_sits_for_the_cpam_of_morbihan(example: Context) -> None:
    answer = _ask(example, "instance", IN_SEPTEMBER, instance="inst:copil-redon-2")
    pairs = [
        [row.valeurs["acteur_id"], row.valeurs["represente_id"]]
        for row in answer.lignes
        if row.valeurs["represente_id"]
    ]
    assert pairs == [EXPECTED["Q15"]["represente"]]


def test_an_instance_without_known_member_says_so(example: Context) -> None:
    """The list of the first COPIL was an image that the document lost."""
    answer = _ask(example, "instance", IN_SEPTEMBER, instance="inst:copil-redon-1")
    assert (answer.lignes, answer.etat_donnees) == ((), "insuffisant")


def test_where_the_contract_of_cornouaille_stands(example: Context) -> None:
    expected = EXPECTED["Q18"]
    answer = _ask(example, "situation", None, dispositif="disp:cls-cornouaille")
    (row,) = answer.lignes
    assert (row.valeurs["cycle"], row.valeurs["porteur_id"]) == (expected["cycle"], expected["porteur"])
    assert (answer.mesures["axes"], answer.mesures["nb_epci"]) == (expected["axes"], expected["nb_epci"])
    assert {row.valeurs["code"] for row in answer.tableaux["publics"].lignes} == set(expected["publics"])


# ------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "text",
    [
        "nom et téléphone du référent CLS de la CPAM 35",
        "Donne-moi le nom et le téléphone du référent CLS de la CPAM 35.",
        "adresse mail de la directrice de l’ARS",
    ],
)
def test_a_person_is_never_looked_for(example: Context, text: str) -> None:
    found = search(example, text)
    assert found.refus == "donnees_personnelles"
    assert (found.candidats, found.suggestions) == ((), ())
    assert found.message


def test_an_ambiguous_acronym_is_left_to_the_reader(example: Context) -> None:
    meanings = {candidate.sens for candidate in search(example, "MAS").candidats if candidate.sens}
    assert {"Mission accompagnement santé", "Maison associative de la santé"} <= meanings
    assert {"Convention d’objectifs et de gestion", "Code officiel géographique"} <= {
        candidate.sens for candidate in search(example, "COG").candidats
    }


def test_a_misspelt_commune_is_suggested(example: Context) -> None:
    with pytest.raises(UnknownName) as error:
        _ask(example, "intervenants", None, territoire="Pipriacq")
    assert [found.nom for found in error.value.suggestions] == ["Pipriac"]
    assert [found.nom for found in search(example, "Pipriacq").suggestions] == ["Pipriac"]
    assert [found.nom for found in search(example, "Nante").suggestions] == ["Nantes"]


def test_a_word_that_is_like_no_name_gets_no_suggestion(example: Context) -> None:
    for word in ("Atlantide", "Toulouze", "cancre"):
        found = search(example, word)
        assert (found.candidats, found.suggestions) == ((), ())
        assert "Vouliez-vous" not in found.message


def test_an_ambiguous_scheme_is_left_to_the_reader(example: Context) -> None:
    with pytest.raises(AmbiguousName) as error:
        _ask(example, "pilotes", None, dispositif="CLS de Redon Agglomération")
    assert {REDON_1, REDON_2} <= {found.id for found in error.value.candidates}


def _ask(context: Context, name: str, date: str | None, **given: object) -> Answer:
    return ask(context.store, name, given, date=date, context=context)
