"""Take in forms on screen as a facilitator does after the day: when they came, and who left before the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.workshops.record import ABSENT, DAY, LATER, Workshop
from app.workshops.store import Workshops
from tests.app.conftest import Open
from tests.support.screens import fails, plain, words
from tests.support.workshops import form, rounds, workshop

HELD, CAME = "2021-09-15", date(2021, 9, 22)


@pytest.fixture
def held(shelf: Workshops) -> Workshop:
    """Give a workshop of one round played, that the second participant left, and to which the third never came."""
    made = workshop(4, date=HELD, plan=rounds(("p01", "p02", "p04")), joues=1)
    people = tuple(replace(one, statut=ABSENT) if one.id in {"p02", "p03"} else one for one in made.participants)
    return shelf.save(replace(made, participants=people))


def test_the_day_chosen_is_that_of_the_forms_typed_and_each_capture_keeps_its_own(
    open_screen: Open, shelf: Workshops, held: Workshop
) -> None:
    page = open_screen("atelier", atelier=held.id, etape="reponses", repond="p01")
    _day(page, DAY, held).set_value(CAME).run()
    _answer(page, held, DAY, 3)
    assert fails(page) == []
    assert [(one.participant, one.recu) for one in shelf.get(held.id).formulaires] == [("p01", CAME.isoformat())]
    _go(page, etape="bilan", repond="p01")
    assert _day(page, LATER, held).value == date.today()
    _day(page, LATER, held).set_value(date(2021, 12, 20)).run()
    _answer(page, held, LATER, 2)
    assert shelf.get(held.id).formulaires[1].recu == "2021-12-20"
    _go(page, etape="reponses", repond="p01")
    assert _day(page, DAY, held).value == CAME
    # A form already received keeps its day when the others come on another one, until it is put right.
    _day(page, DAY, held).set_value(date(2021, 9, 30)).run()
    own = next(one for one in page.date_input if plain(one.label) == "Reçu le")
    assert own.value == CAME
    own.set_value(date(2021, 9, 23))
    _answer(page, held, DAY, 3)
    assert shelf.get(held.id).formulaires[0].recu == "2021-09-23"


def test_who_left_after_a_round_answers_and_is_counted_who_never_came_is_not(
    open_screen: Open, shelf: Workshops, held: Workshop
) -> None:
    page = open_screen("atelier", atelier=held.id, etape="reponses")
    assert "0 questionnaire reçu sur 3 participants" in words(page)
    (who,) = [one for one in page.selectbox if plain(one.label) == "Qui répond ?"]
    assert [plain(one) for one in who.options] == [
        "Organisme 1", "Organisme 2 (parti après le tour 1)", "Organisme 4",
    ]  # fmt: skip
    shelf.save(replace(held, formulaires=(form("p02", {"p01": (0, True, 2)}), form("p01", {"p02": (0, True, 2)}))))
    page = open_screen("atelier", atelier=held.id, etape="reponses")
    assert "2 questionnaires reçus sur 3 participants (67 %)" in words(page)
    # What a form already said of one who never came is not lost when it is put right.
    first = form("p01", {"p02": (0, True, 2), "p03": (1, False, 1)}, recu="2021-09-20")
    shelf.save(replace(held, formulaires=(first, form("p02", {"p01": (0, True, 2)}))))
    page = open_screen("atelier", atelier=held.id, etape="reponses", repond="p01")
    _answer(page, held, DAY, 4)
    said = [(one.autre, one.aujourd_hui) for one in shelf.get(held.id).formulaires[0].contacts]
    assert said == [("p02", 4), ("p03", 1)]
    page = open_screen("atelier", atelier=held.id, etape="bilan")
    assert "2 participants sur 3 ont répondu (67 %)" in words(page)


def _day(page: AppTest, when: str, held: Workshop) -> Any:
    return page.date_input(key=f"{held.id}_{when}_recu")


def _answer(page: AppTest, held: Workshop, when: str, grade: int) -> None:
    page.button_group(key=f"{held.id}_{when}_p01_p02_apres").set_value(grade)
    next(one for one in page.button if plain(one.label) == "Garder ce questionnaire").click().run()


def _go(page: AppTest, **address: str) -> None:
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
