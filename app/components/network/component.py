"""
Mount the network view in a Streamlit page and read back what the reader chose.

Owns the registration of the component and its state. The drawing library is the one bundled in pyvis, read
from the installed package: no iframe, no address.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from app.components.network.payload import asking, payload
from app.components.network.script import component_markup, component_script, component_style
from app.view_models.network_view import NetworkView

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["NAME", "NetworkState", "component_script", "network"]

NAME: Final = "maillage_network"


_KEPT: Final = 24
"""Pictures whose data is kept ready: a click sends the same ones again."""


@dataclass(frozen=True, slots=True)
class NetworkState:
    """
    Say what the reader chose in the picture.

    Parameters
    ----------
    chosen
        Ids of the selected nodes, or of one edge, in the order of the gestures. Ids no longer drawn do not count.
    expand
        Id of the node that was just double-clicked (or Shift+Enter): given once, in the run it triggers.
    """

    chosen: tuple[str, ...] = ()
    expand: str | None = None

    @property
    def selected(self) -> str | None:
        """Id of the last selected node or edge, or None."""
        return self.chosen[-1] if self.chosen else None


def network(
    view: NetworkView,
    *,
    key: str,
    height: int = 560,
    selected: str | Sequence[str] | None = None,
    asked: int = 0,
    marked: Collection[str] = (),
    about: str = "",
    on_select: Callable[[], None] | None = None,
) -> NetworkState:
    """
    Draw a network and return what the reader chose in it.

    Parameters
    ----------
    view
        Picture. The browser changes only what differs when `view.version` does; zoom and place of view are kept as
        long as the places are.
    key
        Key of the component in the page; must stay the same for the picture to stay.
    height
        Height of the frame, in pixels; the legend comes under it.
    selected
        Ids to select from the page (a row of the table, the address); they take effect when they change, or when
        `asked` does, and the reader may then choose something else.
    asked
        Number of times that the page has asked for a selection.
    marked
        Ids of nodes and edges to point out as long as nothing is selected.
    about
        What the picture is about: when it changes, the whole of the new picture is brought into the frame.
    on_select
        Called before the run that a new selection triggers.

    Returns
    -------
    state
        Selection, and the node to expand.
    """
    data = {**_ready(view, height), **asking(selected, asked=asked, marked=marked, about=about)}
    result = _renderer()(
        key=key,
        data=data,
        on_selected_change=on_select or _nothing,
        on_expand_change=_nothing,
    )
    nodes = {node.id for node in view.nodes}
    drawn = nodes | {edge.id for edge in view.edges}
    given, expand = result.get("selected"), result.get("expand")
    chosen = [given] if isinstance(given, str) else given or []
    return NetworkState(tuple(id_ for id_ in chosen if id_ in drawn), expand if expand in nodes else None)


_pictures: OrderedDict[tuple[str, int], dict[str, Any]] = OrderedDict()


def _ready(view: NetworkView, height: int) -> dict[str, Any]:
    """Return the data of a picture, kept from one click to the next."""
    key = (view.version, height)
    if key not in _pictures:
        _pictures[key] = payload(view, height=height)
        while len(_pictures) > _KEPT:
            _pictures.popitem(last=False)
    return _pictures[key]


@cache
def _renderer() -> ComponentRenderer:
    """Register once per process: Streamlit warns when a name is registered twice."""
    return st.components.v2.component(
        NAME,
        html=component_markup(),
        css=component_style(),
        js=component_script(),
    )


def _nothing() -> None:
    """Ask for the state without reacting to it."""
