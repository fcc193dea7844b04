"""Let the facilitator add an organisation by its name: recognised in the base, or said not to be."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import data
from app.components import dates
from app.components import workshop_keeping as keeping
from app.view_models.typography import escaped, typeset
from app.workshops import recognition
from app.workshops.people import names_person
from app.workshops.record import Participant, Workshop
from ingest.headings import fold

LONGEST = 160
Keep = Callable[[Workshop, Participant], Workshop]


def draw(workshop: Workshop, key: str, title: str, button: str, keep: Keep, done: str) -> None:
    """
    Draw the form; what is refused stays written in it.

    Parameters
    ----------
    workshop
        Workshop.
    key
        Word of the form, one per place.
    title, button
        Labels of the name and of the button.
    keep
        Returns the workshop with the newcomer.
    done
        What became of it, after its name: « est dans la liste ».
    """
    form = f"{workshop.id}_{key}"
    with st.form(form, border=False):
        first, second = st.columns(2)
        with first:
            st.text_input(title, key=f"{form}_nom", max_chars=LONGEST)
        with second:
            st.text_input("Fonction (jamais un nom de personne)", key=f"{form}_fonction", max_chars=LONGEST)
        st.form_submit_button(button, on_click=_added, args=(workshop.id, form, keep, done))
        if why := st.session_state.pop(f"{form}_refus", ""):
            st.error(escaped(typeset(why)))


def _added(identifier: str, form: str, keep: Keep, done: str) -> None:
    name, job = (str(st.session_state[f"{form}_{field}"]).strip() for field in ("nom", "fonction"))
    why = names_person(name) or names_person(job, function=True) or ("" if name else "écrivez le nom de l’organisme.")
    if why:
        st.session_state[f"{form}_refus"] = f"Rien n’est gardé : {why}"
        return
    said = []

    def added(workshop: Workshop) -> Workshop:
        typed = Participant(id="", nom=name, fonction=job, organisme=fold(name) or name)
        made, told = recognition.welcome(workshop, typed, data.context(), dates.current().iso_day)
        said.append(told)
        return keep(workshop, made)

    if keeping.change(identifier, added) is not None:
        keeping.say(f"{name} {done}. {said[-1]}")
        st.session_state[f"{form}_nom"] = st.session_state[f"{form}_fonction"] = ""
