"""Explain how to begin with an empty base, and load the example in it on demand."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, frame, importing, links, starting


def draw() -> None:
    """Draw the first steps."""
    frame.empty("Cette base ne contient encore aucun fait. Le plus court : le classeur de votre territoire.")
    with st.container(border=True):
        frame.section("Commencer sur mon territoire")
        starting.draw("premier")
    frame.section("Autres façons de commencer")
    template, deposit, example = st.columns(3, border=True)
    with template:
        frame.section("1. Remplir le modèle")
        frame.note(
            "Un classeur à ouvrir dans un tableur : une feuille par sorte d’objet, des listes de choix, une notice."
        )
        st.download_button(
            "Télécharger le modèle",
            importing.template_file(),
            "maillage-modele.xlsx",
            key="premier_modele",
            on_click="ignore",
        )
    with deposit:
        frame.section("2. Déposer un fichier")
        frame.note(
            "Le fichier est contrôlé ligne à ligne ; vous lisez ce qui changerait avant d’écrire quoi que ce soit."
        )
        links.to(links.DATA, "Déposer un classeur ou des CSV", icon=":material/upload_file:")
    with example:
        frame.section("3. Voir l’exemple")
        frame.note(
            "Des contrats locaux de santé bretons, tels que cinq documents publics les décrivent, avec leurs citations."
        )
        if st.button("Charger l’exemple breton dans cette base", key="premier_exemple", type="primary", wrap=True):
            with st.spinner("Contrôle et écriture de l’exemple…"):
                st.session_state[importing.DONE] = importing.load_example()
            # The date of the newest source is not the one the empty base proposed.
            address.write("date", None)
            st.rerun()


def stop_when_empty() -> None:
    """Say where to begin, and stop the screen, when the base holds no fact."""
    if data.is_empty():
        frame.empty("Cette base ne contient encore aucun fait : il n’y a rien à montrer ici.")
        links.to(links.HOME, "Voir comment commencer", icon=":material/home:")
        frame.stop()
