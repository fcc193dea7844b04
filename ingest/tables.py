"""Hold a table as a file gives it (title, headings, rows), and match its headings with the columns of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.columns import Column, Part
from ingest.headings import nearest_word
from ingest.issues import Issue, problem
from ingest.sheets import Sheet, match_heading
from ingest.table_repairs import Repairs

Cells = Sequence[object]

_LONGEST = 200

APART = "autres informations"
"""Meaning of a heading whose column is kept apart on purpose."""


ABOVE = 20
"""Rows of titles that may stand above the headings."""

REASONS = "_motif"
"""Heading of the column that says why a row was left out: never read."""

GUIDE = "_aide"
"""Heading of the column that says where to find what a row asks for: never read (see `ingest.guide_rows`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """
    Hold one table of a file.

    Parameters
    ----------
    file
        Name of the file, for messages.
    title
        Name that says which sheet it is (name of the sheet, or of the CSV file without its extension).
    sheet
        Name of the sheet for messages, None when the file holds only one table.
    rows
        (number as the spreadsheet shows it, cells) of every row, the heading included; read once.
    columns
        Meaning of headings that are not ours: name of a column of the sheet, or `APART` to keep what it holds in
        « Autres informations ». A heading that is not there is matched as usual.
    repairs
        Cells put right while `rows` is read.
    """

    file: str
    title: str
    sheet: str | None
    rows: Iterable[tuple[int, Cells]]
    columns: Mapping[str, str] | None = None
    repairs: Repairs = field(default_factory=Repairs)

    def at(self, row: int | None = None) -> Location:
        """Return a place in this table."""
        return Location(file=self.file, sheet=self.sheet, row=row)

    def filled_rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows that hold at least one value."""
        for number, cells in self.rows:
            for cell in cells:
                # A letter or a digit at the beginning is quicker to see than nothing anywhere.
                if (isinstance(cell, str) and cell[:1].isalnum()) or not is_empty(cell):
                    yield number, cells
                    break


@dataclass(frozen=True, slots=True)
class Heading:
    """
    Match one column of a table.

    Parameters
    ----------
    position
        Place of the column, from 0.
    text
        Heading as written, or « colonne H » when it has none.
    column
        Column it names, or None when it is unknown.
    """

    position: int
    text: str
    column: Column | None


@dataclass(slots=True)
class Header:
    """
    Match the heading row of a table with a sheet.

    Parameters
    ----------
    headings
        Columns read: known ones and those kept in `extra`; columns of the reference are left out.
    issues
        Problems of the heading.
    """

    headings: list[Heading]
    issues: list[Issue]

    @property
    def usable(self) -> bool:
        """Tell whether the rows below can be read."""
        return not any(issue.blocking for issue in self.issues)


Row = tuple[int, Cells]


def heading_row(sheet: Sheet | None, table: RawTable) -> tuple[Row | None, Iterator[Row], Issue | None]:
    """
    Return the heading row of a table, the filled rows below it, and what to say when titles stand above it.

    Parameters
    ----------
    sheet
        Sheet that the table is; without one the first filled row is the heading.
    table
        Table; its rows are consumed.

    Notes
    -----
    The first row is the heading when it has every column that the sheet requires. Else it is the one, among the
    first ones, that has the most columns of the sheet.
    """
    rows = table.filled_rows()
    first = next(rows, None)
    if first is None or sheet is None or _is_whole(sheet, table, first[1]):
        return first, rows, None
    near = [first, *islice(rows, ABOVE)]
    known = [known_headings(sheet, cells, table.columns) for _, cells in near]
    place = known.index(max(known))
    if place == 0 or known[place] < 2:
        return first, chain(near[1:], rows), None
    number = near[place][0]
    note = problem(
        "ING-521",
        table.at(number),
        f"les titres des colonnes sont à la ligne {number} : ce qui est au-dessus n’est pas lu",
    )
    return near[place], chain(near[place + 1 :], rows), note


def known_headings(sheet: Sheet, cells: Cells, columns: Mapping[str, str] | None = None) -> int:
    """Return how many different columns of a sheet a row names."""
    return len(_named(sheet, cells, columns))


def _named(sheet: Sheet, cells: Cells, columns: Mapping[str, str] | None) -> set[str]:
    texts = (" ".join(str(cell).split()) for cell in cells if not is_empty(cell))
    found = (match_heading(sheet, (columns or {}).get(text, text)) for text in texts if len(text) <= _LONGEST)
    return {column.name for column in found if column}


def _is_whole(sheet: Sheet, table: RawTable, cells: Cells) -> bool:
    required = {column.name for column in sheet.columns if column.required}
    return required <= _named(sheet, cells, table.columns)


def read_header(sheet: Sheet, table: RawTable, row: int, cells: Cells) -> Header:
    """
    Match the heading row of a table with the columns of its sheet.

    Parameters
    ----------
    sheet
        Sheet that the table is.
    table
        Table, for messages.
    row
        Number of the heading row.
    cells
        Heading row.
    """
    where = table.at(row)
    header = Header([], [])
    taken: dict[str, str] = {}
    apart: set[str] = set()
    for position, cell in enumerate(cells):
        text = "" if is_empty(cell) else " ".join(str(cell).split())
        if text.casefold() in {REASONS, GUIDE}:
            continue
        meaning = (table.columns or {}).get(text, text)
        column = match_heading(sheet, meaning) if meaning and meaning != APART else None
        if column is None:
            if text in apart:
                # Two columns that are kept apart under one heading would lose the first one.
                text = f"{text} (colonne {letters(position)})"
            apart.add(text)
            header.headings.append(Heading(position, text or f"colonne {letters(position)}", None))
            if text and meaning != APART:
                header.issues.append(_unknown(sheet, table, row, text))
        elif column.name in taken:
            header.issues.append(
                problem(
                    "ING-112",
                    where,
                    f"les colonnes « {taken[column.name]} » et « {text} » disent la même chose",
                    column=text,
                )
            )
        elif column.spec is not None and column.spec.filled_by != "fichier":
            header.issues.append(
                problem(
                    "ING-116",
                    where,
                    "cette information vient du référentiel des territoires et n’est pas lue ici",
                    column=text,
                )
            )
        else:
            taken[column.name] = text
            header.headings.append(Heading(position, text, column))
    missing = [column.name for column in sheet.columns if column.required and column.name not in taken]
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        header.issues.append(
            problem(
                "ING-111", where, f"colonne absente : {names}" if len(missing) == 1 else f"colonnes absentes : {names}"
            )
        )
    return header


def letters(position: int) -> str:
    """
    Return the letters that a spreadsheet gives to a column.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


def _unknown(sheet: Sheet, table: RawTable, row: int, text: str) -> Issue:
    near = nearest_word(text, [column.name for column in sheet.template_columns])
    if any(column.part in {Part.ID, Part.DE} for column in sheet.columns):
        return problem(
            "ING-113",
            table.at(row),
            "colonne inconnue, gardée dans « Autres informations »",
            column=text,
            suggestion=near,
        )
    return problem(
        "ING-117", table.at(row), "colonne inconnue : une preuve ne peut pas la garder", column=text, suggestion=near
    )
