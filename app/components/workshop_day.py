"""Help on the day: who is absent, who arrived, the next round in large letters, the rounds left planned again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.components import address, frame
from app.components import workshop_keeping as keeping
from app.components import workshop_newcomer as newcomer
from app.components import workshop_room as room
from app.components import workshop_seats as seats
from app.view_models.typography import counted, escaped, typeset
from app.view_models.workshop_hosts import REMEDY, tables_without_host
from app.view_models.workshop_plan import rounds, short
from app.view_models.workshop_words import badges
from app.workshops import editing, planning, plans
from app.workshops.record import ABSENT, DECLINED, PRESENT, Workshop
from app.workshops.timetable import timetable

_ROUND = "tour"
_SECONDS = 1.5


def draw(workshop: Workshop) -> None:
    """Draw the round that comes, then who is there."""
    if not workshop.plan:
        frame.empty("Le plan n’est pas encore calculé : composez les tables à l’étape « Plan de table ».")
        return
    state = planning.plan_state(workshop)
    if state.code == planning.STALE:
        st.warning(escaped(typeset(f"Le plan ne va plus pour les tours qui restent. {' '.join(state.reasons)}")))
        wrong = plans.problems(workshop)
        if wrong:
            frame.bullets(wrong)
        st.button(
            "Refaire les tours qui restent", key="atelier_refaire", type="primary", disabled=bool(wrong),
            icon=":material/refresh:", on_click=_again, args=(workshop.id,),
        )  # fmt: skip
    _round(workshop)
    frame.section("Qui est là")
    _people(workshop)
    if state.code == planning.CURRENT:
        frame.note(short(workshop, plans.figures_of(workshop, {})) + ".")


def _round(workshop: Workshop) -> None:
    every = rounds(workshop)
    asked = address.read(_ROUND)
    coming = min(workshop.joues + 1, len(every))
    current = int(asked) if asked.isdigit() and 1 <= int(asked) <= len(every) else coming
    key = f"{workshop.id}_tour"
    st.session_state[key] = current
    st.segmented_control(
        "Tour", [one.rank for one in every], format_func=lambda rank: every[rank - 1].title, key=key, required=True,
        label_visibility="collapsed", on_change=lambda: address.write(_ROUND, str(st.session_state[key])),
    )  # fmt: skip
    tour = every[current - 1]
    hours = {step.round: step.hours for step in timetable(workshop) if step.round}
    with st.container(key="atelier_horloge"):
        frame.section(", ".join(filter(None, (tour.title, hours.get(current, "")))))
    room.one(tour, large=True)
    with st.container(horizontal=True, key="atelier_grand_tour"):
        if current == workshop.joues + 1:
            st.button(
                f"Tour {current} terminé", key="atelier_termine", type="primary", icon=":material/check:",
                on_click=_played, args=(workshop.id, current),
            )  # fmt: skip
        if current == workshop.joues and workshop.joues:
            st.button(
                f"Reprendre le tour {current}", key="atelier_reprendre", on_click=_played,
                args=(workshop.id, current - 1),
            )  # fmt: skip
    if workshop.joues == len(every):
        frame.say("Tous les tours sont joués. Il reste à recueillir les questionnaires.")


def _played(identifier: str, count: int) -> None:
    keeping.change(identifier, lambda one: editing.play(one, count))
    address.write(_ROUND, None)


def _people(workshop: Workshop) -> None:
    called = badges(workshop.participants)
    expected = [one for one in workshop.participants if one.statut in PRESENT or one.statut == ABSENT]
    key = f"{workshop.id}_absents"
    st.session_state[key] = [one.id for one in expected if one.statut == ABSENT]
    st.pills(
        f"Touchez les absents : {_there(workshop, len(expected))}", [one.id for one in expected],
        selection_mode="multi", format_func=lambda one: escaped(called[one]), key=key,
        on_change=_left, args=(workshop.id, key),
    )  # fmt: skip
    if alone := tables_without_host(workshop):
        frame.reserves((f"{alone} {REMEDY}",))
    _returned(workshop, called)
    newcomer.draw(
        workshop, "arrive", "Arrive sans être sur la liste : organisme", "Il est là", editing.arrive, "est noté présent"
    )


def _there(workshop: Workshop, expected: int) -> str:
    """Say how many are there among those who were expected: the plan of the rounds left counts the former."""
    here = len(workshop.presents)
    return f"{here} là, sur {counted(expected, 'attendu')}" if here < expected else f"{counted(here, 'attendu')}"


def _returned(workshop: Workshop, called: dict[str, str]) -> None:
    away = [one.id for one in workshop.participants if one.statut == DECLINED]
    if not away:
        return
    key = f"{workshop.id}_revenu"
    st.selectbox(
        "Avait décliné, et arrive",
        away,
        index=None,
        format_func=lambda one: called[one],
        key=key,
        placeholder="Choisissez",
    )
    st.button(
        "Il est là", key="atelier_revenu", disabled=not st.session_state[key], on_click=_came, args=(workshop.id, key)
    )


def _came(identifier: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        keeping.change(identifier, lambda one: editing.arrive(one, one.participant(chosen)))
        st.session_state[key] = None


def _left(identifier: str, key: str) -> None:
    gone = list(st.session_state[key] or ())
    keeping.change(identifier, lambda one: editing.leave(one, gone))


def _again(identifier: str) -> None:
    """Plan the rounds left; those played stay as they were."""
    workshop = keeping.shelf().get(identifier)
    try:
        made, figures = plans.seat(workshop, seats.weights(workshop), seconds=_SECONDS)
    except ValueError as error:
        keeping.say(str(error), wrong=True)
        return
    if keeping.change(identifier, lambda one: replace(one, plan=made.plan)) is not None:
        said = f"Les tours qui restent sont refaits : {short(made, figures)}."
        alone = tables_without_host(made)
        keeping.say(f"{said} {alone} {REMEDY}" if alone else said, warning=bool(alone))
