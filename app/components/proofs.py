"""Open the proof of a row in a drawer: document, date, quote, how it was read, and the objects it names."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from app.components import frame, links
from app.view_models.proof import ProofView
from app.view_models.table import RowView, TableView
from app.view_models.typography import escaped, readable, sentence


def open_row(table: TableView, row: RowView) -> None:
    """
    Open the drawer of a row.

    Parameters
    ----------
    table
        Table of the row: it names the columns.
    row
        The row.
    """
    drawer = st.dialog("Calcul et preuves" if row.parts else "Preuve", width="medium", position="right")
    drawer(_draw)(table, row)


def draw(proofs: Iterable[ProofView]) -> None:
    """Draw proofs one under the other; what is deduced or classified does not look like what is written."""
    html = "".join(_proof(proof) for proof in proofs)
    if html:
        st.html(html)
    else:
        frame.note("Aucune citation n’est enregistrée pour cette ligne : elle vient du référentiel ou d’un calcul.")


def _draw(table: TableView, row: RowView) -> None:
    st.markdown(f"**{escaped(row.title)}**")
    if row.said:
        frame.say(row.said)
    if row.parts:
        frame.plain_table(
            "Comment ce chiffre est calculé",
            ("Partie", "Valeur", "Poids", "Calcul"),
            [(part.label, part.value, part.weight, part.how) for part in row.parts],
        )
    said = [
        (column.title, sentence(readable(row.cells[column.name])))
        for column in (*table.columns, *table.more)
        if row.cells[column.name] not in (None, "", row.title)
    ]
    if row.certainty:
        said.append(("Certitude", f"{row.certainty.text}. {row.certainty.help}"))
    if said:
        frame.facts(said)
    frame.section("Ce que disent les documents")
    draw(row.proofs)
    if row.links:
        frame.section("Ouvrir")
        for identifier, name in row.links[:40]:
            links.to_object(identifier, name)


def _proof(proof: ProofView) -> str:
    quote = f"<blockquote>« {escape(proof.quote)} »</blockquote>" if proof.quote else ""
    note = f"<p>{escape(sentence(proof.note))}</p>" if proof.note else ""
    return (
        f'<article class="m-proof m-proof--{escape(proof.derivation.code)}">'
        f"<p>{escape(proof.derivation.sign)} {escape(sentence(proof.derivation.label))} · "
        f"{escape(proof.certainty.text)} à la date choisie</p>{quote}{note}"
        f'<p class="m-file">{escape(proof.document)}, {escape(proof.date)}'
        f"{'' if proof.document == proof.fichier else f' ({escape(proof.fichier)})'}</p></article>"
    )
