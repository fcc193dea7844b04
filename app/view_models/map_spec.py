"""
Write a map as a Vega-Lite specification: shapes, strokes, outlines, names, and what a click and a hover tell.

Owns the drawing order and the pixels. The frame is known beforehand, so the drawing keeps its proportions in any
column and does not move when the page runs again.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Any, Final

import numpy as np

from app.view_models.labels import FONT_SIZE
from app.view_models.map_hatch import Points, Rings, hatch_lines, lattice
from app.view_models.map_looks import INK, PAPER, Look, Stroke
from app.view_models.map_plane import geometry, rings_of
from app.view_models.territory_map import LEAST_HEIGHT, MOST_HEIGHT, MapView, scale_at
from app.view_models.typography import NBSP, number

CHOICE: Final = "choix"
"""Name of the selection that the page reads."""

NARROW: Final = 640
"""Width of frame, in pixels, under which strokes are laid closer."""

_THINNER: Final = 0.7
_WIDE_FRAME, _NARROW_FRAME = 1120.0, 320.0
_BORDER: Final = "#6b757b"
_GROUND: Final = "#e7e4d9"
_OUTLINE: Final = "#aaa698"
_MANY: Final = 400
_STRONG: Final = "#363d40"


def map_spec(view: MapView, chosen: str | None = None) -> dict[str, Any]:
    """
    Return the specification of a map.

    Parameters
    ----------
    view
        Map; it must have shapes.
    chosen
        Id of the shape that is chosen at first.
    """
    plane = view.plane
    scale = f"min(width/{plane.width},height/{plane.height})"
    choice: dict[str, Any] = {"name": CHOICE, "select": {"type": "point", "fields": ["id"], "toggle": False}}
    if chosen:
        choice["value"] = [{"id": chosen}]
    layers = [
        _outlines("fond", fill=_GROUND, stroke=_OUTLINE, width=0.8),
        *_grounds(view),
        *_strokes(view),
        *([] if len(view.shapes) > _MANY else [_outlines("formes", stroke=_BORDER, width=0.8)]),
        _outlines("fond", stroke=_STRONG, width=1.0, only="datum.dessus"),
        *(
            _outlines("limites", stroke=_STRONG, width=(1.0, 2.0)[rank], only=f"datum.rang == {rank}")
            for rank in range(len(plane.borders))
        ),
        *_names(),
        {
            "data": {"name": "formes"},
            "params": [choice],
            "mark": {"type": "geoshape", "fill": "transparent", "stroke": None, "clip": True, "cursor": "pointer"},
            "encoding": {
                "tooltip": [
                    {"field": "nom", "title": "Territoire"},
                    {"field": "population", "title": "Population"},
                    {"field": "situation", "title": "Situation"},
                    {"field": "detail", "title": "Détail"},
                ]
            },
        },
        {
            "data": {"name": "formes"},
            "transform": [{"filter": {"param": CHOICE, "empty": False}}],
            "mark": _line(INK, 3.2),
        },
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "params": [
            {
                "name": "height",
                "expr": f"clamp(width*{plane.height}/{plane.width},{LEAST_HEIGHT},{MOST_HEIGHT})",
            }
        ],
        "datasets": {
            "fond": _context(view),
            "limites": [
                {"type": "Feature", "rang": rank, "geometry": _lines(lines)} for rank, lines in enumerate(plane.borders)
            ]
            or [_nothing()],
            "formes": _features(view),
            "traits": _stroke_features(view),
            "noms": [
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [label.x, label.y]}}
                | {"texte": list(label.lines), "x": label.x, "y": label.y, "largeur": label.from_width}
                for label in view.labels
            ],
        },
        "background": PAPER,
        "autosize": {"type": "none"},
        # Streamlit adds room under a chart that does not say it wants none.
        "padding": {"left": 0, "top": 0, "right": 0, "bottom": 0},
        "view": {"stroke": None},
        "projection": {
            "type": "identity",
            "scale": {"expr": scale},
            "translate": {
                "expr": f"[(width-{plane.width}*{scale})/2,(height-{plane.height}*{scale})/2]",
            },
        },
        "layer": layers,
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }


def swatch(look: Look) -> str:
    """Return a look as a small SVG for the legend: the same ground and strokes as on the map."""
    wide, high = 34.0, 20.0
    frame = np.array([[0.0, 0.0], [wide, 0.0], [wide, high], [0.0, high], [0.0, 0.0]])
    parts = [f'<rect width="{wide:g}" height="{high:g}" fill="{look.fill}"/>']
    for stroke in look.strokes:
        path = "".join(f"M{a:.1f},{b:.1f}L{c:.1f},{d:.1f}" for a, b, c, d in _segments([[frame]], stroke, 1.0, "large"))
        parts.append(
            f'<path d="{path}" fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width:g}" '
            'stroke-linecap="round"/>'
        )
    parts.append(f'<rect x="0.5" y="0.5" width="{wide - 1:g}" height="{high - 1:g}" fill="none" stroke="{_BORDER}"/>')
    box_size = f'width="{wide:g}" height="{high:g}"'
    box = f'viewBox="0 0 {wide:g} {high:g}" {box_size}'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'
    # Streamlit takes drawings out of a page's HTML, but leaves pictures that hold their own data.
    return f'<img alt="" {box_size} src="data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}">'


def legend_html(view: MapView) -> str:
    """Return the legend: looks drawn and how many shapes each has, then the populations' census and the sources."""
    items = "".join(
        f"<li>{swatch(item.look)}<span>{escape(item.look.label)}{NBSP}: {number(item.count)}</span></li>"
        for item in view.legend
    )
    return f'<ul class="m-legend" aria-label="Légende">{items}</ul>'


def _grounds(view: MapView) -> list[dict[str, Any]]:
    """Draw the ground of each class; of many shapes also the border, which costs one more path each on top."""
    many = len(view.shapes) > _MANY
    return [
        {
            "data": {"name": "formes"},
            "transform": [{"filter": f"datum.classe == '{item.look.code}'"}],
            "mark": _line(_BORDER if many else item.look.fill, 0.5) | {"filled": True, "fill": item.look.fill},
        }
        for item in view.legend
    ]


def _strokes(view: MapView) -> list[dict[str, Any]]:
    return [
        {
            "data": {"name": "traits"},
            "transform": [
                {"filter": f"datum.trait == '{stroke.code}' && (width < {NARROW}) == (datum.ecran == 'etroit')"}
            ],
            "mark": _line(stroke.colour, stroke.width) | {"strokeCap": "round"},
        }
        for stroke in _used(view)
    ]


_QUIET: Final[dict[str, Any]] = {"clip": True, "aria": False, "tooltip": None}


def _line(colour: str, width: float) -> dict[str, Any]:
    thin = {"expr": f"width < {NARROW} ? {width * _THINNER:g} : {width:g}"}
    return {"type": "geoshape", "filled": False, "stroke": colour, "strokeWidth": thin, **_QUIET}


def _outlines(
    data: str,
    *,
    stroke: str,
    width: float,
    fill: str = "",
    only: str = "",
) -> dict[str, Any]:
    mark = _line(stroke, width)
    if fill:
        mark |= {"filled": True, "fill": fill}
    layer: dict[str, Any] = {"data": {"name": data}, "mark": mark | {"strokeJoin": "round"}}
    return {**layer, "transform": [{"filter": only}]} if only else layer


def _names() -> list[dict[str, Any]]:
    """Write the names twice: a halo of paper first, so that they are read over any stroke."""
    encoding = {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
        "text": {"field": "texte", "type": "nominal"},
    }
    base = {"type": "text", "fontSize": FONT_SIZE, "fontWeight": 600, **_QUIET}
    marks = (
        base | {"fill": PAPER, "stroke": PAPER, "strokeWidth": 3.5, "strokeJoin": "round"},
        base | {"fill": INK},
    )
    filtered = [{"filter": "datum.largeur <= width"}]
    return [{"data": {"name": "noms"}, "transform": filtered, "mark": mark, "encoding": encoding} for mark in marks]


def _features(view: MapView) -> list[dict[str, Any]]:
    """Return the shapes as GeoJSON features that also hold what a hover tells."""
    return [
        {
            "type": "Feature",
            "id": shape.place.id,
            "classe": shape.fact.classe,
            "nom": f"{shape.place.nom} ({shape.place.niveau} {shape.place.code})",
            "population": _population(shape.place.population, view.vintage),
            "situation": shape.fact.said,
            "detail": shape.details or "–",
            "geometry": geometry(view.plane.shapes[shape.place.id]),
        }
        for shape in view.shapes
    ]


def _population(count: int | None, vintage: str) -> str:
    return "inconnue" if count is None else f"{number(count)} habitants ({vintage})"


def _context(view: MapView) -> list[dict[str, Any]]:
    found = [
        {"type": "Feature", "dessus": id_ in view.limits, "geometry": geometry(polygons)}
        for id_, polygons in view.plane.outlines.items()
    ]
    return found or [_nothing()]


def _stroke_features(view: MapView) -> list[dict[str, Any]]:
    """Return the strokes of every class, for a wide frame and for a narrow one."""
    features = []
    for stroke in _used(view):
        codes = {item.look.code for item in view.legend if stroke in item.look.strokes}
        shapes = [rings_of(view.plane.shapes[shape.place.id]) for shape in view.shapes if shape.fact.classe in codes]
        for screen, width, closer in (("large", _WIDE_FRAME, 1.0), ("etroit", _NARROW_FRAME, 0.8)):
            unit = 1 / scale_at(view.plane, width)
            lines = np.round(_segments(shapes, stroke, unit * closer, screen)).astype(int)
            features.append(
                {
                    "type": "Feature",
                    "trait": stroke.code,
                    "ecran": screen,
                    "geometry": {"type": "MultiLineString", "coordinates": lines.reshape(-1, 2, 2).tolist()},
                }
            )
    return features or [_nothing()]


def _segments(shapes: Sequence[Rings], stroke: Stroke, unit: float, screen: str) -> Points:
    """Return the strokes as segments: (x, y) of the start, (x, y) of the end; a dot is a segment of no length."""
    spacing = stroke.spacing * unit
    if stroke.kind == "lignes":
        return hatch_lines(shapes, stroke.angle, spacing)
    points = lattice(shapes, spacing)
    if stroke.kind == "points":
        return np.hstack([points, points])
    arm = (2.4 if screen == "large" else 2.2) * unit
    down, up = np.array([arm, arm]), np.array([arm, -arm])
    return np.vstack([np.hstack([points - way, np.add(points, way)]) for way in (down, up)])


def _used(view: MapView) -> list[Stroke]:
    return list(dict.fromkeys(stroke for item in view.legend for stroke in item.look.strokes))


def _lines(lines: Sequence[Points]) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": [line.astype(int).tolist() for line in lines]}


def _nothing() -> dict[str, Any]:
    """Return an empty feature: Streamlit takes an empty list for a table, and the drawing then fails."""
    return {"type": "Feature", "geometry": _lines(())}
