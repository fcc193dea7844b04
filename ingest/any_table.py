"""Open the tables of any CSV or workbook, whatever they are called; look at their first rows before that.

Readers of foreign files recognise theirs by it, and the mapping of columns takes its sample there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, SheetTypeEnum

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.calendar_1904 import counts_from_1904, marked
from ingest.choices import Choices
from ingest.csv_text import TableRefused, csv_rows, separator, separator_note
from ingest.encodings import decode_text
from ingest.issues import Issue, problem
from ingest.kinds_of_files import TEXTS, WORKBOOKS, is_text, is_workbook
from ingest.limits import MAX_BYTES, MAX_ROWS, size, too_many_rows
from ingest.merged import fill_merged
from ingest.readers.base import beginning
from ingest.sheets import find_sheet, is_ignored
from ingest.table_repairs import Repairs, mend_rows, tell_repairs
from ingest.tables import Cells, RawTable
from ingest.workbook_scan import open_workbook, scan, sheet_titles

LOOKED_AT = 40
"""Rows that a look takes from each table."""
_HEADING_AMONG = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Peek:
    """
    Hold the beginning of one table.

    Parameters
    ----------
    title
        Name of the sheet, or of the CSV file without its extension.
    sheet
        Name of the sheet, None for a CSV file.
    rows
        (number, cells) of the first filled rows, at most `LOOKED_AT`.
    """

    title: str
    sheet: str | None
    rows: tuple[tuple[int, tuple[object, ...]], ...]

    def heading(self, fits: Callable[[Sequence[str]], bool]) -> int | None:
        """Return the number of the first row, among the twenty first, that reads like a heading; None if none does."""
        return next((number for number, cells in self.rows[:_HEADING_AMONG] if fits(texts(cells))), None)


def texts(cells: Cells) -> list[str]:
    """Return the headings of a row: texts on one line, empty where a cell is."""
    return ["" if is_empty(cell) else " ".join(str(cell).split()) for cell in cells]


TOLD = frozenset({"ING-217"})
"""Problems that `told_rows` has said: the tables composed from its rows would say them again."""


def told_rows(
    table: RawTable,
    rows: Iterable[tuple[int, Cells]],
    heading_row: int,
    headings: Sequence[str],
    choices: Choices,
    issues: list[Issue],
) -> list[tuple[int, Cells]]:
    """
    Return rows without the repairs of letters and merged cells that are refused, the others told.

    Parameters
    ----------
    table
        Table as opened.
    rows
        Its rows under the heading.
    heading_row, headings
        Heading row, 0 when the file has none.
    choices
        Repairs refused.
    issues
        Where the repairs are added.
    """
    shown = {place: text for place, text in enumerate(headings) if text}
    return [
        (number, tell_repairs(table.repairs, cells, shown, heading_row, table.at(number), choices, issues))
        for number, cells in rows
    ]


def may_be_table(path: Path) -> bool:
    """Tell whether a file has the name of a CSV or of a workbook."""
    return path.suffix.lower() in TEXTS | WORKBOOKS and not path.is_dir()


def _is_book(path: Path) -> bool:
    """Tell a workbook from a text by what it holds: names are not always right."""
    start = beginning(path)
    return is_workbook(start) or (path.suffix.lower() in WORKBOOKS and not is_text(start))


def peek(path: Path) -> tuple[Peek, ...]:
    """
    Return the beginning of each table of a file; none when it is not one, or when its sheets are those of the model.

    Notes
    -----
    A workbook whose sheets have known names is not opened; another one is measured first, as for a real reading.
    """
    try:
        state = path.stat()
    except OSError:
        return ()
    return _peek(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _peek(path: Path, modified: int, length: int) -> tuple[Peek, ...]:
    # The time and the size are there for the cache: the same file is looked at by several readers.
    if path.is_dir() or not 0 < length <= MAX_BYTES:
        return ()
    issues: list[Issue] = []
    where = Location(file=path.name)
    if not may_be_table(path):
        return ()
    if not _is_book(path):
        text = decode_text(beginning(path)).text
        sign = separator(text, None)
        try:
            rows = tuple((n, tuple(cells)) for n, cells in islice(_filled(csv_rows(text, sign, where)), LOOKED_AT))
        except TableRefused:
            # What the file really is will be told when it is read.
            rows = tuple((n, tuple(cells)) for n, cells in islice(_filled(_plain_rows(text, sign)), LOOKED_AT))
        return (Peek(title=path.stem, sheet=None, rows=rows),)
    titles = sheet_titles(path)
    if titles and all(is_ignored(title) or find_sheet(title) for title in titles):
        return ()
    found = []
    for table in open_tables(path, issues):
        first = islice(table.filled_rows(), LOOKED_AT)
        found.append(Peek(title=table.title, sheet=table.sheet, rows=tuple((n, tuple(cells)) for n, cells in first)))
    return tuple(found)


def open_tables(path: Path, issues: list[Issue], *, quoted: bool = True) -> Iterator[RawTable]:
    """
    Yield the tables of a file, in order; problems of the file are added to `issues`.

    Parameters
    ----------
    path
        CSV file or workbook.
    issues
        Where problems are added; nothing is yielded when one of them is about the whole file.
    quoted
        Whether a quotation mark keeps the cells of a CSV file together, as usual.
    """
    where = Location(file=path.name)
    if _is_book(path):
        found = scan(path)
        issues += found
        if any(issue.blocking and issue.ligne is None for issue in found):
            return
        try:
            yield from _sheets(path)
        except CalamineError:
            issues.append(problem("ING-106", where, "le fichier est abîmé ou incomplet"))
        return
    length = path.stat().st_size
    if length == 0:
        issues.append(problem("ING-103", where, "le fichier est vide"))
    elif length > MAX_BYTES:
        expected = f"La limite est de {size(MAX_BYTES)}."
        issues.append(problem("ING-107", where, f"le fichier pèse {size(length)}", expected=expected))
    else:
        table = _csv_table(path, where, issues, quoted=quoted)
        if table is not None:
            yield table


def _sheets(path: Path) -> Iterator[RawTable]:
    apart = counts_from_1904(path)
    with open_workbook(path) as workbook:
        for entry in workbook.sheets_metadata:
            if entry.typ is not SheetTypeEnum.WorkSheet or is_ignored(entry.name):
                continue
            sheet = workbook.get_sheet_by_name(entry.name)
            padding: list[object] = [None] * sheet.start[1] if sheet.start else []
            cells = enumerate(sheet.iter_rows(), start=1) if sheet.start else ()
            repairs = Repairs()
            whole = ((number, [*padding, *row]) for number, row in cells)
            mended = mend_rows(marked(whole) if apart else whole, repairs)
            rows = fill_merged(mended, sheet.merged_cell_ranges or (), repairs)
            yield RawTable(file=path.name, title=entry.name, sheet=entry.name, rows=rows, repairs=repairs)


def _csv_table(path: Path, where: Location, issues: list[Issue], *, quoted: bool) -> RawTable | None:
    """Return the table of a CSV file, read whole; None, with a problem, when it cannot be cut into columns."""
    decoded = decode_text(path.read_bytes())
    if decoded.title:
        issues.append(problem("ING-522", where, f"le fichier n’est pas en UTF-8 : il est lu en {decoded.title}"))
    sign = separator(decoded.text, None)
    issues += [note for note in [separator_note(sign, where)] if note]
    repairs = Repairs()
    rows = csv_rows(decoded.text, sign, where) if quoted else _plain_rows(decoded.text, sign)
    try:
        mended = list(mend_rows(rows, repairs))
    except TableRefused as refused:
        issues.append(refused.issue)
        return None
    if sum(1 for _ in _filled(mended)) > MAX_ROWS + 1:
        issues.append(too_many_rows(where))
        return None
    return RawTable(file=path.name, title=path.stem, sheet=None, rows=mended, repairs=repairs)


def _plain_rows(text: str, sign: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a file where a quotation mark is a letter like another."""
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, line.split(sign)


def _filled(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    return ((number, cells) for number, cells in rows if not all(is_empty(cell) for cell in cells))
