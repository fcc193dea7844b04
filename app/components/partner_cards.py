"""Draw possible partners as cards: who, why, how to reach them; each opens its calculation and its proofs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from app.components import frame, links, proofs
from app.view_models.partenaires import PartnerCard
from app.view_models.table import TableView

_STYLE = Path(__file__).with_name("partner_cards.css")
_INTRODUCTIONS = "presenter"


def draw(cards: Sequence[PartnerCard], table: TableView, own: str) -> None:
    """
    Draw cards, in order.

    Parameters
    ----------
    cards
        Possible partners.
    table
        Table of the answer: it names the columns of the drawer.
    own
        Id of the own organisation.
    """
    st.html(f"<style>{_style()}</style>")
    for card in cards:
        with st.container(border=True, key=f"partenaire_{card.rank}"):
            st.html(_card(card))
            with st.container(horizontal=True, vertical_alignment="center"):
                if st.button("Calcul et preuves", key=f"partenaires_preuves_{card.rank}", icon=":material/fact_check:"):
                    proofs.open_row(table, card.row)
                links.to_object(card.id, "Ouvrir sa fiche")
                links.to(links.NETWORK, "Le voir dans le réseau", icon=":material/hub:", vue="autour", id=card.id)
                if card.introduced_by:
                    links.to_question(_INTRODUCTIONS, "Autres façons d’être présenté", de=own, vers=card.id)


def _card(card: PartnerCard) -> str:
    name = frame.spelled(card.name)  # First, as the reader reads it.
    kind = f'<p class="m-kind">{frame.spelled(card.kind)}</p>' if card.kind else ""
    reasons = "".join(f"<li>{frame.spelled(text)}</li>" for text in card.reasons)
    alerts = "".join(f'<p class="m-alert">⚠ {frame.spelled(text)}</p>' for text in card.alerts)
    return (
        f'<article class="m-card"><h3>{card.rank}. {name}</h3>{kind}<ul>{reasons}</ul>{_sources(card)}'
        f'<p class="m-way"><strong>Pour le joindre.</strong> {frame.spelled(card.way)} {_contact(card)}</p>'
        f"{alerts}{_note(card)}</article>"
    )


def _sources(card: PartnerCard) -> str:
    if not card.sources:
        return ""
    word = "Source" if len(card.sources) == 1 else "Sources"
    return f'<p class="m-file">{word}\u00a0: {escape(" ; ".join(card.sources))}</p>'


def _contact(card: PartnerCard) -> str:
    found = []
    if card.mail:
        found.append(f'<a href="mailto:{escape(card.mail)}">{escape(card.mail)}</a>')
    if card.site:
        found.append(f'<a href="{escape(card.site)}" rel="noopener noreferrer" target="_blank">{escape(card.site)}</a>')
    return " · ".join(found) or "Contact générique\u00a0: non documenté."


def _note(card: PartnerCard) -> str:
    gauge = "".join(f'<span style="width:{bar.width}%"></span>' for bar in card.parts if bar.width)
    rows = "".join(
        f'<tr><th scope="row">{escape(bar.label)}</th><td>{escape(bar.value)}</td>'
        f"<td>{f'{escape(bar.points)} points' if bar.points else 'non compté'}</td></tr>"
        for bar in card.parts
    )
    return (
        f"<details><summary><span>Note\u00a0: <strong>{escape(card.score)}</strong>, voir les critères</span>"
        f'<span class="m-gauge" aria-hidden="true">{gauge}</span></summary>'
        '<table><thead><tr><th scope="col">Critère</th><th scope="col">Valeur, de 0 à 1</th>'
        f'<th scope="col">Dans la note</th></tr></thead><tbody>{rows}</tbody></table></details>'
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
