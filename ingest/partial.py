"""Set faulty rows aside, with the rows that depend on them, and say why each one goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model.ontology import node_properties, relationship_properties
from graph.model.statement import Location, NodeStatement
from ingest.facts import Facts
from ingest.issues import Issue, problem
from ingest.records import Record


def faulty_rows(issues: Iterable[Issue], rows: Sequence[Location]) -> set[Location]:
    """
    Return the rows that blocking problems keep out: their own row, or every row of the table or file they spoil.

    Parameters
    ----------
    issues
        Problems of any gravity.
    rows
        Every data row.
    """
    blocking = [issue for issue in issues if issue.blocking]
    if not blocking:
        return set()
    known = set(rows)
    by_sheet: dict[tuple[str, str | None], list[Location]] = defaultdict(list)
    by_file: dict[str, list[Location]] = defaultdict(list)
    for row in rows:
        by_sheet[row.file, row.sheet].append(row)
        by_file[row.file].append(row)
    faulty: set[Location] = set()
    for issue in blocking:
        if issue.location in known:
            faulty.add(issue.location)
        else:
            faulty.update(by_sheet.get((issue.fichier, issue.feuille)) or by_file.get(issue.fichier) or [])
    return faulty


def set_aside(records: Sequence[Record], facts: Facts, faulty: set[Location]) -> tuple[list[Record], list[Issue]]:
    """
    Return the records that remain, and one problem per row that goes because of another one.

    Parameters
    ----------
    records
        Every record, with ids.
    facts
        The same, merged.
    faulty
        Rows with a blocking problem of their own; the rows that depend on them are added to it.

    Notes
    -----
    A row depends on a faulty one when it describes the same object, or names an object that only the faulty row
    describes. What already exists in the graph or in the reference needs no row.
    """
    issues: list[Issue] = []
    changed = True
    while changed:
        lost = {fact.id: reason for fact in facts if (reason := _loss(fact.records, faulty)) is not None}
        changed = False
        for record in records:
            if record.location in faulty:
                continue
            cause = next((id_ for id_ in _needs(record, facts) if id_ in lost), None)
            if cause is not None:
                faulty.add(record.location)
                issues.append(_explain(record, cause, lost[cause]))
                changed = True
    return [record for record in records if record.location not in faulty], issues


def _loss(records: Sequence[Record], faulty: set[Location]) -> Location | None:
    """Return the faulty row that takes an object with it, or None: one declaring row lost, all are."""
    declaring = [record.location for record in records if record.declares]
    return next((location for location in declaring if location in faulty), None)


def _needs(record: Record, facts: Facts) -> Iterable[str]:
    """Yield the ids without which a record says nothing sound."""
    statement = record.statement
    known = facts.known
    if isinstance(statement, NodeStatement):
        if record.declares or not known.labels(statement.id):
            yield statement.id
        specs = node_properties(statement.labels)
    else:
        if not record.declares and known.relationship(statement.id) is None:
            yield statement.id
        yield from (id_ for id_ in (statement.start, statement.end) if not known.labels(id_))
        if record.declares and facts.relationships[statement.id].contradictions:
            yield statement.id
        specs = relationship_properties(statement.type)
    for name, value in statement.properties.items():
        spec = specs.get(name)
        if spec and spec.reference_label and isinstance(value, str) and not known.labels(value):
            yield value


def _explain(record: Record, cause: str, where: Location) -> Issue:
    sheet = f"la feuille « {where.sheet} »" if where.sheet else where.file
    return problem(
        "ING-415", record.location, f"cette ligne dépend de la ligne {where.row} de {sheet}, écartée", value=cause
    )
