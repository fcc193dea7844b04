"""Check what the garbage collector is told while answers are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from graph.answers.collector import YOUNG, expect_readings, keep_aside


class Ring:
    """Hold itself, so that only the collector can take it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def settings_back() -> Iterator[None]:
    """Leave the process as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.collect()


def test_young_objects_are_looked_at_less_often() -> None:
    gc.set_threshold(700, 10, 7)
    expect_readings()
    assert gc.get_threshold() == (YOUNG, 10, 7)


@pytest.mark.parametrize("chosen", [0, YOUNG + 1])
def test_what_somebody_chose_stays(chosen: int) -> None:
    gc.set_threshold(chosen, 10, 10)
    expect_readings()
    assert gc.get_threshold() == (chosen, 10, 10)


def test_what_is_kept_aside_comes_back_with_the_next_version() -> None:
    expect_readings()
    assert not expect_readings()
    keep_aside(sweep=False)
    assert gc.get_freeze_count() > 0
    assert expect_readings()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("sweep", [True, False])
def test_recent_garbage_is_never_kept_aside(sweep: bool) -> None:
    expect_readings()
    ring = Ring()
    trace = ref(ring)
    del ring
    keep_aside(sweep=sweep)
    assert trace() is None


def test_a_sweep_finds_old_garbage() -> None:
    ring = Ring()
    trace = ref(ring)
    gc.collect()
    del ring
    keep_aside(sweep=True)
    assert trace() is None
