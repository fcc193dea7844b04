"""Draw the path of a workshop in time: seven steps with their days, where the facilitator stands, what comes next."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from app.components import address, frame, links
from app.components import workshop_keeping as keeping
from app.view_models.typography import day, typeset
from app.view_models.workshop_words import distance, step_label
from app.workshops.editing import tick
from app.workshops.effects import unplayed
from app.workshops.milestones import DAY, MILESTONES, Milestone, current, is_done, is_late
from app.workshops.record import Workshop

_KEY = "atelier_etape"
_STYLE = Path(__file__).with_name("workshop.css")


def dress() -> None:
    """Set what the steps draw: cards of tables, large letters, buttons that a finger finds."""
    st.html(f"<style>{_style()}</style>")


def choose(workshop: Workshop) -> str:
    """
    Draw the steps and return the one that is open.

    Without a step in the address, it is the first one that is not ticked: the facilitator takes up where it was left.
    """
    asked = address.read(keeping.STEP)
    opened = MILESTONES.get(asked) or current(workshop)
    st.session_state[_KEY] = opened.name
    st.segmented_control(
        "Étapes de l’atelier",
        list(MILESTONES),
        format_func=lambda name: step_label(workshop, MILESTONES[name]),
        key=_KEY,
        required=True,
        label_visibility="collapsed",
        on_change=_opened,
    )
    _where(workshop, opened)
    return opened.name


def onward(workshop: Workshop, name: str) -> None:
    """Draw, at the foot of a step, what ticks it and leads to the next one."""
    names = list(MILESTONES)
    place = names.index(name)
    following = names[place + 1] if place + 1 < len(names) else ""
    with st.container(horizontal=True, vertical_alignment="center", key="atelier_suite"):
        if following:
            st.button(
                f"C’est fait, passer à : {MILESTONES[following].title}",
                key="atelier_suivant",
                icon=":material/check:",
                on_click=_done,
                args=(workshop.id, name, following),
            )
        elif not is_done(workshop, name):
            st.button(
                "C’est fait",
                key="atelier_suivant",
                icon=":material/check:",
                on_click=_done,
                args=(workshop.id, name, ""),
            )
        if is_done(workshop, name):
            st.button("Ce n’est plus fait", key="atelier_defaire", on_click=_undone, args=(workshop.id, name))
        st.page_link(
            keeping.SCREEN,
            label="Tous les ateliers",
            icon=":material/list:",
            query_params=address.with_scope(territoire=workshop.territoire),
        )


def recall(workshop: Workshop) -> None:
    """Say which rounds are not ticked as played, with the way to tick them, once the day has come."""
    begun = workshop.joues or workshop.formulaires or is_done(workshop, DAY)
    if (begun or MILESTONES[DAY].day(workshop) <= date.today()) and (doubt := unplayed(workshop)):
        frame.reserves((doubt,))
        links.to(
            keeping.SCREEN, "Noter les tours joués, au Jour J", icon=":material/event:",
            **{keeping.NAME: workshop.id, keeping.STEP: DAY},
        )  # fmt: skip


def _where(workshop: Workshop, step: Milestone) -> None:
    today = date.today()
    then = step.day(workshop)
    state = "faite" if is_done(workshop, step.name) else "en retard" if is_late(workshop, step, today) else "à faire"
    frame.note(typeset(f"{step.mark}, {day(then.isoformat())}, {distance(then, today)} : {step.todo} Étape {state}."))


def _opened() -> None:
    address.write(keeping.STEP, st.session_state[_KEY])


def _done(identifier: str, name: str, following: str) -> None:
    if keeping.change(identifier, lambda one: tick(one, name, done=True)) is not None and following:
        keeping.open_step(following)


def _undone(identifier: str, name: str) -> None:
    keeping.change(identifier, lambda one: tick(one, name, done=False))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
