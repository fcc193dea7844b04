"""
Seat nodes on rings: where each ring runs, how many boxes it holds, and how a new node finds its place on one.

Owns the arithmetic of rings. Knows neither graphs nor distances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.view_models.layouts.boxes import GAP, Extents, LayoutBox, Points, covered, spread
from app.view_models.layouts.subject import Caption, Placement, Positions, Rectangle, Subject

FAR: Final = "loin"
"""Layer of what no way joins to the centre; the others are numbers of links."""

_PINNED: Final = 0.02
_TURNS: Final = 720
_AT_ONCE: Final = 128
_FILL: Final = 0.86
"""Share of a ring that boxes may take: where it turns, two of them stand closer than along it."""
_BAND: Final = 0.4
"""How far from its ring a node may stand, in steps: closer to it than to any other."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Hold how far apart rings stand, and how much room one node takes."""

    across: float
    down: float
    wide: float
    high: float

    def curve(self, ring: float) -> Points:
        """Return points of a ring, clockwise from the top."""
        turn = np.linspace(0.0, 2 * np.pi, _TURNS + 1)
        return np.column_stack([np.sin(turn) * self.across, -np.cos(turn) * self.down]) * ring

    def way(self, ring: float) -> NDArray[np.float64]:
        """Measure the way along a ring, in boxes."""
        steps = np.abs(np.diff(self.curve(ring), axis=0)) / np.array([self.wide, self.high])
        return np.concatenate([[0.0], np.cumsum(steps.max(axis=1))])

    def capacity(self, ring: int) -> int:
        """Count the boxes that a ring holds."""
        return max(1, int(self.way(ring)[-1] * _FILL))

    def at(self, ring: float, share: float) -> tuple[float, float]:
        """Return the place at this share of the way round."""
        way, curve = self.way(ring), self.curve(ring)
        far = (share % 1.0) * way[-1]
        return float(np.interp(far, way, curve[:, 0])), float(np.interp(far, way, curve[:, 1]))


def layer_rank(layer: str) -> tuple[bool, int]:
    """Return what sorts layers, from the centre outwards."""
    return (layer == FAR, 0 if layer == FAR else int(layer))


def rings_apart(placement: Placement, layers: Mapping[str, str], steps: Steps) -> bool:
    """Tell whether every node is farther from the centre than all those of the rings before its own."""
    away: dict[tuple[bool, int], list[float]] = {}
    for node, (x, y) in placement.positions.items():
        away.setdefault(layer_rank(layers[node]), []).append(float(np.hypot(x / steps.across, y / steps.down)))
    ranks = sorted(away)
    return all(max(away[one]) < min(away[two]) for one, two in pairwise(ranks))


class Seating:
    """Seat new nodes in rings that exist: in a free place, else by squeezing in, else in one more ring of the layer."""

    def __init__(
        self,
        subject: Subject,
        layers: Mapping[str, str],
        keys: Mapping[str, str],
        near: Mapping[str, Sequence[str]],
        previous: Placement,
        centre: str,
        kept: set[str],
    ) -> None:
        self.subject, self.layers, self.keys, self.near, self.centre = subject, layers, keys, near, centre
        self.positions: Positions = {node: previous.positions[node] for node in sorted(kept)}
        standing = sorted({keys[node] for node in kept})
        self.captions = {key: previous.captions[key] for key in standing if key in previous.captions}
        self.rings = {key: previous.blocks[key] for key in standing}
        self.firm = set(kept)

    def seat(self, node: str) -> None:
        """Give one node its place."""
        key, box = self.keys[node], self.subject.box_of[node]
        if key not in self.rings:
            self._add(key)
        towards = _towards(node, self.near, self.positions, self.centre)
        spot = _free_seat(box, self.rings[key], towards, self.subject, self.positions, self.captions)
        if spot is None:
            squeezed = dict(self.positions) | {node: _seat_towards(self.rings[key], towards)}
            drawn = parted(self.subject, squeezed, self.captions, self.keys, self.rings, {self.centre})
            if rings_apart(drawn, self.layers, self._steps(key)):
                self.positions, self.captions = dict(drawn.positions), dict(drawn.captions)
                return
            self._widen(self.layers[node])
            spot = _seat_towards(self.rings[key], towards)
        self.positions[node] = spot

    def placement(self) -> Placement:
        """Return the whole."""
        return parted(self.subject, self.positions, self.captions, self.keys, self.rings, self.firm)

    def _steps(self, key: str) -> Steps:
        _, _, across, down = self.rings[key]
        return Steps(across, down, across, down)

    def _widen(self, layer: str) -> None:
        """Give a layer one more ring."""
        self._push(layer)
        key = f"{self.centre}:{layer}"
        first, last, across, down = self.rings[key]
        self.rings[key] = (first, last + 1, across, down)

    def _add(self, key: str) -> None:
        """Make a ring for a distance that nobody stood at."""
        layer = key.rpartition(":")[2]
        self._push(layer)
        nearer = [other for other in self.rings if layer_rank(other.rpartition(":")[2]) < layer_rank(layer)]
        _, last, across, down = max(self.rings[other] for other in nearer)
        self.rings[key] = (last + 1, last + 1, across, down)
        self.captions[key] = Caption(layer_caption(layer), 0.0, round(-(last + 1) * down, 1))

    def _push(self, layer: str) -> None:
        """Push all that is farther than a layer one step away from the centre, each in its direction."""
        farther = {key for key in self.rings if layer_rank(key.rpartition(":")[2]) > layer_rank(layer)}
        for node, (x, y) in self.positions.items():
            if self.keys[node] in farther:
                self.positions[node] = self._away(self.keys[node], x, y)
        for key in farther & self.captions.keys():
            caption = self.captions[key]
            x, y = self._away(key, caption.x, caption.y)
            self.captions[key] = Caption(caption.text, x, y, caption.size)
        for key in farther:
            first, last, across, down = self.rings[key]
            self.rings[key] = (first + 1, last + 1, across, down)

    def _away(self, key: str, x: float, y: float) -> tuple[float, float]:
        _, _, across, down = self.rings[key]
        ring = float(np.hypot(x / across, y / down))
        share = (ring + 1) / max(ring, 1e-9)
        return round(x * share, 1), round(y * share, 1)


def _seat_towards(ring: Rectangle, towards: tuple[float, float]) -> tuple[float, float]:
    """Return the place of the last ring of a layer in a direction, taken or not."""
    _, last, across, down = ring
    turn = float(np.arctan2(towards[0] / across, towards[1] / down))
    return float(np.sin(turn) * across * last), float(np.cos(turn) * down * last)


def _towards(
    node: str, near: Mapping[str, Sequence[str]], positions: Mapping[str, tuple[float, float]], centre: str
) -> tuple[float, float]:
    """Return the middle of the neighbours that have their place, the centre aside."""
    places = [positions[other] for other in near[node] if other in positions and other != centre]
    if not places:
        return (0.0, 1.0)
    x, y = np.mean(places, axis=0)
    return float(x), float(y)


def _free_seat(
    box: LayoutBox,
    ring: Rectangle,
    towards: tuple[float, float],
    subject: Subject,
    positions: Mapping[str, tuple[float, float]],
    captions: Mapping[str, Caption],
) -> tuple[float, float] | None:
    """Find the free place of a layer closest to a direction."""
    first, last, across, down = ring
    steps = Steps(across, down, across, down)
    standing = [(subject.box_of[node], place) for node, place in sorted(positions.items())]
    standing += [(caption.box, (caption.x, caption.y)) for _, caption in sorted(captions.items())]
    extents = Extents([item for item, _ in standing], gap=GAP / 2)
    points = np.array([place for _, place in standing], dtype=np.float64)
    whole = np.arange(first, last + 1.0)
    # On a ring itself if it can be, else a little aside of it.
    for rings in (whole, np.arange(first - _BAND, last + _BAND + 0.01, 0.1)):
        spots = np.vstack([steps.curve(float(ring))[:-1] for ring in rings])
        away = np.hypot(spots[:, 0] - towards[0], spots[:, 1] - towards[1])
        order = np.argsort(np.round(away, 3), kind="stable")
        # The closest ones first: most of the time one of them is free.
        for start in range(0, len(order), _AT_ONCE):
            closest = spots[order[start : start + _AT_ONCE]]
            free = closest[~covered(closest, box, points, extents)]
            if len(free):
                return float(free[0][0]), float(free[0][1])
    return None


def parted(
    subject: Subject,
    positions: Mapping[str, tuple[float, float]],
    captions: Mapping[str, Caption],
    keys: Mapping[str, str],
    rings: Mapping[str, Rectangle],
    firm: set[str],
) -> Placement:
    """Part the last boxes that touch, the firm ones giving way last."""
    names = sorted(positions)
    order = sorted(captions)
    boxes = [*(subject.box_of[node] for node in names), *(captions[key].box for key in order)]
    start = [*(positions[node] for node in names), *((captions[key].x, captions[key].y) for key in order)]
    mobility = np.array([*(_PINNED if node in firm else 1.0 for node in names), *(_PINNED for _ in order)])
    points = np.round(spread(np.array(start, dtype=np.float64), Extents(boxes, gap=GAP / 2), mobility), 1)
    moved = [(float(x), float(y)) for x, y in points]
    return Placement(
        dict(zip(names, moved, strict=False)),
        {
            key: Caption(captions[key].text, x, y, captions[key].size)
            for key, (x, y) in zip(order, moved[len(names) :], strict=True)
        },
        "",
        dict(keys),
        dict(rings),
    )


def layer_caption(layer: str) -> str:
    """Name a ring."""
    if layer == FAR:
        return "Sans lien avec le centre"
    return "À 1 lien" if layer == "1" else f"À {layer} liens"
