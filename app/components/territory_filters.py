"""Let the reader choose a part of the territory screen and filter its rows."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import data
from app.components import address
from app.view_models.territory import ACTIONS, SCHEMES
from graph.model.vocabularies import vocabulary

EVERY = "Tous"


def choose_part(labels: Mapping[str, str]) -> str:
    """Draw the parts of the screen and return the one chosen, which the address keeps."""
    current = address.read("partie")
    current = current if current in labels else SCHEMES
    st.session_state["territoire_partie"] = current
    st.segmented_control(
        "Partie de l’écran",
        list(labels),
        format_func=lambda code: labels[code],
        key="territoire_partie",
        required=True,
        label_visibility="collapsed",
        on_change=_part_chosen,
    )
    return current


def draw(part: str) -> dict[str, str]:
    """Draw the filters of a part and return the parameters they give to its question."""
    if part == ACTIONS:
        first, second = st.columns(2)
        with first:
            theme = _list("Thème", "theme", data.options("Thematique"))
        with second:
            public = _list("Public", "public", data.options("Public"))
        return {"theme": theme, "public": public}
    secteurs = {term.code: term.libelle for term in vocabulary("secteurs").terms.values()}
    return {"secteur": _list("Secteur", "secteur", secteurs)}


def _list(title: str, name: str, options: Mapping[str, str]) -> str:
    key = f"territoire_{name}"
    current = address.read(name)
    current = current if current in options else ""
    st.session_state[key] = current or None
    st.selectbox(
        title,
        list(options),
        format_func=lambda code: options[code].split(" · ")[0],
        key=key,
        index=None,
        placeholder=EVERY,
        on_change=_filtered,
        args=(name, key),
    )
    return current


def _part_chosen() -> None:
    address.write("partie", st.session_state["territoire_partie"])


def _filtered(name: str, key: str) -> None:
    address.write(name, st.session_state[key] or "")
