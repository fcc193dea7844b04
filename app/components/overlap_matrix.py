"""Draw the matrix of schemes, and what stands on each side of a pair, as HTML that a screen reader reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from app.components import address, frame
from app.view_models.overlap_matrix import Cell, Matrix
from app.view_models.recouvrements import ONE_PAIR, Sides
from app.view_models.typography import counted, typeset

_STYLE = Path(__file__).with_name("overlap_matrix.css")


def draw(matrix: Matrix) -> None:
    """Draw the matrix: each cell that holds something opens its pair."""
    dress()
    heads = "".join(
        f'<th scope="col"><abbr title="{escape(name)}">{rank}</abbr></th>'
        for rank, (_, name) in enumerate(matrix.schemes, 1)
    )
    body = "".join(
        f'<tr><th scope="row">{rank}. {frame.spelled(name)}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
        for rank, ((_, name), cells) in enumerate(zip(matrix.schemes, matrix.cells, strict=True), 1)
    )
    st.html(
        '<div class="m-matrix-frame" tabindex="0" role="region" aria-label="Matrice des recouvrements">'
        '<table class="m-matrix"><caption>Indice de recouvrement de chaque paire</caption>'
        f'<thead><tr><th scope="col">Dispositif</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
    if matrix.left:
        more = counted(matrix.left, "autre dispositif", "autres dispositifs")
        frame.note(f"{more} hors de cette matrice : leurs paires sont dans la liste.")
    frame.facts(matrix.signs)


def draw_sides(sides: Iterable[Sides], names: tuple[str, str]) -> None:
    """Draw what only A has, what both have, what only B has, in three columns."""
    dress()
    st.html("".join(_sides(found, names) for found in sides))


def dress() -> None:
    """Set the look of the matrix and of the columns."""
    st.html(f"<style>{_style()}</style>")


def _cell(cell: Cell) -> str:
    if not cell.text:
        return '<td class="m-self" aria-label="le même dispositif"></td>'
    text = escape(cell.text)
    if cell.pair:
        values = {**address.with_scope(), "partie": ONE_PAIR, "dispositifs": address.SEPARATOR.join(cell.pair)}
        if address.read("poids"):
            values["poids"] = address.read("poids")
        text = f'<a href="?{escape(urlencode(values))}" target="_self" aria-label="{escape(cell.help)}">{text}</a>'
    return f'<td class="m-s{cell.strength}" title="{escape(cell.help)}">{text}</td>'


def _sides(sides: Sides, names: tuple[str, str]) -> str:
    parts = (
        ("", f"Seulement {names[0]}", sides.only_a),
        (' class="m-both"', "Communs", sides.both),
        ("", f"Seulement {names[1]}", sides.only_b),
    )
    unknown = bool(sides.missing)
    columns = "".join(
        f"<section{style}><h4>{frame.spelled(typeset(title))}{_count(items)}</h4>{_list(items, unknown)}</section>"
        for style, title, items in parts
    )
    missing = f"<p>{frame.spelled(sides.missing)}</p>" if sides.missing else ""
    return f'<div class="m-sides"><h3>{escape(sides.title)}</h3>{missing}{columns}</div>'


def _count(items: Sequence[str]) -> str:
    """Return how many are known; nothing known is no zero."""
    return f" ({len(items)})" if items else ""


def _list(items: Iterable[str], unknown: bool) -> str:
    lines = "".join(f"<li>{frame.spelled(item)}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else f"<p>{'Non documenté' if unknown else 'Aucun connu'}</p>"


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
