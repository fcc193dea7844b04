"""
Lay lines, dots and crosses inside shapes, by scanlines.

Pure geometry: Vega-Lite has no patterns, so the strokes of a class are drawn as lines of their own. Lines run on
through the borders of neighbours of the same class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Rings = Sequence[Points]
"""Closed rings of one shape, holes included: arrays of one row per corner (x, y), the last repeating the first."""

_TOUCHING = 0.6
_ROWS = 9


@dataclass(frozen=True, slots=True)
class _Spans:
    """Hold the parts of scanlines inside shapes: row, start and end along the row, owner (rank of the shape)."""

    row: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    owner: NDArray[np.int64]


def hatch_lines(shapes: Sequence[Rings], angle: float, spacing: float) -> Points:
    """
    Return parallel lines inside shapes.

    Parameters
    ----------
    shapes
        Shapes of one class, that do not overlap.
    angle
        Direction of the lines, degrees from the x axis towards the y axis.
    spacing
        Distance from one line to the next, in the units of the shapes.

    Returns
    -------
    lines
        One row per line; columns x and y of its start, x and y of its end. A shape that no line crosses gets a
        short one at its heart. Ordered by row, then along the row.
    """
    if not shapes:
        return np.empty((0, 4))
    turn = _rotation(angle)
    turned = [[ring @ turn for ring in rings] for rings in shapes]
    own = _spans(turned, spacing)
    spans = _joined(own)
    along = np.column_stack([spans.start, spans.row * spacing, spans.end, spans.row * spacing])
    missed = sorted(set(range(len(shapes))) - set(own.owner.tolist()))
    short = [(x - spacing / 2, y, x + spacing / 2, y) for x, y in (heart(turned[rank]) for rank in missed)]
    lines = np.vstack([along, np.array(short, dtype=float).reshape(-1, 4)])
    return np.hstack([lines[:, :2] @ turn.T, lines[:, 2:] @ turn.T])


def lattice(shapes: Sequence[Rings], spacing: float) -> Points:
    """
    Return points in staggered rows inside shapes.

    Parameters
    ----------
    shapes
        Shapes of one class.
    spacing
        Distance from one row to the next, and from one point to the next along a row.

    Returns
    -------
    points
        One row per point; columns x and y. A shape that no point falls into gets one at its heart.
    """
    if not shapes:
        return np.empty((0, 2))
    spans = _spans(shapes, spacing)
    offset = (spans.row % 2) * 0.5
    first = np.ceil(spans.start / spacing - offset).astype(np.int64)
    last = np.floor(spans.end / spacing - offset).astype(np.int64)
    held = np.maximum(last - first + 1, 0)
    which = np.repeat(np.arange(len(held)), held)
    step = np.arange(len(which)) - np.repeat(np.cumsum(held) - held, held)
    points = np.column_stack([(first[which] + step + offset[which]) * spacing, spans.row[which] * spacing])
    missed = sorted(set(range(len(shapes))) - set(spans.owner[which].tolist()))
    return np.vstack([points, np.array([heart(shapes[rank]) for rank in missed], dtype=float).reshape(-1, 2)])


def heart(rings: Rings) -> tuple[float, float]:
    """Return a point well inside a shape: the middle of the widest of nine chords along the x axis."""
    corners = np.vstack(list(rings))
    low, high = float(corners[:, 1].min()), float(corners[:, 1].max())
    spacing = (high - low) / (_ROWS + 1)
    if spacing <= 0:
        return float(corners[:, 0].mean()), low
    raised = [ring - np.array([0.0, low]) for ring in rings]
    spans = _spans([raised], spacing)
    inner = (spans.row > 0) & (spans.row <= _ROWS)
    if not inner.any():
        return float(corners[:, 0].mean()), (low + high) / 2
    widths = np.where(inner, spans.end - spans.start, -1.0)
    best = int(np.argmax(widths))
    return float((spans.start[best] + spans.end[best]) / 2), low + float(spans.row[best]) * spacing


def _rotation(angle: float) -> Points:
    """Return the matrix that turns the direction `angle` onto the x axis; its transpose turns back."""
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[cosine, -sine], [sine, cosine]])


def _spans(shapes: Sequence[Rings], spacing: float) -> _Spans:
    """Cut every row `y = k * spacing` by the edges of every shape, and pair the crossings (even-odd rule)."""
    rings = [(rank, ring) for rank, shape in enumerate(shapes) for ring in shape]
    starts = np.vstack([ring[:-1] for _, ring in rings])
    ends = np.vstack([ring[1:] for _, ring in rings])
    owners = np.repeat([rank for rank, _ in rings], [len(ring) - 1 for _, ring in rings])
    v0, v1 = starts[:, 1] / spacing, ends[:, 1] / spacing
    # Half-open edges: a corner that lies on a row is counted once, so that crossings always pair.
    low = np.ceil(np.minimum(v0, v1)).astype(np.int64)
    high = np.ceil(np.maximum(v0, v1)).astype(np.int64) - 1
    crossed = np.maximum(high - low + 1, 0)
    edge = np.repeat(np.arange(len(crossed)), crossed)
    row = low[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(crossed) - crossed, crossed)
    share = (row - v0[edge]) / (v1[edge] - v0[edge])
    place = starts[edge, 0] + share * (ends[edge, 0] - starts[edge, 0])
    order = np.lexsort((place, row, owners[edge]))
    row, place, owner = row[order], place[order], owners[edge][order]
    return _Spans(row[0::2], place[0::2], place[1::2], owner[0::2])


def _joined(spans: _Spans) -> _Spans:
    """Join the spans of a row that touch, or nearly: a border between two shapes of a class does not cut a line."""
    order = np.lexsort((spans.start, spans.row))
    row, start, end = spans.row[order], spans.start[order], spans.end[order]
    if not len(row):
        return spans
    fresh = np.ones(len(row), dtype=bool)
    fresh[1:] = (row[1:] != row[:-1]) | (start[1:] - end[:-1] > _TOUCHING)
    first = np.flatnonzero(fresh)
    return _Spans(row[first], start[first], np.maximum.reduceat(end, first), spans.owner[order][first])
