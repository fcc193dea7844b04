"""Show beside the network what the reader selected: the sheet of an object, or the proofs of a link."""

from __future__ import annotations

import streamlit as st

from app.components import frame, links, proofs
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_view import NetworkView, counted
from app.view_models.palette import NATURES, secteur_style
from app.view_models.typography import escaped, sentence
from app.view_models.verbs import verb

HEIGHT = 600
"""Height of the picture's frame, in pixels."""

_ROOM = 130
_MOST = 25


def draw(view: NetworkView, records: NetworkRecords, selected: str | None) -> None:
    """Draw the panel; its height never changes, so that nothing moves when the reader selects."""
    with st.container(height=HEIGHT + _ROOM, border=True):
        if selected is None:
            frame.note("Cliquez sur un élément ou sur un lien pour lire ici sa fiche et ses preuves.")
            frame.note("Au clavier : Tab jusqu’au réseau, puis les flèches et Entrée. Le tableau dit la même chose.")
            return
        if any(edge.id == selected for edge in view.edges):
            _link(view, records, selected)
        else:
            _object(view, records, selected)


def _link(view: NetworkView, records: NetworkRecords, selected: str) -> None:
    edge = next(edge for edge in view.edges if edge.id == selected)
    names = {node.id: node.label for node in view.nodes}
    st.markdown(f"**{escaped(sentence(edge.sentence))}**")
    proofs.draw(records.proofs.get(selected, ()))
    for end in (edge.source, edge.target):
        links.to_object(end, names[end])


def _object(view: NetworkView, records: NetworkRecords, selected: str) -> None:
    node = next(node for node in view.nodes if node.id == selected)
    style = secteur_style(node.secteur)
    st.markdown(f"**{escaped(node.label)}**")
    kind = NATURES[node.nature].caption + (f" · {style.caption}" if style else "")
    frame.note(f"{kind} · {counted(node.links, 'lien')} ici")
    links.to_object(node.id, "Ouvrir la fiche")
    if node.id != view.focus:
        links.to(links.NETWORK, "Centrer le réseau sur lui", icon=":material/hub:", vue="autour", id=node.id)
    mine = [edge for edge in view.edges if node.id in {edge.source, edge.target}]
    names = {other.id: other.label for other in view.nodes}
    for edge in mine[:_MOST]:
        outgoing = edge.source == node.id
        said = f"{verb(edge.type, outgoing=outgoing)} {names[edge.target if outgoing else edge.source]}"
        with st.expander(escaped(sentence(said))):
            proofs.draw(records.proofs.get(edge.id, ()))
    if len(mine) > _MOST:
        frame.note(f"Et {len(mine) - _MOST} autres liens, dans le tableau.")
