"""Draw the picture of the network and its panel; choosing in it runs nothing else of the screen again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from app.components import frame, network_choice, network_panel
from app.components.network import network
from app.components.network_source import Picture
from app.view_models.network_address import NetworkChoice, selection
from app.view_models.network_paths import Paths
from app.view_models.network_view import NetworkView

_SEARCH = "reseau_cherche"
_STYLE = Path(__file__).with_name("network_picture.css")


def draw(choice: NetworkChoice, picture: Picture, paths: Paths | None) -> None:
    """
    Draw the search, the picture and what is selected in it.

    Parameters
    ----------
    choice
        What is drawn.
    picture
        What the screen shows.
    paths
        Ways to point out, or None.
    """
    st.html(f"<style>{_style()}</style>")
    _draw(choice, picture, paths)


@st.fragment
def _draw(choice: NetworkChoice, picture: Picture, paths: Paths | None) -> None:
    """Draw it; what the reader chooses in it runs this alone."""
    view = picture.view
    drawn = {node.id for node in view.nodes} | {edge.id for edge in view.edges}
    left, right = st.columns((3, 1), gap="small")
    with left:
        _, times, last = network_choice.asked()
        state = network(
            view,
            key="reseau",
            height=network_panel.HEIGHT,
            selected=selection(last, drawn),
            asked=times,
            marked=(paths.nodes | paths.edges) if paths else (),
            about=choice.picture_key,
            on_select=network_choice.touched,
        )
        if view.note:
            frame.note(view.note)
    if state.expand:
        network_choice.unfold(state.expand)
        st.rerun()
    chosen = network_choice.selected(state.chosen, drawn)
    with right:
        _search(view)
        network_panel.draw(choice, picture, chosen)


def _search(view: NetworkView) -> None:
    names = {node.id: node.label for node in view.nodes}
    st.session_state[_SEARCH] = None
    st.selectbox(
        "Chercher dans l’image",
        sorted(names, key=lambda id_: (names[id_].casefold(), id_)),
        format_func=names.__getitem__,
        key=_SEARCH,
        index=None,
        placeholder="Écrivez un nom : l’image y va",
        label_visibility="collapsed",
        on_change=_found,
    )


def _found() -> None:
    if st.session_state[_SEARCH]:
        network_choice.ask((st.session_state[_SEARCH],))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
