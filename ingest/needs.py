"""Read the territory of a diagnostic as the one that has the need, when no row says which territories have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from graph.model.statement import Location, NodeStatement, RelationshipStatement
from ingest.issues import Issue, problem
from ingest.records import Record

NEED: Final = "Besoin"
TYPE: Final = "A_BESOIN"
_TERRITORY: Final = "territoire"


def needs_of_diagnostics(records: Iterable[Record]) -> tuple[list[Record], list[Issue]]:
    """
    Return the relationships that the territories of diagnostics state, and what tells that they were read so.

    Parameters
    ----------
    records
        Records of every file, their references resolved.

    Notes
    -----
    Only the rows of a sheet are read so: an export says every relationship of its own. A need whose territories are
    said, in its column `territoires` or in a row of relationships, has those and no other.
    """
    rows = list(records)
    told = {
        record.statement.end
        for record in rows
        if isinstance(record.statement, RelationshipStatement) and record.statement.type == TYPE
    }
    found: list[Record] = []
    places: dict[tuple[str, str | None, str], list[Location]] = defaultdict(list)
    for record in rows:
        need = record.statement
        if not isinstance(need, NodeStatement) or NEED not in need.labels or need.id in told:
            continue
        territory, heading = need.properties.get(_TERRITORY), record.headings.get(_TERRITORY)
        if not isinstance(territory, str) or heading is None:
            continue
        ends = {"start": heading, "end": heading, "source": record.headings.get("source", "source")}
        stated = RelationshipStatement(
            type=TYPE, start=territory, end=need.id, properties={}, preuves=need.preuves, location=record.location
        )
        found.append(Record(statement=stated, headings=ends, start_labels=("Territoire",), end_labels=(NEED,)))
        places[record.location.file, record.location.sheet, heading].append(record.location)
    return found, [_told(heading, where) for (_, _, heading), where in places.items()]


def _told(heading: str, rows: list[Location]) -> Issue:
    """Say, once per table, that the territory of the diagnostic is read as the one that has the need."""
    count = len(rows)
    which = f"ces {count}\u00a0besoins" if count > 1 else "ce besoin"
    where = rows[0] if count == 1 else Location(file=rows[0].file, sheet=rows[0].sheet)
    return problem(
        "ING-526",
        where,
        f"le territoire du diagnostic est lu comme celui qui a {which}",
        column=heading,
    )
