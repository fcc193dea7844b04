"""Bounds, designs and exact optima, each against another way to know them."""

from __future__ import annotations

from itertools import combinations, permutations, product
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray

from graph.analysis.workshop.bounds import coincidences, meetings, pair_bound, simple_bound, spread, weight_bound
from graph.analysis.workshop.designs import design, six_tables
from graph.analysis.workshop.exact import most_pairs
from graph.analysis.workshop.limits import limits
from graph.analysis.workshop.person_bound import free_bound, person_bound
from graph.analysis.workshop.problem import Seating
from graph.analysis.workshop.square_bound import design_bound


def sizes(people: int, tables: int) -> tuple[int, ...]:
    return tuple(people // tables + (table < people % tables) for table in range(tables))


def seating(people: int, tables: int, rounds: int, **more: object) -> Seating:
    names = tuple(f"p{number:02}" for number in range(people))
    return Seating(people=names, tables=tables, rounds=rounds, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "simple", "bound"),
    [(20, 4, 3, 120, 112), (16, 4, 5, 120, 120), (12, 3, 3, 54, 48), (6, 2, 3, 15, 14), (40, 8, 5, 400, 400)],
)
def test_bounds_of_the_published_cases(people: int, tables: int, rounds: int, simple: int, bound: int) -> None:
    table_sizes = sizes(people, tables)
    assert simple_bound(people, table_sizes, rounds) == simple
    assert pair_bound(people, table_sizes, rounds) == bound


def test_spread_and_coincidences_by_hand() -> None:
    # Seven people over four tables: three tables of two, one alone.
    assert spread(7, 4) == 3
    assert coincidences((5, 5, 5, 5), (5, 5, 5, 5)) == 4
    assert meetings((4, 3, 3)) == 12


@pytest.mark.parametrize(("people", "tables", "rounds", "best"), [(6, 2, 3, 13), (7, 3, 4, 19), (10, 2, 3, 42)])
def test_every_plan_of_a_few_people_is_tried(people: int, tables: int, rounds: int, best: int) -> None:
    assert most_pairs(sizes(people, tables), rounds, 0) == best


def test_trying_every_plan_agrees_with_a_plain_enumeration() -> None:
    # Three rounds of six people at two tables of three, the plain way: ten ways a round.
    ways = [frozenset({group, tuple(set(range(6)) - set(group))}) for group in combinations(range(6), 3) if 0 in group]
    pairs = [{pair for group in way for pair in combinations(sorted(group), 2)} for way in ways]
    best = max(len(one | two | three) for one in pairs for two in pairs for three in pairs)
    assert most_pairs((3, 3), 3, 0) == best == 13


def test_too_many_plans_are_not_tried() -> None:
    assert most_pairs(sizes(30, 6), 6, 300) is None
    assert most_pairs(sizes(12, 3), 4, 40, trials=1_000) is None


@pytest.mark.parametrize("tables", [2, 3, 4, 5, 7, 8, 9, 11, 16])
def test_a_design_seats_everyone_once_and_reaches_the_bound(tables: int) -> None:
    for people in range(tables, 4 * tables + 3):
        for rounds in range(1, min(tables, 6) + 1):
            plan = design(people, tables, rounds)
            assert plan is not None
            assert all(tuple(np.bincount(row, minlength=tables)) == sizes(people, tables) for row in plan)
            met = {(one, two) for one, two in combinations(range(people), 2) if (plan[:, one] == plan[:, two]).any()}
            assert len(met) == pair_bound(people, sizes(people, tables), rounds)


def test_no_design_without_a_field_or_with_more_rounds_than_tables() -> None:
    assert design(36, 6, 3) is None
    assert design(20, 5, 6) is None


def test_six_tables_of_six_have_eighteen_repeats_in_six_rounds() -> None:
    plan = six_tables(36, 6, np.random.default_rng(0))
    assert plan is not None
    assert all(np.bincount(row).tolist() == [6] * 6 for row in plan)
    assert sum((plan[:, one] == plan[:, two]).any() for one, two in combinations(range(36), 2)) == 522
    assert six_tables(29, 6, np.random.default_rng(0)) is None
    assert six_tables(36, 7, np.random.default_rng(0)) is None


@pytest.mark.parametrize("people", [30, 35, 36, 37, 44, 60])
def test_six_tables_seat_as_many_as_asked(people: int) -> None:
    plan = six_tables(people, 5, np.random.default_rng(1))
    assert plan is not None
    assert plan.shape == (5, people)
    assert plan.max() == 5


def test_what_one_person_can_meet_tightens_the_bound_and_never_crosses_a_known_optimum() -> None:
    assert person_bound(sizes(24, 4), 5) == 263 < pair_bound(24, sizes(24, 4), 5) == 268
    for people, tables, rounds, best in ((6, 2, 3, 13), (7, 3, 4, 19), (10, 2, 3, 42), (12, 3, 4, 59), (14, 2, 3, 87)):
        assert free_bound(sizes(people, tables), rounds) >= best
    for people, tables, rounds in ((16, 4, 5), (25, 5, 6), (20, 4, 3), (49, 7, 6), (9, 3, 4)):
        table_sizes = sizes(people, tables)
        assert free_bound(table_sizes, rounds) == pair_bound(people, table_sizes, rounds)


def test_six_tables_of_six_people_or_more_repeat_from_the_fourth_round() -> None:
    assert [design_bound((6,) * 6, rounds) for rounds in (3, 4, 5, 6)] == [270, 358, 447, 536]
    assert design_bound(sizes(42, 6), 6) == pair_bound(42, sizes(42, 6), 6) - 4
    assert design_bound(sizes(35, 6), 6) == 6 * meetings(sizes(35, 6))
    assert design_bound((7,) * 7, 6) == 882


def test_tables_all_met_in_one_round_more_than_they_are_have_no_place_for_many_couples() -> None:
    """The plane of order five, and 33 people: eight couples would meet seven others in six rounds, one a round."""
    assert design_bound(sizes(33, 5), 6) == pair_bound(33, sizes(33, 5), 6) - 1 == 517
    for people in (26, 31, 32, 36, 46, 50):
        assert design_bound(sizes(people, 5), 6) >= pair_bound(people, sizes(people, 5), 6), people
    # Where the most is known by trying every plan, it is not crossed.
    assert design_bound(sizes(6, 2), 3) == 13
    assert design_bound(sizes(12, 3), 4) >= 59


@pytest.mark.parametrize("people", range(36, 61, 3))
def test_no_plan_of_six_tables_crosses_its_bound(people: int) -> None:
    for rounds in (4, 5, 6):
        for seed in range(3):
            plan = six_tables(people, rounds, np.random.default_rng(seed))
            assert plan is not None
            met = np.triu((plan[:, :, None] == plan[:, None, :]).any(axis=0), 1).sum()
            if all(tuple(np.bincount(row, minlength=6)) == sizes(people, 6) for row in plan):
                assert met <= free_bound(sizes(people, 6), rounds)


def test_twenty_people_at_five_tables_have_no_sixth_round_without_a_repeat() -> None:
    # People are ordered pairs of different tables: of the first round and of the second one.
    tables = range(5)
    rows = [
        [dict(zip([t for t in tables if t != row], p, strict=True)) for p in permutations(tables, 4)] for row in tables
    ]
    # Tables of the third round are numbered as its first row has them.
    laid = [[rows[0][0]]]
    for row in tables[1:]:
        laid = [
            [*before, more]
            for before, more in product(laid, rows[row])
            if all(one[column] != table for one in before for column, table in more.items() if column in one)
        ]
    seats = np.array([[row[column] for row in plan for column in sorted(row)] for plan in laid])
    seats = seats[(np.stack([(seats == table).sum(axis=1) for table in tables]) == 4).all(axis=0)]
    assert len(seats) == 9_408
    one, two = np.triu_indices(20, 1)
    met = (seats[:, one] == seats[:, two]).astype(np.float32)
    free = (met @ met.T) == 0
    assert not any(_three(free, np.flatnonzero(row)) for row in free)
    assert free_bound(sizes(20, 5), 6) == 179 == pair_bound(20, sizes(20, 5), 6) - 1


def _three(free: NDArray[np.bool_], others: NDArray[np.int64]) -> bool:
    """Tell whether three of the others repeat nothing together."""
    among = free[np.ix_(others, others)].astype(np.int64)
    return bool((among * (among @ among)).any())


def test_thirteen_people_at_four_tables_repeat_as_no_three_factorizations_of_six_points_are_apart() -> None:
    pairs = list(combinations(range(6), 2))
    factors = [
        frozenset(three) for three in combinations(pairs, 3) if len({end for pair in three for end in pair}) == 6
    ]
    factorizations = [set(five) for five in combinations(factors, 5) if len(frozenset().union(*five)) == 15]
    assert (len(factors), len(factorizations)) == (15, 6)
    assert all(len(one & two) == 1 for one, two in combinations(factorizations, 2))
    assert free_bound(sizes(13, 4), 5) == 74


def test_hosts_and_forbidden_pairs_lower_the_bound() -> None:
    hosts = {f"p{number:02}": number for number in range(4)}
    # Hosts of four tables never meet one another: 6 pairs of 28 are out of reach.
    assert limits(seating(8, 4, 7, hosts=hosts)).bound == comb(8, 2) - 6 - comb(4, 2)
    forbidden = frozenset({("p00", "p01"), ("p02", "p03")})
    assert limits(seating(8, 2, 12, forbidden=forbidden)).bound == 26


def test_hosts_of_a_table_of_two_bound_what_their_guests_meet() -> None:
    # Each guest meets one host a round and no other guest.
    hosts = {f"p{number:02}": number for number in range(4)}
    assert limits(seating(8, 4, 3, hosts=hosts)).bound == 12


def test_played_rounds_count_with_those_who_left() -> None:
    names = tuple(f"p{number:02}" for number in range(8))
    tour = (names[:4], names[4:])
    left = Seating(people=names[:6], tables=2, rounds=2, played=(tour,))
    most = limits(left)
    # 12 met; of the 15 pairs still there, 6 + 1 are met, and two tables of three add at most six, two of them again.
    assert 12 < most.bound <= 12 + 6
    assert most.chance == pytest.approx(12 + 8 * 6 / 15)


def test_chance_of_free_rounds_is_the_published_formula() -> None:
    most = limits(seating(30, 6, 4))
    pairs, together = comb(30, 2), meetings(sizes(30, 6))
    assert most.chance == pytest.approx(pairs * (1 - (1 - together / pairs) ** 4))


def test_weight_bound_by_pairs_and_by_people() -> None:
    weights = np.zeros((4, 4))
    for rank, other in ((1, 1.0), (2, 0.9), (3, 0.8)):
        weights[0, rank] = weights[rank, 0] = other
    # Person 0 meets one other: half of (1 + 1 + 0.9 + 0.8), below the two heaviest pairs.
    assert weight_bound(weights, [1, 1, 1, 1], 2) == pytest.approx(1.85)
    assert weight_bound(weights, [3, 3, 3, 3], 1) == pytest.approx(1.0)
