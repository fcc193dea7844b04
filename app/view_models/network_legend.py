"""Count what the legend of a network shows: only what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.view_models.network_view import (
    CERTITUDES,
    COLOURLESS,
    NO_SECTEUR,
    SEVERAL_SECTEURS,
    EdgeView,
    LegendItem,
    NodeView,
)
from app.view_models.palette import NATURES, secteur_style

_ACTORS: Final = frozenset({"acteur", "acteur_dispositif"})


def legend_of(nodes: Sequence[NodeView], edges: Sequence[EdgeView]) -> tuple[LegendItem, ...]:
    """
    Return the legend of a picture: natures, collectives, sectors, certainties, each with its count.

    Parameters
    ----------
    nodes, edges
        What is drawn; a group counts for its members. Sectors add up to the actors.
    """
    natures, secteurs, certitudes = Counter[str](), Counter[str](), Counter[str]()
    colourless = Counter[str]()
    for node in nodes:
        natures[node.nature] += node.count or 1
        if style := secteur_style(node.secteur):
            secteurs[style.caption] += node.count or 1
        elif node.nature in _ACTORS:
            colourless[SEVERAL_SECTEURS if node.members else NO_SECTEUR] += node.count or 1
    for edge in edges:
        certitudes[edge.certitude] += edge.count or 1
    codes = {style.caption: code for code in _secteur_codes(nodes) if (style := secteur_style(code))}
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
    # Actors without colour are counted too, so that the sectors add up to the actors.
    items += [
        LegendItem("secteur", code, caption, colourless[code])
        for code, caption in COLOURLESS.items()
        if colourless[code]
    ]
    items += [
        LegendItem("certitude", certitude, caption, certitudes[certitude])
        for certitude, caption in CERTITUDES.items()
        if certitudes[certitude]
    ]
    return tuple(items)


def _secteur_codes(nodes: Sequence[NodeView]) -> list[str]:
    return sorted({node.secteur for node in nodes if node.secteur})
