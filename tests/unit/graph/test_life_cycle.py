"""Check the life of a contract: intervals, months left, evaluation, next stages, against other ways to compute them."""

from datetime import date
from itertools import count

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.life_cycle import (
    add_months,
    duration,
    interval,
    life_cycle,
    months_between,
    next_stages,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)
NOTICE = 12


@given(DAYS, st.integers(-300, 300))
def test_months_are_added_as_pandas_does(day: str, months: int) -> None:
    expected = (pd.Timestamp(day) + pd.DateOffset(months=months)).date().isoformat()
    assert add_months(day, months) == expected


@given(DAYS, DAYS)
def test_months_between_are_those_that_can_be_added(one: str, other: str) -> None:
    first, last = sorted((one, other))
    counted = next(n for n in count() if add_months(first, n + 1) > last)
    assert months_between(first, last) == counted
    assert months_between(last, first) == -counted


@given(DAYS, DAYS, DAYS)
def test_what_is_left_decreases_with_time(end: str, one: str, other: str) -> None:
    early, late = sorted((one, other))
    left = [life_cycle({"date_fin": end}, day, NOTICE).mois_restants for day in (early, late)]
    assert left[0] is not None
    assert left[1] is not None
    assert left[0] >= left[1]
    assert left[0][0] == left[0][1], "a full day is not an interval"


@given(st.integers(1995, 2050), DAYS)
def test_a_year_holds_every_day_it_may_mean(year: int, day: str) -> None:
    life = life_cycle({"date_fin": str(year)}, day, NOTICE)
    exact = [life_cycle({"date_fin": f"{year}-{month:02d}-15"}, day, NOTICE) for month in range(1, 13)]
    assert life.mois_restants is not None
    assert all(
        life.mois_restants[0] <= one.mois_restants[0] <= life.mois_restants[1] for one in exact if one.mois_restants
    )
    states = {one.terme for one in exact}
    assert life.terme == "imprecis" or states == {life.terme}


def test_the_term_of_a_contract_known_by_its_years() -> None:
    properties = {"date_debut": "2015", "date_fin": "2020", "cycle": "evaluation"}
    life = life_cycle(properties, "2021-09-15", NOTICE)
    assert (life.debut, life.fin) == (("2015-01-01", "2015-12-31"), ("2020-01-01", "2020-12-31"))
    assert life.mois_restants == (-20, -8)
    assert (life.terme, life.evaluation) == ("termine", "commencee")
    assert duration(life) == (48, 72)
    assert life_cycle(properties, "2020-06-01", NOTICE).terme == "imprecis"


def test_a_prolongation_moves_the_end() -> None:
    life = life_cycle(
        {"date_signature": "2017-07-11", "duree_initiale_ans": 3.0, "prolongation_ans": 2.0}, "2021-09-15", NOTICE
    )
    assert life.fin == ("2022-07-11", "2022-07-11")
    assert life.origine == "calculee"
    assert life.mois_restants == (9, 9)
    assert life.evaluation_des == ("2021-07-11", "2021-07-11")
    assert life.evaluation == "a_lancer"
    written = life_cycle({"date_fin_initiale": "2020-07-11", "prolongation_ans": 2.0}, "2021-09-15", NOTICE)
    assert written.fin == life.fin
    assert duration(life) == (60, 60)


@pytest.mark.parametrize(
    ("stage", "end", "day", "expected"),
    [
        ("mise_en_oeuvre", "2026-12-31", "2025-12-30", "plus_tard"),
        ("mise_en_oeuvre", "2026-12-31", "2025-12-31", "a_lancer"),
        ("mise_en_oeuvre", "2026", "2025-06-01", "a_lancer_peut_etre"),
        ("mise_en_oeuvre", "2026-12-31", "2027-01-01", "terme_depasse"),
        ("mise_en_oeuvre", None, "2025-06-01", "non_documente"),
        ("diagnostic", None, "2025-06-01", "sans_objet"),
        ("evaluation", None, "2025-06-01", "commencee"),
        ("clos", "2020", "2025-06-01", "passee"),
        (None, "2026-12-31", None, None),
    ],
)
def test_the_state_of_the_evaluation(stage: str | None, end: str | None, day: str | None, expected: str | None) -> None:
    assert life_cycle({"cycle": stage, "date_fin": end}, day, NOTICE).evaluation == expected


def test_nothing_documented_says_nothing() -> None:
    life = life_cycle({}, "2025-06-01", NOTICE)
    assert (life.debut, life.fin, life.mois_restants, life.evaluation_des) == (None, None, None, None)
    assert (life.terme, life.evaluation, life.suivantes) == ("non_documente", "non_documente", ())
    assert duration(life) is None
    assert interval("un jour") is None


def test_the_announced_stage_comes_before_the_possible_ones() -> None:
    assert next_stages("mise_en_oeuvre") == ("evaluation", "prolongation")
    assert life_cycle({"cycle": "mise_en_oeuvre"}, None, NOTICE).suivantes == ("evaluation", "prolongation")
    announced = life_cycle({"cycle": "diagnostic", "cycle_suivant": "elaboration"}, None, NOTICE)
    assert (announced.suivantes, announced.annoncee) == (("elaboration",), True)
