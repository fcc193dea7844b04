"""
Turn nodes and edges of the graph into a network picture ready to draw.

Owns what is drawn and what is left out (and says how many), the legend, and the table that says the same.
Refuses to know Streamlit, the database and the file formats.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import networkx as nx
import numpy as np

from app.view_models.labels import label_lines
from app.view_models.layouts.placing import place
from app.view_models.layouts.store import LayoutStore
from app.view_models.layouts.subject import Caption, Layout, Placement, Positions, Sector, Subject
from app.view_models.network_legend import legend_of
from app.view_models.network_schemes import schemes_of
from app.view_models.network_view import (
    CERTITUDES,
    EdgeRecord,
    EdgeView,
    LegendItem,
    Network,
    NetworkView,
    NodeRecord,
    NodeView,
    Stage,
    counted,
    link_label,
    link_sentence,
    stage_of,
)
from app.view_models.palette import NATURES, SECTEURS, Nature, secteur_style

__all__ = [
    "CERTITUDES",
    "EdgeRecord",
    "EdgeView",
    "LegendItem",
    "NetworkView",
    "NodeRecord",
    "NodeView",
    "build_network_view",
    "nature_of",
    "network_table",
]

# Acteur and Dispositif are looked at before these, because a node may have both.
_NATURE_OF_LABEL: Final[Mapping[str, Nature]] = {
    "Action": "action",
    "Instance": "instance",
    "Territoire": "territoire",
    "Thematique": "thematique",
    "Public": "public",
    "Evenement": "evenement",
}

_LARGEST: Final = 26.0
_LARGEST_GROUP: Final = 34.0

_NATURE_RANK: Final[Mapping[Nature, int]] = {nature: rank for rank, nature in enumerate(NATURES)}


def nature_of(labels: Iterable[str]) -> Nature:
    """
    Return the nature of a node, from its labels in the graph.

    Parameters
    ----------
    labels
        Any order. Acteur and Dispositif together (CPTS, DAC, CLIC…) are a nature of their own.

    Returns
    -------
    nature
        `autre` for the labels that have no shape of their own.
    """
    present = set(labels)
    if {"Acteur", "Dispositif"} <= present:
        return "acteur_dispositif"
    if "Acteur" in present:
        return "acteur"
    if "Dispositif" in present:
        return "dispositif"
    return next((nature for label, nature in _NATURE_OF_LABEL.items() if label in present), "autre")


def build_network_view(
    nodes: Iterable[NodeRecord],
    edges: Iterable[EdgeRecord],
    *,
    version: str,
    cap: int = 400,
    focus: str | None = None,
    show_inactive: bool = False,
    store: LayoutStore | None = None,
    view_key: str = "reseau",
    layout: Layout = Layout.LIENS,
    union: Network | None = None,
) -> NetworkView:
    """
    Choose what is drawn, place it and put it in words.

    Parameters
    ----------
    nodes, edges
        Any order; a link whose end is not among the nodes is left out.
    version
        Version of the data.
    cap
        Most nodes drawn: the closest to the focus first, then the most linked.
    focus
        Id of the node the picture starts from; ignored when it is not among the nodes.
    show_inactive
        Whether the links that are not in force at the date of the view are drawn (dotted).
    store
        Where places are kept from one run to the next; without it they are computed.
    view_key
        Which picture it is, for the store: screen and start.
    layout
        Way of placing.
    union
        Everything that any date and any filter would draw: it decides of the places, the sizes and the cap, so that
        nothing moves when the date or a filter changes. What is drawn by default.

    Returns
    -------
    view
        Empty when there is no node.

    Raises
    ------
    ValueError
        If `cap` is less than 1.
    """
    if cap < 1:
        raise ValueError(f"cap must be at least 1, not {cap}")
    records = {node.id: node for node in nodes}
    links = _known(edges, records, inactive=show_inactive)
    # What decides of the places: the same as what is drawn, or all that any date and any filter would draw.
    stage = {node.id: node for node in union.nodes} | records if union else records
    stage_links = _known((*union.edges, *links), stage, inactive=True) if union else links
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_nodes_from(stage)
    graph.add_edges_from((edge.start, edge.end) for edge in stage_links)
    focus = focus if focus in stage else None
    kept = _closest(graph, stage, focus, cap)
    stage_links = [edge for edge in stage_links if edge.start in kept and edge.end in kept]
    stage_degrees = _degrees(stage_links)
    drawn_edges = [edge for edge in links if edge.start in kept and edge.end in kept]
    degrees = _degrees(drawn_edges)
    staged = {i: _node_view(stage[i], degrees[i], stage_degrees[i]) for i in kept}
    subject = _subject(staged, [stage[i] for i in sorted(kept)], stage_links, focus)
    placement = store.placement(view_key, version, layout, subject) if store else place(layout, subject)
    drawn = kept & records.keys()
    order = sorted(drawn, key=lambda i: (i != focus, -degrees[i], records[i].nom.casefold(), i))
    names = {i: records[i].nom for i in order}
    node_views = tuple(staged[i] for i in order)
    edge_views = tuple(_edge_view(edge, names) for edge in drawn_edges)
    positions = {i: placement.positions[i] for i in sorted(drawn)}
    captions = _captions(placement, drawn)
    focus = focus if focus in drawn else None
    return NetworkView(
        nodes=node_views,
        edges=edge_views,
        positions=positions,
        legend=legend_of(node_views, edge_views),
        version=_fingerprint(version, node_views, edge_views, positions, captions, focus),
        focus=focus,
        hidden_nodes=len(records) - len(drawn),
        layout=layout,
        captions=captions,
        note=placement.note,
        stage=_stage(staged, placement) if union else None,
        rings=_rings(placement, drawn) if layout is Layout.CERCLES else (),
    )


def network_table(view: NetworkView) -> list[dict[str, Any]]:
    """
    Say the same as the picture, as a table.

    Parameters
    ----------
    view
        Picture.

    Returns
    -------
    rows
        One row per drawn node, in the order of `view.nodes`; keys `id`, `objet`, `type`, `secteur` (text, may
        be empty), `nombre_liens` (int), `liens` (list of sentences, by name of the other end).
    """
    names = {node.id: node.label for node in view.nodes}
    sentences: dict[str, list[tuple[str, str]]] = {node.id: [] for node in view.nodes}
    for edge in view.edges:
        sentences[edge.source].append((names[edge.target].casefold(), edge.sentence))
        if edge.target != edge.source:
            sentences[edge.target].append((names[edge.source].casefold(), edge.sentence))
    rows = []
    for node in view.nodes:
        style = secteur_style(node.secteur)
        rows.append(
            {
                "id": node.id,
                "objet": node.label,
                "type": NATURES[node.nature].caption,
                "secteur": style.caption if style else "",
                "nombre_liens": node.links,
                "liens": [sentence for _, sentence in sorted(sentences[node.id])],
            }
        )
    return rows


def _known(edges: Iterable[EdgeRecord], records: Mapping[str, NodeRecord], *, inactive: bool) -> list[EdgeRecord]:
    """Keep, in order of id and each once, the links between two records."""
    kept = {
        edge.id: edge
        for edge in edges
        if edge.start in records and edge.end in records and (inactive or edge.certitude != "inactif")
    }
    return [kept[i] for i in sorted(kept)]


def _degrees(edges: Iterable[EdgeRecord]) -> Counter[str]:
    """Count the links of each node; a loop counts once."""
    degrees = Counter[str]()
    for edge in edges:
        degrees.update({edge.start, edge.end})
    return degrees


def _subject(
    views: Mapping[str, NodeView],
    records: Sequence[NodeRecord],
    edges: Sequence[EdgeRecord],
    focus: str | None,
) -> Subject:
    """Gather what the layouts read."""
    # Around the focus, neighbours of one nature and one sector stand together.
    ring = sorted(views.values(), key=lambda node: (_NATURE_RANK[node.nature], node.secteur or "~", node.id))
    return Subject(
        boxes=tuple(views[i].box for i in sorted(views)),
        links=tuple((edge.start, edge.end) for edge in edges),
        focus=focus,
        order=tuple(node.id for node in ring),
        sectors={node.id: _sector(node) for node in ring},
        schemes=schemes_of(records, edges),
        places={record.id: record.place for record in records if record.place},
        names={node.id: node.label for node in ring},
    )


def _sector(node: NodeView) -> Sector:
    """Return the block of a node when it is placed by sector: its sector, else its nature."""
    style = secteur_style(node.secteur)
    if style is None and node.nature == "acteur":
        return Sector("", "Secteur non précisé", len(SECTEURS))
    if style is None:
        plural = NATURES[node.nature].plural
        return Sector(node.nature, plural[:1].upper() + plural[1:], len(SECTEURS) + 1 + _NATURE_RANK[node.nature])
    code = node.secteur if node.secteur in SECTEURS else "autre"
    return Sector(str(code), style.caption, list(SECTEURS).index(str(code)))


def _captions(placement: Placement, drawn: Iterable[str]) -> tuple[Caption, ...]:
    """Keep the captions of which something is drawn, in order of key."""
    keys = {placement.keys.get(i) for i in drawn}
    return tuple(placement.captions[key] for key in sorted(placement.captions) if key in keys)


def _rings(placement: Placement, drawn: Iterable[str]) -> tuple[tuple[float, float], ...]:
    """Return the lines that part the circles of which something is drawn: between the nodes of one and of the next."""
    shown = {placement.keys.get(i) for i in drawn}
    away: dict[str, list[float]] = defaultdict(list)
    rooms = {key: room for key, room in placement.blocks.items() if key in placement.keys.values()}
    for node, key in placement.keys.items():
        if key in rooms and node in placement.positions:
            (x, y), (_, _, across, down) = placement.positions[node], rooms[key]
            away[key].append(float(np.hypot(x / across, y / down)))
    order = sorted(away, key=lambda key: rooms[key][0])
    return tuple(
        (between * rooms[outer][2], between * rooms[outer][3])
        for inner, outer in pairwise(order)
        if outer in shown
        for between in [(max(away[inner]) + min(away[outer])) / 2]
    )


def _stage(views: Mapping[str, NodeView], placement: Placement) -> Stage:
    """Return the room of everything that was placed, drawn or not."""
    boxes = [views[i].box for i in sorted(views)]
    return stage_of(boxes, placement.positions, _captions(placement, views))


def _closest(graph: nx.MultiGraph[str], records: Mapping[str, NodeRecord], focus: str | None, cap: int) -> set[str]:
    """Keep the closest nodes to the focus, then the most linked; ids break ties."""
    if len(records) <= cap:
        return set(records)
    distance = nx.single_source_shortest_path_length(graph, focus) if focus is not None else {}
    far = len(records)
    degree = dict(graph.degree())
    ranked = sorted(records, key=lambda i: (distance.get(i, far), -degree[i], i))
    return set(ranked[:cap])


def _node_view(record: NodeRecord, links: int, stage_links: int) -> NodeView:
    nature = nature_of(record.labels)
    style = secteur_style(record.secteur)
    kind = NATURES[nature].caption + (f" · {style.caption}" if style else "")
    if record.collectif:
        kind += " · groupe non détaillé"
    title = [record.nom, kind, counted(links, "lien") if links else "Aucun lien dessiné"]
    if record.detail:
        title.append(record.detail)
    # The area grows with the links, or with the members of a group, so that a hub stands out without crushing the rest.
    size = 10.0 + 2.4 * (len(record.members) or stage_links) ** 0.5
    return NodeView(
        id=record.id,
        label=record.nom,
        nature=nature,
        secteur=record.secteur,
        title="\n".join(title),
        collectif=record.collectif,
        size=round(min(_LARGEST_GROUP if record.members else _LARGEST, size), 1),
        links=links,
        lines=label_lines(record.nom),
        members=record.members,
    )


def _edge_view(edge: EdgeRecord, names: Mapping[str, str]) -> EdgeView:
    sentence = link_sentence(edge, names)
    return EdgeView(
        id=edge.id,
        source=edge.start,
        target=edge.end,
        type=edge.type,
        label=link_label(edge),
        certitude=edge.certitude,
        title=sentence + (f"\n{edge.proof}" if edge.proof else ""),
        width=round(1.0 + 0.9 * min(1.0, max(0.0, edge.weight)), 2),
        sentence=sentence,
        members=edge.members,
    )


def _fingerprint(
    version: str,
    nodes: Sequence[NodeView],
    edges: Sequence[EdgeView],
    positions: Positions,
    captions: Sequence[Caption],
    focus: str | None,
) -> str:
    """Sum up all that is drawn, so that the browser redraws exactly when it must."""
    content = repr((version, nodes, edges, sorted(positions.items()), captions, focus))
    return hashlib.sha256(content.encode()).hexdigest()[:20]
