"""Bring the places of a network to a sheet of paper: shapes, and names that cover neither one another nor a shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.exports.poster.lettering import printable, width_of
from app.exports.poster.primitives import Point
from app.view_models.labels import FONT_SIZE, short_label
from app.view_models.layouts.boxes import Extents, LayoutBox, Points, spread
from app.view_models.layouts.subject import Caption, Layout
from app.view_models.network_view import LABEL_GAP, LINE_HEIGHT, NetworkView, NodeView

_GAP: Final = 6.0
"""Distance kept between two boxes, in canvas units."""

_FILLS: Final = (0.75, 0.6, 0.45)
"""Shares of the sheet that boxes are given to fill, tried in turn; denser does not always end larger."""

_STRETCH: Final = 2.2
_STAY: Final = 1.03
"""How much larger names must become for the elements to leave the places they have on the screen."""

_LEAST_RADIUS: Final = 0.75
"""Radius of a shape over the height of the names, when names are larger than the picture would have them."""


Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in millimetres."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of a name: `x` is their middle, `top` the top of the first, `font` their height, in millimetres."""

    id: str
    lines: tuple[str, ...]
    x: float
    top: float
    width: float
    height: float
    font: float

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x - self.width / 2, self.top, self.x + self.width / 2, self.top + self.height


@dataclass(frozen=True, slots=True)
class Placement:
    """
    Hold where everything of a network stands on the sheet, in millimetres.

    Parameters
    ----------
    centres
        Centre of the shape of each element.
    radii
        Size of its shape.
    labels
        Names that are written, at most one per element.
    captions
        Names of the places, rings or sectors of the layout: middle of the line, and height.
    font
        Height of the names.
    unit
        Millimetres of one canvas unit.
    """

    centres: Mapping[str, Point]
    radii: Mapping[str, float]
    labels: tuple[Label, ...]
    captions: tuple[tuple[str, Point, float], ...]
    font: float
    unit: float


def place(view: NetworkView, frame: Box, smallest: float, largest: float) -> Placement:
    """
    Place a network in a frame.

    Parameters
    ----------
    view
        Picture with at least one element.
    frame
        Left, top, right, bottom, in millimetres.
    smallest, largest
        Limits of the height of names, in millimetres.

    Returns
    -------
    placement
        The places of the screen drawn out to the frame; when places mean nothing but links, they are spread anew
        from them if names then become larger.
        Every element is named, unless names would be less than `smallest`: they are then written at that size,
        the most important first, as long as there is room.
    """
    left, top, right, bottom = frame
    captions = {f"caption {rank}": caption for rank, caption in enumerate(view.captions)}
    boxes = [_box(node) for node in view.nodes] + [_caption_box(*item) for item in captions.items()]
    extents = Extents(boxes, gap=_GAP)
    seen = extents.points({**view.positions, **{key: (one.x, one.y) for key, one in captions.items()}})
    wanted = largest / FONT_SIZE
    points, unit = _fit(seen, extents, right - left, bottom - top, wanted)
    if unit < wanted and len(boxes) > 1 and view.layout is Layout.LIENS:
        for fill in _FILLS:
            start = _crowded(seen, extents, (right - left) / (bottom - top), fill)
            other, larger = _fit(start, extents, right - left, bottom - top, wanted)
            if larger > unit * _STAY:
                points, unit = other, larger
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    places = {box.id: (float(x), float(y)) for box, (x, y) in zip(boxes, points + middle, strict=True)}
    centres = {node.id: places[node.id] for node in view.nodes}
    font = max(FONT_SIZE * unit, smallest)
    radii = {node.id: max(node.size * unit, min(_LEAST_RADIUS * font, 1.6 * node.size * unit)) for node in view.nodes}
    written = tuple(
        (printable(one.text), places[key], max(one.size * unit, 1.1 * smallest)) for key, one in captions.items()
    )
    if font <= FONT_SIZE * unit + 1e-9:
        labels = tuple(next(_choices(node, centres[node.id], radii[node.id], font)) for node in view.nodes)
    else:
        labels = tuple(_labels(view, centres, radii, font, frame, [caption_box(*one) for one in written]))
    return Placement(centres, radii, labels, written, font, unit)


def cut_names(placement: Placement, view: NetworkView) -> tuple[str, ...]:
    """Return the ids of the elements whose name is written in part only."""
    names = {node.id: _signs_of(node.label) for node in view.nodes}
    # A name without a letter to draw is written « ? »: nothing of it is lost.
    return tuple(
        label.id for label in placement.labels if names[label.id] and _signs_of("".join(label.lines)) != names[label.id]
    )


def _signs_of(text: str) -> str:
    """Return a text without its spaces: a line breaks at one, or after a hyphen."""
    return "".join(printable(text).split())


def room_needed(view: NetworkView, font: float) -> float:
    """Return the area that the boxes of a network cover when names have this height, in square millimetres."""
    boxes = [_box(node) for node in view.nodes]
    return sum((box.width + _GAP) * (box.above + box.below + _GAP) for box in boxes) * (font / FONT_SIZE) ** 2


def _box(node: NodeView) -> LayoutBox:
    """Measure the room of a node as the poster's own font needs it."""
    width = max([2.3 * node.size, *(width_of(printable(line), FONT_SIZE) for line in node.lines)])
    above = 1.15 * node.size
    return LayoutBox(node.id, width, above, above + LABEL_GAP + LINE_HEIGHT * len(node.lines))


def _caption_box(key: str, caption: Caption) -> LayoutBox:
    width = width_of(printable(caption.text), caption.size, bold=True)
    return LayoutBox(key, width, 0.7 * caption.size, 0.7 * caption.size)


def caption_box(text: str, at: Point, size: float) -> Box:
    """Return the room of a caption of the layout."""
    half = width_of(text, size, bold=True) / 2
    return at[0] - half, at[1] - 0.7 * size, at[0] + half, at[1] + 0.7 * size


def _crowded(points: Points, extents: Extents, aspect: float, fill: float) -> Points:
    """Bring places closer, in the shape of the sheet, then apart until nothing overlaps."""
    area = float((4 * extents.half_width * extents.half_height).sum()) / fill
    height = float(np.sqrt(area / aspect))
    walls = (height * aspect, height)
    left, top, right, bottom = extents.bounds(points)
    centre = np.array([(left + right) / 2, (top + bottom) / 2])
    return spread(
        (points - centre) * np.array([walls[0] / (right - left), walls[1] / (bottom - top)]), extents, frame=walls
    )


def _fit(points: Points, extents: Extents, width: float, height: float, largest: float) -> tuple[Points, float]:
    """Scale places to a frame and draw them out to fill it; return them in millimetres, centred, and the scale."""
    left, top, right, bottom = extents.bounds(points)
    unit = min(width / (right - left), height / (bottom - top), largest)
    span = np.ptp(points, axis=0)
    spare = np.array([width / unit - (right - left), height / unit - (bottom - top)])
    # Boxes only get farther apart, so that nothing comes to overlap.
    drawn = points * np.clip(1.0 + spare / np.maximum(span, 1e-9), 1.0, _STRETCH)
    left, top, right, bottom = extents.bounds(drawn)
    return (drawn - np.array([(left + right) / 2, (top + bottom) / 2])) * unit, unit


def _labels(
    view: NetworkView,
    centres: Mapping[str, Point],
    radii: Mapping[str, float],
    font: float,
    frame: Box,
    captions: Sequence[Box],
) -> Iterator[Label]:
    """Write the names that find a place, the most important first."""
    shapes = np.array([around(centres[node.id], radii[node.id]) for node in view.nodes])
    count = len(captions)
    taken = np.zeros((count + len(view.nodes), 4))
    taken[:count] = np.array(captions).reshape(-1, 4)
    for rank, node in enumerate(view.nodes):
        others = np.delete(shapes, rank, axis=0)
        for label in _choices(node, centres[node.id], radii[node.id], font):
            left, top, right, bottom = label.box
            inside = left >= frame[0] and top >= frame[1] and right <= frame[2] and bottom <= frame[3]
            if inside and not meets(label.box, others) and not meets(label.box, taken[:count]):
                taken[count] = label.box
                count += 1
                yield label
                break


def around(centre: Point, radius: float) -> Box:
    """Return the room of a shape."""
    x, y = centre
    # Some shapes of the palette reach a little over their radius.
    reach = 1.15 * radius
    return x - reach, y - reach, x + reach, y + reach


def meets(box: Box, others: Points) -> bool:
    """Tell whether a box shares ground with one of others."""
    left, top, right, bottom = box
    return bool(
        (
            (others[:, 0] < right) & (left < others[:, 2]) & (others[:, 1] < bottom) & (top < others[:, 3])
        ).any()
    )  # fmt: skip


def _choices(node: NodeView, centre: Point, radius: float, font: float) -> Iterator[Label]:
    """Try the whole name, then shorter ones; under the shape, then right, left and above."""
    for lines in _variants(node):
        width = max(width_of(text, font) for text in lines)
        height = font * LINE_HEIGHT / FONT_SIZE * len(lines)
        for middle, top in label_places(centre, radius, font, width, height):
            yield Label(node.id, lines, middle, top, width, height, font)


def label_places(centre: Point, radius: float, font: float, width: float, height: float) -> Sequence[Point]:
    """Return where a name may stand, the best place first: middle of its lines, and top of the first."""
    x, y = centre
    reach = 1.15 * radius + font * LABEL_GAP / FONT_SIZE
    return (
        (x, y + reach),
        (x + reach + width / 2, y - height / 2),
        (x - reach - width / 2, y - height / 2),
        (x, y - reach - height),
    )


def _variants(node: NodeView) -> Sequence[tuple[str, ...]]:
    lines = tuple(printable(line) for line in node.lines)
    found = [lines]
    if len(lines) > 2:
        found.append((lines[0], f"{lines[1].rstrip('…')}…"))
    if len(lines) > 1:
        found.append((printable(short_label(node.label)),))
    return found
