"""Let the facilitator say what the workshop is for: aim, day, territory, themes, seats, who must come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import streamlit as st

from app import data
from app.components import frame
from app.components import workshop_fields as fields
from app.components import workshop_guests as guests
from app.components import workshop_keeping as keeping
from app.components import workshop_list as listing
from app.components import workshop_seats as seats
from app.view_models.names import territory_name
from app.view_models.typography import day
from app.view_models.workshop_notes import about_day_of, too_many
from app.workshops.milestones import MILESTONES, SEATS
from app.workshops.record import Workshop

_HALF_HOUR = 1800


def draw(workshop: Workshop) -> None:
    """Draw the fields of the aim."""
    frame.note("Tout ce que vous écrivez est gardé au fur et à mesure.")
    fields.text(workshop, "titre", "Titre")
    fields.text(
        workshop, "objectif", "Objectif", most=600, lines=True,
        hint="Par exemple : que chacun sache qui fait quoi sur l’accès aux soins, et avec qui il lui manque un lien",
    )  # fmt: skip
    first, second, third = st.columns(3)
    with first:
        _day(workshop)
    with second:
        _hour(workshop)
    with third:
        fields.text(workshop, "lieu", "Lieu", hint="Salle, adresse")
    if odd := about_day_of(workshop, date.today()):
        frame.reserves((odd,))
    frame.section("Qui inviter")
    first, second = st.columns(2)
    with first:
        _place(workshop)
    with second:
        _themes(workshop)
    _weights(workshop)
    first, second = st.columns(2)
    with first:
        fields.number(workshop, "places", "Nombre de places", listing.FEWEST_SEATS, listing.MOST_SEATS)
    with second:
        fields.number(
            workshop, "max_par_organisme", "Places par organisme, au plus", 1, 10,
            hint="Un organisme et ses services comptent ensemble.",
        )  # fmt: skip
    if more := too_many(workshop):
        frame.reserves((more,))
    actors = data.options("Acteur")
    first, second = st.columns(2)
    with first:
        fields.several(workshop, "obligatoires", "À inviter dans tous les cas", actors)
    with second:
        fields.several(workshop, "exclus", "À ne pas inviter", actors)
    _shortcut(workshop)
    with st.expander("Le calendrier de cet atelier", icon=":material/calendar_month:"):
        frame.plain_table(
            "Sept étapes, et leur jour",
            ("Étape", "Jour", "Ce qu’il y a à faire"),
            [
                (f"{step.mark} · {step.title}", day(step.day(workshop).isoformat()), step.todo)
                for step in MILESTONES.values()
            ],
        )


def _shortcut(workshop: Workshop) -> None:
    """Offer to propose the guests and to compose the tables in one go: everything can be corrected afterwards."""
    if workshop.participants:
        return
    if st.button(
        "Aller droit au kit : proposer les invités et composer les tables", key="atelier_tout",
        icon=":material/bolt:", help="Vous pourrez tout corriger, étape par étape.",
    ):  # fmt: skip
        if guests.proposed(workshop):
            seats.compute(keeping.shelf().get(workshop.id), seats.SECONDS)
            keeping.open_step(SEATS)
        st.rerun()


def _day(workshop: Workshop) -> None:
    key = f"{workshop.id}_date"
    st.session_state[key] = date.fromisoformat(workshop.date)
    st.date_input("Jour", key=key, format="DD/MM/YYYY", on_change=_day_chosen, args=(workshop.id, key))


def _day_chosen(identifier: str, key: str) -> None:
    picked = st.session_state[key]
    if picked is not None:
        keeping.change(identifier, lambda one: replace(one, date=picked.isoformat()))


def _hour(workshop: Workshop) -> None:
    key = f"{workshop.id}_debut"
    st.session_state[key] = _start(workshop)
    st.time_input("Heure de début", key=key, step=_HALF_HOUR // 2, on_change=_hour_chosen, args=(workshop.id, key))


def _start(workshop: Workshop) -> time:
    try:
        return time.fromisoformat(workshop.debut)
    except ValueError:
        return time(9)


def _hour_chosen(identifier: str, key: str) -> None:
    picked = st.session_state[key]
    if picked is not None:
        keeping.change(identifier, lambda one: replace(one, debut=f"{picked:%H:%M}"))


def _place(workshop: Workshop) -> None:
    key = f"{workshop.id}_territoire"
    found = dict(data.options("Territoire"))
    found.setdefault(workshop.territoire, territory_name(data.context(), workshop.territoire))
    st.session_state[key] = workshop.territoire
    st.selectbox(
        "Territoire", list(found), format_func=lambda one: found[one], key=key, on_change=_place_chosen,
        args=(workshop.id, key),
    )  # fmt: skip


def _place_chosen(identifier: str, key: str) -> None:
    picked = st.session_state[key]
    if picked:
        keeping.change(identifier, lambda one: replace(one, territoire=picked))


def _themes(workshop: Workshop) -> None:
    key = f"{workshop.id}_themes"
    options = data.options("Thematique")
    current = list(workshop.themes)
    found = {**{one: one for one in current}, **options}
    st.session_state[key] = current
    st.multiselect(
        "Thèmes", list(found), format_func=lambda one: found[one].split(" · ")[0], key=key,
        placeholder="Tous les thèmes, à égalité", on_change=_themes_chosen, args=(workshop.id, key),
        select_all=False,
    )  # fmt: skip


def _themes_chosen(identifier: str, key: str) -> None:
    picked = list(st.session_state[key])
    keeping.change(identifier, lambda one: replace(one, themes={name: one.themes.get(name, 1.0) for name in picked}))


def _weights(workshop: Workshop) -> None:
    if len(workshop.themes) < 2:
        return
    names = data.options("Thematique")
    with st.expander("Régler l’importance des thèmes", icon=":material/tune:"):
        frame.note("Un thème à 2 compte deux fois plus qu’un thème à 1.")
        for theme, weight in workshop.themes.items():
            key = f"{workshop.id}_theme_{theme}"
            st.session_state[key] = float(weight)
            st.slider(
                names.get(theme, theme).split(" · ")[0], 0.5, 3.0, step=0.5, key=key, on_change=_weighed,
                args=(workshop.id, theme, key),
            )  # fmt: skip


def _weighed(identifier: str, theme: str, key: str) -> None:
    value = float(st.session_state[key])
    keeping.change(identifier, lambda one: replace(one, themes={**one.themes, theme: value}))
