"""Compare missing links with the definition computed pair by pair, and hold what must not change them."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.grounds import grounds_of
from graph.analysis.missing_links import MissingLink, activity, candidates, missing_links
from graph.analysis.tie_index import tie_index
from graph.analysis.works import works
from graph.snapshot import Snapshot
from graph.territory import Territories
from graph.ties import ties
from tests.support.action_networks import ACTORS, Action, actions, meet, snapshot_with
from tests.support.facts import MemoryFacts, link, node, snapshot_of

TERRITORIES = Territories()


def found_in(
    snapshot: Snapshot, organisations: dict[str, str] | None = None, *, top: int | None = None, bonus: float = 0.0
) -> list[MissingLink]:
    known = works(snapshot)
    acting = activity(known, grounds_of(snapshot, known, TERRITORIES))
    index = tie_index(snapshot)
    pairs = candidates(acting, index, organisations or {})
    return missing_links(acting, index, pairs, top=top, bonus=bonus)


def by_hand(drawn: list[Action], tied: nx.Graph[str], organisations: dict[str, str]) -> dict[tuple[str, str], float]:
    """Return the score of every missing pair, from the definition and nothing else."""
    counted = [action for action in drawn if action.themes and action.places and action.acteurs]
    subjects = {
        acteur: {
            subject
            for action in counted
            if acteur in action.acteurs
            for subject in action.themes | action.publics - {"public:tout_public"}
        }
        for acteur in ACTORS
    }
    degree = Counter(subject for found in subjects.values() for subject in found)
    scores = {}
    for a, b in combinations(ACTORS, 2):
        shared = {
            subject
            for one in counted
            for two in counted
            if a in one.acteurs and b in two.acteurs and meet(one, two)
            for subject in (one.themes | one.publics) & (two.themes | two.publics) - {"public:tout_public"}
        }
        apart = organisations.get(a, a) != organisations.get(b, b) and not tied.has_edge(a, b)
        if apart and any(subject.startswith("theme:") for subject in shared):
            scores[a, b] = sum(1 / math.log(1 + degree[subject]) for subject in shared)
    return scores


@settings(max_examples=120, deadline=None)
@given(actions(), st.sampled_from(({}, {"acteur:a": "acteur:b"}, {"acteur:a": "acteur:z", "acteur:c": "acteur:z"})))
def test_scores_are_those_of_the_definition(drawn: list[Action], organisations: dict[str, str]) -> None:
    snapshot = snapshot_with(drawn)
    expected = by_hand(drawn, ties(snapshot), organisations)
    found = found_in(snapshot, organisations)
    assert {(link.a, link.b): link.score for link in found} == pytest.approx(expected)
    order = [(-round(link.score, 9), link.a, link.b) for link in found]
    assert order == sorted(order)
    for missing in found:
        assert missing.score == pytest.approx(sum({**missing.themes, **missing.publics}.values()))
        assert missing.themes


@settings(max_examples=40, deadline=None)
@given(actions(), st.floats(0.1, 2))
def test_the_bonus_counts_those_tied_to_both(drawn: list[Action], bonus: float) -> None:
    snapshot = snapshot_with(drawn)
    graph = ties(snapshot)
    without = {(link.a, link.b): link.score for link in found_in(snapshot)}
    for missing in found_in(snapshot, bonus=bonus):
        common = set(nx.common_neighbors(graph, missing.a, missing.b))
        assert set(missing.intermediaires) == common
        assert missing.score == pytest.approx(without[missing.a, missing.b] + bonus * len(common))


@settings(max_examples=40, deadline=None)
@given(actions(), st.randoms())
def test_the_order_of_statements_changes_nothing(drawn: list[Action], chance: Random) -> None:
    shuffled = list(drawn)
    chance.shuffle(shuffled)
    assert found_in(snapshot_with(shuffled)) == found_in(snapshot_with(drawn))


@settings(max_examples=40, deadline=None)
@given(actions())
def test_an_actor_that_has_nothing_to_do_changes_nothing(drawn: list[Action]) -> None:
    more = [link("INTERVIENT_SUR", "acteur:ailleurs", "COM-29019")]
    snapshot = snapshot_with(drawn, *more)
    assert found_in(snapshot) == found_in(snapshot_with(drawn))


@settings(max_examples=40, deadline=None)
@given(actions(), st.integers(1, 3))
def test_the_best_are_the_first_of_all(drawn: list[Action], top: int) -> None:
    snapshot = snapshot_with(drawn)
    assert found_in(snapshot, top=top) == found_in(snapshot)[:top]


def _two(*more: object, **places: str) -> Snapshot:
    """Return two actors that each lead an action on nutrition for children, on the same EPCI unless told."""
    drawn = [
        Action(
            f"action:{letter}",
            "Titre",
            "inconnu",
            frozenset({"theme:nutrition"}),
            frozenset({"public:enfants"}),
            frozenset({places.get(letter, "EPCI-243500741")}),
            frozenset({f"acteur:{letter}"}),
        )
        for letter in "ab"
    ]
    return snapshot_with(drawn, *more)  # type: ignore[arg-type]


def test_a_pair_is_found_with_the_score_of_its_rare_subjects() -> None:
    (missing,) = found_in(_two())
    assert (missing.a, missing.b) == ("acteur:a", "acteur:b")
    assert missing.score == pytest.approx(2 / math.log(3))


def test_a_tie_in_force_or_a_common_organisation_ends_it() -> None:
    seats = [link("EST_MEMBRE", f"acteur:{letter}", "inst:groupe") for letter in "ab"]
    assert found_in(_two(*seats)) == []
    assert found_in(_two(link("LIEN", "acteur:b", "acteur:a", intensite=1))) == []
    assert found_in(_two(), {"acteur:a": "acteur:x", "acteur:b": "acteur:x"}) == []
    assert found_in(_two(), {"acteur:a": "acteur:b"}) == []


def test_a_tie_that_is_over_or_planned_does_not_end_it() -> None:
    for left in ({"valid_to": "2022-06-14"}, {"valid_from": "2023-01-01"}, {"statut": "en_projet"}):
        seats = [link("EST_MEMBRE", f"acteur:{letter}", "inst:groupe", **left) for letter in "ab"]
        assert len(found_in(_two(*seats))) == 1


def test_places_must_meet() -> None:
    assert len(found_in(_two(a="COM-35236"))) == 1
    assert found_in(_two(a="COM-35236", b="COM-35238")) == []
    assert len(found_in(_two(a="terr:sans-liste", b="terr:sans-liste"))) == 1
    assert found_in(_two(a="terr:sans-liste", b="COM-35236")) == []


def test_the_perimeter_of_the_scheme_stands_for_a_place() -> None:
    nodes = [node("acteur:a", "Acteur"), node("acteur:b", "Acteur"), node("disp:x", "Dispositif")]
    said = [link("COUVRE", "disp:x", "EPCI-243500741")]
    for letter in "ab":
        nodes.append(node(f"action:{letter}", "Action"))
        said += [
            link("COMPREND", "disp:x", f"action:{letter}"),
            link("TRAITE", f"action:{letter}", "theme:nutrition"),
            link("PILOTE", f"acteur:{letter}", f"action:{letter}"),
        ]
    assert len(found_in(snapshot_of(nodes, said))) == 1
    assert found_in(snapshot_of(nodes, said[1:])) == []
    # An action that its only scheme does not hold any more is over, whatever is said of its theme.
    ended = link("COMPREND", "disp:x", "action:b", valid_to="2022-01-31")
    assert (
        found_in(
            snapshot_of(nodes, [said[0], *(s for s in said[1:] if s.end != "action:b" or s.type != "COMPREND"), ended])
        )
        == []
    )


def test_empty_inputs_give_empty_answers() -> None:
    assert found_in(snapshot_of([], [])) == []
    assert found_in(snapshot_with([])) == []
    source = _two().source
    assert found_in(Snapshot(source=source, day="2019-01-01")) == []
    over = [link("TRAITE", f"action:{letter}", "theme:nutrition", valid_to="2021-06-30") for letter in "ab"]
    alone = MemoryFacts([node("acteur:a", "Acteur"), node("action:a", "Action"), node("action:b", "Action")], over)
    assert found_in(Snapshot(source=alone, day="2022-06-15")) == []
