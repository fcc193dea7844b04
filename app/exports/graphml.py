"""Write facts as GraphML: networkx, Gephi, yEd and Maillage's own import read it with attributes and dates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.exports.facts import Facts
from app.exports.graph_table import GraphTable, Kind, graph_table, said
from app.exports.xml_writer import XmlWriter
from ingest.graph_file import Cells, Value

_NAMESPACES = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
_TYPES = {"integer": "int"}


def write_graphml(path: Path, facts: Facts) -> None:
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
    GraphML has neither dates nor colours of its own: dates are attributes, as the source writes them, and colours are
    the attributes `r`, `g`, `b` that Gephi knows.
    """
    table = graph_table(facts, shapes=False)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        _document(XmlWriter(stream), table)


def _document(xml: XmlWriter, table: GraphTable) -> None:
    about = _about(table)
    node_types: dict[str, Kind] = {"label": "string", **dict.fromkeys("rgb", "integer"), **table.node_types}
    edge_types: dict[str, Kind] = {"label": "string", **table.edge_types}
    xml.begin("graphml", _NAMESPACES)
    xml.line()
    xml.leaf("desc", text=table.heading.text())
    xml.line()
    _keys(xml, "graph", dict.fromkeys(about, "string"))
    _keys(xml, "node", node_types)
    _keys(xml, "edge", edge_types)
    xml.begin("graph", {"id": "maillage", "edgedefault": "directed"})
    xml.line()
    _data(xml, "graph", about)
    xml.line()
    for node in table.nodes:
        xml.begin("node", {"id": node.id})
        channels = {name: int(node.colour[place : place + 2], 16) for name, place in zip("rgb", (1, 3, 5), strict=True)}
        _data(xml, "node", {"label": node.label, **channels, **node.cells})
        xml.close("node")
    for edge in table.edges:
        xml.begin("edge", {"id": edge.id, "source": edge.source, "target": edge.target})
        _data(xml, "edge", {"label": edge.label, **edge.cells})
        xml.close("edge")
    xml.close("graph", "graphml")


def _about(table: GraphTable) -> Cells:
    said_of = table.heading
    return {
        "titre": said_of.titre,
        "ecrit_le": said_of.ecrit_le,
        "date": said_of.date,
        "perimetre": said_of.perimetre,
        "legende": "\n".join(said_of.legende),
        "sources": "\n".join(said_of.sources),
        "licence": said_of.licence,
        "attribution": said_of.attribution,
        "version_donnees": said_of.version,
    }


def _keys(xml: XmlWriter, scope: str, types: Mapping[str, str]) -> None:
    for name, type_ in types.items():
        declared = {"id": f"{scope}.{name}", "for": scope, "attr.name": name, "attr.type": _TYPES.get(type_, type_)}
        xml.leaf("key", declared)
        xml.line()


def _data(xml: XmlWriter, scope: str, cells: Mapping[str, Value]) -> None:
    for name, value in cells.items():
        xml.leaf("data", {"key": f"{scope}.{name}"}, said(value))
