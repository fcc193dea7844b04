"""Check what a context keeps: the same answers, read once, and out of the sight of the garbage collector when large."""

from __future__ import annotations

import gc
import weakref

import pytest

from graph.answers import ask, context
from graph.answers.context import Context

DAY = "2021-09-15"
PLACE = "EPCI-243500741"


def test_kept_answers_are_those_of_a_fresh_context(example: Context) -> None:
    fresh = Context(example.store)
    for _ in range(2):
        assert example.schemes_on(PLACE, DAY) == fresh.schemes_on(PLACE, DAY)
        assert example.zones_on(PLACE, DAY) == fresh.zones_on(PLACE, DAY)
        assert example.organisations(DAY) == fresh.organisations(DAY)
        assert example.members(DAY) == fresh.members(DAY)
    assert example.territories(DAY) is example.territories(DAY)


def test_changing_a_list_does_not_change_what_is_kept(example: Context) -> None:
    found = example.schemes_on(PLACE, DAY)
    found.clear()
    assert example.schemes_on(PLACE, DAY)


def test_another_day_is_another_answer(example: Context) -> None:
    days = [f"{year}-06-30" for year in range(2005, 2022)]
    one_by_one = [Context(example.store).schemes_on(PLACE, day) for day in days]
    assert [example.schemes_on(PLACE, day) for day in days] == one_by_one
    assert len({tuple(found) for found in one_by_one}) > 1


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("recouvrements", {"territoire": PLACE}),
        ("articulations", {"territoire": PLACE}),
        ("liens_oublies", {"territoire": PLACE}),
        ("sante_reseau", {"territoire": PLACE}),
        ("partenaires", {"territoire": PLACE, "acteur": "acteur:cpam-35"}),
    ],
)
def test_a_version_goes_with_all_that_was_read_of_it(example: Context, question: str, given: dict[str, str]) -> None:
    read = Context(example.store)
    ask(read.store, question, given, date=DAY, context=read)
    alive = weakref.ref(read)
    del read
    gc.collect()
    assert alive() is None


def test_large_readings_leave_the_collector_until_the_next_version(
    example: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "_MANY", 1)
    first = Context(example.store)
    ask(first.store, "acteurs_du_territoire", {"territoire": PLACE}, date=DAY, context=first)
    kept = gc.get_freeze_count()
    ask(first.store, "acteurs_du_territoire", {"territoire": PLACE}, date=DAY, context=first)
    assert kept > 0
    assert gc.get_freeze_count() <= kept
    Context(example.store)
    assert gc.get_freeze_count() == 0
