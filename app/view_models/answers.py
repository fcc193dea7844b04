"""Turn an answer into what a screen draws: state of the data, figures, tables, files to download."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.view_models.table import TableView, build_second_table, build_table
from app.view_models.terms import DATA_STATES, Mark
from app.view_models.typography import number, readable, sentence, typeset
from graph.answer import Answer, Column, Row
from ingest.formulas import guarded
from queries.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class AnswerView:
    """
    Hold an answer, ready to draw.

    Parameters
    ----------
    title
        The question.
    sentence
        The answer in words.
    scope
        What it is about: territory, granularity, certainty, date.
    state
        What the data allow.
    warnings
        Reserves to read with the figures.
    figures
        Single figures: (what it is, value).
    table
        Main table.
    seconds
        Second tables that hold something.
    empty
        What to make of the absence of rows, and what to try; empty when there are rows, or when it is the answer.
    """

    title: str
    sentence: str
    scope: str
    state: Mark
    warnings: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    table: TableView
    seconds: tuple[TableView, ...]
    empty: str


def build_answer(
    answer: Answer, titles: Mapping[str, str], *, left_out: Iterable[str] = (), table_title: str = ""
) -> AnswerView:
    """
    Return an answer ready to draw.

    Parameters
    ----------
    answer
        As the door of questions gives it.
    titles
        Titles of the documents by the name that proofs cite.
    left_out
        Names of columns that this place does not need.
    table_title
        Heading of the main table; by default the question.
    """
    question = catalogue()[answer.question]
    table = build_table(
        answer.colonnes, answer.lignes, titles, title=table_title or typeset(answer.titre), left_out=frozenset(left_out)
    )
    return AnswerView(
        title=typeset(answer.titre),
        sentence=sentence(answer.phrase),
        scope=sentence(answer.perimetre),
        state=DATA_STATES[answer.etat_donnees],
        warnings=tuple(sentence(text) for text in answer.avertissements),
        figures=tuple(
            (typeset(question.mesures.get(name, name)).rstrip("."), _figure(value))
            for name, value in answer.mesures.items()
        ),
        table=table,
        seconds=tuple(build_second_table(found, titles) for found in answer.tableaux.values() if found.lignes),
        empty="" if answer.lignes else why_empty(answer),
    )


def why_empty(answer: Answer) -> str:
    """Return what to make of an answer without row: its sentence says what, this says why and what to try."""
    if answer.etat_donnees == "suffisant":
        return ""
    return (
        "Aucune source de la base ne le dit à cette date : ce n’est pas une absence. "
        "Essayez une autre date, un territoire plus large, ou moins de filtres."
    )


def to_csv(answer: Answer) -> bytes:
    """
    Return the answer as a CSV file that a French spreadsheet opens: UTF-8 with its mark, semicolons.

    The first line says what the file holds: question, date, scope, version of the data.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            f"# {answer.titre} ; {answer.perimetre} ; {_parameters(answer)} ; "
            f"version des données {answer.version_donnees}"
        ]
    )
    _write(writer, answer.colonnes, answer.lignes, certainty=True)
    for name, table in answer.tableaux.items():
        writer.writerow([])
        writer.writerow([f"# {table.titre or name}"])
        _write(writer, table.colonnes, table.lignes, certainty=False)
    return buffer.getvalue().encode("utf-8-sig")


def to_json(answer: Answer) -> bytes:
    """Return the answer as the command line prints it in JSON."""
    return json.dumps(answer.to_json(), ensure_ascii=False, indent=1).encode()


def file_name(answer: Answer, extension: str) -> str:
    """Return the name of a file that holds the answer: question, date."""
    return f"maillage-{answer.question}-{answer.date}.{extension}"


def _parameters(answer: Answer) -> str:
    return ", ".join(f"{name} = {readable(value)}" for name, value in answer.parametres.items())


def _write(writer: Any, columns: Iterable[Column], rows: Iterable[Row], *, certainty: bool) -> None:
    names = [column.nom for column in columns]
    extra = ["certitude", "preuves"] if certainty else []
    writer.writerow([*names, *extra])
    for row in rows:
        cells = [_plain(row.valeurs.get(name)) for name in names]
        quotes = " | ".join(f"{proof.source} : « {proof.citation} »" for proof in row.preuves)
        writer.writerow([*cells, *([str(row.certitude), guarded(quotes)] if certainty else [])])


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return guarded("|".join(str(item) for item in value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return guarded(value) if isinstance(value, str) else "" if value is None else value


def _figure(value: object) -> str:
    if isinstance(value, float):
        return number(round(value, 3))
    return readable(value) or "non documenté"
