"""The matrix of perimeters holds what the algebra of territories computes one scheme at a time."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.perimeters import Extent, build_cover, commune_codes, populations
from graph.reference.loader import load_reference
from graph.territory import Inclusion, Member, Territories

INCLUSIONS = (Inclusion("EPCI-243500741", "terr:pays"), Inclusion("terr:quartier", "COM-35236"))
TERRITORIES = Territories(INCLUSIONS)
NAMES = (
    "EPCI-243500741",
    "COM-35236",
    "COM-44067",
    "COM-29019",
    "DEP-29",
    "terr:pays",
    "terr:inconnu",
    "terr:quartier",
)
PARTS = (None, 1.0, 0.5, 0.25, 0.0)
extents = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PARTS)), max_size=5)


def shares_of(row: int, cover: object) -> dict[str, float]:
    matrix = cover.shares  # type: ignore[attr-defined]
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    codes = commune_codes()
    return {
        codes[place]: float(value)
        for place, value in zip(matrix.indices[start:end], matrix.data[start:end], strict=True)
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(extents, max_size=6))
def test_rows_are_the_perimeters_of_the_territories(schemes: list[list[tuple[str, float | None]]]) -> None:
    cover = build_cover(
        TERRITORIES,
        {str(rank): [Extent((name,), part) for name, part in found] for rank, found in enumerate(schemes)},
        "RP2023",
    )
    for rank, found in enumerate(schemes):
        expected = TERRITORIES.perimeter(Member(name, part) for name, part in found)
        assert shares_of(rank, cover) == dict(expected.shares)
        assert bool(cover.unknown[rank]) is (bool(expected.unknown) or not found)
        assert cover.codes(str(rank)) == tuple(sorted(expected.shares))


def test_the_order_of_the_territories_changes_nothing() -> None:
    names = [f"COM-{code}" for code in sorted(load_reference().communes_of("DEP-56"))]
    shuffled = random.Random(3).sample(names, len(names))
    one = build_cover(TERRITORIES, {"a": [Extent(names)], "b": [Extent(("DEP-56",))]}, "RP2018")
    other = build_cover(TERRITORIES, {"a": [Extent(shuffled)], "b": [Extent(("DEP-56",))]}, "RP2018")
    assert shares_of(0, one) == shares_of(0, other) == shares_of(1, one)


def test_no_statement_is_an_unknown_perimeter_and_not_an_empty_one() -> None:
    cover = build_cover(TERRITORIES, {"a": [], "b": [Extent(("terr:inconnu",))]}, "RP2023")
    assert cover.unknown.tolist() == [True, True]
    assert cover.shares.nnz == 0


def test_no_scheme_at_all() -> None:
    cover = build_cover(TERRITORIES, {}, "RP2023")
    assert cover.ids == ()
    assert cover.shares.shape == (0, len(commune_codes()))
    assert cover.touching({"35236"}).tolist() == []


def test_which_schemes_touch_communes() -> None:
    cover = build_cover(
        TERRITORIES,
        {"a": [Extent(("EPCI-243500741",))], "b": [Extent(("DEP-29",))], "c": [Extent(("COM-35236",))]},
        "RP2023",
    )
    assert cover.touching({"35236"}).tolist() == [True, False, True]


def test_populations_are_those_of_the_reference() -> None:
    found = populations("RP2018")
    communes = load_reference().communes
    assert len(found) == len(communes)
    redon = sum(found[commune_codes().index(code)] for code in load_reference().communes_of("EPCI-243500741"))
    assert redon == 66_478
    lost = {code for code, count in zip(commune_codes(), found, strict=True) if np.isnan(count)}
    assert lost == {code for code, commune in communes.items() if commune.population("RP2018") is None}
