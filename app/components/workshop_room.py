"""Draw rounds as cards of tables, or as tables of rows: by round, by table, by person."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.components import address, frame
from app.view_models.workshop_plan import RoundView, TableView, by_person, by_table, rounds
from app.workshops.record import PAIRS, Workshop

_VIEW = "vue"
_BY = {"tour": "Par tour", "table": "Par table", "personne": "Par personne"}


def plan(workshop: Workshop) -> None:
    """Draw the whole plan; the address keeps the way it is laid out."""
    ways = {code: label for code, label in _BY.items() if not (code == "table" and workshop.mode == PAIRS)}
    key = f"{workshop.id}_vue"
    current = address.read(_VIEW)
    st.session_state[key] = current if current in ways else "tour"
    st.segmented_control(
        "Présentation du plan", list(ways), format_func=lambda code: ways[code], key=key, required=True,
        label_visibility="collapsed", on_change=lambda: address.write(_VIEW, st.session_state[key]),
    )  # fmt: skip
    way = st.session_state[key]
    if way == "personne":
        heading, rows = by_person(workshop)
        frame.plain_table("Numéro de la table à chaque tour, par ordre alphabétique", heading, rows)
    elif way == "table":
        for title, heading, row in by_table(workshop):
            frame.plain_table(title, heading, [row])
    else:
        for tour in rounds(workshop):
            frame.section(tour.title)
            one(tour)


def one(tour: RoundView, *, large: bool = False) -> None:
    """Draw one round; large letters are read from across the room."""
    cards = "".join(f"<li>{_card(table)}</li>" for table in tour.tables)
    st.html(f'<ul class="m-room{" m-room--large" if large else ""}">{cards}</ul>')
    if tour.resting:
        frame.note(f"Sans partenaire à ce tour : {', '.join(tour.resting)}. Observe, ou rejoint une paire.")


def _card(table: TableView) -> str:
    host = f'<li class="m-host">{frame.spelled(table.host)}</li>' if table.host else ""
    people = "".join(f"<li>{frame.spelled(name)}</li>" for name in table.people)
    return f'<div class="m-seat"><h3>{escape(table.title)}</h3><ul>{host}{people}</ul></div>'
