"""Let the reader ask how two objects of the network are joined: every way in words, each step with its proof."""

from __future__ import annotations

import streamlit as st

from app.components import address, frame, proofs
from app.view_models.network_address import NetworkChoice
from app.view_models.network_paths import Paths, Way, find_paths
from app.view_models.network_picture import Composed
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_view import NetworkView
from app.view_models.typography import escaped

_START, _END = "reseau_chemin_de", "reseau_chemin_vers"


def ways(choice: NetworkChoice, composed: Composed) -> Paths | None:
    """Return the ways that the address asks for, or None when it asks for none."""
    if len(choice.path) != 2:
        return None
    return find_paths(composed.shown, *choice.path)


def draw(choice: NetworkChoice, view: NetworkView, records: NetworkRecords, found: Paths | None) -> None:
    """
    Draw the choice of the two ends, then the ways.

    Parameters
    ----------
    choice
        What is drawn.
    view
        Picture: both ends are chosen in it.
    records
        Records drawn, with their proofs.
    found
        Ways to say.
    """
    names = {node.id: node.label for node in view.nodes}
    ends = choice.path if len(choice.path) == 2 else ("", "")
    with st.expander("Tous les chemins entre deux éléments", icon=":material/route:", expanded=found is not None):
        order = sorted(names, key=lambda id_: (names[id_].casefold(), id_))
        for place, key, title, end in zip(st.columns(2), (_START, _END), ("De", "Vers"), ends, strict=True):
            if end or key not in st.session_state or st.session_state[key] not in names:
                st.session_state[key] = end if end in names else None
            with place:
                st.selectbox(
                    title, order, format_func=lambda id_: names.get(id_, id_), key=key, index=None,
                    placeholder="Écrivez un nom", on_change=_chosen,
                )  # fmt: skip
        if found is None:
            return
        frame.say(found.sentence)
        if found.ways:
            frame.note("Ouvrez un chemin pour lire les preuves de chaque étape. L’image montre les mêmes.")
        for rank, way in enumerate(found.ways, start=1):
            _way(rank, way, records)
        st.button("Oublier ces chemins", key="reseau_sans_chemin", on_click=_forget)


def _way(rank: int, way: Way, records: NetworkRecords) -> None:
    with st.expander(f"**{rank}.** {escaped(way.sentence)}"):
        for step in way.steps:
            for link in step.links:
                st.markdown(f"**{escaped(link.sentence)}**")
                proofs.draw(records.proofs.get(link.id, ()))


def _chosen() -> None:
    ends = [str(st.session_state.get(key) or "") for key in (_START, _END)]
    address.write("chemin", ends if all(ends) else None)
    if all(ends):
        address.write("choix", None)


def _forget() -> None:
    address.write("chemin", None)
    for key in (_START, _END):
        st.session_state[key] = None
