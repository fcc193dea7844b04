"""Take a sample of each table of a file: its headings and its first rows, as the mapping of columns needs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.any_table import Peek, peek, texts
from ingest.mapping.model import shape_of, unique
from ingest.tables import Cells

_AMONG = 20
_FULL = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSample:
    """
    Hold the beginning of one table.

    Parameters
    ----------
    title
        Name of the sheet, or of the CSV file without its extension.
    sheet
        Name of the sheet, None for a CSV file.
    row
        Number of the heading row.
    headings
        Headings, all different.
    rows
        First rows below, as text, as long as the headings.
    """

    title: str
    sheet: str | None
    row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def shape(self) -> str:
        """Return the name of the set of headings."""
        return shape_of(self.headings)

    def values(self, heading: str) -> list[str]:
        """Return the filled cells of a column."""
        place = self.headings.index(heading)
        return [row[place] for row in self.rows if row[place]]


def samples(path: Path) -> tuple[TableSample, ...]:
    """Return a sample of each table of a file that has a heading row and a row below it; none for another file."""
    return tuple(found for look in peek(path) if (found := _sample(look)) is not None)


def heading_row(look: Peek) -> int | None:
    """Return the number of the row that reads like a heading: texts only, nearly as wide as the widest; or None."""
    widths = [sum(1 for text in texts(cells) if text) for _, cells in look.rows[:_AMONG]]
    widest = max(widths, default=0)
    for (number, cells), width in zip(look.rows[:_AMONG], widths, strict=True):
        if width >= max(1, _FULL * widest) and all(isinstance(cell, str) or cell is None for cell in cells):
            return number
    return None


def sample_at(look: Peek, row: int) -> TableSample:
    """Return the sample of a table whose heading row is known."""
    heading = next(cells for number, cells in look.rows if number == row)
    headings = headings_of(heading)
    below = [texts(_whole(cells)) for number, cells in look.rows if number > row]
    width = len(headings)
    rows = tuple(tuple([*cells, *[""] * width][:width]) for cells in below)
    return TableSample(title=look.title, sheet=look.sheet, row=row, headings=tuple(headings), rows=rows)


def _whole(cells: Cells) -> Cells:
    """Return cells, the whole numbers of a spreadsheet without decimals: 35236, not 35236.0."""
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in cells]


def headings_of(cells: Cells) -> list[str]:
    """Return the headings of a row, all different, empty ones at the end left out."""
    shown = texts(cells)
    while shown and not shown[-1]:
        shown.pop()
    return unique(shown)


def _sample(look: Peek) -> TableSample | None:
    row = heading_row(look)
    found = sample_at(look, row) if row is not None else None
    return found if found and found.rows else None
