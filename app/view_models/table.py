"""Turn the rows of an answer into a table ready to draw: French headings, readable values, no technical id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.view_models.parts import PartView, build_parts
from app.view_models.proof import ProofView, build_proofs, proof_count
from app.view_models.terms import CERTAINTIES, Mark, acronyms, certainty_mark, is_id, word
from app.view_models.typography import number, readable, sentence, typeset
from graph.answer import Column, Proof, Row, Table

Cell = str | int | float | None

MOST_ROWS = 1_000
"""Rows drawn in one table; a browser slows down beyond, and nobody reads so many."""

_NUMBERS = frozenset({"entier", "decimal"})
_LONG, _SHORT = 45, 14
_RANK = {code: rank for rank, code in enumerate(CERTAINTIES)}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """Describe one column as drawn: its name in the answer, French heading, what it means, whether it holds numbers."""

    name: str
    title: str
    help: str
    numeric: bool


def columns_of(*columns: tuple[str, str, str, bool]) -> tuple[ColumnView, ...]:
    """Return columns by (name, title, help, whether numeric)."""
    return tuple(ColumnView(name, title, help_, numeric) for name, title, help_, numeric in columns)


@dataclass(frozen=True, slots=True)
class RowView:
    """
    Hold one row as drawn.

    Parameters
    ----------
    title
        First text of the row: what it is about.
    cells
        Values by name of column, as people read them; numbers stay numbers.
    sort
        Values by name of column, as they are ordered: dates stay ISO dates.
    links
        Objects the row names: (id, name), each once.
    certainty
        How sure the row is, or None when the table says nothing of it.
    preuves
        What proves it, as the answer gives it.
    said
        What the row says, in one sentence.
    parts
        Parts of its score.
    titles
        Titles of the documents by the name that proofs cite.
    """

    title: str
    cells: Mapping[str, Cell]
    sort: Mapping[str, Cell]
    links: tuple[tuple[str, str], ...]
    certainty: Mark | None
    preuves: tuple[Proof, ...]
    said: str = ""
    parts: tuple[PartView, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def proofs(self) -> tuple[ProofView, ...]:
        """Return what proves it, ready to draw: made when it is opened, a table has thousands."""
        return build_proofs(self.preuves, self.titles)

    @property
    def proof_text(self) -> str:
        """Return how many quotes prove it."""
        return proof_count(len(self.preuves))


@dataclass(frozen=True, slots=True)
class TableView:
    """
    Hold a table.

    Parameters
    ----------
    title
        Heading.
    columns, rows
        What is drawn, in order.
    more
        Columns that only the drawer of a row shows.
    hidden
        Number of rows that the answer has beyond those drawn.
    """

    title: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    more: tuple[ColumnView, ...] = ()
    hidden: int = 0

    @property
    def has_certainty(self) -> bool:
        """Tell whether its rows say how sure they are."""
        return any(row.certainty for row in self.rows)


def build_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    titles: Mapping[str, str],
    *,
    title: str = "",
    certainty: bool = True,
    left_out: frozenset[str] = frozenset(),
    title_from: Sequence[str] = (),
) -> TableView:
    """
    Return a table ready to draw.

    Parameters
    ----------
    columns, rows
        As the answer gives them.
    titles
        Titles of the documents by the name that proofs cite.
    title
        Heading of the table.
    certainty
        Whether rows say how sure they are.
    left_out
        Names of columns that only the drawer of a row shows.
    title_from
        Names of the columns that name a row; by default its first text.

    Notes
    -----
    A column of ids is never drawn: its readable twin is, and the ids become links. A column that is empty on every row
    is left out too. Only the first `MOST_ROWS` rows are drawn; the others are counted.
    """
    hidden = max(0, len(rows) - MOST_ROWS)
    rows = rows[:MOST_ROWS]
    shown = _distinct([column for column in columns if not _technical(column, rows) and not _empty(column, rows)], rows)
    views = tuple(
        RowView(
            title=_title(shown, row, title_from),
            cells={column.nom: _cell(column, row) for column in shown},
            sort={column.nom: _sort_key(column, row) for column in shown},
            links=_links(columns, row),
            certainty=certainty_mark(str(row.certitude), _text(row.valeurs.get("statut"))) if certainty else None,
            preuves=row.preuves,
            titles=titles,
            said=sentence(row.phrase) if row.phrase else "",
            parts=build_parts(row.parts),
        )
        for row in rows
    )
    return TableView(
        title=title,
        columns=tuple(_column(column) for column in shown if column.nom not in left_out),
        rows=views,
        more=tuple(_column(column) for column in shown if column.nom in left_out),
        hidden=hidden,
    )


def build_second_table(table: Table, titles: Mapping[str, str]) -> TableView:
    """Return a second table of an answer ready to draw; its rows do not say how sure they are."""
    return build_table(table.colonnes, table.lignes, titles, title=table.titre, certainty=False)


def payload(table: TableView, *, height: int) -> dict[str, Any]:
    """
    Return the JSON that the browser draws.

    Parameters
    ----------
    table
        What to draw.
    height
        Most height, in pixels.

    Returns
    -------
    data
        Keys `version` (changes when something drawn changes), `title`, `height`, `columns` (`title`, `help`,
        `numeric`, `state`, `short`, `wide`), `rows` (`title`, `cells` as text, `sort`, `help`, `opens`),
        `meanings` (acronyms), `opens` (whether rows have something to open).
    """
    columns = [
        {
            "title": column.title,
            "help": column.help,
            "numeric": column.numeric,
            "state": False,
            "short": all(len(str(row.cells[column.name] or "")) <= _SHORT for row in table.rows),
            "wide": any(len(str(row.cells[column.name] or "")) > _LONG for row in table.rows),
        }
        for column in table.columns
    ]
    digits = {column.name: _digits(row.cells[column.name] for row in table.rows) for column in table.columns}
    stated = table.has_certainty
    if stated:
        signs = ", ".join(mark.text for mark in CERTAINTIES.values())
        columns.append(
            {"title": "Certitude", "help": signs, "numeric": False, "state": True, "short": True, "wide": False}
        )
    data = {
        "title": table.title or "Réponse",
        "columns": columns,
        "rows": [_row_payload(table, row, digits, certainty=stated) for row in table.rows],
        "meanings": dict(acronyms(" ".join(str(cell) for row in table.rows for cell in row.cells.values()))),
        "opens": any(row.preuves or row.links or row.said for row in table.rows),
        "height": height,
    }
    return {**data, "version": hashlib.sha256(repr(data).encode()).hexdigest()[:16]}


def _row_payload(table: TableView, row: RowView, digits: Mapping[str, int], *, certainty: bool) -> dict[str, Any]:
    cells = [_shown(row.cells[column.name], digits[column.name]) for column in table.columns]
    sort = [row.sort[column.name] for column in table.columns]
    if certainty:
        cells.append(row.certainty.text if row.certainty else "")
        sort.append(_RANK.get(row.certainty.code, 9) if row.certainty else 9)
    return {
        "title": row.title,
        "cells": cells,
        "sort": sort,
        "help": row.certainty.help if row.certainty else "",
        "opens": row.proof_text if row.preuves else "calcul" if row.said else "aucune preuve" if row.links else "",
    }


def _shown(cell: Cell, digits: int) -> str:
    if isinstance(cell, int | float):
        return number(cell, digits)
    return cell or ""


def _digits(cells: Iterable[Cell]) -> int:
    """
    Return how many digits after the comma the numbers of a column have at least.

    Shares and indices (from -1 to 1) all have as many, so that they compare at a glance; a column that mixes counts
    and shares has each number as it needs.
    """
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if any(abs(number) > 1 for number in numbers):
        return 0
    return max((len(f"{number:.3f}".rstrip("0").partition(".")[2]) for number in numbers), default=0)


def _technical(column: Column, rows: Sequence[Row]) -> bool:
    if column.nom.endswith("_id") or column.nom in {"id", "champ", "brut", "type_relation"}:
        return True
    if column.type != "liste":
        return False
    values = [item for row in rows for item in row.valeurs.get(column.nom) or ()]
    return bool(values) and all(is_id(item) for item in values)


def _empty(column: Column, rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.valeurs.get(column.nom) in (None, "", []) for row in rows)


def _distinct(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """Leave out a text column that a later one repeats word for word: a code beside its own label."""
    texts = [tuple(_cell(column, row) for row in rows) if column.type == "texte" else None for column in columns]
    return [
        column for place, column in enumerate(columns) if texts[place] is None or texts[place] not in texts[place + 1 :]
    ]


def _cell(column: Column, row: Row) -> Cell:
    value = row.valeurs.get(column.nom)
    if column.type in _NUMBERS:
        return round(value, 3) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if isinstance(value, list | tuple):
        return " · ".join(readable(word(column.nom, item) if isinstance(item, str) else item) for item in value)
    if isinstance(value, str) and column.type != "date":
        said = word(column.nom, value)
        return sentence(said) if said != value else readable(value)
    return readable(value, column.type)


def _title(shown: Sequence[Column], row: Row, names: Sequence[str]) -> str:
    if names:
        return " ".join(str(_cell(column, row)) for name in names for column in shown if column.nom == name)
    for column in shown:
        if column.type in {"texte", "liste"} and row.valeurs.get(column.nom):
            return str(_cell(column, row))
    return "Ligne"


def _links(columns: Sequence[Column], row: Row) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for column in columns:
        value = row.valeurs.get(column.nom)
        twin = row.valeurs.get(column.nom.removesuffix("_id"))
        if column.nom.endswith("_id") and is_id(value):
            found.setdefault(str(value), readable(twin) or str(value))
        elif column.type == "liste" and value and all(is_id(item) for item in value):
            names = next((row.valeurs.get(n) for n in ("titres", f"noms_{column.nom}") if row.valeurs.get(n)), None)
            for position, item in enumerate(value):
                named = names[position] if isinstance(names, list | tuple) and len(names) == len(value) else item
                found.setdefault(str(item), readable(named))
    return tuple(found.items())


def _sort_key(column: Column, row: Row) -> Cell:
    if column.type == "date":
        return _text(row.valeurs.get(column.nom))
    return _cell(column, row)


def _column(column: Column) -> ColumnView:
    return ColumnView(
        column.nom, typeset(column.titre or column.nom), typeset(column.description), column.type in _NUMBERS
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
