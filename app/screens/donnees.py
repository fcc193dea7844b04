"""Feed the base: deposit files, read the report and the plan, confirm; the journal says what was written."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import frame, import_report, importing, tables
from app.view_models.imports import LIMITS, build_journal

frame.header("Données", "toute la base", lede="Rien n’est écrit avant que vous ayez lu le plan et confirmé.")
importing.show_outcome()

frame.section("Déposer des fichiers")
frame.note(LIMITS)
deposited = st.file_uploader(
    "Classeur ou fichiers CSV",
    type=["xlsx", "csv"],
    accept_multiple_files=True,
    key=f"depot_{st.session_state.get('depot', 0)}",
)
with st.container(horizontal=True):
    st.download_button(
        "Télécharger le modèle de classeur",
        importing.template_file(),
        "maillage-modele.xlsx",
        key="modele",
        on_click="ignore",
    )
    name, content = importing.example_file()
    st.download_button("Télécharger l’exemple rempli", content, name, key="exemple", on_click="ignore")

if deposited:
    partial = st.checkbox(
        "Mettre de côté les lignes fautives et charger les autres",
        key="partiel",
        help="Sans cela, un seul problème bloquant refuse tout le fichier. "
        "Les lignes mises de côté restent dans le rapport.",
    )
    draft = importing.prepare([(file.name, file.getvalue()) for file in deposited], partial=partial)
    import_report.report(draft)
    if draft.plan is not None:
        import_report.plan(draft, draft.plan)

frame.section("Journal")
entries = data.journal()
if entries:
    tables.draw(build_journal(entries), "journal")
else:
    frame.empty("Rien n’a encore été écrit dans cette base.")
