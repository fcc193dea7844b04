"""Hold what the contours give: selection, names, gaps said, winding, shared borders."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from graph.reference.contours import ContourKind, contours
from graph.reference.loader import load_reference

COUNTS: dict[ContourKind, int] = {"commune": 34_871, "epci": 1_253, "departement": 101, "region": 18}
WITHOUT_CONTOUR = ["15031", "15035", "15047", "15171"]


@pytest.mark.parametrize("kind", ["epci", "departement", "region"])
def test_every_territory_of_a_level_is_drawn(kind: ContourKind) -> None:
    collection = contours(kind)
    identifiers = [feature["id"] for feature in collection["features"]]
    assert collection["type"] == "FeatureCollection"
    assert collection["sans_contour"] == []
    assert len(identifiers) == COUNTS[kind]
    assert identifiers == sorted(identifiers)
    assert all(feature["properties"]["nom"] for feature in collection["features"])


def test_communes_without_contour_are_said() -> None:
    reference = load_reference()
    collection = contours("commune", reference.communes)
    assert len(collection["features"]) == COUNTS["commune"]
    assert collection["sans_contour"] == WITHOUT_CONTOUR
    assert reference.manifest["communes_sans_contour"] == WITHOUT_CONTOUR
    assert {code for code, commune in reference.communes.items() if commune.lon is None} == set(WITHOUT_CONTOUR)


def test_a_selection_holds_what_was_asked() -> None:
    collection = contours("commune", ["35236", "15031", "99999", "35236"])
    assert [feature["id"] for feature in collection["features"]] == ["35236"]
    assert collection["features"][0]["properties"] == {"code": "35236", "nom": "Redon"}
    assert collection["sans_contour"] == ["15031", "99999"]
    assert json.loads(json.dumps(collection)) == collection
    assert contours("epci", [])["features"] == []


def test_a_change_made_by_a_caller_does_not_stay() -> None:
    contours("region", ["53"])["features"][0]["geometry"]["coordinates"].clear()
    assert contours("region", ["53"])["features"][0]["geometry"]["coordinates"]


def test_an_unknown_level_is_an_error() -> None:
    with pytest.raises(KeyError):
        contours("canton", ["1"])  # type: ignore[arg-type]


def test_redon_is_one_piece_with_its_communes_inside() -> None:
    reference = load_reference()
    (redon,) = _shapes("epci", ["243500741"]).values()
    assert redon.geom_type == "Polygon"
    assert not redon.interiors
    for code in reference.communes_by_epci["243500741"]:
        commune = reference.communes[code]
        assert redon.contains(shapely.Point(commune.lon, commune.lat))


def test_points_lie_inside_their_commune() -> None:
    reference = load_reference()
    drawn = _shapes("commune", reference.communes_by_departement["35"])
    outside = [
        code
        for code, shape in drawn.items()
        if not shape.contains(shapely.Point(reference.communes[code].lon, reference.communes[code].lat))
    ]
    assert outside == []


@pytest.mark.parametrize("kind", ["epci", "departement", "region"])
def test_shapes_are_valid_and_turn_clockwise(kind: ContourKind) -> None:
    for code, shape in _shapes(kind, None).items():
        assert shape.is_valid, code
        assert not any(polygon.exterior.is_ccw for polygon in shapely.get_parts(shape)), code


def test_neighbours_share_their_border() -> None:
    reference = load_reference()
    redon = list(_shapes("commune", reference.communes_by_epci["243500741"]).values())
    assert shapely.coverage_is_valid(redon)
    communes = list(_shapes("commune", reference.communes_by_region["53"]).values())
    mismatched = sum(not edge.is_empty for edge in shapely.coverage_invalid_edges(communes))
    assert mismatched <= 12, "the source itself has some edges that do not match"
    assert shapely.coverage_is_valid(list(_shapes("epci", ["243500741", "243500139", "243500550"]).values()))


def test_brittany_has_no_hole_left_by_a_merger() -> None:
    assert not any(polygon.interiors for polygon in shapely.get_parts(_shapes("region", ["53"])["53"]))


def _shapes(kind: ContourKind, codes: Any) -> dict[str, Any]:
    features = contours(kind, codes)["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}
