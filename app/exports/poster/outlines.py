"""Turn the shapes of the palette into curves that can be drawn, hatched and met by lines."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np
from matplotlib.path import Path

from app.exports.poster.primitives import Point

_TOKENS: Final = re.compile(r"[MLHVQAZ]|-?\d+(?:\.\d+)?")
_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "A": 7, "Z": 0}


@cache
def unit_path(text: str) -> Path:
    """
    Return the curve that a shape of the palette describes.

    Parameters
    ----------
    text
        SVG path data, absolute, with the commands M, L, H, V, Q, Z, and A for half circles.

    Raises
    ------
    ValueError
        If an arc is not half a circle or the text is not path data.
    """
    points: list[Point] = []
    codes: list[int] = []
    tokens = _TOKENS.findall(text)
    place = 0
    while place < len(tokens):
        command = tokens[place]
        if command not in _COUNTS:
            raise ValueError(f"not path data: {text}")
        values = [float(token) for token in tokens[place + 1 : place + 1 + _COUNTS[command]]]
        place += 1 + _COUNTS[command]
        if command == "Z":
            points.append(points[0])
            codes.append(int(Path.CLOSEPOLY))
        elif command == "A":
            curve = _half_circle(points[-1], (values[5], values[6]), values[0])
            points += curve
            codes += [int(Path.CURVE4)] * len(curve)
        elif command == "Q":
            points += [(values[0], values[1]), (values[2], values[3])]
            codes += [int(Path.CURVE3)] * 2
        else:
            last = points[-1] if points else (0.0, 0.0)
            points.append(
                (values[0], last[1])
                if command == "H"
                else (last[0], values[0])
                if command == "V"
                else (values[0], values[1])
            )
            codes.append(int(Path.MOVETO if command == "M" else Path.LINETO))
    return Path(points, codes)


def _half_circle(start: Point, end: Point, radius: float) -> list[Point]:
    """Return the cubic curves, after the start, of the half circle that turns clockwise, y going down."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if abs(np.hypot(start[0] - end[0], start[1] - end[1]) - 2 * radius) > 1e-6:
        raise ValueError("only half circles are known")
    angle = float(np.degrees(np.arctan2(start[1] - middle[1], start[0] - middle[0])))
    arc = np.asarray(Path.arc(angle, angle + 180.0).vertices) * radius + np.array(middle)
    return [(float(x), float(y)) for x, y in arc[1:]]


@cache
def hatching(text: str, step: float = 0.36) -> tuple[tuple[Point, Point], ...]:
    """
    Return the oblique lines that fill a shape, in its own unit.

    Parameters
    ----------
    text
        SVG path data of the shape.
    step
        Distance between two lines.

    Notes
    -----
    On axes turned by 45 degrees the lines are level: each one enters and leaves the outline in turn.
    """
    (corners, *_) = unit_path(text).to_polygons()
    turned = np.asarray(corners) @ np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2.0)
    found: list[tuple[Point, Point]] = []
    for rank in range(int(np.ceil(turned[:, 1].min() / step)), int(np.floor(turned[:, 1].max() / step)) + 1):
        # Half a step aside, no line runs along a corner.
        level = (rank + 0.5) * step
        below = turned[:, 1] < level
        crossings = []
        for i in np.flatnonzero(below[:-1] != below[1:]):
            (x0, y0), (x1, y1) = turned[i], turned[i + 1]
            crossings.append(x0 + (level - y0) / (y1 - y0) * (x1 - x0))
        crossings.sort()
        for enter, leave in zip(crossings[::2], crossings[1::2], strict=True):
            ends = np.array([[enter, level], [leave, level]]) @ np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2.0)
            found.append(((float(ends[0, 0]), float(ends[0, 1])), (float(ends[1, 0]), float(ends[1, 1]))))
    return tuple(found)
