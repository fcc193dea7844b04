"""Leave aside the rows that a prepared workbook proposes and nobody filled in: they say where to look, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.columns import Part
from ingest.issues import Issue, problem
from ingest.sheets import Sheet, match_heading
from ingest.tables import GUIDE, Cells


class GuideRows:
    """
    Tell the rows of a table that are still only a proposal.

    Parameters
    ----------
    sheet
        Sheet that the table is.
    headings
        Heading row.

    Notes
    -----
    Such a row has something under `_aide` and, beside it, nothing but what the workbook itself wrote: an id, a nature
    (a required list of values) and links. One more cell filled in, the name first of all, makes it a row as any other.
    """

    def __init__(self, sheet: Sheet, headings: Cells) -> None:
        self.count = 0
        self._help: int | None = None
        self._given: set[int] = set()
        for position, cell in enumerate(headings):
            text = "" if is_empty(cell) else " ".join(str(cell).split())
            if text.casefold() == GUIDE:
                self._help = position
                continue
            column = match_heading(sheet, text) if text else None
            if column is None:
                continue
            nature = column.spec is not None and column.spec.required and column.spec.vocabulary
            if column.part in {Part.ID, Part.RACCOURCI} or nature:
                self._given.add(position)

    def without(self, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
        """Yield the rows that say something, and count the others."""
        if self._help is None:
            yield from rows
            return
        for number, cells in rows:
            if self._proposes(cells):
                self.count += 1
            else:
                yield number, cells

    def told(self, where: Location) -> list[Issue]:
        """Return what to say of the rows left aside."""
        if not self.count:
            return []
        many = self.count > 1
        text = "lignes proposées n’ont pas été remplies" if many else "ligne proposée n’a pas été remplie"
        end = "elles ne sont pas lues" if many else "elle n’est pas lue"
        return [problem("ING-525", where, f"{self.count}\u00a0{text}\u00a0: {end}")]

    def _proposes(self, cells: Cells) -> bool:
        filled = {position for position, cell in enumerate(cells) if not is_empty(cell)}
        return self._help in filled and filled <= {self._help, *self._given}
