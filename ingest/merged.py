"""Copy the value of a merged cell down the rows that it covers, and remember what was copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.model.values import is_empty
from ingest.table_repairs import CellRepair, Repairs
from ingest.tables import Cells

Corner = tuple[int, int]


def fill_merged(
    rows: Iterable[tuple[int, Cells]], ranges: Iterable[tuple[Corner, Corner]], repairs: Repairs
) -> Iterator[tuple[int, Cells]]:
    """
    Yield the rows with the values of the cells merged downwards.

    Parameters
    ----------
    rows
        (number, cells), in order.
    ranges
        First and last corner (row, column, from 0) of each merged range.
    repairs
        Where each copy is added.

    Notes
    -----
    A row that holds nothing else stays empty. A range merged sideways only is a title: nothing is copied.
    """
    starting: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, _) in ranges:
        if bottom > top:
            starting[top + 1].append((left, bottom + 1))
    if not starting:
        yield from rows
        return
    open_ranges: dict[int, tuple[int, int, object]] = {}
    for number, cells in rows:
        open_ranges = {left: held for left, held in open_ranges.items() if held[1] >= number}
        copied = [
            CellRepair(position=left, code="ING-511", before=None, after=value, top=top)
            for left, (top, _, value) in sorted(open_ranges.items())
            if left >= len(cells) or is_empty(cells[left])
        ]
        shown = cells
        if copied and not all(is_empty(cell) for cell in cells):
            width = max(len(cells), copied[-1].position + 1)
            filled = [*cells, *[None] * (width - len(cells))]
            for repair in copied:
                filled[repair.position] = repair.after
            repairs.add(number, copied)
            shown = filled
        for left, bottom in starting.pop(number, ()):
            if left < len(cells) and not is_empty(cells[left]):
                open_ranges[left] = (number, bottom, cells[left])
        yield number, shown
