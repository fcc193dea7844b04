"""Draw one field of a workshop: what is typed is kept at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from app.components import workshop_keeping as keeping
from app.view_models.typography import escaped, typeset
from app.workshops.people import names_person
from app.workshops.record import Workshop


def text(workshop: Workshop, name: str, title: str, *, most: int = 120, hint: str = "", lines: bool = False) -> None:
    """
    Draw a text; one that is refused stays written, with the reason under it.

    Parameters
    ----------
    workshop, name
        Workshop, and name of its field.
    title
        Label.
    most
        Most signs.
    hint
        What stands in the empty field.
    lines
        Whether it may hold several lines.
    """
    key = _key(workshop, name)
    kept = getattr(workshop, name)
    # What is refused stays written, with why, until it is corrected or the field is changed from elsewhere.
    former, typed, why = st.session_state.get(_mark(key), (None, "", ""))
    refused = former is not None and former == kept
    st.session_state[key] = typed if refused else kept
    draw: Any = st.text_area if lines else st.text_input
    more = {"height": 90} if lines else {}
    draw(
        title, key=key, max_chars=most, placeholder=hint or None, on_change=_text, args=(workshop.id, name, key, kept),
        **more,
    )  # fmt: skip
    if refused:
        st.error(escaped(typeset(f"Ce texte n’est pas gardé : {why}")))


def number(
    workshop: Workshop, name: str, title: str, fewest: int, most: int, *, step: int = 1, hint: str | None = None
) -> None:
    """Draw a whole number between two others."""
    key = _key(workshop, name)
    st.session_state[key] = min(max(int(getattr(workshop, name)), fewest), most)
    st.number_input(title, fewest, most, step=step, key=key, help=hint, on_change=_value, args=(workshop.id, name, key))


def several(
    workshop: Workshop,
    name: str,
    title: str,
    options: Mapping[str, str],
    *,
    hint: str | None = None,
    empty: str = "Aucun",
) -> None:
    """Draw several choices among options; what the workshop names and the options do not stays."""
    key = _key(workshop, name)
    current: Sequence[str] = list(getattr(workshop, name))
    found = {**{one: one for one in current}, **options}
    st.session_state[key] = list(current)
    st.multiselect(
        title, list(found), format_func=lambda one: found[one].split(" · ")[0], key=key, placeholder=empty, help=hint,
        on_change=_several, args=(workshop.id, name, key),
        select_all=False,
    )  # fmt: skip


def _key(workshop: Workshop, name: str) -> str:
    return f"{workshop.id}_{name}"


def _mark(key: str) -> str:
    return f"{key}_refuse"


def _text(identifier: str, name: str, key: str, kept: str) -> None:
    typed = str(st.session_state[key])
    value: Any = typed.strip()
    if why := names_person(value):
        st.session_state[_mark(key)] = (kept, typed, why)
        return
    st.session_state.pop(_mark(key), None)
    if name == "titre" and not value:
        keeping.say("Un atelier a un titre : l’ancien est gardé.", wrong=True)
        return
    keeping.change(identifier, lambda one: replace(one, **{name: value}))


def _value(identifier: str, name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        keeping.change(identifier, lambda one: replace(one, **{name: value}))


def _several(identifier: str, name: str, key: str) -> None:
    value: Any = tuple(st.session_state[key])
    keeping.change(identifier, lambda one: replace(one, **{name: value}))
