"""Hold a table as a file gives it (title, headings, rows), and match its headings with the columns of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.statement import Location
from graph.model.values import is_empty
from ingest.columns import Column, Part
from ingest.headings import nearest
from ingest.issues import Issue, problem
from ingest.sheets import Sheet, match_heading

Cells = Sequence[object]


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
    """

    file: str
    title: str
    sheet: str | None
    rows: Iterable[tuple[int, Cells]]

    def at(self, row: int | None = None) -> Location:
        """Return a place in this table."""
        return Location(file=self.file, sheet=self.sheet, row=row)

    def filled_rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows that hold at least one value."""
        return ((number, cells) for number, cells in self.rows if not all(is_empty(cell) for cell in cells))


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
    for position, cell in enumerate(cells):
        text = "" if is_empty(cell) else " ".join(str(cell).split())
        column = match_heading(sheet, text) if text else None
        if column is None:
            header.headings.append(Heading(position, text or f"colonne {letters(position)}", None))
            if text:
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
    near = nearest(text, [column.name for column in sheet.template_columns], cutoff=82)
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
