"""Check the measures of the network on the example, on both engines, against the reference figures."""

from __future__ import annotations

import pytest

from graph.answer import INSUFFISANT, PARTIEL, Answer, explain
from graph.answers import ask
from graph.answers.context import Context

pytestmark = pytest.mark.contract


def asked(example: Context, date: str = "toutes", **given: object) -> Answer:
    return ask(example.store, "sante_reseau", given, date=date, context=example)


def test_the_reference_figures(example: Context) -> None:
    answer = asked(example)
    measures = answer.mesures
    assert (measures["n"], measures["m"], measures["n_composantes"], measures["n_isoles"]) == (57, 152, 24, 19)
    assert measures["densite"] == pytest.approx(0.0952, abs=5e-5)
    assert measures["fragmentation"] == pytest.approx(0.7419, abs=5e-5)
    assert (measures["E"], measures["I"]) == (112, 40)
    sizes = [row.valeurs["n_acteurs"] for row in answer.tableaux["composantes"].lignes]
    assert sizes == [29, 3, 2, 2, 2, *[1] * 19]
    assert {row.valeurs["acteur_id"] for row in answer.tableaux["points_articulation"].lignes} == {
        "acteur:cpam-35", "acteur:region-bretagne", "acteur:redon-agglomeration", "acteur:cpam-finistere",
    }  # fmt: skip
    assert answer.etat_donnees == PARTIEL


def test_what_makes_the_figures_misleading_is_said(example: Context) -> None:
    warnings = " ".join(asked(example).avertissements)
    assert "105 des 152 liens viennent d’un seul cadre, «\u00a0CLS du Pays de Brocéliande 2017-2022\u00a0»" in warnings
    assert "sans lui, il en resterait 48" in warnings
    assert "leurs partenaires ne sont pas documentés" in warnings


def test_the_warning_is_not_said_when_no_context_makes_half_of_the_ties(example: Context) -> None:
    answer = asked(example, "2021-09-15", territoire="EPCI-243500741", granularite="service")
    assert not any("viennent d’un seul cadre" in warning for warning in answer.avertissements)
    share = next(row.valeurs["valeur"] for row in answer.lignes if row.valeurs["mesure"] == "premier_cadre")
    assert share <= 0.5


def test_each_measure_is_said_with_what_it_means_and_does_not(example: Context) -> None:
    answer = asked(example)
    values = {row.valeurs["mesure"]: row.valeurs for row in answer.lignes}
    assert len(values) == len(answer.lignes) == 18
    for row in answer.lignes:
        assert all(str(row.valeurs[name]).endswith(".") for name in ("lecture", "veut_dire", "ne_dit_pas"))
        assert explain(row).phrase == row.valeurs["lecture"]
        assert "{" not in row.valeurs["lecture"] + explain(row).parts[0].calcul
    assert values["densite"]["lecture"] == "9,5 % des liens possibles existent\u00a0: 152 sur 1\u202f596."
    assert "74 % des liens traversent les secteurs (112 sur 152)" in values["ei"]["lecture"]
    assert "hasard" in values["ei"]["lecture"]
    assert values["reciprocite"]["valeur"] == 0
    assert values["noyau"]["lecture"].startswith("Noyau de 15\u00a0acteurs, au moins 14\u00a0liens chacun")
    assert "CPAM de Loire-Atlantique" in values["coeur_peripherie"]["lecture"]
    assert -0.5 <= values["modularite"]["valeur"] <= 1
    proofs = next(row.preuves for row in answer.lignes if row.valeurs["mesure"] == "premier_cadre")
    assert len(proofs) == 12
    assert len({proof.source for proof in proofs}) == 1


def test_the_list_of_actors_says_where_each_stands(example: Context) -> None:
    rows = [row.valeurs for row in asked(example).tableaux["acteurs"].lignes]
    assert len(rows) == 57
    assert sum(row["n_liens"] for row in rows) == 2 * 152
    assert (rows[0]["acteur_id"], rows[0]["n_liens"], rows[0]["coeur"]) == ("acteur:cpam-35", 22, True)
    assert [row["n_liens"] for row in rows] == sorted((row["n_liens"] for row in rows), reverse=True)
    assert all(row["groupe"] is None for row in rows if not row["n_liens"])


@pytest.mark.parametrize("date", ["toutes", "2021-09-15"])
def test_certain_only_measures_what_is_certain(example: Context, date: str) -> None:
    every, certain = asked(example, date), asked(example, date, certitude="certain")
    assert certain.mesures["m"] < every.mesures["m"]
    assert {str(row.certitude) for row in certain.lignes} == {"certain"}
    assert len(certain.tableaux["acteurs"].lignes) == certain.mesures["n"]


@pytest.mark.parametrize(("date", "given"), [("2010-01-01", {}), ("2021-09-15", {"territoire": "DEP-75"})])
def test_nothing_known_is_said_and_never_a_zero(example: Context, date: str, given: dict[str, object]) -> None:
    answer = asked(example, date, **given)
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert not any(answer.mesures.values())
    assert answer.phrase.startswith("Aucun")
