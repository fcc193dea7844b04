"""Define the state of an entity: a node or a relationship as the graph stores it, with who asserts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph import hashing
from graph.model.statement import Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """
    Hold who asserts an entity.

    Parameters
    ----------
    fait, reference
        Whether a file, and whether the reference, asserts it.
    origines
        Names of the files that assert it, in order of arrival.
    dits
        What each origin asserts, proofs included; empty while one file alone asserts the entity and the reference
        does not: then it says what the properties say. Technical: out of the graph hash.
    """

    fait: bool = False
    reference: bool = False
    origines: tuple[str, ...] = ()
    dits: Mapping[str, Properties] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState(Asserted):
    """
    Hold one node as the graph stores it.

    Parameters
    ----------
    id
        Unique id.
    labels
        Labels in alphabetical order, the technical one excluded.
    properties
        Stored properties with the proofs; `id` and technical properties excluded.
    """

    id: str
    labels: tuple[str, ...]
    properties: Properties

    @property
    def digest(self) -> int:
        """Return its share of the graph hash."""
        return hashing.node_digest(self.id, self.labels, self.properties)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the names under which it is counted: its labels."""
        return self.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipState(Asserted):
    """
    Hold one relationship as the graph stores it.

    Parameters
    ----------
    id
        Stable id (see `relationship_id`).
    type, start, end
        Type and ids of the two nodes.
    properties
        Stored properties with the proofs; `id` and technical properties excluded.
    """

    id: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def digest(self) -> int:
        """Return its share of the graph hash."""
        return hashing.relationship_digest(self.id, self.type, self.start, self.end, self.properties)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the name under which it is counted: its type."""
        return (self.type,)


State = NodeState | RelationshipState
