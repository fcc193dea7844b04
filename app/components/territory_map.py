"""
Draw a map in a page and read back which territory the reader chose, with the mouse or with the keyboard.

The contours are drawn by the Vega-Lite that Streamlit ships: no tile, no address. The sentence and the table that say
the same come first in reading order.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

import streamlit as st

from app.components import frame
from app.components.grid import grid
from app.view_models.map_spec import CHOICE, legend_html, map_spec
from app.view_models.territory_map import MapView
from app.view_models.typography import typeset

_STYLE: Final = Path(__file__).with_name("territory_map.css")
_PROMPT: Final = "Choisir un territoire de la carte"


def draw(view: MapView, key: str, *, selected: str | None = None) -> str | None:
    """
    Draw a map and return the territory chosen in it.

    Parameters
    ----------
    view
        Map.
    key
        Key of the map in the page; must stay the same for the choice to stay.
    selected
        Id to choose from the page (the address, a row of another table); it takes effect when it changes, and the
        reader may then choose something else.

    Returns
    -------
    territoire_id
        Chosen territory, or None. A territory that is no longer drawn counts as none.
    """
    frame.say(view.sentence)
    for note in view.notes:
        frame.note(note)
    if not view.shapes:
        frame.empty("Aucun contour à dessiner : les faits connus sont dans le tableau.")
        _twin(view, key)
        return None
    _follow(key, selected)
    _twin(view, key)
    chosen = _chosen(view, key)
    started = st.session_state.get(_name(key, "depart"))
    with st.container(key=f"carte_{key}"):
        st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
        chart = f"{key}_carte_{st.session_state.get(_name(key, 'tour'), 0)}"
        st.vega_lite_chart(
            map_spec(view, started if started in view.options else None),
            width="stretch",
            theme=None,
            key=chart,
            on_select=lambda: _clicked(key, chart),
            selection_mode=[CHOICE],
            alt=typeset(f"{view.titre}. {view.sentence}"),
        )
        st.html(legend_html(view))
        told = view.describe(chosen) if chosen else "Aucun territoire choisi."
        st.html(f'<p class="m-choice" role="status">{escape(told)}</p>')
        frame.note(
            "Survolez pour lire, cliquez pour choisir. Au clavier : le tableau et la liste au-dessus de la carte. "
            f"Population municipale {view.vintage}. Sources : {view.attribution}."
        )
    return chosen


def _twin(view: MapView, key: str) -> None:
    """Draw the same facts as a table, and a list to choose from with the keyboard."""
    with st.expander("Les mêmes faits en tableau, et le choix au clavier", icon=":material/table:"):
        if view.shapes:
            options = view.options
            picked = _name(key, "liste")
            current = st.session_state.get(_name(key, "choix"))
            st.session_state[picked] = current if current in options else None
            st.selectbox(
                _PROMPT,
                list(options),
                index=None,
                format_func=lambda id_: options.get(id_, id_),
                key=picked,
                placeholder="Tapez un nom",
                on_change=lambda: _start(key, st.session_state[picked]),
            )
        grid(view.table, key=f"{key}_tableau", height=420)


def _name(key: str, what: str) -> str:
    return f"{key}_{what}"


def _follow(key: str, selected: str | None) -> None:
    """Take what the page asks for, once per change."""
    asked = _name(key, "demande")
    if selected != st.session_state.get(asked):
        st.session_state[asked] = selected
        _start(key, selected)


def _start(key: str, chosen: str | None) -> None:
    """Choose from outside the picture: it is drawn anew with that choice, since it keeps its own clicks."""
    st.session_state[_name(key, "choix")] = chosen
    st.session_state[_name(key, "depart")] = chosen
    st.session_state[_name(key, "tour")] = st.session_state.get(_name(key, "tour"), 0) + 1


def _clicked(key: str, chart: str) -> None:
    """Take what was clicked; a click beside the shapes chooses nothing."""
    state: Any = st.session_state[chart]
    points = state["selection"].get(CHOICE) or []
    st.session_state[_name(key, "choix")] = points[0].get("id") if points else None


def _chosen(view: MapView, key: str) -> str | None:
    chosen = st.session_state.get(_name(key, "choix"))
    return chosen if chosen in view.options else None
