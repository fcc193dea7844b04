"""Let the reader choose the date of the view, for every screen at once."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import data
from app.components import address
from app.view_models.dates import EVERY, NEWEST, OTHER, TODAY, DateView, build_date
from graph.certainty import ALL_DATES

_FREE = "date_libre"


def current() -> DateView:
    """Return the date of the view, from the address."""
    return build_date(address.read("date"), data.context().newest_source, date.today())


def settle() -> DateView:
    """Write the date of the view in the address, so that a copied link says it."""
    view = current()
    address.write("date", view.value)
    return view


def choose(key: str, *, horizontal: bool = False) -> None:
    """
    Draw the choice of the date.

    Parameters
    ----------
    key
        Prefix of the widgets, one per place.
    horizontal
        Whether the choices stand on one line.
    """
    view = current()
    free = bool(st.session_state.get(_FREE)) and view.choice not in {EVERY}
    st.session_state[f"{key}_choix"] = OTHER if free else view.choice
    st.radio(
        "Vu au",
        list(view.labels),
        format_func=view.labels.__getitem__,
        key=f"{key}_choix",
        horizontal=horizontal,
        on_change=_chosen,
        args=(key,),
        help="Ce qui est certain, incertain ou terminé dépend de cette date. Elle vaut pour tous les écrans.",
    )
    if st.session_state[f"{key}_choix"] == OTHER:
        st.session_state[f"{key}_jour"] = None if view.value == ALL_DATES else date.fromisoformat(view.value)
        st.date_input(
            "Date",
            key=f"{key}_jour",
            format="DD/MM/YYYY",
            min_value=date(1990, 1, 1),
            max_value=date(2050, 12, 31),
            on_change=_picked,
            args=(key,),
        )


def _chosen(key: str) -> None:
    choice = st.session_state[f"{key}_choix"]
    st.session_state[_FREE] = choice == OTHER
    newest = data.context().newest_source
    values = {NEWEST: newest, TODAY: date.today().isoformat(), EVERY: ALL_DATES}
    if choice == OTHER:
        if address.read("date") == ALL_DATES:
            address.write("date", newest or date.today().isoformat())
        return
    address.write("date", values[choice])


def _picked(key: str) -> None:
    picked = st.session_state[f"{key}_jour"]
    if picked is not None:
        address.write("date", picked.isoformat())
