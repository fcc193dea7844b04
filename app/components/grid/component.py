"""
Mount a table in a page and read back which row the reader opened.

Owns the registration of the component. A real table, and not a canvas: the words are wrapped and never cut, a screen
reader reads it cell by cell, every heading sorts and every row opens with the keyboard.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from app.view_models.table import TableView, payload

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

NAME: Final = "maillage_grid"
_FOLDER: Final = Path(__file__).parent


def grid(table: TableView, *, key: str, height: int | None = None) -> int | None:
    """
    Draw a table and return the row just opened.

    Parameters
    ----------
    table
        What to draw.
    key
        Key of the component in the page.
    height
        Most height in pixels, then the rows scroll under their headings; None for a default.

    Returns
    -------
    row
        Position of the row in `table.rows`, in the run that the opening triggers; else None.
    """
    result: Any = _renderer()(key=key, data=payload(table, height=height or 560), on_opened_change=_nothing)
    opened = result.get("opened")
    return opened if isinstance(opened, int) and 0 <= opened < len(table.rows) else None


@cache
def _renderer() -> ComponentRenderer:
    """Register once per process: Streamlit warns when a name is registered twice."""
    return st.components.v2.component(
        NAME,
        html=(_FOLDER / "grid.html").read_text(encoding="utf-8"),
        css=(_FOLDER / "grid.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "grid.js").read_text(encoding="utf-8"),
    )


def _nothing() -> None:
    """Ask for the trigger without reacting to it."""
