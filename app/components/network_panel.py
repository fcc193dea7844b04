"""Show beside the network what is selected: the sheet of an object, the proofs of a link, what several share."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import data
from app.components import address, frame, links, network_choice, network_source, proofs
from app.components.network_source import Picture
from app.view_models.network_address import NetworkChoice
from app.view_models.network_shared import shared_words
from app.view_models.network_view import EdgeView, NodeView, counted
from app.view_models.palette import NATURES, secteur_style
from app.view_models.typography import escaped, sentence
from app.view_models.verbs import verb

HEIGHT = 600
"""Height of the picture's frame, in pixels."""

_ROOM = 40
_MOST = 25
_LISTED = 60


def draw(choice: NetworkChoice, picture: Picture, chosen: Sequence[str]) -> None:
    """Draw the panel; its height never changes, so that nothing moves when the reader selects."""
    with st.container(height=HEIGHT + _ROOM, border=True, key="reseau_panneau"):
        nodes = {node.id: node for node in picture.view.nodes}
        if not chosen:
            frame.note("Cliquez sur un élément ou sur un lien pour lire ici sa fiche et ses preuves.")
            frame.note(
                "Ctrl ou Maj + clic en choisit plusieurs et dit ce qu’ils ont en commun ; un double clic déplie."
            )
            frame.note("Au clavier : Tab jusqu’au réseau, puis les flèches et Entrée. Le tableau dit la même chose.")
        elif len(chosen) > 1:
            _several(picture, [nodes[id_] for id_ in chosen if id_ in nodes])
        elif chosen[0] in nodes:
            _object(choice, picture, nodes[chosen[0]])
        else:
            _link(picture, next(edge for edge in picture.view.edges if edge.id == chosen[0]))


def _link(picture: Picture, edge: EdgeView) -> None:
    names = {node.id: node.label for node in picture.view.nodes}
    st.markdown(f"**{escaped(edge.sentence)}**")
    if edge.members:
        said = {member.id: member for member in picture.every.edges}
        every = {node.id: node.nom for node in picture.every.nodes}
        for id_ in edge.members[:_MOST]:
            one = said[id_]
            with st.expander(escaped(f"{every[one.start]} {one.label} {every[one.end]}")):
                proofs.draw(picture.every.proofs.get(id_, ()))
        if len(edge.members) > _MOST:
            frame.note(f"Et {len(edge.members) - _MOST} autres liens : ouvrez un des deux groupes pour les voir.")
        return
    proofs.draw(picture.every.proofs.get(edge.id, ()))
    for end in (edge.source, edge.target):
        links.to_object(end, names[end])


def _object(choice: NetworkChoice, picture: Picture, node: NodeView) -> None:
    view = picture.view
    style = secteur_style(node.secteur)
    st.markdown(f"**{escaped(node.label)}**")
    kind = NATURES[node.nature].caption + (f" · {style.caption}" if style else "")
    frame.note(f"{kind} · {counted(node.links, 'lien')} ici")
    more = st.container()
    if node.members:
        _group(picture, node, more)
        return
    links.to_object(node.id, "Ouvrir la fiche")
    if node.id != view.focus:
        links.to(links.NETWORK, "Centrer le réseau sur lui", icon=":material/hub:", vue="autour", id=node.id)
    mine = [edge for edge in view.edges if node.id in {edge.source, edge.target}]
    names = {other.id: other.label for other in view.nodes}
    for edge in mine[:_MOST]:
        outgoing = edge.source == node.id
        other = names[edge.target if outgoing else edge.source]
        does = f"{edge.label} :" if edge.members else verb(edge.type, outgoing=outgoing)
        with st.expander(escaped(f"{sentence(does)} {other}")):
            if edge.members:
                frame.note(edge.sentence)
            else:
                proofs.draw(picture.every.proofs.get(edge.id, ()))
    if len(mine) > _MOST:
        frame.note(f"Et {len(mine) - _MOST} autres liens, dans le tableau.")
    with more:  # Last: it asks the base, and the reader already has the sheet.
        _unfolding(choice, picture, node)


def _unfolding(choice: NetworkChoice, picture: Picture, node: NodeView) -> None:
    if node.id in choice.more:
        if st.button("Replier ses voisins", icon=":material/unfold_less:", key="reseau_plier"):
            _unfold(node.id)
        return
    found = network_source.around_one(node.id, picture)
    frame.note(found.sentence)
    if found.ids and st.button(
        f"Déplier ({len(found.ids)} de plus)", icon=":material/unfold_more:", key="reseau_plier"
    ):
        _unfold(node.id)


def _group(picture: Picture, node: NodeView, top: DeltaGenerator) -> None:
    with top:
        if st.button("Ouvrir ce groupe", icon=":material/unfold_more:", key="reseau_ouvrir"):
            _unfold(node.id)
    names = {one.id: one.nom for one in picture.every.nodes}
    members = sorted(node.members, key=lambda id_: (names[id_].casefold(), id_))
    for id_ in members[:_LISTED]:
        links.to_object(id_, names[id_])
    if len(members) > _LISTED:
        frame.note(f"Et {len(members) - _LISTED} autres.")


def _several(picture: Picture, nodes: Sequence[NodeView]) -> None:
    st.markdown(f"**{counted(len(nodes), 'élément')} choisis ensemble**")
    frame.bullets(node.label for node in nodes)
    frame.note("Ce qu’ils ont en commun :")
    frame.bullets(shared_words(picture.composed.shown, [node.id for node in nodes], data.context().name_of))
    if len(nodes) == 2 and st.button("Tous les chemins entre les deux", icon=":material/route:", key="reseau_relier"):
        address.write("chemin", [node.id for node in nodes])
        network_choice.ask(())
        st.rerun()
    for node in nodes:
        if not node.members:
            links.to_object(node.id, node.label)


def _unfold(identifier: str) -> None:
    network_choice.unfold(identifier)
    st.rerun()
