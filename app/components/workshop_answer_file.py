"""Take the forms of a file: what it says, what is wrong, between which forms to choose, before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.components import frame
from app.components import workshop_keeping as keeping
from app.view_models.typography import counted, escaped, typeset
from app.view_models.workshop_words import badges
from app.workshops.capture_faults import Conflict, Reading
from app.workshops.capture_keep import accept
from app.workshops.capture_read import read_forms
from app.workshops.record import Workshop

_TURN = "atelier_reponses_tour"


def draw(workshop: Workshop, when: str) -> None:
    """Draw the deposit of one file, and what is in it."""
    turn = int(st.session_state.get(_TURN, 0))
    sent = st.file_uploader(
        "Classeur ou CSV de réponses", type=["xlsx", "csv", "ods"], key=f"{workshop.id}_{when}_fichier_{turn}"
    )
    if sent is None:
        frame.note("Rien n’est gardé avant que vous ayez lu ce que le fichier contient.")
        return
    reading = read_forms(workshop, sent.name, sent.getvalue(), moment=when)
    frame.say(f"{counted(len(reading.sound), 'nouvelle fiche', 'nouvelles fiches')} sans défaut dans ce fichier.")
    if reading.blocking:
        st.error(escaped(typeset(f"{counted(len(reading.blocking), 'point')} à corriger, ou à laisser de côté.")))
        frame.bullets(str(fault) for fault in reading.blocking)
    if reading.notes:
        with st.expander(counted(len(reading.notes), "remarque"), icon=":material/info:"):
            frame.bullets(str(fault) for fault in reading.notes)
    chosen = {conflict.key: _between(workshop, conflict) for conflict in reading.conflicts}
    _keep(workshop, reading, {key: place for key, place in chosen.items() if place is not None})


def _between(workshop: Workshop, conflict: Conflict) -> int | None:
    who = badges(workshop.participants)[conflict.participant]
    labels = []
    for place, form in enumerate(conflict.candidates, start=not conflict.received):
        which = f"Celle du fichier, n° {place}" if place else "Celle déjà reçue"
        labels.append(f"{which} : {counted(len(form.contacts), 'participant cité', 'participants cités')}")
    return st.radio(
        escaped(typeset(f"Deux fiches différentes de {who} : laquelle garder ?")), range(len(labels)), index=None,
        format_func=lambda place: escaped(typeset(labels[place])),
        key=f"{workshop.id}_choix_{conflict.participant}_{conflict.moment}",
    )  # fmt: skip


def _keep(workshop: Workshop, reading: Reading, chosen: Mapping[tuple[str, str], int]) -> None:
    whole = accept(workshop, reading, chosen=chosen)
    sound = accept(workshop, reading, sound_only=True, chosen=chosen)
    new = _added(workshop, whole)
    some = _added(workshop, sound)
    with st.container(horizontal=True):
        if new:
            st.button(
                f"Garder {counted(new, 'fiche')}", key="atelier_reponses_garder", type="primary", on_click=_kept,
                args=(workshop.id, reading, False, chosen),
            )  # fmt: skip
        elif some:
            st.button(
                f"Ne garder que {counted(some, 'fiche')} sans défaut", key="atelier_reponses_saines", on_click=_kept,
                args=(workshop.id, reading, True, chosen),
            )  # fmt: skip
        else:
            frame.note("Ce fichier n’a aucune fiche à garder.")


def _added(before: Workshop, after: Workshop) -> int:
    return sum(form not in before.formulaires for form in after.formulaires)


def _kept(identifier: str, reading: Reading, sound: bool, chosen: Mapping[tuple[str, str], int]) -> None:
    made = keeping.change(
        identifier, lambda one: accept(one, reading, sound_only=sound, chosen=chosen), "Les fiches sont gardées."
    )
    if made is not None:
        st.session_state[_TURN] = int(st.session_state.get(_TURN, 0)) + 1
