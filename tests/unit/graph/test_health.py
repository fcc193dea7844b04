"""Compute again the measures of a whole network: networkx, and the definitions the long way."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analysis.communities import groups
from graph.analysis.core_periphery import core_periphery
from graph.analysis.ei_index import ei_index
from graph.analysis.health import MEASURED, Whole, declared, largest_context, measure, network
from graph.analysis.tie_matrix import tie_matrix
from graph.ties import ties
from tests.support.facts import link, node, snapshot_of
from tests.support.random_networks import classed, networks

EXAMPLES = settings(max_examples=60, deadline=None)


def measured(graph: nx.Graph[str], secteurs: dict[str, str | None] | None = None) -> Whole | None:
    known = secteurs or dict.fromkeys(graph, "sante")
    return measure(tie_matrix(graph), [known[id_] for id_ in sorted(graph)])


@EXAMPLES
@given(graph=networks(least=MEASURED))
def test_every_measure_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    found = measured(graph)
    if not graph.number_of_edges():
        assert found is None
        return
    assert found is not None
    ids, n = sorted(graph), len(graph)
    assert (found.size, found.ties, found.density) == (n, graph.number_of_edges(), pytest.approx(nx.density(graph)))
    pieces = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    assert [{ids[i] for i in part} for part in found.components] == pieces
    reached = sum(one != two and nx.has_path(graph, one, two) for one in graph for two in graph)
    assert found.fragmentation == pytest.approx(1 - reached / (n * (n - 1)))
    assert {ids[i]: k for i, k in enumerate(found.coreness)} == nx.core_number(graph)
    assert {ids[i] for i in found.articulations} == set(nx.articulation_points(graph))
    assert {ids[i] for i in found.isolates} == set(nx.isolates(graph))
    degrees = [graph.degree(id_) for id_ in ids]
    assert found.degree_centralization == pytest.approx(sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2)))
    between = nx.betweenness_centrality(graph)
    highest = max(between.values())
    assert found.betweenness_centralization == pytest.approx(sum(highest - b for b in between.values()) / (n - 1))
    main = graph.subgraph(pieces[0])
    assert found.distance == pytest.approx(nx.average_shortest_path_length(main))
    if any(degree > 1 for _, degree in main.degree):
        assert found.transitivity == pytest.approx(nx.transitivity(main))
    else:
        assert found.transitivity is None
    sizes = nx.effective_size(main, nodes=list(main))
    assert found.redundancy == pytest.approx(np.mean([1 - sizes[id_] / main.degree(id_) for id_ in main]))
    assert found.exact
    for value in (found.density, found.fragmentation, found.degree_centralization, found.redundancy):
        assert -1e-9 <= value <= 1 + 1e-9


@EXAMPLES
@given(graph=networks())
def test_groups_are_a_division_worth_its_modularity(graph: nx.Graph[str]) -> None:
    found = groups(tie_matrix(graph))
    if not graph.number_of_edges():
        assert found is None
        return
    assert found is not None
    ids = sorted(graph)
    named = [{ids[i] for i in group} for group in found.members]
    alone = [{id_} for id_ in set(ids).difference(*named)]
    assert nx.community.modularity(graph, [*named, *alone]) == pytest.approx(found.modularity)
    # At least as good as networkx's own method, and as no group at all.
    other = nx.community.louvain_communities(graph, seed=1)
    assert found.modularity >= nx.community.modularity(graph, [set(ids)]) - 1e-9
    assert found.modularity >= nx.community.modularity(graph, other) - 0.05
    assert groups(tie_matrix(graph)) == found


def test_groups_find_cliques_joined_by_one_tie() -> None:
    cliques = nx.relabel_nodes(nx.ring_of_cliques(4, 5), lambda place: f"acteur:{place:02}")
    found = groups(tie_matrix(cliques))
    assert found is not None
    assert [len(group) for group in found.members] == [5, 5, 5, 5]


@EXAMPLES
@given(drawn=classed())
def test_crossing_ties_are_counted_one_by_one(drawn: tuple[nx.Graph[str], dict[str, str | None]]) -> None:
    graph, secteurs = drawn
    found = ei_index(tie_matrix(graph), [secteurs[id_] for id_ in sorted(graph)], permutations=50)
    counted = Counter(
        None if None in {secteurs[one], secteurs[two]} else secteurs[one] != secteurs[two] for one, two in graph.edges
    )
    if not counted[True] + counted[False]:
        assert found is None
        return
    assert found is not None
    assert (found.external, found.internal, found.unclassed) == (counted[True], counted[False], counted[None])
    assert found.value == pytest.approx((counted[True] - counted[False]) / (counted[True] + counted[False]))
    assert 0 < found.p <= 1
    assert -1 <= found.expected <= 1


def test_chance_is_what_exchanging_the_sectors_gives() -> None:
    graph = nx.relabel_nodes(nx.gnm_random_graph(30, 90, seed=4), lambda place: f"acteur:{place:02}")
    secteurs = ["sante" if place < 12 else "collectivite" for place in range(30)]
    found = ei_index(tie_matrix(graph), secteurs)
    assert found is not None
    # Two actors drawn without replacement are of different sectors with this probability.
    crossing = 2 * 12 * 18 / (30 * 29)
    assert found.expected == pytest.approx(2 * crossing - 1, abs=0.02)
    draw, values = Random(9), []
    for _ in range(400):
        mixed = secteurs.copy()
        draw.shuffle(mixed)
        crossed = sum(mixed[int(one[-2:])] != mixed[int(two[-2:])] for one, two in graph.edges)
        values.append(2 * crossed / 90 - 1)
    mean = sum(values) / len(values)
    far = sum(abs(value - mean) >= abs(found.value - mean) for value in values) / len(values)
    assert found.p == pytest.approx(far, abs=0.1)


def test_sectors_that_keep_to_themselves_are_not_chance() -> None:
    two = nx.disjoint_union(nx.complete_graph(8), nx.complete_graph(8))
    graph = nx.relabel_nodes(two, lambda place: f"acteur:{place:02}")
    found = ei_index(tie_matrix(graph), ["sante"] * 8 + ["social"] * 8)
    assert found is not None
    assert (found.value, found.crossing) == (-1, 0)
    assert found.p < 0.01


@EXAMPLES
@given(graph=networks(least=4, most=7))
def test_no_core_is_more_like_the_ideal_pattern(graph: nx.Graph[str]) -> None:
    matrix = tie_matrix(graph)
    found = core_periphery(matrix)
    pairs = list(combinations(range(len(graph)), 2))
    strength = matrix.strength.toarray()
    weights = np.array([strength[pair] for pair in pairs])
    if weights.std() == 0:
        assert found is None
        return
    assert found is not None

    def likeness(core: tuple[int, ...]) -> float:
        ideal = np.array([float(one in core and two in core) for one, two in pairs])
        return float(np.corrcoef(weights, ideal)[0, 1]) if ideal.std() else -1.0

    assert found.correlation == pytest.approx(likeness(found.members))
    every = (core for size in range(2, len(graph)) for core in combinations(range(len(graph)), size))
    assert found.correlation == pytest.approx(max(likeness(core) for core in every))


def test_a_planted_core_is_found() -> None:
    graph = nx.complete_graph(6)
    graph.add_edges_from((place % 6, place) for place in range(6, 40))
    nx.set_edge_attributes(graph, 1.0, "weight")
    found = core_periphery(tie_matrix(nx.relabel_nodes(graph, lambda place: f"acteur:{place:02}")))
    assert found is not None
    assert found.members == (0, 1, 2, 3, 4, 5)


@EXAMPLES
@given(graph=networks(least=MEASURED, most=8))
def test_the_order_of_the_rows_changes_nothing(graph: nx.Graph[str]) -> None:
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from((two, one, data) for one, two, data in reversed(list(graph.edges(data=True))))
    first, second = measured(graph), measured(other)
    if first is None or second is None:
        assert first is second
        return
    assert {name: getattr(first, name) for name in Whole.__slots__ if name != "main"} == {
        name: getattr(second, name) for name in Whole.__slots__ if name != "main"
    }


def test_an_isolated_actor_changes_only_what_counts_the_actors() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda place: f"acteur:{place:02}")
    before = measured(graph)
    graph.add_node("acteur:99")
    after = measured(graph)
    assert before is not None
    assert after is not None
    assert (after.ties, after.distance, after.transitivity, after.redundancy) == (
        before.ties, before.distance, before.transitivity, before.redundancy,
    )  # fmt: skip
    assert (after.core, after.groups and after.groups.members) == (before.core, before.groups and before.groups.members)
    assert after.size == before.size + 1
    assert after.fragmentation > before.fragmentation


@pytest.mark.parametrize("size", range(MEASURED))
def test_too_few_actors_are_not_measured(size: int) -> None:
    complete = nx.relabel_nodes(nx.complete_graph(size), lambda place: f"acteur:{place}")
    assert measured(complete) is None


def test_the_largest_of_a_network_is_not_named_when_others_equal_it() -> None:
    star = nx.relabel_nodes(nx.star_graph(8), lambda place: f"acteur:{place}")
    found = measured(star)
    assert found is not None
    assert (found.most_tied, found.most_between) == ((0,), (0,))
    assert found.degree_centralization == pytest.approx(1)
    assert found.betweenness_centralization == pytest.approx(1)
    ring = measured(nx.relabel_nodes(nx.cycle_graph(8), lambda place: f"acteur:{place}"))
    assert ring is not None
    assert (ring.most_tied, ring.most_between) == ((), ())


def test_one_contract_that_makes_most_ties_is_known() -> None:
    nodes = [node(f"acteur:{n}", "Acteur", type_acteur="association") for n in range(6)]
    nodes += [node("disp:cls", "Dispositif", type_dispositif="CLS"), node("action:1", "Action")]
    links = [link("SIGNE", f"acteur:{n}", "disp:cls") for n in range(5)]
    links += [link("PILOTE", f"acteur:{n}", "action:1") for n in (0, 1, 5)]
    snapshot = snapshot_of(nodes, links)
    found = largest_context(ties(snapshot))
    assert found is not None
    assert (found.context_id, found.actors, found.made, found.alone) == ("disp:cls", 5, 10, 9)


def test_direct_ties_said_by_both_sides_are_counted_once() -> None:
    nodes = [node(f"acteur:{id_}", "Acteur", type_acteur="association") for id_ in "abcd"]
    links = [
        link("LIEN", "acteur:a", "acteur:b"),
        link("LIEN", "acteur:b", "acteur:a"),
        link("LIEN", "acteur:c", "acteur:d"),
        link("LIEN", "acteur:c", "acteur:a", valid_to="2021-12-31"),
    ]
    snapshot = snapshot_of(nodes, links)
    found = declared(snapshot, ties(snapshot))
    assert (found.pairs, found.both) == (2, 1)


@pytest.mark.parametrize("day", ["2010-01-01", "2022-06-15", None])
def test_nothing_in_force_gives_no_measure(day: str | None) -> None:
    nodes = [node(f"acteur:{n}", "Acteur", type_acteur="association") for n in range(6)]
    nodes.append(node("action:1", "Action"))
    over = [link("PILOTE", f"acteur:{n}", "action:1", valid_to="2021-12-31") for n in range(6)] if day else []
    snapshot = snapshot_of(nodes, over, day)
    assert measure(*network(ties(snapshot), snapshot)) is None
    assert measure(*network(ties(snapshot_of([], [], day)), snapshot_of([], [], day))) is None
