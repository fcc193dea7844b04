"""Keep what was put right in the cells of a table before its headings were known, and tell it once they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model.statement import Location
from ingest.choices import Cell, Choices
from ingest.encodings import LOST, as_read, is_lost, mend
from ingest.issues import Issue, problem, quoted

_MESSAGES = {
    "ING-511": "la cellule est fusionnée avec celle du dessus : sa valeur est recopiée",
    "ING-512": "des lettres étaient abîmées par un mélange d’encodages : elles sont remises",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRepair:
    """
    Hold one cell put right.

    Parameters
    ----------
    position
        Place of the column, from 0.
    code
        Rule.
    before, after
        Value as the file gives it, and as it is read.
    top
        Number of the row that the value comes from, when it was copied; 0 otherwise.
    """

    position: int
    code: str
    before: object
    after: object
    top: int = 0


@dataclass(slots=True)
class Repairs:
    """Gather the repairs of a table, by number of row, while its rows are read."""

    rows: dict[int, list[CellRepair]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, repairs: Iterable[CellRepair]) -> None:
        """Keep the repairs of a row."""
        self.rows[number] += repairs

    def forget(self, positions: Collection[int]) -> None:
        """Drop what was put right in columns that are not read."""
        for number, found in self.rows.items():
            self.rows[number] = [repair for repair in found if repair.position not in positions]


def mend_rows(rows: Iterable[tuple[int, Sequence[object]]], repairs: Repairs) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield the rows with the letters of their cells put right; each cell that changed is added to `repairs`."""
    for number, cells in rows:
        changed = [
            CellRepair(position=place, code="ING-512", before=as_read(cell), after=mended)
            for place, cell in enumerate(cells)
            if isinstance(cell, str) and (mended := mend(cell)) != cell
        ]
        if not changed:
            yield number, cells
            continue
        repairs.add(number, changed)
        right = list(cells)
        for repair in changed:
            right[repair.position] = repair.after
        yield number, right


def tell_repairs(
    repairs: Repairs,
    cells: Sequence[object],
    headings: Mapping[int, str],
    heading_row: int,
    where: Location,
    choices: Choices,
    issues: list[Issue],
) -> Sequence[object]:
    """
    Return the cells of a row without the repairs that are refused, and add the others to the problems.

    Parameters
    ----------
    repairs
        Repairs of the table.
    cells
        Row as repaired.
    headings
        Heading of each column read, by its place.
    heading_row
        Number of the heading row: what was copied from it, or from above, is no value.
    where
        Row.
    choices
        Repairs refused.
    issues
        Where the repairs, and the letters lost, are added.
    """
    row = where.row or 0
    shown = list(cells)
    mended = repairs.rows.pop(row, ()) if repairs.rows else ()
    if not mended and not any(LOST in value for value in shown if isinstance(value, str)):
        return shown
    # Newest first: a cell copied from a merged one may have been mended before.
    for repair in reversed(mended):
        heading = headings.get(repair.position)
        cell = Cell(where.file, where.sheet, row, heading or "")
        if heading is None or choices.refuses(repair.code, cell) or (repair.top and repair.top <= heading_row):
            shown[repair.position] = repair.before
            continue
        if _corrected(where, heading, choices):
            continue
        issue = problem(
            repair.code,
            where,
            _MESSAGES[repair.code],
            column=heading,
            value=repair.before,
            empty=repair.before is None,
            expected=f"Lu\u00a0: « {quoted(repair.after)} ».",
            after=str(repair.after),
        )
        issues.append(replace(issue, valeur="") if repair.before is None else issue)
    for position, value in enumerate(shown):
        if position not in headings:
            continue  # A column that is not read may name persons.
        if isinstance(value, str) and is_lost(value) and not _corrected(where, headings[position], choices):
            issues.append(
                problem(
                    "ING-217",
                    where,
                    "une lettre de cette cellule est perdue, rien dans le fichier ne la donne",
                    column=headings[position],
                    value=value,
                )
            )
    return shown


def _corrected(where: Location, heading: str, choices: Choices) -> bool:
    return Cell(where.file, where.sheet, where.row or 0, heading) in choices.corrections
