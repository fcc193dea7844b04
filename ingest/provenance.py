"""Tell as problems of information the undated relationships that a plan reads as the same ones, dated."""

from __future__ import annotations

from graph.matching import VALID_FROM
from graph.model.dates import format_french
from graph.model.statement import Location, RelationshipStatement
from graph.plan import Plan
from ingest.choices import Cell, Choices
from ingest.issues import Issue, problem

MATCHED = "ING-517"


def plan_issues(plan: Plan) -> tuple[Issue, ...]:
    """Return one problem of information per undated statement read as the same relationship, dated."""
    return tuple(
        problem(
            MATCHED,
            one.statement.location or Location(file=""),
            f"cette relation sans date est lue comme la même, déjà connue depuis le {format_french(one.valid_from)}",
            column=VALID_FROM,
            after=one.valid_from,
            expected="Sa preuve s’ajoute à celle qui est datée, sans doublon.",
        )
        for one in plan.rapproches
    )


def refuses_date(choices: Choices, statement: RelationshipStatement) -> bool:
    """Tell whether the person refuses that this undated statement be read as the same relationship, dated."""
    where = statement.location
    if not choices.refused or where is None or where.row is None:
        return MATCHED in choices.refused
    return choices.refuses(MATCHED, Cell(where.file, where.sheet, where.row, VALID_FROM))
