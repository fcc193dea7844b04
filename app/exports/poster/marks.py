"""Draw one element or one link of a network with the marks of a poster: shape, colour, letters, hatches, dashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import numpy as np

from app.exports.poster.lettering import width_of
from app.exports.poster.outlines import hatching, unit_path
from app.exports.poster.primitives import Area, Mark, Outline, Point, Stroke, Words
from app.view_models.network_view import Certitude, EdgeView, NetworkView
from app.view_models.palette import NATURES, THEMES, Nature, secteur_style

INK: Final = "#1f2430"
"""Colour of the words, on white paper."""

MUTED: Final = "#6b7280"
CAPTION: Final = "#4a5160"
OUTLINE: Final = "#2b303b"
EDGE: Final = "#565c69"

DASHES: Final[Mapping[Certitude, tuple[float, ...]]] = {
    "certain": (),
    "incertain": (1.7, 1.2),
    "inactif": (0.3, 1.0),
}
"""Strokes and gaps of a link, in millimetres on A4."""

_DISC: Final = NATURES["acteur"].path
_BEND: Final = 0.16
_ARCS: Final = 16
_RING: Final = "#c3c8d1"


def element_marks(
    nature: Nature,
    secteur: str | None,
    at: Point,
    radius: float,
    *,
    collectif: bool,
    thin: float,
    inside: str = "",
) -> tuple[Mark, ...]:
    """
    Return the shape of an element.

    Parameters
    ----------
    nature, secteur
        What it is: its shape; its colour and two letters.
    at, radius
        Centre and size, in millimetres.
    collectif
        Whether it is an unnamed group: hatched.
    thin
        Width of its border, in millimetres.
    inside
        Written in the shape in place of the letters of its sector: the number of members of a group.
    """
    shape, style = NATURES[nature], secteur_style(secteur)
    fill = style.fill if style else THEMES["clair"].neutral
    ink = style.ink if style else OUTLINE
    marks: list[Mark] = [Outline(path=shape.path, at=at, radius=radius, fill=fill, stroke=None, width=0.0)]
    if collectif:
        marks += [
            Stroke(points=(_on(at, radius, first), _on(at, radius, last)), colour=ink, width=0.8 * thin)
            for first, last in hatching(shape.path)
        ]
    dash = (3.2 * thin, 2.2 * thin) if collectif else ()
    marks.append(
        Outline(path=shape.path, at=at, radius=radius, fill=None, stroke=OUTLINE, width=thin, dash=dash)
    )  # fmt: skip
    if shape.inner:
        marks.append(Outline(path=shape.inner, at=at, radius=radius, fill=None, stroke=ink, width=0.8 * thin))
    text = inside or (style.letters if style else "")
    if text:
        size = radius * (0.72 if shape.inner else 0.86) * min(1.0, 2.6 / len(text))
        if collectif:
            # Letters on hatches are not read: a plain disc carries them.
            marks.append(Outline(path=_DISC, at=at, radius=0.64 * radius, fill=fill, stroke=None, width=0.0))
            size = 0.72 * radius
        marks.append(
            Words(
                text=text,
                at=(at[0], at[1] + 0.365 * size),
                size=size,
                width=width_of(text, size, bold=True),
                anchor="middle",
                bold=True,
                colour=ink,
            )
        )
    return tuple(marks)


def link_marks(
    edge: EdgeView,
    start: tuple[Point, float, Nature],
    end: tuple[Point, float, Nature],
    *,
    bend: float,
    width: float,
    scale: float,
    names: np.ndarray | None = None,
) -> tuple[Mark, ...]:
    """
    Return the line of a link and its arrow.

    Parameters
    ----------
    edge
        Link.
    start, end
        Centre, size and shape of its ends.
    bend
        How far the line leaves the straight one, as a share of its length.
    width
        Of the line, in millimetres.
    scale
        How much larger than on A4 dashes and arrows are.
    names
        Left, top, right, bottom of every name: an arrow that one would hide is drawn before it along the line.
    """
    (first, radius, _), (last, target, nature) = start, end
    dash = tuple(length * scale for length in DASHES[edge.certitude])
    if edge.source == edge.target:
        x, y = first
        bow = ((x, y - radius), (x + 0.4 * radius, y - 2.6 * radius), (x + 1.8 * radius, y - 1.8 * radius))
        back = (bow[2], (x + 2.6 * radius, y - 0.4 * radius), (x + radius, y))
        return tuple(Stroke(points=points, colour=EDGE, width=width, dash=dash) for points in (bow, back))
    a, b = np.array(first), np.array(last)
    way = b - a
    control = (a + b) / 2 + bend * np.array([-way[1], way[0]])
    towards = b - control if bend else way
    towards = towards / max(float(np.hypot(*towards)), 1e-9)
    tip = b - towards * _reach(nature, float(np.arctan2(-towards[1], -towards[0]))) * target
    length = 1.3 * scale + 1.6 * width
    arrow = _arrow(tip, towards, length)
    line_end = arrow[1:].mean(axis=0)
    if names is not None and _hidden(arrow, names):
        seen = next((one for one in _earlier(a, control, tip, length, radius) if not _hidden(one, names)), None)
        if seen is not None:
            arrow, line_end = seen, tip
    points = (first, _point(control), _point(line_end)) if bend else (first, _point(line_end))
    return (
        Stroke(points=points, colour=EDGE, width=width, dash=dash),
        Area(points=tuple(_point(corner) for corner in arrow), fill=EDGE),
    )


def _arrow(tip: np.ndarray, towards: np.ndarray, length: float) -> np.ndarray:
    """Return the three corners of an arrow, its tip first."""
    base = tip - towards * length
    aside = 0.36 * length * np.array([-towards[1], towards[0]])
    return np.array([tip, base + aside, base - aside])


def _earlier(a: np.ndarray, control: np.ndarray, tip: np.ndarray, length: float, radius: float) -> Iterator[np.ndarray]:
    """Yield arrows farther and farther from the end of a line, as far as three quarters back."""
    whole = max(float(np.hypot(*(tip - a))), 1e-9)
    for share in np.arange(1 - 0.5 * length / whole, 0.25, -0.5 * length / whole):
        at = (1 - share) ** 2 * a + 2 * share * (1 - share) * control + share**2 * tip
        way = (1 - share) * (control - a) + share * (tip - control)
        if float(np.hypot(*(at - a))) < radius + length:
            return
        yield _arrow(at, way / max(float(np.hypot(*way)), 1e-9), length)


def _hidden(arrow: np.ndarray, names: np.ndarray) -> bool:
    """Tell whether a name covers part of an arrow."""
    (left, top), (right, bottom) = arrow.min(axis=0), arrow.max(axis=0)
    return bool(((names[:, 0] < right) & (left < names[:, 2]) & (names[:, 1] < bottom) & (top < names[:, 3])).any())


def ring_marks(view: NetworkView, centres: Mapping[str, Point], width: float) -> Iterator[Stroke]:
    """
    Yield the lines between the circles of a layout.

    Parameters
    ----------
    view
        Picture.
    centres
        Where each element stands on the sheet: its places drawn out along both axes.
    width
        Of the lines, in millimetres.
    """
    ids = [node.id for node in view.nodes]
    seen, placed = np.array([view.positions[i] for i in ids]), np.array([centres[i] for i in ids])
    if (np.ptp(seen, axis=0) < 1.0).any():
        return
    scale = np.ptp(placed, axis=0) / np.ptp(seen, axis=0)
    origin = placed.min(axis=0) - scale * seen.min(axis=0)
    turns = np.arange(_ARCS + 1) * 2 * np.pi / _ARCS
    for axes in view.rings:
        half = scale * np.array(axes)
        on = origin + half * np.column_stack([np.cos(turns), np.sin(turns)])
        middle = turns[:-1] + np.pi / _ARCS
        pull = origin + half * np.column_stack([np.cos(middle), np.sin(middle)]) / np.cos(np.pi / _ARCS)
        for first, control, last in zip(on[:-1], pull, on[1:], strict=True):
            yield Stroke(points=(_point(first), _point(control), _point(last)), colour=_RING, width=width)


def bends(edges: Iterable[EdgeView]) -> dict[str, float]:
    """Return how far each link bends, so that those that share their two ends can be told apart."""
    groups: dict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in edges:
        groups[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    return {
        edge.id: (rank - (len(group) - 1) / 2) * _BEND * (1 if edge.source == first else -1)
        for (first, _), group in groups.items()
        for rank, edge in enumerate(group)
    }


def _on(at: Point, radius: float, point: Point) -> Point:
    return at[0] + radius * point[0], at[1] + radius * point[1]


def _point(pair: np.ndarray) -> Point:
    return float(pair[0]), float(pair[1])


def _reach(nature: Nature, angle: float) -> float:
    """Return how far the border of a shape is from its centre, in a direction."""
    steps = _borders(nature)
    return float(steps[round(angle / (2 * np.pi) * len(steps)) % len(steps)])


@cache
def _borders(nature: Nature, steps: int = 180) -> tuple[float, ...]:
    (corners, *_) = unit_path(NATURES[nature].path).to_polygons()
    (x0, y0), (x1, y1) = np.asarray(corners)[:-1].T, np.asarray(corners)[1:].T
    found = []
    for angle in np.arange(steps) * 2 * np.pi / steps:
        # In axes turned to the direction, the border is where a side crosses the positive half axis.
        cos, sin = np.cos(angle), np.sin(angle)
        ahead0, ahead1 = x0 * cos + y0 * sin, x1 * cos + y1 * sin
        aside0, aside1 = y0 * cos - x0 * sin, y1 * cos - x1 * sin
        crossed = (aside0 <= 0) != (aside1 <= 0)
        share = aside0[crossed] / (aside0[crossed] - aside1[crossed])
        at = ahead0[crossed] + share * (ahead1[crossed] - ahead0[crossed])
        found.append(float(at[at > 0].max(initial=0.0)) or 1.0)
    return tuple(found)
