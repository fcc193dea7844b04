"""List the workshops kept, begin one, rename or delete one after confirmation, show the history of a territory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from app import data
from app.components import address, frame, pickers
from app.components import workshop_keeping as keeping
from app.view_models.names import territory_name
from app.view_models.typography import counted, day, escaped, typeset
from app.view_models.workshop_history import history_rows
from app.view_models.workshop_notes import about_day
from app.view_models.workshop_words import next_step
from app.workshops.days_off import working_day
from app.workshops.milestones import MILESTONES
from app.workshops.people import names_person
from app.workshops.record import Workshop
from app.workshops.store import WorkshopError

_TITLE, _DAY, _SEATS = "atelier_nouveau_titre", "atelier_nouveau_jour", "atelier_nouveau_places"
_LONGEST = 120
_AT_A_TABLE = 5
_AHEAD = timedelta(days=75)
FEWEST_SEATS, MOST_SEATS = 4, 120


def draw() -> None:
    """Draw how to begin a workshop, then those kept."""
    keeping.show_said()
    kept = keeping.shelf().all()
    place = _begin()
    if place:
        here = [one for one in kept if one.territoire == place]
        others = [one for one in kept if one.territoire != place]
        _kept("Ateliers sur ce territoire", here, "Aucun atelier n’est encore gardé sur ce territoire.")
        if others:
            _kept("Ateliers sur d’autres territoires", others, "")
    else:
        _kept("Ateliers gardés", list(kept), "Aucun atelier n’est encore gardé.")
    for broken in keeping.shelf().damaged():
        frame.reserves((f"{broken.why} ({broken.name})",))


def _begin() -> str:
    with st.container(border=True):
        frame.section("Préparer un atelier")
        place = pickers.pick("Territoire", ("Territoire",), "territoire", "atelier_territoire")
        first, second = st.columns(2)
        with first:
            st.session_state.setdefault(_DAY, working_day(date.today() + _AHEAD))
            st.date_input("Jour de l’atelier", key=_DAY, format="DD/MM/YYYY", help="Il pourra changer.")
        with second:
            st.session_state.setdefault(_SEATS, 24)
            st.number_input("Nombre de places", FEWEST_SEATS, MOST_SEATS, step=1, key=_SEATS)
        if (picked := st.session_state[_DAY]) and (odd := about_day(picked, date.today())):
            frame.reserves((odd,))
        st.text_input(
            "Titre (facultatif)",
            key=_TITLE,
            max_chars=_LONGEST,
            placeholder="Atelier d’interconnaissance, et le nom du territoire",
        )
        st.button(
            "Préparer cet atelier",
            key="atelier_creer",
            type="primary" if place else "secondary",
            disabled=not place,
            on_click=_create,
            args=(place,),
        )
        if not place:
            frame.note("Choisissez d’abord le territoire.")
    return place


def _create(place: str) -> None:
    name = territory_name(data.context(), place)
    bare = name.split(" (")[0]
    title = " ".join(st.session_state[_TITLE].split()) or f"Atelier d’interconnaissance, {bare}"
    picked = st.session_state[_DAY]
    if picked is None:
        keeping.say("Choisissez le jour de l’atelier.", wrong=True)
        return
    if why := names_person(title):
        keeping.say(f"L’atelier n’est pas créé, son titre ne peut pas être gardé : {why}", wrong=True)
        return
    seats = int(st.session_state[_SEATS])
    made = Workshop(
        id="",
        titre=title,
        territoire=place,
        date=picked.isoformat(),
        places=seats,
        tables=max(2, round(seats / _AT_A_TABLE)),
    )
    try:
        kept = keeping.shelf().create(made, bare)
    except WorkshopError as error:
        keeping.say(str(error), wrong=True)
        return
    st.session_state.pop(_TITLE, None)
    address.write(keeping.NAME, kept.id)
    address.write(keeping.STEP, next(iter(MILESTONES)))


def _kept(title: str, workshops: list[Workshop], nothing: str) -> None:
    frame.section(title)
    if not workshops:
        frame.empty(nothing)
        return
    for one in workshops:
        _one(one)
    if len({one.territoire for one in workshops}) == 1 and len(workshops) > 1:
        _history(workshops)


def _one(workshop: Workshop) -> None:
    with st.container(border=True, key=f"atelier_{workshop.id}"):
        st.page_link(
            keeping.SCREEN,
            label=escaped(typeset(workshop.titre)),
            icon=":material/groups:",
            query_params=address.with_scope(**{keeping.NAME: workshop.id, "territoire": workshop.territoire}),
        )
        place = territory_name(data.context(), workshop.territoire)
        people = counted(len(workshop.venus), "participant")
        frame.bullets((f"{day(workshop.date)} · {place} · {people}", next_step(workshop, date.today())))
        with st.popover("Renommer ou supprimer", key=f"atelier_{workshop.id}_menu"):
            name = f"atelier_{workshop.id}_nom"
            st.text_input("Nouveau titre", key=name, value=workshop.titre, max_chars=_LONGEST)
            st.button("Renommer", key=f"{name}_ok", on_click=_rename, args=(workshop.id, name))
            sure = st.checkbox("Oui, supprimer cet atelier et les réponses qu’il contient", key=f"{name}_sur")
            st.button(
                "Supprimer", key=f"{name}_fin", disabled=not sure, on_click=_delete, args=(workshop.id, workshop.titre)
            )
            if workshop.evenement:
                frame.note(
                    "Ce qui a déjà été écrit dans la base y reste : il s’annule dans le journal de l’écran Données."
                )


def _rename(identifier: str, key: str) -> None:
    title = " ".join(str(st.session_state[key]).split())
    if not title:
        keeping.say("Donnez un titre à l’atelier.", wrong=True)
        return
    if why := names_person(title):
        keeping.say(f"Ce titre n’est pas gardé : {why}", wrong=True)
        return
    keeping.change(identifier, lambda one: replace(one, titre=title), f"L’atelier s’appelle maintenant « {title} ».")
    st.session_state.pop(key, None)


def _delete(identifier: str, title: str) -> None:
    try:
        keeping.shelf().delete(identifier)
    except WorkshopError as error:
        keeping.say(str(error), wrong=True)
        return
    keeping.say(f"L’atelier « {title} » est supprimé.")


def _history(workshops: list[Workshop]) -> None:
    heading, rows = history_rows(workshops)
    frame.plain_table("D’un atelier à l’autre sur ce territoire", heading, rows)
