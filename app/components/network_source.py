"""Read the objects and links of a network once for one version of the graph, one start and one date."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components.network_choice import NetworkChoice
from app.view_models.network import build_network_view
from app.view_models.network_scope import (
    SCHEME,
    TERRITORY,
    NetworkRecords,
    around,
    build_records,
    of_schemes,
)
from app.view_models.network_view import NetworkView
from app.view_models.verbs import network_types


def records(choice: NetworkChoice, day: str | None) -> NetworkRecords:
    """Return everything linked to what was chosen, links outside the day included."""
    return _records(data.context().version, data.folder(), choice.view, choice.id, choice.steps, day)


def view(choice: NetworkChoice, day: str | None) -> NetworkView:
    """Return the picture of what was chosen at a day."""
    return _view(data.context().version, data.folder(), choice.view, choice.id, choice.steps, day, choice.inactive)


@st.cache_resource(show_spinner="Lecture du réseau…", max_entries=12)
def _records(version: str, folder: str, view: str, start: str, steps: int, day: str | None) -> NetworkRecords:
    if view in {TERRITORY, SCHEME}:
        schemes = data.context().schemes_on(start, day) if view == TERRITORY else [start]
        ids = of_schemes(data.reading, schemes)
    else:
        ids = around(data.reading, start, steps)
    return build_records(
        data.context(),
        data.reading("reseau_objets", {"ids": ids}),
        data.reading("reseau_liens", {"ids": ids, "types": network_types()}),
        day,
        data.document_titles(),
    )


@st.cache_resource(show_spinner=False, max_entries=24)
def _view(version: str, folder: str, view: str, start: str, steps: int, day: str | None, inactive: bool) -> NetworkView:
    found = _records(version, folder, view, start, steps, day)
    return build_network_view(
        found.nodes,
        found.edges,
        version=f"{version}-{day}",
        focus=start,
        show_inactive=inactive,
        store=data.layouts(),
        view_key=f"reseau-{view}-{start}-{steps}",
    )
