"""Ask about overlaps on the example: what the documents let compute is found, what they leave out is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.analysis.comparison import contents_of
from graph.answer import INSUFFISANT, PARTIEL, Answer, Row
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.answers.scheme_reading import read_extents, scheme_contents
from graph.ties import role_types, ties
from queries.catalogue import get

pytestmark = pytest.mark.contract

EXPECTED: dict[str, Any] = {
    entry["id"] if isinstance(entry, dict) and "id" in entry else key: entry["attendu"]
    for key, entry in json.loads((Path(__file__).parents[1] / "data" / "acceptance.json").read_text(encoding="utf-8"))[
        "questions"
    ].items()
}
DAY, REDON, BRETAGNE = "2021-09-15", "EPCI-243500741", "REG-53"
CLS_1, CLS_2, CPTS, CLSM = "disp:cls-redon-1", "disp:cls-redon-2", "disp:cpts-redon", "disp:clsm-redon"


def pair(example: Context, a: str, b: str, date: str | None = DAY, **more: object) -> Answer:
    return ask(example.store, "recouvrement", {"a": a, "b": b, **more}, date=date, context=example)


def listed(example: Context, territoire: str = REDON, date: str | None = DAY, **more: object) -> Answer:
    return ask(example.store, "recouvrements", {"territoire": territoire, **more}, date=date, context=example)


def ids_of(rows: tuple[Row, ...]) -> set[frozenset[str]]:
    return {frozenset((row.valeurs["a_id"], row.valeurs["b_id"])) for row in rows}


# ------------------------------------------------------------------------------------------------- one pair


def test_the_contract_and_the_community_of_redon(example: Context) -> None:
    expected = EXPECTED["Q9"]
    answer = pair(example, CLS_2, CPTS)
    values = answer.lignes[0].valeurs
    assert (values["a_id"], values["b_id"], values["classe"]) == (CLS_2, CPTS, "identique")
    assert values["n_communes"] == expected["communes"]
    assert values["population"] == expected["population"]
    assert values["J_pop"] == expected["J_pop"]
    assert values["themes_communs"] == expected["themes_communs"]
    assert values["indice"] == pytest.approx(expected["I"], abs=0.005)
    assert values["confiance"] == pytest.approx(expected["confiance"], abs=0.005)
    assert values["n_dimensions"] == 2
    assert values["indice_bas"] < values["indice"] < values["indice_haut"]
    assert answer.etat_donnees == PARTIEL
    assert "couvrent le même territoire : 31 communes et 66 478 habitants" in answer.phrase.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")


def test_the_order_of_the_pair_swaps_its_sides(example: Context) -> None:
    one, other = pair(example, CLS_2, "disp:prs-bretagne"), pair(example, "disp:prs-bretagne", CLS_2)
    left, right = one.lignes[0].valeurs, other.lignes[0].valeurs
    assert (left["K_ab"], left["a_id"]) == (right["K_ba"], right["b_id"])
    assert left["indice"] == right["indice"]
    sides = {"A seul": "B seul", "B seul": "A seul", "commun": "commun"}
    communes = {row.valeurs["territoire_id"]: row.valeurs["cote"] for row in one.tableaux["communes"].lignes}
    assert {
        row.valeurs["territoire_id"]: sides[row.valeurs["cote"]] for row in other.tableaux["communes"].lignes
    } == communes


def test_the_breton_part_of_redon(example: Context) -> None:
    values = pair(example, CLS_2, "disp:prs-bretagne").lignes[0].valeurs
    assert (values["n_communes"], values["population"]) == (23, 45_155)
    assert values["K_ab"] == pytest.approx(45_155 / 66_478, abs=1e-6)
    assert values["OC_pop"] == values["K_ab"]
    # Three Breton communes have no count in that census: what depends on them is left empty.
    assert values["J_pop"] is None
    assert values["K_ba"] is None


def test_themes_of_the_two_contracts_of_redon(example: Context) -> None:
    answer = pair(example, CLS_1, CLS_2)
    values = answer.lignes[0].valeurs
    assert len(values["themes_communs"]) == 8
    assert values["J_themes"] == pytest.approx(0.216, abs=0.0005)
    assert values["OC_themes"] == pytest.approx(0.571, abs=0.0005)
    assert values["R_themes"] == pytest.approx(0.202, abs=0.0005)
    sides = [row.valeurs["cote"] for row in answer.tableaux["themes"].lignes]
    assert [sides.count(side) for side in ("commun", "A seul", "B seul")] == [8, 31 - 8, 14 - 8]


def test_a_contract_and_the_one_it_renews_are_one(example: Context) -> None:
    answer = pair(example, CLS_1, CLS_2)
    assert any("se succèdent" in text for text in answer.avertissements)
    assert answer.lignes[0].valeurs["lecture"] == ""


def test_an_expired_contract_is_said_so(example: Context) -> None:
    answer = pair(example, CLS_1, CPTS)
    assert any("arrivé à son terme" in text for text in answer.avertissements)
    assert answer.lignes[0].valeurs["lecture"] == ""
    during = pair(example, CLS_1, CLS_2, date="2020-06-01")
    assert not any("arrivé à son terme" in text for text in during.avertissements)


def test_unknown_communes_are_undetermined_even_when_the_documents_say_same_perimeter(example: Context) -> None:
    answer = pair(example, "disp:cls-saint-malo", "disp:cpts-cote-emeraude")
    values = answer.lignes[0].valeurs
    assert values["classe"] == "indetermine"
    assert answer.etat_donnees == INSUFFISANT
    assert {values[name] for name in ("n_communes", "population", "J", "J_pop", "K_ab", "K_ba", "indice")} == {None}
    assert "Pays de Saint-Malo" in answer.phrase


def test_a_planned_perimeter_enters_no_figure(example: Context) -> None:
    answer = pair(example, CLSM, CLS_2)
    assert answer.lignes[0].valeurs["classe"] == "indetermine"
    assert any("n’est qu’un projet" in text for text in answer.avertissements)


def test_known_perimeters_that_share_nothing_are_disjoint_and_the_index_is_zero(example: Context) -> None:
    answer = pair(example, "disp:cls-broceliande-1", CLS_2)
    values = answer.lignes[0].valeurs
    assert (values["classe"], values["n_communes"], values["indice"]) == ("disjoint", 0, 0)
    assert values["acteurs_communs"] == ["acteur:ars-bretagne", "acteur:cpam-35"]


def test_nothing_known_at_all_is_insufficient_with_the_reason(example: Context) -> None:
    answer = pair(example, "disp:sns-2018-2022", "disp:prse-bretagne")
    assert answer.etat_donnees == INSUFFISANT
    assert answer.lignes[0].valeurs["indice"] is None
    assert sum("n’est pas documenté" in text for text in answer.avertissements) == 2


def test_before_the_first_statement_of_the_pair_there_is_no_answer(example: Context) -> None:
    answer = pair(example, CLS_2, CPTS, date="2010-01-01")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("Aucune donnée à cette date")
    early = listed(example, date="2010-01-01")
    assert (early.lignes, early.etat_donnees) == ((), INSUFFISANT)
    assert early.phrase.startswith("Aucune donnée à cette date")


def test_parts_add_up_to_the_index_and_say_how(example: Context) -> None:
    weighted: dict[str, object] = {"poids": ["themes=0,9", "membres=0"]}
    for given in ({}, weighted):
        row = pair(example, CLS_1, CLS_2, DAY, **given).lignes[0]
        known = [(part.valeur, part.poids) for part in row.parts if part.valeur is not None and part.poids is not None]
        mean = sum(value * weight for value, weight in known) / sum(weight for _, weight in known)
        assert row.valeurs["indice"] == pytest.approx(mean, abs=1e-5)
        assert [part.nom for part in row.parts] == ["territoire", "themes", "publics", "membres"]
        assert all(part.calcul for part in row.parts)


def test_weights_and_families_change_the_answer(example: Context) -> None:
    plain, themes, family = (
        pair(example, CLS_2, CPTS, **given).lignes[0].valeurs
        for given in ({}, {"poids": ["territoire=0"]}, {"familles": "oui"})
    )
    assert themes["indice"] == pytest.approx(1 / 3, abs=1e-5)
    assert themes["n_dimensions"] == 1
    assert family["OC_themes"] > plain["OC_themes"]
    with pytest.raises(BadParameter):
        pair(example, CLS_2, CPTS, poids=["couleur=1"])
    with pytest.raises(BadParameter):
        pair(example, CLS_2, CLS_2)


def test_services_and_organisations(example: Context) -> None:
    services, organisations = (
        {row.valeurs["acteur_id"] for row in pair(example, CLS_1, CLS_2, granularite=name).tableaux["membres"].lignes}
        for name in ("service", "organisation")
    )
    assert "acteur:redon-agglomeration" in organisations
    assert services - organisations
    collective = example.store.read("MATCH (a:Entite:Acteur) WHERE a.collectif RETURN a.id AS id ORDER BY id")
    assert {row["id"] for row in collective} & (services | organisations) == set()


@pytest.mark.parametrize("granularite", ["organisation", "service"])
def test_chance_draws_among_the_actors_of_the_scope(example: Context, granularite: str) -> None:
    """Those of the network of the territory: with a role in its schemes, or acting there."""
    network = ties(example.snapshot(DAY, territoire_id=REDON, granularite=granularite))
    answer = pair(example, CLS_1, CLS_2, DAY, granularite=granularite, territoire=REDON)
    assert answer.mesures["n_acteurs"] == len(network)
    assert 0 < answer.lignes[0].valeurs["p_membres"] < 1


# ---------------------------------------------------------------------------------------------- a territory


def test_the_overlaps_of_redon(example: Context) -> None:
    answer = listed(example)
    found = ids_of(answer.lignes) | ids_of(answer.tableaux["confiance_faible"].lignes)
    assert frozenset((CLS_2, CPTS)) in ids_of(answer.lignes)
    assert not any(CLS_1 in one for one in found), "over since 2020"
    assert not any(CLSM in one for one in found), "only planned"
    apart = {row.valeurs["dispositif_id"] for row in answer.tableaux["non_compares"].lignes}
    assert {CLS_1, CLSM} <= apart
    assert answer.mesures["n_recouvrements"] == len(found)
    assert answer.mesures["n_paires"] == answer.mesures["n_recouvrements"] + answer.mesures["n_disjoints"]


def test_a_list_holds_the_same_figures_as_its_pairs(example: Context) -> None:
    answer = listed(example)
    for row in (*answer.lignes, *answer.tableaux["confiance_faible"].lignes):
        alone = pair(example, row.valeurs["a_id"], row.valeurs["b_id"], territoire=REDON).lignes[0].valeurs
        for name in ("classe", "n_communes", "population", "K_ab", "K_ba", "themes_communs", "indice", "confiance"):
            assert row.valeurs[name] == alone[name], name


def test_pairs_are_ranked_and_trusted(example: Context) -> None:
    for territoire in (REDON, BRETAGNE):
        answer = listed(example, territoire)
        rows = [row.valeurs for row in answer.lignes]
        assert [row["rang"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["indice"] for row in rows] == sorted((row["indice"] for row in rows), reverse=True)
        assert all(row["confiance"] >= 0.5 - 1e-6 and row["classe"] != "indetermine" for row in rows)
        assert all(row["rang_bas"] <= row["rang_haut"] <= len(rows) for row in rows)
        assert all(row.valeurs["confiance"] < 0.5 for row in answer.tableaux["confiance_faible"].lignes)
        lost = [row.valeurs["classe"] for row in answer.tableaux["indetermines"].lignes]
        assert lost == ["indetermine"] * answer.mesures["n_indetermines"]


def test_a_renewed_contract_is_not_an_overlap_in_a_list(example: Context) -> None:
    answer = listed(example, BRETAGNE, date="toutes")
    found = ids_of(
        (*answer.lignes, *(row for table in answer.tableaux.values() for row in table.lignes if "a_id" in row.valeurs))
    )
    for renewed in ((CLS_1, CLS_2), ("disp:cls-fougeres-1", "disp:cls-fougeres-2")):
        assert frozenset(renewed) not in found
    reasons = {
        frozenset((row.valeurs["dispositif_id"], row.valeurs["autre_id"])): row.valeurs["raison"]
        for row in answer.tableaux["non_compares"].lignes
    }
    assert "renouvelle" in reasons[frozenset((CLS_1, CLS_2))]


FRAMEWORKS = {"PRS", "PRSE", "CPOM", "COG_AM", "CPG", "STRATEGIE", "PROJET_ETABLISSEMENT"}


def framed(rows: tuple[Row, ...]) -> set[frozenset[str]]:
    return ids_of(tuple(row for row in rows if {row.valeurs["type_a"], row.valeurs["type_b"]} <= FRAMEWORKS))


def test_pairs_of_frameworks_are_ranked_only_when_asked_for(example: Context) -> None:
    plainly, asked = listed(example), listed(example, cadres="oui")
    apart = plainly.tableaux["cadres"].lignes
    assert apart
    assert len(apart) == plainly.mesures["n_cadres"] == len(framed(apart))
    for rows in (plainly.lignes, plainly.tableaux["confiance_faible"].lignes, plainly.tableaux["indetermines"].lignes):
        assert framed(rows) == set()
    assert any("cadres=oui" in text for text in plainly.avertissements)
    assert framed(asked.lignes)
    assert (asked.tableaux["cadres"].lignes, asked.mesures["n_cadres"]) == ((), 0)
    named = listed(example, types=sorted(FRAMEWORKS))
    assert framed(named.lignes) == framed(asked.lignes)


@pytest.mark.parametrize("day", [DAY, "2025-09-01"])
def test_overlaps_and_articulations_compare_the_same_pairs(example: Context, day: str) -> None:
    """But for the schemes without a perimeter, that only a declared articulation brings in."""
    given = {"territoire": BRETAGNE, "limite": 1000}
    one, other = (
        ask(example.store, name, given, date=day, context=example) for name in ("recouvrements", "articulations")
    )
    placed = read_extents(example, day).covered.keys()
    for name in (None, "confiance_faible", "indetermines", "cadres"):
        left, right = (ids_of(found.tableaux[name].lignes if name else found.lignes) for found in (one, other))
        assert left == {pair for pair in right if pair <= placed}, name


def test_a_scheme_and_its_part_are_no_overlap(example: Context) -> None:
    part, whole = "disp:mobisante", "disp:cls-brest"
    answer = listed(example, BRETAGNE, limite=1000)
    reasons = {
        frozenset((row.valeurs["dispositif_id"], row.valeurs["autre_id"])): row.valeurs["raison"]
        for row in answer.tableaux["non_compares"].lignes
    }
    assert reasons[frozenset((part, whole))] == "l’un fait partie de l’autre"
    assert frozenset((part, whole)) not in ids_of(answer.lignes)
    alone = pair(example, part, whole, date="2025-09-01")
    assert any("l’un fait partie de l’autre" in text for text in alone.avertissements)
    assert alone.lignes[0].valeurs["lecture"] == ""


def test_types_keep_some_schemes_and_the_limit_says_what_it_cuts(example: Context) -> None:
    answer = listed(example, BRETAGNE, types=["CLS", "cpts"])
    kinds = {row.valeurs[name] for row in answer.lignes for name in ("type_a", "type_b")}
    assert kinds == {"CLS", "CPTS"}
    cut = listed(example, BRETAGNE, limite="2")
    assert len(cut.lignes) == 2
    assert any("premières paires" in text for text in cut.avertissements)
    with pytest.raises(BadParameter):
        listed(example, types=["CLX"])


@pytest.mark.parametrize("question", ["recouvrements", "articulations"])
@pytest.mark.parametrize("limite", [0, -3])
def test_a_limit_below_one_is_refused(example: Context, question: str, limite: int) -> None:
    with pytest.raises(BadParameter, match="au moins une paire"):
        ask(example.store, question, {"territoire": REDON, "limite": limite}, date=DAY, context=example)


def test_changed_weights_are_said(example: Context) -> None:
    for given in (listed(example, poids=["territoire=5"]), pair(example, CLS_2, CPTS, poids=["territoire=5"])):
        assert any("territoire 5 au lieu de 0,35" in text for text in given.avertissements)
    assert not any("Poids changés" in text for text in listed(example).avertissements)


def test_a_pair_too_little_documented_is_not_read(example: Context) -> None:
    answer = pair(example, "disp:cls-saint-malo", CLS_2, date="2025-06-01")
    values = answer.lignes[0].valeurs
    assert values["confiance"] < 0.5
    assert "trop peu documentée" in values["lecture"]
    assert "trop peu documentée" in answer.phrase
    weak = listed(example).tableaux["confiance_faible"].lignes
    assert weak
    assert all("trop peu documentée" in row.valeurs["lecture"] for row in weak)


def test_what_is_left_out_is_proven(example: Context) -> None:
    for question in ("recouvrements", "articulations"):
        answer = ask(example.store, question, {"territoire": REDON}, date=DAY, context=example)
        assert all(row.preuves for row in answer.tableaux["non_compares"].lignes)


def test_a_territory_without_scheme_says_so(example: Context) -> None:
    answer = listed(example, "COM-75056")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert "Aucun dispositif" in answer.phrase


def test_certain_statements_only(example: Context) -> None:
    answer = listed(example, certitude="certain")
    assert all(str(row.certitude) == "certain" for row in answer.lignes)
    assert answer.mesures["n_dispositifs"] < listed(example).mesures["n_dispositifs"]


# ------------------------------------------------------------------------------------------------ readings


@pytest.mark.parametrize("granularite", ["organisation", "service"])
@pytest.mark.parametrize("day", [DAY, "2019-02-05", None])
def test_the_grouped_reading_holds_what_the_whole_graph_holds(
    example: Context, granularite: str, day: str | None
) -> None:
    ids = sorted(example.facts.nodes("Dispositif"))
    whole = contents_of(example.snapshot(day, granularite=granularite), ids)
    read = scheme_contents(example, ids, day, granularite=granularite)
    for id_, one, other in zip(ids, whole, read, strict=True):
        for name in ("themes", "publics", "membres"):
            left, right = getattr(one, name), getattr(other, name)
            assert list(left) == list(right), (id_, name)
            assert {key: sorted(fact.id for fact in facts) for key, facts in left.items()} == {
                key: sorted(fact.id for fact in facts) for key, facts in right.items()
            }


@pytest.mark.parametrize("day", [DAY, "2022-07-12", "2010-01-01", None])
def test_grouped_perimeters_are_those_of_each_scheme(example: Context, day: str | None) -> None:
    extents = read_extents(example, day)
    members = example.members(day, planned=False)
    found = {
        id_: sorted((name, extent.part) for extent in covered for name in extent.territoires)
        for id_, covered in extents.covered.items()
    }
    assert found == {id_: sorted((m.territoire_id, m.part) for m in kept) for id_, kept in members.items()}
    planned = example.members(day).keys() - members.keys()
    assert extents.planned.keys() == planned


def test_the_reading_names_every_role_that_ties_actors() -> None:
    text = get("liens_entrants").cypher
    assert all(f"{type_}|" in text for type_ in role_types())
