"""Let the facilitator say which actor of the base a guest is, or that it is not the one it was taken for."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import dates, frame, links
from app.components import workshop_keeping as keeping
from app.view_models.typography import escaped
from app.workshops import editing, planning, recognition
from app.workshops.record import Participant, Workshop


def draw(workshop: Workshop, one: Participant) -> None:
    """Draw the gesture that fits a guest: tie it to an actor, or part it from its own."""
    if one.acteur:
        _part(workshop, one)
    else:
        _tie(workshop, one)


def _tie(workshop: Workshop, one: Participant) -> None:
    frame.note(
        "La base ne connaît pas cet invité : ses réponses n’y seraient pas écrites. Si c’est un acteur qu’elle nomme "
        "autrement, dites lequel : sa place, sa fonction et ses questionnaires sont gardés."
    )
    names = data.options("Acteur")
    options = recognition.nearest_first(data.context(), one.nom, names)
    key = f"{workshop.id}_{one.id}_acteur"
    st.selectbox(
        "C’est cet acteur de la base", options, format_func=lambda id_: names[id_], key=key, index=None,
        placeholder="Les noms les plus proches d’abord",
    )  # fmt: skip
    chosen = st.session_state[key]
    alike = recognition.same_seat(workshop, one, chosen) if chosen else ()
    sure = True
    if alike:
        st.warning(escaped(recognition.already(alike)))
        sure = st.checkbox("Ce sont des personnes différentes", key=f"{key}_sur")
    st.button(
        "Le rattacher à cet acteur", key="atelier_rattacher", disabled=not chosen or not sure, on_click=_tied,
        args=(workshop.id, one.id, key),
    )  # fmt: skip


def _tied(identifier: str, participant: str, key: str) -> None:
    chosen = st.session_state[key]
    if not chosen:
        return
    known = planning.participant_of(data.context(), chosen, dates.current().iso_day)
    kept = keeping.change(
        identifier, lambda all_: editing.edit(all_, participant, lambda one: planning.attached(one, known))
    )
    if kept is not None:
        keeping.say(f"{kept.participant(participant).nom} est rattaché à « {known.nom} ».{_to_write(kept)}")


def _part(workshop: Workshop, one: Participant) -> None:
    name = data.context().name_of.get(one.acteur, one.acteur)
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.note(f"Dans la base, c’est « {name} ».")
        links.to(links.SHEET, "Ouvrir sa fiche", icon=":material/article:", id=one.acteur)
        with st.popover("Ce n’est pas cet acteur"):
            frame.note(
                "L’invité reste dans la liste, avec sa place et ses questionnaires. Ce que la base disait de lui "
                "(organisme, secteur, raison) est retiré."
            )
            st.button("Oui, le détacher", key="atelier_detacher", on_click=_parted, args=(workshop.id, one.id))


def _parted(identifier: str, participant: str) -> None:
    day = dates.current().iso_day

    def parted(one: Participant) -> Participant:
        return planning.detached(one, planning.participant_of(data.context(), one.acteur, day)) if one.acteur else one

    kept = keeping.change(identifier, lambda all_: editing.edit(all_, participant, parted))
    if kept is not None:
        keeping.say(f"{kept.participant(participant).nom} n’est plus rattaché.{_to_write(kept)}")


def _to_write(workshop: Workshop) -> str:
    """Say that the base holds the answers as they were before, when it holds any."""
    if not workshop.evenement:
        return ""
    return " La base ne le sait pas encore : écrivez à nouveau les réponses, à l’étape « Réponses »."
