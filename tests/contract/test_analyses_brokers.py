"""Check who holds groups together on the example, on both engines."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.answer import INSUFFISANT, PARTIEL, Answer, explain
from graph.answers import ask
from graph.answers.context import Context
from graph.ties import ties

pytestmark = pytest.mark.contract

POINTS = {"acteur:cpam-35", "acteur:region-bretagne", "acteur:redon-agglomeration", "acteur:cpam-finistere"}


def asked(example: Context, date: str = "toutes", **given: object) -> Answer:
    return ask(example.store, "relais", given, date=date, context=example)


def test_the_four_articulation_points(example: Context) -> None:
    answer = asked(example)
    assert {row.valeurs["acteur_id"] for row in answer.lignes if row.valeurs["articulation"]} == POINTS
    assert answer.mesures == {"n": 57, "m": 152, "n_relais": 6, "n_articulations": 4}
    assert answer.phrase.startswith(
        "4\u00a0acteurs tiennent à eux seuls des groupes qui ne se parleraient pas autrement"
    )
    assert answer.etat_donnees == PARTIEL


def test_measures_are_those_of_networkx(example: Context) -> None:
    graph = ties(example.snapshot(None))
    lengths: nx.Graph[str] = nx.Graph()
    lengths.add_nodes_from(graph)
    lengths.add_edges_from((one, two, {"length": 1 / data["weight"]}) for one, two, data in graph.edges(data=True))
    between = nx.betweenness_centrality(lengths, weight="length")
    constraint = nx.constraint(graph, nodes=[id_ for id_ in graph if graph[id_]], weight="weight")
    sizes = nx.effective_size(graph, nodes=[id_ for id_ in graph if graph[id_]])
    answer = asked(example)
    assert {row.valeurs["acteur_id"] for row in answer.lignes} == {id_ for id_ in graph if between[id_] > 1e-9}
    for row in answer.lignes:
        values, id_ = row.valeurs, row.valeurs["acteur_id"]
        assert values["intermediarite"] == pytest.approx(between[id_])
        assert values["contrainte"] == pytest.approx(constraint[id_])
        assert values["taille_efficace"] == pytest.approx(sizes[id_])
        assert values["n_liens"] == graph.degree(id_)
        left = graph.copy()
        left.remove_node(id_)
        created = nx.number_connected_components(left) - nx.number_connected_components(graph)
        assert values["composantes_creees"] == created
        assert values["articulation"] == (created > 0)
    order = [(-round(row.valeurs["intermediarite"], 12), row.valeurs["acteur_id"]) for row in answer.lignes]
    assert order == sorted(order)
    assert [row.valeurs["rang"] for row in answer.lignes] == [1, 2, 3, 4, 5, 6]


def test_a_row_says_what_it_joins_and_on_what_it_rests(example: Context) -> None:
    answer = asked(example)
    row = next(row for row in answer.lignes if row.valeurs["acteur_id"] == "acteur:region-bretagne")
    said = explain(row)
    assert said.phrase == "Région Bretagne relie 2 groupes qui ne se parlent pas autrement."
    assert {part.nom for part in said.parts} == {
        "intermediarite", "contrainte", "taille_efficace", "groupes_relies", "role",
    }  # fmt: skip
    assert all(part.calcul.endswith(".") for part in said.parts)
    assert "17 − 2 × 94 ÷ 17 = 5,94" in " ".join(part.calcul for part in said.parts)
    assert said.sources
    assert row.valeurs["liens_termines"] == 14
    assert "14\u00a0liens sur 17 arrivés à terme" in row.valeurs["alerte"]
    assert "CLS du Pays de Brocéliande 2017-2022" in row.valeurs["alerte"]
    assert "il ne séparerait plus personne" in row.valeurs["alerte"]
    groups = [line.valeurs for line in answer.tableaux["groupes"].lignes if line.valeurs["acteur"] == "Région Bretagne"]
    assert [group["n_acteurs"] for group in groups] == [24, 4]
    assert "Université de Bretagne Occidentale" in groups[1]["membres"]


def test_the_day_decides_what_holds(example: Context) -> None:
    """The contract of Brocéliande ended in July 2022: whoever it made a broker is one no longer."""
    found = {
        date: {row.valeurs["acteur_id"] for row in asked(example, date).lignes if row.valeurs["articulation"]}
        for date in ("2021-09-15", "2025-06-01")
    }
    assert found == {
        "2021-09-15": {"acteur:cpam-35", "acteur:redon-agglomeration"},
        "2025-06-01": {"acteur:cpam-35", "acteur:redon-agglomeration", "acteur:cpam-finistere"},
    }


def test_one_contract_and_isolated_actors_are_said(example: Context) -> None:
    warnings = " ".join(asked(example).avertissements)
    assert "105 des 152 liens viennent d’un seul cadre, «\u00a0CLS du Pays de Brocéliande 2017-2022\u00a0»" in warnings
    assert "19\u00a0acteurs sur 57 n’ont aucun lien documenté" in warnings
    assert "ce n’est pas un isolement constaté" in warnings


def test_a_territory_keeps_its_own_network(example: Context) -> None:
    answer = asked(example, "2021-09-15", territoire="EPCI-243500741")
    assert answer.mesures["n"] == 31
    assert {row.valeurs["acteur_id"] for row in answer.lignes if row.valeurs["articulation"]} == {
        "acteur:redon-agglomeration"
    }
    services = asked(example, "2021-09-15", territoire="EPCI-243500741", granularite="service")
    assert {row.valeurs["acteur_id"] for row in services.lignes if row.valeurs["articulation"]} == {
        "acteur:cpam-35", "acteur:ats-redon",
    }  # fmt: skip


def test_few_actors_are_not_ranked(example: Context) -> None:
    answer = asked(example, "2021-09-15", territoire="COM-35236", certitude="certain")
    assert answer.mesures["n"] < 10
    assert {row.valeurs["rang"] for row in answer.lignes} <= {None}
    assert any("pas de classement" in warning for warning in answer.avertissements)


@pytest.mark.parametrize(("date", "given"), [("2010-01-01", {}), ("2021-09-15", {"territoire": "DEP-75"})])
def test_nothing_known_is_said_and_never_a_zero(example: Context, date: str, given: dict[str, object]) -> None:
    answer = asked(example, date, **given)
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert not any(answer.mesures.values())
    assert 0 not in answer.mesures.values()
    assert answer.phrase.startswith("Aucun")
