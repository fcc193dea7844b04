"""Keep the cells of a table as they were read, so that the rows left out can be given back to the person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.tables import Cells, Heading, RawTable, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTable:
    """
    Hold the cells of a table as they were read, so that rows left out can be given back.

    Parameters
    ----------
    file, sheet
        Place, as in the locations of its rows.
    title
        Name that says which sheet it is.
    headings
        Heading row, as read; the name of our own column where a mapping says it.
    rows
        Cells of each row, corrections of the person included, by its number.
    as_read
        Heading row as the problems name it; the same as `headings` when empty.
    written
        The same rows under the headings of the file, when they are not those of the model: what is given back.
    records
        Whether each row is one record of a JSON file, whole, in the only cell of its row.
    """

    file: str
    sheet: str | None
    title: str
    headings: tuple[str, ...]
    rows: dict[int, Sequence[object]] = field(default_factory=dict)
    as_read: tuple[str, ...] = ()
    written: KeptTable | None = None
    records: bool = False


def keep(table: RawTable, first: Cells, headings: Iterable[Heading]) -> KeptTable:
    """Return the place where the cells of a table are kept, under its headings as read."""
    mapped = {h.position: h.column.name for h in headings if h.column and h.text in (table.columns or {})}
    shown = ["" if is_empty(cell) else " ".join(str(cell).split()) for cell in first]
    return KeptTable(
        file=table.file,
        sheet=table.sheet,
        title=table.title,
        headings=tuple(mapped.get(position, text) for position, text in enumerate(shown)),
        as_read=tuple(shown),
    )


def keep_unread(table: RawTable, first: Row, rows: Iterable[Row]) -> KeptTable:
    """Return a table that no sheet describes, with its rows; one row alone may be a heading or not: it is kept too."""
    kept = keep(table, first[1], ())
    kept.rows.update(rows)
    return kept if kept.rows else replace(keep(table, (), ()), rows=dict([first]))


def rejected_rows(tables: Iterable[KeptTable], faulty: set[Location] | None) -> tuple[KeptTable, ...]:
    """
    Return the tables with the rows left out only; tables without any are dropped.

    Parameters
    ----------
    tables
        Every table read.
    faulty
        Places of the rows left out; every row when None.
    """
    found = []
    for table in tables:
        rows = dict(table.rows)
        if faulty is not None:
            numbers = {place.row for place in faulty if (place.file, place.sheet) == (table.file, table.sheet)}
            rows = {number: cells for number, cells in rows.items() if number in numbers} if numbers else {}
        if rows:
            found.append(replace(table, rows=rows))
    return tuple(found)
