"""Ask where schemes overlap without working together: the example worked out by hand, then a planted territory."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import pytest

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Answer, Row, explain
from graph.answers import ask
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.settings import Settings
from queries.catalogue import catalogue
from tests.support.screens import plain
from tests.support.stores import emptied
from tests.support.synthetic.generate import Territory, generate
from tests.support.synthetic.loading import load
from tests.support.synthetic.sizes import SMALL

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
DAY = "2021-09-15"
PAIR = ("disp:cls-redon-2", "disp:cpts-redon")
NEAR = 0.005


def articulations(context: Context, date: str = DAY, **given: object) -> Answer:
    return ask(context.store, "articulations", given, date=date, context=context)


def ends(row: Row) -> tuple[str, str]:
    return row.valeurs["a_id"], row.valeurs["b_id"]


def by_pair(rows: tuple[Row, ...]) -> dict[tuple[str, str], Row]:
    return {ends(row): row for row in rows}


def test_the_contract_and_the_community_of_redon(example: Context) -> None:
    row = by_pair(articulations(example, territoire=REDON).lignes)[PAIR]
    values = row.valeurs
    assert [values[name] for name in ("indice", "L", "O", "confiance")] == pytest.approx(
        [0.6923, 0.25, 0.5192, 0.65], abs=NEAR
    )
    assert (values["niveau"], values["palier"], values["classe"]) == (0, "Interconnaissance", "identique")
    assert values["themes_communs"] == ["acces_soins"]
    assert (values["invite_id"], values["instance_id"]) == ("disp:cpts-redon", "inst:copil-redon-2")
    assert plain(row.phrase).startswith(
        "« CLS de Redon Agglomération (2e génération, en élaboration) » et « CPTS de Redon » couvrent le même "
        "territoire et 1 thème commun (accès aux soins), mais aucun espace commun effectif n’est connu."
    )
    assert "Premier pas : inviter « CPTS de Redon » à « COPIL du CLS 2 de Redon Agglomération »" in plain(row.phrase)
    assert "DMP" in values["levier"]
    assert any("recommande" in text for text in values["en_attente"])
    assert values["espaces"] == []


def test_the_opportunity_can_be_computed_again_by_hand(example: Context) -> None:
    answer = articulations(example, territoire=REDON)
    for row in (*answer.lignes, *answer.tableaux["confiance_faible"].lignes):
        parts = {part.nom: part for part in explain(row).parts}
        used = [
            (part.valeur, part.poids) for part in parts.values() if part.poids is not None and part.valeur is not None
        ]
        index = sum(value * weight for value, weight in used) / sum(weight for _, weight in used)
        gap = 1 - prod(1 - (part.valeur or 0) for name, part in parts.items() if name[0] == "a" and name[1:].isdigit())
        assert row.valeurs["indice"] == pytest.approx(index, abs=1e-5)
        assert row.valeurs["L"] == pytest.approx(gap, abs=1e-5)
        assert row.valeurs["O"] == pytest.approx(index * (1 - gap), abs=1e-5)
        assert all(part.calcul.endswith(".") for part in parts.values())
    shown = {part.nom: plain(part.calcul) for part in by_pair(answer.lignes)[PAIR].parts}
    assert shown["indice"] == "(0,35 × 1 + 0,3 × 0,333) ÷ (0,35 + 0,3) = 0,692."
    assert shown["a1"].endswith(": 0,5, pour moitié car seulement proposée, soit 0,25.")
    assert shown["L"] == "1 − (1 − 0,25) = 0,25."
    assert shown["O"] == "0,692 × (1 − 0,25) = 0,519."
    assert shown["recommandee"].endswith("cela n’ajoute rien.")
    assert shown["correspondance"].endswith("cela n’ajoute rien.")


def test_pairs_are_ranked_by_what_there_is_to_gain(example: Context) -> None:
    answer = articulations(example, territoire=REDON)
    values = [row.valeurs["O"] for row in answer.lignes]
    assert values == sorted(values, reverse=True)
    assert [row.valeurs["rang"] for row in answer.lignes] == list(range(1, len(values) + 1))
    assert all(row.valeurs["confiance"] >= 0.5 for row in answer.lignes)
    assert all(row.valeurs["confiance"] < 0.5 for row in answer.tableaux["confiance_faible"].lignes)
    assert all(row.preuves for row in answer.lignes)
    assert sum(row.valeurs["n_paires"] for row in answer.tableaux["echelle"].lignes) == answer.mesures["n_paires"]
    assert answer.etat_donnees == PARTIEL
    declared = catalogue()["articulations"].colonnes.keys()
    assert all(row.valeurs.keys() == declared for row in answer.lignes)


def test_the_contract_and_the_coordination_support_of_brest(example: Context) -> None:
    answer = articulations(example, "2025-09-01", territoire="terr:pays-brest")
    row = by_pair(answer.tableaux["confiance_faible"].lignes)["disp:cls-brest", "disp:dac-brest"]
    assert row.valeurs["L"] == pytest.approx(0.64, abs=NEAR)
    assert (row.valeurs["niveau"], row.valeurs["instance_id"]) == (2, "inst:reseau-coord-brest")
    assert "où les deux siègent" in row.phrase
    (apart,) = answer.tableaux["non_compares"].lignes
    assert (apart.valeurs["dispositif_id"], apart.valeurs["autre_id"]) == ("disp:cls-brest", "disp:mobisante")


def test_neither_a_former_contract_nor_one_that_is_over_is_brought_together(example: Context) -> None:
    answer = articulations(example, territoire=REDON)
    assert not [row for row in answer.lignes if "disp:cls-redon-1" in ends(row)]
    left_out = {row.valeurs["dispositif_id"]: row.valeurs["raison"] for row in answer.tableaux["non_compares"].lignes}
    assert "à vérifier" in left_out["disp:cls-redon-1"]
    assert "en projet" in left_out["disp:clsm-redon"]


def test_one_scheme_at_a_time(example: Context) -> None:
    answer = articulations(example, dispositif="disp:cpts-redon")
    every = [*answer.lignes, *answer.tableaux["confiance_faible"].lignes]
    assert every
    assert all("disp:cpts-redon" in ends(row) for row in every)
    assert by_pair(answer.lignes)[PAIR].valeurs["O"] == pytest.approx(0.5192, abs=NEAR)


def test_an_unknown_perimeter_gives_no_opportunity_and_a_reason(example: Context) -> None:
    answer = articulations(example, "2026-01-01", territoire="terr:pays-saint-malo")
    assert (answer.lignes, answer.etat_donnees, answer.mesures["n_sans_espace"]) == ((), INSUFFISANT, None)
    lost = answer.tableaux["indetermines"].lignes
    assert len(lost) == 3
    assert all(row.valeurs["O"] is None and "Communes non connues" in row.valeurs["raison"] for row in lost)
    assert all({part.nom: part for part in row.parts}["O"].valeur is None for row in lost)
    assert "faute de données" in answer.phrase


def test_a_scheme_without_perimeter_is_listed_when_a_statement_names_the_pair(example: Context) -> None:
    answer = articulations(example, "2026-01-01", dispositif="disp:cls-cornouaille")
    (row,) = answer.tableaux["indetermines"].lignes
    assert ends(row) == ("disp:cls-cornouaille", "disp:prse-bretagne")
    assert row.valeurs["L"] == pytest.approx(0.1)
    assert (
        row.valeurs["raison"] == "Périmètre non documenté\u00a0: «\u00a0Programme régional santé-environnement\u00a0»."
    )


def test_weights_change_the_overlap_and_not_the_articulation(example: Context) -> None:
    given: dict[str, object] = {"territoire": REDON, "poids": ["themes=0", "publics=0", "membres=0"]}
    row = by_pair(ask(example.store, "articulations", given, date=DAY, context=example).lignes)[PAIR]
    assert [row.valeurs[name] for name in ("indice", "L", "O")] == pytest.approx([1, 0.25, 0.75])
    with pytest.raises(BadParameter):
        articulations(example, territoire=REDON, poids="humeur=1")


def test_before_everything_there_is_no_answer(example: Context) -> None:
    answer = articulations(example, "2010-01-01", territoire=REDON)
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert "Aucune donnée à cette date" in answer.phrase


def test_only_what_is_certain(example: Context) -> None:
    answer = articulations(example, territoire=REDON, certitude="certain")
    assert all(str(row.certitude) == "certain" for row in answer.lignes)
    assert answer.phrase


FRAMEWORKS = {"PRS", "PRSE", "CPOM", "COG_AM", "CPG", "STRATEGIE", "PROJET_ETABLISSEMENT"}


def framed(rows: tuple[Row, ...]) -> set[tuple[str, str]]:
    return {ends(row) for row in rows if {row.valeurs["type_a"], row.valeurs["type_b"]} <= FRAMEWORKS}


def test_frameworks_are_ranked_only_when_asked_for(example: Context) -> None:
    plainly, asked = articulations(example, territoire=REDON), articulations(example, territoire=REDON, cadres="oui")
    apart = plainly.tableaux["cadres"].lignes
    assert apart
    assert len(apart) == plainly.mesures["n_cadres"] == len(framed(apart))
    assert framed(plainly.lignes) == set()
    assert any("cadres=oui" in text for text in plainly.avertissements)
    assert framed(asked.lignes)
    assert (asked.tableaux["cadres"].lignes, asked.mesures["n_cadres"]) == ((), 0)
    for given in ({"types": sorted(FRAMEWORKS)}, {"dispositif": "disp:prs-bretagne"}):
        answer = articulations(example, territoire=REDON, **given)
        assert framed((*answer.lignes, *answer.tableaux["confiance_faible"].lignes))


def test_the_whole_base_says_which_unknown_pairs_it_does_not_count(example: Context) -> None:
    whole, region = articulations(example), articulations(example, territoire="REG-53")
    assert whole.mesures["n_indetermines"] < region.mesures["n_indetermines"]
    (said,) = [text for text in whole.avertissements if "ni à part ni dans les comptes" in text]
    rest = int(plain(said).split(" autre")[0].replace(" ", ""))
    assert whole.mesures["n_indetermines"] + rest >= region.mesures["n_indetermines"]


def test_the_next_meeting_is_named(example: Context) -> None:
    answer = articulations(example, "2021-05-01", territoire=REDON)
    found = by_pair((*answer.lignes, *answer.tableaux["indetermines"].lignes))[PAIR].valeurs
    assert (found["evenement_id"], found["date_evenement"]) == ("evt:copil-2021-07-01", "2021-07-01")
    assert "prochaine rencontre" in plain(found["levier"])


def test_both_engines_agree(both_examples: tuple[Context, Context]) -> None:
    one, other = (articulations(context, territoire=REDON).to_json() for context in both_examples)
    assert one == other


@pytest.fixture(scope="module")
def territory() -> Territory:
    """Give one block of planted truth."""
    return generate(7, SMALL)


@pytest.fixture(scope="module")
def planted(territory: Territory, engine_settings: Settings) -> Iterator[Context]:
    """Give the synthetic territory on each engine in turn."""
    store = emptied(engine_settings)
    load(store, territory)
    yield Context(store)
    store.close()


def test_every_planted_articulation_is_found(planted: Context, territory: Territory) -> None:
    wrong = []
    assert territory.truth.articulations
    for truth in territory.truth.articulations:
        answer = articulations(planted, territory.jour, dispositif=truth.a, limite=10_000)
        every = by_pair(tuple(row for rows in (answer.lignes, *(
            answer.tableaux[name].lignes for name in ("confiance_faible", "indetermines")
        )) for row in rows))  # fmt: skip
        row = every.get((truth.a, truth.b))
        if row is None:
            wrong.append(f"{truth.a} {truth.b} is missing")
            continue
        expected = (truth.niveau or 0) or (2 if truth.instances else 0)
        if row.valeurs["niveau"] < expected or row.valeurs["L"] < 1 - 0.6 ** len(truth.instances) - 1e-6:
            wrong.append(f"{truth.a} {truth.b}: {row.valeurs['niveau']}, {row.valeurs['L']} for {truth}")
    assert wrong == []


def test_no_predecessor_and_no_unknown_perimeter_is_ranked(planted: Context, territory: Territory) -> None:
    answer = articulations(planted, territory.jour, limite=10_000)
    ranked = {ends(row) for row in answer.lignes}
    assert ranked
    assert answer.etat_donnees in {SUFFISANT, PARTIEL}
    assert not [pair for pair in territory.truth.successions if tuple(sorted(pair)) in ranked]
    assert not [pair for pair in ranked if set(pair) & set(territory.truth.unknown_perimeters)]


def test_an_empty_base_says_so(engine_settings: Settings) -> None:
    with emptied(engine_settings) as store:
        answer = ask(store, "articulations", {})
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert "rien à rapprocher" in answer.phrase
