"""Let the reader choose a part of the screen of coverage and gaps, and what it looks at; the address keeps it all."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.components import address
from app.view_models.manques import COVERAGE, PARTS, type_label
from queries.catalogue import get

DEFAULT_TYPE = "CLS"
COUNT, STATES = "nombre", "etats"
_MAPS = {COUNT: "Combien le couvrent", STATES: "Dans quel état"}
_LEAST, _MOST = 2.0, 100.0
"""Up to 1 the question reads a share: the field only offers percentages."""


def choose_part() -> str:
    """Draw the parts of the screen and return the one chosen."""
    return _segments("Partie de l’écran", "partie", PARTS, COVERAGE)


def choose_map() -> str:
    """Draw the two maps of a type of scheme and return the one chosen."""
    return _segments("Ce que montre la carte", "carte", _MAPS, COUNT)


def choose_coverage() -> dict[str, str]:
    """Draw what a coverage is about, and return the parameters of its question."""
    first, second, third = st.columns([5, 3, 4], vertical_alignment="bottom")
    with first:
        kind = choose_type()
    with second:
        target = _target()
    with third:
        preparing = _preparing()
    return {"type": kind, "cible": target, "elaboration": preparing}


def choose_type() -> str:
    """Draw the types of scheme and return the one chosen."""
    codes = get("couverture").parametres["type"].choix
    current = address.read("type")
    current = current if current in codes else DEFAULT_TYPE
    st.session_state["manques_type"] = current
    st.selectbox(
        "Type de dispositif",
        codes,
        format_func=type_label,
        key="manques_type",
        on_change=lambda: address.write("type", _unless(st.session_state["manques_type"], DEFAULT_TYPE)),
    )
    return current


def choose_scheme(schemes: Mapping[str, str]) -> str:
    """
    Draw the schemes of the territory, and return the one chosen or an empty text.

    Parameters
    ----------
    schemes
        Names by id.
    """
    current = address.read("dispositif")
    current = current if current in schemes else ""
    st.session_state["manques_dispositif"] = current or None
    st.selectbox(
        "Dans un seul dispositif",
        list(schemes),
        format_func=lambda id_: schemes[id_],
        key="manques_dispositif",
        index=None,
        placeholder="Tout le territoire",
        on_change=lambda: address.write("dispositif", st.session_state["manques_dispositif"] or ""),
    )
    return current


def _target() -> str:
    current = address.read("cible").replace(",", ".")
    try:
        value = float(current) if current else None
    except ValueError:
        value = None
    if value is not None and 0 < value <= 1:
        value *= 100
    if value is not None and not _LEAST <= value <= _MOST:
        value = None
    st.session_state["manques_cible"] = value
    st.number_input(
        "Cible (% de la population)",
        min_value=_LEAST,
        max_value=_MOST,
        step=5.0,
        format="%.0f",
        key="manques_cible",
        placeholder="Celle de la région",
        on_change=lambda: address.write("cible", _written(st.session_state["manques_cible"])),
    )
    return _written(value)


def _preparing() -> str:
    st.session_state["manques_elaboration"] = address.read("elaboration") == "oui"
    st.toggle(
        "Compter aussi ceux en préparation",
        key="manques_elaboration",
        on_change=lambda: address.write("elaboration", "oui" if st.session_state["manques_elaboration"] else ""),
    )
    return "oui" if st.session_state["manques_elaboration"] else "non"


def _segments(title: str, name: str, options: Mapping[str, str], default: str) -> str:
    key = f"manques_{name}"
    current = address.read(name)
    current = current if current in options else default
    st.session_state[key] = current
    st.segmented_control(
        title,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.write(name, _unless(st.session_state[key], default)),
    )
    return current


def _unless(value: str, default: str) -> str:
    """Return what the address must hold: nothing for the default."""
    return "" if value == default else value


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
