"""Draw a table whose rows open their proof."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from app.components import proofs
from app.view_models.table import ColumnView, TableView

_CERTAINTY, _PROOFS = "_certitude", "_preuves"
_LINE, _PADDING, _CHARACTER = 21, 15, 7.4
_WIDTH = 940
_MOST_LINES = 4
_TALL = 520


def draw(table: TableView, key: str, *, height: int | None = None) -> None:
    """
    Draw a table.

    Parameters
    ----------
    table
        What to draw.
    key
        Key of the widget: one per table of the page.
    height
        Height in pixels; by default what the rows need, up to a scroll.

    Notes
    -----
    Two ways lead to the proof: the button at the end of a row, and the box at its beginning.
    """
    widths = _widths(table)
    lines = _lines(table, widths)
    row_height = _PADDING + _LINE * lines
    needed = row_height * len(table.rows) + 40
    state = st.dataframe(
        _frame(table),
        key=key,
        hide_index=True,
        column_config=_config(table, widths, key),
        on_select="rerun",
        selection_mode="single-row",
        row_height=row_height,
        height=height or min(needed, _TALL),
        placeholder="",
        alt=table.title or "Réponse",
    )
    opened = _opened(state, key)
    if opened is not None and opened < len(table.rows):
        proofs.open_row(table, table.rows[opened], key)


def _frame(table: TableView) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        column.name: [row.cells[column.name] for row in table.rows] for column in table.columns
    }
    if table.has_certainty:
        columns[_CERTAINTY] = [row.certainty.text if row.certainty else "" for row in table.rows]
    columns[_PROOFS] = [row.proof_text if row.proofs or not row.links else "ouvrir" for row in table.rows]
    return pd.DataFrame(columns)


def _config(table: TableView, widths: dict[str, int], key: str) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for column in table.columns:
        kind = st.column_config.NumberColumn if column.numeric else st.column_config.TextColumn
        extra = {"format": "localized"} if column.numeric else {}
        config[column.name] = kind(column.title, help=column.help, width=widths[column.name], **extra)
    if table.has_certainty:
        config[_CERTAINTY] = st.column_config.TextColumn(
            "Certitude", help="● certain, ◐ incertain, ◇ en projet, ○ pas à la date choisie", width=widths[_CERTAINTY]
        )
    config[_PROOFS] = st.column_config.ButtonColumn(
        "Preuves",
        help="Ouvre les citations de la ligne et les fiches des objets qu’elle nomme.",
        type="tertiary",
        width=widths[_PROOFS],
        key=f"{key}_preuve",
    )
    return config


def _opened(state: Any, key: str) -> int | None:
    """Return the row asked for: its button first, then the box at its beginning."""
    click = st.session_state.get(f"{key}_preuve")
    if click is not None:
        return int(click["row"])
    rows = state["selection"]["rows"]
    return int(rows[0]) if rows else None


def _widths(table: TableView) -> dict[str, int]:
    """Share the width between the columns: what a short column needs, the rest to the long ones."""
    fixed = {_PROOFS: 108}
    if table.has_certainty:
        fixed[_CERTAINTY] = 132
    room = _WIDTH - sum(fixed.values())
    wanted = {column.name: _wanted(column) for column in table.columns}
    small = {name: width for name, width in wanted.items() if width <= 130}
    large = {name: width for name, width in wanted.items() if width > 130}
    rest = max(room - sum(small.values()), 170 * len(large))
    total = sum(large.values()) or 1
    shared = {name: max(150, int(rest * width / total)) for name, width in large.items()}
    return {**fixed, **small, **shared}


def _wanted(column: ColumnView) -> int:
    return max(70, int(column.weight * _CHARACTER) + 24)


def _lines(table: TableView, widths: dict[str, int]) -> int:
    """Return how many lines the longest cell takes, so that no word is cut."""
    most = 1
    for column in table.columns:
        longest = max((len(str(row.cells[column.name] or "")) for row in table.rows), default=0)
        most = max(most, math.ceil(longest * _CHARACTER / (widths[column.name] - 20)))
    return min(most, _MOST_LINES)
