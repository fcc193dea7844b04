"""Let the reader choose the schemes to compare, the types kept and the weights; the address keeps the choice."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import data
from app.components import address, pickers, weights
from app.view_models.recouvrements import EVERY_PAIR, MOST_COMPARED, ONE_PAIR, PARTS, weight_labels
from graph.model.vocabularies import vocabulary

SCHEMES, TYPES, PART, PAIR = "dispositifs", "types", "partie", "paire"
_KEY = "recouvrements"


def schemes() -> list[str]:
    """Return the schemes that the address holds, three at most."""
    return address.read_several(SCHEMES)[:MOST_COMPARED]


def choose() -> None:
    """Draw the territory, or the schemes themselves."""
    left, right = st.columns((1, 1))
    with left:
        pickers.pick("Territoire", ("Territoire",), "territoire", f"{_KEY}_territoire")
    with right:
        options = dict(data.options("Dispositif"))
        current = schemes()
        options |= {id_: id_ for id_ in current if id_ not in options}
        key = f"{_KEY}_{SCHEMES}"
        st.session_state[key] = current
        st.multiselect(
            "Ou bien deux ou trois dispositifs",
            list(options),
            format_func=lambda id_: options[id_],
            key=key,
            max_selections=MOST_COMPARED,
            placeholder="Écrivez un nom",
            on_change=_schemes_chosen,
            args=(key,),
            select_all=False,
        )


def part(territoire: str, chosen: list[str]) -> str:
    """Draw the parts of the screen and return the one chosen: the pair alone when there is no territory."""
    if not territoire:
        return ONE_PAIR
    known = [code for code in PARTS if code != ONE_PAIR or len(chosen) > 1]
    current = address.read(PART)
    current = current if current in known else EVERY_PAIR
    key = f"{_KEY}_{PART}"
    st.session_state[key] = current
    st.segmented_control(
        "Partie de l’écran",
        known,
        format_func=PARTS.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.write(PART, st.session_state[key]),
    )
    return current


def types(present: Mapping[str, str]) -> list[str]:
    """Draw the types of scheme kept, all by default, and return them."""
    key = f"{_KEY}_{TYPES}"
    current = [code for code in address.read_several(TYPES) if code in present]
    st.session_state[key] = current
    st.pills(
        "Ne comparer que certains types",
        list(present),
        format_func=present.__getitem__,
        selection_mode="multi",
        key=key,
        on_change=lambda: address.write(TYPES, st.session_state[key]),
    )
    return current


def type_names(codes: set[str]) -> dict[str, str]:
    """Return the types of scheme by code, in the order of their vocabulary, each with its code as people say it."""
    return {code: code.replace("_", " ") for code in vocabulary("types_dispositif").terms if code in codes}


def weighed() -> list[str]:
    """Draw the weights of the dimensions and return the values of the parameter `poids`."""
    specs = [weights.WeightSpec(name, label, default) for name, label, default in weight_labels()]
    with st.expander("Changer le poids de chaque dimension", icon=":material/tune:"):
        return weights.sliders(specs, f"{_KEY}_poids")


def open_pair(options: Mapping[str, str]) -> None:
    """Draw the list of pairs: the one chosen opens."""
    key = f"{_KEY}_ouvrir"
    st.session_state[key] = None

    def chosen() -> None:
        address.write(SCHEMES, st.session_state[key] or "")
        address.write(PART, ONE_PAIR if st.session_state[key] else "")

    st.selectbox(
        "Ouvrir une paire : carte, thèmes, publics, organismes",
        list(options),
        format_func=lambda value: options.get(value, value),
        index=None,
        key=key,
        placeholder="Choisissez une paire, ou cliquez dans la matrice",
        on_change=chosen,
    )


def pair(options: Mapping[str, str]) -> str:
    """Draw which pair of three schemes is detailed, and return it."""
    current = address.read(PAIR)
    current = current if current in options else next(iter(options))
    if len(options) > 1:
        key = f"{_KEY}_{PAIR}"
        st.session_state[key] = current
        st.segmented_control(
            "Paire détaillée",
            list(options),
            format_func=options.__getitem__,
            key=key,
            required=True,
            on_change=lambda: address.write(PAIR, st.session_state[key]),
        )
    return current


def _schemes_chosen(key: str) -> None:
    address.write(SCHEMES, st.session_state[key])
    address.write(PART, ONE_PAIR if len(st.session_state[key]) > 1 else "")
    address.write(PAIR, None)
