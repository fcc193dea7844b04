"""Let the reader weigh the parts of a score; the address keeps the weights that are not the default ones.

A weight is shown from 0 to 100 and counts by its share of the sum. The names and the values are those of the parameter
`poids` of a question: what the sliders return is given to it as it is.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import streamlit as st

from app.components import address, frame
from app.view_models.typography import NBSP, number

NAME = "poids"
"""Name of the weights in the address, and of the parameter of the questions."""

_MOST, _STEP = 100, 5
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class WeightSpec:
    """
    Describe one weight.

    Parameters
    ----------
    name
        Name of the part, as the question knows it.
    label
        French label.
    default
        Weight by default, 0 to 1.
    help
        What the part says, in French.
    """

    name: str
    label: str
    default: float
    help: str = ""


def read(specs: Sequence[WeightSpec]) -> dict[str, float]:
    """Return the weights that the address holds, 0 to 1, those by default for the others."""
    known = {spec.name: spec.default for spec in specs}
    for text in address.read_several(NAME):
        found = _understood(text, known)
        if found:
            part, given = found
            known[part] = min(given, 1.0)
    return known


def say_left_out(specs: Sequence[WeightSpec]) -> None:
    """Say which weights of the address mean nothing, and take them out of it."""
    names = {spec.name for spec in specs}
    texts = address.read_several(NAME)
    kept = [text for text in texts if _understood(text, names)]
    if len(kept) == len(texts):
        return
    left_out = ", ".join(f"« {text} »" for text in texts if text not in kept)
    address.write(NAME, kept)
    frame.reserves(
        [
            f"Poids non compris dans l’adresse, laissés de côté : {left_out}. "
            "Les poids d’origine sont gardés pour ces critères ; on écrit par exemple « theme=0,5 »."
        ]
    )


def sliders(specs: Sequence[WeightSpec], key: str) -> list[str]:
    """
    Draw one slider per part, and a button that puts them all back.

    Parameters
    ----------
    specs
        Parts, in order.
    key
        Prefix of the widgets.

    Returns
    -------
    values
        Values of the parameter `poids`: the weights that differ from the default ones, `theme=0,35`.
    """
    current = read(specs)
    places = st.columns(min(_COLUMNS, len(specs)))
    for position, spec in enumerate(specs):
        slider = f"{key}_{spec.name}"
        st.session_state[slider] = round(current[spec.name] * _MOST)
        with places[position % len(places)]:
            st.slider(
                spec.label, 0, _MOST, step=_STEP, key=slider, help=spec.help or None, on_change=_moved,
                args=(tuple(specs), key),
            )  # fmt: skip
    changed = _texts(specs, current)
    total = sum(current.values())
    if total:
        frame.note(
            "Seules comptent les proportions : "
            + ", ".join(f"{spec.label} {_share(current[spec.name] / total)}" for spec in specs)
            + "."
        )
    else:
        frame.empty("Tous les curseurs sont à zéro : le calcul reprend les poids d’origine.")
    st.button(
        "Revenir aux poids d’origine",
        key=f"{key}_reset",
        icon=":material/restart_alt:",
        disabled=not changed,
        on_click=address.write,
        args=(NAME, None),
    )
    return changed if total else []


def _understood(text: str, names: Container[str]) -> tuple[str, float] | None:
    """Return the part and the weight that a text of the address gives; None when it gives none."""
    part, _, value = text.partition("=")
    try:
        given = float(value.replace(",", "."))
    except ValueError:
        return None
    return (part, given) if part in names and given >= 0 else None


def _moved(specs: tuple[WeightSpec, ...], key: str) -> None:
    """Write the weights in the address before the page is drawn again."""
    address.write(NAME, _texts(specs, {spec.name: st.session_state[f"{key}_{spec.name}"] / _MOST for spec in specs}))


def _texts(specs: Sequence[WeightSpec], weights: dict[str, float]) -> list[str]:
    return [
        f"{spec.name}={weights[spec.name]:g}".replace(".", ",")
        for spec in specs
        if round(weights[spec.name] * _MOST) != round(spec.default * _MOST)
    ]


def _share(value: float) -> str:
    return f"{number(value * 100, 0)}{NBSP}%"
