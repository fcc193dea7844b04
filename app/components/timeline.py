"""Draw a time line as a table: every row says in words what its bar shows."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from app.components import frame
from app.view_models.conformity import Bar, TimeLine
from app.view_models.typography import typeset

_STYLE = Path(__file__).with_name("timeline.css")
_LEGEND = (
    "Barre pleine : en cours. Contour en tirets : en projet, pas encore signé d’après les documents. "
    "Contour vide : terme passé. Hachures : la fin dépend du jour exact, "
    "qui n’est pas documenté. Trait en pointillé : la date de la vue."
)


def draw(line: TimeLine, caption: str) -> None:
    """Draw a time line under a caption, with its legend."""
    years = "".join(f'<span style="left:{place}%">{escape(year)}</span>' for year, place in line.years)
    rows = "".join(_row(bar, line.today) for bar in line.bars)
    st.html(
        f"<style>{_style()}</style>"
        f'<table class="m-plain m-line"><caption>{frame.spelled(typeset(caption))}</caption><thead><tr>'
        '<th scope="col">Contrat ou plan</th><th scope="col">Fin</th>'
        f'<th scope="col" class="m-bars" aria-hidden="true"><div class="m-years">{years}</div></th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    frame.note(f"{_LEGEND} {line.note}".strip())


def _row(bar: Bar, today: float | None) -> str:
    start = "m-sure m-open" if bar.open else "m-sure"
    spans = f'<span class="{start}" style="left:{bar.left}%;width:{bar.width}%"></span>'
    if bar.tail:
        spans += f'<span class="m-tail" style="left:{round(bar.left + bar.width, 2)}%;width:{bar.tail}%"></span>'
    if today is not None:
        spans += f'<span class="m-today" style="left:{today}%"></span>'
    kind = "m-over" if bar.over else "m-planned" if bar.planned else ""
    return (
        f'<tr class="{kind}"><th scope="row">{frame.spelled(bar.name)}</th><td>{frame.spelled(bar.end)}</td>'
        f'<td class="m-bars" aria-hidden="true"><div class="m-track">{spans}</div></td></tr>'
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
