"""Check what changed between two days against the definition, written again the long way; and its edges one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.articulation import Articulation, Evidence
from graph.analysis.evolution import CREATED, DISCOVERED, ENDED, Changes, changes, days_of, stock, took_place
from graph.analysis.evolution_network import level_changes, present, standing, tie_changes
from graph.certainty import certainty
from graph.model.dates import first_day, last_day
from graph.model.statement import NodeStatement, RelationshipStatement, Stored
from graph.snapshot import Link, Scope, Snapshot
from graph.ties import ties
from tests.support.facts import MemoryFacts, link, node, snapshot_of

START, END = "2020-01-01", "2021-09-15"
DAYS = st.dates(date(2019, 6, 1), date(2022, 3, 1)).map(date.isoformat)
MAYBE = st.none() | DAYS
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda given: given[0][: given[1]])
STATUSES = st.none() | st.sampled_from(["effectif", "propose", "termine"])


def stated(number: int = 0, **properties: Stored | None) -> Link:
    kept = {name: value for name, value in properties.items() if value is not None}
    return Link(f"r{number}", "SIGNE", "acteur:a", "disp:d", kept, None)


def told(links: Iterable[Link], known: str | None = None) -> Changes:
    return changes(links, START, END, lambda _: known)


def kinds(found: Changes) -> list[str]:
    return [item.change.kind for item in found.found]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [("2020-01-01", []), ("2020-01-02", [CREATED]), ("2021-09-15", [CREATED]), ("2021-09-16", [])],
)
def test_a_beginning_counts_after_the_first_day_and_up_to_the_last(begun: str, expected: list[str]) -> None:
    assert kinds(told([stated(valid_from=begun)])) == expected


@pytest.mark.parametrize(
    ("over", "expected"),
    [("2019-12-31", []), ("2020-01-01", [ENDED]), ("2021-09-14", [ENDED]), ("2021-09-15", [])],
)
def test_an_end_counts_from_the_first_day_and_before_the_last(over: str, expected: list[str]) -> None:
    assert kinds(told([stated(valid_from="2010-01-01", valid_to=over)])) == expected


@given(st.lists(st.tuples(MAYBE, MAYBE, MAYBE), max_size=12))
def test_changes_are_those_of_the_definition(dated: list[tuple[str | None, str | None, str | None]]) -> None:
    links = [stated(place, valid_from=begun, valid_to=over) for place, (begun, over, _) in enumerate(dated)]
    known = {f"r{place}": seen for place, (_, _, seen) in enumerate(dated)}
    found = changes(links, START, END, lambda item: known[item.id])
    assert [item.link.id for item in found.found if item.change.kind == CREATED] == [
        f"r{place}" for place, (begun, _, _) in enumerate(dated) if begun and START < begun <= END
    ]
    assert [item.link.id for item in found.found if item.change.kind == ENDED] == [
        f"r{place}" for place, (_, over, _) in enumerate(dated) if over and START <= over < END
    ]
    assert [item.link.id for item in found.found if item.change.kind == DISCOVERED] == [
        f"r{place}"
        for place, (begun, over, seen) in enumerate(dated)
        if not begun and seen and START < seen <= END and not (over and over < END)
    ]
    # Days known to the day are never doubtful, and nothing is both a change and unknown.
    assert all(item.change.sure for item in found.found)
    assert found.possible == ()
    assert {item.id for item in found.undated}.isdisjoint(item.link.id for item in found.found)


@given(
    st.lists(st.tuples(st.none() | PARTIAL, st.none() | PARTIAL, MAYBE, STATUSES, MAYBE), max_size=12),
    st.lists(DAYS, min_size=2, max_size=2, unique=True).map(sorted),
)
def test_what_stood_and_what_changed_add_up_whatever_the_dates(
    dated: list[tuple[str | None, str | None, str | None, str | None, str | None]], period: list[str]
) -> None:
    start, end = period
    links = []
    for place, (begun, over, _, statut, seen) in enumerate(dated):
        # An end before its beginning is refused by the import.
        end_of = None if begun and over and first_day(begun) > last_day(over) else over
        links.append(stated(place, valid_from=begun, valid_to=end_of, statut=statut, observed_at=seen))
    known = {f"r{place}": seen for place, (_, _, seen, _, _) in enumerate(dated)}
    found = changes(links, start, end, lambda item: known[item.id])
    held = stock(links, start, end, found)
    count = {kind: kinds(found).count(kind) for kind in (CREATED, ENDED, DISCOVERED)}
    assert held.before + count[CREATED] + count[DISCOVERED] - count[ENDED] == held.after
    # What stands on the last day is what the graph says stands on that day, by the rule of every other answer.
    assert held.after == sum(certainty(item.properties, end, item.observed) != "inactif" for item in links)
    assert 0 <= held.faded <= held.sure_before <= held.before
    assert held.sure_after >= held.sure_before - held.faded - count[ENDED]


def test_certainty_fades_when_no_document_says_it_again() -> None:
    links = [
        stated(0, valid_from="2019-01-01", observed_at="2020-06-01", statut="effectif"),
        stated(1, valid_from="2019-01-01", observed_at="2022-01-01", statut="effectif"),
        stated(2, valid_from="2019-01-01", valid_to="2020-03-01", statut="effectif"),
        stated(3, observed_at="2022-01-01", statut="effectif"),
    ]
    held = stock(links, START, END, told(links))
    assert (held.before, held.after, held.sure_before, held.sure_after, held.faded) == (4, 3, 3, 1, 1)


def test_what_begins_and_ends_in_the_period_is_told_twice() -> None:
    assert kinds(told([stated(valid_from="2020-05-01", valid_to="2020-06-01")])) == [CREATED, ENDED]


@pytest.mark.parametrize(
    ("properties", "counted", "sure", "possible"),
    [
        # The whole year is inside; the year goes on after the last day; the first day of the year is not after START.
        ({"valid_from": "2020-03-01", "date_precision": "mois"}, 1, True, 0),
        ({"valid_from": "2021-01-01", "date_precision": "annee"}, 1, False, 0),
        ({"valid_from": "2020-01-01", "date_precision": "annee"}, 0, False, 1),
        ({"valid_from": "2019"}, 0, False, 0),
        ({"valid_from": "2021-09"}, 1, False, 0),
        ({"valid_from": "2021-09-02", "date_precision": "inconnue"}, 1, False, 0),
    ],
)
def test_an_imprecise_date_is_an_interval(
    properties: dict[str, Stored], counted: int, sure: bool, possible: int
) -> None:
    found = told([stated(0, **properties)])
    assert (len(found.found), len(found.possible)) == (counted, possible)
    assert all(item.change.sure is sure for item in found.found)


def test_an_imprecise_end_counts_by_its_last_day() -> None:
    inside = told([stated(valid_from="2015-01-01", valid_to="2020-12-31", date_precision="annee")])
    assert [(item.change.kind, item.change.sure) for item in inside.found] == [(ENDED, True)]
    outside = told([stated(valid_from="2015-01-01", valid_to="2021-12-31", date_precision="annee")])
    assert (kinds(outside), [item.change.days for item in outside.possible]) == ([], [("2021-01-01", "2021-12-31")])


def test_what_has_no_date_is_counted_apart_and_never_as_a_change() -> None:
    found = told([stated(1), stated(2, valid_to="2019-01-01")])
    assert (kinds(found), [item.id for item in found.undated], [item.id for item in found.lost]) == ([], ["r1"], ["r1"])
    known = told([stated(1)], known="2015-01-01")
    assert (kinds(known), len(known.undated), len(known.lost)) == ([], 1, 0)


def test_what_is_older_than_the_period_and_known_since_is_no_change() -> None:
    found = told([stated(valid_from="2015-01-01")], known="2021-01-01")
    assert (kinds(found), len(found.late)) == ([], 1)


def test_what_is_said_to_be_over_without_a_day_is_counted_apart() -> None:
    found = told([stated(valid_from="2015-01-01", statut="termine")])
    assert (kinds(found), len(found.finished)) == ([], 1)


def test_days_of_a_date() -> None:
    assert days_of("2020-02-01", "mois") == ("2020-02-01", "2020-02-29")
    assert days_of("2020-02-01", "jour") == ("2020-02-01", "2020-02-01")


def test_an_event_takes_place_once() -> None:
    found = took_place("evt:x", {"date": "2021"}, START, END)
    assert found is not None
    assert (found.inside, found.change.sure) == (True, False)
    assert took_place("evt:x", {}, START, END) is None


def test_ties_kept_appeared_and_gone() -> None:
    before, after = nx.Graph([("a", "b"), ("c", "b")]), nx.Graph([("b", "a"), ("a", "c")])
    found = tie_changes(before, after)
    assert (found.kept, found.appeared, found.gone) == (1, (("a", "c"),), (("b", "c"),))
    assert found.jaccard == pytest.approx(1 / 3)
    assert tie_changes(nx.Graph(), nx.Graph()).jaccard is None


@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(6, 9))), st.sets(st.tuples(st.integers(0, 5), st.integers(6, 9)))
)
def test_the_index_is_that_of_jaccard(first: set[tuple[int, int]], second: set[tuple[int, int]]) -> None:
    graphs = [nx.Graph([(str(a), str(b)) for a, b in pairs]) for pairs in (first, second)]
    found = tie_changes(graphs[0], graphs[1])
    assert found.jaccard == (pytest.approx(len(first & second) / len(first | second)) if first | second else None)
    assert len(found.appeared) - len(found.gone) == len(second) - len(first)


def small() -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [node(f"acteur:{name}", "Acteur") for name in "abcd"] + [
        node("action:x", "Action"),
        node("COM-1", "Territoire"),
    ]
    links = [
        link("PILOTE", "acteur:a", "action:x", valid_from="2019-01-01"),
        link("EST_PARTENAIRE", "acteur:b", "action:x", valid_from="2021-01-01"),
        link("INTERVIENT_SUR", "acteur:c", "COM-1", valid_from="2019-01-01", valid_to="2020-12-31"),
        link("INTERVIENT_SUR", "action:x", "COM-1", valid_from="2019-01-01"),
        link("LIEN", "acteur:a", "acteur:d", valid_from="2021-02-01"),
    ]
    return nodes, links


def test_who_is_there_at_a_day() -> None:
    at = [set(present(snapshot_of(*small(), day=day))) for day in (START, END)]
    assert at == [{"acteur:a", "acteur:c"}, {"acteur:a", "acteur:b", "acteur:d"}]


def test_an_actor_that_only_knows_someone_of_the_territory_is_not_there() -> None:
    scope = Scope("COM-1", frozenset({"1"}), frozenset({"COM-1"}), frozenset())
    snapshot = Snapshot(source=MemoryFacts(*small()), day=END, scope=scope)
    assert set(present(snapshot)) == {"acteur:a", "acteur:b"} == set(ties(snapshot).nodes)


def test_a_scheme_stands_between_its_days_and_when_it_has_none() -> None:
    schemes = {
        "open": {},
        "over": {"date_debut": "2010", "date_fin": "2019"},
        "to come": {"date_signature": "2020-02"},
        "runs": {"date_debut": "2015", "date_fin": "2020"},
    }
    assert standing(schemes, START) == {"open", "runs"}


def articulated(level: int) -> Articulation:
    return Articulation((Evidence("declaree", None, 0.2, 0.2, level, ()),))


def test_a_level_that_no_scheme_could_have_is_not_zero() -> None:
    before, after = (
        {("a", "b"): articulated(1), ("a", "c"): articulated(2)},
        {("a", "b"): articulated(3), ("c", "d"): articulated(1)},
    )
    found = {item.pair: item.levels for item in level_changes(before, after, "abcd", "abd")}
    # c is over at the second day: its level with a is unknown there, and nothing is told of c and d.
    assert found == {("a", "b"): (1, 3), ("a", "c"): (2, None)}
    assert level_changes(before, before, "abcd", "abcd") == ()
    assert level_changes(before, after, "abcd", "abcd", {frozenset("ab")})[0].pair == ("a", "c")


def test_a_day_later_changes_nothing_when_nothing_is_dated() -> None:
    day = (date.fromisoformat(END) + timedelta(days=1)).isoformat()
    found = changes([stated(1)], END, day, lambda _: None)
    assert kinds(found) == []
