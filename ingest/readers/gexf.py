"""Read back the GEXF that `maillage export gexf` writes, or that Gephi and networkx write after reading it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.readers.graph_facts import GraphListener, GraphReader, RawEdge, RawNode


class _Gexf(GraphListener):
    """Know the elements of GEXF: an attribute is declared with an id and a title, of which the title is its name."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[tuple[str, str], str] = {}
        self._class = "node"
        self._open: list[RawNode | RawEdge] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "attributes":
                self._class = attributes.get("class", "node")
            case "attribute":
                id_ = attributes.get("id", "")
                self._titles[self._class, id_] = attributes.get("title") or id_
            case "node":
                node = RawNode(attributes.get("id", ""), attributes.get("label"))
                self.nodes.append(node)
                self._open.append(node)
            case "edge":
                edge = RawEdge(attributes.get("source", ""), attributes.get("target", ""))
                self.edges.append(edge)
                self._open.append(edge)
            case "attvalue" if self._open:
                current = self._open[-1]
                kind = "node" if isinstance(current, RawNode) else "edge"
                id_ = attributes.get("for") or attributes.get("id") or ""
                current.cells[self._titles.get((kind, id_), id_)] = attributes.get("value", "")

    def text(self, text: str) -> None:
        """Pass over: GEXF says nothing of a node in texts."""

    def end(self, name: str) -> None:
        if name in {"node", "edge"} and self._open:
            self._open.pop()


READER = GraphReader(
    name="gexf",
    title="Réseau GEXF exporté de Maillage",
    rank=11,
    suffix=".gexf",
    root=b"<gexf",
    listener=_Gexf,
)
