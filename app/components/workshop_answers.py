"""Take in the forms of a workshop: files and typing, who answered, then what it changes in the base."""

from __future__ import annotations

import streamlit as st

from app.components import frame
from app.components import workshop_answer_file as file
from app.components import workshop_answer_form as form
from app.components import workshop_writing as writing
from app.view_models.typography import counted, number
from app.view_models.workshop_words import badges
from app.workshops.capture_form import to_csv, to_xlsx
from app.workshops.record import DAY, LATER, Workshop

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENOUGH = 0.6


def draw(workshop: Workshop) -> None:
    """Draw the capture of the day, then the writing in the base."""
    moment(workshop, DAY)
    writing.draw(workshop)


def moment(workshop: Workshop, when: str) -> None:
    """Draw one capture: blank forms, who answered, a file, one form."""
    if not workshop.presents:
        frame.empty("Personne n’est noté présent : il n’y a pas de réponse à saisir.")
        return
    _rate(workshop, when)
    _blank(workshop, when)
    frame.section("Reprendre un fichier de réponses")
    file.draw(workshop, when)
    frame.section("Saisir une fiche")
    form.draw(workshop, when)


def _rate(workshop: Workshop, when: str) -> None:
    present = workshop.presents
    given = {one.participant for one in workshop.formulaires if one.moment == when}
    answered = [one for one in present if one.id in given]
    share = len(answered) / len(present)
    frame.say(
        f"{counted(len(answered), 'fiche reçue', 'fiches reçues')} sur {number(len(present))} participants "
        f"({round(100 * share)} %)."
    )
    if answered and share < _ENOUGH:
        frame.reserves(("Sous 60 % de réponses, ce que l’on en tire reste indicatif.",))
    silent = [one for one in present if one.id not in given]
    if answered and silent:
        with st.expander(f"Qui n’a pas encore répondu ({len(silent)})", icon=":material/hourglass_empty:"):
            frame.bullets(badges(silent).values())


def _blank(workshop: Workshop, when: str) -> None:
    name = f"questionnaire-{'j90' if when == LATER else 'j7'}-{workshop.id}"
    with st.container(horizontal=True):
        st.download_button(
            "Questionnaire à remplir (XLSX)", lambda: to_xlsx(workshop, when), f"{name}.xlsx",
            _XLSX, key=f"atelier_questionnaire_{when}", icon=":material/table_view:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Le même en CSV", lambda: to_csv(workshop, when), f"{name}.csv", "text/csv",
            key=f"atelier_questionnaire_csv_{when}", icon=":material/table_view:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Questionnaire à imprimer (PDF)", lambda: _paper(workshop, when), f"{name}.pdf",
            "application/pdf", key=f"atelier_questionnaire_pdf_{when}", icon=":material/print:", on_click="ignore",
        )  # fmt: skip


def _paper(workshop: Workshop, when: str) -> bytes:
    from app.exports.documents.pdf_writer import to_pdf  # noqa: PLC0415 (heavy: drawing is rare)
    from app.workshops.capture_paper import paper_form  # noqa: PLC0415

    return to_pdf(paper_form(workshop, when))
