"""Overlaps of themes, publics and members are those of the definition on sets, pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from math import comb

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.content import TOUT_PUBLIC, family
from graph.analysis.overlap_content import Mentions, member_overlaps, public_overlaps, thematic_overlaps

THEMES = ("theme:nutrition", "theme:activite_physique", "theme:sante_mentale", "theme:suicide", "theme:fam_prevention")
PUBLICS = (TOUT_PUBLIC, "public:enfants", "public:personnes_agees", "public:jeunes")
ACTORS = tuple(f"acteur:{rank}" for rank in range(8))


def named(names: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, int]]]:
    return st.lists(
        st.dictionaries(st.sampled_from(names), st.integers(1, 5), max_size=len(names)), min_size=2, max_size=5
    )


def pairs_of(count: int) -> tuple[np.ndarray, np.ndarray]:
    found = np.array(list(combinations(range(count), 2)), dtype=np.int64)
    return found[:, 0], found[:, 1]


def matched(a: set[str], b: set[str], likeness: Mapping[tuple[str, str], float]) -> float:
    """Return the best one-to-one matching of two sets, by an independent algorithm."""
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for one in a:
        for other in b:
            weight = likeness.get((one, other), 0.0)
            if weight:
                graph.add_edge(("a", one), ("b", other), weight=weight)
    return float(sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph)))


@settings(max_examples=80, deadline=None)
@given(named(THEMES), st.booleans())
def test_themes(schemes: list[dict[str, int]], families: bool) -> None:
    i, j = pairs_of(len(schemes))
    table = thematic_overlaps(Mentions.of(schemes), i, j, family if families else None)
    likeness = {
        (one, other): 1.0 if one == other else 0.5 if families and family(one) == family(other) else 0.0
        for one in THEMES
        for other in THEMES
    }
    for rank, (one, other) in enumerate(zip(i, j, strict=True)):
        a, b, row = schemes[one], schemes[other], table.iloc[rank]
        assert row["n"] == len(a.keys() & b.keys())
        if not a or not b:
            assert np.isnan(row[["J", "OC", "R"]].to_numpy(dtype=float)).all()
            continue
        shared = matched(set(a), set(b), likeness)
        assert row["OC"] == pytest.approx(shared / min(len(a), len(b)))
        assert row["J"] == pytest.approx(shared / (len(a) + len(b) - shared))
        profiles = [{name: count / sum(found.values()) for name, count in found.items()} for found in (a, b)]
        names = a.keys() | b.keys()
        least = sum(min(profile.get(name, 0) for profile in profiles) for name in names)
        most = sum(max(profile.get(name, 0) for profile in profiles) for name in names)
        assert row["R"] == pytest.approx(least / most)
        assert row["fragile"] == (min(len(a), len(b)) < 3)


@settings(max_examples=120, deadline=None)
@given(named(PUBLICS))
def test_publics(schemes: list[dict[str, int]]) -> None:
    i, j = pairs_of(len(schemes))
    table = public_overlaps(Mentions.of(schemes), i, j)
    for rank, (one, other) in enumerate(zip(i, j, strict=True)):
        a, b, row = set(schemes[one]), set(schemes[other]), table.iloc[rank]
        shared = a & b - {TOUT_PUBLIC}
        assert row["n"] == len(shared)
        if not a or not b or a | b == {TOUT_PUBLIC}:
            assert np.isnan(row["OC"])
            continue
        likeness = {
            (x, y): (1.0 if x != TOUT_PUBLIC or shared else 0.0) if x == y else 0.5 if TOUT_PUBLIC in {x, y} else 0.0
            for x in PUBLICS
            for y in PUBLICS
        }
        weight = matched(a, b, likeness)
        assert row["OC"] == pytest.approx(weight / min(len(a), len(b)))
        assert row["J"] == pytest.approx(weight / (len(a) + len(b) - weight))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({TOUT_PUBLIC}, {TOUT_PUBLIC}, None),
        ({TOUT_PUBLIC}, {"public:enfants"}, 0.5),
        ({TOUT_PUBLIC, "public:enfants"}, {TOUT_PUBLIC, "public:enfants"}, 1.0),
        ({TOUT_PUBLIC, "public:enfants"}, {TOUT_PUBLIC, "public:jeunes"}, 0.5),
        ({"public:enfants"}, {"public:jeunes"}, 0.0),
        ({"public:enfants"}, set(), None),
    ],
)
def test_everybody_matches_by_half_and_proves_nothing_alone(a: set[str], b: set[str], expected: float | None) -> None:
    i, j = pairs_of(2)
    found = public_overlaps(Mentions.of([Counter(a), Counter(b)]), i, j)["OC"][0]
    assert np.isnan(found) if expected is None else found == expected


@settings(max_examples=60, deadline=None)
@given(named(ACTORS), st.integers(8, 30))
def test_members_and_chance(schemes: list[dict[str, int]], scope: int) -> None:
    i, j = pairs_of(len(schemes))
    table = member_overlaps(Mentions.of(schemes), i, j, scope)
    for rank, (one, other) in enumerate(zip(i, j, strict=True)):
        a, b, row = set(schemes[one]), set(schemes[other]), table.iloc[rank]
        shared = len(a & b)
        assert row["n"] == shared
        if not a or not b:
            assert np.isnan(row["OC"])
            assert np.isnan(row["p"])
            continue
        assert row["OC"] == pytest.approx(shared / min(len(a), len(b)))
        if scope < 15 or len(a | b) >= scope:
            assert np.isnan(row["p"])
            continue
        ways = sum(comb(len(a), k) * comb(scope - len(a), len(b) - k) for k in range(shared, min(len(a), len(b)) + 1))
        assert row["p"] == pytest.approx(ways / comb(scope, len(b)))


def test_nothing_named_anywhere() -> None:
    i, j = pairs_of(2)
    empty = Mentions.of([{}, {}])
    assert np.isnan(thematic_overlaps(empty, i, j, family)["OC"][0])
    assert np.isnan(public_overlaps(empty, i, j)["OC"][0])
    assert np.isnan(member_overlaps(empty, i, j, 0)["p"][0])


@pytest.mark.parametrize("schemes", [[], [{"theme:nutrition": 1}]])
def test_no_pair_at_all(schemes: list[dict[str, int]]) -> None:
    none = np.empty(0, dtype=np.int64)
    assert thematic_overlaps(Mentions.of(schemes), none, none).empty
    assert public_overlaps(Mentions.of(schemes), none, none).empty
    assert member_overlaps(Mentions.of(schemes), none, none, 20).empty
