"""Let the reader move through time: the days when something changes, and only what has changed since one of them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.components import address
from app.view_models.network_address import NetworkChoice
from app.view_models.network_changes import changes_of
from app.view_models.network_scope import NetworkRecords
from app.view_models.typography import day as french_day
from graph.certainty import ALL_DATES

_FIRST, _LAST = date(1990, 1, 1), date(2050, 12, 31)


def draw(choice: NetworkChoice, records: NetworkRecords, viewed: str) -> None:
    """
    Draw the slider of dates and the choice of what has changed.

    Parameters
    ----------
    choice
        What is drawn.
    records
        Network, links of all dates included.
    viewed
        ISO day of the view, or `toutes`.
    """
    days = sorted(
        {change.day for change in changes_of(records) if change.started or change.ended or change.doubted}
        | ({viewed} - {ALL_DATES})
    )
    slider, since = st.columns((7, 4), vertical_alignment="bottom")
    with slider:
        if days:
            st.session_state["reseau_jour"] = viewed
            st.select_slider(
                "Date de l’image, parmi les jours où un lien commence, finit ou devient incertain",
                [*days, ALL_DATES],
                format_func=lambda day: "toutes les dates" if day == ALL_DATES else french_day(day),
                key="reseau_jour",
                on_change=_day_chosen,
                help="Les éléments ne bougent pas : seuls les liens changent. "
                "Ce qui n’est pas de cette date n’est pas dessiné.",
            )
    with since:
        st.session_state["reseau_depuis"] = date.fromisoformat(choice.since) if choice.since else None
        st.date_input(
            "Seulement ce qui a changé depuis le",
            key="reseau_depuis",
            format="DD/MM/YYYY",
            min_value=_FIRST,
            max_value=_LAST,
            on_change=_since_chosen,
        )
        if choice.since:
            st.button("Tout montrer à nouveau", key="reseau_tout", on_click=_since_forgotten)


def _day_chosen() -> None:
    address.write("date", st.session_state["reseau_jour"])


def _since_chosen() -> None:
    picked = st.session_state["reseau_depuis"]
    address.write("depuis", picked.isoformat() if picked else None)


def _since_forgotten() -> None:
    address.write("depuis", None)
