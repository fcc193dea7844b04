"""Let the reader keep only some objects and links of the network: nature, sector, theme, public, certainty."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from app.components import address
from app.view_models.network_address import FILTERS, NetworkChoice
from app.view_models.network_filters import Choice, choices
from app.view_models.network_scope import NetworkRecords

_TITLES = {
    "natures": "Natures",
    "secteurs": "Secteurs des acteurs",
    "themes": "Thèmes",
    "publics": "Publics",
    "certitudes": "Certitude des liens",
}


def draw(choice: NetworkChoice, records: NetworkRecords, present: Collection[str]) -> None:
    """
    Draw the filters; each offers only what the network holds, with numbers.

    Parameters
    ----------
    choice
        What is drawn.
    records
        Network before filters.
    present
        Ids of its objects that belong to the picture at its day.
    """
    found = choices(records, present)
    words = choice.filters.words
    kinds = sum(bool(getattr(choice.filters, name)) for name in FILTERS)
    label = f"Filtrer ({kinds} en cours)" if kinds else "Filtrer"
    with st.popover(label, icon=":material/filter_alt:", key="reseau_filtres"):
        for name in FILTERS:
            _several(name, getattr(found, name), sorted(getattr(choice.filters, name)))
        if words:
            st.button("Enlever tous les filtres", key="reseau_sans_filtre", on_click=_clear)


def _several(name: str, offered: tuple[Choice, ...], asked: list[str]) -> None:
    labels = {item.code: f"{item.label} ({item.count})" for item in offered}
    key = f"reseau_{name}"
    st.session_state[key] = asked
    st.multiselect(
        _TITLES[name],
        list(dict.fromkeys((*labels, *asked))),
        format_func=lambda code: labels.get(code, f"{code} (0)"),
        key=key,
        placeholder="Tout" if labels else "Rien de documenté ici",
        select_all=False,
        disabled=not labels and not asked,
        on_change=_chosen,
        args=(name,),
    )


def _chosen(name: str) -> None:
    address.write(name, sorted(st.session_state[f"reseau_{name}"]))


def _clear() -> None:
    for name in FILTERS:
        address.write(name, None)
