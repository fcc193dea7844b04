"""Turn the rows of an answer into a table ready to draw: French headings, readable values, no technical id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.view_models.proof import ProofView, build_proofs, proof_count
from app.view_models.terms import Mark, certainty_mark, is_id, word
from app.view_models.typography import readable, sentence
from graph.answer import Column, Row, Table

Cell = str | int | float | None

_NUMBERS = frozenset({"entier", "decimal"})


@dataclass(frozen=True, slots=True)
class ColumnView:
    """
    Describe one column as drawn.

    Parameters
    ----------
    name
        Name in the answer.
    title, help
        French heading, and what it means.
    numeric
        Whether its cells are numbers.
    weight
        Share of the width it asks for, from the length of its texts.
    """

    name: str
    title: str
    help: str
    numeric: bool
    weight: int


@dataclass(frozen=True, slots=True)
class RowView:
    """
    Hold one row as drawn.

    Parameters
    ----------
    title
        First text of the row: what it is about.
    cells
        Values by name of column.
    links
        Objects the row names: (id, name), each once.
    certainty
        How sure the row is, or None when the table says nothing of it.
    proofs
        What proves it.
    """

    title: str
    cells: Mapping[str, Cell]
    links: tuple[tuple[str, str], ...]
    certainty: Mark | None
    proofs: tuple[ProofView, ...]

    @property
    def proof_text(self) -> str:
        """Return how many quotes prove it."""
        return proof_count(len(self.proofs))


@dataclass(frozen=True, slots=True)
class TableView:
    """Hold a table: title, columns in order, rows in order."""

    title: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]

    @property
    def has_certainty(self) -> bool:
        """Tell whether its rows say how sure they are."""
        return any(row.certainty for row in self.rows)

    @property
    def has_proofs(self) -> bool:
        """Tell whether at least one row has a proof."""
        return any(row.proofs for row in self.rows)


def build_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    titles: Mapping[str, str],
    *,
    title: str = "",
    certainty: bool = True,
    left_out: frozenset[str] = frozenset(),
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
        Names of columns that this place does not need.

    Notes
    -----
    A column of ids is never drawn: its readable twin is, and the ids become links. A column that is empty on every row
    is left out too.
    """
    shown = [
        column
        for column in columns
        if column.nom not in left_out and not _technical(column, rows) and not _empty(column, rows)
    ]
    views = tuple(
        RowView(
            title=_title(shown, row),
            cells={column.nom: _cell(column, row) for column in shown},
            links=_links(columns, row),
            certainty=certainty_mark(str(row.certitude), _text(row.valeurs.get("statut"))) if certainty else None,
            proofs=build_proofs(row.preuves, titles),
        )
        for row in rows
    )
    return TableView(title=title, columns=tuple(_column(column, views) for column in shown), rows=views)


def build_second_table(table: Table, titles: Mapping[str, str]) -> TableView:
    """Return a second table of an answer ready to draw; its rows do not say how sure they are."""
    return build_table(table.colonnes, table.lignes, titles, title=table.titre, certainty=False)


def _technical(column: Column, rows: Sequence[Row]) -> bool:
    if column.nom.endswith("_id") or column.nom in {"id", "champ", "brut", "type_relation"}:
        return True
    if column.type != "liste":
        return False
    values = [item for row in rows for item in row.valeurs.get(column.nom) or ()]
    return bool(values) and all(is_id(item) for item in values)


def _empty(column: Column, rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.valeurs.get(column.nom) in (None, "", []) for row in rows)


def _cell(column: Column, row: Row) -> Cell:
    value = row.valeurs.get(column.nom)
    if column.type in _NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
        return round(value, 3)
    if isinstance(value, list | tuple):
        return " · ".join(readable(word(column.nom, item) if isinstance(item, str) else item) for item in value)
    if isinstance(value, str) and column.type != "date":
        said = word(column.nom, value)
        return sentence(said) if said != value else readable(value)
    return readable(value, column.type)


def _title(shown: Sequence[Column], row: Row) -> str:
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


def _column(column: Column, rows: Sequence[RowView]) -> ColumnView:
    numeric = column.type in _NUMBERS
    longest = max((len(str(row.cells[column.nom] or "")) for row in rows), default=0)
    weight = min(60, max(len(column.titre), longest, 6))
    return ColumnView(column.nom, column.titre or column.nom, column.description, numeric, weight)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
