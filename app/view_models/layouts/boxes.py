"""
Keep the boxes of a picture apart: a node and its label are one box that no other may cover.

Owns the arithmetic of overlaps. Knows neither graphs nor screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
"""One row per node: x and y of the centre of its shape, in canvas units, y downwards."""

ASPECT: Final = 1.5
"""Width over height aimed at: between that of the frame beside its panel and that of a whole screen."""

GAP: Final = 10.0
"""Least distance between two boxes, in canvas units."""

_HUGE: Final = 4.0
"""Times the usual size above which a box is huge."""

_MANY: Final = 350
"""Above this number of boxes, knots are given air sooner: what is drawn so small is not packed to the pixel."""

SIDEWAYS: Final = 2.6
"""Usual preference for pushing sideways: boxes are wider than high, and would else pile the picture up."""


@dataclass(frozen=True, slots=True)
class LayoutBox:
    """
    Say how much room a node and its label need around the centre of the shape.

    Parameters
    ----------
    id
        Node.
    width
        Full width, centred, in canvas units.
    above, below
        Height over and under the centre; the label is under.
    """

    id: str
    width: float
    above: float
    below: float


class Extents:
    """
    Hold box sizes as arrays: half width, half height, and how far the middle is under the shape's centre.

    Parameters
    ----------
    boxes
        One per node; every array follows their order.
    gap
        Distance kept between two boxes, in canvas units.
    """

    def __init__(self, boxes: Sequence[LayoutBox], gap: float = GAP) -> None:
        self.ids = tuple(box.id for box in boxes)
        self.half_width: Points = np.array([box.width / 2 + gap / 2 for box in boxes], dtype=np.float64)
        self.half_height: Points = np.array([(box.above + box.below) / 2 + gap / 2 for box in boxes], dtype=np.float64)
        self.shift: Points = np.array([(box.below - box.above) / 2 for box in boxes], dtype=np.float64)

    def points(self, positions: Mapping[str, tuple[float, float]]) -> Points:
        """Places of these boxes, in their order."""
        return np.array([positions[node] for node in self.ids], dtype=np.float64).reshape(-1, 2)

    def bounds(self, points: Points, kept: NDArray[np.bool_] | None = None) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the nodes, or of those of a mask."""
        chosen = slice(None) if kept is None else kept
        middle = points[chosen, 1] + self.shift[chosen]
        return (
            float((points[chosen, 0] - self.half_width[chosen]).min()),
            float((middle - self.half_height[chosen]).min()),
            float((points[chosen, 0] + self.half_width[chosen]).max()),
            float((middle + self.half_height[chosen]).max()),
        )


def overlaps(points: Points, extents: Extents) -> tuple[NDArray[np.intp], NDArray[np.intp], tuple[Points, Points]]:
    """
    Find the pairs of boxes that overlap, and by how much.

    Parameters
    ----------
    points
        One row per node.
    extents
        Sizes, in the same order.

    Returns
    -------
    first, second, depths
        Indices of each pair, sorted, and the depth of the overlap along x and along y, in canvas units.
    """
    empty = np.zeros(0, dtype=np.intp)
    if len(points) < 2:
        return empty, empty, (np.zeros(0), np.zeros(0))
    middle = points + np.column_stack([np.zeros(len(points)), extents.shift])
    near = _near(middle, extents)
    if len(near) == 0:
        return empty, empty, (np.zeros(0), np.zeros(0))
    near = near[np.lexsort((near[:, 1], near[:, 0]))]
    first, second = near[:, 0], near[:, 1]
    over_x = extents.half_width[first] + extents.half_width[second] - np.abs(middle[first, 0] - middle[second, 0])
    over_y = extents.half_height[first] + extents.half_height[second] - np.abs(middle[first, 1] - middle[second, 1])
    hit = (over_x > 1e-6) & (over_y > 1e-6)
    return first[hit], second[hit], (over_x[hit], over_y[hit])


def _near(middle: Points, extents: Extents) -> NDArray[np.intp]:
    """Find the pairs of boxes close enough to overlap, some of which do not; the lower index first."""
    sizes = np.column_stack([extents.half_width, extents.half_height])
    # A few huge boxes among small ones would make everything look near: they are compared with all the others.
    huge = np.asarray((sizes > _HUGE * np.median(sizes, axis=0)).any(axis=1), dtype=np.bool_)
    usual, large = np.flatnonzero(~huge), np.flatnonzero(huge)
    pairs = []
    if len(usual) > 1:
        # In units of the largest box, every overlapping pair is at most 1 apart on both axes.
        unit = 2 * sizes[usual].max(axis=0)
        found = cKDTree(middle[usual] / unit).query_pairs(1.0, p=np.inf, output_type="ndarray")
        pairs.append(usual[found].reshape(-1, 2))
    if len(large):
        apart = np.abs(middle[large][:, None] - middle[None])
        close = (apart < sizes[large][:, None] + sizes[None]).all(axis=2)
        one, two = np.nonzero(close)
        both = np.column_stack([large[one], two])
        # Two huge boxes are met twice, and each meets itself.
        pairs.append(both[(both[:, 0] < both[:, 1]) | ~huge[both[:, 1]]])
    return np.sort(np.vstack(pairs), axis=1).astype(np.intp)


def spread(
    points: Points,
    extents: Extents,
    mobility: Points | None = None,
    frame: tuple[float, float] | None = None,
    sideways: float = SIDEWAYS,
) -> Points:
    """
    Push overlapping boxes apart, along the shorter way, until none overlaps.

    Parameters
    ----------
    points
        One row per node; left as it is.
    extents
        Sizes, in the same order.
    mobility
        How readily each node gives way, above 0; all alike when None.
    frame
        Width and height of walls, centred on the origin, that no box crosses; no walls when None.
    sideways
        Preference for pushing sideways rather than up or down.

    Returns
    -------
    points
        New places. A knot of boxes that block one another is given air: the picture, and the walls with it,
        grow by 3 % at a time.
    """
    points = points.copy()
    weight = np.ones(len(points)) if mobility is None else mobility
    pause = 60 if frame is not None else 200 if len(points) <= _MANY else 25
    walls = 1.0
    for turn in range(4000):
        if frame is not None:
            points = _within(points, extents, frame[0] * walls, frame[1] * walls)
        first, second, (over_x, over_y) = overlaps(points, extents)
        if len(first) == 0:
            break
        if turn % pause == pause - 1:
            # Boxes that block one another need room: a little air for all ends every such knot.
            points *= 1.03
            walls *= 1.03
        flat = over_x < sideways * over_y
        axis = np.where(flat, 0, 1)
        delta = points[first, axis] - points[second, axis]
        direction = np.where(delta == 0.0, np.where(first < second, -1.0, 1.0), np.sign(delta))
        push = np.where(flat, over_x, over_y) * direction * 0.55
        total = weight[first] + weight[second]
        move = np.zeros_like(points)
        np.add.at(move, (first, axis), 2 * push * weight[first] / total)
        np.add.at(move, (second, axis), -2 * push * weight[second] / total)
        crowd = np.bincount(np.concatenate([first, second]), minlength=len(points))
        points += move / np.maximum(1.0, np.sqrt(crowd))[:, None]
    return points


def _within(points: Points, extents: Extents, width: float, height: float) -> Points:
    """Bring back between the walls the boxes that cross them."""
    room_x = np.maximum(0.0, width / 2 - extents.half_width)
    room_y = np.maximum(0.0, height / 2 - extents.half_height)
    x = np.clip(points[:, 0], -room_x, room_x)
    y = np.clip(points[:, 1] + extents.shift, -room_y, room_y) - extents.shift
    return np.column_stack([x, y])


def count_overlaps(boxes: Iterable[LayoutBox], positions: Mapping[str, tuple[float, float]]) -> int:
    """
    Count the pairs of nodes whose boxes overlap at these places.

    Parameters
    ----------
    boxes
        One per node.
    positions
        Places, in canvas units.

    Returns
    -------
    pairs
        Number of overlapping pairs; touching edges do not count.
    """
    ordered = [box for box in boxes if box.id in positions]
    points = np.array([positions[box.id] for box in ordered], dtype=np.float64).reshape(-1, 2)
    first, _, _ = overlaps(points, Extents(ordered, gap=0.0))
    return len(first)


def free_spot(node: int, target: Points, points: Points, extents: Extents, placed: NDArray[np.bool_]) -> Points:
    """
    Walk a spiral from the wanted place to the first one where a box covers nothing.

    Parameters
    ----------
    node
        Index of the node to place.
    target
        Wanted place, x and y.
    points, extents
        Places and sizes of all nodes.
    placed
        Mask of the nodes that already have their place.

    Returns
    -------
    spot
        x and y; the target itself when 20,000 turns found no room.
    """
    others = np.flatnonzero(placed)
    other_middle = points[others, 1] + extents.shift[others]
    reach_x = extents.half_width[others] + extents.half_width[node]
    reach_y = extents.half_height[others] + extents.half_height[node]
    step = float(min(extents.half_width[node], extents.half_height[node])) * 0.6
    turn = np.pi * (3 - np.sqrt(5))
    for k in range(20_000):
        radius = step * np.sqrt(k)
        spot = target + radius * np.array([ASPECT * np.cos(k * turn), np.sin(k * turn)])
        clash = (np.abs(points[others, 0] - spot[0]) < reach_x) & (
            np.abs(other_middle - spot[1] - extents.shift[node]) < reach_y
        )
        if not clash.any():
            return np.asarray(spot, dtype=np.float64)
    return target


def covered(spots: Points, box: LayoutBox, points: Points, extents: Extents) -> NDArray[np.bool_]:
    """
    Tell at which spots a box would cover something.

    Parameters
    ----------
    spots
        One row per spot: where the centre of its shape would be.
    box
        Size of the box.
    points, extents
        Places and sizes of what stands already.
    """
    half_width, half_height = box.width / 2, (box.above + box.below) / 2
    middle = spots[:, 1] + (box.below - box.above) / 2
    over_x = np.abs(spots[:, 0][:, None] - points[:, 0]) < extents.half_width + half_width
    over_y = np.abs(middle[:, None] - (points[:, 1] + extents.shift)) < extents.half_height + half_height
    return np.asarray((over_x & over_y).any(axis=1), dtype=np.bool_)
