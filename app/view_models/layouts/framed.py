"""
Place the nodes of a small picture so that it fills its frame and every label has its room.

Owns the two shapes of small pictures: rings around the node they start from, and any other shape brought into
the frame. Knows neither colours nor screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from app.view_models.layouts.boxes import Extents, Points, spread

SMALL: Final = 48
"""Most nodes of a small picture: above, no frame has room for all the labels."""

SMALL_GAP: Final = 6.0
"""Least distance between two boxes of a small picture, in canvas units."""

_FRAME: Final = (640.0, 580.0)
"""The frame beside its panel on a small screen, in canvas units; the browser widens the picture on larger ones."""

_CLOSEST: Final = 0.8
"""The frame of the fewest nodes, as a share of that frame: fewer nodes are drawn larger."""

_DENSITIES: Final = (0.6, 0.8)
"""Shares of the frame that boxes may cover before the frame must grow: the best one depends on the picture."""

_READABLE: Final = 1.16
"""Most that the frame may grow before labels, drawn smaller, would have to be cut."""

_INNER: Final = 0.52
_ONE_RING: Final = 12
_CORNERS: Final = 4.0
_FIRM: Final = 0.02
_SIDEWAYS: Final = (1.0, 1.8, 2.6, 0.6)


def into_frame(points: Points, extents: Extents, centre: int | None = None) -> Points:
    """
    Stretch a picture to the frame, each axis on its own, then part the boxes within it.

    Parameters
    ----------
    points
        One row per node, at any scale.
    extents
        Sizes, in the same order.
    centre
        Index of a node that stays in the middle, or None.

    Returns
    -------
    points
        New places, around the origin; no two boxes overlap.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2 if centre is None else points[centre]
    shape = (points - middle) / np.maximum(high - low, 1e-9)
    mobility = np.ones(len(points))
    if centre is not None:
        mobility[centre] = _FIRM
    tries = []
    for density in _DENSITIES:
        width, height = _frame(extents, density)
        room = np.array([width - 2 * extents.half_width.max(), height - 2 * extents.half_height.max()])
        start = shape * np.maximum(room, 1.0)
        tries += [spread(start, extents, mobility, (width, height), sideways) for sideways in _SIDEWAYS]
    # The one that the frame holds at the largest scale; the first when they are as good.
    best = min(tries, key=lambda placed: round(_need(placed, extents), 2))
    if _need(best, extents) <= _READABLE:
        return best
    return min(best, _rows(shape, extents), key=lambda placed: _need(placed, extents))


def _rows(points: Points, extents: Extents) -> Points:
    """Stand the boxes in full rows, each near where it was: the least room that they can take."""
    order = np.lexsort((points[:, 0], points[:, 1]))
    widths = 2 * extents.half_width
    way = np.cumsum(widths[order]) - widths[order] / 2
    tries = []
    for count in range(1, len(points) + 1):
        row_of = np.minimum((way / widths.sum() * count).astype(np.intp), count - 1)
        rows = [sorted(order[row_of == row], key=lambda i: (points[i, 0], i)) for row in range(count)]
        rows = [row for row in rows if row]
        length = max(float(widths[row].sum()) for row in rows)
        placed: Points = np.zeros_like(points)
        bottom = 0.0
        for row in rows:
            above = (extents.half_height[row] - extents.shift[row]).max()
            below = (extents.half_height[row] + extents.shift[row]).max()
            space = (length - widths[row].sum()) / len(row)
            ends = np.cumsum(widths[row] + space)
            placed[row, 0] = ends - (widths[row] + space) / 2
            placed[row, 1] = bottom + above
            bottom += above + below
        tries.append(placed - np.array([length / 2, bottom / 2]))
    return min(tries, key=lambda placed: _need(placed, extents))


def rings(graph: Any, extents: Extents, centre: int, order: Sequence[int]) -> Points | None:
    """
    Place a graph as rings around one node.

    When most of the others are its neighbours, all share the rings, one in three closer; else its neighbours
    make the inner ring, and theirs the outer one.

    Parameters
    ----------
    graph
        igraph graph.
    extents
        Sizes, in the order of its vertices.
    centre
        Vertex in the middle.
    order
        Vertices, in the order in which those of a ring follow one another, clockwise from the top.

    Returns
    -------
    points
        Places in the frame, or None when rings would not suit the graph.
    """
    distance = graph.distances(source=centre)[0]
    others = [i for i in order if i != centre]
    near = [i for i in others if distance[i] == 1]
    far = [i for i in others if distance[i] == 2]
    together = 2 * len(near) > len(others)
    if not together and (len(near) > _ONE_RING or len(near) + len(far) != len(others)):
        return None
    outer = _Ring(extents, 1.0)
    inner = _Ring(extents, _INNER)
    points: Points = np.zeros((len(distance), 2), dtype=np.float64)
    if not together:
        rank = {node: k for k, node in enumerate(near)}
        children: dict[int, list[int]] = {node: [] for node in near}
        for node in far:
            parent = min((i for i in graph.neighbors(node) if i in rank), key=rank.__getitem__)
            children[parent].append(node)
        # A neighbour without children of its own keeps one empty slot on the outer ring before it.
        slots: list[tuple[int, int | None]] = []
        for parent in near:
            slots += [(parent, child) for child in children[parent]] or [(parent, None)]
        for parent in near:
            mine = [k for k, (owner, _) in enumerate(slots) if owner == parent]
            points[parent] = inner.at((sum(mine) / len(mine) + 0.5) / len(slots))
        for k, (_, child) in enumerate(slots):
            if child is not None:
                points[child] = outer.at((k + 0.5) / len(slots))
    elif len(others) <= _ONE_RING:
        for k, node in enumerate(others):
            points[node] = outer.at((k + 0.5) / len(others))
    else:
        # One node in three stands closer, between two others, so that every link can be followed.
        for nodes, ring in ((others[1::3], inner), ([n for k, n in enumerate(others) if k % 3 != 1], outer)):
            for k, node in enumerate(nodes):
                points[node] = ring.at((k + 0.5) / len(nodes))
    return into_frame(points, extents, centre)


def _need(points: Points, extents: Extents) -> float:
    """Measure how many times the frame must grow to hold these places, at least the closest view."""
    left, top, right, bottom = extents.bounds(points)
    return max(_CLOSEST, (right - left) / _FRAME[0], (bottom - top) / _FRAME[1])


def _frame(extents: Extents, density: float = _DENSITIES[0]) -> tuple[float, float]:
    """Size the frame for these boxes, keeping its shape."""
    area = float((4 * extents.half_width * extents.half_height).sum())
    share = max(_CLOSEST, float(np.sqrt(area / density / (_FRAME[0] * _FRAME[1]))))
    return _FRAME[0] * share, _FRAME[1] * share


class _Ring:
    """A rounded rectangle on which boxes, not points, are evenly spaced."""

    def __init__(self, extents: Extents, share: float) -> None:
        width, height = _frame(extents)
        box = 2 * np.array([extents.half_width.mean(), extents.half_height.mean()])
        # From the top, clockwise; y goes down.
        turn = np.linspace(0.0, 2 * np.pi, 721) - np.pi / 2
        cosine, sine = np.cos(turn), np.sin(turn)
        reach = (np.abs(cosine) ** _CORNERS + np.abs(sine) ** _CORNERS) ** (-1 / _CORNERS)
        half = share * (np.array([width, height]) - box) / 2
        self.points = np.column_stack([cosine * reach, sine * reach]) * half
        steps = np.abs(np.diff(self.points, axis=0) / box)
        self.length = np.concatenate([[0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])

    def at(self, share: float) -> Points:
        """Return the place at this share of the way round."""
        way = share * self.length[-1]
        return np.array([np.interp(way, self.length, self.points[:, axis]) for axis in range(2)])
