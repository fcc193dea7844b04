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


def called(workshop: Workshop) -> dict[str, str]:
    """Return the words of those who were there, by id; who left before the end is told."""
    return {
        id_: f"{words} (parti après le tour {rank})" if (rank := workshop.left_after(id_)) else words
        for id_, words in badges(workshop.venus).items()
    }


def draw(workshop: Workshop, when: str, received: str) -> None:
    """Draw the form of the participant that the address names; a new one came on the day given, empty when unknown."""
    names = called(workshop)
    given = {form.participant for form in workshop.formulaires if form.moment == when}
    current = address.read(_WHO)
    current = current if current in names else ""
    key = f"{workshop.id}_{when}_repond"
    st.session_state[key] = current or None
    st.selectbox(
        "Qui répond ?", list(names), index=None, key=key, placeholder="Choisissez",
        format_func=lambda one: f"{'✓ ' if one in given else ''}{names[one]}",
        on_change=lambda: address.write(_WHO, st.session_state[key] or ""),
    )  # fmt: skip
    if not current:
        frame.note("Un questionnaire déjà reçu est coché ; le choisir permet de le corriger.")
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
        came = _came(workshop, when, before, received)
        if st.form_submit_button("Garder ce questionnaire", type="primary"):
            made = Form(
                participant=current, moment=when, contacts=tuple(one for one in contacts if _says(one)),
                absent=absent.strip(), erreur=mistake.strip(), recu=came,
            )  # fmt: skip
            faults = check_form(workshop, made)
            if not (made.contacts or made.absent or made.erreur):
                st.error(
                    "Le questionnaire n’est pas gardé : rien n’y est répondu, et un questionnaire vide n’est pas une "
                    "réponse."
                )
            elif faults:
                st.error("Le questionnaire n’est pas gardé.")
                frame.bullets(str(fault) for fault in faults)
            else:
                keeping.change(
                    workshop.id,
                    lambda one: with_forms(one, (made,)),
                    f"Questionnaire gardé : {badges(workshop.participants)[current]}.",
                )
                address.write(_WHO, None)
                st.rerun()
    if found:
        st.button(
            "Supprimer ce questionnaire",
            key="atelier_questionnaire_supprimer",
            on_click=_drop,
            args=(workshop.id, current, when),
        )


def _came(workshop: Workshop, when: str, form: Form, received: str) -> str:
    """Ask on which day this form came: that of the form when it is being corrected, else that of all of them."""
    told = form.recu or received
    if not told:
        return ""
    given, held, today = date.fromisoformat(told), date.fromisoformat(workshop.date), date.today()
    chosen: date | None = st.date_input(
        "Reçu le", given, format="DD/MM/YYYY", min_value=min(held, given), max_value=max(today, given),
        # Another day for all of them is another box: it shows that day, not what it held before.
        key=f"{workshop.id}_{when}_{form.participant}_recu_{told}",
    )  # fmt: skip
    return "" if chosen is None else chosen.isoformat()


def _scale() -> None:
    grades = " · ".join(f"{grade.value} {grade.words[:1].lower()}{grade.words[1:]}" for grade in questions.scale())
    frame.note(f"De 0 à {questions.HIGHEST} : {grades}. Rien de coché : on ne sait pas.")


def _about(workshop: Workshop, form: Form, when: str) -> Sequence[str]:
    """Return the participants that the form asks about: those met at a table, those already told, those added."""
    asked = {one.id for one in questions.others(workshop, form.participant)}
    told = {contact.autre for contact in form.contacts}
    # What a form already says of one who did not come stays in it.
    others = {one.id: badge(one) for one in workshop.participants if one.id in asked | told}
    met = {other for pair in planning.met_pairs(workshop.plan) if form.participant in pair for other in pair}
    likely = [one for one in others if one in met | told] or list(others)
    key = f"{workshop.id}_{when}_{form.participant}_autres"
    st.session_state.setdefault(key, likely)
    st.multiselect(
        "De qui parle le questionnaire ? (d’abord, ceux de ses tables)", list(others), key=key,
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
    keeping.change(identifier, lambda one: editing.drop_form(one, participant, when), "Le questionnaire est supprimé.")
    address.write(_WHO, None)
