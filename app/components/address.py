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

_MEMORY, _SEEN = "adresse", "adresse_vue"


def restore(screen: str) -> None:
    """
    Put back the names that follow the reader when a link of the menu has dropped them, then tell the browser.

    A link to the screen that is already open reaches this run with its values, but the browser leaves its own address
    as it was: the next run would lose them. Saying the address again mends it. It is said in that case only: the
    browser adds what it is told to its history before it leaves the screen it comes from, and going back would then
    take two presses.

    Parameters
    ----------
    screen
        Path of the screen that opens.
    """
    given = {name: value for name, value in st.query_params.to_dict().items() if name in FOLLOWING}
    known: dict[str, str] = st.session_state.get(_MEMORY, {})
    lost = {name: value for name, value in known.items() if name not in given}
    st.session_state[_MEMORY] = {**given, **lost}  # In the order of the address: in another order it would be new.
    seen = st.session_state.get(_SEEN)
    if lost:
        st.query_params.update(lost)  # One assignment sends the whole address, once.
    elif seen is not None and seen[0] == screen and seen[1] != st.query_params.to_dict():
        st.query_params.update(st.query_params.to_dict())
    st.session_state[_SEEN] = (screen, st.query_params.to_dict())


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
    seen = st.session_state.get(_SEEN)
    if seen is not None:
        st.session_state[_SEEN] = (seen[0], st.query_params.to_dict())
    if name in FOLLOWING:
        memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
        memory.pop(name, None)
        if text:
            memory[name] = text


def with_scope(**values: str) -> dict[str, str]:
    """Return the parameters of a link to another screen: the date and the territory of this one, and these values."""
    kept = {name: read(name) for name in FOLLOWING if read(name)}
    return {name: value for name, value in {**kept, **values}.items() if value}
