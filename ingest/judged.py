"""Read the ids of records that a judgement united to others as the ids of those: judgements hold for later files.

Each cell read otherwise is a repair (ING-516), listed and refusable; a name needs nothing, it follows its row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from graph.judgement import as_alias
from graph.model.ontology import node_properties, relationship_properties
from graph.model.statement import Location, NodeStatement, RelationshipStatement
from graph.provenance import UNITED
from graph.store.store import Store
from ingest.choices import Cell, Choices
from ingest.headings import fold
from ingest.issues import Issue, problem
from ingest.records import LooseProof, ReadResult, Record
from queries.catalogue import get

JUDGED = "ING-516"


def read_as_judged(read: ReadResult, store: Store | None, choices: Choices) -> ReadResult:
    """
    Return what the files say, once every id that was taken over is read as the one that took it over.

    Parameters
    ----------
    read
        What the files say.
    store
        Open store, which is only read; None when there is none.
    choices
        Repairs refused: the id then stays, and its record stands again.
    """
    former = _taken_over(store) if store is not None else {}
    if not former:
        return read
    reader = _Reader(former, choices)
    records = _as_one([reader.record(record) for record in read.records], reader.united)
    records = _without_loops(read.records, records)
    return replace(
        read,
        records=records,
        proofs=[reader.proof(proof) for proof in read.proofs],
        issues=[*read.issues, *reader.issues.values()],
    )


def _taken_over(store: Store) -> dict[str, tuple[str, str]]:
    """Return, for each id taken over, the id and the name of the record that took it over."""
    rows = store.read(get("identifiants_repris").cypher)
    return {str(old): (row["id"], str(row["nom"])) for row in rows for old in row["anciens"]}


class _Reader:
    """
    Read ids as judged and collect one problem of information per cell.

    Parameters
    ----------
    former
        Ids taken over: the id and the name of what took them over.
    choices
        Repairs refused.
    """

    def __init__(self, former: Mapping[str, tuple[str, str]], choices: Choices) -> None:
        self._former = former
        self._choices = choices
        self.issues: dict[tuple[Location, str], Issue] = {}
        self.united: set[int] = set()
        self._rows: set[tuple[Location, str]] = set()

    def record(self, record: Record) -> Record:
        """Return one record with its ids read as judged."""
        statement = record.statement
        if isinstance(statement, NodeStatement):
            named = node_properties(statement.labels)
            new = self._read(statement.id, record.location, record.headings.get("id", "id"))
            if new == statement.id:
                return self._references(record, [name for name, spec in named.items() if spec.reference_label])
            self._rows.add((record.location, statement.id))
            properties = as_alias(statement.properties, self._former[statement.id][1])
            record = replace(record, statement=replace(statement, id=new, properties=properties))
            self.united.add(id(record))
            return record
        assert isinstance(statement, RelationshipStatement)  # noqa: S101 - there are two kinds
        start = self._end(statement.start, record, "start", "de")
        end = self._end(statement.end, record, "end", "vers")
        if (start, end) != (statement.start, statement.end):
            record = replace(record, statement=replace(statement, start=start, end=end))
        own = relationship_properties(statement.type)
        return self._references(record, [name for name, spec in own.items() if spec.reference_label])

    def proof(self, proof: LooseProof) -> LooseProof:
        """Return one proof whose object is read as judged."""
        parts = proof.target.split("|")
        heading = proof.headings.get("objet", "objet")
        read = [self._read(part.strip(), proof.location, heading) for part in parts]
        return proof if read == [part.strip() for part in parts] else replace(proof, target="|".join(read))

    def _references(self, record: Record, names: list[str]) -> Record:
        properties = dict(record.statement.properties)
        for name in names:
            value = properties.get(name)
            if isinstance(value, str):
                properties[name] = self._read(value, record.location, record.headings.get(name, name))
        if properties == record.statement.properties:
            return record
        return replace(record, statement=replace(record.statement, properties=properties))

    def _end(self, text: str, record: Record, name: str, default: str) -> str:
        # A row that is about the record says its id once, whatever it says of it.
        if (record.location, text) in self._rows:
            return self._former[text][0]
        return self._read(text, record.location, record.headings.get(name, default))

    def _read(self, text: str, where: Location, heading: str) -> str:
        if text not in self._former:
            return text
        cell = Cell(where.file, where.sheet, where.row or 0, heading)
        if self._choices.refuses(JUDGED, cell):
            return text
        new, name = self._former[text]
        self.issues.setdefault(
            (where, heading),
            problem(
                JUDGED,
                where,
                f"cette fiche a été jugée la même que « {name} », et lue comme elle",
                column=heading,
                value=text,
                after=new,
            ),
        )
        return new


def _without_loops(written: list[Record], records: list[Record]) -> list[Record]:
    """Leave out the relationships between two records that are now one: the judgement says what they said."""
    named: dict[str, str] = {}
    judged: dict[str, str] = {}
    for before, after in zip(written, records, strict=True):
        if isinstance(before.statement, NodeStatement):
            judged[before.statement.id] = after.statement.id
            if before.statement.properties.get("nom"):
                named[fold(str(before.statement.properties["nom"]))] = before.statement.id

    def is_loop(before: Record, after: Record) -> bool:
        one, two = before.statement, after.statement
        if not isinstance(one, RelationshipStatement) or not isinstance(two, RelationshipStatement):
            return False
        ids = [named.get(fold(text), text) for text in (one.start, one.end)]
        read = [judged.get(id_, text) for id_, text in zip(ids, (two.start, two.end), strict=True)]
        return ids[0] != ids[1] and read[0] == read[1]

    return [after for before, after in zip(written, records, strict=True) if not is_loop(before, after)]


def _as_one(records: list[Record], united: set[int]) -> list[Record]:
    """Make the rows of one file that now speak of one record agree: the row of that record wins, other names add up."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        if isinstance(record.statement, NodeStatement):
            groups[record.location.origin, record.statement.id].append(position)
    found = list(records)
    for positions in groups.values():
        if len(positions) < 2 or not any(id(records[position]) in united for position in positions):
            continue
        ordered = sorted(positions, key=lambda position: id(records[position]) in united)
        given = dict(records[ordered[0]].statement.properties)
        names: dict[str, list[str]] = {}
        for position in ordered:
            for name in UNITED & records[position].statement.properties.keys():
                value = records[position].statement.properties[name]
                names.setdefault(name, []).extend(map(str, value) if isinstance(value, list) else [str(value)])
        for rank, position in enumerate(ordered):
            statement = records[position].statement
            own = {
                name: value
                for name, value in statement.properties.items()
                if name not in UNITED and given.setdefault(name, value) == value
            }
            if rank == 0:
                own |= {name: list(dict.fromkeys(values)) for name, values in names.items()}
            found[position] = replace(records[position], statement=replace(statement, properties=own))
    return found
