"""Define the statement: what a file says of one node or one relationship, where, and with what proof.

Statements hold *stored* values (text, numbers, booleans, flat lists; see `graph.model.values`), so that they can be
compared with the graph as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.properties import PREUVE_CITATIONS, PREUVE_SOURCES

Scalar = str | int | float | bool
Stored = Scalar | list[str] | list[int] | list[float]
Properties = dict[str, Stored]

IDENTITY = ("role", "valid_from")
"""Properties that make the id of a relationship, with its type and its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """
    Say where a statement was read.

    Parameters
    ----------
    file
        Name of the file.
    sheet
        Sheet or table, or None.
    row
        Number of the row as the spreadsheet shows it (the heading is 1), or None.
    folder
        Name of the folder given to the import, when the file is one of several that make a whole; or None.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    folder: str | None = field(default=None, compare=False)

    @property
    def origin(self) -> str:
        """Return the name under which what it says is kept: that of the file, or of the folder it is part of."""
        return self.folder or self.file


@dataclass(frozen=True, slots=True)
class Preuve:
    """
    Hold one proof: the document that says it, and the words it uses.

    Parameters
    ----------
    source
        Name of the document, or id of its `Source` node when it has no file name.
    citation
        Words of the document, or empty text when only the document is cited.
    """

    source: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStatement:
    """
    Say that a node exists and what it is.

    Parameters
    ----------
    id
        Unique id.
    labels
        Labels in alphabetical order, the technical one excluded.
    properties
        Stored properties, `id` and proofs excluded.
    preuves
        Proofs, in the order of the file.
    location
        Where it was read.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Stored]
    preuves: tuple[Preuve, ...] = ()
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipStatement:
    """
    Say that a relationship holds between two nodes.

    Parameters
    ----------
    type
        Declared relationship type.
    start, end
        Ids of the two nodes.
    properties
        Stored properties, proofs excluded.
    preuves
        Proofs, in the order of the file.
    location
        Where it was read.
    """

    type: str
    start: str
    end: str
    properties: Mapping[str, Stored]
    preuves: tuple[Preuve, ...] = ()
    location: Location | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Return the stable id of the relationship (see `relationship_id`)."""
        return relationship_id(
            self.type, self.start, self.end, self.properties.get("role"), self.properties.get("valid_from")
        )


Statement = NodeStatement | RelationshipStatement


def relationship_id(type_: str, start: str, end: str, role: object = None, valid_from: object = None) -> str:
    """
    Return the id of a relationship: a hash of type, ends, role and first day.

    The same statement read twice, from any file, has the same id.

    Examples
    --------
    >>> relationship_id("INCLUS_DANS", "COM-56001", "EPCI-243500741")
    'r-dea8f4dcb1'
    """
    key = "|".join((type_, start, end, str(role or None), str(valid_from or None)))
    return "r-" + hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]


def with_proofs(properties: Mapping[str, Stored], preuves: tuple[Preuve, ...]) -> Properties:
    """Return the properties with the proofs as the two parallel lists that the graph stores."""
    merged: Properties = dict(properties)
    if preuves:
        merged[PREUVE_SOURCES] = [preuve.source for preuve in preuves]
        merged[PREUVE_CITATIONS] = [preuve.citation for preuve in preuves]
    return merged


def proofs_of(properties: Mapping[str, object]) -> tuple[Preuve, ...]:
    """Return the proofs held by stored properties, in order."""
    sources, citations = properties.get(PREUVE_SOURCES), properties.get(PREUVE_CITATIONS)
    if not isinstance(sources, list) or not isinstance(citations, list):
        return ()
    return tuple(Preuve(str(s), str(c)) for s, c in zip(sources, citations, strict=True))
