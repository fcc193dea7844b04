"""Draw how many rows are in each of the four states: sign, word and pattern, the same as on the maps."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.view_models.manques import StateCount
from app.view_models.map_spec import swatch
from app.view_models.typography import number, typeset

_STYLE = """<style>
.m-states { display: flex; flex-wrap: wrap; gap: 0.5rem 1.8rem; margin: 0.3rem 0 0.8rem; padding: 0 !important;
  list-style: none; }
.m-states li { margin: 0 !important; display: grid; grid-template-columns: auto 1fr; column-gap: 0.6rem;
  row-gap: 0.1rem; align-items: center; max-width: 17rem; }
.m-states img { display: block; }
.m-states strong { font-size: 1.3rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.m-states span { grid-column: 1 / -1; font-size: 0.92rem; }
.m-states small { grid-column: 1 / -1; opacity: 0.85; line-height: 1.4; }
</style>"""


def draw(counts: Sequence[StateCount]) -> None:
    """Draw the counts; none of them rests on colour alone."""
    items = "".join(
        f"<li>{swatch(item.look)}<strong>{number(item.count)}</strong>"
        f"<span>{escape(typeset(item.text))}</span><small>{escape(typeset(item.help))}</small></li>"
        for item in counts
    )
    if items:
        st.html(f'{_STYLE}<ul class="m-states" aria-label="États">{items}</ul>')
