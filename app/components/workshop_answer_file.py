"""Take the forms of files: what they say, what is wrong, between which forms to choose, before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from app.components import frame
from app.components import workshop_keeping as keeping
from app.view_models.typography import counted, escaped, typeset
from app.view_models.workshop_words import badges
from app.workshops.capture_faults import Conflict, Reading, said_together
from app.workshops.capture_keep import accept
from app.workshops.capture_read import read_files
from app.workshops.capture_sort import what_differs
from app.workshops.record import Workshop

_TURN = "atelier_reponses_tour"


def draw(workshop: Workshop, when: str, received: str) -> None:
    """Draw the deposit of files, and what is in them; those that do not say their day came on this one."""
    turn = int(st.session_state.get(_TURN, 0))
    sent = st.file_uploader(
        "Classeurs ou CSV de réponses", type=["xlsx", "csv", "ods"], accept_multiple_files=True,
        key=f"{workshop.id}_{when}_fichier_{turn}",
    )  # fmt: skip
    if not sent:
        frame.note("Rien n’est gardé avant que vous ayez lu ce que les fichiers contiennent.")
        return
    reading = read_files(
        workshop, [(one.name, one.getvalue()) for one in sent], moment=when, received=received,
        today=date.today().isoformat(),
    )  # fmt: skip
    there = "dans ce fichier" if len(sent) == 1 else f"dans ces {len(sent)} fichiers"
    frame.say(f"{counted(len(reading.sound), 'nouveau questionnaire', 'nouveaux questionnaires')} sans défaut {there}.")
    if reading.blocking:
        st.error(escaped(typeset(f"{counted(len(reading.blocking), 'point')} à corriger, ou à laisser de côté.")))
        frame.bullets(map(_at, said_together(reading.blocking)))
    if reading.notes:
        with st.expander(counted(len(reading.notes), "remarque"), icon=":material/info:"):
            frame.bullets(map(_at, said_together(reading.notes)))
    chosen = {conflict.key: _between(workshop, conflict) for conflict in reading.conflicts}
    _keep(workshop, reading, {key: place for key, place in chosen.items() if place is not None})


def _at(fault: str) -> str:
    """Return a fault after a word of ours: a list begins with a capital, and the name of a file keeps its letters."""
    return f"Dans {fault}"


def _between(workshop: Workshop, conflict: Conflict) -> int | None:
    who = badges(workshop.participants)[conflict.participant]
    labels = []
    for place, form in zip(conflict.places, conflict.candidates, strict=True):
        cited = counted(len(form.contacts), "participant cité", "participants cités")
        labels.append(f"{place} : {cited}")
    heading = ("De qui", "Question", *(f"Questionnaire {rank}" for rank in range(1, len(labels) + 1)))
    rows = [(one.about, one.question, *one.answers) for one in what_differs(workshop, conflict)]
    frame.plain_table(f"{who} : ce qui n’est pas pareil", heading, rows)
    return st.radio(
        escaped(typeset(f"Deux questionnaires différents de {who} : lequel garder ?")), range(len(labels)), index=None,
        format_func=lambda place: escaped(typeset(f"Questionnaire {place + 1} : {labels[place]}")),
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
                f"Garder {counted(new, 'questionnaire')}", key="atelier_reponses_garder", type="primary",
                on_click=_kept, args=(workshop.id, reading, False, chosen),
            )  # fmt: skip
        elif some:
            st.button(
                f"Ne garder que {counted(some, 'questionnaire')} sans défaut", key="atelier_reponses_saines",
                on_click=_kept, args=(workshop.id, reading, True, chosen),
            )  # fmt: skip
        else:
            frame.note("Il n’y a aucun questionnaire à garder.")


def _added(before: Workshop, after: Workshop) -> int:
    return sum(form not in before.formulaires for form in after.formulaires)


def _kept(identifier: str, reading: Reading, sound: bool, chosen: Mapping[tuple[str, str], int]) -> None:
    made = keeping.change(
        identifier, lambda one: accept(one, reading, sound_only=sound, chosen=chosen), "Les questionnaires sont gardés."
    )
    if made is not None:
        st.session_state[_TURN] = int(st.session_state.get(_TURN, 0)) + 1
