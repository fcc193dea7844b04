"""The combined index is a weighted mean of what is known; its interval comes from seeded draws of the weights."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.combined_index import (
    DEFAULT_WEIGHTS,
    DIMENSIONS,
    _draws,
    _vector,
    combined_index,
    reading,
    sensitivity,
)

NAN = float("nan")
values = st.one_of(st.floats(0, 1), st.just(NAN))
rows = st.lists(st.tuples(values, values, values, values), min_size=1, max_size=8)
weights = st.tuples(*[st.sampled_from((0.0, 0.1, 0.3, 1.0))] * 4).filter(any)


@settings(max_examples=150, deadline=None)
@given(rows, weights)
def test_the_index_is_the_weighted_mean_of_what_is_known(
    found: list[tuple[float, ...]], chosen: tuple[float, ...]
) -> None:
    table = combined_index(np.array(found), dict(zip(DIMENSIONS, chosen, strict=True)))
    for row, parts in zip(records(table), found, strict=True):
        known = [(part, weight) for part, weight in zip(parts, chosen, strict=True) if not isnan(part)]
        total = sum(weight for _, weight in known)
        assert row["confiance"] == pytest.approx(total / sum(chosen))
        assert row["n_dimensions"] == sum(weight > 0 for _, weight in known)
        if parts[0] == 0:
            assert row["indice"] == 0
        elif not total:
            assert isnan(row["indice"])
        else:
            assert row["indice"] == pytest.approx(sum(part * weight for part, weight in known) / total)
            assert -1e-9 <= row["indice"] <= 1 + 1e-9


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def test_the_example_of_redon() -> None:
    """Same territory, one shared theme of three, nothing known of publics and members."""
    row = combined_index(np.array([[1, 1 / 3, NAN, NAN]]), DEFAULT_WEIGHTS).iloc[0]
    assert row["indice"] == pytest.approx((0.35 + 0.10) / 0.65)
    assert row["confiance"] == pytest.approx(0.65)


@settings(max_examples=40, deadline=None)
@given(rows, weights)
def test_intervals_stay_within_the_parts_and_ranks_within_the_list(
    found: list[tuple[float, ...]], chosen: tuple[float, ...]
) -> None:
    given_weights = dict(zip(DIMENSIONS, chosen, strict=True))
    parts = np.array(found)
    table, index = sensitivity(parts, given_weights), combined_index(parts, given_weights)["indice"]
    ranked = int(index.notna().sum()) + int(((parts[:, 0] == 0) & index.isna()).sum())
    for place, row in enumerate(records(table)):
        known = [part for part, weight in zip(found[place], chosen, strict=True) if weight and not isnan(part)]
        if not known:
            assert isnan(row["bas"])
            continue
        assert min(0 if found[place][0] == 0 else 1, *known) - 1e-9 <= row["bas"] <= row["haut"] <= max(known) + 1e-9
        assert 1 <= row["rang_bas"] <= row["rang_haut"] <= ranked


@settings(max_examples=25, deadline=None)
@given(rows)
def test_ranks_are_those_of_each_draw(found: list[tuple[float, ...]]) -> None:
    """Recomputed draw by draw in plain Python, with the same draws."""
    table = sensitivity(np.array(found), DEFAULT_WEIGHTS)
    kept = [place for place, row in enumerate(found) if not all(isnan(part) for part in row)]
    ranks: dict[int, list[int]] = {place: [] for place in kept}
    indices: dict[int, list[float]] = {place: [] for place in kept}
    index: dict[int, float] = {}
    for draw in _draws(_vector(DEFAULT_WEIGHTS)):
        index.clear()
        for place in kept:
            known = [(part, weight) for part, weight in zip(found[place], draw, strict=True) if not isnan(part)]
            mean = sum(part * weight for part, weight in known) / sum(weight for _, weight in known)
            index[place] = 0.0 if found[place][0] == 0 else mean
        for place in kept:
            indices[place].append(index[place])
            ranks[place].append(1 + sum(bool(np.float32(other) > np.float32(index[place])) for other in index.values()))
    for place in kept:
        low, high = np.percentile(indices[place], (5, 95))
        assert table["bas"][place] == pytest.approx(low, abs=1e-6)
        assert table["haut"][place] == pytest.approx(high, abs=1e-6)
        # Simple precision may part two indices that differ by less than it holds.
        assert abs(table["rang_bas"][place] - np.percentile(ranks[place], 5, method="lower")) <= _near(index, place)
        assert abs(table["rang_haut"][place] - np.percentile(ranks[place], 95, method="higher")) <= _near(index, place)


def _near(index: dict[int, float], place: int) -> int:
    return sum(abs(other - index[place]) < 1e-5 for other in index.values()) - 1


def test_draws_are_the_same_each_time_and_only_first_pairs_are_told() -> None:
    chance = np.random.default_rng(4)
    parts = chance.random((30, 4))
    whole = sensitivity(parts, DEFAULT_WEIGHTS)
    assert whole.equals(sensitivity(parts, DEFAULT_WEIGHTS))
    assert whole.iloc[:7].equals(sensitivity(parts, DEFAULT_WEIGHTS, 7))
    assert sensitivity(parts, DEFAULT_WEIGHTS, 0).empty
    assert sensitivity(parts[:0], DEFAULT_WEIGHTS).empty


def test_draws_stay_around_the_weights() -> None:
    draws = _draws(_vector({**DEFAULT_WEIGHTS, "publics": 0.0}))
    assert draws.shape == (1000, 4)
    assert (draws[:, 2] == 0).all()
    assert draws.sum(axis=1) == pytest.approx(1)
    assert draws.mean(axis=0) == pytest.approx(np.array([0.35, 0.30, 0, 0.15]) / 0.8, abs=0.02)


@pytest.mark.parametrize(
    ("index", "territory", "themes", "articulated", "expected"),
    [
        (0.69, 1.0, 1 / 3, False, "redondance possible"),
        (0.69, 1.0, 1 / 3, True, "recouvrement articulé"),
        (0.55, 1.0, 0.1, False, "complémentarité possible"),
        (0.90, 1.0, NAN, False, "thèmes à documenter"),
        (0.40, 0.4, 0.4, False, ""),
        (0.90, NAN, 1.0, False, ""),
        (NAN, NAN, NAN, False, ""),
    ],
)
def test_readings(index: float, territory: float, themes: float, articulated: bool, expected: str) -> None:
    assert reading(index, territory, themes, articulated) == expected
