"""Say the network in a table, before its picture and always in step with it."""

from __future__ import annotations

import streamlit as st

from app.components import frame
from app.view_models.network import network_table
from app.view_models.network_view import NetworkView, number

_AT_ONCE = 200
"""Rows above which the table is written only when it is opened: it would weigh on every gesture."""


def draw(view: NetworkView, subject: str) -> None:
    """Draw the sentence and the table of a picture."""
    frame.say(f"{view.summary} {view.hidden_message}".strip())
    large = len(view.nodes) > _AT_ONCE
    drawer = st.expander(
        f"Lire ce réseau en tableau ({number(len(view.nodes))} lignes)",
        icon=":material/table_rows:",
        key="reseau_tableau",
        on_change="rerun" if large else "ignore",
    )
    if large and not drawer.open:
        return
    with drawer:
        frame.plain_table(
            f"Réseau : {subject}",
            ("Élément", "Nature", "Secteur", "Liens"),
            [(row["objet"], row["type"], row["secteur"], row["liens"]) for row in network_table(view)],
        )
