"""Ask what is covered and what is missing in the example, on every engine: figures and lists read in the documents."""

from typing import Any

import pytest

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Answer
from graph.answers import BadParameter, ask
from graph.answers.context import Context

pytestmark = pytest.mark.contract

BRETAGNE, REDON, BREST = "REG-53", "EPCI-243500741", "terr:pays-brest"
REDON_1, REDON_2 = "disp:cls-redon-1", "disp:cls-redon-2"
IN_SEPTEMBER = "2021-09-15"
EVER = "toutes"
UNATTACHED = {
    "acteur:ehesp",
    "acteur:mutualite-pays-redon",
    "disp:cpts-cote-emeraude",
    "disp:cpts-bretagne-romantique",
    "disp:cpts-marches-de-bretagne",
    "disp:cds-langon",
    "acteur:cr-gdr",
}
SERVICES_OF_CPAM_35 = {
    "acteur:cpam35-sdos",
    "acteur:cpam35-acces-droits",
    "acteur:cpam35-prevention",
    "acteur:cpam35-exercice-coordonne",
    "acteur:cpam35-freville",
}


def gaps(context: Context, nature: str, territoire: str = REDON, date: str = IN_SEPTEMBER, **given: str) -> Answer:
    return ask(
        context.store, "manques", {"nature": nature, "territoire": territoire, **given}, date=date, context=context
    )


def cover(context: Context, date: str = IN_SEPTEMBER, territoire: str = BRETAGNE, **given: Any) -> Answer:
    return ask(context.store, "couverture", {"territoire": territoire, **given}, date=date, context=context)


def states(answer: Answer) -> dict[str, str]:
    return {row.valeurs["objet_id"]: row.valeurs["etat"] for row in answer.lignes}


def lines(answer: Answer, table: str, key: str) -> dict[str, Any]:
    return {row.valeurs[key]: row.valeurs for row in answer.tableaux[table].lignes}


# ------------------------------------------------------------------------------------------------ coverage


def test_only_the_breton_part_of_redon_is_counted(example: Context) -> None:
    schemes = lines(cover(example, elaboration="oui"), "dispositifs", "dispositif_id")
    redon = schemes[REDON_2]
    assert (redon["compte"], redon["n_communes"], redon["population"], redon["population_totale"]) == (
        True,
        23,
        45_155,
        66_478,
    )
    assert schemes[REDON_1]["compte"] is False
    assert schemes[REDON_1]["etat"] == "terme_depasse"
    assert schemes["disp:cls-cca"]["etat"] == "non_documente"


def test_projects_add_to_what_is_in_force(example: Context) -> None:
    now, then = cover(example), cover(example, elaboration="oui")
    added = {
        id_
        for id_, row in lines(then, "dispositifs", "dispositif_id").items()
        if row["compte"] and not lines(now, "dispositifs", "dispositif_id")[id_]["compte"]
    }
    assert added == {REDON_2, "disp:cls-cornouaille"}
    gained = sum(lines(then, "dispositifs", "dispositif_id")[id_]["population"] for id_ in added)
    assert then.mesures["population_couverte"] - now.mesures["population_couverte"] == gained


def test_the_first_contract_of_redon_counted_until_the_end_of_2020(example: Context) -> None:
    counted = {
        date: {id_ for id_, row in lines(cover(example, date), "dispositifs", "dispositif_id").items() if row["compte"]}
        for date in ("2019-01-01", "2020-12-31", "2021-01-01")
    }
    assert REDON_1 in counted["2019-01-01"] & counted["2020-12-31"]
    assert counted["2021-01-01"] == counted["2020-12-31"] - {REDON_1}


def test_what_is_declared_stands_beside_what_is_computed(example: Context) -> None:
    answer = cover(example)
    declared = [
        (row.valeurs["date"], row.valeurs["taux"], row.valeurs["statut"], row.valeurs["population_couverte"])
        for row in answer.lignes
        if row.valeurs["origine"] == "declare"
    ]
    assert declared == [
        ("2019-01-01", 0.15, "observe", None),
        ("2022", 0.43, "projection", None),
        ("2023", 0.9, "objectif", None),
    ]
    (computed,) = [row for row in answer.lignes if row.valeurs["origine"] == "calcule"]
    assert computed.valeurs["taux"] == pytest.approx(answer.mesures["population_couverte"] / 3_333_969)
    assert computed.valeurs["statut"] == "minimum"
    assert all(row.preuves for row in answer.lignes)
    assert computed.parts[-1].valeur == computed.valeurs["taux"]


def test_the_target_of_the_region_leads_to_suggestions(example: Context) -> None:
    answer = cover(example)
    assert answer.mesures["cible"] == pytest.approx(0.9)
    assert answer.mesures["ecart_points"] == pytest.approx(90 - 100 * answer.mesures["taux"])
    found = list(lines(answer, "suggestions", "territoire_id").values())
    people = [row["population"] for row in found]
    assert people == sorted(people, reverse=True)
    assert found[-1]["taux_cumule"] >= 0.9 > found[-2]["taux_cumule"]
    redon = lines(answer, "suggestions", "territoire_id")[REDON]
    assert (redon["population"], redon["en_preparation"] is not None) == (45_155, True)
    saint_malo, fougeres = (
        next(row for row in found if name in row["territoire"]) for name in ("Saint Malo", "Fougères")
    )
    assert saint_malo["a_verifier"].startswith("peut-être déjà couvert")
    assert "déjà couvert" not in fougeres["a_verifier"], "nothing there is in force"
    assert fougeres["a_verifier"].startswith("un CLS y est en projet\u00a0: CLS du Pays de Fougères 2021-2026")
    assert "sans étape connue\u00a0: CLS du Pays de Fougères (1er)" in fougeres["a_verifier"]
    lower = cover(example, cible=30)
    assert lower.mesures["n_suggestions"] < answer.mesures["n_suggestions"]
    assert cover(example, cible=10).mesures["ecart_points"] == 0


def test_a_target_is_a_percentage(example: Context) -> None:
    with pytest.raises(BadParameter):
        cover(example, cible=120)
    with pytest.raises(BadParameter):
        cover(example, cible=0)


def test_an_unknown_perimeter_makes_a_lower_bound_and_is_said(example: Context) -> None:
    answer = cover(example)
    assert answer.etat_donnees == PARTIEL
    assert "Au moins" in answer.phrase
    assert any("CLS du Pays de Saint-Malo" in text and "CLS du Pays de Vitré" in text for text in answer.avertissements)
    vitre = lines(answer, "dispositifs", "dispositif_id")["disp:cls-vitre"]
    assert (vitre["compte"], vitre["population"]) == (False, None)


def test_a_type_that_nobody_documents_has_no_rate(example: Context) -> None:
    answer = cover(example, type="DAC", territoire=REDON)
    assert (answer.etat_donnees, answer.mesures["taux"], answer.mesures["population"]) == (INSUFFISANT, None, 66_478)
    (row,) = answer.lignes
    assert (row.valeurs["taux"], row.valeurs["population_couverte"]) == (None, None)
    assert "…" not in answer.phrase


def test_certain_statements_only(example: Context) -> None:
    """Of the contracts in force only Brocéliande has a dated perimeter."""
    answer = cover(example, certitude="certain")
    counted = [row["dispositif_id"] for row in lines(answer, "dispositifs", "dispositif_id").values() if row["compte"]]
    assert counted == ["disp:cls-broceliande-1"]
    assert answer.mesures["taux"] == pytest.approx(cover(example).mesures["taux_certain"])


def test_before_the_first_perimeter_nothing_is_said_of_coverage(example: Context) -> None:
    answer = cover(example, "2010-01-01")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("Aucune donnée à cette date")


# --------------------------------------------------------------------------------------- types, jurisdictions


def test_types_of_scheme_at_redon(example: Context) -> None:
    answer = gaps(example, "type")
    found = states(answer)
    assert {code: found[code] for code in ("CLS", "CDS", "CLSM")} == dict.fromkeys(("CLS", "CDS", "CLSM"), "en_projet")
    assert {code for code, state in found.items() if state == "present"} >= {"CPTS", "CLIC", "MAIA", "ATS", "PASS"}
    assert {code for code, state in found.items() if state == "non_documente"} >= {"PTSM", "DAC", "ASV"}
    assert "absent_confirme" not in found.values()
    assert answer.etat_donnees == PARTIEL
    (cls,) = [row for row in answer.lignes if row.valeurs["objet_id"] == "CLS"]
    assert cls.valeurs["projet_id"] == REDON_2
    assert "terme 2020" in cls.valeurs["detail"]


def test_types_are_those_of_the_question_about_schemes(example: Context) -> None:
    other = ask(example.store, "intervenants", {"territoire": REDON}, date=IN_SEPTEMBER, context=example)
    expected = {row.valeurs["type_dispositif"]: row.valeurs["etat"] for row in other.tableaux["etats"].lignes}
    assert states(gaps(example, "type")) == expected


def test_jurisdictions_of_redon(example: Context) -> None:
    answer = gaps(example, "juridiction")
    assert answer.mesures["fragmentation"] == pytest.approx(0.656, abs=0.0005)
    found = {row.valeurs["objet_id"]: row.valeurs["groupe"] for row in answer.lignes}
    assert found == {
        "acteur:ars-bretagne": "ARS",
        "acteur:ars-pays-de-la-loire": "ARS",
        "acteur:cpam-35": "CPAM",
        "acteur:cpam-44": "CPAM",
        "acteur:cpam-56": "CPAM",
    }
    assert "relève de 2 ARS et de 3 CPAM" in answer.phrase.replace("\u00a0", " ")
    assert answer.etat_donnees == SUFFISANT
    by_scheme = gaps(example, "juridiction", "REG-53", dispositif=REDON_1)
    assert by_scheme.mesures["fragmentation"] == answer.mesures["fragmentation"]


def test_a_body_that_the_base_does_not_hold_is_not_documented(example: Context) -> None:
    answer = gaps(example, "juridiction", BRETAGNE)
    lost = {row.valeurs["objet_id"] for row in answer.lignes if row.valeurs["etat"] == "non_documente"}
    assert lost == {"DEP-22"}
    assert answer.etat_donnees == PARTIEL


# --------------------------------------------------------------------------------------------------- needs


def test_needs_without_exact_action_in_either_contract(example: Context) -> None:
    exact = {
        scheme: {
            row.valeurs["objet_id"].removeprefix("besoin:redon-")
            for row in gaps(example, "besoin", dispositif=scheme).lignes
            if row.valeurs["proximite"] == "exact"
        }
        for scheme in (REDON_1, REDON_2)
    }
    needs = set(states(gaps(example, "besoin")))
    assert len(needs) == 11
    neither = {id_.removeprefix("besoin:redon-") for id_ in needs} - exact[REDON_1] - exact[REDON_2]
    assert neither == {"mobilite", "soins-domicile", "maladies-chroniques"}


def test_a_need_says_its_nearest_action_and_the_offers_apart(example: Context) -> None:
    answer = gaps(example, "besoin", dispositif=REDON_2)
    (row,) = [row for row in answer.lignes if row.valeurs["objet_id"] == "besoin:redon-mobilite"]
    assert (row.valeurs["etat"], row.valeurs["proximite"]) == ("non_documente", "voisin")
    assert row.valeurs["proche_id"].startswith("action:redon2-")
    assert row.valeurs["proche"] in row.phrase
    assert row.valeurs["n_offres"] == 2
    assert row.preuves
    offers = {
        r.valeurs["offre_id"]
        for r in answer.tableaux["offres"].lignes
        if r.valeurs["objet_id"] == "besoin:redon-mobilite"
    }
    assert offers == {"offre:mobilite-solidaire", "offre:transport-commun-redon"}


def test_without_a_diagnosis_nothing_is_said_to_be_missing(example: Context) -> None:
    answer = gaps(example, "besoin", BREST, date="2025-06-01")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("Aucun diagnostic saisi")


# -------------------------------------------------------------------------------------- themes, publics, actors


def test_themes_of_redon(example: Context) -> None:
    answer = gaps(example, "theme", dispositif=REDON_2)
    found = states(answer)
    assert len(found) == 44
    assert sum(state == "present" for state in found.values()) == 14
    by_near = {row.valeurs["objet_id"]: row.valeurs["proximite"] for row in answer.lignes}
    assert by_near["theme:addictions"] == "voisin"
    assert by_near["theme:sante_mentale"] == "aucune"


def test_publics_that_the_diagnosis_names_come_first(example: Context) -> None:
    answer = gaps(example, "public")
    named = [row.valeurs["objet_id"] for row in answer.lignes if row.valeurs["attendu"]]
    assert set(named) == {"public:personnes_agees", "public:precarite", "public:malades_chroniques"}
    assert [row.valeurs["objet_id"] for row in answer.lignes[:3]] == named
    assert answer.mesures["n_attendus_sans_action"] == 0
    second = gaps(example, "public", dispositif="disp:cpts-redon")
    assert (second.etat_donnees, set(states(second).values())) == (INSUFFISANT, {"non_documente"})


@pytest.mark.parametrize("date", [IN_SEPTEMBER, EVER])
def test_actors_that_nothing_attaches(example: Context, date: str) -> None:
    found = states(gaps(example, "acteur", BRETAGNE, date))
    assert {id_ for id_, state in found.items() if state == "non_documente"} == UNATTACHED
    services = states(gaps(example, "acteur", BRETAGNE, date, granularite="service"))
    assert {id_ for id_, state in services.items() if state == "non_documente"} == UNATTACHED | SERVICES_OF_CPAM_35
    assert found["acteur:pole-metropolitain-cornouaille"] == "en_projet"


def test_an_actor_whose_roles_are_over_is_alone_and_it_is_said(example: Context) -> None:
    answer = gaps(example, "acteur", BRETAGNE, "2023-01-01")
    (row,) = [row for row in answer.lignes if row.valeurs["objet_id"] == "acteur:sm-broceliande"]
    assert row.valeurs["etat"] == "non_documente"
    assert "CLS du Pays de Brocéliande" in row.valeurs["detail"]


# --------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("nature", ["type", "acteur"])
def test_a_scheme_is_refused_where_it_means_nothing(example: Context, nature: str) -> None:
    with pytest.raises(BadParameter):
        gaps(example, nature, dispositif=REDON_2)


@pytest.mark.parametrize("nature", ["type", "theme", "public", "besoin", "acteur", "juridiction"])
def test_certain_only_hides_no_gap(example: Context, nature: str) -> None:
    """What is not documented rests on nothing: a filter on certainty must not make it disappear."""
    every, certain = gaps(example, nature), gaps(example, nature, certitude="certain")
    silent = {id_ for id_, state in states(every).items() if state == "non_documente"}
    if nature in {"type", "theme", "public"}:
        assert silent <= set(states(certain))
    assert certain.phrase


@pytest.mark.parametrize("nature", ["type", "theme", "public", "besoin", "acteur", "juridiction"])
@pytest.mark.parametrize("territoire", [REDON, BREST, "Pipriac", BRETAGNE, "terr:pays-vitre", "DEP-44"])
def test_every_answer_holds_on_any_territory(example: Context, nature: str, territoire: str) -> None:
    for date in (IN_SEPTEMBER, "2010-01-01", EVER):
        answer = gaps(example, nature, territoire, date)
        assert answer.phrase
        assert "…" not in answer.phrase
        assert set(states(answer).values()) <= {"present", "en_projet", "non_documente"}
        if date == "2010-01-01":
            assert answer.etat_donnees == INSUFFISANT
