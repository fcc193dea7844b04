"""Show who is linked to whom: a sentence and a table first, then the same as a picture that never moves."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    dates,
    first_steps,
    frame,
    links,
    network_choice,
    network_panel,
    network_reading,
    network_source,
)
from app.components.network import network
from app.view_models.names import territory_name
from app.view_models.network import network_table
from app.view_models.network_scope import AROUND, SCHEME, TERRITORY, inactive_count
from app.view_models.typography import typeset
from graph.certainty import ALL_DATES

context = data.context()
choice = network_choice.read()
names = {
    TERRITORY: lambda: territory_name(context, choice.id),
    AROUND: lambda: context.name_of.get(choice.id, choice.id),
}
subject = typeset(names.get(choice.view, names[AROUND])()) if choice.id else ""
frame.header("Réseau", subject, choice.words if choice.id else "")
first_steps.stop_when_empty()
network_choice.draw(choice)
if not choice.id:
    frame.empty("Choisissez un point de départ : le réseau entier serait illisible.")
    firsts = {row["nature"]: row for row in reversed(data.reading("reperes", {}))}
    nature = {AROUND: "caisse", TERRITORY: "territoire", SCHEME: "dispositif"}[choice.view]
    if nature in firsts:
        name = "territoire" if choice.view == TERRITORY else "id"
        links.to(
            links.NETWORK,
            f"Par exemple : {firsts[nature]['nom']}",
            icon=":material/hub:",
            vue=choice.view,
            **{name: firsts[nature]["id"]},
        )
    network_reading.draw(choice)
    st.stop()

date = dates.current().value
day = None if date == ALL_DATES else date
records, view = network_source.records(choice, day), network_source.view(choice, day)
network_choice.options(choice, inactive_count(records.edges))
if not view.edges:
    frame.empty(
        "Aucun lien n’est documenté à cette date pour ce choix. Essayez « Toutes les dates », ou un pas de plus."
    )
if view.nodes:
    with st.expander(f"Lire ce réseau en tableau ({len(view.nodes)} lignes)", icon=":material/table_rows:"):
        frame.plain_table(
            f"Réseau : {subject}",
            ("Élément", "Nature", "Secteur", "Liens"),
            [(row["objet"], row["type"], row["secteur"], row["liens"]) for row in network_table(view)],
        )
    picture, panel = st.columns((3, 1), gap="small")
    with picture:
        state = network(
            view,
            key="reseau",
            height=network_panel.HEIGHT,
            selected=address.read("choix") or None,
            on_select=network_choice.touched,
        )
    if state.expand and state.expand != choice.id:
        network_choice.centre(state.expand)
    selected = network_choice.settle(
        state.selected, {node.id for node in view.nodes} | {edge.id for edge in view.edges}
    )
    with panel:
        network_panel.draw(view, records, selected)
network_reading.draw(choice, {node.id for node in view.nodes})
