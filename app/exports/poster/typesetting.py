"""Set the names of a network as a printer would, as every other printed page does: the base keeps them as written."""

from __future__ import annotations

from dataclasses import replace

from app.exports.network_file import NetworkFile
from app.view_models.labels import label_lines
from app.view_models.network_view import NodeView
from app.view_models.typography import typeset


def as_printed(file: NetworkFile) -> NetworkFile:
    """Return the same network with curly apostrophes and French quotes in its names; places and links are the same."""
    view = file.view
    nodes = tuple(_node(node) for node in view.nodes)
    edges = tuple(replace(edge, title=typeset(edge.title)) for edge in view.edges)
    captions = tuple(replace(caption, text=typeset(caption.text)) for caption in view.captions)
    drawn = replace(view, nodes=nodes, edges=edges, captions=captions)
    return replace(file, view=drawn, title=typeset(file.title), scope=typeset(file.scope))


def _node(node: NodeView) -> NodeView:
    name = typeset(node.label)
    # A quotation mark may open on one line and close on another: the lines are cut again from the whole name.
    lines = label_lines(name) if node.lines == label_lines(node.label) else tuple(map(typeset, node.lines))
    return replace(node, label=name, lines=lines, title=typeset(node.title))
