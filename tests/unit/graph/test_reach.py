"""Check who is reached by whom against the whole network: same ties, same distances, same best way."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.introductions import introductions
from graph.analysis.reach import Reach, Ties
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Snapshot
from graph.ties import ties
from tests.support.facts import MemoryFacts, link, node

ACTORS = [f"acteur:{letter}" for letter in "abcdefgh"]
PLACES = ["action:1", "action:2", "disp:3", "inst:4", "evt:5"]
LABELS = {"action": "Action", "disp": "Dispositif", "inst": "Instance", "evt": "Evenement"}
ROLES = ["PILOTE", "EST_PARTENAIRE", "EST_MEMBRE", "PARTICIPE", "SIGNE"]
DATES = ["2019-01-01", "2020-06-01", None]

Role = tuple[str, str, str, str | None]
Direct = tuple[str, str, int | None]


def graph_of(
    roles: list[Role], direct: list[Direct], collective: str | None = None, day: str | None = "2022-06-15"
) -> Snapshot:
    nodes: list[NodeStatement] = [node(id_, "Acteur", collectif=id_ == collective) for id_ in ACTORS]
    nodes += [node(id_, LABELS[id_.split(":")[0]]) for id_ in PLACES]
    links: list[RelationshipStatement] = []
    for start, type_, end, date in roles:
        dated = {"valid_from": date, "observed_at": date} if date else {}
        links.append(RelationshipStatement(type=type_, start=start, end=end, properties=dict(dated)))
    for one, two, intensity in direct:
        links.append(link("LIEN", one, two, **({"intensite": intensity} if intensity else {})))
    return Snapshot(source=MemoryFacts(nodes, links), day=day)


roles = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ROLES), st.sampled_from(PLACES), st.sampled_from(DATES)),
    max_size=16,
)
direct = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from([1, 3, 5, None])), max_size=3
)
graphs = st.builds(graph_of, roles, direct, st.sampled_from([*ACTORS, None, None]))


@settings(max_examples=150, deadline=None)
@given(graphs)
def test_the_ties_of_an_actor_are_those_of_the_network(snapshot: Snapshot) -> None:
    network = ties(snapshot)
    found = Ties(snapshot)
    for acteur_id in network:
        arcs = found.arcs(acteur_id)
        assert set(arcs) == set(network[acteur_id]) == found.neighbours(acteur_id)
        for other, arc in arcs.items():
            assert arc.weight == pytest.approx(network[acteur_id][other]["weight"])
            step, known = arc.step(), network[acteur_id][other]["shared"]
            assert [(s.context_id, s.state) for s in step.shared] == [(s.context_id, s.state) for s in known]
            assert {f.id for s in step.shared for f in s.facts} == {f.id for s in known for f in s.facts}


@settings(max_examples=200, deadline=None)
@given(graphs, st.sampled_from(ACTORS))
def test_the_best_way_is_that_of_the_whole_network(snapshot: Snapshot, own: str) -> None:
    network = ties(snapshot)
    lengths = dict(nx.single_source_shortest_path_length(network, own)) if own in network else {}
    reach = Reach(snapshot, {own})
    assert reach.known == (lengths.keys() > {own})
    for target in set(ACTORS) - {own}:
        way = reach.way(target, Ties(snapshot))
        length = lengths.get(target)
        if length is None or length > 3:
            assert way is None
            continue
        assert way is not None
        assert len(way.steps) == length
        assert reach.near(target) == (length <= 2)
        best = introductions(snapshot, own, target, 1)[0]
        assert way.actors == best.actors
        assert way.force == pytest.approx(best.force)
        assert way.date == best.date
        for a, b in pairwise(way.actors):
            assert network.has_edge(a, b)


@settings(max_examples=100, deadline=None)
@given(graphs, st.sets(st.sampled_from(ACTORS), min_size=2, max_size=3))
def test_several_services_reach_as_the_nearest_of_them(snapshot: Snapshot, own: set[str]) -> None:
    network = ties(snapshot)
    reach = Reach(snapshot, own)
    for target in set(ACTORS) - own:
        lengths = [
            nx.shortest_path_length(network, mine, target)
            for mine in own
            if mine in network and target in network and nx.has_path(network, mine, target)
        ]
        way = reach.way(target, Ties(snapshot))
        assert (way is None) == (min(lengths, default=9) > 3)
        if way:
            assert len(way.steps) == min(lengths)
            assert not own & set(way.intermediaries)


def test_a_neighbourhood_is_enough() -> None:
    """A and b share an action, b and c another, c and d a third: three ties, two intermediaries."""
    chain: list[Role] = [
        ("acteur:a", "PILOTE", "action:1", None),
        ("acteur:b", "EST_PARTENAIRE", "action:1", None),
        ("acteur:b", "PILOTE", "action:2", None),
        ("acteur:c", "PILOTE", "action:2", None),
        ("acteur:c", "EST_MEMBRE", "inst:4", None),
        ("acteur:d", "EST_MEMBRE", "inst:4", None),
        ("acteur:d", "SIGNE", "disp:3", None),
        ("acteur:e", "SIGNE", "disp:3", None),
    ]
    whole = graph_of(chain, [])
    near = graph_of([role for role in chain if role[2] in {"action:1", "action:2"}], [])
    around = Ties(graph_of([role for role in chain if role[2] in {"inst:4", "disp:3"}], []))
    reach = Reach(near, {"acteur:a"})
    assert reach.tied() == {"acteur:b"}
    assert reach.way("acteur:d") is None
    way = reach.way("acteur:d", around)
    assert way is not None
    assert way.actors == ("acteur:a", "acteur:b", "acteur:c", "acteur:d")
    assert way.actors == introductions(whole, "acteur:a", "acteur:d", 1)[0].actors
    assert reach.way("acteur:e", around) is None


def test_without_any_tie_nothing_is_said_of_distances() -> None:
    reach = Reach(graph_of([("acteur:a", "PILOTE", "action:1", None)], []), {"acteur:a"})
    assert not reach.known
    assert reach.way("acteur:b", Ties(graph_of([], []))) is None
