"""Hold the rules by which the reference is built, on small cases."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from graph.reference import build, build_contours, build_tables
from graph.reference.build_sources import PACKAGES, SourceError, check_archives
from graph.reference.build_tables import BuildError

if TYPE_CHECKING:
    from pathlib import Path


def commune(code: str, *former: str) -> dict[str, Any]:
    return {"code": code, "nom": f"Commune {code}", "type": "commune-actuelle", "anciensCodes": list(former)}


def test_merged_communes_are_added_up() -> None:
    current = {"10003": commune("10003", "10001", "10002")}
    found = build_tables.populations_2018(
        current, [commune("10001"), commune("10002"), commune("10003")], {"10001": 5, "10002": 7, "10003": 11}
    )
    assert found.counts == {"10003": 23}
    assert found.unknown == ()


def test_a_split_leaves_both_communes_without_count() -> None:
    current = {"10001": commune("10001"), "10002": commune("10002")}
    found = build_tables.populations_2018(current, [commune("10001", "10002")], {"10001": 40})
    assert found.counts == {}
    assert found.unknown == ("10001", "10002")
    assert found.withheld == 40


def test_a_part_without_count_makes_the_whole_unknown() -> None:
    current = {"10001": commune("10001", "10002")}
    found = build_tables.populations_2018(current, [commune("10001"), commune("10002")], {"10001": 40})
    assert found.unknown == ("10001",)


def test_a_commune_that_vanished_stops_the_build() -> None:
    with pytest.raises(BuildError, match="10009"):
        build_tables.populations_2018({"10001": commune("10001")}, [commune("10009")], {"10009": 1})


def test_former_codes_keep_the_most_precise_kind() -> None:
    rows = [
        commune("10001", "10002", "10003"),
        {"code": "10002", "nom": "Déléguée", "type": "commune-deleguee", "chefLieu": "10001"},
        {"code": "10101", "nom": "Premier", "type": "arrondissement-municipal", "commune": "10001"},
    ]
    history = [
        {"code": "10001", "nom": "Jadis", "type": "COM", "dateFin": "1950-03-01"},
        {"code": "10001", "nom": "Naguère", "type": "COM", "dateFin": "2016-01-01"},
        {"code": "10001", "nom": rows[0]["nom"].upper(), "type": "COM"},
        {"code": "10002", "nom": "Déléguée", "type": "COM", "dateFin": "2016-01-01"},
        {"code": "10002", "nom": "Déléguée", "type": "COMD"},
        {"code": "10004", "nom": "Perdue", "type": "COM", "dateFin": "1973-01-01"},
    ]
    rows[0]["anciensCodes"] = ["10002", "10003", "10004"]
    assert build_tables.former_codes(rows, {"10003": "Vieille", "10001": "Hier"}, history) == [
        ("10001", "10001", "Hier", "ancien_nom", ""),
        ("10001", "10001", "Jadis", "ancien_nom", "1950-03-01"),
        ("10001", "10001", "Naguère", "ancien_nom", "2016-01-01"),
        ("10002", "10001", "Déléguée", "commune_deleguee", "2016-01-01"),
        ("10003", "10001", "Vieille", "ancienne_commune", ""),
        ("10004", "10001", "Perdue", "ancienne_commune", "1973-01-01"),
        ("10101", "10001", "Premier", "arrondissement_municipal", ""),
    ]


def test_the_name_of_a_merger_that_was_undone_is_kept_for_each_of_its_communes() -> None:
    rows = [{**commune("10001"), "nom": "Un"}, {**commune("10002"), "nom": "Deux"}]
    members = ["COMD-10001@2016-01-01", "COMD-10002@2016-01-01"]
    history: list[build_tables.Row] = [
        {"code": "10001", "nom": "Un", "type": "COM", "dateFin": "1970-01-01", "membres": members},
        {"code": "10001", "nom": "Les Jumelles", "type": "COM", "dateFin": "2020-01-01", "membres": members},
        # Borne by the merger, then by one commune alone: it says which one.
        {"code": "10001", "nom": "Seul", "type": "COM", "dateFin": "1980-01-01", "membres": members},
        {"code": "10001", "nom": "Seul", "type": "COM", "dateFin": "1990-01-01"},
        {"code": "10003", "nom": "Parti", "type": "COM", "dateFin": "1990-01-01", "membres": members},
    ]
    assert build_tables.former_codes(rows, {}, history) == [
        ("10001", "10001", "Les Jumelles", "ancien_nom", "2020-01-01"),
        ("10001", "10001", "Seul", "ancien_nom", "1990-01-01"),
        ("10001", "10002", "Les Jumelles", "ancienne_commune", "2020-01-01"),
        ("10003", "10001", "Parti", "ancienne_commune", "1990-01-01"),
        ("10003", "10002", "Parti", "ancienne_commune", "1990-01-01"),
    ]


@pytest.mark.parametrize(
    ("name", "nature", "short"),
    [
        ("Communauté de communes du Pays d'Iroise", "CC", "CC du Pays d'Iroise"),
        ("Communauté d'agglomération Redon Agglomération", "CA", "CA Redon Agglomération"),
        ("Communauté urbaine d'Arras", "CU", "CU d'Arras"),
        ("Brest Métropole", "METRO", "Brest Métropole"),
        ("Ploërmel Communauté", "CC", "CC Ploërmel Communauté"),
    ],
)
def test_short_name_of_an_epci(name: str, nature: str, short: str) -> None:
    assert build_tables.short_name(name, nature) == short


@pytest.mark.parametrize(
    "change",
    [{"membre_id": "EPCI-9"}, {"statut": "supposé"}, {"source": ""}, {"source": "autre"}],
    ids=["unknown member", "unknown status", "no source", "rows that differ"],
)
def test_a_faulty_perimeter_stops_the_build(change: dict[str, str]) -> None:
    rows = [
        {"territoire_id": "terr:a", "membre_id": f"EPCI-{siren}", "statut": "confirme", "source": "texte"}
        for siren in ("1", "2")
    ]
    build_tables.check_perimeters(rows, ["1", "2"], [])
    with pytest.raises(BuildError):
        build_tables.check_perimeters([rows[0], {**rows[1], **change}], ["1", "2"], [])


def test_another_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not in"):
        check_archives(tmp_path)
    for package in PACKAGES:
        (tmp_path / package.archive).write_bytes(b"something else")
    with pytest.raises(SourceError, match="SHA-256"):
        check_archives(tmp_path)
    assert build.main(["--sources", str(tmp_path)]) == 1


def test_a_gap_goes_to_the_only_commune_that_merged() -> None:
    ring = {
        "south": shapely.box(0, 0, 3, 1),
        "north": shapely.box(0, 2, 3, 3),
        "west": shapely.box(0, 1, 1, 2),
        "east": shapely.box(2, 1, 3, 2),
    }
    alone = build_contours.complete_merged(ring, ["west", "elsewhere"])
    assert alone.completed == ("west",)
    assert alone.gaps_km2 == ()
    assert alone.geometries["west"].equals(shapely.box(0, 1, 2, 2))
    two = build_contours.complete_merged(ring, ["west", "east"])
    assert two.completed == ()
    assert len(two.gaps_km2) == 1
    assert two.geometries["west"].equals(ring["west"])


def test_a_missing_contour_is_rebuilt_from_all_its_parts_or_not_at_all() -> None:
    def row(code: str, kind: str, geometry: str, parent: str = r"\N") -> dict[str, str]:
        return {
            "id": f"n{code}",
            "code": code,
            "type": kind,
            "geometry": geometry,
            "commune_parent_id": parent,
        }

    left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    found = build_contours.read_contours(
        [
            row("1", "COM", r"\N"),
            row("2", "COM", r"\N"),
            row("11", "COMD", left.wkb_hex, "n1"),
            row("12", "COMD", right.wkb_hex, "n1"),
            row("21", "COMD", left.wkb_hex, "n2"),
            row("22", "COMD", r"\N", "n2"),
        ]
    )
    assert found.rebuilt == ("1",)
    assert found.missing == ("2",)
    assert found.geometries["1"].equals(shapely.box(0, 0, 2, 1))


def test_geojson_has_one_feature_a_line_and_turns_clockwise() -> None:
    content = build_contours.to_geojson({"b": shapely.box(0, 0, 1, 1), "a": shapely.box(1, 0, 2, 1)})
    assert [feature["id"] for feature in json.loads(content)["features"]] == ["a", "b"]
    assert content.count(b"\n") == 4
    shape = shapely.geometry.shape(json.loads(content)["features"][0]["geometry"])
    assert not shape.exterior.is_ccw


def test_compression_depends_on_the_content_only() -> None:
    output = build.Output()
    for name in ("one.csv.gz", "two.csv.gz"):
        output.add(name, b"a,b\n1,2\n", 1, "2026", ["INSEE"], PACKAGES)
    assert output.files["one.csv.gz"] == output.files["two.csv.gz"]
    assert gzip.decompress(output.files["one.csv.gz"]) == b"a,b\n1,2\n"
