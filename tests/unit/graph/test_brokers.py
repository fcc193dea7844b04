"""Compute again who stands between whom: networkx, and the definitions the long way, on small random networks."""

from __future__ import annotations

from itertools import combinations, permutations
from math import isnan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.brokerage import ROLES, brokerage
from graph.analysis.brokers import RANKED, Brokers, brokers
from graph.analysis.masked_product import masked_product
from graph.analysis.separation import separations
from graph.analysis.structural_holes import betweenness, constraint, effective_size, local_constraints
from graph.analysis.tie_matrix import tie_matrix
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Snapshot
from graph.ties import ties
from tests.support.facts import MemoryFacts, link, node, snapshot_of
from tests.support.random_networks import classed, networks
from tests.support.synthetic.generate import generate
from tests.support.synthetic.sizes import SMALL
from tests.support.synthetic.truth import Moment

EXAMPLES = settings(max_examples=80, deadline=None)


def by_id(graph: nx.Graph[str], values: np.ndarray) -> dict[str, float]:
    return dict(zip(sorted(graph), values.tolist(), strict=True))


def tied(graph: nx.Graph[str]) -> nx.Graph[str]:
    return graph.subgraph([id_ for id_ in graph if graph.degree(id_)])


def found_on(roles: list[tuple[str, str]], *, day: str | None = "2022-06-15", **dates: str) -> Brokers:
    """Return the brokers of actors that are partners in actions; `dates` closes the roles in an action."""
    actors = sorted({acteur for acteur, _ in roles})
    nodes = [node(f"acteur:{acteur}", "Acteur", type_acteur="association") for acteur in actors]
    nodes += [node(f"action:{action}", "Action") for action in sorted({action for _, action in roles})]
    links = [
        link("EST_PARTENAIRE", f"acteur:{acteur}", f"action:{action}",
             **({"valid_to": dates[action]} if dates.get(action) else {}))
        for acteur, action in roles
    ]  # fmt: skip
    return of(nodes, links, day)


def of(nodes: list[NodeStatement], links: list[RelationshipStatement], day: str | None) -> Brokers:
    snapshot = snapshot_of(nodes, links, day)
    return brokers(snapshot, ties(snapshot), "2025-06-01")


@EXAMPLES
@given(graph=networks())
def test_constraint_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    matrix = tie_matrix(graph)
    found = by_id(graph, constraint(matrix))
    held = tied(graph)
    assert {id_: found[id_] for id_ in held} == pytest.approx(
        nx.constraint(held, nodes=list(held), weight="weight") if held else {}
    )
    assert all(isnan(found[id_]) for id_ in set(graph) - set(held))
    assert local_constraints(matrix).sum() == pytest.approx(np.nansum(constraint(matrix)))


@EXAMPLES
@given(graph=networks())
def test_effective_size_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    found = by_id(graph, effective_size(tie_matrix(graph)))
    held = tied(graph)
    assert {id_: found[id_] for id_ in held} == pytest.approx(nx.effective_size(held, nodes=list(held)) if held else {})
    assert by_id(graph, tie_matrix(graph).closed) == nx.triangles(graph)


@EXAMPLES
@given(graph=networks(), cells=st.integers(1, 40))
def test_a_product_by_bundles_is_the_product(graph: nx.Graph[str], cells: int) -> None:
    ties = tie_matrix(graph)
    whole = (ties.strength.toarray() @ ties.adjacency.toarray()) * ties.adjacency.toarray()
    found = masked_product(ties.strength, ties.adjacency, ties.adjacency, cells=cells)
    assert found.toarray() == pytest.approx(whole)


@EXAMPLES
@given(graph=networks())
def test_betweenness_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    for one, two in graph.edges:
        graph.edges[one, two]["length"] = 1 / graph.edges[one, two]["weight"]
    matrix = tie_matrix(graph)
    assert by_id(graph, betweenness(matrix).values) == pytest.approx(nx.betweenness_centrality(graph, weight="length"))
    assert by_id(graph, betweenness(matrix, weighted=False).values) == pytest.approx(nx.betweenness_centrality(graph))


def test_betweenness_from_a_draw_is_close_and_always_the_same() -> None:
    graph = nx.connected_watts_strogatz_graph(600, 6, 0.1, seed=3)
    named = nx.relabel_nodes(graph, {place: f"acteur:{place:04}" for place in graph})
    matrix = tie_matrix(named)
    whole = betweenness(matrix)
    drawn = betweenness(matrix, visits=300 * matrix.count)
    assert (whole.origins, drawn.origins) == (600, 300)
    assert np.corrcoef(whole.values, drawn.values)[0, 1] > 0.95
    assert drawn.values.sum() == pytest.approx(whole.values.sum(), rel=0.1)
    assert (betweenness(matrix, visits=300 * matrix.count).values == drawn.values).all()


@EXAMPLES
@given(drawn=classed())
def test_roles_are_those_counted_pair_by_pair(drawn: tuple[nx.Graph[str], dict[str, str | None]]) -> None:
    graph, secteurs = drawn
    found = brokerage(tie_matrix(graph), [secteurs[id_] for id_ in sorted(graph)])
    for place, id_ in enumerate(sorted(graph)):
        counts, unclassed = dict.fromkeys(ROLES, 0), 0
        for one, two in combinations(sorted(graph[id_]), 2):
            if graph.has_edge(one, two):
                continue
            three = (secteurs[id_], secteurs[one], secteurs[two])
            if None in three:
                unclassed += 1
            elif len(set(three)) == 1:
                counts["coordinateur"] += 1
            elif three[0] in three[1:]:
                counts["gardien_representant"] += 1
            elif three[1] == three[2]:
                counts["consultant"] += 1
            else:
                counts["liaison"] += 1
        assert (found.of(place), int(found.unclassed[place])) == (counts, unclassed)
        assert (found.dominant(place) is None) == (sum(counts.values()) == 0)


@EXAMPLES
@given(graph=networks())
def test_the_groups_are_those_that_appear_when_the_actor_leaves(graph: nx.Graph[str]) -> None:
    ids = sorted(graph)
    found = {
        ids[place]: [frozenset(ids[i] for i in group) for group in groups]
        for place, groups in separations(tie_matrix(graph)).items()
    }
    assert set(found) == set(nx.articulation_points(graph))
    for id_, groups in found.items():
        component = nx.node_connected_component(graph, id_)
        left = graph.subgraph(component - {id_})
        assert sorted(map(sorted, groups)) == sorted(map(sorted, nx.connected_components(left)))
        assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)


@EXAMPLES
@given(graph=networks(most=7))
def test_the_order_of_the_rows_changes_nothing(graph: nx.Graph[str]) -> None:
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from((two, one, data) for one, two, data in reversed(list(graph.edges(data=True))))
    first, second = tie_matrix(graph), tie_matrix(other)
    assert first.ids == second.ids
    assert (first.ends == second.ends).all()
    assert (betweenness(first).values == betweenness(second).values).all()


CHAIN = [(f"{side}{n}", side) for side in "xy" for n in range(5)] + [("relais", "x"), ("relais", "y")]


def test_the_one_who_joins_two_groups_comes_first() -> None:
    found = found_on(CHAIN)
    (row,) = found.rows
    assert (row.acteur_id, row.articulation, row.created, row.contacts) == ("acteur:relais", True, 1, 10)
    assert [set(group) for group in row.groups] == [
        {f"acteur:x{n}" for n in range(5)},
        {f"acteur:y{n}" for n in range(5)},
    ]
    # 25 of the 45 pairs of the others pass by it, and none another way.
    assert row.betweenness == pytest.approx(25 / 45)
    assert row.effective_size == pytest.approx(10 - 2 * 20 / 10)
    assert found.ranked


def test_an_unrelated_actor_changes_no_measure_but_the_shares() -> None:
    before, after = found_on(CHAIN), found_on([*CHAIN, ("seul", "z")])
    (one,), (two,) = before.rows, after.rows
    assert (one.constraint, one.effective_size, one.groups, one.roles) == (
        two.constraint, two.effective_size, two.groups, two.roles,
    )  # fmt: skip
    assert two.betweenness * 55 == pytest.approx(one.betweenness * 45)


def test_equal_brokers_are_in_the_order_of_their_ids() -> None:
    ring = [
        (acteur, f"{n}{m}") for n, m in permutations("abcdefghijkl", 2) if (ord(m) - ord(n)) == 1 for acteur in n + m
    ]
    rows = found_on([*ring, ("a", "la"), ("l", "la")]).rows
    assert len(rows) == 12
    assert len({round(row.betweenness, 9) for row in rows}) == 1
    assert [row.acteur_id for row in rows] == sorted(row.acteur_id for row in rows)


def test_few_actors_are_not_ranked() -> None:
    path = [("z", "1"), ("m", "1"), ("m", "2"), ("a", "2"), ("a", "3"), ("b", "3"), ("b", "4"), ("c", "4")]
    found = found_on(path)
    assert found.size < RANKED
    assert not found.ranked
    assert [row.acteur_id for row in found.rows] == ["acteur:a", "acteur:b", "acteur:m"]


def test_a_broker_through_an_ended_contract_is_flagged() -> None:
    whole = {"day": None, "y": "2023-12-31"}
    (row,) = found_on(CHAIN, **whole).rows
    assert (row.ended, row.ended_contexts, row.lasting) == (5, ("action:y",), False)
    (kept,) = found_on(CHAIN, day=None).rows
    assert (kept.ended, kept.ended_contexts, kept.lasting) == (0, (), True)
    # At a day after its end the contract is not there at all.
    assert found_on(CHAIN, day="2024-06-01", y="2023-12-31").rows == ()


def test_the_end_of_the_scheme_ends_what_it_holds() -> None:
    nodes = [node(f"acteur:{id_}", "Acteur", type_acteur="association") for id_ in "abc"]
    nodes += [node(f"action:{n}", "Action") for n in (1, 2)]
    nodes += [node("disp:d", "Dispositif", type_dispositif="CLS", date_fin="2020")]
    links = [
        link("PILOTE", f"acteur:{acteur}", f"action:{n}") for acteur, n in (("a", 1), ("b", 1), ("b", 2), ("c", 2))
    ]
    links.append(link("COMPREND", "disp:d", "action:2"))
    (row,) = of(nodes, links, "2022-06-15").rows
    assert (row.acteur_id, row.ended, row.ended_contexts, row.lasting) == ("acteur:b", 1, ("action:2",), False)


def test_ties_without_any_date_are_counted() -> None:
    nodes = [node(f"acteur:{id_}", "Acteur", type_acteur="association") for id_ in "abc"]
    nodes += [node(f"action:{n}", "Action") for n in (1, 2)]
    links = [link("PILOTE", "acteur:a", "action:1"), link("PILOTE", "acteur:b", "action:1")]
    links += [link("PILOTE", f"acteur:{id_}", "action:2", valid_from="") for id_ in "bc"]
    (row,) = of(nodes, links, "2022-06-15").rows
    assert (row.acteur_id, row.undated, row.ended) == ("acteur:b", 1, 0)


@pytest.mark.parametrize("roles", [[], [("a", "1")], [("a", "1"), ("b", "1")]])
def test_where_nobody_stands_between_others_there_is_no_row(roles: list[tuple[str, str]]) -> None:
    assert found_on(roles).rows == ()
    assert found_on(roles, day="2010-01-01").ties == 0


@pytest.mark.parametrize("seed", [1, 2, 35])
def test_every_planted_broker_is_found_and_none_that_left(seed: int) -> None:
    territory = generate(seed, SMALL)
    snapshot = Snapshot(source=MemoryFacts(territory.nodes, territory.relationships), day=territory.jour)
    found = {row.acteur_id: row for row in brokers(snapshot, ties(snapshot)).rows}
    assert {truth.moment for truth in territory.truth.brokers} == {Moment.EN_COURS, Moment.ECHU}
    for truth in territory.truth.brokers:
        row = found.get(truth.acteur)
        groups = {frozenset(group) for group in row.groups} if row else set()
        if truth.moment is Moment.EN_COURS:
            assert groups == set(truth.groupes)
            assert row is not None
            assert row.lasting
        else:
            assert not groups
