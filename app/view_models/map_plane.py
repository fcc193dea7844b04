"""
Lay territories flat: contours in degrees become small whole-number shapes in the frame of one map.

Owns the projection (equirectangular, true at the middle latitude of what is drawn), the frame and the precision. Half
a pixel is enough: what is drawn smaller is not sent to the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.view_models.map_hatch import Points
from graph.reference.contours import ContourKind, contours

WIDTH, HEIGHT = 2400.0, 1160.0
"""Most units of a frame: two per pixel of a wide screen."""

KINDS: Final[Mapping[str, ContourKind]] = MappingProxyType(
    {"COM": "commune", "EPCI": "epci", "DEP": "departement", "REG": "region"}
)
"""Level of a territory by the prefix of its id."""

_MARGIN: Final = 0.025
Polygon = tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """
    Hold territories laid flat, y downwards.

    Parameters
    ----------
    width, height
        Frame, in units; the shapes fill it but for a margin.
    shapes
        Polygons by territory id, each an outer ring and its holes, whole-number corners.
    outlines
        Polygons of what surrounds them, by id: it may run out of the frame.
    without_contour
        Ids that have no contour, sorted.
    """

    width: float
    height: float
    shapes: Mapping[str, tuple[Polygon, ...]]
    outlines: Mapping[str, tuple[Polygon, ...]]
    without_contour: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """Turn degrees into units of a frame."""

    west: float
    north: float
    narrowing: float
    scale: float

    def place(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = np.column_stack([(degrees[:, 0] - self.west) * self.narrowing, self.north - degrees[:, 1]])
        return np.round(flat * self.scale)


@lru_cache(maxsize=24)
def lay_flat(ids: tuple[str, ...], around: tuple[str, ...] = ()) -> Plane:
    """
    Return territories laid flat in the smallest frame that holds them.

    Parameters
    ----------
    ids
        Territories to draw, any level, sorted; at least one should have a contour.
    around
        Territories whose outline helps to find one's way (they do not widen the frame).

    Returns
    -------
    plane
        In the order of `ids`. Kept from one call to the next: a selection is laid flat once.
    """
    degrees = _degrees(ids)
    missing = tuple(sorted(set(ids) - set(degrees)))
    if not degrees:
        return Plane(0.0, 0.0, {}, {}, missing)
    corners = np.vstack([ring for polygons in degrees.values() for polygon in polygons for ring in polygon])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    # Half a degree at least would hide a commune: one hundredth keeps a single hamlet from filling a screen.
    narrowing = float(np.cos(np.radians((south + north) / 2)))
    wide, high = max((east - west) * narrowing, 0.01), max(north - south, 0.01)
    margin = _MARGIN * max(wide, high)
    view = _View(
        west=float(west - margin / narrowing),
        north=float(north + margin),
        narrowing=narrowing,
        scale=float(min(WIDTH / (wide + 2 * margin), HEIGHT / (high + 2 * margin))),
    )
    frame = ((wide + 2 * margin) * view.scale, (high + 2 * margin) * view.scale)
    shapes = {id_: _flat(polygons, view, keep=True) for id_, polygons in degrees.items()}
    outlines = {
        id_: flat
        for id_, polygons in _degrees(around).items()
        if (flat := tuple(p for p in _flat(polygons, view, keep=False) if _meets(p[0], frame)))
    }
    return Plane(round(frame[0], 1), round(frame[1], 1), shapes, outlines, missing)


def departements_near(ids: Iterable[str], width_share: float = 0.25) -> tuple[str, ...]:
    """
    Return the ids of the départements that a map of these territories may show, sorted.

    Parameters
    ----------
    ids
        Territories drawn.
    width_share
        How far around them one looks, as a share of their extent.
    """
    boxes = [_box(polygons) for polygons in _degrees(tuple(ids)).values()]
    if not boxes:
        return ()
    box = np.array(boxes)
    west, south, east, north = box[:, 0].min(), box[:, 1].min(), box[:, 2].max(), box[:, 3].max()
    reach = width_share * max(east - west, north - south) + 0.1
    return tuple(
        code
        for code, (left, bottom, right, top) in _departement_boxes().items()
        if left < east + reach and right > west - reach and bottom < north + reach and top > south - reach
    )


def geometry(polygons: Sequence[Polygon]) -> dict[str, Any]:
    """Return polygons as GeoJSON, in units of the frame."""
    rings = [[ring.astype(int).tolist() for ring in polygon] for polygon in polygons]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def rings_of(polygons: Sequence[Polygon]) -> list[Points]:
    """Return every ring of a shape, holes included."""
    return [ring for polygon in polygons for ring in polygon]


def area(polygons: Sequence[Polygon]) -> float:
    """Return the area of a shape, in square units, holes left out."""
    return abs(sum(_signed_area(ring) for ring in rings_of(polygons)))


def _degrees(ids: tuple[str, ...]) -> dict[str, list[list[NDArray[np.float64]]]]:
    """Return the polygons of the territories that have a contour, in degrees, in the order of the ids."""
    wanted: dict[str, set[str]] = {}
    for id_ in ids:
        prefix, _, code = id_.partition("-")
        wanted.setdefault(prefix, set()).add(code)
    found: dict[str, list[list[NDArray[np.float64]]]] = {}
    for prefix, kind in KINDS.items():
        for feature in contours(kind, wanted.get(prefix, ()))["features"]:
            shape = feature["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            found[f"{prefix}-{feature['id']}"] = [[np.array(ring, dtype=float) for ring in p] for p in polygons]
    return {id_: found[id_] for id_ in ids if id_ in found}


def _flat(polygons: Sequence[Sequence[NDArray[np.float64]]], view: _View, *, keep: bool) -> tuple[Polygon, ...]:
    """Lay polygons flat; those smaller than the precision go, but a kept shape never goes whole."""
    flat = []
    for polygon in polygons:
        rings = [ring for ring in (_thinned(view.place(ring)) for ring in polygon) if len(ring) >= 4]
        if rings and len(polygon[0]) and len(_thinned(view.place(polygon[0]))) >= 4:
            flat.append(tuple(rings))
    if flat or not keep:
        return tuple(flat)
    x, y = view.place(polygons[0][0])[0]
    return ((np.array([[x, y], [x, y + 2], [x + 2, y + 2], [x + 2, y], [x, y]]),),)


def _thinned(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out corners that fall on the one before, or on the straight line between their neighbours."""
    ring = ring[np.concatenate([[True], np.any(ring[1:] != ring[:-1], axis=1)])]
    if len(ring) < 4:
        return ring
    before, after = ring[1:-1] - ring[:-2], ring[2:] - ring[1:-1]
    bends = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    return ring[np.concatenate([[True], bends, [True]])]


def _meets(ring: NDArray[np.float64], frame: tuple[float, float]) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    return bool(low[0] < frame[0] and low[1] < frame[1] and high[0] > 0 and high[1] > 0)


def _signed_area(ring: NDArray[np.float64]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2


def _box(polygons: Sequence[Sequence[NDArray[np.float64]]]) -> tuple[float, float, float, float]:
    corners = np.vstack([polygon[0] for polygon in polygons])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


@cache
def _departement_boxes() -> dict[str, tuple[float, float, float, float]]:
    codes = [feature["id"] for feature in contours("departement")["features"]]
    return {id_: _box(polygons) for id_, polygons in _degrees(tuple(f"DEP-{code}" for code in codes)).items()}
