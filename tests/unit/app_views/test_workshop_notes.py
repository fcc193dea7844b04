"""Hold what is said without being in the way: days off, a day past, too many guests, a table without its host."""

from dataclasses import replace
from datetime import date

import pytest

from app.view_models.workshop_hosts import tables_without_host
from app.view_models.workshop_notes import about_day, about_day_of, too_many
from app.workshops import editing
from app.workshops.days_off import holiday
from app.workshops.people import numbered
from app.workshops.record import DECLINED, PAIRS, Workshop
from tests.support.screens import plain

TODAY = date(2026, 11, 22)
ROUND = (("p01", "p02"), ("p03", "p04"))
FOUR = Workshop(
    id="x", titre="Essai", territoire="EPCI-243500741", date="2027-03-18", participants=numbered(4), tables=2, tours=2,
    places=4, plan=(ROUND, ROUND),
)  # fmt: skip


@pytest.mark.parametrize(
    ("year", "moving"),
    [
        # Days of the calendar published by the government for these years.
        (2024, ("2024-04-01", "2024-05-09", "2024-05-20")),
        (2026, ("2026-04-06", "2026-05-14", "2026-05-25")),
        (2027, ("2027-03-29", "2027-05-06", "2027-05-17")),
        (2038, ("2038-04-26", "2038-06-03", "2038-06-14")),
    ],
)
def test_a_year_has_its_eleven_public_holidays(year: int, moving: tuple[str, ...]) -> None:
    days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    found = {one.isoformat() for one in days if holiday(one)}
    fixed = ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")
    assert found == {*moving, *(f"{year}-{one}" for one in fixed)}


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        (date(2027, 3, 18), ""),
        (date(2027, 3, 20), "Le 20 mars 2027 est un samedi."),
        (date(2027, 3, 29), "Le 29 mars 2027 est un jour férié (lundi de Pâques)."),
        (date(2027, 8, 15), "Le 15 août 2027 est un dimanche et un jour férié (Assomption)."),
        (date(2026, 11, 20), "Ce jour est passé. Si l’atelier n’a pas encore eu lieu, choisissez-en un autre."),
        (TODAY.replace(day=23), ""),
    ],
)
def test_a_day_that_suits_nobody_is_said(picked: date, said: str) -> None:
    assert plain(about_day(picked, TODAY)) == said


def test_a_workshop_that_took_place_has_its_day_past_as_it_should() -> None:
    past = replace(FOUR, date="2026-11-20")
    assert "est passé" in about_day_of(past, TODAY)
    assert about_day_of(replace(past, joues=1), TODAY) == ""
    assert about_day_of(replace(past, faits=("jour",)), TODAY) == ""


def test_more_participants_than_seats_are_said_until_the_day_begins() -> None:
    assert too_many(FOUR) == ""
    crowded = replace(FOUR, places=3)
    assert plain(too_many(crowded)).startswith("4 participants pour 3 places : retirez quelqu’un")
    assert too_many(editing.set_status(crowded, DECLINED, ["p04"])) == ""
    assert too_many(replace(crowded, joues=1)) == ""


def test_a_table_whose_host_left_is_said_while_rounds_are_left() -> None:
    hosted = editing.edit(FOUR, "p03", lambda one: replace(one, table=2))
    assert tables_without_host(hosted) == ""
    gone = editing.leave(editing.play(hosted, 1), ["p03"])
    assert plain(tables_without_host(gone)) == ("Personne n’accueille plus à la table 2 (Participant 3 n’est pas là).")
    assert tables_without_host(editing.edit(gone, "p04", lambda one: replace(one, table=2))) == ""
    assert tables_without_host(editing.play(gone, 2)) == ""
    assert tables_without_host(replace(gone, mode=PAIRS)) == ""
    closed = replace(gone, plan=(ROUND, (("p01", "p02", "p04"),)))
    assert tables_without_host(closed) == ""
