"""Hold the places of a picture: the same again, nothing on top of anything, and little change when little changes."""

import json
import random
import statistics
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.view_models.labels import LINE_CHARACTERS, label_lines, short_label, text_width
from app.view_models.layouts.boxes import Extents, LayoutBox, count_overlaps
from app.view_models.layouts.framed import SMALL
from app.view_models.layouts.linked import compute_positions
from app.view_models.layouts.store import LayoutStore
from app.view_models.layouts.subject import Positions
from app.view_models.network import build_network_view
from tests.support.networks import realistic_network

Graph = tuple[list[LayoutBox], list[tuple[str, str]]]


def graph_of(count: int, seed: int = 35) -> Graph:
    view = build_network_view(*realistic_network(count, seed), version="1", cap=5000)
    return [node.box for node in view.nodes], [(edge.source, edge.target) for edge in view.edges]


def moves(before: Positions, after: Positions) -> list[float]:
    return [
        ((before[i][0] - after[i][0]) ** 2 + (before[i][1] - after[i][1]) ** 2) ** 0.5
        for i in before.keys() & after.keys()
    ]


def width(positions: Positions) -> float:
    return max(x for x, _ in positions.values()) - min(x for x, _ in positions.values())


@pytest.mark.parametrize("count", [10, 40, 80, 150, 400])
@pytest.mark.parametrize("seed", [1, 35])
def test_no_box_overlaps_another(count: int, seed: int) -> None:
    boxes, links = graph_of(count, seed)
    positions = compute_positions(boxes, links)
    assert positions.keys() == {box.id for box in boxes}
    assert count_overlaps(boxes, positions) == 0


def test_overlaps_are_counted() -> None:
    boxes = [LayoutBox(name, 100, 10, 40) for name in "abc"]
    # b stands 45 under a: its label room of 40 + 10 is not left; c is 51 under b.
    assert count_overlaps(boxes, {"a": (0, 0), "b": (60, 45), "c": (0, 96)}) == 1
    assert count_overlaps(boxes, {"a": (0, 0), "b": (100, 0), "c": (0, 50)}) == 0
    assert count_overlaps(boxes[:1], {"a": (0, 0)}) == 0


def test_places_do_not_depend_on_the_order() -> None:
    boxes, links = graph_of(80)
    first = compute_positions(boxes, links)
    draw = random.Random(3)
    draw.shuffle(boxes)
    draw.shuffle(links)
    turned = [(b, a) if draw.random() < 0.5 else (a, b) for a, b in links]
    assert compute_positions(boxes, turned + links[:20]) == first


def test_the_picture_has_the_shape_of_the_frame() -> None:
    positions = compute_positions(*graph_of(120))
    height = max(y for _, y in positions.values()) - min(y for _, y in positions.values())
    assert 1.2 < width(positions) / height < 3.2


def test_nothing_to_place() -> None:
    assert compute_positions([], []) == {}
    assert compute_positions([LayoutBox("a", 50, 10, 30)], [("a", "a"), ("a", "absent")]).keys() == {"a"}


def test_isolated_nodes_stand_in_rows_under_the_rest() -> None:
    boxes, links = graph_of(80)
    alone = [LayoutBox(f"zz{i}", 80, 10, 30) for i in range(9)]
    positions = compute_positions(boxes + alone, links)
    linked = {node for link in links for node in link}
    lowest = max(positions[node][1] for node in linked)
    assert all(positions[box.id][1] > lowest for box in alone)
    assert len({positions[box.id][1] for box in alone}) <= 2


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("count", [40, 120, 300])
def test_one_more_node_barely_moves_the_others(count: int, seed: int) -> None:
    boxes, links = graph_of(count, seed)
    before = compute_positions(boxes, links)
    hub = max(before, key=lambda node: (sum(node in link for link in links), node))
    # The hub's shape grows with its new link, as it does in a view.
    boxes = [LayoutBox(b.id, b.width + 2, b.above + 1, b.below + 1) if b.id == hub else b for b in boxes]
    new = LayoutBox("acteur:nouveau", 110, 12, 60)
    after = compute_positions([*boxes, new], [*links, ("acteur:nouveau", hub)], previous=before)
    assert count_overlaps([*boxes, new], after) == 0
    moved = moves(before, after)
    assert statistics.median(moved) < 0.05 * width(before)
    # Stronger than promised: nearly nothing moves at all, and the new node stands by its neighbour.
    assert statistics.median(moved) < 1.0
    distance = moves({"n": after["acteur:nouveau"]}, {"n": after[hub]})[0]
    # A small picture fills its frame: the free room is at its edge.
    assert distance < (0.8 if count <= SMALL else 0.35) * width(before)


def test_removed_nodes_leave_the_others_in_place() -> None:
    boxes, links = graph_of(100)
    before = compute_positions(boxes, links)
    after = compute_positions(boxes[10:], links, previous=before)
    assert max(moves(before, after)) == 0


def test_a_quite_different_graph_is_laid_out_anew() -> None:
    boxes, links = graph_of(60)
    previous = {box.id: (0.0, 0.0) for box in boxes[:20]}
    assert compute_positions(boxes, links, previous=previous) == compute_positions(boxes, links)


def test_previous_places_all_the_same_are_spread() -> None:
    boxes, links = graph_of(40)
    positions = compute_positions(boxes, links, previous={box.id: (0.0, 0.0) for box in boxes})
    assert count_overlaps(boxes, positions) == 0


def test_a_restart_shows_the_same_picture(tmp_path: Path) -> None:
    boxes, links = graph_of(60)
    first = LayoutStore(tmp_path).positions("cls", "v1", boxes, links)
    kept = list(tmp_path.rglob("*.json"))
    assert len(kept) == 1
    # Places read back, not computed again: a mark left in the file is seen.
    content = json.loads(kept[0].read_text(encoding="utf-8"))
    assert {node: tuple(place) for node, place in content["positions"].items()} == first
    node = boxes[0].id
    content["positions"][node] = [123.0, 456.0]
    kept[0].write_text(json.dumps(content), encoding="utf-8")
    assert LayoutStore(tmp_path).positions("cls", "v1", boxes, links)[node] == (123.0, 456.0)


def test_a_new_version_starts_from_the_last_picture(tmp_path: Path) -> None:
    store = LayoutStore(tmp_path)
    boxes, links = graph_of(80)
    first = store.positions("cls", "v1", boxes, links)
    new = LayoutBox("acteur:nouveau", 110, 12, 60)
    second = store.positions("cls", "v2", [*boxes, new], [*links, ("acteur:nouveau", boxes[0].id)])
    assert statistics.median(moves(first, second)) < 1.0
    assert store.positions("cls", "v1", boxes, links) == first
    other = store.positions("autre vue", "v2", [*boxes, new], [*links, ("acteur:nouveau", boxes[0].id)])
    assert other != second


def test_old_pictures_are_dropped_and_damaged_ones_ignored(tmp_path: Path) -> None:
    store = LayoutStore(tmp_path, keep=3)
    boxes, links = graph_of(20)
    expected = compute_positions(boxes, links)
    for version in range(6):
        assert store.positions("cls", f"v{version}", boxes, links) == expected
    files = list(tmp_path.rglob("*.json"))
    assert len(files) == 3
    for file in files:
        file.write_text('{"positions": {"a": 3', encoding="utf-8")
    assert store.positions("cls", "v5", boxes, links) == expected
    assert not list(tmp_path.rglob("*.part"))


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    boxes, links = graph_of(20)
    assert LayoutStore(blocked).positions("cls", "v1", boxes, links) == compute_positions(boxes, links)


@given(st.text(max_size=90))
@settings(max_examples=300, deadline=None)
def test_labels_are_short_whatever_the_name(name: str) -> None:
    lines = label_lines(name)
    assert 1 <= len(lines) <= 3
    assert all(0 < len(line) <= LINE_CHARACTERS for line in lines)
    assert 0 < len(short_label(name)) <= LINE_CHARACTERS
    assert all(text_width(line) > 0 for line in lines)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("CPAM 35", ("CPAM 35",)),
        (
            "Caisse primaire d’assurance maladie d’Ille-et-Vilaine",
            ("Caisse primaire", "d’assurance maladie", "d’Ille-et-Vilaine"),
        ),
        (
            "Contrat \u00ab Parcours santé \u00bb du pays",
            ("Contrat \u00ab\u00a0Parcours", "santé\u00a0\u00bb du pays"),
        ),
        ("", ("?",)),
    ],
)
def test_names_are_cut_between_words(name: str, lines: tuple[str, ...]) -> None:
    assert label_lines(name) == lines


def test_a_name_that_does_not_fit_says_so() -> None:
    lines = label_lines("Plateforme territoriale d’appui à la coordination des parcours de santé complexes")
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def star(leaves: int) -> Graph:
    boxes = [LayoutBox(f"n{i:02}", 90 + 11 * (i % 5), 12, 30 + 14 * (i % 3)) for i in range(leaves + 1)]
    return boxes, [("n00", box.id) for box in boxes[1:]]


@pytest.mark.parametrize("leaves", [3, 9, 13, 29, 40])
def test_a_small_picture_surrounds_its_focus_and_fills_the_frame(leaves: int) -> None:
    boxes, links = star(leaves)
    positions = compute_positions(boxes, links, focus="n00", order=[box.id for box in boxes])
    assert count_overlaps(boxes, positions) == 0
    left, top, right, bottom = Extents(boxes).bounds(Extents(boxes).points(positions))
    assert 0.8 < (right - left) / (bottom - top) < 1.6
    x, y = positions["n00"]
    assert abs(x) < 0.1 * (right - left)
    assert abs(y) < 0.1 * (bottom - top)
    # Neighbours stand on both sides, and all the labels are readable at first view.
    assert {px > x for node, (px, _) in positions.items() if node != "n00"} == {True, False}
    assert right - left < 663 * 12 / 11
    assert bottom - top < 600 * 12 / 11


def test_neighbours_follow_the_order_given() -> None:
    boxes, links = star(9)
    order = [box.id for box in boxes]
    forward = compute_positions(boxes, links, focus="n00", order=order)
    backward = compute_positions(boxes, links, focus="n00", order=order[::-1])
    # Clockwise from the top: the first is on the right, the last on the left.
    assert forward["n01"][0] > 0 > forward["n09"][0]
    assert backward["n09"][0] > 0 > backward["n01"][0]


def test_two_links_away_stands_outside() -> None:
    boxes = [LayoutBox(name, 90, 12, 40) for name in ("focus", "a", "b", "a1", "a2", "a3", "b1", "b2")]
    links = [("focus", "a"), ("focus", "b"), *(("a", f"a{i}") for i in (1, 2, 3)), ("b", "b1"), ("b", "b2")]
    positions = compute_positions(boxes, links, focus="focus")
    away = {node: (x**2 + y**2) ** 0.5 for node, (x, y) in positions.items()}
    assert max(away["a"], away["b"]) < min(away[node] for node in ("a1", "a2", "a3", "b1", "b2"))
    assert count_overlaps(boxes, positions) == 0


def test_an_earlier_way_of_laying_out_is_not_built_upon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes, links = star(5)
    monkeypatch.setattr("app.view_models.layouts.store._RECIPE", "ancienne")
    LayoutStore(tmp_path).positions("vue", "v1", boxes, links)
    monkeypatch.undo()
    focused = LayoutStore(tmp_path).positions("vue", "v1", boxes, links, focus="n00")
    assert focused == compute_positions(boxes, links, focus="n00")


def test_lines_are_even() -> None:
    # Filled to the limit, the first line would hold « Contrat local de » and the second the rest.
    lines = label_lines("Contrat local de santé de Fougères")
    assert lines == ("Contrat local de", "santé de Fougères")
    assert label_lines("Redon Agglomération") == ("Redon Agglomération",)
