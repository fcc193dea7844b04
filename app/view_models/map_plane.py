"""
Lay territories flat: contours in degrees become small whole-number shapes in the frame of one map.

Owns the projection (equirectangular, true at the middle latitude of what is drawn), the frame and the precision. Half
a pixel is enough: what is drawn smaller is not sent to the browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
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
_WIDEST: Final = 2.4
Polygon = tuple[Points, ...]
_Edge = tuple[tuple[float, ...], tuple[float, ...]]


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
    borders
        For each kind of group asked, the lines between shapes of different groups; the first kind also has the
        outer border of the whole.
    without_contour
        Ids that have no contour, sorted.
    """

    width: float
    height: float
    shapes: Mapping[str, tuple[Polygon, ...]]
    outlines: Mapping[str, tuple[Polygon, ...]]
    borders: tuple[tuple[Points, ...], ...]
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
def lay_flat(ids: tuple[str, ...], groups: tuple[tuple[str, ...], ...] = ()) -> Plane:
    """
    Return territories laid flat in the smallest frame that holds them.

    Parameters
    ----------
    ids
        Territories to draw, any level; those without a contour are set apart.
    groups
        For each kind of border wanted, the group of each of `ids`.

    Returns
    -------
    plane
        In the order of `ids`. Kept from one call to the next: a selection is laid flat once.
    """
    degrees = _degrees(ids)
    missing = tuple(sorted(set(ids) - set(degrees)))
    if not degrees:
        return Plane(0.0, 0.0, {}, {}, (), missing)
    corners = np.vstack([ring for polygons in degrees.values() for polygon in polygons for ring in polygon])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    narrowing = float(np.cos(np.radians((south + north) / 2)))
    # At least a hundredth of a degree: an island of one commune does not become a point.
    wide, high = max((east - west) * narrowing, 0.01), max(north - south, 0.01)
    margin = _MARGIN * max(wide, high)
    view = _View(
        west=float(west - margin / narrowing),
        north=float(north + margin),
        narrowing=narrowing,
        scale=float(min(WIDTH / (wide + 2 * margin), HEIGHT / (high + 2 * margin))),
    )
    frame = (float(wide + 2 * margin) * view.scale, float(high + 2 * margin) * view.scale)
    shapes = {id_: _flat(polygons, view, keep=True) for id_, polygons in degrees.items()}
    near = _departements_near(float(west), float(south), float(east), float(north))
    lines = tuple(
        tuple(borders(shapes, dict(zip(ids, kind, strict=True)), outer=rank == 0)) for rank, kind in enumerate(groups)
    )
    return Plane(
        width=round(frame[0], 1),
        height=round(frame[1], 1),
        shapes=shapes,
        outlines=_in_sight({id_: _flat(polygons, view, keep=False) for id_, polygons in _degrees(near).items()}, frame),
        borders=lines,
        without_contour=missing,
    )


def geometry(polygons: Sequence[Polygon]) -> dict[str, Any]:
    """Return polygons as GeoJSON, in units of the frame."""
    rings = [[ring.astype(int).tolist() for ring in polygon] for polygon in polygons]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def borders(shapes: Mapping[str, Sequence[Polygon]], group_of: Mapping[str, str], *, outer: bool) -> list[Points]:
    """
    Return the lines between shapes of different groups.

    Parameters
    ----------
    shapes
        Polygons by territory id, borders shared corner for corner.
    group_of
        Group of each territory.
    outer
        Whether what borders no other shape (coast, end of the selection) is a line too.

    Returns
    -------
    lines
        Open lines, each border once; arrays of one row per corner (x, y), in the order of the shapes.
    """
    neighbours: dict[_Edge, set[str]] = {}
    rings = [(group_of[id_], ring) for id_, polygons in shapes.items() for ring in rings_of(polygons)]
    edges = [[_edge(*pair) for pair in pairwise(map(tuple, ring.tolist()))] for _, ring in rings]
    for (group, _), sides in zip(rings, edges, strict=True):
        for side in sides:
            neighbours.setdefault(side, set()).add(group)
    seen = Counter(side for sides in edges for side in sides)
    done: set[_Edge] = set()
    lines = []
    for (_, ring), sides in zip(rings, edges, strict=True):
        kept = [side not in done and (len(neighbours[side]) > 1 or (outer and seen[side] == 1)) for side in sides]
        done.update(side for side, keep in zip(sides, kept, strict=True) if keep)
        lines += [ring[start : end + 1] for start, end in _runs(kept)]
    return lines


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
        outer, *holes = (_thinned(view.place(ring)) for ring in polygon)
        if len(outer) >= 4:
            flat.append((outer, *(hole for hole in holes if len(hole) >= 4)))
    if flat or not keep:
        return tuple(flat)
    x, y = view.place(polygons[0][0])[0]
    return ((np.array([[x, y], [x, y + 2], [x + 2, y + 2], [x + 2, y], [x, y]]),),)


def _thinned(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out corners that fall on the one before: neighbours lose the same ones, and still share their border."""
    kept: NDArray[np.float64] = ring[np.concatenate([[True], np.any(ring[1:] != ring[:-1], axis=1)])]
    return kept


def _edge(one: tuple[float, ...], other: tuple[float, ...]) -> _Edge:
    """Return an edge whichever way it is walked."""
    return (one, other) if one < other else (other, one)


def _runs(kept: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the (start, end) of the runs of True."""
    bounds = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(int)))
    return [(int(start), int(end)) for start, end in zip(bounds[0::2], bounds[1::2], strict=True)]


def _departements_near(west: float, south: float, east: float, north: float) -> tuple[str, ...]:
    """Return the départements that a frame around these degrees may show: it may be twice as wide as what it holds."""
    reach = max(east - west, north - south) + 0.1
    return tuple(
        id_
        for id_, (left, bottom, right, top) in _departement_boxes().items()
        if left < east + reach and right > west - reach and bottom < north + reach and top > south - reach
    )


def _in_sight(found: Mapping[str, tuple[Polygon, ...]], frame: tuple[float, float]) -> dict[str, tuple[Polygon, ...]]:
    """Keep the polygons that show beside the frame, which a wide column may stretch to the shape of a screen."""
    aside, above = max(0.0, _WIDEST * frame[1] - frame[0]) / 2, max(0.0, frame[0] / _WIDEST - frame[1]) / 2
    sight = np.array([-aside, -above]), np.array([frame[0] + aside, frame[1] + above])
    kept = {
        id_: tuple(p for p in polygons if (p[0].min(axis=0) < sight[1]).all() and (p[0].max(axis=0) > sight[0]).all())
        for id_, polygons in found.items()
    }
    return {id_: polygons for id_, polygons in kept.items() if polygons}


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
