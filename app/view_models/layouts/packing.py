"""Pack rectangles in the shape of the frame: components, blocks, rows under a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from app.view_models.layouts.boxes import ASPECT

Size = tuple[float, float]
"""Width and height, in canvas units."""

_FACTORS = (0.8, 0.9, 1.0, 1.15, 1.3)
_MANY = 120


class Sized(Protocol):
    """Anything that has a width and a height."""

    @property
    def width(self) -> float:
        """Width."""

    @property
    def height(self) -> float:
        """Height."""


class Filling(Protocol):
    """What fills the bottom of a picture, whatever its width: rows of equal cells."""

    surface: float

    def total_height(self, width: float) -> float:
        """Measure all the rows at this width."""


def best_packing(sizes: Sequence[Size], filling: Filling | None = None) -> tuple[float, list[tuple[float, float]]]:
    """
    Try several widths for the whole picture and keep the one that fits the frame at the largest scale.

    Parameters
    ----------
    sizes
        Rectangles, in the order in which they are stood.
    filling
        Rows that stand under them, or None.

    Returns
    -------
    width, corners
        Width of the whole, and the left and top of each rectangle.
    """
    widest = max((width for width, _ in sizes), default=0.0)
    surface = sum(width * height for width, height in sizes) + (filling.surface if filling else 0.0)
    widths = {widest, *(max(widest, float(np.sqrt(surface * ASPECT)) * factor) for factor in _FACTORS)}
    stand = _pack if len(sizes) <= _MANY else _shelve
    best: tuple[float, float, list[tuple[float, float]]] | None = None
    for width in sorted(widths):
        corners = stand(sizes, width)
        bottom = max((y + size[1] for (_, y), size in zip(corners, sizes, strict=True)), default=0.0)
        need = max(width / ASPECT, bottom + (filling.total_height(width) if filling else 0.0))
        if best is None or need < best[0] - 1e-6:
            best = (need, width, corners)
    if best is None:
        raise AssertionError("at least one width is tried")
    return best[1], best[2]


def rows_under(
    rectangles: Sequence[tuple[str, Sized]], left: float, right: float, bottom: float, gap: float
) -> dict[str, tuple[float, float]]:
    """
    Stand rectangles in centred rows under a picture, and return their middles by key.

    Parameters
    ----------
    rectangles
        Key and size of each, in order.
    left, right, bottom
        Sides of the picture above.
    gap
        Distance kept between two of them.
    """
    rows: list[list[tuple[str, Sized]]] = []
    room, used = right - left, 0.0
    for key, size in rectangles:
        if not rows or used + size.width > room:
            rows.append([])
            used = 0.0
        rows[-1].append((key, size))
        used += size.width + gap
    middles: dict[str, tuple[float, float]] = {}
    for row in rows:
        x = (left + right) / 2 - (sum(size.width for _, size in row) + gap * (len(row) - 1)) / 2
        height = max(size.height for _, size in row)
        for key, size in row:
            middles[key] = (x + size.width / 2, bottom + gap + height / 2)
            x += size.width + gap
        bottom += gap + height
    return middles


def _pack(sizes: Sequence[Size], width: float) -> list[tuple[float, float]]:
    """Stand rectangles in a band, each at the highest free corner, then the leftmost."""
    placed: list[tuple[float, float, float, float]] = []
    corners: list[tuple[float, float]] = []
    for wide, high in sizes:
        tops = sorted({0.0, *(bottom for _, _, _, bottom in placed)})
        lefts = sorted({0.0, *(right for _, _, right, _ in placed)})
        x, y = next(
            (x, y)
            for y in tops
            for x in lefts
            if (x == 0.0 or x + wide <= width + 1e-6)
            and not any(
                x < right - 1e-6 and left < x + wide - 1e-6 and y < bottom - 1e-6 and top < y + high - 1e-6
                for left, top, right, bottom in placed
            )
        )
        placed.append((x, y, x + wide, y + high))
        corners.append((x, y))
    return corners


def _shelve(sizes: Sequence[Size], width: float) -> list[tuple[float, float]]:
    """Stand many rectangles in rows, as they come: every free corner would take too long to look at."""
    corners: list[tuple[float, float]] = []
    x = y = deepest = 0.0
    for wide, high in sizes:
        if x > 0.0 and x + wide > width + 1e-6:
            x, y, deepest = 0.0, y + deepest, 0.0
        corners.append((x, y))
        x += wide
        deepest = max(deepest, high)
    return corners
