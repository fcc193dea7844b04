"""Let a person say what the columns of a table mean: guessed, shown with three values, kept by shape if they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app import data
from app.components import frame, importing
from app.components.deposit import Deposit, Deposited
from app.view_models.mapping import column_labels, reading, sheet_labels, values_of
from app.view_models.typography import escaped, sentence, typeset
from graph.model.vocabularies import vocabulary
from ingest.columns import Column
from ingest.mapping import TableMapping, TableSample, forget, guess, load, save

_NONE = ""


def draw(found: Deposit, file: Deposited, tables: Sequence[TableSample]) -> None:
    """Draw the mapping of each table of a file, one at a time."""
    table = tables[0]
    if len(tables) > 1:
        titles = {sample.shape: sample.title for sample in tables}
        key = f"correspondance_table_{file.digest[:12]}"
        chosen = st.selectbox("Tableau du fichier", list(titles), format_func=titles.__getitem__, key=key)
        table = next(sample for sample in tables if sample.shape == chosen)
    folder = data.store().settings.data_dir
    kept = load(folder, table.shape)
    mapping = found.drafts.get(table.shape) or found.mappings.get(table.shape) or kept or guess(table)
    mark = f"{file.digest[:8]}_{table.shape}"
    _sheet(found, table, mapping, mark)
    labels = column_labels(mapping.target)
    for place, heading in enumerate(mapping.matches):
        _heading(found, table, mapping, heading, labels, f"{mark}_{mapping.sheet}_{place}")
    missing = list(mapping.missing()) + [c for c in mapping.target.columns if c.name in mapping.constants]
    for column in missing:
        _constant(found, mapping, column, f"{mark}_{mapping.sheet}_{column.name}")
    if mapping.composes_ids:
        frame.note("Pas de colonne d’identifiants : ils sont composés du nom, et de la commune quand elle est dite.")
    remember = st.checkbox(
        "Mémoriser pour les fichiers de cette forme",
        value=True,
        key=f"memoriser_{mark}",
        help="Un fichier qui a les mêmes en-têtes sera lu ainsi, sans rien redemander.",
    )
    with st.container(horizontal=True):
        st.button(
            "Lire ainsi",
            key=f"appliquer_{mark}",
            type="primary",
            on_click=_apply,
            args=(found, mapping),
            kwargs={"remember": remember},
        )
        if kept is not None or table.shape in found.mappings:
            st.button(
                "Oublier cette correspondance", key=f"oublier_{mark}", on_click=_forget, args=(found, table.shape)
            )


def _sheet(found: Deposit, table: TableSample, mapping: TableMapping, mark: str) -> None:
    labels = sheet_labels()
    key = f"feuille_{mark}"
    st.session_state[key] = mapping.sheet

    def change() -> None:
        found.drafts[table.shape] = guess(table, sheet=st.session_state[key])

    st.selectbox("Chaque ligne décrit", list(labels), format_func=lambda name: labels[name], key=key, on_change=change)


def _heading(
    found: Deposit, table: TableSample, mapping: TableMapping, heading: str, labels: Mapping[str, str], mark: str
) -> None:
    match = mapping.matches[heading]
    key = f"colonne_{mark}"
    st.session_state[key] = match.column or _NONE

    def change() -> None:
        found.drafts[table.shape] = mapping.changed(heading, st.session_state[key] or None)

    left, right = st.columns([3, 4], vertical_alignment="center")
    with left:
        st.markdown(f"**{escaped(typeset(heading))}**")
        frame.note(values_of(table, heading, match))
    with right:
        st.selectbox(
            f"Colonne « {heading} »",
            list(labels),
            format_func=lambda name: labels[name],
            key=key,
            on_change=change,
            label_visibility="collapsed",
        )
        frame.note(sentence(reading(match)))


def _constant(found: Deposit, mapping: TableMapping, column: Column, mark: str) -> None:
    """Ask for the value of every row, for a column that rows cannot do without and that no heading gives."""
    key = f"constante_{mark}"
    listed = column.spec is not None and bool(column.spec.vocabulary)
    st.session_state[key] = mapping.constants.get(column.name) or (None if listed else "")

    def change() -> None:
        found.drafts[mapping.shape] = mapping.with_constant(column.name, st.session_state[key] or "")

    title = f"« {sentence(column.caption)} » manque : la même valeur pour toutes les lignes"
    if column.spec is not None and column.spec.vocabulary:
        terms = {term.code: sentence(term.libelle) for term in vocabulary(column.spec.vocabulary).terms.values()}
        st.selectbox(
            title, list(terms), format_func=lambda code: terms.get(code, code), index=None, key=key,
            placeholder="Choisissez une valeur, ou une colonne ci-dessus", on_change=change,
        )  # fmt: skip
    else:
        st.text_input(title, key=key, on_change=change)


def _apply(found: Deposit, mapping: TableMapping, *, remember: bool) -> None:
    found.mappings[mapping.shape] = mapping
    found.drafts.pop(mapping.shape, None)
    if remember:
        save(data.store().settings.data_dir, mapping)
    importing.forget()


def _forget(found: Deposit, shape: str) -> None:
    found.mappings.pop(shape, None)
    found.drafts.pop(shape, None)
    forget(data.store().settings.data_dir, shape)
    importing.forget()
