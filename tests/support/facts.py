"""Give analyses a graph held in lists, read the same way as a store: no engine, no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.properties import PREUVE_SOURCES
from graph.model.statement import NodeStatement, RelationshipStatement, Stored, with_proofs
from graph.snapshot import Link, Snapshot


class MemoryFacts:
    """
    Hold nodes and relationships.

    Parameters
    ----------
    nodes, relationships
        Statements, in any order; of two with the same id the last one counts, as in an import.

    Notes
    -----
    A document is known by its `Source` node (id or `fichier`); its date, or floor date, dates what it proves.
    """

    def __init__(
        self, nodes: Iterable[NodeStatement] = (), relationships: Iterable[RelationshipStatement] = ()
    ) -> None:
        by_label: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        sources: dict[str, str] = {}
        for node in sorted({node.id: node for node in nodes}.values(), key=lambda node: node.id):
            properties = {**with_proofs(node.properties, node.preuves), "id": node.id, "labels": tuple(node.labels)}
            for label in node.labels:
                by_label[label][node.id] = properties
            date = node.properties.get("date_document") or node.properties.get("date_plancher")
            if "Source" in node.labels and date:
                sources[node.id] = sources[str(node.properties.get("fichier") or node.id)] = str(date)
        by_type: dict[str, list[Link]] = defaultdict(list)
        for relationship in {link.id: link for link in relationships}.values():
            stored = with_proofs(relationship.properties, relationship.preuves)
            names = stored.get(PREUVE_SOURCES)
            days = [sources[name] for name in names if name in sources] if isinstance(names, list) else []
            by_type[relationship.type].append(
                Link(
                    relationship.id,
                    relationship.type,
                    relationship.start,
                    relationship.end,
                    stored,
                    max(days, default=None),
                )
            )
        self._nodes = dict(by_label)
        self._links = {
            type_: tuple(sorted(links, key=lambda link: (link.start, link.end, link.id)))
            for type_, links in by_type.items()
        }

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties of the nodes of a label by id, ordered by id, with `labels` among them."""
        return self._nodes.get(label, {})

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        return self._links.get(type_, ())


def node(id_: str, label: str | tuple[str, ...], **properties: Stored) -> NodeStatement:
    """Return a node; its name is its id unless one is given."""
    labels = (label,) if isinstance(label, str) else tuple(sorted(label))
    return NodeStatement(id=id_, labels=labels, properties={"nom": id_, **properties})


def link(type_: str, start: str, end: str, **properties: Stored) -> RelationshipStatement:
    """Return a relationship, certain at any day from 2021 on unless its properties say otherwise."""
    dated: dict[str, Stored] = {"valid_from": "2021-01-01", "observed_at": "2099-12-31"}
    return RelationshipStatement(type=type_, start=start, end=end, properties={**dated, **properties})


def snapshot_of(
    nodes: Iterable[NodeStatement], relationships: Iterable[RelationshipStatement], day: str | None = "2022-06-15"
) -> Snapshot:
    """Return the snapshot of lists at a day; services are not brought up."""
    return Snapshot(source=MemoryFacts(nodes, relationships), day=day)
