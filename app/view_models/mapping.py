"""Say the mapping of the columns of a table in words: sheets, columns, values, why a column was proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from app.view_models.typography import sentence, typeset
from ingest.cells import as_text
from ingest.mapping import Match, Reason, TableSample
from ingest.mapping.model import is_column
from ingest.personal import mask
from ingest.sheets import Sheet, match_heading, sheets
from ingest.tables import APART

_SHOWN = 3
_LONGEST = 40


@cache
def sheet_labels() -> Mapping[str, str]:
    """Return what a row may describe, by the name of the sheet."""
    return {sheet.name: _sheet(sheet) for sheet in sheets()}


def sheet_of_headings(headings: Sequence[str]) -> str | None:
    """Return the only sheet of the model, if there is one, that has every one of these headings, its id among them."""
    named = [
        sheet.name
        for sheet in sheets()
        if all(
            (column := match_heading(sheet, text)) is not None and is_column(sheet, column.name) for text in headings
        )
    ]
    return named[0] if headings and len(named) == 1 else None


def column_labels(sheet: Sheet) -> Mapping[str, str]:
    """Return what a heading may mean, by the name of the column; empty for a column that is not read."""
    found = {
        column.name: f"{sentence(column.caption)} ({column.name})"
        for column in sheet.columns
        if is_column(sheet, column.name)
    }
    return {**found, APART: "Garder à part, dans « Autres informations »", "": "Ne pas lire cette colonne"}


def values_of(table: TableSample, heading: str, match: Match) -> str:
    """Return three values of a column; none of one that may name persons."""
    if match.reason is Reason.PERSONNE:
        return "Valeurs non montrées : la colonne semble nommer des personnes."
    if heading not in table.headings:
        return ""
    values = dict.fromkeys(mask(as_text(text)) for text in table.values(heading))
    told = [text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in list(values)[:_SHOWN]]
    return typeset(" · ".join(told)) if told else "(colonne vide)"


def reading(match: Match) -> str:
    """Return why a column is proposed."""
    return typeset(match.reason.value)


def _sheet(sheet: Sheet) -> str:
    return typeset(f"{sentence(sheet.caption)} (feuille {sheet.name})")
