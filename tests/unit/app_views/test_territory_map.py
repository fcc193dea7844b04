"""Hold the map to what it promises: nothing unknown is a zero, what is shared shows, the table says the same."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from app.view_models.map_hatch import hatch_lines, heart, lattice
from app.view_models.map_layers import CoverageLayer, OverlapLayer, Scheme, StatesLayer
from app.view_models.map_looks import (
    UNKNOWN,
    Look,
    count_looks,
    overlap_looks,
    share_class,
    share_looks,
    state_looks,
    unknown_look,
)
from app.view_models.map_plane import borders, lay_flat
from app.view_models.map_spec import legend_html, map_spec, swatch
from app.view_models.palette import contrast, least_distance, relative_luminance
from app.view_models.territory_map import MapView, build_map
from app.view_models.typography import NBSP, THIN
from graph.reference.loader import load_reference
from graph.reference.names import normalise_name
from tests.support import maps
from tests.support.screens import plain

REDON = sorted(maps.communes(maps.REDON))


def polygon(polygons: Any) -> Any:
    return shapely.union_all([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])


def legend(view: MapView) -> dict[str, int]:
    return {item.look.code: item.count for item in view.legend}


def rows(view: MapView) -> dict[str, dict[str, Any]]:
    return {f"{row.cells['niveau']} {row.cells['code']}": dict(row.cells) for row in view.table.rows}


# ------------------------------------------------------------------------------------------------------ coverage


def test_unknown_is_never_zero() -> None:
    counts: dict[str, int | None] = {"COM-35236": 0, "COM-35013": None, "COM-44007": 2}
    view = build_map(CoverageLayer(titre="t", counts=counts, covered_by={"COM-44007": ("CLS", "CPTS")}))
    assert legend(view) == {"0": 1, "2": 1, UNKNOWN: 1}
    found = rows(view)
    assert found["commune 35236"]["situation"] == "Aucun dispositif"
    assert found["commune 35013"]["situation"] == f"Aucun dispositif n’y est documenté{NBSP}: ce n’est pas une absence"
    assert found["commune 44007"]["detail"] == f"CLS{THIN}; CPTS"
    assert plain(view.sentence).startswith("1 commune sur 2 a au moins un dispositif")
    assert "Pour 1 commune, aucun dispositif n’est documenté" in plain(view.sentence)


def test_only_unknown_says_no_figure() -> None:
    view = build_map(CoverageLayer(titre="t", counts=dict.fromkeys(REDON)))
    assert legend(view) == {UNKNOWN: 31}
    assert plain(view.sentence) == "Pour 31 communes, aucun dispositif n’est documenté : ce n’est pas une absence."


def test_none_covered_is_said_without_a_zero() -> None:
    said = plain(build_map(CoverageLayer(titre="t", counts=dict.fromkeys(REDON, 0))).sentence)
    assert said == "Aucune commune sur 31 n’a de dispositif."


def test_population_of_the_year_of_the_view() -> None:
    layer = CoverageLayer(titre="t", counts=dict.fromkeys(REDON, 1))
    assert f"66{THIN}478 habitants sur 66{THIN}478" in build_map(layer, year=2021).sentence
    assert f"67{THIN}666 habitants" in build_map(layer, year=2026).sentence
    assert build_map(layer).vintage == "RP2023"


@given(st.lists(st.integers(0, 60), min_size=1))
def test_counts_fall_in_the_class_that_names_them(values: list[int]) -> None:
    class_of, looks = count_looks(values, "dispositif", "dispositifs")
    labels = {look.code: plain(look.label) for look in looks}
    assert len({look.fill for look in looks[:-1]}) == len(looks) - 1 <= 7
    for value in values:
        words = labels[class_of[value]].removesuffix("s").split()
        if value == 0:
            assert words[0] == "Aucun"
        elif "à" in words:
            assert int(words[0]) <= value <= int(words[2])
        else:
            assert int(words[0]) == value
    assert [look.code for look in looks[:-1]] == sorted(set(class_of.values()), key=int)


@pytest.mark.parametrize(
    ("share", "expected"), [(0, "0"), (0.01, "1"), (0.25, "1"), (0.26, "2"), (0.99, "4"), (1, "5")]
)
def test_nothing_and_everything_are_classes_of_their_own(share: float, expected: str) -> None:
    assert share_class(share) == expected


# ------------------------------------------------------------------------------------------------------- overlap


def test_what_two_schemes_share() -> None:
    layer = maps.overlap(2)
    view = build_map(layer)
    a, b = (scheme.territoires for scheme in layer.schemes)
    assert legend(view) == {"A": len(a - b), "B": len(b - a), "AB": len(a & b), "aucun": 31 - len(a | b)}
    people = sum(load_reference().communes[id_[4:]].pop_rp2023 or 0 for id_ in a & b)
    assert plain(view.sentence).startswith(
        f"{maps.SCHEMES[0]} et {maps.SCHEMES[1]} ont {len(a & b)} communes en commun ({people:,} habitants)".replace(
            ",", " "
        )
    )
    assert {shape.place.id for shape in view.shapes if shape.fact.classe == "AB"} == a & b


def test_every_part_of_three_schemes_has_its_own_look() -> None:
    view = build_map(maps.overlap(3))
    looks = {item.look.code: item.look for item in view.legend}
    assert set(looks) == {"A", "B", "C", "AB", "AC", "BC", "ABC", "aucun"}
    assert {stroke.code for stroke in looks["AC"].strokes} == {"A", "C"}
    assert sum(legend(view).values()) == 31


def test_no_commune_in_common_is_said() -> None:
    schemes = (Scheme("CLS", frozenset(REDON[:3])), Scheme("CPTS", frozenset(REDON[3:5])))
    said = plain(build_map(OverlapLayer(titre="t", schemes=schemes)).sentence)
    assert said.startswith("CLS et CPTS n’ont aucune commune en commun.")
    assert "inconnu" not in said


def test_what_is_shared_with_an_unknown_perimeter_is_unknown_and_not_nothing() -> None:
    layer = OverlapLayer(
        titre="t",
        schemes=(Scheme("CLS", frozenset(REDON[:3])), Scheme("CPTS", frozenset(REDON[3:5]), partial=True)),
    )
    said = plain(build_map(layer).sentence)
    assert said.startswith("Ce que CLS et CPTS ont en commun est inconnu.")
    lost = OverlapLayer(titre="t", schemes=(Scheme("CLS", frozenset(REDON[:3])), Scheme("CPTS", frozenset(), True)))
    words = plain(build_map(lost).sentence)
    assert "Le périmètre de CPTS est inconnu" in words
    assert "en partie" not in words
    shared = tuple(Scheme(name, frozenset(REDON[:3])) for name in ("CLS", "CPTS"))
    least = OverlapLayer(titre="t", schemes=shared, undetermined=True)
    assert "ont au moins 3 communes en commun" in plain(build_map(least).sentence)
    assert "Le périmètre de CPTS n’est connu qu’en partie" in said


@pytest.mark.parametrize("size", [1, 4])
def test_an_overlap_of_one_or_four_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="two or three"):
        overlap_looks(["CLS"] * size)


# -------------------------------------------------------------------------------------------------------- states


def test_the_four_states() -> None:
    view = build_map(maps.states())
    assert set(legend(view)) == {"present", "en_projet", "absent_confirme", "non_documente"}
    assert plain(view.sentence).endswith("Non documenté ne veut pas dire absent.")
    assert view.limits >= {"DEP-35", "DEP-44", "DEP-56"}


def test_no_state_is_not_documented() -> None:
    view = build_map(StatesLayer(titre="t", states={"DEP-35": None, "REG-53": "present"}))
    assert legend(view) == {"present": 1, "non_documente": 1}
    assert rows(view)["département 35"]["situation"] == "Non documenté"
    assert "1 territoire (" in plain(view.sentence)


# ------------------------------------------------------------------------------------------------- looks, strokes


def test_looks_differ_without_colour() -> None:
    """In greys a look is its lightness and the shape of its strokes."""
    for looks in (state_looks(), overlap_looks(["a", "b"]), overlap_looks(["a", "b", "c"])):
        drawn = [look for look in looks if look.code != "absent"]
        signs = {tuple((s.kind, s.angle, s.spacing, s.width) for s in look.strokes) for look in drawn}
        assert len(signs) >= len(drawn) - 1
        plain_grounds = [relative_luminance(look.fill) for look in drawn if not look.strokes]
        assert all(abs(one - other) > 0.3 for one, other in pairwise(plain_grounds))
        assert all(contrast(stroke.colour, look.fill) >= 3 for look in drawn for stroke in look.strokes)


def test_scales_are_read_by_every_eye_and_in_greys() -> None:
    for looks in (count_looks(range(7), "x", "x")[1], share_looks()):
        *scale, unknown = looks
        fills = [look.fill for look in scale]
        lights = [relative_luminance(fill) for fill in fills]
        assert lights == sorted(lights, reverse=True)
        assert min(contrast(*pair) for pair in pairwise(fills)) > 1.2
        assert least_distance(fills) > 0.06
        assert not any(look.strokes for look in scale)
        assert unknown.strokes


SQUARE = np.array([[0.0, 0.0], [90.0, 0.0], [90.0, 60.0], [0.0, 60.0], [0.0, 0.0]])
HOLE = np.array([[20.0, 20.0], [20.0, 40.0], [60.0, 40.0], [60.0, 20.0], [20.0, 20.0]])


@settings(deadline=None, max_examples=60)
@given(st.floats(-90, 90), st.floats(3, 30))
def test_lines_stay_inside_and_fill(angle: float, spacing: float) -> None:
    lines = hatch_lines([[SQUARE, HOLE]], angle, spacing)
    shape = shapely.Polygon(SQUARE, [HOLE])
    drawn = shapely.linestrings(lines.reshape(-1, 2, 2))
    outside = shapely.length(shapely.difference(drawn, shape.buffer(1e-6)))
    # Half a unit is a quarter of a pixel: a line does not stop for less.
    assert float(outside.max(initial=0.0)) < 0.6
    # By the integral of chords, length times spacing is about the area.
    assert float(shapely.length(drawn).sum()) * spacing == pytest.approx(shape.area, abs=spacing * 200)


def test_lines_run_through_the_border_of_neighbours() -> None:
    right = SQUARE + np.array([90.0, 0.0])
    both = hatch_lines([[SQUARE], [right]], 0.0, 7.0)
    assert len(both) == len(hatch_lines([[SQUARE]], 0.0, 7.0))
    assert np.allclose(both[:, 2] - both[:, 0], 180)


@pytest.mark.parametrize("name", ["deux", "etats"])
def test_every_shape_of_a_class_has_a_stroke(name: str) -> None:
    view = build_map(maps.layer(name))
    for shape in view.shapes:
        rings = [ring for rings in view.plane.shapes[shape.place.id] for ring in rings]
        outline = polygon(view.plane.shapes[shape.place.id]).buffer(1)
        # Far too wide a spacing: the mark that stays is at the heart.
        assert len(hatch_lines([rings], 45.0, 5000.0)) >= 1
        assert outline.contains(shapely.Point(lattice([rings], 5000.0)[0]))
        assert outline.contains(shapely.Point(heart(rings)))


def test_points_lie_in_staggered_rows() -> None:
    points = lattice([[SQUARE]], 10.0)
    assert len(points) == 57
    assert {x % 10 for x, y in points if y % 20 == 10} == {5.0}


# ------------------------------------------------------------------------------------------------ plane, borders


def test_contours_keep_their_shape_and_their_neighbours() -> None:
    plane = lay_flat(tuple(REDON))
    shapes = [polygon(polygons) for polygons in plane.shapes.values()]
    assert shapely.coverage_is_valid(shapes)
    low, high = np.array(shapely.total_bounds(shapes)).reshape(2, 2)
    assert (low > 0).all()
    assert (high < [plane.width, plane.height]).all()
    # 31 communes of about 989 km²: the frame's unit in metres follows from the latitude alone.
    reference = load_reference()
    redon, avessac = (reference.communes[code] for code in ("35236", "44007"))
    metres = np.hypot(
        (redon.lon - avessac.lon) * np.cos(np.radians(47.6)) * 111_320,  # type: ignore[operator]
        (redon.lat - avessac.lat) * 111_320,  # type: ignore[operator]
    )
    hearts = [polygon(plane.shapes[f"COM-{code}"]).centroid for code in ("35236", "44007")]
    unit = metres / hearts[0].distance(hearts[1])
    assert unit**2 * shapely.union_all(shapes).area / 1e6 == pytest.approx(989, rel=0.06)


def test_borders_are_those_of_the_unions() -> None:
    plane = lay_flat(tuple(REDON))
    group_of = {id_: id_[4:6] for id_ in REDON}
    parts = {
        group: shapely.union_all([polygon(plane.shapes[id_]) for id_ in REDON if id_[4:6] == group])
        for group in ("35", "44", "56")
    }
    inner = sum(shapely.length(shapely.linestrings(line)) for line in borders(plane.shapes, group_of, outer=False))
    every = sum(shapely.length(shapely.linestrings(line)) for line in borders(plane.shapes, group_of, outer=True))
    around = shapely.union_all(list(parts.values())).length
    assert inner == pytest.approx((sum(part.length for part in parts.values()) - around) / 2)
    assert every == pytest.approx(inner + around)


def test_surroundings_do_not_widen_the_frame() -> None:
    plane = lay_flat(("COM-35236",))
    assert {"DEP-35", "DEP-44", "DEP-56"} <= set(plane.outlines)
    assert "DEP-75" not in plane.outlines
    low, high = np.array(polygon(plane.shapes["COM-35236"]).bounds).reshape(2, 2)
    assert ((high - low) / [plane.width, plane.height]).max() > 0.9


# ---------------------------------------------------------------------------------------------------- aggregates


def test_too_many_communes_are_gathered_and_it_is_said() -> None:
    layer = maps.coverage("53")
    view = build_map(layer, most=300)
    assert {shape.place.id.partition("-")[0] for shape in view.shapes} == {"EPCI", "COM"}
    assert plain(view.notes[0]).startswith("1 202 communes ne se lisent plus sur un écran : la carte dessine")
    assert view.sentence == build_map(layer).sentence
    siren = "243500139"
    members = [layer.counts[f"COM-{code}"] for code in load_reference().communes_by_epci[siren]]
    known = [count for count in members if count is not None]
    covered = sum(count > 0 for count in known)
    said = plain(str(rows(view)[f"intercommunalité {siren}"]["situation"]))
    assert said == (
        f"{covered} communes sur {len(known)} avec au moins un dispositif ({round(100 * covered / len(known))} %)"
    )


def test_an_aggregate_mostly_unknown_is_unknown() -> None:
    counts: dict[str, int | None] = {id_: 3 if rank < 15 else None for rank, id_ in enumerate(REDON)}
    view = build_map(CoverageLayer(titre="t", counts=counts), most=10)
    assert legend(view) == {UNKNOWN: 1}
    assert "16 communes sans donnée" in plain(str(rows(view)[f"intercommunalité {maps.REDON}"]["detail"]))


def test_gathering_goes_on_to_the_departements() -> None:
    view = build_map(maps.coverage("53"), most=10)
    assert [shape.place.id for shape in view.shapes] == ["DEP-22", "DEP-29", "DEP-35", "DEP-56"]
    assert "4 départements" in plain(view.notes[0])


def test_an_aggregate_looks_like_most_of_its_communes_and_tells_the_rest() -> None:
    states = {id_: "present" if rank < 20 else "non_documente" for rank, id_ in enumerate(REDON)}
    view = build_map(StatesLayer(titre="t", states=states), most=10)
    row = rows(view)[f"intercommunalité {maps.REDON}"]
    assert legend(view) == {"present": 1}
    assert plain(str(row["situation"])) == "Présent (65 % des communes)"
    assert plain(str(row["detail"])) == "présent : 20 communes ; non documenté : 11 communes"


def test_of_two_situations_as_frequent_the_less_assured_is_shown() -> None:
    states = dict(zip(REDON[:30], ["present", "non_documente"] * 15, strict=True))
    view = build_map(StatesLayer(titre="t", states=states), most=10)
    assert legend(view) == {"non_documente": 1}
    assert "30 de ses 31 communes dans la sélection" in plain(view.shapes[0].details)


# ------------------------------------------------------------------------------------------------ zones, leftovers


def test_overseas_fills_its_own_frame() -> None:
    view = build_map(maps.layer("reunion"))
    assert len(view.shapes) == 24
    assert view.notes == ()
    assert 0.9 < view.plane.width / view.plane.height < 1.4


def test_what_is_not_drawn_is_in_the_table_and_said() -> None:
    view = build_map(maps.layer("melange"), names={"terr:quartier": "Quartier de l'Est"})
    found = {str(row.cells["territoire"]): row.cells["carte"] for row in view.table.rows}
    assert len(view.table.rows) == 57
    assert len(view.shapes) == 31
    assert found["Celles"] == found["Quartier de l’Est"] == "sans contour"
    assert found["Saint-Denis"] == "autre zone"
    assert [plain(note) for note in view.notes] == [
        "La carte montre : métropole. Dans le tableau seulement : 24 communes (La Réunion).",
        "2 territoires sans contour officiel, dans le tableau seulement : Celles, Quartier de l’Est.",
    ]


def test_gathering_loses_nobody() -> None:
    layer = maps.layer("melange")
    view = build_map(layer, most=10)
    alone = f"EPCI-{load_reference().communes['15031'].epci}"
    assert {row.cells["territoire"] for row in view.table.rows} >= {"Territoire sans nom", "Saint-Denis"}
    assert [shape.place.id for shape in view.shapes] == sorted([f"EPCI-{maps.REDON}", alone])
    assert len(view.table.rows) == 2 + 24 + 1


@pytest.mark.parametrize(
    "layer",
    [
        CoverageLayer(titre="t", counts={}),
        StatesLayer(titre="t", states={}),
        OverlapLayer(titre="t", schemes=(Scheme("a", frozenset()), Scheme("b", frozenset()))),
    ],
)
def test_nothing_to_draw_is_said(layer: Any) -> None:
    view = build_map(layer)
    assert view.shapes == view.legend == ()
    assert view.sentence.startswith("Données insuffisantes")


# ---------------------------------------------------------------------------------------------------------- spec


@pytest.mark.parametrize("name", ["couverture", "trois", "etats", "reunion"])
def test_the_specification_is_small_and_asks_nothing_outside(name: str) -> None:
    view = build_map(maps.layer(name))
    spec = map_spec(view)
    text = json.dumps(spec)
    assert len(text) < 1_000_000
    assert text.count("://") == text.count("https://vega.github.io/schema/") == 1
    assert '"url"' not in text
    features = spec["datasets"]["formes"]
    assert [feature["id"] for feature in features] == [shape.place.id for shape in view.shapes]
    assert all(feature["situation"] and feature["population"] for feature in features)
    classes = {layer["transform"][0]["filter"] for layer in spec["layer"] if "classe" in json.dumps(layer)}
    assert classes == {f"datum.classe == '{item.look.code}'" for item in view.legend}


def test_the_same_facts_give_the_same_specification() -> None:
    def text(order: int) -> str:
        counts = dict(list(maps.coverage("04").counts.items())[::order])
        return json.dumps(map_spec(build_map(CoverageLayer(titre="t", counts=counts))))

    assert text(1) == text(-1)


def test_the_legend_shows_what_is_drawn_and_no_more() -> None:
    html = legend_html(build_map(maps.states()))
    assert html.count("<li>") == 4
    assert "Terme dépassé" not in html
    assert "<script" not in legend_html(
        build_map(OverlapLayer(titre="t", schemes=(Scheme("<script>", frozenset(REDON)), Scheme("b", frozenset()))))
    )


@pytest.mark.parametrize("look", [*state_looks(), *overlap_looks(["a", "b", "c"]), unknown_look()])
def test_swatches_are_all_different(look: Look) -> None:
    assert swatch(look).startswith('<img alt=""')
    others = [other for other in state_looks() if {look.code, other.code} != {"absent", "absent_confirme"}]
    assert swatch(look) not in {swatch(other) for other in others if other.code != look.code}


def test_labels_are_few_and_never_over_one_another() -> None:
    view = build_map(maps.coverage("53"))
    assert view.labels[0].lines == ("Rennes (3)",)
    assert len(view.labels) == 12
    assert [label.from_width for label in view.labels] == sorted(label.from_width for label in view.labels)


def test_a_choice_is_said_in_full() -> None:
    view = build_map(maps.states())
    chosen = view.shapes[0].place.id
    assert plain(view.describe(chosen)).endswith("(CLS 2021-2026).")
    assert list(view.options.values()) == sorted(view.options.values(), key=normalise_name)
