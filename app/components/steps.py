"""Draw the path of an import: the steps, where the reader stands, the sum of the rows, a cell in its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from app.components import choices, deposit, frame
from app.view_models.import_cells import CellView
from app.view_models.typography import typeset

_STYLE = Path(__file__).with_name("import_steps.css")
_WHERE = {
    deposit.FILE: "Étape 1 sur 4 : déposer un fichier et voir comment il est lu.",
    deposit.CHECK: "Étape 2 sur 4 : lire ce qui ne va pas, corriger ici, accepter ou refuser les réparations.",
    deposit.PLAN: "Étape 3 sur 4 : lire ce qui changerait dans la base, puis confirmer.",
    deposit.JOURNAL: "Étape 4 sur 4 : voir ce qui a été écrit, et l’annuler si besoin.",
}


def choose() -> str:
    """Draw the four steps and return the one that is open."""
    st.html(f"<style>{_style()}</style>")
    current = choices.part(deposit.STEPS, "import_etape", name=deposit.STEP)
    frame.note(_WHERE[current])
    return current


def onward(label: str, step: str, key: str, *, primary: bool = True, act: Callable[[], None] | None = None) -> None:
    """Draw the button that opens another step; `act` is done first."""

    def move() -> None:
        if act is not None:
            act()
        deposit.go(step)

    st.button(label, key=key, type="primary" if primary else "secondary", on_click=move)


def lost() -> None:
    """Say that no file is there any more, and lead back to the deposit."""
    frame.empty(
        "Aucun fichier n’est déposé. Un fichier n’est gardé que le temps de la visite : si la page a été rechargée, "
        "déposez-le à nouveau. Rien n’a été écrit."
    )
    onward("Déposer un fichier", deposit.FILE, "import_retour")


def sum_of(figures: Sequence[tuple[str, str]]) -> None:
    """Draw « rows read = accepted + repaired + rejected », in large figures."""
    parts = []
    for position, (value, label) in enumerate(figures):
        sign = "" if position == 0 else f'<span class="m-sign">{"=" if position == 1 else "+"}</span>'
        parts.append(
            f'<li>{sign}<span class="m-part"><strong>{escape(value)}</strong><span>{escape(label)}</span></span></li>'
        )
    st.html(f'<ul class="m-sum">{"".join(parts)}</ul>')


def row(cells: Iterable[CellView], place: str, message: str) -> None:
    """Draw a problem: where it is, what it is, and the row it is in, with the faulty cell marked."""
    shown = list(cells)
    html = f'<p class="m-place">{escape(place)}</p><p class="m-what">{escape(message)}</p>'
    if shown:
        head = "".join(f'<th scope="col">{escape(typeset(cell.heading))}</th>' for cell in shown)
        body = "".join(_cell(cell) for cell in shown)
        html += (
            f'<div class="m-row-box" tabindex="0" role="region" aria-label="{escape(place)}">'
            f'<table class="m-row"><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table></div>'
        )
    st.html(html)


def _cell(cell: CellView) -> str:
    text = escape(cell.text) if cell.text else "<em>(vide)</em>"
    return f'<td class="m-fault" aria-invalid="true">{text}</td>' if cell.faulty else f"<td>{text}</td>"


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
