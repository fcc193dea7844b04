"""Draw an import under way: the report, the plan, the confirmation."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import frame, importing, tables
from app.components.importing import Draft
from app.view_models.imports import KINDS_OF_CHANGE, build_plan, build_report, kind_label, types_of
from app.view_models.typography import counted, escaped
from graph.plan import Plan


def report(draft: Draft) -> None:
    """Draw what was read, and every problem by table and code."""
    view = build_report(draft.checked.report)
    frame.section("Le rapport")
    (st.error if draft.checked.report.refuse else st.info)(escaped(view.verdict))
    frame.numbers(view.figures)
    for position, group in enumerate(view.groups):
        with st.expander(
            escaped(group.title), expanded=group.blocking, icon=":material/block:" if group.blocking else None
        ):
            frame.bullets(group.kinds)
            tables.draw(group.table, f"rapport_{position}", height=380)
            if group.more:
                frame.note(
                    f"Et {counted(group.more, 'autre problème', 'autres problèmes')}, dans le rapport à télécharger."
                )
    if view.groups:
        st.download_button(
            "Télécharger le rapport (.xlsx)",
            importing.report_file(draft.checked),
            "maillage-rapport.xlsx",
            key="rapport_fichier",
            on_click="ignore",
        )


def plan(draft: Draft, found: Plan) -> None:
    """Draw what writing would change, then the button that writes."""
    frame.section("Le plan")
    if found.is_empty:
        frame.empty("Rien à écrire : la base dit déjà tout ce que dit ce fichier.")
        return
    first, second = st.columns(2)
    with first:
        kinds = st.multiselect(
            "Changements", list(KINDS_OF_CHANGE), format_func=KINDS_OF_CHANGE.__getitem__, key="plan_changements",
            placeholder="Tous les changements",
        )  # fmt: skip
    with second:
        types = st.multiselect(
            "Natures",
            list(types_of(found)),
            format_func=kind_label,
            key="plan_natures",
            placeholder="Toutes les natures",
        )
    view = build_plan(found, data.context().name_of, kinds, types)
    frame.numbers(view.figures)
    if view.reference:
        frame.note(view.reference)
    if view.created:
        with st.expander("Ce qui serait créé, par nature", icon=":material/add:"):
            frame.plain_table("À créer", ("Nature", "Nombre"), view.created)
    if view.changes.rows:
        tables.draw(view.changes, "plan_table", height=420)
    else:
        frame.empty("Aucun changement de cette sorte dans ce plan : retirez un filtre.")
    if view.more:
        frame.note(f"Et {counted(view.more, 'autre changement', 'autres changements')} : filtrez pour les lire.")
    frame.note("Tout est écrit ou rien ne l’est. Le journal garde le nom et l’empreinte du fichier.")
    st.button(
        f"Écrire {counted(len(found.changes), 'changement')} dans la base",
        key="plan_ecrire",
        type="primary",
        on_click=importing.confirm,
        args=(draft,),
    )
