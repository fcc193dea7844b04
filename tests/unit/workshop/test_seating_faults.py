"""A table plan that cannot be made says why, everything at once."""

from __future__ import annotations

import pytest

from graph.analysis.workshop.faults import faults
from graph.analysis.workshop.feasible import arrangement, conflict
from graph.analysis.workshop.problem import Seating
from graph.analysis.workshop.tables import plan_tables


def people(count: int) -> tuple[str, ...]:
    return tuple(f"p{number:02}" for number in range(1, count + 1))


def test_a_possible_problem_has_no_fault() -> None:
    assert faults(Seating(people=people(16), tables=4, rounds=3)) == ()


def test_three_people_and_more_tables_than_people_are_told_together() -> None:
    assert faults(Seating(people=people(3), tables=5, rounds=0)) == (
        "Il faut au moins 4 participants ; il y en a 3.",
        "Il y a plus de tables (5) que de participants (3) : une table resterait vide.",
        "Il faut au moins un tour ; il y en a 0.",
    )


def test_two_hundred_people_are_too_many() -> None:
    (told,) = faults(Seating(people=tuple(f"p{number}" for number in range(200)), tables=20, rounds=3))
    assert told == "Un plan va jusqu’à 120 participants ; il y en a 200."


def test_a_name_written_twice_is_told_by_its_name() -> None:
    told = faults(Seating(people=(*people(8), "p03"), tables=2, rounds=2), {"p03": "CPAM 35"})
    assert told == ("Plusieurs fois dans la liste : CPAM 35.",)


def test_a_host_of_a_table_that_does_not_exist() -> None:
    (told,) = faults(Seating(people=people(8), tables=2, rounds=2, hosts={"p01": 4}))
    assert "p01 tient la table 5, qui n’existe pas" in told


def test_too_many_hosts_for_a_table() -> None:
    (told,) = faults(Seating(people=people(8), tables=4, rounds=2, hosts={"p01": 1, "p02": 1, "p03": 1}))
    assert told.startswith("La table 2 n’a que 2 places")
    assert "p01, p02, p03" in told


def test_hosts_of_one_table_forbidden_to_each_other() -> None:
    seating = Seating(
        people=people(8), tables=2, rounds=2, hosts={"p01": 1, "p02": 1}, forbidden=frozenset({("p02", "p01")})
    )
    assert "tiennent la même table (2)" in " ".join(faults(seating))


def test_four_people_all_forbidden_to_one_another_need_four_tables() -> None:
    group = people(4)
    forbidden = frozenset((one, two) for one in group for two in group if one < two)
    seating = Seating(people=people(12), tables=3, rounds=2, forbidden=forbidden)
    assert set(conflict(seating)) == set(forbidden)
    (told,) = faults(seating)
    assert "« p01 » et « p02 »" in told
    assert "4 personnes à séparer toutes les unes des autres n’ont que 3 tables" in told
    with pytest.raises(ValueError, match="Personnes impossibles à séparer"):
        plan_tables(seating)


def test_only_the_pairs_that_stand_in_the_way_are_named() -> None:
    # p01 may sit with neither host, and there are two tables; the pair of p05 and p06 is innocent.
    seating = Seating(
        people=people(8),
        tables=2,
        rounds=2,
        hosts={"p07": 0, "p08": 1},
        forbidden=frozenset({("p01", "p07"), ("p01", "p08"), ("p05", "p06")}),
    )
    assert conflict(seating) == (("p01", "p07"), ("p01", "p08"))
    assert "personnes qui tiennent une table" in faults(seating)[0]


def test_an_odd_cycle_does_not_fit_two_tables_though_no_three_are_all_forbidden() -> None:
    ring = people(5)
    forbidden = frozenset((ring[rank], ring[(rank + 1) % 5]) for rank in range(5))
    seating = Seating(people=people(10), tables=2, rounds=1, forbidden=forbidden)
    assert len(conflict(seating)) == 5
    assert conflict(Seating(people=people(10), tables=3, rounds=1, forbidden=forbidden)) == ()


def test_a_star_that_fills_one_table_is_found_impossible() -> None:
    # p01 may sit with p08 only, at a table of four.
    forbidden = frozenset(("p01", f"p{number:02}") for number in range(2, 8))
    assert arrangement(Seating(people=people(8), tables=2, rounds=1, forbidden=forbidden)) is None
    assert faults(Seating(people=people(8), tables=2, rounds=1, forbidden=forbidden)) != ()


def test_who_is_not_seated_may_be_named_in_pairs_and_among_hosts() -> None:
    seating = Seating(people=people(8), tables=2, rounds=1, hosts={"zz": 0}, forbidden=frozenset({("p01", "zz")}))
    assert faults(seating) == ()


def test_more_rounds_played_than_planned() -> None:
    tour = (people(8)[:4], people(8)[4:])
    (told,) = faults(Seating(people=people(8), tables=2, rounds=1, played=(tour, tour)))
    assert told == "2 tours sont déjà joués ; le plan n’en compte que 1."
