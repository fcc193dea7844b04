"""Tell as problems what a plan reads otherwise than written: undated relationships, roles put right by hand."""

from __future__ import annotations

from graph.matching import VALID_FROM
from graph.model.dates import format_french
from graph.model.statement import IDENTITY, Location, RelationshipStatement
from graph.plan import Plan, Rapproche, Redit
from ingest.choices import Cell, Choices
from ingest.issues import Issue, problem

MATCHED = "ING-517"
CORRECTED = "ING-518"

_CAPTIONS = {"role": "le rôle", "valid_from": "le premier jour"}


def plan_issues(plan: Plan) -> tuple[Issue, ...]:
    """Return one problem per statement that the plan reads as a relationship dated, or put right by hand."""
    return (*map(match_issue, plan.rapproches), *map(correction_issue, plan.redits))


def match_issue(one: Rapproche) -> Issue:
    """Return the problem of information of an undated statement read as the same relationship, dated."""
    return problem(
        MATCHED,
        one.statement.location or Location(file=""),
        f"cette relation sans date est lue comme la même, déjà connue depuis le {format_french(one.valid_from)}",
        column=VALID_FROM,
        after=one.valid_from,
        expected="Sa preuve s’ajoute à celle qui est datée, sans doublon.",
    )


def correction_issue(one: Redit) -> Issue:
    """Return the warning of a statement that says again what a person put right."""
    what = " et ".join(_CAPTIONS[name] for name in one.changes)
    when = f" le {format_french(one.jour)}" if one.jour else ""
    name = one.changes[0]
    return problem(
        CORRECTED,
        one.statement.location or Location(file=""),
        f"{what} de cette relation : corrigé à la main{when}, et ce fichier redit l’ancienne valeur",
        column=name,
        value=one.statement.properties.get(name),
        after=str(one.corrigee.properties.get(name, "")) or None,
        expected="La correction est gardée, la preuve s’y ajoute.",
    )


def refuses_date(choices: Choices, statement: RelationshipStatement) -> bool:
    """Tell whether the person refuses that this undated statement be read as the same relationship, dated."""
    return _refuses(choices, statement, MATCHED, (VALID_FROM,))


def refuses_correction(choices: Choices, statement: RelationshipStatement) -> bool:
    """Tell whether the person prefers this statement to the correction typed by hand that it goes back on."""
    return _refuses(choices, statement, CORRECTED, IDENTITY)


def _refuses(choices: Choices, statement: RelationshipStatement, code: str, columns: tuple[str, ...]) -> bool:
    where = statement.location
    if not choices.refused or where is None or where.row is None:
        return code in choices.refused
    return any(choices.refuses(code, Cell(where.file, where.sheet, where.row, name)) for name in columns)
