"""Take in the forms of a workshop: files and typing, who answered, then what it changes in the base."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.components import frame
from app.components import workshop_answer_file as file
from app.components import workshop_answer_form as form
from app.components import workshop_path as path
from app.components import workshop_writing as writing
from app.view_models.typography import counted, number
from app.workshops.capture_form import to_csv, to_xlsx
from app.workshops.record import DAY, LATER, Workshop

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENOUGH = 0.6


def draw(workshop: Workshop) -> None:
    """Draw the capture of the day, then the writing in the base."""
    path.recall(workshop)
    moment(workshop, DAY)
    writing.draw(workshop)


def moment(workshop: Workshop, when: str) -> None:
    """Draw one capture: blank forms, who answered, a file, one form."""
    if not workshop.venus:
        frame.empty("Personne n’est noté présent : il n’y a pas de réponse à saisir.")
        return
    _rate(workshop, when)
    _blank(workshop, when)
    received = _received(workshop, when)
    frame.section("Reprendre un fichier de réponses")
    file.draw(workshop, when, received)
    frame.section("Saisir un questionnaire")
    form.draw(workshop, when, received)


def _received(workshop: Workshop, when: str) -> str:
    """Ask on which day the forms came; empty before the day of the workshop, when none can have come."""
    today, held = date.today(), date.fromisoformat(workshop.date)
    if held > today:
        return ""
    key, kept = f"{workshop.id}_{when}_recu", f"atelier_recu_{workshop.id}_{when}"
    # What a box holds is lost while another step is shown: the day is kept apart, one for each capture.
    newest = max((form.recu for form in workshop.formulaires if form.moment == when and form.recu), default="")
    usual = date.fromisoformat(newest) if newest else today
    chosen: date = st.session_state.get(key) or st.session_state.get(kept) or min(usual, today)
    st.session_state[key] = max(chosen, held)
    came: date | None = st.date_input(
        "Questionnaires reçus le", key=key, format="DD/MM/YYYY", min_value=held, max_value=today,
        help="Pour ceux que vous saisissez, et pour ceux d’un fichier qui ne disent pas eux-mêmes leur jour.",
    )  # fmt: skip
    st.session_state[kept] = came
    return "" if came is None else came.isoformat()


def _rate(workshop: Workshop, when: str) -> None:
    came = workshop.venus
    given = {one.participant for one in workshop.formulaires if one.moment == when}
    answered = [one for one in came if one.id in given]
    share = len(answered) / len(came)
    frame.say(
        f"{counted(len(answered), 'questionnaire reçu', 'questionnaires reçus')} sur {number(len(came))} "
        f"participants ({round(100 * share)} %)."
    )
    if answered and share < _ENOUGH:
        frame.reserves(("Sous 60 % de réponses, ce que l’on en tire reste indicatif.",))
    called = form.called(workshop)
    silent = [called[one.id] for one in came if one.id not in given]
    if answered and silent:
        with st.expander(f"Qui n’a pas encore répondu ({len(silent)})", icon=":material/hourglass_empty:"):
            frame.bullets(silent)


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
