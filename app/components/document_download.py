"""Offer the document that a screen may become, for a meeting; it is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app import data
from app.components import dates, frame
from app.exports.documents.kinds import LABELS, MIME, file_name
from app.view_models.dates import NEWEST


def draw(kind: str, about: str, key: str, *, ids: Sequence[str] = (), territoire: str = "", since: str = "") -> None:
    """
    Draw the buttons of one document, DOCX and PDF.

    Parameters
    ----------
    kind
        Which document (see `app.exports.documents.kinds`).
    about
        Name of what it is about, for the name of the file.
    key
        Prefix of the buttons.
    ids, territoire
        What it is about.
    since
        ISO day from which an evolution is told.

    Notes
    -----
    Nothing is asked and nothing is drawn before the click: the libraries that write are only loaded then.
    """
    view, context = dates.current(), data.context()
    # The day of the newest document is the rule, not a choice: the document says which of the two it is.
    date = None if view.choice == NEWEST else view.value

    def content(extension: str) -> bytes:
        from app.exports.documents.catalogue import WRITERS, make  # noqa: PLC0415 (heavy: drawing is rare)
        from app.exports.documents.desk import desk_of  # noqa: PLC0415

        return WRITERS[extension](make(desk_of(context, date), kind, ids, territoire, since))

    name = LABELS[kind].lower()
    frame.note(f"À emporter en réunion : {name}, avec carte, tableaux, sources et méthode.")
    with st.container(horizontal=True):
        for extension, mime in MIME.items():
            st.download_button(
                f"{LABELS[kind]} en {extension.upper()}",
                partial(content, extension),
                file_name(kind, about, view.value, extension),
                mime,
                key=f"{key}_{extension}",
                icon=":material/description:",
                on_click="ignore",
                help=f"{LABELS[kind]}, à la date de la vue.",
            )
