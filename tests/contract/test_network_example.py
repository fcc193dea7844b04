"""Hold the network of the Breton example to what its readers need: places, days, themes, ways, groups."""

import statistics
from dataclasses import replace

import pytest

from app.view_models.layouts.boxes import count_overlaps
from app.view_models.layouts.store import LayoutStore
from app.view_models.layouts.subject import Layout
from app.view_models.network import EdgeRecord, NetworkView, NodeRecord, build_network_view
from app.view_models.network_address import NetworkChoice
from app.view_models.network_aggregate import Aggregation, aggregate
from app.view_models.network_beginnings import beginnings, bounded
from app.view_models.network_changes import at_day, changed_since, changes_of, states_of
from app.view_models.network_filters import Filters, choices, filter_records
from app.view_models.network_grounds import read_grounds
from app.view_models.network_more import in_force, more_around, more_beyond
from app.view_models.network_paths import find_paths
from app.view_models.network_picture import Composed, compose, scope_of
from app.view_models.network_scope import NetworkRecords, around, build_records, of_schemes, placed
from app.view_models.verbs import network_types
from graph.answers.context import Context

REDON = "EPCI-243500741"
DAY = "2021-09-15"
CPAM = "acteur:cpam-35"


def records_of(context: Context, ids: list[str], day: str | None) -> NetworkRecords:
    found = build_records(
        context,
        context.reading("reseau_objets", {"ids": ids}),
        context.reading("reseau_liens", {"ids": ids, "types": network_types()}),
        day,
        {},
        read_grounds(context.reading, ids),
    )
    return placed(found, context.territories(None).communes, context.name_of)


@pytest.fixture(scope="module")
def redon(embedded_example: Context) -> NetworkRecords:
    """Return the network of Redon, for all dates."""
    schemes = embedded_example.schemes_on(REDON, None)
    return records_of(embedded_example, of_schemes(embedded_example.reading, schemes), None)


def overlaps(view: NetworkView) -> int:
    boxes = [node.box for node in view.nodes] + [
        replace(caption.box, id=f"legende {rank}") for rank, caption in enumerate(view.captions)
    ]
    places = {f"legende {rank}": (caption.x, caption.y) for rank, caption in enumerate(view.captions)}
    return count_overlaps(boxes, view.positions | places)


@pytest.mark.parametrize("layout", Layout)
def test_every_layout_draws_the_example(redon: NetworkRecords, layout: Layout) -> None:
    view = build_network_view(redon.nodes, redon.edges, version="1", cap=5000, focus=CPAM, layout=layout)
    assert len(view.nodes) == len(redon.nodes) > 60
    assert overlaps(view) == 0
    mirrored = build_network_view(
        redon.nodes[::-1], redon.edges[::-1], version="1", cap=5000, focus=CPAM, layout=layout
    )
    assert mirrored == view
    left, top, right, bottom = view.bounds
    assert all(left <= x <= right and top <= y <= bottom for x, y in view.positions.values())


@pytest.mark.parametrize("layout", Layout)
def test_one_more_actor_barely_moves_the_example(
    redon: NetworkRecords, layout: Layout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = LayoutStore(tmp_path_factory.mktemp("places"))
    scheme = next(node.id for node in redon.nodes if "Dispositif" in node.labels)
    new = NodeRecord(id="acteur:nouveau", labels=("Acteur",), nom="Nouvelle association", secteur="social")
    link = EdgeRecord(id="nouveau", type="SIGNE", start=new.id, end=scheme)
    before = build_network_view(redon.nodes, redon.edges, version="1", cap=5000, focus=CPAM, layout=layout, store=store)
    after = build_network_view(
        (*redon.nodes, new), (*redon.edges, link), version="2", cap=5000, focus=CPAM, layout=layout, store=store
    )
    assert overlaps(after) == 0
    left, _, right, _ = before.bounds
    moved = [
        ((x - after.positions[i][0]) ** 2 + (y - after.positions[i][1]) ** 2) ** 0.5
        for i, (x, y) in before.positions.items()
    ]
    assert statistics.median(moved) < 0.05 * (right - left)


def test_objects_stand_where_they_act(redon: NetworkRecords) -> None:
    places = {node.id: node.place for node in redon.nodes}
    assert places["disp:cls-redon-2"] is not None
    assert places["disp:cls-redon-2"].name == "Redon Agglomération"
    view = build_network_view(redon.nodes, redon.edges, version="1", cap=5000, layout=Layout.TERRITOIRE)
    assert "Redon Agglomération" in {caption.text for caption in view.captions}
    groups = aggregate(redon, Aggregation.EPCI)
    assert any(node.nom.endswith(" · Redon Agglomération") for node in groups.nodes)
    assert sum(len(node.members) or 1 for node in groups.nodes) == len(redon.nodes)


def test_the_states_of_links_are_those_of_the_base(embedded_example: Context, redon: NetworkRecords) -> None:
    ids = [node.id for node in redon.nodes]
    states = states_of(redon)
    for day in ("2010-01-01", "2017-06-30", DAY, "2026-11-22"):
        judged = {edge.id: edge.certitude for edge in records_of(embedded_example, ids, day).edges}
        assert {edge.id: edge.certitude for edge in at_day(redon, day).edges} == judged
        assert {id_: [state for first, state in steps if first <= day][-1] for id_, steps in states.items()} == judged
    assert changes_of(redon)


def test_what_changed_is_found_in_the_example(redon: NetworkRecords) -> None:
    found = changed_since(redon, "2020-12-31", DAY)
    assert found.created or found.ended or found.discovered
    assert {edge.id for edge in found.records.edges} == {*found.created, *found.ended, *found.discovered}
    assert changed_since(redon, "2090-01-01").records.edges == ()


def test_themes_of_the_example_filter_it(redon: NetworkRecords) -> None:
    offered = choices(redon)
    assert len(offered.themes) > 5
    few = filter_records(redon, Filters(themes=frozenset({offered.themes[0].code})))
    assert 0 < len(few.records.nodes) < len(redon.nodes)
    assert few.sentence.endswith(".")


def test_ways_of_the_example_lead_to_their_proofs(redon: NetworkRecords) -> None:
    found = find_paths(redon, CPAM, "acteur:ars-bretagne", most=5)
    assert len(found.ways) == 5
    assert found.ways[0].length <= 2
    assert all(redon.proofs[link] for link in found.edges)
    assert all(way.nodes[0] == CPAM for way in found.ways)


def test_what_expanding_would_bring_is_what_it_brings(embedded_example: Context) -> None:
    here = around(embedded_example.reading, CPAM, 1)
    more = more_around(embedded_example.reading, here[1], set(here))
    assert set(more.ids) == set(around(embedded_example.reading, here[1], 1)) - set(here)
    assert sum(count for _, count in more.counts) == len(more.ids)


def test_at_a_day_one_more_link_brings_what_was_counted(embedded_example: Context) -> None:
    day = "2025-06-01"

    def drawn(steps: int, *more: str) -> tuple[NetworkRecords, Composed]:
        choice = NetworkChoice("autour", CPAM, steps, inactive=False, more=more)
        read = embedded_example.reading
        ids = set(around(read, CPAM, steps)).union(*(around(read, one, 1) for one in more))
        every = bounded(records_of(embedded_example, sorted(ids), day), day)
        return every, compose(every, choice, day=day, scope=scope_of(every, choice, embedded_example.schemes_on, day))

    every, near = drawn(1)
    judge = in_force(day, beginnings(every))
    # The signature of this contract ended in 2022: neither the contract nor its other signatories are around.
    assert "disp:cls-broceliande-1" in {node.id for node in every.nodes} - near.present
    far = drawn(2)[1]
    assert set(more_beyond(embedded_example.reading, CPAM, near.present, judge).ids) == far.present - near.present
    joined = {end for edge in far.shown.edges if edge.certitude != "inactif" for end in (edge.start, edge.end)}
    assert far.present == joined
    one = "acteur:ars-bretagne"
    brought = drawn(1, one)[1].present - near.present
    assert set(more_around(embedded_example.reading, one, near.present, judge).ids) == brought != set()
