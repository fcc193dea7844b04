"""Draw the fourth step of an import: what was written, what each entry changed, its undo shown before it is done."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, choices, frame, tables, writing
from app.view_models.import_plan import build_plan, without_reference
from app.view_models.journal import build_journal, entry_facts, entry_label, only_known, undo_sentences
from app.view_models.table import MOST_ROWS
from app.view_models.typography import counted, number, typeset
from graph.plan import Plan
from graph.store.errors import StoreError
from graph.store.journal import JournalEntry
from graph.store.undoing import Undo

UNDOING = "annulation"
"""Name of the writing of an undo."""

ENTRY = "ecriture"
"""Name of the entry in the address."""

_ASKED, _WITH = "annulation_demandee", "annulation_avec"


def draw() -> None:
    """Draw the step."""
    entries = data.journal()
    if not entries:
        frame.empty("Rien n’a encore été écrit dans cette base.")
        return
    tables.draw(build_journal(entries), "journal", height=360)
    frame.section("Une écriture en détail")
    labels = {entry.id: entry_label(entry) for entry in entries}
    chosen = choices.one_of("Écriture du journal", labels, "journal_ecriture", name=ENTRY)
    entry = next((found for found in entries if found.id == chosen), None)
    if entry is not None:
        _entry(entry)


def open_on(entry: JournalEntry) -> None:
    """Open the step on an entry."""
    address.write(ENTRY, entry.id)
    st.session_state.pop(_ASKED, None)


def _entry(entry: JournalEntry) -> None:
    frame.facts(entry_facts(entry))
    _written(entry)
    if entry.annulee_par:
        frame.note("Cette écriture est annulée. Pour la rétablir, annulez son annulation.")
        return
    if st.session_state.get(_ASKED) != entry.id:
        st.button("Préparer l’annulation", key="annuler_preparer", on_click=_ask, args=(entry.id,))
        return
    _undo(entry)


def _written(entry: JournalEntry) -> None:
    """Show what an entry wrote, when its changes were kept."""
    with st.expander("Ce que cette écriture a changé", icon=":material/difference:"):
        try:
            plan = Plan(data.store().changes_of(entry.id), 0, entry.version_avant)
        except StoreError as error:
            frame.empty(error.message)
            return
        _table(plan, "journal_changements")


def _undo(entry: JournalEntry) -> None:
    """Show what would go back, with or without the entries that lean on this one, then the button that does it."""
    frame.section("Annuler cette écriture")
    together = bool(st.session_state.get(_WITH))
    with st.spinner("Recherche de ce qui reviendrait…"):
        found = data.store().prepare_undo(entry.id, with_dependents=together)
    if found.lost_reason is not None:
        frame.empty(found.lost_reason)
        return
    if found.dependents:
        many = len(found.dependents) > 1
        st.warning(
            "D’autres écritures s’appuient sur celle-ci." if many else "Une autre écriture s’appuie sur celle-ci.",
            icon=":material/link:",
        )
        frame.bullets(entry_label(one) for one in found.dependents)
        st.checkbox(
            f"Les annuler avec elle ({number(len(found.dependents))})" if many else "L’annuler avec elle",
            key="annuler_avec",
            value=together,
            on_change=_with,
        )
    if found.blocked:
        if known := only_known(found.blocked):
            frame.note(known.strip())
        frame.note("Sans elles, rien ne peut être annulé : cochez la case, ou laissez tout en place.")
        return
    frame.bullets(undo_sentences(found))
    _table(found.plan, "annulation_table")
    with st.container(horizontal=True):
        st.button(
            f"Annuler {counted(len(found.entries), 'écriture')}",
            key="annuler_confirmer",
            type="primary",
            on_click=_write,
            args=(found,),
        )
        st.button("Ne rien annuler", key="annuler_renoncer", on_click=_ask, args=("",))


def _table(plan: Plan, key: str) -> None:
    view = build_plan(without_reference(plan), data.context().name_of)
    if view.changes.rows:
        tables.draw(view.changes, key, height=340)
    else:
        frame.empty("Seulement des éléments du référentiel, comptés à part.")
    if view.more:
        frame.note(f"Les {number(MOST_ROWS)} premières lignes sont montrées, {number(view.more)} ne le sont pas.")


def _ask(id_: str) -> None:
    st.session_state[_ASKED] = id_
    st.session_state[_WITH] = False


def _with() -> None:
    st.session_state[_WITH] = st.session_state["annuler_avec"]


def _write(found: Undo) -> None:
    """Begin to write the undo that the reader saw."""
    store = data.store()

    def work(tell: writing.Teller) -> JournalEntry | None:
        return store.apply_undo(found, progress=tell)

    writing.start(UNDOING, "Annulation", work)


def told(entry: JournalEntry) -> str:
    """Return what to say of an undo."""
    return typeset(
        f"C’est annulé. La base est revenue à la version {entry.version_apres[:12]}. Pour rétablir, annulez "
        f"l’écriture {entry.id}."
    )
