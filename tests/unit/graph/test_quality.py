"""Hold what the analyses of pairs find of what was planted, and that they invent nothing around it."""

import pytest

from tests.benchmarks.quality import QualityRow, quality_rows
from tests.support.synthetic.sizes import REGION


@pytest.fixture(scope="module")
def rows() -> dict[str, QualityRow]:
    return {row.analysis: row for row in quality_rows((1, 7, 20261122))}


def test_what_is_planted_is_found(rows: dict[str, QualityRow]) -> None:
    assert rows["actors without a link"].planted == 12
    assert rows["actions that look alike"].planted == 21
    assert {name: row.recall for name, row in rows.items()} == dict.fromkeys(rows, 1.0)


def test_nothing_is_invented_around_it(rows: dict[str, QualityRow]) -> None:
    assert {name: row.precision for name, row in rows.items()} == dict.fromkeys(rows, 1.0)


def test_a_crowd_around_hides_nothing() -> None:
    rows = {row.analysis: row for row in quality_rows((2,), REGION)}
    assert rows["actors without a link"].recall == 1.0
    assert rows["actions that look alike"].recall == 1.0
    assert all(row.precision is not None and row.precision >= 0.9 for row in rows.values())


def test_shares_of_nothing_are_not_known() -> None:
    assert (QualityRow("rien", 0, 0, 0).precision, QualityRow("rien", 0, 0, 0).recall) == (None, None)
    assert (QualityRow("moitié", 4, 3, 2).precision, QualityRow("moitié", 4, 3, 2).recall) == (2 / 3, 0.5)
