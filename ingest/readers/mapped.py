"""Read any table whose columns a person has matched with those of the model (see `ingest.mapping`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.model.statement import NodeStatement
from graph.model.values import is_empty
from ingest.any_table import TOLD, may_be_table, open_tables, peek, texts, told_rows
from ingest.cells import as_text
from ingest.choices import Cell, Choices
from ingest.decode import decode
from ingest.issues import Issue, problem
from ingest.kept import KeptTable
from ingest.limits import counted
from ingest.mapping.ids import made_id
from ingest.mapping.model import TableMapping, shape_of
from ingest.mapping.sample import headings_of
from ingest.mapping.saved import load
from ingest.readers.base import NO_OPTIONS, ReadOptions, unreadable
from ingest.records import ReadResult
from ingest.sheets import find_sheet
from ingest.table_repairs import Repairs
from ingest.tables import APART, Cells, RawTable
from ingest.territory_cells import departements_beside

_AMONG = 20
_COMPOSED, _FILE = "identifiant composé", "nom du fichier"


class MappedReader:
    """Read a table of foreign headings, through the mapping kept for them."""

    name = "correspondance"
    title = "Tableau dont les colonnes ont été mises en correspondance"
    rank = 15

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a table for whose headings a mapping is kept."""
        if options.folder is None or not may_be_table(path):
            return False
        rows = (cells for look in peek(path) for _, cells in look.rows[:_AMONG])
        return any(load(options.folder, shape_of(headings_of(cells))) is not None for cells in rows)

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the tables say; one without a mapping is read under its own name."""
        result = ReadResult(reader=self.name)
        try:
            for table in open_tables(path, result.issues):
                _read_table(table, result, options)
        except OSError as error:
            return unreadable(path, self.name, error)
        return result


def _read_table(table: RawTable, result: ReadResult, options: ReadOptions) -> None:
    rows = list(table.filled_rows())
    for place, (number, cells) in enumerate(rows[:_AMONG]):
        mapping = load(options.folder, shape_of(headings_of(cells)))
        if mapping is not None:
            _tell(table, number, mapping, result)
            headings = headings_of(cells)
            # Told here, by the places of the file: in the table composed from it the columns stand elsewhere.
            shown = [text if column else "" for text, column in zip(headings, _meant(headings, mapping), strict=True)]
            below = told_rows(table, rows[place + 1 :], number, shown, options.choices, result.issues)
            found = decode(
                mapped_table(table, mapping, number, cells, below, options.choices), result.reader, options.choices
            )
            written = _written(table, mapping, cells, below, options.choices)
            found.tables = [replace(kept, written=written) for kept in found.tables]
            found.issues = [_about_the_name(issue, mapping) for issue in found.issues if issue.code not in TOLD]
            result.extend(found)
            result.issues += _collisions(table, mapping, found)
            return
    if rows and find_sheet(table.title) is None:
        message = (
            "pas de correspondance gardée pour cette feuille : "
            f"{counted(len(rows), 'ligne n’est pas lue', 'lignes ne sont pas lues')}"
        )
        result.issues.append(problem("ING-121", table.at(), message))
    elif rows:
        result.extend(decode(replace(table, rows=rows), result.reader, options.choices))


def mapped_table(
    table: RawTable,
    mapping: TableMapping,
    number: int,
    heading: Cells,
    below: Sequence[tuple[int, Cells]],
    choices: Choices,
) -> RawTable:
    """
    Return a table as the model reads it: its title is that of the sheet, ids and constants are added.

    Parameters
    ----------
    table
        Table of the file.
    mapping
        What its headings mean.
    number, heading
        Heading row.
    below
        Rows under it.
    choices
        Cells corrected: the ids follow them.
    """
    headings = headings_of(heading)
    meant = _meant(headings, mapping)
    kept = [place for place, column in enumerate(meant) if column is not None]
    names = {f"{name} (le même partout)": name for name in mapping.constants}
    cited = "source" not in mapping.columns.values() and mapping.sheet != "sources"
    added = [*([_COMPOSED] if mapping.composes_ids else []), *names, *([_FILE] if cited else [])]
    meanings = {_COMPOSED: "id", _FILE: "source", **names}
    meanings |= {headings[place]: column for place in kept if (column := meant[place])}
    label = mapping.target.label or ""

    def rows() -> Iterator[tuple[int, list[object]]]:
        yield number, [*added, *(headings[place] for place in kept)]
        for row, cells in below:
            given = [cells[place] if place < len(cells) else None for place in kept]
            first: list[object] = []
            if mapping.composes_ids:
                said = {
                    str(meant[place]): as_text(text)
                    for place, cell in zip(kept, given, strict=True)
                    if not is_empty(
                        text := choices.corrected(Cell(table.file, table.sheet, row, headings[place]), cell)
                    )
                }
                apart = [
                    (headings[p], as_text(c))
                    for p, c in zip(kept, given, strict=True)
                    if meant[p] == APART and not is_empty(c)
                ]
                first = [made_id(label, said, departements_beside(apart))]
            yield row, [*first, *mapping.constants.values(), *([table.file] if cited else []), *given]

    return replace(table, title=mapping.sheet, rows=rows(), columns=meanings, repairs=Repairs())


def _meant(headings: Sequence[str], mapping: TableMapping) -> list[str | None]:
    """Return the column that each heading means, None when it is not read."""
    columns = mapping.columns
    # By its folded words, since the mapping may come from a file that wrote them otherwise.
    known = {shape_of([text]): text for text in mapping.matches}
    return [columns.get(text) or columns.get(known.get(shape_of([text]), "")) for text in headings]


def _written(
    table: RawTable, mapping: TableMapping, heading: Cells, below: Sequence[tuple[int, Cells]], choices: Choices
) -> KeptTable:
    """Return the rows under the headings of the file, for whom gets them back; columns that are not read are empty."""
    named = headings_of(heading)
    unread = {shape_of([text]) for text in mapping.left_out}
    left_out = {text for text in named if shape_of([text]) in unread}
    # A title that the model knows would have the rows read under the headings of the model.
    title = table.title if find_sheet(table.title) is None else f"{table.title} à corriger"
    shown = tuple(texts(heading)[: len(named)])
    kept = KeptTable(file=table.file, sheet=table.sheet, title=title, headings=shown, as_read=tuple(named))
    for row, cells in below:
        given = [
            choices.corrected(Cell(table.file, table.sheet, row, text), cell)
            for text, cell in zip(named, [*cells, *[None] * (len(named) - len(cells))], strict=False)
        ]
        kept.rows[row] = [None if text in left_out else cell for text, cell in zip(named, given, strict=True)]
    return kept


def _tell(table: RawTable, number: int, mapping: TableMapping, result: ReadResult) -> None:
    pairs = [f"« {heading} » → {column}" for heading, column in mapping.columns.items()]
    left = f" Colonnes non lues : {', '.join(f'« {name} »' for name in mapping.left_out)}." if mapping.left_out else ""
    result.issues.append(
        problem(
            "ING-524",
            table.at(number),
            f"les lignes sont lues comme celles de la feuille « {mapping.sheet} », selon la correspondance gardée",
            expected=f"{', '.join(pairs)}.{left}",
        )
    )


def _about_the_name(issue: Issue, mapping: TableMapping) -> Issue:
    """Return a problem about the composed id as one about the name, for want of which there is none."""
    if issue.colonne != _COMPOSED:
        return issue
    message = "nom absent : sans lui, l’objet n’a pas d’identifiant (cellule vide)."
    return replace(issue, colonne=mapping.heading_of("nom") or _COMPOSED, message=message)


def _collisions(table: RawTable, mapping: TableMapping, found: ReadResult) -> Iterator[Issue]:
    """Say the rows whose composed id is that of an earlier row: they are one object."""
    if not mapping.composes_ids:
        return
    heading = mapping.heading_of("nom") or "nom"
    first: dict[str, int] = {}
    for record in found.records:
        row = record.location.row or 0
        if record.statement.id in first or not isinstance(record.statement, NodeStatement):
            known = first.get(record.statement.id)
            if known is not None and known != row:
                yield problem(
                    "ING-416",
                    table.at(row),
                    f"cette ligne est prise pour le même objet que la ligne {known}",
                    column=heading,
                    value=record.statement.properties.get("nom"),
                )
            continue
        first[record.statement.id] = row


READER = MappedReader()
