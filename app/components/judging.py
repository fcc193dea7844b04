"""Judge a pair from the screen: the plan that the reader saw is the one written, and what was judged can be undone."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import data
from app.components import frame, tables
from app.view_models.import_plan import build_plan, without_reference
from app.view_models.journal import undo_sentences
from app.view_models.problems import problem_of
from app.view_models.typography import counted, escaped
from graph.engine import EngineError
from graph.judgement import Judgement, JudgementRefused, Verdict
from graph.judging import apply_judgement, prepare_judgement
from graph.plan import ChangeKind, Plan
from graph.store.conflicts import StalePlan
from graph.store.errors import StoreError
from graph.store.journal import JournalEntry
from graph.store.undoing import Undo
from ingest.personal import find

CHOSEN = "doublons_jugement"
"""Key of the session that holds the verdict whose plan is shown."""

_TOLD = "doublons_ecrit"
_UNDOING = "doublons_retour_demande"
_DONE = "C’est écrit."
NO_PERSON = "Maillage ne garde aucune donnée sur les personnes."
"""Why a note that names a person is refused."""


def show_outcome() -> None:
    """Say once what the last judgement, or its undoing, did."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        (st.success if told.startswith(_DONE) else st.warning)(escaped(told))


def choose(pair: str, verdict: Verdict) -> None:
    """Keep the verdict whose plan is to be shown, for this pair."""
    st.session_state[CHOSEN] = (pair, verdict)


def chosen(pair: str) -> Verdict | None:
    """Return the verdict chosen for a pair, or None."""
    kept: tuple[str, Verdict] | None = st.session_state.get(CHOSEN)
    return kept[1] if kept is not None and kept[0] == pair else None


def prepared(judgement: Judgement) -> Plan | None:
    """Return the plan of a judgement, or None once the reason why there is none is said."""
    if find(judgement.note):
        st.warning(f"{NO_PERSON} Écrivez la note sans nom, ni téléphone, ni adresse d’une personne.")
        return None
    try:
        return prepare_judgement(data.store(), judgement)
    except JudgementRefused as refusal:
        st.warning(escaped(f"{refusal.message} {refusal.remedy}"))
        return None


def show_plan(judgement: Judgement, plan: Plan) -> None:
    """Draw what a judgement would change, then the button that writes it."""
    view = build_plan(plan, data.context().name_of, (), ())
    frame.section("Ce qui changerait")
    if plan.is_empty:
        frame.empty("Rien\u00a0: la base le dit déjà.")
        return
    counts = {
        kind: plan.count(kind) for kind in (ChangeKind.CREE, ChangeKind.MODIFIE, ChangeKind.CLOS, ChangeKind.RETIRE)
    }
    words = ("à créer", "à modifier", "à clore", "à retirer")
    frame.numbers([(str(count), word) for count, word in zip(counts.values(), words, strict=True)])
    tables.draw(view.changes, "doublons_plan", height=380)
    if view.more:
        frame.note(f"Et {counted(view.more, 'autre changement', 'autres changements')}.")
    st.button("Enregistrer ce jugement", key="doublons_ecrire", type="primary", on_click=_write, args=(judgement, plan))


def ask_undo(id_: str) -> None:
    """Keep the judgement whose undo is to be shown; an empty text forgets it."""
    st.session_state[_UNDOING] = id_


def is_undoing(entry: JournalEntry) -> bool:
    """Tell whether the undo of a judgement is shown."""
    return bool(st.session_state.get(_UNDOING) == entry.id)


def show_undo(entry: JournalEntry) -> None:
    """Draw what taking a judgement back would change, then the button that does it."""
    try:
        with st.spinner("Recherche de ce qui reviendrait…"):
            found = data.store().prepare_undo(entry.id)
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        st.warning(escaped(f"{problem.message} {problem.remedy}"))
        return
    if not found.possible:
        st.warning(
            escaped(
                found.lost_reason
                or "Ce jugement ne peut pas être repris seul\u00a0: des écritures plus récentes s’appuient sur lui. "
                "L’écran Données permet de les annuler ensemble."
            )
        )
        return
    frame.bullets(undo_sentences(found))
    view = build_plan(without_reference(found.plan), data.context().name_of)
    if view.changes.rows:
        tables.draw(view.changes, "doublons_retour", height=300)
    if view.more:
        frame.note(f"Et {counted(view.more, 'autre changement', 'autres changements')}.")
    with st.container(horizontal=True):
        st.button(
            "Revenir à ce qui était avant", key="doublons_retour_ecrire", type="primary", on_click=_undo, args=(found,)
        )
        st.button("Ne rien changer", key="doublons_retour_renoncer", on_click=ask_undo, args=("",))


def _undo(found: Undo) -> None:
    """Write the undo that the reader saw."""
    st.session_state.pop(_UNDOING, None)
    try:
        data.store().apply_undo(found)
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        st.session_state[_TOLD] = f"{problem.message} {problem.remedy}"
        return
    st.session_state[_TOLD] = f"{_DONE} Le jugement est repris\u00a0: les deux fiches sont comme avant."


def today() -> str:
    """Return the day of the judgement."""
    return date.today().isoformat()


def _write(judgement: Judgement, plan: Plan) -> None:
    st.session_state.pop(CHOSEN, None)
    try:
        entry = apply_judgement(data.store(), judgement, plan)
    except StalePlan:
        st.session_state[_TOLD] = (
            "La base a changé entre-temps\u00a0: rien n’a été écrit. Relisez, puis jugez de nouveau."
        )
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        st.session_state[_TOLD] = f"{problem.message} {problem.remedy}"
    else:
        name = entry.id if entry else ""
        st.session_state[_TOLD] = (
            f"{_DONE} Le journal garde ce jugement sous le nom {name}\u202f; vous pouvez y revenir."
        )
