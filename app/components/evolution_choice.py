"""Let the reader choose the two dates of an evolution and what is listed; the address keeps it all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from app.components import address
from app.view_models.evolution import start_of, starts

_FIRST, _LAST = date(1990, 1, 1), date(2050, 12, 31)


def choose_period(end: str) -> str:
    """
    Draw the two dates, and return the first one.

    Parameters
    ----------
    end
        ISO day of the view, the last day of the period: choosing another one changes the view.

    Returns
    -------
    start
        ISO day; a year before the end when the address holds none.
    """
    start = start_of(address.read("debut"), end)
    first, second, usual = st.columns([3, 3, 5], vertical_alignment="bottom")
    with first:
        _pick("Depuis le", "evolution_debut", start, "debut")
    with second:
        _pick("Jusqu’au", "evolution_fin", end, "date")
    with usual:
        known = starts(end)
        st.session_state["evolution_recul"] = start if start in known else None
        st.segmented_control(
            "Ou depuis",
            list(known),
            format_func=known.__getitem__,
            key="evolution_recul",
            on_change=lambda: address.write("debut", st.session_state["evolution_recul"] or start),
        )
    address.write("debut", start)
    return start


def choose(title: str, name: str, options: Mapping[str, str]) -> str:
    """Draw what may be listed, and return the one chosen: the first by default."""
    key = f"evolution_{name}"
    first = next(iter(options))
    current = address.read(name)
    current = current if current in options else first
    st.session_state[key] = current
    st.segmented_control(
        title,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.write(name, "" if st.session_state[key] == first else st.session_state[key]),
    )
    return current


def _pick(label: str, key: str, current: str, name: str) -> None:
    st.session_state[key] = date.fromisoformat(current)

    def picked() -> None:
        chosen = st.session_state[key]
        if chosen is not None:
            address.write(name, chosen.isoformat())

    st.date_input(label, key=key, format="DD/MM/YYYY", min_value=_FIRST, max_value=_LAST, on_change=picked)
