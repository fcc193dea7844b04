"""Define what a reader returns: records (statements with the headings they come from), loose proofs, problems, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.statement import Location, Preuve, Statement
from ingest.issues import Issue
from ingest.kept import KeptTable

NO_HEADINGS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    Hold what one row says of one node or relationship.

    Parameters
    ----------
    statement
        Statement with its location. The ends of a relationship and the sources of proofs may still be names.
    headings
        Heading, as written in the file, of each property; `start` and `end` for the two ends, `source` and `citation`
        for the proof.
    declares
        Whether the row is about this node or relationship; False when it only mentions it (a document quoted).
    optional
        Whether the row is complete without this relationship: it is left out, without a problem, when one of its
        ends exists nowhere (an establishment whose legal entity is not described yet).
    start_labels, end_labels
        Labels that the heading announces for each end (`pilotes` announces actors); empty when the type decides.
    harmless
        Whether the reading saw that nothing in its texts can be personal data: no need to look again.
    """

    statement: Statement
    headings: Mapping[str, str] = field(default_factory=dict)
    declares: bool = True
    optional: bool = False
    start_labels: tuple[str, ...] = ()
    end_labels: tuple[str, ...] = ()
    harmless: bool = False

    @property
    def location(self) -> Location:
        """Return where it was read."""
        assert self.statement.location is not None  # noqa: S101 - readers always say where
        return self.statement.location


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseProof:
    """
    Hold a proof given apart from its object.

    Parameters
    ----------
    target
        Id or name of a node, id of a relationship, or `type|de|vers|role|valid_from`, as written.
    preuve
        Document, as written, and quote.
    location
        Where it was read.
    headings
        Heading, as written, of `objet`, `source` and `citation`.
    """

    target: str
    preuve: Preuve
    location: Location
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class ReadResult:
    """
    Hold everything a reader found in one file.

    Parameters
    ----------
    reader
        Name of the reader.
    records, proofs
        What the rows say, in the order of the file.
    issues
        Problems met while reading.
    rows
        Places of the data rows (empty ones excluded), each once: what « lignes lues » counts.
    tables
        Cells of these rows as read.
    """

    reader: str
    records: list[Record] = field(default_factory=list)
    proofs: list[LooseProof] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows: list[Location] = field(default_factory=list)
    tables: list[KeptTable] = field(default_factory=list)

    def extend(self, other: ReadResult) -> None:
        """Add what another part of the file gave."""
        self.records += other.records
        self.proofs += other.proofs
        self.issues += other.issues
        self.rows += other.rows
        self.tables += other.tables
