"""Let the reader change what is supposed of meetings; the address keeps what differs from the data file."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.components import address, frame
from graph.model.norms import charge_hypotheses
from graph.model.vocabularies import vocabulary

NAME = "hypotheses"
"""Name of the hypotheses in the address, and of the parameter of the question."""

_COLUMNS = 3
_MOST = 52.0


@dataclass(frozen=True, slots=True)
class Supposed:
    """Hold one hypothesis: name in the question, French label, value by default."""

    name: str
    label: str
    default: float


def choose(key: str) -> list[str]:
    """
    Draw one field per hypothesis, and a button that puts them all back.

    Returns
    -------
    values
        Values of the parameter `hypotheses` that differ from the default ones: `duree=1,5`.
    """
    specs = _specs()
    current = _read(specs)
    frame.note(charge_hypotheses().origine)
    places = st.columns(_COLUMNS)
    for position, spec in enumerate(specs):
        field = f"{key}_{spec.name}"
        st.session_state[field] = current[spec.name]
        with places[position % _COLUMNS]:
            st.number_input(
                spec.label, 0.0, _MOST, step=0.5, format="%.1f", key=field, on_change=_changed, args=(specs, key)
            )
    changed = _texts(specs, current)
    st.button(
        "Revenir aux hypothèses d’origine",
        key=f"{key}_reset",
        icon=":material/restart_alt:",
        disabled=not changed,
        on_click=address.write,
        args=(NAME, None),
    )
    return changed


def _specs() -> tuple[Supposed, ...]:
    known, types = charge_hypotheses(), vocabulary("types_instance")
    return (
        Supposed("duree", "Heures par réunion", known.duree_h),
        *(Supposed(code, f"{types.label(code)} : réunions par an", value) for code, value in known.reunions_an.items()),
        Supposed("animation", "Coefficient : présider ou animer", max(known.coefficients.values())),
    )


def _read(specs: tuple[Supposed, ...]) -> dict[str, float]:
    known = {spec.name: float(spec.default) for spec in specs}
    for text in address.read_several(NAME):
        name, _, value = text.partition("=")
        try:
            given = float(value.replace(",", "."))
        except ValueError:
            continue
        if name in known and 0 <= given <= _MOST:
            known[name] = given
    return known


def _texts(specs: tuple[Supposed, ...], values: dict[str, float]) -> list[str]:
    return [
        f"{spec.name}={values[spec.name]:g}".replace(".", ",") for spec in specs if values[spec.name] != spec.default
    ]


def _changed(specs: tuple[Supposed, ...], key: str) -> None:
    """Write the hypotheses in the address before the page is drawn again."""
    address.write(NAME, _texts(specs, {spec.name: st.session_state[f"{key}_{spec.name}"] for spec in specs}))
