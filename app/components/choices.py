"""Let the reader choose one part of a screen, or one object of a short list; the address keeps the choice."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.components import address


def part(labels: Mapping[str, str], key: str, *, name: str = "partie") -> str:
    """Draw the parts of a screen and return the one chosen, the first one by default."""
    current = address.read(name)
    current = current if current in labels else next(iter(labels))
    st.session_state[key] = current
    st.segmented_control(
        "Partie de l’écran",
        list(labels),
        format_func=lambda code: labels[code],
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )
    return current


def one_of(
    title: str, options: Mapping[str, str], key: str, *, name: str, default: str = "", hint: str = "Choisissez"
) -> str:
    """
    Draw a short list and return the id chosen, or an empty text when there is no default.

    Parameters
    ----------
    title
        Label of the list.
    options
        Names by id.
    key
        Key of the widget.
    name
        Name of the value in the address.
    default
        Id chosen at first; the list cannot be emptied then.
    hint
        What the list shows as long as nothing is chosen.
    """
    current = address.read(name)
    current = current if current in options else default
    st.session_state[key] = current or None
    st.selectbox(
        title,
        list(options),
        format_func=lambda identifier: options[identifier],
        key=key,
        index=list(options).index(default) if default else None,
        placeholder=hint,
        on_change=_write,
        args=(name, key, default),
    )
    return current


def months(title: str, default: int, key: str, *, name: str, help: str) -> int:  # noqa: A002 - Streamlit's word
    """Draw a number of months, at most ten years, and return it."""
    text = address.read(name)
    current = int(text) if text.isdigit() and int(text) <= 120 else default
    st.session_state[key] = current
    st.number_input(title, 0, 120, step=6, key=key, help=help, on_change=_write_number, args=(name, key, default))
    return current


def _write(name: str, key: str, default: str = "") -> None:
    value = st.session_state[key] or ""
    address.write(name, "" if value == default else value)


def _write_number(name: str, key: str, default: int) -> None:
    value = st.session_state[key]
    address.write(name, "" if value == default else str(value))
