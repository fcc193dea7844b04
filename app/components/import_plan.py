"""Draw the third step of an import: what would change, what the file no longer says, and the button that writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from app import data
from app.components import deposit, frame, importing, steps, tables, writing
from app.components.deposit import Deposit
from app.components.importing import Draft
from app.view_models.import_plan import (
    SORTS,
    build_plan,
    correction_labels,
    kind_label,
    match_labels,
    sorts_of,
    types_of,
    writing_label,
)
from app.view_models.typography import counted
from graph.closing import Closing
from graph.plan import Plan
from graph.store.journal import JournalEntry
from ingest import importer
from ingest.provenance import CORRECTED, MATCHED

WRITING = "import"
"""Name of the writing of an import."""

_CLOSINGS = {
    Closing.AUTO: "Clore ce qui n’est plus dit, sauf si des lignes sont rejetées ou s’il en manque plus de la moitié",
    Closing.OUI: "Clore tout ce qui n’est plus dit",
    Closing.NON: "Ne rien clore",
}


def draw() -> None:
    """Draw the step."""
    found = deposit.current()
    if not found.files:
        steps.lost()
        return
    draft = importing.prepare(found)
    if draft.checked.report.refuse:
        frame.empty(
            "Pas de plan : le fichier est refusé tant qu’il reste un problème bloquant. Corrigez-le à l’étape 2, ou "
            "mettez de côté les lignes fautives."
        )
        steps.onward("Revenir à la vérification", deposit.CHECK, "plan_retour")
        return
    plan = importing.prepare_plan(found, draft)
    _closing(found, plan)
    names = data.context().name_of
    _refusals(
        found,
        MATCHED,
        match_labels(plan, names),
        "Relations sans date, lues comme déjà connues : refuser ces rapprochements",
    )
    _refusals(
        found,
        CORRECTED,
        correction_labels(plan, names),
        "Relations corrigées à la main, que le fichier redit comme avant : suivre plutôt le fichier",
    )
    if plan.is_empty:
        frame.empty("Rien à écrire : la base dit déjà tout ce que dit ce fichier.")
        _asides(plan)
        return
    _changes(plan)
    frame.note(
        "Tout est écrit ou rien ne l’est. Le journal garde le nom et l’empreinte du fichier, et permet d’annuler."
    )
    st.button(
        writing_label(plan),
        key="plan_ecrire",
        type="primary",
        on_click=_write,
        args=(draft, plan),
    )


def _closing(found: Deposit, plan: Plan) -> None:
    """Ask what becomes of what the file no longer says, when it said more before."""
    if not plan.disparus and found.closing is Closing.AUTO and found.day is None:
        return
    frame.section("Ce que le fichier ne dit plus")
    st.session_state["plan_cloture"] = found.closing
    st.session_state["plan_jour"] = found.day or date.today()

    def keep() -> None:
        found.closing = st.session_state["plan_cloture"]
        chosen = st.session_state["plan_jour"]
        found.day = chosen if chosen and chosen != date.today() else None

    st.radio(
        "Relations que l’ancienne version disait et que celle-ci ne dit plus",
        list(_CLOSINGS),
        format_func=_CLOSINGS.__getitem__,
        key="plan_cloture",
        on_change=keep,
    )
    if found.closing is not Closing.NON:
        st.date_input("Dernier jour de ces relations", format="DD/MM/YYYY", key="plan_jour", on_change=keep, width=220)


def _refusals(found: Deposit, code: str, told: Mapping[str, str], title: str) -> None:
    """Let what the plan reads otherwise than written be refused, one by one."""
    own = {name: label for name, label in found.refused.items() if name.startswith(f"{code}@")}
    labels = {**told, **own}
    if not labels:
        return
    key = f"plan_refus_{code}"
    st.session_state[key] = list(own)

    def change() -> None:
        for name in own:
            found.refused.pop(name, None)
        found.refused.update({name: labels[name] for name in st.session_state[key]})

    st.multiselect(
        title,
        list(labels),
        format_func=lambda name: labels[name],
        key=key,
        placeholder="Aucun refus",
        select_all=False,
        on_change=change,
    )


def _changes(plan: Plan) -> None:
    frame.section("Ce qui changerait")
    left, middle, right = st.columns(3)
    with left:
        sorts = st.multiselect(
            "Changements", sorts_of(plan), format_func=SORTS.__getitem__, key="plan_changements",
            placeholder="Tous les changements", select_all=False,
        )  # fmt: skip
    with middle:
        types = st.multiselect(
            "Natures", list(types_of(plan)), format_func=kind_label, key="plan_natures",
            placeholder="Toutes les natures", select_all=False,
        )  # fmt: skip
    with right:
        text = st.text_input("Objet", key="plan_texte", placeholder="Une partie du nom")
    view = build_plan(plan, data.context().name_of, sorts, types, text)
    frame.numbers(view.figures)
    if view.asides:
        frame.bullets(view.asides)
    if view.reference:
        frame.note(view.reference)
    if view.created:
        with st.expander("Ce qui serait créé, par nature", icon=":material/add:"):
            frame.plain_table("À créer", ("Nature", "Nombre"), view.created)
    if view.changes.rows:
        tables.draw(view.changes, "plan_table", height=420)
    else:
        frame.empty(
            "Aucun changement de cette sorte dans ce plan : retirez un filtre."
            if sorts or types or text
            else "Aucun fait ne change : la base dit déjà tout ce que dit ce fichier."
        )
    if view.more:
        frame.note(
            f"Et {counted(view.more, 'autre ligne', 'autres lignes')} : filtrez pour les lire, ou téléchargez le plan, "
            "qui les a toutes."
        )
    with st.container(horizontal=True):
        for extension in (".xlsx", ".csv"):
            st.download_button(
                f"Télécharger le plan ({extension})",
                lambda chosen=extension: importing.plan_file(plan, chosen),  # type: ignore[misc]
                f"maillage-plan{extension}",
                key=f"plan_fichier_{extension[1:]}",
                on_click="ignore",
            )


def _asides(plan: Plan) -> None:
    view = build_plan(plan, data.context().name_of)
    if view.asides:
        frame.bullets(view.asides)
    if view.changes.rows:
        tables.draw(view.changes, "plan_table", height=420)


def _write(draft: Draft, plan: Plan) -> None:
    """Begin to write the plan that the reader saw: one computed meanwhile is never written unread."""
    store = data.store()

    def work(tell: writing.Teller) -> JournalEntry | None:
        return importer.apply(draft.checked, plan, store, progress=tell)

    writing.start(WRITING, "Écriture dans la base", work)
