"""Tell what exists outside the files: the graph, the territorial reference, the vocabularies. Only reads."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from functools import cached_property

from graph.model.ontology import label_of_id, node_specs
from graph.model.vocabularies import vocabulary
from graph.plan import NodeState, RelationshipState, State
from graph.reference.loader import load_reference
from graph.restated import former_ids
from graph.store.store import Store
from queries.catalogue import get

OFFICIAL = ("COM-", "EPCI-", "DEP-", "REG-")
"""Beginnings of the ids of official territories."""


class Known:
    """
    Answer for one import; what is asked of the graph is asked once.

    Parameters
    ----------
    store
        Open store, or None to know only the reference and the vocabularies.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._nodes: dict[str, NodeState | None] = {}
        self._relationships: dict[str, RelationshipState] = {}
        self._formers: dict[str, RelationshipState] = {}

    def load(self, nodes: Iterable[str], relationships: Iterable[tuple[str, str, str]] = ()) -> None:
        """Read these nodes (ids) and relationships (type, start, end) from the graph, in as few queries as can be."""
        wanted = {id_ for id_ in nodes if id_ not in self._nodes}
        edges = set(relationships)
        if self._store is None or not (wanted or edges):
            return
        found = self._store.current(wanted, edges)
        for id_ in wanted:
            state = found.get(id_)
            self._nodes[id_] = state if isinstance(state, NodeState) else None
        self._keep(found.values())

    def load_designated(self, ids: Iterable[str]) -> None:
        """Read the relationships that have one of these ids, or had one before a person put them right."""
        wanted = sorted(set(ids))
        if self._store is None or not wanted:
            return
        rows = self._store.read(get("relations_designees").cypher, {"ids": wanted})
        found = self._store.current(set(), {(row["type"], row["depart"], row["arrivee"]) for row in rows})
        self._keep(found.values())

    def _keep(self, found: Collection[State]) -> None:
        self._relationships.update((state.id, state) for state in found if isinstance(state, RelationshipState))
        self._formers.update(former_ids(found))

    def node(self, id_: str) -> NodeState | None:
        """Return a node of the graph, if it was loaded and exists."""
        return self._nodes.get(id_)

    def relationship(self, id_: str) -> RelationshipState | None:
        """Return a relationship of the graph by its id, or the one it had before a person put it right; if loaded."""
        return self._relationships.get(id_) or self._formers.get(id_)

    def labels(self, id_: str) -> frozenset[str]:
        """Return the labels of what has this id in the graph or the reference; empty when nothing has."""
        state = self.node(id_)
        if state is not None:
            return frozenset(state.labels)
        label = label_of_id(id_) if self.in_reference(id_) else None
        return frozenset({label}) if label else frozenset()

    def in_reference(self, id_: str) -> bool:
        """Tell whether the id is an official territory, a known perimeter or a term of a vocabulary."""
        if not id_.startswith(OFFICIAL):
            return id_ in load_reference().perimetres or id_ in self._terms
        reference = load_reference()
        kind, _, code = id_.partition("-")
        tables: dict[str, Container[str]] = {
            "COM": reference.communes,
            "EPCI": reference.epci,
            "DEP": reference.departements,
            "REG": reference.regions,
        }
        return code in tables[kind]

    @cached_property
    def _terms(self) -> frozenset[str]:
        """Give the ids of the terms of every vocabulary."""
        named = [(spec.prefix[0], spec.vocabulary) for spec in node_specs() if spec.vocabulary]
        return frozenset(prefix + code for prefix, name in named for code in vocabulary(name).terms)

    @staticmethod
    def is_term(id_: str) -> bool:
        """Tell whether the id is that of a term of a vocabulary (`theme:nutrition`)."""
        spec = next((s for s in node_specs() if s.vocabulary and id_.startswith(s.prefix[0])), None)
        return bool(spec and id_.removeprefix(spec.prefix[0]) in vocabulary(spec.vocabulary or "").terms)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Give, for each id, file name and name of a document of the graph, the word by which proofs cite it."""
        if self._store is None:
            return {}
        found: dict[str, str] = {}
        for row in self._store.read(get("dates_des_sources").cypher):
            for key in (row["nom"], row["id"], row["fichier"]):
                if key:
                    found[str(key)] = str(row["fichier"])
        return found
