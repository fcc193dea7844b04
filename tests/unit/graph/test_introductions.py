"""Compare introductions with every simple path of small random networks, one after the other."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.introductions import Path, introductions
from graph.analysis.tie_index import TieIndex, tie_index
from graph.model.statement import RelationshipStatement
from graph.snapshot import Scope, Snapshot
from graph.ties import ties
from tests.support.facts import MemoryFacts, link, node, snapshot_of

ACTORS = [f"acteur:{letter}" for letter in "abcdefg"]
GROUPS = [f"inst:{number}" for number in range(5)]
DAYS = ("2019-03-01", "2020-03-01", "2021-03-01")


@st.composite
def networks(draw: st.DrawFn) -> Snapshot:
    """Draw a small network: seats in groups of several dates, direct ties of several strengths."""
    seats = draw(st.sets(st.tuples(st.sampled_from(ACTORS), st.sampled_from(GROUPS)), max_size=16))
    pairs = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)).filter(lambda pair: pair[0] < pair[1])
    direct = draw(st.sets(pairs, max_size=5))
    said: list[RelationshipStatement] = []
    for actor, group in sorted(seats):
        day = draw(st.sampled_from((*DAYS, None)))
        dated = {"observed_at": day} if day else {"observed_at": "", "valid_from": ""}
        said.append(link(draw(st.sampled_from(("EST_MEMBRE", "ANIME"))), actor, group, **dated))
    for one, two in sorted(direct):
        said.append(link("LIEN", one, two, intensite=draw(st.integers(1, 5))))
    nodes = [*(node(id_, "Acteur") for id_ in ACTORS), *(node(id_, "Instance") for id_ in GROUPS)]
    return snapshot_of(nodes, said)


def by_hand(graph: nx.Graph[str], de: str, vers: str, k: int) -> list[tuple[str, ...]]:
    """Return the ways that trying every simple path finds, each avoiding the intermediaries of those before."""

    def date_of(way: tuple[str, ...]) -> str:
        steps = [[item.date or "" for item in graph[a][b]["shared"]] for a, b in pairwise(way)]
        return min(max(dates) for dates in steps)

    def force_of(way: tuple[str, ...]) -> float:
        return min(round(graph[a][b]["weight"], 9) for a, b in pairwise(way))

    left = graph.copy()
    found: list[tuple[str, ...]] = []
    while len(found) < k:
        ways = [tuple(way) for way in nx.all_simple_paths(left, de, vers)]
        if not ways:
            break
        shortest = [way for way in ways if len(way) == min(map(len, ways))]
        strong = [way for way in shortest if force_of(way) == max(map(force_of, shortest))]
        fresh = [way for way in strong if date_of(way) == max(map(date_of, strong))]
        best = min(fresh)
        found.append(best)
        if len(best) == 2:
            left.remove_edge(*best)
        left.remove_nodes_from(best[1:-1])
    return found


@settings(max_examples=80, deadline=None)
@given(networks(), st.integers(1, 4))
def test_the_ways_are_those_of_every_simple_path(snapshot: Snapshot, k: int) -> None:
    graph = ties(snapshot)
    for vers in ACTORS[1:]:
        found = introductions(snapshot, ACTORS[0], vers, k)
        assert [path.actors for path in found] == by_hand(graph, ACTORS[0], vers, k)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_a_way_goes_back_as_it_came(snapshot: Snapshot) -> None:
    for vers in ACTORS[1:]:
        there, back = (introductions(snapshot, *ends, 1) for ends in ((ACTORS[0], vers), (vers, ACTORS[0])))
        assert [(len(path.steps), path.force, path.date) for path in there] == [
            (len(path.steps), path.force, path.date) for path in back
        ]


@settings(max_examples=60, deadline=None)
@given(networks(), st.sets(st.sampled_from(ACTORS), max_size=3))
def test_the_index_agrees_with_the_network(snapshot: Snapshot, without: set[str]) -> None:
    graph, index = ties(snapshot), TieIndex(snapshot)
    assert set(index.actors) == {actor for actor in graph if graph.degree(actor)}
    for one in ACTORS:
        assert index.neighbours(one) == set(graph[one])
        assert {two for two in ACTORS if one != two and index.tied(one, two)} == set(graph[one])
    among = index.among(ACTORS).toarray()
    assert (among == nx.to_numpy_array(graph, ACTORS, weight=None)).all()
    cut = graph.copy()
    cut.remove_nodes_from(without)
    for start in set(index.actors) - without:
        expected = nx.single_source_shortest_path_length(cut, start)
        found = index.distances(start, without)
        assert {index.actors[i]: int(n) for i, n in enumerate(found) if n >= 0} == {
            actor: n for actor, n in expected.items() if actor in index.number
        }
    part = index.between(ACTORS[:4])
    whole = graph.subgraph(ACTORS[:4])
    assert set(part.edges) == set(whole.edges)
    assert all(part[a][b] == whole[a][b] for a, b in part.edges)


def test_direct_ties_of_a_scope_are_kept() -> None:
    """A direct tie counts between actors that the scope shows by any other context, even when it is asked alone."""
    territory = "EPCI-243500741"
    said = [
        link("EST_MEMBRE", "acteur:a", "inst:0"),
        link("EST_MEMBRE", "acteur:b", "inst:1"),
        link("INTERVIENT_SUR", "acteur:c", territory),
        *(link("INTERVIENT_SUR", group, territory) for group in ("inst:0", "inst:1")),
        link("LIEN", "acteur:a", "acteur:b", intensite=3),
        link("LIEN", "acteur:b", "acteur:c", intensite=2),
        link("LIEN", "acteur:b", "acteur:d", intensite=2),
    ]
    nodes = [*(node(id_, "Acteur") for id_ in ACTORS), *(node(id_, "Instance") for id_ in GROUPS)]
    scope = Scope(territory, frozenset(), frozenset({territory}), frozenset())
    snapshot = Snapshot(source=MemoryFacts(nodes, said), day="2022-06-15", scope=scope)
    graph, index = ties(snapshot), TieIndex(snapshot)
    assert set(graph.edges) == {("acteur:a", "acteur:b"), ("acteur:b", "acteur:c")}
    assert index.neighbours("acteur:b") == {"acteur:a", "acteur:c"}
    assert [path.actors for path in introductions(snapshot, "acteur:a", "acteur:c")] == [
        ("acteur:a", "acteur:b", "acteur:c")
    ]
    assert index.between(["acteur:a", "acteur:b"])["acteur:a"]["acteur:b"]["weight"] == pytest.approx(0.6)


def _three(*ends: tuple[str, str | None, str | None]) -> Path:
    """Return the way a → b → c whose ties have these first and last days (group, start, end)."""
    said = []
    for number, (pair, start, end) in enumerate(ends):
        dated: dict[str, str] = {"valid_from": start or ""} | ({"valid_to": end} if end else {})
        said += [link("EST_MEMBRE", f"acteur:{letter}", f"inst:{number}", **dated) for letter in pair]
    nodes = [*(node(id_, "Acteur") for id_ in ACTORS), *(node(id_, "Instance") for id_ in GROUPS)]
    (path,) = introductions(snapshot_of(nodes, said, None), "acteur:a", "acteur:c", 1)
    return path


def test_a_way_mixes_dates_when_its_ties_never_held_together() -> None:
    assert _three(("ab", "2017-07-11", "2022-07-11"), ("bc", "2025-06", None)).mixes_dates
    assert not _three(("ab", "2017-07-11", "2022-07-11"), ("bc", "2022-07", None)).mixes_dates
    assert not _three(("ab", "2017-07-11", "2022-07-11"), ("bc", None, None)).mixes_dates
    assert _three(("ab", None, "2016"), ("bc", "2017", None)).mixes_dates


def test_another_reason_of_the_same_tie_can_hold_a_way_together() -> None:
    path = _three(("ab", "2017-07-11", "2022-07-11"), ("bc", "2025-06", None), ("ab", "2024", None))
    assert not path.mixes_dates


def test_unnamed_groups_introduce_nobody() -> None:
    said = [
        link("EST_MEMBRE", f"acteur:{letter}", f"inst:{n}") for n, pair in enumerate(("ab", "bc")) for letter in pair
    ]
    nodes = [node("acteur:a", "Acteur"), node("acteur:b", "Acteur", collectif=True), node("acteur:c", "Acteur")]
    nodes += [node(id_, "Instance") for id_ in GROUPS]
    assert introductions(snapshot_of(nodes, said), "acteur:a", "acteur:c") == []


def test_nothing_is_not_an_error() -> None:
    empty = snapshot_of([], [])
    assert introductions(empty, "acteur:a", "acteur:b") == []
    alone = snapshot_of([node("acteur:a", "Acteur")], [])
    assert introductions(alone, "acteur:a", "acteur:a") == []
    assert introductions(alone, "acteur:a", "acteur:z") == []
    over = snapshot_of(
        [node("acteur:a", "Acteur"), node("acteur:b", "Acteur"), node("inst:0", "Instance")],
        [link("EST_MEMBRE", f"acteur:{letter}", "inst:0", valid_to="2021-12-31") for letter in "ab"],
    )
    assert introductions(over, "acteur:a", "acteur:b") == []


def test_a_snapshot_is_indexed_once() -> None:
    snapshot = snapshot_of([], [])
    assert tie_index(snapshot) is tie_index(snapshot)
