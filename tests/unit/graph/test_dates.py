"""Check the reading of partial dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import first_day, format_french, is_partial_date, last_day, no_date, precision


@pytest.mark.parametrize(
    ("text", "first", "last", "word"),
    [
        ("2021", "2021-01-01", "2021-12-31", "annee"),
        ("2021-07", "2021-07-01", "2021-07-31", "mois"),
        ("2020-02", "2020-02-01", "2020-02-29", "mois"),
        ("2021-07-11", "2021-07-11", "2021-07-11", "jour"),
    ],
)
def test_bounds_and_precision(text: str, first: str, last: str, word: str) -> None:
    assert (first_day(text), last_day(text), precision(text)) == (first, last, word)


@pytest.mark.parametrize("text", ["", "2021-13", "2021-02-30", "11/07/2021", "juillet 2021", "2021-7", "21"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError, match=r"date|day|month"):
        first_day(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2026", "n’existe pas"),
        ("2026-02-31", "n’existe pas"),
        ("30/13/2026", "n’existe pas"),
        ("bientôt", "n’est pas une date"),
        ("28/02/2026", "n’est pas une date"),
    ],
)
def test_a_day_that_does_not_exist_is_said_so(text: str, said: str) -> None:
    assert said in no_date(text)


@given(st.dates())
def test_a_day_is_its_own_bounds(day: object) -> None:
    assert first_day(str(day)) == last_day(str(day)) == str(day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-09-15", "15 septembre 2021"),
        ("2021-07-01", "1er juillet 2021"),
        ("2021-07", "juillet 2021"),
        ("2021", "2021"),
        (None, "date inconnue"),
    ],
)
def test_dates_are_written_in_french(text: str | None, words: str) -> None:
    assert format_french(text) == words
