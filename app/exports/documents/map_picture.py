"""
Draw the map of a document with matplotlib: as vectors for a PDF, as points for a word processor.

Classes are told apart by strokes as well as by grounds, so that a black and white print reads alike. Owns the sizes on
paper; what is drawn and its words come from the map itself.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import wrap
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from app.exports.documents.content import clean
from app.exports.documents.fonts import BOLD, REGULAR, drawn, font_folder
from app.view_models.labels import FONT_SIZE, text_width
from app.view_models.map_hatch import Points, Rings, hatch_lines, lattice
from app.view_models.map_levels import noun_of
from app.view_models.map_looks import INK, Look, Stroke
from app.view_models.map_plane import Polygon, rings_of
from app.view_models.territory_map import MapLabel, MapView
from app.view_models.typography import NBSP

WIDTH: Final = 170.0
"""Width of a map on the page, its legend beside it, millimetres."""
DOTS: Final = 200
"""Points per inch where vectors are not taken."""

_INCH: Final = 25.4
_POINT: Final = 72 / _INCH
_MAP: Final = 122.0
_LOWEST, _TALLEST = 40.0, 80.0
_LINE: Final = 3.6
_BETWEEN: Final = 2.2
_LETTERS: Final = 26
_LEGEND_TEXT: Final = 7.2
_NAME_TEXT: Final = 6.6
_BORDERS: Final = ((0.5, 1.1), (0.3, 0.9))
_MANY: Final = 450
"""Shapes beyond which borders are drawn finer."""
_AROUND: Final = "#f3f1ea"
_BORDER: Final = "#6b7378"
_STROKE: Final = 0.19
"""Millimetres on paper of one pixel of a stroke."""


def map_size(view: MapView) -> tuple[float, float]:
    """Return the width and the height of the picture on paper, in millimetres, legend included."""
    return WIDTH, max(_map_height(view), sum(_item_height(text) for _, text in _items(view)))


def map_svg(view: MapView) -> bytes:
    """Return the picture as vectors, its letters drawn: nothing is fetched to show it."""
    buffer = io.BytesIO()
    figure = _figure(view)
    FigureCanvasSVG(figure)
    figure.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return buffer.getvalue()


def map_png(view: MapView) -> bytes:
    """Return the picture as points, `DOTS` per inch."""
    buffer = io.BytesIO()
    figure = _figure(view)
    FigureCanvasAgg(figure)
    figure.savefig(buffer, format="png", dpi=DOTS, metadata={"Software": None})
    return buffer.getvalue()


def map_texts(view: MapView) -> list[str]:
    """Return the words that stand on the picture: names of the map that are readable, classes of the legend."""
    wide = max(view.plane.width, view.plane.height * _MAP / _map_height(view))
    names = [line for label in _readable(view.labels, wide / _MAP) for line in label.lines]
    return [clean(text, 120) for text in (*names, *(item.look.label for item in view.legend))]


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(fname=str(font_folder() / (BOLD if bold else REGULAR)), size=size)


def _map_height(view: MapView) -> float:
    return min(max(_MAP * view.plane.height / view.plane.width, _LOWEST), _TALLEST)


def _items(view: MapView) -> list[tuple[Look, list[str]]]:
    """Return the classes drawn, and their words on lines that the legend has room for."""
    noun = noun_of(view.plane.shapes)
    return [
        (item.look, wrap(drawn(clean(f"{item.look.label}{NBSP}: {noun.counted(item.count)}", 120)), _LETTERS))
        for item in view.legend
    ]


def _item_height(lines: Sequence[str]) -> float:
    return max(len(lines), 1) * _LINE + _BETWEEN


def _figure(view: MapView) -> Figure:
    width, height = map_size(view)
    tall = _map_height(view)
    figure = Figure(figsize=(width / _INCH, height / _INCH), facecolor="white")
    axes = figure.add_axes((0, 1 - tall / height, _MAP / width, tall / height))
    _ground(axes, view, _MAP / tall)
    _legend(figure, view, height)
    return figure


def _ground(axes: Axes, view: MapView, ratio: float) -> None:
    """Draw the territories in the frame of the page: what is around, grounds, strokes, borders, names."""
    plane = view.plane
    wide = max(plane.width, plane.height * ratio)
    aside = (wide - plane.width) / 2
    unit = wide / _MAP
    axes.set_xlim(-aside, plane.width + aside)
    axes.set_ylim(wide / ratio, 0)
    axes.set_axis_off()
    axes.add_patch(Rectangle((-aside, 0), wide, wide / ratio, facecolor="white", edgecolor=_BORDER, linewidth=0.8))
    frame = (-aside, 0.0, plane.width + aside, wide / ratio)
    for polygons in plane.outlines.values():
        _fill(axes, polygons, _AROUND, 0.5, frame)
    for item in view.legend:
        found = [plane.shapes[shape.place.id] for shape in view.shapes if shape.fact.classe == item.look.code]
        border = 0.25 if len(view.shapes) <= _MANY else 0.12
        _fill(axes, [polygon for polygons in found for polygon in polygons], item.look.fill, border, frame)
        for stroke in item.look.strokes:
            _hatch(axes, [rings_of(polygons) for polygons in found], stroke, unit)
    for rank, lines in enumerate(plane.borders):
        axes.add_collection(
            LineCollection(
                lines, colors=INK, linewidths=_BORDERS[len(view.shapes) > _MANY][min(rank, 1)], clip_on=False
            )
        )
    for label in _readable(view.labels, unit):
        axes.text(
            label.x, label.y, "\n".join(drawn(clean(line, 60)) for line in label.lines),
            ha="center", va="center", color=INK, fontproperties=_font(_NAME_TEXT, bold=True), linespacing=1.0,
            path_effects=[withStroke(linewidth=2.2, foreground="white")], parse_math=False,
        )  # fmt: skip


def _readable(labels: Sequence[MapLabel], unit: float) -> list[MapLabel]:
    """Keep the names that do not run over one another on paper, the first ones first."""
    kept: list[tuple[MapLabel, tuple[float, float, float, float]]] = []
    for label in labels:
        half = max(text_width(line) for line in label.lines) / FONT_SIZE * _NAME_TEXT / _POINT * unit / 2
        tall = _NAME_TEXT / _POINT * unit * 0.65 * len(label.lines)
        box = (label.x - half, label.y - tall, label.x + half, label.y + tall)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for _, b in kept):
            kept.append((label, box))
    return [label for label, _ in kept]


def _fill(
    axes: Axes, polygons: Sequence[Polygon], colour: str, width: float, frame: tuple[float, float, float, float]
) -> None:
    rings = [ring for ring in rings_of(polygons) if len(ring) > 2]
    if not rings:
        return
    codes = np.concatenate([_codes(len(ring)) for ring in rings])
    outline = Outline(np.vstack(rings), codes)
    box = outline.get_extents()
    if not (frame[0] <= box.x0 and frame[1] <= box.y0 and box.x1 <= frame[2] and box.y1 <= frame[3]):
        outline = _cut(rings, frame)
    axes.add_patch(PathPatch(outline, facecolor=colour, edgecolor=_BORDER, linewidth=width, clip_on=False))


def _cut(rings: Sequence[Points], frame: tuple[float, float, float, float]) -> Outline:
    """Cut what runs out of the frame: readers of vectors do not all know how to hide it."""
    inside = Bbox.from_extents(*frame)
    kept = [Outline(ring, _codes(len(ring))).clip_to_bbox(inside) for ring in rings]
    return Outline.make_compound_path(*[path for path in kept if np.size(path.vertices)])


def _codes(length: int) -> NDArray[np.uint8]:
    codes = np.full(length, Outline.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return codes


def _hatch(axes: Axes, shapes: Sequence[Rings], stroke: Stroke, unit: float) -> None:
    """Lay the strokes of a class; `unit` is the units of the plane in a millimetre of paper."""
    lines = _segments(shapes, stroke, unit * _STROKE)
    axes.add_collection(
        LineCollection(
            list(lines.reshape(-1, 2, 2)), colors=stroke.colour, linewidths=stroke.width * _STROKE * _POINT,
            capstyle="round", clip_on=False,
        )
    )  # fmt: skip


def _segments(shapes: Sequence[Rings], stroke: Stroke, pixel: float) -> Points:
    spacing = stroke.spacing * pixel
    if stroke.kind == "lignes":
        return hatch_lines(shapes, stroke.angle, spacing)
    points = lattice(shapes, spacing)
    if stroke.kind == "points":
        return np.hstack([points, points + 0.01 * pixel])
    arm = 2.4 * pixel
    down, up = np.array([arm, arm]), np.array([arm, -arm])
    return np.vstack([np.hstack([points - way, np.add(points, way)]) for way in (down, up)])


def _legend(figure: Figure, view: MapView, height: float) -> None:
    """Draw the classes that are on the map, and no other, one under another beside it."""
    axes = figure.add_axes((_MAP / WIDTH, 0, 1 - _MAP / WIDTH, 1))
    axes.set_xlim(0, WIDTH - _MAP)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    top = 0.3
    for look, lines in _items(view):
        _swatch(axes, look, top)
        axes.text(
            14, top + 0.1, "\n".join(lines), va="top", color=INK, fontproperties=_font(_LEGEND_TEXT), parse_math=False,
            linespacing=1.2,
        )  # fmt: skip
        top += _item_height(lines)


def _swatch(axes: Axes, look: Look, top: float) -> None:
    wide, high = 8.5, 3.4
    ring = np.array([[3.5, top], [3.5 + wide, top], [3.5 + wide, top + high], [3.5, top + high], [3.5, top]])
    axes.add_patch(Rectangle((3.5, top), wide, high, facecolor=look.fill, edgecolor="none", clip_on=False))
    for stroke in look.strokes:
        _hatch(axes, [[ring]], stroke, 1.0)
    axes.add_patch(Rectangle((3.5, top), wide, high, facecolor="none", edgecolor=_BORDER, linewidth=0.6, clip_on=False))
