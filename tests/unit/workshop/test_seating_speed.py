"""Meetings two by two: everyone has a partner, rests in turn, and meets everyone in a whole rotation."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.workshop.problem import sort_pair
from graph.analysis.workshop.speed import PairPlan, full_rotation, pair_faults, plan_pairs


def people(count: int) -> tuple[str, ...]:
    return tuple(f"p{number:02}" for number in range(1, count + 1))


def couples(plan: PairPlan) -> list[tuple[str, str]]:
    return [sort_pair(*table) for tour in plan.rounds for table in tour if len(table) == 2]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 8, 13, 24])
def test_a_whole_rotation_makes_everyone_meet_once(count: int) -> None:
    plan = plan_pairs(people(count), full_rotation(count))
    assert plan.complete
    assert Counter(couples(plan)) == Counter(combinations(people(count), 2))
    assert plan.repeats == 0
    assert plan.most_rests == count % 2


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 14), st.integers(1, 7), st.integers(0, 3), st.data())
def test_everyone_has_one_place_a_round(count: int, rounds: int, seed: int, data: st.DataObject) -> None:
    group = people(count)
    pairs = list(combinations(group, 2))
    forbidden = data.draw(st.frozensets(st.sampled_from(pairs), max_size=3))
    met = data.draw(st.frozensets(st.sampled_from(pairs), max_size=4))
    weights = {pair: data.draw(st.floats(0, 1)) for pair in data.draw(st.lists(st.sampled_from(pairs), max_size=5))}
    plan = plan_pairs(group, rounds, weights=weights, met=met, forbidden=forbidden, seed=seed)
    assert len(plan.rounds) == rounds
    for tour in plan.rounds:
        assert Counter(person for table in tour for person in table) == Counter(group)
        assert all(len(table) <= 2 for table in tour)
    assert not set(couples(plan)) & forbidden
    assert plan.distinct_pairs == len(set(couples(plan)) - met) <= plan.bound
    assert plan.weight <= plan.weight_bound + 1e-9
    assert plan_pairs(group, rounds, weights=weights, met=met, forbidden=forbidden, seed=seed) == plan


@pytest.mark.parametrize(("count", "rounds"), [(6, 3), (7, 4), (12, 5), (24, 6), (31, 4)])
def test_few_rounds_bring_new_pairs_only_and_rests_turn(count: int, rounds: int) -> None:
    plan = plan_pairs(people(count), rounds)
    assert plan.distinct_pairs == plan.bound == rounds * (count // 2)
    assert plan.most_rests <= 1


def test_one_round_is_the_heaviest_matching() -> None:
    group = people(9)
    weights = {pair: ((int(pair[0][1:]) * 7 + int(pair[1][1:]) * 13) % 11) / 11 for pair in combinations(group, 2)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((one, two, weight) for (one, two), weight in weights.items())
    best = sum(weights[sort_pair(*pair)] for pair in nx.max_weight_matching(graph, maxcardinality=True))
    assert plan_pairs(group, 1, weights=weights).weight == pytest.approx(best)


def test_who_has_met_meets_others_first() -> None:
    group = people(4)
    met = {("p01", "p02"), ("p04", "p03")}
    plan = plan_pairs(group, 2, met=met)
    assert (plan.distinct_pairs, plan.repeats, plan.complete) == (4, 0, True)
    assert plan_pairs(group, 3, met=met).repeats == 2


def test_who_may_meet_nobody_rests() -> None:
    group = people(4)
    plan = plan_pairs(group, 2, forbidden={("p01", other) for other in group[1:]})
    assert all(("p01",) in tour for tour in plan.rounds)


def test_faults_are_told_at_once() -> None:
    assert pair_faults(("a",), 0) == (
        "Il faut au moins 2 participants ; il y en a 1.",
        "Le nombre de tours va de 1 à 30 ; il est de 0.",
    )
    with pytest.raises(ValueError, match="Plusieurs fois dans la liste"):
        plan_pairs(("a", "b", "a"), 2)
