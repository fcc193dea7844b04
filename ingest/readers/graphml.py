"""Read back the GraphML that `maillage export graphml` writes, or that Gephi and networkx write after reading it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.readers.graph_facts import GraphListener, GraphReader, RawEdge, RawNode


class _Graphml(GraphListener):
    """Know the elements of GraphML: a key has an id and a name; drawings inside a datum are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._open: list[RawNode | RawEdge] = []
        self._key: str | None = None
        self._inside = 0
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._key is not None:
            self._inside += 1
            return
        match name:
            case "key":
                id_ = attributes.get("id", "")
                self._names[id_] = attributes.get("attr.name") or id_
            case "node":
                node = RawNode(attributes.get("id", ""), None)
                self.nodes.append(node)
                self._open.append(node)
            case "edge":
                edge = RawEdge(attributes.get("source", ""), attributes.get("target", ""))
                self.edges.append(edge)
                self._open.append(edge)
            case "data" if self._open:
                self._key = attributes.get("key", "")
                self._parts = []

    def text(self, text: str) -> None:
        if self._key is not None and not self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if self._inside:
            self._inside -= 1
        elif name == "data" and self._key is not None:
            self._take(self._names.get(self._key, self._key), "".join(self._parts))
            self._key = None
        elif name in {"node", "edge"} and self._open:
            self._open.pop()

    def _take(self, name: str, text: str) -> None:
        current = self._open[-1]
        if name == "label":
            if isinstance(current, RawNode):
                current.label = text
        else:
            current.cells[name] = text


READER = GraphReader(
    name="graphml",
    title="Réseau GraphML exporté de Maillage",
    rank=12,
    suffix=".graphml",
    root=b"<graphml",
    listener=_Graphml,
)
