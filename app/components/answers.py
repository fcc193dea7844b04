"""Draw a whole answer: the sentence, what the data allow, the reserves, the figures, the tables, the files."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import data
from app.components import address, dates, failures, frame, links, tables
from app.view_models.answers import AnswerView, build_answer, file_name, to_csv, to_json
from app.view_models.methods import section_of
from app.view_models.problems import problem_of
from app.view_models.typography import counted
from graph.answer import Answer
from graph.answers import AskError, Candidate

_FEW = 3


def ask(
    name: str, parameters: data.Parameters, key: str, *, choose: Callable[[Candidate], None] | None = None
) -> Answer | None:
    """
    Return the answer to a question at the date of the view.

    Parameters
    ----------
    name
        Name of the question.
    parameters
        Values by parameter.
    key
        Prefix of the widgets of the message.
    choose
        Draws one thing that a name may mean; by default a link to the same question with this name filled in.

    Notes
    -----
    A name that nothing bears, or that several things bear, is said with what the reader may have meant; then there is
    no answer.
    """
    try:
        return data.ask(name, parameters, dates.current().value)
    except AskError as error:
        problem = problem_of(error)

        def fill_in(candidate: Candidate) -> None:
            given = {k: v if isinstance(v, str) else address.SEPARATOR.join(v) for k, v in parameters.items()}
            links.to_question(name, links.candidate_label(candidate), **{**given, problem.parameter: candidate.id})

        failures.show(problem, key, choose=choose or fill_in)
        return None


def view_of(answer: Answer, *, left_out: tuple[str, ...] = (), title: str = "") -> AnswerView:
    """Return an answer ready to draw, with the titles of its documents."""
    return build_answer(answer, data.document_titles(), left_out=left_out, table_title=title)


def draw(answer: Answer, key: str) -> None:
    """Draw an answer in full."""
    view = view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.scope} · {view.state.text}. {view.state.help}")
    reserves(view)
    if view.figures:
        frame.facts(view.figures)
    main_table(view, key)
    for position, second in enumerate(view.seconds):
        frame.section(second.title)
        tables.draw(second, f"{key}_second_{position}")
    method(answer)
    downloads(answer, key)


def method(answer: Answer) -> None:
    """Draw how the figures of an answer are computed, folded."""
    if answer.methode:
        with st.expander("Comment c’est calculé", icon=":material/calculate:"):
            frame.note(answer.methode)
            section = section_of(answer.question)
            if section:
                links.to(links.METHODS, "Le calcul pas à pas, sur un exemple réel", methode=section)


def main_table(view: AnswerView, key: str, *, height: int | None = None) -> None:
    """Draw the table of an answer, or why it has none."""
    if view.table.rows:
        tables.draw(view.table, f"{key}_table", height=height)
    elif view.empty:
        frame.empty(view.empty)


def reserves(view: AnswerView) -> None:
    """Draw the reserves: folded when there are several."""
    if len(view.warnings) > _FEW:
        with st.expander(counted(len(view.warnings), "réserve"), icon=":material/warning:"):
            frame.bullets(view.warnings)
    else:
        frame.reserves(view.warnings)


def downloads(answer: Answer, key: str) -> None:
    """Draw the files of an answer."""
    with st.container(horizontal=True):
        st.download_button(
            "Télécharger en CSV",
            lambda: to_csv(answer),
            file_name(answer, "csv"),
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            "Télécharger en JSON",
            lambda: to_json(answer),
            file_name(answer, "json"),
            "application/json",
            key=f"{key}_json",
            on_click="ignore",
        )
