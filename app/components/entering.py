"""Check and write what is typed on the screen: the plan that the reader saw is the one written."""

from __future__ import annotations

import hashlib

import streamlit as st

from app import data
from app.components import frame, tables
from app.view_models.entry_form import issue_title
from app.view_models.import_plan import build_plan
from app.view_models.problems import problem_of
from app.view_models.typography import counted, escaped, typeset
from graph.engine import EngineError
from graph.plan import ChangeKind, Plan
from graph.store.conflicts import StalePlan
from graph.store.errors import StoreError
from ingest import manual
from ingest.entries import Entry, EntryRefused, Told
from ingest.manual import Prepared

_TOLD, _SEEN, _TURN = "saisie_ecrite", "saisie_vue", "saisie_tour"
_DONE = "C’est écrit."


def show_outcome() -> None:
    """Say once what the last entry did."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        (st.success if told.startswith(_DONE) else st.warning)(escaped(typeset(told)))


def turn() -> int:
    """Return the number of entries of this visit: part of the keys of the fields, so that they empty once written."""
    return int(st.session_state.get(_TURN, 0))


def check(entry: Entry, told: Told, names: dict[str, str]) -> None:
    """
    Draw the button that checks an entry; once pressed, its problems or its plan, and the button that writes.

    Parameters
    ----------
    entry, told
        What is typed, and who tells it.
    names
        Names by id, for what the base does not hold yet.
    """
    key = hashlib.sha256(repr((entry.lignes, told, data.version())).encode()).hexdigest()
    if st.button("Voir ce qui changerait", key="saisie_voir", type="primary"):
        st.session_state[_SEEN] = key
    if st.session_state.get(_SEEN) != key:
        frame.note("Rien n’est écrit avant que vous ayez lu ce qui changerait et confirmé.")
        return
    try:
        prepared = manual.prepare(data.store(), entry, told)
    except EntryRefused as refusal:
        st.warning(escaped(typeset(f"{refusal.message} {refusal.remedy}")))
        return
    _problems(prepared)
    if prepared.plan is None:
        st.error("La saisie est refusée\u00a0: corrigez ce qui est dit ci-dessus. Rien n’a été écrit.")
    else:
        _plan(prepared, prepared.plan, names)


def _problems(prepared: Prepared) -> None:
    blocking = [issue for issue in prepared.problems if issue.blocking]
    others = [issue for issue in prepared.problems if not issue.blocking]
    if blocking:
        frame.section("Ce qui ne va pas")
        frame.bullets(f"{issue_title(issue)}\u00a0: {issue.message} {issue.remede}" for issue in blocking)
    if others:
        with st.expander(counted(len(others), "remarque"), icon=":material/info:"):
            frame.bullets(f"{issue.message} {issue.remede}" for issue in others)


def _plan(prepared: Prepared, plan: Plan, names: dict[str, str]) -> None:
    frame.section("Ce qui changerait")
    if plan.is_empty:
        frame.empty("Rien\u00a0: la base le dit déjà.")
        return
    view = build_plan(plan, {**data.context().name_of, **names}, (), ())
    kinds = ((ChangeKind.CREE, "à créer"), (ChangeKind.MODIFIE, "à modifier"), (ChangeKind.CLOS, "à clore"))
    figures = [(str(count), word) for kind, word in kinds if (count := plan.count(kind))]
    if figures:
        frame.numbers(figures)
    if view.reference:
        frame.note(view.reference)
    tables.draw(view.changes, "saisie_plan", height=380)
    if view.asides:
        frame.bullets(view.asides)
    frame.note("Votre saisie l’emporte sur les fichiers, même importés à nouveau. Elle peut être annulée.")
    st.button("Écrire", key="saisie_ecrire", type="primary", on_click=_write, args=(prepared,))


def _write(prepared: Prepared) -> None:
    st.session_state.pop(_SEEN, None)
    try:
        entry = manual.write(data.store(), prepared)
    except StalePlan:
        st.session_state[_TOLD] = (
            "La base a changé entre-temps\u00a0: rien n’a été écrit. Relisez, puis écrivez de nouveau."
        )
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        st.session_state[_TOLD] = f"{problem.message} {problem.remedy}"
    else:
        st.session_state[_TURN] = turn() + 1
        name = entry.id if entry else ""
        st.session_state[_TOLD] = (
            f"{_DONE} {prepared.entry.titre}. Le journal garde cette saisie sous le nom {name}\u00a0; "
            "l’écran Données permet de l’annuler."
        )
