"""Keep in the address of the page what it shows, so that a link reopens exactly the same thing.

The address is the truth: widgets are set from it and write to it. The date and the territory follow the reader from
screen to screen.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

SEPARATOR = "|"
FOLLOWING = ("date", "territoire")
"""Names that are carried to the next screen."""

_MEMORY = "adresse"


def restore() -> None:
    """
    Put back the names that follow the reader when a link of the menu has dropped them, then tell the browser.

    A link to the screen that is already open reaches this run with its values, but the browser leaves its own address
    as it was: the next run would lose them. Saying the address again mends it, and changes nothing when it is right.
    """
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    for name in FOLLOWING:
        if name in st.query_params:
            memory[name] = st.query_params[name]
        elif name in memory:
            st.query_params[name] = memory[name]
    for name in list(st.query_params)[:1]:
        st.query_params[name] = st.query_params[name]  # One assignment sends the whole address.


def read(name: str) -> str:
    """Return one value of the address, or an empty text."""
    return str(st.query_params.get(name, ""))


def read_several(name: str) -> list[str]:
    """Return the values of the address that share a name."""
    return [part for part in read(name).split(SEPARATOR) if part]


def write(name: str, value: str | Sequence[str] | None) -> None:
    """Set one value of the address; an empty one leaves it."""
    text = value if isinstance(value, str) else SEPARATOR.join(value or ())
    if not text:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
    if name in FOLLOWING:
        memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
        memory.pop(name, None)
        if text:
            memory[name] = text


def with_scope(**values: str) -> dict[str, str]:
    """Return the parameters of a link to another screen: the date and the territory of this one, and these values."""
    kept = {name: read(name) for name in FOLLOWING if read(name)}
    return {name: value for name, value in {**kept, **values}.items() if value}
