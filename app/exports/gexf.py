"""Write facts as GEXF 1.3: Gephi, networkx and Maillage's own import read it with attributes, dates and colours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.exports.facts import Facts
from app.exports.graph_table import EdgeRow, GraphTable, Kind, NodeRow, graph_table, said
from app.exports.xml_writer import XmlWriter
from ingest.graph_file import Cells

_NAMESPACES = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:viz": "http://gexf.net/1.3/viz",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}


def write_gexf(path: Path, facts: Facts) -> None:
    """
    Write a file.

    Parameters
    ----------
    path
        File to create, or to replace.
    facts
        What is exported.

    Raises
    ------
    OSError
        If the file cannot be written.

    Notes
    -----
    Relationships are as long as their dates say: a month or a year begins with its first day and ends with its last
    one, and the attributes `valid_from` and `valid_to` hold what the source wrote. `kind` keeps Gephi from merging
    relationships between the same two nodes.
    """
    table = graph_table(facts, shapes=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        _document(XmlWriter(stream), table)


def _document(xml: XmlWriter, table: GraphTable) -> None:
    xml.begin("gexf", _NAMESPACES)
    xml.line()
    _meta(xml, table)
    dated = any(edge.start or edge.end for edge in table.edges)
    dates = {"timeformat": "date", "timerepresentation": "interval"} if dated else {}
    mode = "dynamic" if dated else "static"
    xml.begin("graph", {"defaultedgetype": "directed", "idtype": "string", "mode": mode, **dates})
    xml.line()
    for kind, types in (("node", table.node_types), ("edge", table.edge_types)):
        _attributes(xml, kind, types)
    xml.begin("nodes", {"count": str(len(table.nodes))})
    xml.line()
    for node in table.nodes:
        _node(xml, node)
    xml.close("nodes")
    xml.begin("edges", {"count": str(len(table.edges))})
    xml.line()
    for edge in table.edges:
        _edge(xml, edge)
    xml.close("edges", "graph", "gexf")


def _meta(xml: XmlWriter, table: GraphTable) -> None:
    xml.begin("meta", {"lastmodifieddate": table.heading.ecrit_le})
    for name, text in (
        ("creator", "Maillage"),
        ("keywords", f"Maillage, {table.heading.scope}"),
        ("description", table.heading.text()),
    ):
        xml.leaf(name, text=text)
    xml.close("meta")


def _attributes(xml: XmlWriter, kind: str, types: Mapping[str, Kind]) -> None:
    if not types:
        return
    xml.begin("attributes", {"class": kind, "mode": "static"})
    xml.line()
    for name, type_ in types.items():
        xml.leaf("attribute", {"id": name, "title": name, "type": type_})
    xml.close("attributes")


def _node(xml: XmlWriter, node: NodeRow) -> None:
    xml.begin("node", {"id": node.id, "label": node.label})
    _values(xml, node.cells)
    channels = (str(int(node.colour[place : place + 2], 16)) for place in (1, 3, 5))
    xml.leaf("viz:color", dict(zip("rgb", channels, strict=True)))
    xml.leaf("viz:shape", {"value": node.shape})
    xml.close("node")


def _edge(xml: XmlWriter, edge: EdgeRow) -> None:
    days = {name: day for name, day in (("start", edge.start), ("end", edge.end)) if day}
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label, "kind": edge.kind}
    xml.begin("edge", {**own, **days})
    _values(xml, edge.cells)
    if edge.planned:
        xml.leaf("viz:shape", {"value": "dashed"})
    xml.close("edge")


def _values(xml: XmlWriter, cells: Cells) -> None:
    xml.begin("attvalues")
    for name, value in cells.items():
        xml.leaf("attvalue", {"for": name, "value": said(value)})
    xml.end("attvalues")
