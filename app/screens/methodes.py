"""Explain how each figure is computed: formula, reference, limits, an example on real data."""

from __future__ import annotations

import streamlit as st

from app.components import address, frame, links
from app.view_models.methods import introduction, sections
from queries.catalogue import catalogue

frame.header("Méthodes", lede="Comment chaque chiffre est calculé, d’après quels travaux, et ce qu’il ne dit pas.")
found = sections()
chosen = address.read("methode")
st.session_state["methodes_choix"] = chosen if chosen in found else None
st.selectbox(
    "Méthode",
    list(found),
    format_func=lambda id_: found[id_].title,
    key="methodes_choix",
    placeholder="Choisissez un calcul",
    on_change=lambda: address.write("methode", st.session_state["methodes_choix"]),
)
if chosen not in found:
    frame.page(introduction())
    for section in found.values():
        links.to(links.METHODS, section.title, icon=":material/calculate:", methode=section.id)
else:
    section = found[chosen]
    frame.section(section.title)
    frame.page(section.text)
    with st.container(horizontal=True):
        for name in section.questions:
            links.to_question(name, catalogue()[name].titre)
    links.to(links.METHODS, "Toutes les méthodes", icon=":material/arrow_back:")
