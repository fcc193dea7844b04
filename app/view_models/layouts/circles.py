"""
Place nodes in rings around one object: those one link away, two links away, and so on, whatever their number.

Owns which rings each distance takes, and the order of the nodes along them. `circle_seats` owns their arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import igraph
import numpy as np

from app.view_models.layouts.boxes import ASPECT, GAP, LayoutBox
from app.view_models.layouts.circle_seats import FAR, Seating, Steps, layer_caption, layer_rank, parted, rings_apart
from app.view_models.layouts.subject import (
    CAPTION_LINE,
    CAPTION_SIZE,
    Caption,
    Placement,
    Positions,
    Rectangle,
    Subject,
)

NOTE: Final = "Le point de départ est au centre ; chaque cercle est à un lien de plus que le précédent."

_KNOWN_SHARE: Final = 0.5
_SHARES: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Shares of the widest step that are tried: boxes of two rings may stand between one another."""
_TRIED: Final = 400
_SPARE: Final = 2
"""Places kept free in every layer."""


def in_circles(subject: Subject, previous: Placement | None = None) -> Placement:
    """
    Return rings around the focus, or around the most linked node when there is none.

    Parameters
    ----------
    subject
        What is to be placed. What no way joins to the centre makes the last ring, which is named so.
    previous
        Earlier picture. Nodes keep their place as long as they are as far from the centre; a new one takes a free
        place of its ring, squeezes in when there is none, and widens the picture by one ring when it cannot.

    Notes
    -----
    A ring that does not hold all its nodes is drawn as several, close together; each keeps room for one node in ten
    more. Beyond the first ring, nodes stand in the direction of the neighbours through which they are reached.
    """
    boxes = subject.box_of
    if not boxes:
        return Placement({}, {}, NOTE)
    ids = list(boxes)
    index = {node: rank for rank, node in enumerate(ids)}
    graph = igraph.Graph(n=len(ids), edges=[(index[a], index[b]) for a, b in subject.pairs])
    degrees = graph.degree()
    centre = subject.focus if subject.focus in index else min(ids, key=lambda node: (-degrees[index[node]], node))
    found = graph.distances(source=index[centre])[0]
    layers = {node: str(int(away)) if np.isfinite(away) else FAR for node, away in zip(ids, found, strict=True)}
    keys = {node: f"{centre}:{layer}" for node, layer in layers.items()}
    near = {node: [ids[j] for j in graph.neighbors(index[node])] for node in ids}
    if previous is not None:
        grown = _grow(subject, centre, layers, keys, near, previous)
        if grown is not None:
            return replace(grown, note=NOTE)
    return replace(_draw(subject, centre, layers, keys, near), note=NOTE)


def _draw(
    subject: Subject,
    centre: str,
    layers: Mapping[str, str],
    keys: Mapping[str, str],
    near: Mapping[str, Sequence[str]],
) -> Placement:
    """Draw every ring, as close together as they can be without running into one another."""
    widest = _steps(list(subject.box_of.values()))
    tries = _SHARES if len(subject.boxes) <= _TRIED else ()
    best: tuple[float, Placement] | None = None
    for share in (1.0, *tries):
        steps = Steps(widest.across * share, widest.down * share, widest.wide, widest.high)
        drawn = _drawn(subject, steps, centre, layers, keys, near)
        if best is None or (rings_apart(drawn, layers, steps) and _reach(drawn) < best[0]):
            best = (_reach(drawn), drawn)
    if best is None:
        raise AssertionError("at least one share is tried")
    return best[1]


def _reach(placement: Placement) -> float:
    """Measure the frame that a picture around the origin needs."""
    return max(max(abs(x), ASPECT * abs(y)) for x, y in placement.positions.values())


def _drawn(
    subject: Subject,
    steps: Steps,
    centre: str,
    layers: Mapping[str, str],
    keys: Mapping[str, str],
    near: Mapping[str, Sequence[str]],
) -> Placement:
    """Draw every ring with these steps."""
    boxes = subject.box_of
    positions: Positions = {centre: (0.0, 0.0)}
    turns: dict[str, float] = {centre: 0.0}
    captions: dict[str, Caption] = {}
    rings: dict[str, Rectangle] = {f"{centre}:0": (0.0, 0.0, steps.across, steps.down)}
    first = 1
    for layer in sorted(set(layers.values()) - {"0"}, key=layer_rank):
        nodes = [node for node in boxes if layers[node] == layer]
        nodes.sort(key=lambda node: (_direction(node, layer, layers, near, turns), subject.rank[node]))
        last = _last_ring(steps, first, _slots(len(nodes)))
        for node, place, turn in _seats(steps, nodes, first, last):
            positions[node], turns[node] = place, turn
        key = f"{centre}:{layer}"
        captions[key] = Caption(layer_caption(layer), 0.0, -first * steps.down)
        rings[key] = (float(first), float(last), steps.across, steps.down)
        first = last + 1
    return parted(subject, positions, captions, keys, rings, {centre})


def _steps(boxes: Sequence[LayoutBox]) -> Steps:
    """Measure the room of the largest node."""
    wide = max(box.width for box in boxes) + GAP
    high = max(box.above for box in boxes) + max(box.below for box in boxes) + GAP
    return Steps(wide, max(high + CAPTION_SIZE * CAPTION_LINE, wide / ASPECT), wide, high)


def _slots(count: int) -> int:
    """Count the places of a layer: its nodes, its caption, and room for the next ones."""
    return count + 1 + _SPARE + count // 10


def _last_ring(steps: Steps, first: int, slots: int) -> int:
    """Return the last ring that a layer takes, from the first one."""
    ring, held = first, steps.capacity(first)
    while held < slots:
        ring += 1
        held += steps.capacity(ring)
    return ring


def _seats(steps: Steps, nodes: Sequence[str], first: int, last: int) -> list[tuple[str, tuple[float, float], float]]:
    """Give each node of a layer its place and its share of a turn; the top of the first ring is for the caption."""
    rings = range(first, last + 1)
    room = {ring: steps.capacity(ring) for ring in rings}
    room[first] -= 1
    seated: dict[int, list[str]] = {ring: [] for ring in rings}
    for node in nodes:
        ring = min(rings, key=lambda ring: ((len(seated[ring]) + 1) / max(room[ring], 0.5), ring))
        seated[ring].append(node)
    seats = []
    for ring in rings:
        # The first ring begins with its caption; the others are turned by half a seat.
        shift = 1.0 if ring == first else 0.5
        count = len(seated[ring]) + (1 if ring == first else 0)
        slots = max(min(count + _SPARE + count // 10, room[ring] + (ring == first)), count, 1)
        empty = slots - count
        for rank, node in enumerate(seated[ring]):
            # Empty seats are shared out along the ring, so that a new node finds one in its direction.
            seat = rank + shift + (rank + 1) * empty / (len(seated[ring]) + 1)
            turn = seat / slots
            seats.append((node, steps.at(ring, turn), turn))
    return seats


def _direction(
    node: str,
    layer: str,
    layers: Mapping[str, str],
    near: Mapping[str, Sequence[str]],
    turns: Mapping[str, float],
) -> float:
    """Return the share of a turn towards the neighbours of the ring before; 0 when nothing says it."""
    if layer in {"1", FAR}:
        return 0.0
    before = str(int(layer) - 1)
    angles = [2 * np.pi * turns[other] for other in near[node] if layers[other] == before]
    across, down = float(np.sin(angles).sum()), float(np.cos(angles).sum())
    return round(float(np.arctan2(across, down) / (2 * np.pi)) % 1.0, 6)


def _grow(
    subject: Subject,
    centre: str,
    layers: Mapping[str, str],
    keys: Mapping[str, str],
    near: Mapping[str, Sequence[str]],
    previous: Placement,
) -> Placement | None:
    """Take new nodes into rings that exist; None when too few nodes are known."""
    boxes = subject.box_of
    kept = {node for node in boxes if node in previous.positions and previous.keys.get(node) == keys[node]}
    if (
        centre not in kept
        or len(kept) < _KNOWN_SHARE * len(boxes)
        or not set(map(keys.get, kept)) <= previous.blocks.keys()
    ):
        return None
    seating = Seating(subject, layers, keys, near, previous, centre, kept)
    for node in sorted(boxes.keys() - kept, key=lambda node: (layer_rank(layers[node]), subject.rank[node])):
        seating.seat(node)
    return seating.placement()
