"""Count by hand what the measures of a workshop should be; what is not known is in no count."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.workshop.effect import (
    Answers,
    Effect,
    Said,
    confirmed,
    declared,
    effect,
    follow,
    is_indicative,
    panel,
)
from graph.analysis.workshop.effect_share import LEAST, Share, by_pair, by_person, by_row

PEOPLE = ("a", "b", "c", "d")


def answers(said: Mapping[str, str]) -> Answers:
    """Return answers from « a: b 0-3, c ?-2 »: before, then after, a question mark for what is not said."""
    found = {}
    for who, text in said.items():
        mine = {}
        for part in filter(None, text.split(", ")):
            other, values = part.split(" ")
            before, after = (None if value == "?" else int(value) for value in values.split("-"))
            mine[other] = Said(before, True, after)
        found[who] = mine
    return found


def counts(share: Share) -> tuple[int, int]:
    return share.n, share.m


@pytest.fixture
def small() -> Effect:
    """Give four people, three of whom answer: a-b becomes a link for both, a-c for one only, b-c stood before."""
    said = answers({"a": "b 0-3, c 0-2, d 0-1", "b": "a 0-2, c 3-3", "c": "a 0-0, b 2-4, d ?-0"})
    return effect(
        panel(PEOPLE, said),
        missing=[("b", "a"), ("a", "c"), ("a", "d"), ("c", "d")],
        rounds=[(("a", "b"), ("c", "d"))],
        sectors={"a": "sante", "b": "social", "c": "social"},
    )


def test_who_answers_and_what_is_new(small: Effect) -> None:
    assert counts(small.response) == (3, 4)
    # Both sides say that ab and ac had no link; both now declare ab, and a alone declares ac.
    assert counts(small.new_confirmed) == (1, 2)
    assert counts(small.new_one_sided) == (1, 2)
    # d did not answer: a says that ad was absent and now is a link; c does not say what stood before.
    assert counts(small.unanswered) == (1, 1)


def test_links_cited_by_both(small: Effect) -> None:
    # Both answered on ab, ac and bc; each is declared by a side.
    assert counts(small.mutual) == (2, 3)


def test_missing_pairs_brought_together(small: Effect) -> None:
    assert small.seated is not None
    assert counts(small.seated.together) == (2, 4)
    assert small.seated.bound == 2
    # Two pairs out of six sit together, so each of the four missing ones has one chance in three.
    assert small.seated.chance == pytest.approx(4 / 3)
    # Of ab and cd, only ab has both answers.
    assert counts(small.working) == (1, 1)
    assert counts(small.working_both) == (1, 1)


def test_no_tables_bring_more_missing_pairs_together_than_the_bound() -> None:
    people = [f"p{place}" for place in range(6)]
    pairs = list(combinations(people, 2))
    same = [(("p0", "p1", "p2"), ("p3", "p4", "p5")), (("p0", "p3", "p1"), ("p2", "p4", "p5"))]
    moved = [(("p0", "p1", "p2"), ("p3", "p4", "p5")), (("p0", "p3"), ("p1", "p4"))]
    for rounds, most in ((same, 10), (moved, 8)):
        seated = effect(panel(people, {}), missing=pairs, rounds=rounds).seated
        assert seated is not None
        assert seated.bound == most
        assert seated.together.n <= most
    # Two rounds of two tables of three share at least two pairs: a table of three cannot be spread over two tables.
    together = {pair for one in same for table in one for pair in combinations(sorted(table), 2)}
    assert len(together) == 10


def test_who_is_in_no_missing_pair_brings_none_together() -> None:
    people = [f"p{place}" for place in range(6)]
    known = list(combinations(people[:5], 2))
    one = (("p0", "p1", "p2", "p3"), ("p4", "p5"))
    # The stranger takes a seat of the smaller table: one of its pairs out of the seven meetings.
    seated = effect(panel(people, {}), missing=known, rounds=[one]).seated
    assert seated is not None
    assert (seated.together.n, seated.bound) == (6, 6)
    tables = ([set(table), set(people) - set(table)] for table in combinations(people, 4))
    assert max(sum(set(pair) <= table for pair in known for table in both) for both in tables) == 6


def test_before_and_after_on_the_same_pairs(small: Effect) -> None:
    # Both sides answered at both moments on ab, ac and bc.
    assert counts(small.density.before) == (1, 3)
    assert counts(small.density.after) == (2, 3)
    assert counts(small.isolates.before) == (1, 3)
    assert counts(small.isolates.after) == (0, 3)
    # The only earlier link, bc, stays in a sector; ab crosses.
    assert small.ei == (-1.0, 0.0)


def test_answers_that_rose_and_fell(small: Effect) -> None:
    # ab, ac, ad, ba, bc, ca, cb are known twice; five rose (bc stays, ca stays).
    assert counts(small.stronger) == (5, 7)
    assert counts(small.weaker) == (0, 7)


def test_who_does_not_answer_never_weighs_on_a_share() -> None:
    said = {"a": "b 0-3, c 0-0", "b": "a 0-2, c 0-0", "c": "a 0-0, b 0-0"}
    whole = effect(panel(["a", "b", "c"], answers(said)))
    silent = {name: f"{text}, x 0-0, y 0-3" for name, text in said.items()}
    more = effect(panel(["a", "b", "c", "x", "y"], answers(silent)))
    for name in ("new_confirmed", "new_one_sided", "mutual", "met", "density", "isolates"):
        assert getattr(more, name) == getattr(whole, name)
    assert counts(more.unanswered) == (3, 6)


def test_nothing_known_gives_no_figure_and_no_error() -> None:
    for people in ((), ("a",), PEOPLE):
        empty = effect(panel(people, {}), missing=[], rounds=[(), ((), ())])
        assert empty.new_confirmed == Share(0, 0)
        assert empty.new_confirmed.value is None
        assert empty.ei == (None, None)
        assert empty.seated is None
    blank = effect(panel(PEOPLE, {"a": {"b": Said()}, "b": {}}))
    assert (counts(blank.response), counts(blank.density.after)) == ((2, 4), (0, 0))


def test_under_sixty_percent_is_only_a_sign() -> None:
    people = [str(place) for place in range(10)]
    assert is_indicative(panel(people, {name: {} for name in people[:5]}))
    assert not is_indicative(panel(people, {name: {} for name in people[:6]}))
    assert not is_indicative(panel([], {}))


def test_three_months_later_compares_those_who_answered_twice() -> None:
    day = panel(PEOPLE, answers({"a": "b 0-3, c 0-1, d 0-0", "b": "a 0-2", "c": "a 0-2"}))
    later = panel(PEOPLE, answers({"a": "b ?-2, c ?-0, d ?-1", "b": "a ?-1", "d": "a ?-5"}))
    found = follow(day, later)
    assert counts(found.both) == (2, 3)
    # a on b, a on c, b on a; a on c fell to nothing. c did not answer again, d answers for the first time.
    assert counts(found.kept) == (2, 3)
    assert counts(found.working) == (1, 3)
    assert counts(found.appeared) == (1, 1)
    assert counts(found.mutual) == (1, 1)


@st.composite
def panels(draw: st.DrawFn) -> Answers:
    people = [f"p{place}" for place in range(draw(st.integers(2, 7)))]
    grade = st.none() | st.integers(0, 5)
    who = draw(st.lists(st.sampled_from(people), unique=True))
    return {
        one: {
            other: Said(draw(grade), draw(st.none() | st.booleans()), draw(grade)) for other in people if other != one
        }
        for one in who
    }


@settings(max_examples=50, deadline=None)
@given(panels())
def test_pairs_agree_with_a_plain_count(said: Answers) -> None:
    people = sorted({*said, *(other for mine in said.values() for other in mine)})
    found = panel(people, said)
    both, either = confirmed(found.after, 1), declared(found.after, 1)
    for (i, one), (j, other) in combinations(enumerate(people), 2):
        values = [said[x][y].after if x in said else None for x, y in ((one, other), (other, one))]
        known = [value for value in values if value is not None]
        wanted_both = float(all(value >= 1 for value in known)) if len(known) == 2 else np.nan
        wanted_either = float(any(value >= 1 for value in known)) if len(known) == 2 else np.nan
        assert np.array_equal(both[i, j], wanted_both, equal_nan=True)
        assert np.array_equal(either[i, j], wanted_either, equal_nan=True)
    assert np.array_equal(both, both.T, equal_nan=True)
    measured = effect(found)
    for share in (measured.new_confirmed, measured.mutual, measured.met, measured.stronger, measured.density.after):
        assert 0 <= share.n <= share.m
        if share.low is not None and share.high is not None and share.value is not None:
            assert 0 <= share.low <= share.value <= share.high <= 1
    assert measured.density.before.m == measured.density.after.m
    assert measured == effect(found)


def test_an_interval_holds_the_share_and_narrows_with_more_respondents() -> None:
    rng = np.random.default_rng(7)
    widths = []
    for size in (12, 48):
        values = (rng.random((size, size)) < 0.4).astype(np.float64)
        values = np.triu(values, 1) + np.triu(values, 1).T
        share = by_pair(values, None, np.ones(size, dtype=np.bool_), 1)
        assert share.low is not None
        assert share.high is not None
        assert share.value is not None
        assert share.low < share.value < share.high
        widths.append(share.high - share.low)
    assert widths[1] < widths[0]


def test_intervals_are_close_to_what_many_samples_give() -> None:
    # Each of 40 people says « yes » with probability 0.3: the mean of 40 has a standard error of 0.0725.
    rng = np.random.default_rng(3)
    values = (rng.random(40) < 0.3).astype(np.float64)
    share = by_person(values, np.ones(40, dtype=np.bool_), 5)
    assert share.low is not None
    assert share.high is not None
    error = np.sqrt(values.mean() * (1 - values.mean()) / 40)
    assert share.high - share.low == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_no_interval_where_it_would_only_look_exact() -> None:
    few = np.ones(LEAST - 1, dtype=np.bool_)
    assert by_person(np.array([1.0, 0.0, 1.0, 0.0]), few, 0).low is None
    alike = np.ones(9, dtype=np.bool_)
    assert by_person(np.ones(9), alike, 0) == Share(9, 9)
    assert by_row(np.full((9, 9), np.nan), None, alike, 0) == Share(0, 0)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    everyone = np.ones(7, dtype=np.bool_)
    assert by_person(values, everyone, 3) == by_person(values, everyone, 3)
