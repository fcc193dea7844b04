"""Give the screen the workshop that its address names, keep every change at once, say what could not be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app import data
from app.components import address
from app.view_models.typography import escaped, typeset
from app.workshops.record import Workshop
from app.workshops.store import FOLDER, WorkshopError, Workshops

NAME, STEP = "atelier", "etape"
"""Names in the address: which workshop, which of its steps."""

SCREEN = "screens/atelier.py"

_SAID = "atelier_message"


def shelf() -> Workshops:
    """Return where the workshops are kept: in the data folder."""
    return Workshops(Path(data.folder()) / FOLDER)


def change(identifier: str, edit: Callable[[Workshop], Workshop], said: str = "") -> Workshop | None:
    """
    Change one workshop and keep it; what went wrong, or what was done, is said at the next drawing.

    Parameters
    ----------
    identifier
        Id of the workshop.
    edit
        Returns the workshop as it should be.
    said
        What was done, one French sentence; nothing by default.
    """
    try:
        made = shelf().change(identifier, edit)
    except WorkshopError as error:
        say(str(error), wrong=True)
        return None
    if said:
        say(said)
    return made


def say(text: str, *, wrong: bool = False, warning: bool = False) -> None:
    """Keep a sentence for the next drawing."""
    st.session_state[_SAID] = ("error" if wrong else "warning" if warning else "success", text)


def show_said() -> None:
    """Draw once what was kept to be said."""
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if kind:
        draw = {"error": st.error, "warning": st.warning}.get(kind, st.success)
        draw(escaped(typeset(text)))


def open_step(step: str) -> None:
    """Go to a step of the workshop that is open."""
    address.write(STEP, step)


def leave() -> None:
    """Go back to the list."""
    address.write(NAME, None)
    address.write(STEP, None)
