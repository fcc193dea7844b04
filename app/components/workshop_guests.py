"""Let the facilitator settle the guest list: proposed with reasons, then replaced, removed and added to by hand."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app import data
from app.components import answers, dates, frame, tables
from app.components import workshop_guest_edit as edit
from app.components import workshop_keeping as keeping
from app.view_models.typography import counted, escaped
from app.view_models.workshop_guests import build_guests, counts, worth
from app.workshops import editing, planning
from app.workshops.record import Workshop
from graph.answer import Answer
from graph.answers import AskError


def draw(workshop: Workshop) -> None:
    """Draw the list, or how to begin it."""
    if not workshop.participants:
        _begin(workshop)
        return
    frame.numbers(counts(workshop))
    answer = _judged(workshop)
    if answer is not None:
        workshop = planning.refreshed(workshop, answer, _another(workshop))
        best = _proposal(workshop)
        frame.say(" ".join(worth(workshop, answer.mesures, best.mesures if best else None)))
        answers.reserves(answers.view_of(answer))
    tables.draw(
        build_guests(workshop, answer, data.context().name_of, data.document_titles()), "atelier_invites", height=620
    )
    _declined(workshop)
    edit.draw(workshop)
    _again(workshop, answer)


def propose(identifier: str) -> None:
    """Keep the list that the base proposes, in the place of the former one."""
    workshop = keeping.shelf().get(identifier)
    answer = data.ask(planning.GUESTS, planning.guest_parameters(workshop), dates.current().value)
    found = planning.guests_from_answer(answer, data.context(), dates.current().iso_day)
    if not found:
        keeping.say(answer.phrase, wrong=True)
        return

    def renewed(one: Workshop) -> Workshop:
        return editing.add_all(replace(one, participants=(), interdits=()), found)

    keeping.change(
        identifier, renewed, f"La liste propose {counted(len(found), 'invité')}. Elle est à vous : corrigez-la."
    )


def _begin(workshop: Workshop) -> None:
    frame.empty("La liste est vide. Maillage peut en proposer une, que vous corrigerez.")
    try_it = st.button(
        f"Proposer {workshop.places} invités", key="atelier_proposer", type="primary", icon=":material/auto_awesome:"
    )
    if try_it and proposed(workshop):
        st.rerun()
    frame.note(
        "La proposition cherche à couvrir les thèmes, à varier les secteurs et à réunir ceux qui agissent sur la même "
        "chose sans se connaître. Elle ne contacte personne."
    )
    edit.bring(workshop)


def proposed(workshop: Workshop) -> bool:
    """Propose a list, keep it and tell whether there is one; what does not fit is said with what to do."""
    with st.spinner("Choix des invités…", show_time=True):
        answer = answers.ask(planning.GUESTS, planning.guest_parameters(workshop), "atelier_invites")
    if answer is None:
        return False
    if not answer.lignes:
        frame.say(answer.phrase)
        answers.reserves(answers.view_of(answer))
        return False
    propose(workshop.id)
    return True


def _judged(workshop: Workshop) -> Answer | None:
    """Return what the base says of the list as it is; None when it knows none of its actors."""
    if not any(one.acteur for one in workshop.presents):
        return None
    return answers.ask(planning.GUESTS, planning.guest_parameters(workshop, kept=True), "atelier_liste")


def _another(workshop: Workshop) -> str:
    """Return whom to invite in the place of those who do not come; nobody when they all do, or it cannot be asked."""
    if len(workshop.presents) == len(workshop.participants):
        return ""
    try:
        return planning.next_guest(workshop, lambda name, given: data.ask(name, given, dates.current().value))
    except AskError:
        return ""


def _declined(workshop: Workshop) -> None:
    """Offer, for each one who declined, whom to invite instead."""
    names = data.context().name_of
    taken = {one.acteur for one in workshop.presents}
    for one in workshop.participants:
        if one.statut != "decline" or not one.remplacant or one.remplacant in taken:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            frame.note(f"{one.nom} décline.")
            st.button(
                f"Inviter {escaped(names.get(one.remplacant, one.remplacant))} à sa place",
                key=f"atelier_remplacer_{one.id}",
                on_click=edit.replace_by,
                args=(workshop.id, one.id, one.remplacant),
            )


def _again(workshop: Workshop, answer: Answer | None) -> None:
    if answer is not None:
        answers.method(answer)
    with st.popover("Proposer une nouvelle liste"):
        frame.note("La liste actuelle, ses réponses et les paires à séparer seront remplacées.")
        st.button("Oui, proposer à nouveau", key="atelier_reproposer", on_click=propose, args=(workshop.id,))


def _proposal(workshop: Workshop) -> Answer | None:
    """Return the answer that the same choices would give now; None when they cannot be asked."""
    try:
        return data.ask(planning.GUESTS, planning.guest_parameters(workshop), dates.current().value)
    except AskError:
        return None
