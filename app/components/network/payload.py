"""
Turn a network view into what the browser draws: nodes, edges and options built by pyvis, legend and words.

Owns the data sent to the component. Refuses any address: nothing in it makes the browser ask the network.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final

from pyvis.network import Network

from app.view_models.labels import FONT_SIZE, short_label
from app.view_models.network_view import LABEL_GAP, LINE_HEIGHT, EdgeView, NetworkView, Stage, stage_of
from app.view_models.palette import NATURES, SECTEURS, THEMES, secteur_style

# Physics off, and no dragging: places are the server's, and the same ones come back at each visit. The wheel
# zooms only once the picture has the focus (the script sees to it), so that the page can be scrolled past it.
_OPTIONS: Final[dict[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "zoomView": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 400,
        "zoomSpeed": 0.6,
    },
    "nodes": {"shape": "custom", "font": {"size": 0}},
    "edges": {
        "smooth": False,
        "selectionWidth": 1.2,
        "hoverWidth": 0.6,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.42}},
        "arrowStrikethrough": False,
    },
}
_DASHES: Final[dict[str, Any]] = {"certain": False, "incertain": [7, 5], "inactif": [1.5, 5]}
_CURVE: Final = 0.16


def pyvis_network(view: NetworkView) -> Network:
    """
    Build the pyvis network of a view, with its places and without physics.

    Parameters
    ----------
    view
        Picture.

    Returns
    -------
    network
        Nodes in the order of the view. Each node also carries `nature`, `secteur`, `collectif`, `lines` and
        `short` (its label, cut) and `count` (its members, when it is a group); each edge `certitude`, `verb` and
        `members` (the number of links that it stands for, or 0).
    """
    drawing = Network(directed=True)
    for node in view.nodes:
        x, y = view.positions[node.id]
        style = secteur_style(node.secteur)
        drawing.add_node(
            node.id,
            label=node.label,
            shape="custom",
            color=style.fill if style else THEMES["clair"].neutral,
            title=node.title,
            size=node.size,
            x=x,
            y=y,
            nature=node.nature,
            secteur=_known_code(node.secteur),
            collectif=node.collectif,
            lines=list(node.lines),
            short=short_label(node.label),
            count=node.count,
        )
    curves = _curves(view.edges)
    for edge in view.edges:
        drawing.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            title=edge.title,
            width=edge.width,
            dashes=_DASHES[edge.certitude],
            certitude=edge.certitude,
            verb=edge.label,
            members=edge.count,
            **curves.get(edge.id, {}),
        )
    drawing.set_options(json.dumps(_OPTIONS))
    return drawing


def payload(view: NetworkView, *, height: int, selected: str | Sequence[str] | None = None) -> dict[str, Any]:
    """
    Return the JSON the component receives.

    Parameters
    ----------
    view
        Picture.
    height
        Height of the frame, in pixels.
    selected
        Ids of nodes or edges the page wants selected, or None to leave the choice to the reader.

    Returns
    -------
    data
        Keys `version`, `layout`, `nodes`, `edges`, `options` (vis-network), `bounds` (left, top, right, bottom of all
        that is drawn) and `centres` (the same of the centres of nodes), `stage` (both, of all that any date and any
        filter would draw), `captions`, `rings`, `legend`, `palette`, `metrics`, `summary`, `hidden`, `height`, `focus`,
        and those of `asking`.
    """
    nodes, edges, _, _, _, options = pyvis_network(view).get_network_data()
    drawn = stage_of([node.box for node in view.nodes], view.positions, view.captions)
    return {
        "version": view.version,
        "layout": view.layout.value,
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        **_room(drawn),
        "stage": _room(view.stage or drawn),
        "captions": [
            {"text": caption.text, "x": caption.x, "y": caption.y, "size": caption.size} for caption in view.captions
        ],
        "rings": view.rings,
        "legend": [
            {"kind": item.kind, "code": item.code, "label": item.label, "count": item.count} for item in view.legend
        ],
        "palette": _palette(view),
        "metrics": {"font": FONT_SIZE, "line": LINE_HEIGHT, "gap": LABEL_GAP},
        "summary": view.summary,
        "hidden": view.hidden_message,
        "height": height,
        "focus": view.focus,
        **asking(selected),
    }


def asking(
    selected: str | Sequence[str] | None = None, *, asked: int = 0, marked: Collection[str] = (), about: str = ""
) -> dict[str, Any]:
    """
    Return what the page asks of a picture that is already drawn.

    Parameters
    ----------
    selected
        Ids to select.
    asked
        Number of times that the page has asked for a selection.
    marked
        Ids of nodes and edges to point out.
    about
        What the picture is about.

    Returns
    -------
    data
        Keys `selected` (list), `asked`, `marked` (sorted list), `about`.
    """
    ids = [selected] if isinstance(selected, str) else list(selected or ())
    return {"selected": ids, "asked": asked, "marked": sorted(marked), "about": about}


def _room(stage: Stage) -> dict[str, list[float]]:
    return {
        "bounds": [round(value, 1) for value in stage.bounds],
        "centres": [round(value, 1) for value in stage.centres],
    }


def _known_code(secteur: str | None) -> str | None:
    """Code under which the palette sent to the browser holds the secteur."""
    if secteur is None:
        return None
    return secteur if secteur in SECTEURS else "autre"


def _curves(edges: tuple[EdgeView, ...]) -> dict[str, dict[str, Any]]:
    """Bend the links that share their two ends, so that each can be seen and clicked."""
    groups: dict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in edges:
        groups[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    curves: dict[str, dict[str, Any]] = {}
    for (first, _), group in groups.items():
        if len(group) == 1:
            continue
        for rank, edge in enumerate(group):
            bend = (rank - (len(group) - 1) / 2) * _CURVE * (1 if edge.source == first else -1)
            if bend:
                kind = "curvedCW" if bend > 0 else "curvedCCW"
                curves[edge.id] = {"smooth": {"enabled": True, "type": kind, "roundness": round(abs(bend), 3)}}
    return curves


def _palette(view: NetworkView) -> dict[str, Any]:
    """Send only the colours and shapes in use."""
    natures = {node.nature for node in view.nodes}
    codes = {_known_code(node.secteur) for node in view.nodes} - {None}
    return {
        "natures": {
            nature: {"path": style.path, "inner": style.inner} for nature, style in NATURES.items() if nature in natures
        },
        "secteurs": {
            code: {"fill": style.fill, "ink": style.ink, "letters": style.letters}
            for code, style in SECTEURS.items()
            if code in codes
        },
        "themes": {
            name: {
                "background": theme.background,
                "text": theme.text,
                "outline": theme.outline,
                "neutral": theme.neutral,
                "ink": theme.neutral_ink,
                "edge": theme.edge,
            }
            for name, theme in THEMES.items()
        },
    }
