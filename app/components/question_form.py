"""Make the form of a question from its parameters; the address keeps every value."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, pickers
from app.view_models.library import CERTAINTIES, GRANULARITIES, choice_label, is_entity
from app.view_models.names import territory_name
from app.view_models.typography import typeset
from queries.catalogue import Parameter, Question

_EVERY = "Indifférent"


def draw(question: Question) -> dict[str, str | list[str]]:
    """Draw the form and return the values it holds, as the address writes them."""
    given: dict[str, str | list[str]] = {}
    parameters = list(question.parametres.items())
    columns = st.columns(min(2, len(parameters))) if parameters else []
    for position, (name, parameter) in enumerate(parameters):
        with columns[position % len(columns)]:
            given[name] = _field(question.nom, name, parameter)
    with st.expander("Précision et certitude", icon=":material/tune:"):
        first, second = st.columns(2)
        with first:
            given["certitude"] = _choice(question.nom, "certitude", "Énoncés", CERTAINTIES, "incertain")
        if question.organisation:
            with second:
                given["granularite"] = _choice(question.nom, "granularite", "Acteurs", GRANULARITIES, "organisation")
    return {name: value for name, value in given.items() if value}


def _field(question: str, name: str, parameter: Parameter) -> str | list[str]:
    title = typeset(parameter.titre) + ("" if parameter.obligatoire else " (facultatif)")
    help_ = typeset(parameter.description)
    key = f"question_{question}_{name}"
    if is_entity(parameter):
        labels = () if parameter.type == "Entite" else (parameter.type,)
        if parameter.multiple:
            return _several(title, labels, name, key, help_)
        return pickers.pick(title, labels, name, key, help=help_)
    if parameter.type == "choix":
        return _listed(title, name, key, parameter, help_)
    current = address.read(name)
    st.session_state[key] = current
    st.text_input(
        title,
        key=key,
        help=help_,
        placeholder="" if parameter.defaut is None else f"par défaut : {parameter.defaut}",
        on_change=_written,
        args=(name, key),
    )
    return current


def _several(title: str, labels: tuple[str, ...], name: str, key: str, help_: str) -> list[str]:
    found = dict(data.options(*labels))
    current = address.read_several(name)
    for identifier in current:
        found.setdefault(identifier, territory_name(data.context(), identifier))
    st.session_state[key] = current
    st.multiselect(
        title, list(found), format_func=lambda identifier: found.get(identifier, identifier), key=key,
        placeholder=pickers.PLACEHOLDER, help=help_, on_change=_several_written, args=(name, key),
        select_all=False,
    )  # fmt: skip
    return current


def _listed(title: str, name: str, key: str, parameter: Parameter, help_: str) -> str | list[str]:
    label = choice_label(name)
    if parameter.multiple:
        current = [code for code in address.read_several(name) if code in parameter.choix]
        st.session_state[key] = current
        st.multiselect(
            title, parameter.choix, format_func=label, key=key, placeholder=_EVERY, help=help_,
            on_change=_several_written, args=(name, key),
            select_all=False,
        )  # fmt: skip
        return current
    chosen = address.read(name) or str(parameter.defaut or "")
    st.session_state[key] = chosen if chosen in parameter.choix else None
    st.selectbox(
        title, parameter.choix, format_func=label, key=key, index=None, placeholder=_EVERY, help=help_,
        on_change=_written, args=(name, key),
    )  # fmt: skip
    return chosen


def _choice(question: str, name: str, title: str, options: dict[str, str], default: str) -> str:
    key = f"question_{question}_{name}"
    current = address.read(name) if address.read(name) in options else default
    st.session_state[key] = current
    st.selectbox(title, list(options), format_func=options.__getitem__, key=key, on_change=_written, args=(name, key))
    return "" if current == default else current


def _written(name: str, key: str) -> None:
    address.write(name, st.session_state[key] or "")


def _several_written(name: str, key: str) -> None:
    address.write(name, st.session_state[key])
