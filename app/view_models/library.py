"""Set out the library of questions by family and user, and say which values a form still lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.table import Cell, ColumnView, RowView, TableView
from app.view_models.terms import word
from app.view_models.typography import counted, number, readable, sentence, typeset
from graph.search import fold
from graph.store.user_query import UserResult
from queries.catalogue import FAMILIES, Parameter, Question

USERS: Final = {
    "": "Tout le monde",
    "cpam": "Référent de caisse",
    "ars": "Chargé de mission ARS",
    "animation": "Animation",
}
"""Users by code, in order; the empty code stands for all."""

CERTAINTIES: Final = {
    "incertain": "Certains et incertains",
    "certain": "Certains seulement",
    "inactif": "Tous, même hors de cette date",
}
GRANULARITIES: Final = {"organisation": "Par organisme", "service": "Par service"}

SHOWN_ROWS: Final = 300
"""Rows of a person's own query that the screen draws; the file to download holds them all."""


@dataclass(frozen=True, slots=True)
class Family:
    """Hold one family of the library: French title, and its questions as (name, title, description)."""

    title: str
    questions: tuple[tuple[str, str, str], ...]


def build_library(questions: Mapping[str, Question], user: str, text: str = "") -> tuple[Family, ...]:
    """
    Return the families that hold a question, in the order of the catalogue.

    Parameters
    ----------
    questions
        The catalogue.
    user
        Who asks: only the questions made for this user; every question when empty.
    text
        Words that the title, the description or the name of the question must all hold, up to case and accents.
    """
    words = fold(text).split()
    found = []
    for code, title in FAMILIES.items():
        mine = tuple(
            (question.nom, typeset(question.titre), typeset(question.description))
            for question in questions.values()
            if question.famille == code
            and (not user or user in question.usagers)
            and all(word in fold(f"{question.titre} {question.description} {question.nom}") for word in words)
        )
        if mine:
            found.append(Family(typeset(title), mine))
    return tuple(found)


def missing(question: Question, given: Mapping[str, Any]) -> list[str]:
    """Return the French titles of the parameters that must be given and are not."""
    return [
        typeset(parameter.titre)
        for name, parameter in question.parametres.items()
        if parameter.obligatoire and parameter.defaut is None and not given.get(name)
    ]


def choice_label(name: str) -> Callable[[str], str]:
    """Return how the choices of a parameter read."""
    column = {"type": "type_dispositif_long"}.get(name, name)

    def label(code: str) -> str:
        said = word(column, code)
        return sentence(said) if said != code or not code.isupper() else said

    return label


def is_entity(parameter: Parameter) -> bool:
    """Tell whether a parameter names an object of the base."""
    return parameter.type[0].isupper()


def build_result(result: UserResult) -> TableView:
    """Return the first rows of a person's own query as a table without proof."""
    columns = tuple(ColumnView(name, name, "", _numeric(result.rows, name)) for name in result.columns)
    rows = tuple(
        RowView(
            title=f"Ligne {position}",
            cells=cells,
            sort=cells,
            links=(),
            certainty=None,
            preuves=(),
        )
        for position, row in enumerate(result.rows[:SHOWN_ROWS], start=1)
        for cells in [{column.name: _cell(row[column.name]) for column in columns}]
    )
    return TableView("Résultat de votre requête", columns, rows)


def describe_result(result: UserResult) -> str:
    """Say how many rows a query gave, in how long, and what is left out."""
    said = f"{counted(len(result.rows), 'ligne')} en {number(round(result.seconds, 2))} s"
    if result.truncated:
        said += f" ; le résultat est coupé à {number(len(result.rows))} lignes, précisez la requête pour voir le reste"
    if len(result.rows) > SHOWN_ROWS:
        said += f" ; les {number(SHOWN_ROWS)} premières sont affichées, le fichier les contient toutes"
    return f"{said}."


def result_rows(result: UserResult) -> list[list[object]]:
    """Return every row of a query as plain cells, for a file."""
    return [[_plain(row[name]) for name in result.columns] for row in result.rows]


def _numeric(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    values = [row[name] for row in rows if row[name] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _cell(value: Any) -> Cell:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return _plain(value)


def _plain(value: Any) -> str:
    """Return a value as text: a node by its labels and name, a relationship by its type, the rest as it reads."""
    if isinstance(value, dict):
        properties = value.get("properties")
        if isinstance(properties, dict):
            kind = value.get("type") or ":".join(label for label in value.get("labels", []) if label != "Entite")
            return f"{kind} {properties.get('nom') or properties.get('id') or ''}".strip()
        return ", ".join(f"{key} : {_plain(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return readable(value)
