"""Hold the state of links through time: the slider, its marks, and what is new since a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.view_models.layouts.subject import Layout
from app.view_models.network import EdgeRecord, NodeRecord, build_network_view
from app.view_models.network_changes import at_day, changed_since, changes_of, state_at, states_of
from app.view_models.network_scope import NetworkRecords
from tests.support.networks import realistic_network

NODES = tuple(NodeRecord(id=i, labels=("Acteur",), nom=i) for i in "abcd")


def link(name: str, ends: str = "ab", **dates: str) -> EdgeRecord:
    return EdgeRecord(id=name, type="SIGNE", start=ends[0], end=ends[1], **dates)  # type: ignore[arg-type]


def network(*edges: EdgeRecord) -> NetworkRecords:
    return NetworkRecords(NODES, edges, {}, frozenset())


ENDED = link("ended", valid_from="2018-03", valid_to="2020")
OPEN = link("open", "bc", valid_from="2019-05-02", observed="2021-09-15", discovered="2020-06-01")
UNDATED = link("undated", "cd")
PLANNED = link("planned", "ad", valid_from="2019", statut="en_projet", observed="2021")


def test_each_link_has_its_state_at_any_day() -> None:
    assert states_of(network(ENDED, OPEN, UNDATED, PLANNED)) == {
        "ended": (("", "inactif"), ("2018-03-01", "certain"), ("2021-01-01", "inactif")),
        # Without a known end, it is sure as long as a document says so, and to confirm from the next day.
        "open": (("", "inactif"), ("2019-05-02", "certain"), ("2021-09-16", "incertain")),
        "undated": (("", "incertain"),),
        "planned": (("", "inactif"), ("2019-01-01", "incertain")),
    }


def test_the_marks_of_the_slider() -> None:
    changes = changes_of(network(OPEN, ENDED, UNDATED, PLANNED))
    assert [change.day for change in changes] == [
        "2018-03-01", "2019-01-01", "2019-05-02", "2020-06-01", "2021-01-01", "2021-09-16",
    ]  # fmt: skip
    by_day = {change.day: change for change in changes}
    assert by_day["2018-03-01"].started == ("ended",)
    assert by_day["2021-01-01"].ended == ("ended",)
    assert by_day["2021-09-16"].doubted == ("open",)
    assert by_day["2020-06-01"].discovered == ("open",)
    assert changes_of(network()) == ()


DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31)).map(str)
PARTIAL = st.none() | DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])


@given(PARTIAL, PARTIAL, PARTIAL, st.sampled_from([None, "effectif", "propose", "en_projet"]), DAYS)
@settings(max_examples=300, deadline=None)
def test_following_the_slider_gives_the_state_of_the_day(
    start: str | None, end: str | None, seen: str | None, statut: str | None, day: str
) -> None:
    edge = EdgeRecord(
        id="r", type="SIGNE", start="a", end="b", valid_from=start, valid_to=end, observed=seen, statut=statut
    )
    steps = states_of(network(edge))["r"]
    assert [first for first, _ in steps] == sorted({first for first, _ in steps})
    assert [state for first, state in steps if first <= day][-1] == state_at(edge, day)
    assert at_day(network(edge), day).edges[0].certitude == state_at(edge, day)
    # Between two marks nothing changes.
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    if state_at(edge, before) != state_at(edge, day):
        assert day in {change.day for change in changes_of(network(edge))}


def test_only_what_changed_since() -> None:
    found = changed_since(network(ENDED, OPEN, UNDATED, PLANNED), "2019-12-31", "2021-06-30")
    assert found.ended == ("ended",)
    assert found.created == ()
    # It began before, but no document said so before that one.
    assert found.discovered == ("open",)
    assert [edge.id for edge in found.records.edges] == ["ended", "open"]
    assert [node.id for node in found.records.nodes] == ["a", "b", "c"]
    assert found.sentence == (
        "Depuis le 31\u00a0décembre\u00a02019 et jusqu’au 30\u00a0juin\u00a02021\u00a0: 1\u00a0lien terminé et "
        "1\u00a0lien plus ancien découvert. 1\u00a0lien sans aucune date ne peut pas être comparé."
    )


@pytest.mark.parametrize(
    ("since", "created", "ended"),
    [
        ("2018-02-28", ("ended",), ("ended",)),
        ("2018-03-01", (), ("ended",)),
        ("2020-12-31", (), ("ended",)),
        ("2021-01-01", (), ()),
    ],
)
def test_the_first_and_last_days_of_a_period(since: str, created: tuple[str, ...], ended: tuple[str, ...]) -> None:
    found = changed_since(network(ENDED), since)
    assert (found.created, found.ended) == (created, ended)


def test_nothing_changed() -> None:
    found = changed_since(network(UNDATED, replace(UNDATED, id="u2")), "2020-01-01")
    assert found.records.nodes == ()
    assert found.sentence == (
        "Rien n’a changé depuis le 1er\u00a0janvier\u00a02020, d’après les documents lus. "
        "2\u00a0liens sans aucune date ne peuvent pas être comparés."
    )


@pytest.mark.parametrize("layout", Layout)
def test_the_day_changes_links_and_moves_nothing(layout: Layout) -> None:
    nodes, edges = realistic_network(60)
    dated = [
        replace(edge, valid_from=str(2015 + rank % 6), valid_to=str(2017 + rank % 7), certitude="certain")
        for rank, edge in enumerate(edges)
    ]
    union = NetworkRecords(tuple(nodes), tuple(dated), {}, frozenset())
    pictures = {}
    for day in ("2014-06-01", "2017-06-01", "2020-06-01"):
        seen = at_day(union, day)
        pictures[day] = build_network_view(
            seen.nodes, seen.edges, version="1", focus="disp:000", layout=layout, union=union
        )
    views = list(pictures.values())
    assert views[0].positions == views[1].positions == views[2].positions
    assert views[0].captions == views[1].captions
    assert {node.id: node.size for node in views[0].nodes} == {node.id: node.size for node in views[2].nodes}
    assert [len(view.edges) for view in views] == [
        sum(edge.certitude != "inactif" for edge in at_day(union, day).edges) for day in pictures
    ]
    assert len({view.version for view in views}) == 3
    # A filter does not move anything either.
    few = build_network_view(nodes[::2], dated, version="1", focus="disp:000", layout=layout, union=union)
    assert few.positions == {i: views[0].positions[i] for i in (node.id for node in nodes[::2])}
