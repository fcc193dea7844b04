"""Meetings two by two: everyone has a partner, rests in turn, and meets everyone in a whole rotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, combinations_with_replacement

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.workshop.problem import Pair, sort_pair
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


def matchings(group: tuple[str, ...], allowed: Collection[Pair]) -> Iterator[tuple[Pair, ...]]:
    """Give every round of some people: the first one rests, or meets one of the others."""
    if len(group) < 2:
        yield ()
        return
    first, *others = group
    yield from matchings(tuple(others), allowed)
    for other in others:
        if (pair := sort_pair(first, other)) in allowed:
            yield from ((pair, *rest) for rest in matchings(tuple(one for one in others if one != other), allowed))


def best_by_trying(
    group: tuple[str, ...],
    rounds: int,
    new: set[Pair],
    allowed: set[Pair],
    weights: Mapping[Pair, float],
    rested: Mapping[str, int],
) -> tuple[int, int, int, float]:
    """Return what the best of all plans is worth: first meetings, most rests, their squares, weight."""
    every = list(matchings(group, allowed))
    order = sorted(new)
    holds = np.array([[pair in tour for pair in order] for tour in every], dtype=bool).reshape(len(every), len(order))
    alone = np.array([[all(one not in pair for pair in tour) for one in group] for tour in every], dtype=np.int64)
    plans = np.array(list(combinations_with_replacement(range(len(every)), rounds)))
    met = holds[plans].any(axis=1)
    rests = alone[plans].sum(axis=1) + [rested.get(one, 0) for one in group]
    weight = met @ np.array([weights.get(pair, 0.0) for pair in order])
    keys = np.column_stack((met.sum(axis=1), -rests.max(axis=1), -(rests**2).sum(axis=1), weight))
    best = max(map(tuple, keys.tolist()))
    return int(best[0]), int(-best[1]), int(-best[2]), float(best[3])


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 6), st.integers(1, 3), st.data())
def test_no_plan_of_a_few_people_is_better(count: int, rounds: int, data: st.DataObject) -> None:
    group = people(count)
    pairs = list(combinations(group, 2))
    forbidden = data.draw(st.frozensets(st.sampled_from(pairs), max_size=len(pairs) - 1))
    met = data.draw(st.frozensets(st.sampled_from(pairs), max_size=4))
    rested = data.draw(st.dictionaries(st.sampled_from(group), st.integers(1, 2), max_size=3))
    weights = data.draw(st.dictionaries(st.sampled_from(pairs), st.sampled_from((0.25, 0.5, 1.0)), max_size=5))
    plan = plan_pairs(group, rounds, weights=weights, met=met, forbidden=forbidden, rested=rested)
    alone = Counter(rested) + Counter(table[0] for tour in plan.rounds for table in tour if len(table) == 1)
    allowed = set(pairs) - forbidden
    found = (plan.distinct_pairs, plan.most_rests, sum(rest * rest for rest in alone.values()), plan.weight)
    assert plan.most_rests == max(alone.values(), default=0)
    best = best_by_trying(group, rounds, allowed - met, allowed, weights, rested)
    assert found == best
    assert best[0] == plan.bound


def only(group: tuple[str, ...], allowed: Collection[Pair]) -> set[Pair]:
    """Return what must be forbidden for these pairs only to be allowed."""
    return set(combinations(group, 2)) - set(allowed)


@pytest.mark.parametrize("seed", range(3))
def test_a_round_looks_ahead(seed: int) -> None:
    group = ("A", "B", "C", "D", "E")
    plan = plan_pairs(group, 2, forbidden=only(group, {("B", "D"), ("B", "E"), ("C", "E")}), seed=seed)
    assert (plan.distinct_pairs, plan.complete) == (3, True)
    # The fullest round first.
    assert [sum(len(table) == 2 for table in tour) for tour in plan.rounds] == [2, 1]


@pytest.mark.parametrize(
    ("graph", "rounds", "most"),
    [
        # One person only may be met; one pair of each three; then ten people whose fifteen pairs need four rounds.
        (nx.star_graph(4), 2, 2),
        (nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)), 2, 4),
        (nx.petersen_graph(), 3, 13),
        (nx.petersen_graph(), 4, 15),
    ],
)
def test_the_bound_knows_who_may_meet(graph: nx.Graph[int], rounds: int, most: int) -> None:
    group = people(len(graph))
    plan = plan_pairs(group, rounds, forbidden=only(group, {sort_pair(group[a], group[b]) for a, b in graph.edges}))
    assert plan.distinct_pairs == plan.bound == most


def test_who_was_alone_in_the_morning_is_not_again() -> None:
    group = ("p01", "p02", "p04", "p05", "p06")
    plan = plan_pairs(group, 2, met={("p02", "p05"), ("p03", "p04")}, rested={"p01": 1})
    assert (plan.distinct_pairs, plan.most_rests) == (4, 1)


def test_faults_are_told_at_once() -> None:
    assert pair_faults(("a",), 0) == (
        "Il faut au moins 2 participants ; il y en a 1.",
        "Le nombre de tours va de 1 à 30 ; il est de 0.",
    )
    with pytest.raises(ValueError, match="Plusieurs fois dans la liste"):
        plan_pairs(("a", "b", "a"), 2)
