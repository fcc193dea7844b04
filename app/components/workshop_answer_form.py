"""Type one form on the screen: with whom, how strong the link, before and now, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.components import address, frame
from app.components import workshop_keeping as keeping
from app.view_models.typography import escaped
from app.view_models.workshop_words import badge, badges
from app.workshops import capture_questions as questions
from app.workshops import editing, planning
from app.workshops.capture_keep import check_form, with_forms
from app.workshops.record import Contact, Form, Workshop

_WHO = "repond"
_LONGEST = 200
_GRADES = tuple(range(questions.HIGHEST + 1))
_YES_NO = {True: "oui", False: "non"}


def draw(workshop: Workshop, when: str) -> None:
    """Draw the form of the participant that the address names."""
    called = badges(workshop.presents)
    given = {form.participant for form in workshop.formulaires if form.moment == when}
    current = address.read(_WHO)
    current = current if current in called else ""
    key = f"{workshop.id}_{when}_repond"
    st.session_state[key] = current or None
    st.selectbox(
        "Qui répond ?", list(called), index=None, key=key, placeholder="Choisissez",
        format_func=lambda one: f"{'✓ ' if one in given else ''}{called[one]}",
        on_change=lambda: address.write(_WHO, st.session_state[key] or ""),
    )  # fmt: skip
    if not current:
        frame.note("Une fiche déjà reçue est cochée ; la choisir permet de la corriger.")
        return
    found = next((one for one in workshop.formulaires if (one.participant, one.moment) == (current, when)), None)
    before = found or Form(participant=current, moment=when)
    frame.note(questions.LEGAL)
    _scale()
    about = _about(workshop, before, when)
    with st.form(f"{workshop.id}_{when}_{current}", border=True):
        contacts = tuple(_contact(workshop, before, other, when) for other in about)
        absent = st.text_input(questions.QUESTIONS[questions.ABSENT], before.absent, max_chars=_LONGEST)
        mistake = st.text_input(questions.QUESTIONS[questions.MISTAKE], before.erreur, max_chars=_LONGEST)
        if st.form_submit_button("Garder cette fiche", type="primary"):
            made = Form(
                participant=current, moment=when, contacts=tuple(one for one in contacts if _says(one)),
                absent=absent.strip(), erreur=mistake.strip(), recu=before.recu or date.today().isoformat(),
            )  # fmt: skip
            faults = check_form(workshop, made)
            if not (made.contacts or made.absent or made.erreur):
                st.error("La fiche n’est pas gardée : rien n’y est répondu, et une fiche vide n’est pas une réponse.")
            elif faults:
                st.error("La fiche n’est pas gardée.")
                frame.bullets(str(fault) for fault in faults)
            else:
                keeping.change(
                    workshop.id, lambda one: with_forms(one, (made,)), f"La fiche de {called[current]} est gardée."
                )
                address.write(_WHO, None)
                st.rerun()
    if found:
        st.button(
            "Supprimer cette fiche", key="atelier_fiche_supprimer", on_click=_drop, args=(workshop.id, current, when)
        )


def _scale() -> None:
    grades = " · ".join(f"{grade.value} {grade.words[:1].lower()}{grade.words[1:]}" for grade in questions.scale())
    frame.note(f"De 0 à {questions.HIGHEST} : {grades}. Rien de coché : on ne sait pas.")


def _about(workshop: Workshop, form: Form, when: str) -> Sequence[str]:
    """Return the participants that the form asks about: those met at a table, those already told, those added."""
    others = {one.id: badge(one) for one in questions.others(workshop, form.participant)}
    met = {other for pair in planning.met_pairs(workshop.plan) if form.participant in pair for other in pair}
    told = {contact.autre for contact in form.contacts}
    likely = [one for one in others if one in met | told] or list(others)
    key = f"{workshop.id}_{when}_{form.participant}_autres"
    st.session_state.setdefault(key, likely)
    st.multiselect(
        "De qui parle la fiche ? (d’abord, ceux de ses tables)", list(others), key=key,
        format_func=lambda one: others[one], placeholder="Choisissez", select_all=False,
    )  # fmt: skip
    chosen = set(st.session_state[key])
    return [one for one in others if one in chosen]


def _contact(workshop: Workshop, form: Form, other: str, when: str) -> Contact:
    said = next((contact for contact in form.contacts if contact.autre == other), Contact(autre=other))
    asked = questions.asked(when)
    name = f"{workshop.id}_{when}_{form.participant}_{other}"
    st.markdown(f"**{escaped(badge(workshop.participant(other)))}**")
    first, second, third = st.columns((5, 3, 5), vertical_alignment="bottom")
    before = said.avant
    with first:
        if questions.BEFORE in asked:
            before = st.segmented_control(
                questions.heading(questions.BEFORE, when), _GRADES, default=said.avant, key=f"{name}_avant"
            )
    with second:
        met = st.segmented_control(
            questions.heading(questions.MET, when).split(" (")[0], list(_YES_NO), default=said.rencontre,
            format_func=_YES_NO.__getitem__, key=f"{name}_vu",
        )  # fmt: skip
    with third:
        today = st.segmented_control(
            questions.heading(questions.TODAY, when), _GRADES, default=said.aujourd_hui, key=f"{name}_apres"
        )
    first, second = st.columns((8, 5))
    with first:
        step = st.text_input(questions.HEADINGS[questions.STEP], said.pas, max_chars=_LONGEST, key=f"{name}_pas")
    with second:
        then = st.text_input(questions.HEADINGS[questions.WHEN], said.pour_quand, max_chars=60, key=f"{name}_quand")
    return Contact(
        autre=other, avant=before, rencontre=met, aujourd_hui=today, pas=step.strip(), pour_quand=then.strip()
    )


def _says(contact: Contact) -> bool:
    return contact != Contact(autre=contact.autre)


def _drop(identifier: str, participant: str, when: str) -> None:
    keeping.change(identifier, lambda one: editing.drop_form(one, participant, when), "La fiche est supprimée.")
    address.write(_WHO, None)
