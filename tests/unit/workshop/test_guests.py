"""Compare guest lists with the definition of their value, with every list there is, and with what is promised."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.workshop.guest_bounds import best_variety, full_cover, links_bound, upper_bound
from graph.analysis.workshop.guest_model import relaxed_bound, solve
from graph.analysis.workshop.guest_proof import choose_and_prove
from graph.analysis.workshop.guest_search import greedy, search_guests
from graph.analysis.workshop.guest_value import guest_problem
from graph.analysis.workshop.guests import LAM, OTHER, PARTNER, PILOT, Candidate, GuestList, choose_guests
from graph.analysis.workshop.guests_exact import MOST_CANDIDATES, best_guests
from tests.support.guest_cases import small_case

NEAR = 1e-9
GUARANTEE = 1 - 1 / math.e
SEEDS = st.integers(0, 100_000)


def ids(found: GuestList) -> tuple[str, ...]:
    return tuple(sorted(guest.id for guest in found.guests))


def actor(id_: str, *themes: str, secteur: str = "", organisme: str = "", brings: float = PILOT) -> Candidate:
    return Candidate(id=id_, organisme=organisme or id_, secteur=secteur, contributions=dict.fromkeys(themes, brings))


# ------------------------------------------------------------------------------------------------- value and optimum


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_list_is_worth_what_the_definition_says(seed: int) -> None:
    case = small_case(seed)
    found = choose_guests(case.problem())
    assert found.value == pytest.approx(case.value(ids(found)))
    for guest in found.guests:
        rest = tuple(id_ for id_ in ids(found) if id_ != guest.id)
        assert guest.gain == pytest.approx(case.value(ids(found)) - case.value(rest))
        assert guest.gain == pytest.approx(guest.gain_themes + guest.gain_sector + guest.gain_links)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_exact_method_finds_the_best_of_all_lists(seed: int) -> None:
    """Every list is tried: the program says the same, and its list is allowed."""
    case = small_case(seed, 4, 10)
    exact = best_guests(case.problem())
    every = case.lists()
    assert exact.value == pytest.approx(max(map(case.value, every)), abs=1e-6)
    assert exact.value == pytest.approx(case.value(exact.guests))
    assert any(set(exact.guests) <= set(chosen) for chosen in every)


def test_the_search_finds_the_best_list_of_small_choices() -> None:
    """The first of the 200 choices whose figure the benchmarks print."""
    met = 0
    for seed in range(40):
        case = small_case(seed)
        found, exact = choose_guests(case.problem()), best_guests(case.problem())
        assert found.value <= exact.value + NEAR
        assert found.upper_bound >= exact.value - NEAR, seed
        met += found.value >= exact.value - NEAR
    assert met >= 38


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_submodular_part_keeps_its_guarantee(seed: int) -> None:
    case = small_case(seed, 4, 10)
    best = max(map(case.submodular, case.lists()))
    alone = choose_guests(case.problem(lam=0.0))
    assert case.submodular(ids(alone)) >= GUARANTEE * best - NEAR


@pytest.mark.parametrize("seed", range(30))
def test_links_at_their_usual_weight_leave_the_guarantee(seed: int) -> None:
    """With heavier links the best list itself may give the rest up: then there is nothing to guarantee."""
    case = small_case(seed, 4, 10)
    best = max(map(case.submodular, case.lists()))
    assert case.submodular(ids(choose_guests(case.problem(lam=LAM)))) >= GUARANTEE * best - NEAR


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_greedy_alone_keeps_the_guarantee_of_its_theorem(seed: int) -> None:
    """One candidate per organisation, nobody imposed: only the number of seats limits the list."""
    case = small_case(seed, 4, 10)
    free = replace(
        case,
        candidates=tuple(replace(candidate, organisme=candidate.id) for candidate in case.candidates),
        options={"seats": case.options["seats"], "lam": 0.0},
    )
    problem = free.problem()
    assert problem.value(greedy(problem, ())) >= GUARANTEE * max(map(free.submodular, free.lists())) - NEAR


# -------------------------------------------------------------------------------------------------------- certificate


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_no_list_exceeds_any_bound(seed: int) -> None:
    case = small_case(seed, 4, 10)
    problem = case.problem()
    best = max(map(case.value, case.lists()))
    rows = search_guests(problem)
    assert full_cover(problem) + best_variety(problem) + links_bound(problem) >= best - NEAR
    assert upper_bound(problem, rows) >= best - NEAR
    assert relaxed_bound(problem) >= best - NEAR
    assert solve(problem, 1).bound >= best - 1e-6
    proof = choose_and_prove(problem)
    assert proof.bound >= best - 1e-6
    assert not proof.proven or problem.value(proof.rows) == pytest.approx(best, abs=1e-6)


def test_the_parts_of_the_bound_are_those_of_the_formula() -> None:
    """Three seats, four candidates: everything is small enough to be added up by hand."""
    candidates = [
        actor("a", "t", secteur="x", brings=PARTNER),
        actor("b", "t", secteur="x", brings=OTHER),
        actor("c", "t", secteur="y", brings=OTHER),
        actor("d"),
    ]
    missing = {("a", "b"): 1.0, ("a", "c"): 0.5, ("b", "c"): 0.25, ("a", "d"): 0.75}
    problem = guest_problem(candidates, {"t": 2.0}, missing, seats=3)
    assert full_cover(problem) == pytest.approx(2 * (1 - 0.4 * 0.7 * 0.7))
    assert best_variety(problem) == pytest.approx(0.2 * (math.sqrt(2) + 1))
    # Two strongest of each: a 1 + 0.75, b 1 + 0.25, c 0.5 + 0.25, d 0.75; the three largest sums, halved.
    assert links_bound(problem) == pytest.approx(0.1 * (1.75 + 1.25 + 0.75) / 2)


def test_many_candidates_are_bounded_too() -> None:
    draw = Random(3)
    themes = [f"t{number:02d}" for number in range(30)]
    candidates = [
        actor(f"a{number:03d}", *draw.sample(themes, 2), secteur=draw.choice("xyz"), brings=draw.choice((PILOT, OTHER)))
        for number in range(400)
    ]
    problem = guest_problem(candidates, dict.fromkeys(themes, 1.0), {}, seats=24)
    proof = choose_and_prove(problem)
    assert problem.value(proof.rows) <= proof.bound
    assert problem.value(proof.rows) >= 0.8 * proof.bound


# ------------------------------------------------------------------------------------------------------------- limits


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_list_keeps_its_limits(seed: int) -> None:
    case = small_case(seed)
    found = choose_guests(case.problem())
    options, chosen = case.options, set(ids(found))
    owner = {candidate.id: candidate.organisme for candidate in case.candidates}
    assert len(chosen) == len(found.guests) == case.problem().size <= options["seats"]
    assert chosen >= set(options.get("mandatory", ()))
    assert chosen.isdisjoint(options.get("excluded", ()))
    assert max(Counter(owner[id_] for id_ in chosen).values()) <= options["most_per_organisation"]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_order_of_what_is_given_changes_nothing(seed: int) -> None:
    case = small_case(seed)
    draw = Random(seed)
    mixed = replace(
        case,
        candidates=tuple(draw.sample(case.candidates, len(case.candidates))),
        themes=dict(draw.sample(list(case.themes.items()), len(case.themes))),
        missing={
            (b, a) if draw.random() < 0.5 else (a, b): strength
            for (a, b), strength in draw.sample(list(case.missing.items()), len(case.missing))
        },
    )
    assert choose_guests(mixed.problem()) == choose_guests(case.problem())


def test_ties_are_broken_by_id() -> None:
    twins = [actor(id_, "t", secteur="x") for id_ in "abcd"]
    for order in permutations(twins):
        found = choose_guests(guest_problem(order, {"t": 1.0}, {}, seats=2))
        assert [guest.id for guest in found.guests] == ["a", "b"]
        assert [guest.substitute for guest in found.guests] == ["c", "c"]


def test_a_mandatory_guest_that_brings_nothing_is_there() -> None:
    found = choose_guests(
        guest_problem(
            [actor("a", "t"), actor("b", "u"), actor("z")], {"t": 1.0, "u": 1.0}, {}, seats=2, mandatory=["z"]
        )
    )
    assert ids(found) == ("a", "z")
    assert next(guest.gain for guest in found.guests if guest.id == "z") == 0


def test_seats_are_filled_even_by_those_of_whom_nothing_is_known() -> None:
    """Unknown is not without interest: a seat left empty would be."""
    found = choose_guests(guest_problem([actor("a", "t"), actor("b"), actor("c")], {"t": 1.0}, {}, seats=2))
    assert ids(found) == ("a", "b")


def test_an_unknown_sector_is_not_a_sector() -> None:
    candidates = [actor("a", "t"), actor("b", "t"), actor("c", "t", secteur="x", brings=OTHER)]
    found = choose_guests(guest_problem(candidates, {"t": 1.0}, {}, seats=2))
    assert ids(found) == ("a", "c")
    assert {guest.id: guest.gain_sector for guest in found.guests} == {"a": 0.0, "c": pytest.approx(0.2)}


def test_two_of_one_organisation_only_when_that_is_accepted() -> None:
    candidates = [actor("a1", "t", organisme="a"), actor("a2", "u", organisme="a"), actor("b", "t", brings=OTHER)]
    themes = {"t": 1.0, "u": 1.0}
    assert ids(choose_guests(guest_problem(candidates, themes, {}, seats=2))) == ("a2", "b")
    assert ids(choose_guests(guest_problem(candidates, themes, {}, seats=2, most_per_organisation=2))) == ("a1", "a2")


# -------------------------------------------------------------------------------------------------------- what is told


def test_a_guest_list_tells_what_each_brings_and_opens() -> None:
    candidates = [
        Candidate(id="a", organisme="a", contributions={"t": OTHER, "u": PILOT, "elsewhere": PILOT}),
        actor("b", "t"),
        actor("c", "v", secteur="x"),
        actor("d", "t", brings=PARTNER),
    ]
    missing = {("b", "a"): 0.5, ("a", "c"): 1.0, ("b", "d"): 1.0}
    themes = {"t": 1.0, "u": 1.0, "v": 1.0, "w": 1.0, "zero": 0.0}
    found = choose_guests(guest_problem(candidates, themes, missing, seats=3))
    guests = {guest.id: guest for guest in found.guests}
    assert sorted(guests) == ["a", "b", "c"]
    assert guests["a"].themes == ("u", "t")
    assert guests["a"].opened == ("c", "b")
    assert (found.missing_total, found.missing_opened) == (3, 2)
    assert found.absent_themes == ("w",)
    assert found.theme_share == pytest.approx(0.75)
    assert found.share_of_bound is not None
    assert 0 < found.share_of_bound <= 1
    assert [guest.gain for guest in found.guests] == sorted((guest.gain for guest in found.guests), reverse=True)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_substitute_is_the_one_who_costs_least(seed: int) -> None:
    case = small_case(seed, 4, 10)
    found = choose_guests(case.problem())
    owner = {candidate.id: candidate.organisme for candidate in case.candidates}
    barred = {*ids(found), *case.options.get("excluded", ())}
    for guest in found.guests:
        rest = tuple(id_ for id_ in ids(found) if id_ != guest.id)
        held = Counter(owner[id_] for id_ in rest)
        able = [
            id_
            for id_ in sorted(owner)
            if id_ not in barred and held[owner[id_]] < case.options["most_per_organisation"]
        ]
        assert bool(able) == bool(guest.substitute)
        if able:
            best = max(case.value((*rest, id_)) for id_ in able)
            assert guest.substitute in able
            assert case.value((*rest, guest.substitute)) == pytest.approx(best)


def test_without_anyone_there_is_an_empty_list() -> None:
    for candidates, excluded in (([], []), ([actor("a", "t")], ["a"])):
        found = choose_guests(guest_problem(candidates, {"t": 1.0}, {}, seats=5, excluded=excluded))
        assert (found.guests, found.value, found.upper_bound, found.share_of_bound) == ((), 0.0, 0.0, None)
        assert best_guests(guest_problem(candidates, {"t": 1.0}, {}, seats=5, excluded=excluded)).guests == ()


def test_without_theme_the_list_says_so() -> None:
    found = choose_guests(guest_problem([actor("a", "t", secteur="x"), actor("b")], {}, {("a", "b"): 1.0}, seats=1))
    assert (found.theme_share, ids(found)) == (None, ("a",))


# ------------------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    "options",
    [
        {"seats": 0},
        {"most_per_organisation": 0},
        {"mandatory": ["nobody"]},
        {"mandatory": ["a"], "excluded": ["a"]},
        {"mandatory": ["a", "b", "c"]},
        {"mandatory": ["a", "twin"]},
        {"lam": -1.0},
        {"mu": -1.0},
    ],
)
def test_an_impossible_choice_is_refused(options: dict[str, Any]) -> None:
    candidates = [actor("a"), actor("twin", organisme="a"), actor("b"), actor("c")]
    with pytest.raises(ValueError, match=r"\w"):
        guest_problem(candidates, {}, {}, **{"seats": 2, **options})


def test_two_candidates_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        guest_problem([actor("a"), actor("a")], {}, {}, seats=1)


def test_the_exact_method_is_for_few_candidates() -> None:
    many = [actor(f"a{number:02d}", "t") for number in range(MOST_CANDIDATES + 1)]
    with pytest.raises(ValueError, match="25"):
        best_guests(guest_problem(many, {"t": 1.0}, {}, seats=3))
    assert best_guests(guest_problem(many, {"t": 1.0}, {}, seats=3, excluded=["a00"])).value == pytest.approx(1.0)


def test_too_many_different_contributions_leave_the_other_bounds() -> None:
    draw = Random(1)
    candidates = [actor(f"a{number:02d}", "t", brings=draw.random()) for number in range(24)]
    with pytest.raises(ValueError, match="different values"):
        best_guests(guest_problem(candidates, {"t": 1.0}, {}, seats=12))
    problem = guest_problem(candidates, {"t": 1.0}, {}, seats=12)
    proof = choose_and_prove(problem)
    assert proof.bound >= problem.value(proof.rows)
