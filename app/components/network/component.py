"""
Mount the network view in a Streamlit page and read back what the reader chose.

Owns the registration of the component and its state. The drawing library is the one bundled in pyvis, read
from the installed package: no iframe, no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyvis
import streamlit as st

from app.components.network.payload import payload
from app.view_models.network_view import NetworkView

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

NAME: Final = "maillage_network"
_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = ("labels.js", "legend.js", "network.js")


@dataclass(frozen=True, slots=True)
class NetworkState:
    """
    Say what the reader chose in the picture.

    Parameters
    ----------
    selected
        Id of the selected node or edge, or None. An id that is no longer drawn counts as none.
    expand
        Id of the node that was just double-clicked (or Shift+Enter): given once, in the run it triggers.
    """

    selected: str | None = None
    expand: str | None = None


def network(
    view: NetworkView,
    *,
    key: str,
    height: int = 560,
    selected: str | None = None,
    on_select: Callable[[], None] | None = None,
) -> NetworkState:
    """
    Draw a network and return what the reader chose in it.

    Parameters
    ----------
    view
        Picture. The browser rebuilds it only when `view.version` changes; zoom and place of view are kept
        from one run to the next.
    key
        Key of the component in the page; must stay the same for the picture to stay.
    height
        Height of the frame, in pixels; the legend comes under it.
    selected
        Id to select from the page (a row of the table, the address); it takes effect when it changes, and the
        reader may then choose something else.
    on_select
        Called before the run that a new selection triggers.

    Returns
    -------
    state
        Selection, and the node to expand.
    """
    result = _renderer()(
        key=key,
        data=payload(view, height=height, selected=selected),
        on_selected_change=on_select or _nothing,
        on_expand_change=_nothing,
    )
    nodes = {node.id for node in view.nodes}
    drawn = nodes | {edge.id for edge in view.edges}
    chosen, expand = result.get("selected"), result.get("expand")
    return NetworkState(selected=chosen if chosen in drawn else None, expand=expand if expand in nodes else None)


def component_script() -> str:
    """
    Return the script of the component: the bundled drawing library in a function, then ours.

    Returns
    -------
    script
        An ES module. It holds several lines, without which Streamlit would take it for a file path.

    Raises
    ------
    FileNotFoundError
        If the installed pyvis bundles no vis-network.
    """
    ours = "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    opening = "const loadBundle = () => {\nconst exports = {}, module = { exports };\n"
    return f"{opening}{_bundled_library()}\nreturn exports;\n}};\n{ours}"


def _bundled_library() -> str:
    """Read the newest vis-network of pyvis, without the comment that sends debuggers after a missing file."""
    folder = Path(pyvis.__file__).parent / "lib"
    found = sorted(
        folder.glob("vis-*/vis-network.min.js"),
        key=lambda file: [int(part) for part in re.findall(r"\d+", file.parent.name)],
    )
    if not found:
        raise FileNotFoundError(f"no vis-network.min.js under {folder}")
    return re.sub(r"^//# sourceMappingURL=.*$", "", found[-1].read_text(encoding="utf-8"), flags=re.MULTILINE)


@cache
def _renderer() -> ComponentRenderer:
    """Register once per process: Streamlit warns when a name is registered twice."""
    return st.components.v2.component(
        NAME,
        html=(_FOLDER / "network.html").read_text(encoding="utf-8"),
        css=(_FOLDER / "network.css").read_text(encoding="utf-8"),
        js=component_script(),
    )


def _nothing() -> None:
    """Ask for the state without reacting to it."""
