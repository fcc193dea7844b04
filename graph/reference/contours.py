"""Select contours of the vendored reference as GeoJSON. Draws nothing and simplifies nothing."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from graph.reference.loader import DATA, load_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ContourKind = Literal["commune", "epci", "departement", "region"]
"""Level of a contour."""

ATTRIBUTION = "IGN Admin Express, INSEE COG, DGCL, Licence Ouverte 2.0"
"""To print under every map."""

_FILES: dict[ContourKind, str] = {
    "commune": "contours_communes.geojson.gz",
    "epci": "contours_epci.geojson.gz",
    "departement": "contours_departements.geojson.gz",
    "region": "contours_regions.geojson.gz",
}
_FEATURE = b'{"type":"Feature","id":"'


def contours(kind: ContourKind, codes: Iterable[str] | None = None) -> dict[str, Any]:
    """
    Return the contours of some territories.

    Parameters
    ----------
    kind
        Level: `commune`, `epci`, `departement` or `region`.
    codes
        Codes wanted (COG or SIREN, without prefix); every territory of the level when None.

    Returns
    -------
    collection
        GeoJSON FeatureCollection, one feature per territory found, in code order, with `id` and the
        properties `code` and `nom`; coordinates in degrees WGS84. The member `sans_contour` lists
        the wanted codes that have no contour, sorted.

    Raises
    ------
    KeyError
        If `kind` is not a level.

    Notes
    -----
    Exterior rings turn clockwise, as Vega-Lite and d3-geo need (the opposite of RFC 7946: with the
    other order these tools fill the whole globe). Borders are shared point for point inside a level,
    but only closely from one level to another.
    """
    lines = _feature_lines(kind)
    wanted = sorted(lines if codes is None else set(codes))
    names = _names(kind)
    features = []
    for code in wanted:
        if code in lines:
            feature = json.loads(lines[code])
            feature["properties"] = {"code": code, "nom": names[code]}
            features.append(feature)
    missing = [code for code in wanted if code not in lines]
    return {"type": "FeatureCollection", "features": features, "sans_contour": missing}


@cache
def _feature_lines(kind: ContourKind) -> Mapping[str, bytes]:
    """Index the features by code without parsing them: a selection then costs what it holds."""
    lines = {}
    for line in gzip.decompress((DATA / _FILES[kind]).read_bytes()).splitlines():
        if line.startswith(_FEATURE):
            code = line[len(_FEATURE) : line.index(b'"', len(_FEATURE))].decode("ascii")
            lines[code] = line.rstrip(b",")
    return lines


def _names(kind: ContourKind) -> Mapping[str, str]:
    """Return the name of each territory of a level."""
    reference = load_reference()
    match kind:
        case "commune":
            return {code: commune.nom for code, commune in reference.communes.items()}
        case "epci":
            return {siren: epci.nom_court for siren, epci in reference.epci.items()}
        case "departement":
            return {code: departement.nom for code, departement in reference.departements.items()}
        case "region":
            return {code: region.nom for code, region in reference.regions.items()}
