"""List the named questions and answer them, with date, scope, certainty and proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from app.commands.failures import misuse
from app.commands.opening import open_store
from app.commands.output import human
from app.commands.session import Session, command
from app.view_models.terms import is_id, word
from graph.answer import Answer, Column, Row, Table
from graph.answers import ask as ask_question
from graph.model.dates import format_french
from queries.catalogue import FAMILIES, Parameter, Question, catalogue

_STATES = {
    "suffisant": "données suffisantes",
    "partiel": "données partielles",
    "insuffisant": "données insuffisantes",
}


@command(table=True)
def questions(session: Session) -> None:
    """Print the catalogue."""
    found = catalogue().values()
    if session.out.as_json:
        session.out.json({"questions": [question_json(question) for question in found]})
        return
    heading = ["Nom", "Question", "Paramètres"]
    if session.out.as_csv:
        rows = [[question.nom, question.titre, list(_parameters(question))] for question in found]
        session.out.csv(["Famille", *heading], [[q.famille, *row] for q, row in zip(found, rows, strict=True)])
        return
    for family, title in FAMILIES.items():
        rows = [[q.nom, q.titre, " ".join(_parameters(q))] for q in found if q.famille == family]
        if rows:
            session.out.table(heading, rows, title=title)


@command(table=True)
def ask(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="QUESTION", help="Nom de la question (voir « maillage questions »).")],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--param",
            metavar="CLÉ=VALEUR",
            help="Paramètre\u202f; plusieurs valeurs : répétez, ou a|b.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="JOUR",
            help="AAAA-MM-JJ, « aujourd’hui » ou « toutes »\u202f; par défaut, la date de la source la plus récente.",
        ),
    ] = None,
    territory: Annotated[
        str | None, typer.Option("--territory", metavar="TERRITOIRE", help="Comme -p territoire=….")
    ] = None,
    preuves: Annotated[
        bool, typer.Option("--preuves", metavar="", help="Montre sous le tableau ce qui prouve chaque ligne.")
    ] = False,
) -> None:
    """Print one answer."""
    given = _given(parameters or [], territory)
    with open_store(session) as store:
        answer = ask_question(store, name, given, date=date)
    show_answer(session, answer, preuves=preuves)


def show_answer(session: Session, answer: Answer, *, preuves: bool = False) -> None:
    """Print an answer in the form asked for; `preuves` adds, in words, what proves each row."""
    if session.out.as_json:
        session.out.json(answer.to_json())
    elif session.out.as_csv:
        session.out.csv(
            [*(column.nom for column in answer.colonnes), "certitude"],
            ([*(row.valeurs.get(c.nom) for c in answer.colonnes), str(row.certitude)] for row in answer.lignes),
            comment=_scope(answer),
        )
    else:
        _print(session, answer, preuves=preuves)


def question_json(question: Question) -> dict[str, Any]:
    """Return one question as `questions --json` prints it."""
    return {
        "nom": question.nom,
        "famille": question.famille,
        "titre": question.titre,
        "description": question.description,
        "usagers": list(question.usagers),
        "parametres": [_parameter_json(name, parameter) for name, parameter in question.parametres.items()],
        "colonnes": [
            {"nom": name, "type": c.type, "titre": c.titre, "description": c.description}
            for name, c in question.colonnes.items()
        ],
        "mesures": dict(question.mesures),
        "tableaux": {
            name: {"titre": table.titre, "colonnes": list(table.colonnes)} for name, table in question.tableaux.items()
        },
    }


def _parameter_json(name: str, parameter: Parameter) -> dict[str, Any]:
    return {
        "nom": name,
        "type": parameter.type,
        "titre": parameter.titre,
        "description": parameter.description,
        "obligatoire": parameter.obligatoire,
        "multiple": parameter.multiple,
        "choix": list(parameter.choix),
        "defaut": parameter.defaut,
    }


def _parameters(question: Question) -> Iterable[str]:
    """Yield the parameters as a command writes them; a question mark says that one may be left out."""
    for name, parameter in question.parametres.items():
        yield name if parameter.obligatoire else f"{name}?"


def _given(texts: Iterable[str], territory: str | None) -> dict[str, object]:
    """Read `clé=valeur` words; a repeated key gives a list."""
    values: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name.strip():
            raise misuse(f"« {text} » n’est pas un paramètre.", "Écrivez -p clé=valeur.")
        values[name.strip()].append(value)
    if territory is not None:
        values["territoire"].append(territory)
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _scope(answer: Answer) -> str:
    """Say in one line the question, its scope (with its date), its filters and the version of the data."""
    filters = " ; ".join(f"{name} = {human(value)}" for name, value in answer.parametres.items())
    day = f"date {answer.date}"
    return " | ".join((answer.question, day, answer.perimetre, filters, f"données {answer.version_donnees}"))


def _print(session: Session, answer: Answer, *, preuves: bool) -> None:
    out = session.out
    out.line(answer.titre, style="bold")
    out.line(answer.phrase)
    out.line(f"{answer.perimetre} · {_STATES[answer.etat_donnees]}", style="dim")
    for warning in answer.avertissements:
        out.line(f"Attention : {warning}")
    if answer.lignes:
        _print_table(session, answer.colonnes, answer.lignes, certainty=True)
    for name, value in answer.mesures.items():
        out.line(f"{name} : {human(value)}")
    for name, table in answer.tableaux.items():
        if table.lignes:
            _print_second_table(session, table, name)
    if preuves:
        _print_proofs(session, answer)


def _print_table(
    session: Session, columns: Iterable[Column], rows: Iterable[Row], *, certainty: bool, title: str = ""
) -> None:
    """Print a table; an id stays out where its readable twin stands beside it."""
    names = {column.nom for column in columns}
    shown = [column for column in columns if column.nom.removesuffix("_id") not in names - {column.nom}]
    rows = list(rows)
    said = any(row.phrase for row in rows)
    lead = ["", "En clair"] if said else [""]
    heading = [*lead, *(column.titre or column.nom for column in shown), *(["Certitude"] if certainty else [])]
    lines = [
        [
            str(position),
            *([row.phrase] if said else []),
            *(_said(column, row.valeurs.get(column.nom)) for column in shown),
            *([str(row.certitude)] if certainty else []),
        ]
        for position, row in enumerate(rows, start=1)
    ]
    session.out.table(heading, lines, title=title)


def _said(column: Column, value: object) -> object:
    """Return a value with its codes in words; JSON and CSV keep the codes."""
    if isinstance(value, list | tuple):
        return [_said(column, item) for item in value]
    return word(column.nom, value) if isinstance(value, str) and column.type != "date" and not is_id(value) else value


def _print_second_table(session: Session, table: Table, name: str) -> None:
    _print_table(session, table.colonnes, table.lignes, certainty=False, title=table.titre or name)


def _print_proofs(session: Session, answer: Answer) -> None:
    out = session.out
    out.line()
    out.line("Preuves", style="bold")
    for position, row in enumerate(answer.lignes, start=1):
        for proof in row.preuves:
            day = format_french(proof.date_document)
            quote = f" : « {proof.citation} »" if proof.citation else ""
            note = f" ({proof.note})" if proof.note else ""
            out.line(f"{position}. {proof.source}, {day}, {word('derivation', proof.derivation)}{quote}{note}")
        if not row.preuves:
            out.line(f"{position}. Aucune preuve n’est enregistrée pour cette ligne.")
