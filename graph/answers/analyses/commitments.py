"""Say how many roles an organisation holds, and apart how many are only announced."""

from __future__ import annotations

from typing import Final

from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import build_row
from graph.answers.sentence import fill

_PLANNED: Final = frozenset({"en_projet", "prevu", "propose", "recommande", "a_confirmer"})
"""Statuses of a role that nobody holds yet."""


def commitments(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row per role, in the order of the question; those in force and those in project are counted apart."""
    rows = [build_row(context, raw, list(request.question.colonnes), request.day) for raw in raws]
    kept = [row for row in rows if request.keeps(row.certitude)]
    planned = sum(row.valeurs["statut"] in _PLANNED for row in kept)
    return Outcome(rows=rows, facts={"comptes": _counts(len(kept) - planned, planned)})


def _counts(held: int, planned: int) -> str:
    if not planned:
        return fill("{n:rôle documenté|rôles documentés}", {"n": held})
    if not held:
        return fill("{n:rôle en projet|rôles en projet}", {"n": planned})
    return fill("{n:rôle effectif|rôles effectifs} et {p} en projet", {"n": held, "p": planned})
