"""Give the analyses the facts of the store, read once per label and per type for one version of the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

from graph.snapshot import Link
from graph.store.store import Store


class StoreFacts:
    """
    Read nodes and relationships of a store, whole and only once.

    Parameters
    ----------
    store
        Open store.
    observed
        Gives the date at which the documents of a statement say it, from its properties.

    Attributes
    ----------
    rows
        Nodes and relationships read so far.
    """

    def __init__(self, store: Store, observed: Callable[[Mapping[str, Any]], str | None]) -> None:
        self._store = store
        self._observed = observed
        self._nodes: dict[str, Mapping[str, Mapping[str, Any]]] = {}
        self._links: dict[str, Sequence[Link]] = {}
        self._lock = Lock()
        self.rows = 0

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties of the nodes of a label by id, ordered by id, with `labels` among them."""
        with self._lock:
            if label not in self._nodes:
                self._nodes[label] = {
                    row["id"]: row["p"] | {"labels": row["labels"]} for row in self._store.nodes(label)
                }
                self.rows += len(self._nodes[label])
            return self._nodes[label]

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        with self._lock:
            if type_ not in self._links:
                self._links[type_] = tuple(
                    Link(row["id"], type_, row["depart"], row["arrivee"], row["p"], self._observed(row["p"]))
                    for row in self._store.relationships(type_)
                )
                self.rows += len(self._links[type_])
            return self._links[type_]
