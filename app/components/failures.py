"""Catch in one place what a screen may raise, and show one sentence with what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from app.components import links
from app.view_models.problems import Problem, problem_of
from app.view_models.typography import escaped, typeset
from graph.answers.errors import Candidate

_MOST = 12
_log = logging.getLogger("maillage")


@contextmanager
def guard(key: str) -> Iterator[None]:
    """Show what the block raises as a French sentence; a programming error is logged with its reference."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a person never sees a traceback
        problem = problem_of(error)
        if problem.unexpected:
            _log.exception("screen failed, reference %s", problem.code)
        show(problem, key)


def show(problem: Problem, key: str, *, choose: Callable[[Candidate], None] = links.to_candidate) -> None:
    """
    Draw a problem: the sentence, the remedy, and what the reader may have meant.

    Parameters
    ----------
    problem
        What to tell.
    key
        Key of the button that tries again.
    choose
        Draws one thing the reader may have meant; by default a link to it.
    """
    text = f"{escaped(typeset(problem.message))} {escaped(typeset(problem.remedy))}"
    (st.error if problem.unexpected or problem.retry else st.warning)(
        text if problem.unexpected else f"{text}  \nCode {problem.code}."
    )
    if problem.retry:
        st.button("Réessayer", key=f"{key}_reessayer", type="primary")
    for candidate in problem.candidates[:_MOST]:
        choose(candidate)
