"""
Turn nodes and edges of the graph into a network picture ready to draw.

Owns what is drawn and what is left out (and says how many), the legend, and the table that says the same.
Refuses to know Streamlit, the database and the file formats.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import networkx as nx

from app.view_models.labels import label_lines
from app.view_models.layout import LayoutStore, Positions, compute_positions
from app.view_models.network_view import (
    CERTITUDES,
    EdgeRecord,
    EdgeView,
    LegendItem,
    NetworkView,
    NodeRecord,
    NodeView,
    counted,
)
from app.view_models.palette import NATURES, Nature, secteur_style
from graph.model.ontology import relationship_spec

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
        Which picture it is, for the store: screen and filters.

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
    links = sorted(
        (
            edge
            for edge in {edge.id: edge for edge in edges}.values()
            if edge.start in records and edge.end in records and (show_inactive or edge.certitude != "inactif")
        ),
        key=lambda edge: edge.id,
    )
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_nodes_from(records)
    graph.add_edges_from((edge.start, edge.end) for edge in links)
    focus = focus if focus in records else None
    kept = _closest(graph, records, focus, cap)
    drawn_edges = [edge for edge in links if edge.start in kept and edge.end in kept]
    degrees = Counter[str]()
    for edge in drawn_edges:
        degrees.update({edge.start, edge.end})
    order = sorted(kept, key=lambda i: (i != focus, -degrees[i], records[i].nom.casefold(), i))
    node_views = tuple(_node_view(records[i], degrees[i]) for i in order)
    edge_views = tuple(_edge_view(edge, records) for edge in drawn_edges)
    boxes = [node.box for node in node_views]
    pairs = [(edge.source, edge.target) for edge in edge_views]
    # Around the focus, neighbours of one nature and one sector stand together.
    ring = sorted(node_views, key=lambda node: (_NATURE_RANK[node.nature], node.secteur or "~", node.id))
    turn = [node.id for node in ring]
    if store is None:
        positions = compute_positions(boxes, pairs, focus=focus, order=turn)
    else:
        positions = store.positions(view_key, version, boxes, pairs, focus=focus, order=turn)
    return NetworkView(
        nodes=node_views,
        edges=edge_views,
        positions=positions,
        legend=_legend(node_views, edge_views),
        version=_fingerprint(version, node_views, edge_views, positions, focus),
        focus=focus,
        hidden_nodes=len(records) - len(kept),
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


def _closest(graph: nx.MultiGraph[str], records: Mapping[str, NodeRecord], focus: str | None, cap: int) -> set[str]:
    """Keep the closest nodes to the focus, then the most linked; ids break ties."""
    if len(records) <= cap:
        return set(records)
    distance = nx.single_source_shortest_path_length(graph, focus) if focus is not None else {}
    far = len(records)
    degree = dict(graph.degree())
    ranked = sorted(records, key=lambda i: (distance.get(i, far), -degree[i], i))
    return set(ranked[:cap])


def _node_view(record: NodeRecord, links: int) -> NodeView:
    nature = nature_of(record.labels)
    style = secteur_style(record.secteur)
    kind = NATURES[nature].caption + (f" · {style.caption}" if style else "")
    if record.collectif:
        kind += " · groupe non détaillé"
    title = [record.nom, kind, counted(links, "lien") if links else "Aucun lien dessiné"]
    if record.detail:
        title.append(record.detail)
    return NodeView(
        id=record.id,
        label=record.nom,
        nature=nature,
        secteur=record.secteur,
        title="\n".join(title),
        collectif=record.collectif,
        # The area grows with the links, so that a hub stands out without crushing the rest.
        size=round(min(26.0, 10.0 + 2.4 * links**0.5), 1),
        links=links,
        lines=label_lines(record.nom),
    )


def _edge_view(edge: EdgeRecord, records: Mapping[str, NodeRecord]) -> EdgeView:
    spec = relationship_spec(edge.type)
    label = edge.label or (spec.caption if spec else edge.type.replace("_", " ").lower())
    notes = [
        note
        for note in (edge.role, CERTITUDES[edge.certitude].lower() if edge.certitude != "certain" else None)
        if note
    ]
    tail = f" ({', '.join(notes)})" if notes else ""
    sentence = f"{records[edge.start].nom} {label} {records[edge.end].nom}{tail}"
    return EdgeView(
        id=edge.id,
        source=edge.start,
        target=edge.end,
        type=edge.type,
        label=label,
        certitude=edge.certitude,
        title=sentence + (f"\n{edge.proof}" if edge.proof else ""),
        width=round(1.0 + 0.9 * min(1.0, max(0.0, edge.weight)), 2),
        sentence=sentence,
    )


def _legend(nodes: Sequence[NodeView], edges: Sequence[EdgeView]) -> tuple[LegendItem, ...]:
    natures = Counter(node.nature for node in nodes)
    secteurs = Counter(style.caption for node in nodes if (style := secteur_style(node.secteur)))
    codes = {style.caption: code for code in _secteur_codes(nodes) if (style := secteur_style(code))}
    certitudes = Counter(edge.certitude for edge in edges)
    collectifs = sum(node.collectif for node in nodes)
    items = [
        LegendItem("nature", nature, style.caption, natures[nature])
        for nature, style in NATURES.items()
        if natures[nature]
    ]
    if collectifs:
        items.append(LegendItem("collectif", "collectif", "Groupe non détaillé (hachuré)", collectifs))
    items += [
        LegendItem("secteur", codes[caption], caption, count)
        for caption, count in sorted(secteurs.items(), key=lambda item: (-item[1], item[0]))
    ]
    items += [
        LegendItem("certitude", certitude, caption, certitudes[certitude])
        for certitude, caption in CERTITUDES.items()
        if certitudes[certitude]
    ]
    return tuple(items)


def _secteur_codes(nodes: Sequence[NodeView]) -> list[str]:
    return sorted({node.secteur for node in nodes if node.secteur})


def _fingerprint(
    version: str,
    nodes: Sequence[NodeView],
    edges: Sequence[EdgeView],
    positions: Positions,
    focus: str | None,
) -> str:
    """Sum up all that is drawn, so that the browser redraws exactly when it must."""
    content = repr((version, nodes, edges, sorted(positions.items()), focus))
    return hashlib.sha256(content.encode()).hexdigest()[:20]
