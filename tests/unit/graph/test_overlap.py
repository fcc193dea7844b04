"""Territorial overlaps are those of the definition, commune by commune; what is not known is never disjoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.overlap import territorial_overlaps
from graph.analysis.perimeters import Cover

SIZE = 7
shares = st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from((1.0, 1.0, 1.0, 0.5, 0.3)), max_size=SIZE)
counts = st.lists(st.one_of(st.integers(0, 900), st.none()), min_size=SIZE, max_size=SIZE)
schemes = st.lists(st.tuples(shares, st.booleans()), max_size=6)


def cover_of(
    perimeters: Sequence[Mapping[int, float]], population: Sequence[int | None], unknown: Sequence[bool] | None = None
) -> Cover:
    matrix = np.zeros((len(perimeters), len(population)))
    for row, found in enumerate(perimeters):
        for column, share in found.items():
            matrix[row, column] = share
    lost = [not found for found in perimeters] if unknown is None else unknown
    return Cover(
        tuple(str(rank) for rank in range(len(perimeters))),
        sparse.csr_array(matrix),
        np.array([np.nan if count is None else count for count in population], dtype=np.float64),
        np.array(lost, dtype=np.bool_),
    )


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


@settings(max_examples=150, deadline=None)
@given(schemes, counts)
def test_every_figure_is_that_of_the_definition(
    found: list[tuple[dict[int, float], bool]], population: list[int | None]
) -> None:
    perimeters = [found_shares for found_shares, _ in found]
    lost = [unknown or not found_shares for found_shares, unknown in found]
    table = territorial_overlaps(cover_of(perimeters, population, lost))
    rows = {(row["i"], row["j"]): row for row in records(table)}
    assert list(rows) == sorted(rows)
    for i in range(len(found)):
        for j in range(i + 1, len(found)):
            a, b = perimeters[i], perimeters[j]
            both, either = a.keys() & b.keys(), a.keys() | b.keys()
            if lost[i] or lost[j]:
                row = rows[i, j]
                assert row["classe"] == "indetermine"
                assert np.isnan(
                    [row["J"], row["J_pop"], row["OC"], row["OC_pop"], row["K_ab"], row["K_ba"], row["population"]]
                ).all()
                assert row["n_communes"] == len(both) if both else np.isnan(row["n_communes"])
                continue
            if not both:
                assert (i, j) not in rows
                continue
            row = rows[i, j]
            assert row["n_communes"] == len(both)
            assert pytest.approx(len(both) / len(either)) == row["J"]
            assert pytest.approx(len(both) / min(len(a), len(b))) == row["OC"]
            _check_inhabitants(row, a, b, population)


def _check_inhabitants(
    row: Mapping[str, Any], a: Mapping[int, float], b: Mapping[int, float], population: Sequence[int | None]
) -> None:
    def total(shares_: Mapping[int, float]) -> float:
        return sum(share * (population[place] or 0) for place, share in shares_.items())

    def complete(shares_: Mapping[int, float]) -> bool:
        return all(population[place] is not None for place in shares_) and total(shares_) > 0

    least = total({place: min(a[place], b[place]) for place in a.keys() & b.keys()})
    most = total({place: max(a.get(place, 0), b.get(place, 0)) for place in a.keys() | b.keys()})
    known_a, known_b = complete(a), complete(b)
    weighed = (known_a and total(a) <= total(b)) or (known_b and total(b) <= total(a))
    expected = {
        "population": least if known_a or known_b else np.nan,
        "J_pop": least / most if known_a and known_b else np.nan,
        "OC_pop": least / min(total(a), total(b)) if weighed else np.nan,
    }
    shared = len(a.keys() & b.keys())
    if weighed:
        expected |= {"K_ab": least / total(a) if known_a else np.nan, "K_ba": least / total(b) if known_b else np.nan}
    else:
        expected |= {"K_ab": shared / len(a), "K_ba": shared / len(b)}
    for name, value in expected.items():
        assert row[name] == pytest.approx(value, nan_ok=True, abs=1e-9), name
    assert row["pondere"] == weighed
    jaccard = expected["J_pop"] if known_a and known_b else shared / len(a.keys() | b.keys())
    coefficient = expected["OC_pop"] if weighed else shared / min(len(a), len(b))
    classe = (
        "identique" if jaccard >= 0.95 else
        "inclus" if coefficient >= 0.95 else
        "recouvrement" if coefficient >= 0.10 else
        "marginal"
    )  # fmt: skip
    # Rounding may put a value that is exactly a bound on either side of it.
    if min(abs(jaccard - 0.95), abs(coefficient - 0.95), abs(coefficient - 0.10)) > 1e-9:
        assert row["classe"] == classe


@settings(max_examples=50, deadline=None)
@given(schemes, counts, st.randoms())
def test_the_order_of_the_schemes_changes_nothing_but_the_sides(
    found: list[tuple[dict[int, float], bool]], population: list[int | None], chance: object
) -> None:
    order = list(range(len(found)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    one = _by_pair(found, population, range(len(found)))
    other = _by_pair(found, population, order)
    assert one.keys() == other.keys()
    for pair, figures in one.items():
        assert figures == pytest.approx(other[pair], nan_ok=True)


def _by_pair(
    found: list[tuple[dict[int, float], bool]], population: list[int | None], order: Sequence[int]
) -> dict[tuple[int, int], list[float]]:
    table = territorial_overlaps(
        cover_of([found[rank][0] for rank in order], population, [found[rank][1] for rank in order])
    )
    pairs = {}
    for row in records(table):
        a, b = order[row["i"]], order[row["j"]]
        k = (row["K_ab"], row["K_ba"]) if a < b else (row["K_ba"], row["K_ab"])
        pairs[min(a, b), max(a, b)] = [
            row["n_communes"],
            row["population"],
            row["J"],
            row["J_pop"],
            row["OC"],
            row["OC_pop"],
            *k,
        ]
    return pairs


@pytest.mark.parametrize(
    ("a", "b", "classe"),
    [
        ({0: 1.0, 1: 1.0}, {0: 1.0, 1: 1.0}, "identique"),
        ({0: 1.0, 1: 1.0, 2: 1.0}, {0: 1.0}, "inclus"),
        ({0: 1.0, 1: 1.0}, {1: 1.0, 2: 1.0}, "recouvrement"),
        ({0: 0.05, 1: 1.0}, {0: 1.0, 2: 1.0}, "marginal"),
    ],
)
def test_classes(a: dict[int, float], b: dict[int, float], classe: str) -> None:
    table = territorial_overlaps(cover_of([a, b], [100] * SIZE))
    assert table["classe"].tolist() == [classe]


def test_two_parts_of_one_commune_share_at_most_the_smaller() -> None:
    """Two neighbourhoods of one town: nothing says where they lie, so the bound of the definition is used."""
    table = territorial_overlaps(cover_of([{0: 0.3}, {0: 0.5}], [1000, *[0] * 6]))
    assert table[["population", "OC_pop", "J_pop"]].to_numpy().tolist() == [[300.0, 1.0, 0.6]]


def test_a_missing_count_in_the_larger_one_leaves_the_smaller_exact() -> None:
    table = territorial_overlaps(cover_of([{0: 1.0}, {0: 1.0, 1: 1.0}], [100, None, *[0] * 5]))
    row = table.iloc[0]
    assert (row["pondere"], row["OC_pop"], row["K_ab"], row["population"]) == (True, 1.0, 1.0, 100.0)
    assert np.isnan(row["J_pop"])
    assert np.isnan(row["K_ba"])


def test_without_any_count_communes_are_counted() -> None:
    row = territorial_overlaps(cover_of([{0: 1.0, 1: 1.0}, {1: 1.0}], [None] * SIZE)).iloc[0]
    assert (row["pondere"], row["K_ab"], row["K_ba"], row["classe"]) == (False, 0.5, 1.0, "inclus")
    assert np.isnan(row["population"])


@pytest.mark.parametrize("perimeters", [[], [{0: 1.0}], [{0: 1.0}, {1: 1.0}]])
def test_nothing_to_compare_is_an_empty_table(perimeters: list[dict[int, float]]) -> None:
    table = territorial_overlaps(cover_of(perimeters, [10] * SIZE))
    assert isinstance(table, pd.DataFrame)
    assert table.empty
