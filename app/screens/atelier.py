"""Prepare an interconnaissance workshop, from its aim sixty days before to its report ninety days after."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from app import data
from app.components import (
    address,
    first_steps,
    frame,
    links,
    workshop_answers,
    workshop_day,
    workshop_effect,
    workshop_goal,
    workshop_guests,
    workshop_list,
    workshop_path,
    workshop_seats,
    workshop_sheets,
)
from app.components import workshop_keeping as keeping
from app.view_models.names import territory_name
from app.view_models.typography import day, escaped, typeset
from app.workshops.milestones import ANSWERS, DAY, EFFECT, GOAL, GUESTS, SEATS, SHEETS
from app.workshops.record import Workshop
from app.workshops.store import WorkshopError

STEPS: Mapping[str, Callable[[Workshop], None]] = {
    GOAL: workshop_goal.draw,
    GUESTS: workshop_guests.draw,
    SHEETS: workshop_sheets.draw,
    SEATS: workshop_seats.draw,
    DAY: workshop_day.draw,
    ANSWERS: workshop_answers.draw,
    EFFECT: workshop_effect.draw,
}

workshop_path.dress()
chosen = address.read(keeping.NAME)
if not chosen:
    frame.header(
        "Atelier",
        lede="Faire se rencontrer ceux qui agissent au même endroit : qui inviter, comment les mêler, quoi imprimer, "
        "et ce qui a changé trois mois après.",
    )
    first_steps.stop_when_empty()
    workshop_list.draw()
    frame.stop()
try:
    workshop = keeping.shelf().get(chosen)
except WorkshopError as error:
    frame.header("Atelier")
    st.warning(escaped(typeset(str(error))))
    links.to(keeping.SCREEN, "Tous les ateliers", icon=":material/list:")
    frame.stop()
frame.header(workshop.titre, territory_name(data.context(), workshop.territoire), f"atelier du {day(workshop.date)}")
step = workshop_path.choose(workshop)
keeping.show_said()
STEPS[step](workshop)
workshop_path.onward(workshop, step)
