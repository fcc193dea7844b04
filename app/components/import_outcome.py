"""Follow a writing that was confirmed to its end, say what it did, and open the step that comes next."""

from __future__ import annotations

import streamlit as st

from app.components import deposit, import_journal, import_plan, importing, writing
from app.view_models.problems import problem_of
from app.view_models.typography import typeset
from graph.store.conflicts import StalePlan
from graph.store.journal import JournalEntry


def settle() -> None:
    """Wait for the writing under way, if any; what it did is told by `importing.show_outcome`."""
    job = writing.follow()
    if job is None:
        return
    importing.forget()
    if job.error is not None:
        st.session_state[importing.DONE] = _failure(job.error, undo=job.name == import_journal.UNDOING)
        return
    if job.name == import_plan.WRITING:
        st.session_state[importing.DONE] = importing.told(job.entry)
        deposit.forget()
    elif job.entry is not None:
        st.session_state[importing.DONE] = import_journal.told(job.entry)
    _open(job.entry)


def _open(entry: JournalEntry | None) -> None:
    if entry is not None:
        import_journal.open_on(entry)
        deposit.go(deposit.JOURNAL)


def _failure(error: Exception, *, undo: bool) -> str:
    if isinstance(error, StalePlan):
        return typeset(
            "La base a changé depuis le calcul du plan : rien n’a été écrit. "
            + (
                "Ce qui reviendrait vient d’être recalculé, relisez-le."
                if undo
                else "Le plan vient d’être recalculé, relisez-le."
            )
        )
    problem = problem_of(error)
    return f"{problem.message} {problem.remedy} Le plan est recalculé (code {problem.code})."
