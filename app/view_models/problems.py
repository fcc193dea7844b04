"""Say in French what went wrong on a screen and what to do; a programming error only gets a reference."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from graph.answers.errors import AskError, Candidate
from graph.engine import EngineError
from graph.store.conflicts import GraphMoving, StoreBusy
from graph.store.errors import EngineLost, StoreError, Unreachable


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Hold what a person reads instead of a traceback.

    Parameters
    ----------
    message, remedy
        What happened and what to do, French sentences.
    code
        Stable code, or the reference of a programming error.
    unexpected
        Whether it is a programming error, whose details are in the log under the reference.
    retry
        Whether trying again may be enough.
    candidates
        Things the reader may have meant.
    parameter
        Parameter of the question that they would fill in, or an empty text.
    """

    message: str
    remedy: str
    code: str
    unexpected: bool = False
    retry: bool = False
    candidates: tuple[Candidate, ...] = ()
    parameter: str = ""


def problem_of(error: Exception) -> Problem:
    """Return what to tell the reader about an exception."""
    if isinstance(error, EngineLost):
        return Problem(
            error.message,
            "Rien de ce qui était enregistré n’est perdu. Réessayez : le moteur de données redémarre à la demande.",
            error.code,
            retry=True,
        )
    if isinstance(error, Unreachable):
        return Problem(error.message, error.remedy, error.code, retry=True)
    if isinstance(error, EngineError):
        return Problem(error.message, error.remedy, error.code, retry=True)
    if isinstance(error, StoreBusy | GraphMoving):
        return Problem(error.message, error.remedy, error.code, retry=True)
    if isinstance(error, StoreError):
        return Problem(error.message, error.remedy, error.code)
    if isinstance(error, AskError):
        found = getattr(error, "candidates", ()) or getattr(error, "suggestions", ())
        near = tuple(item for item in found if isinstance(item, Candidate))
        remedy = "Choisissez parmi ces propositions." if near else _without_command(error.remedy)
        return Problem(error.message, remedy, error.code, candidates=near, parameter=getattr(error, "parameter", ""))
    code, message = getattr(error, "code", None), getattr(error, "message", None)
    if isinstance(code, str) and isinstance(message, str):
        return Problem(message, str(getattr(error, "remedy", "")), code)
    reference = uuid.uuid4().hex[:8]
    return Problem(
        f"Une erreur interne s’est produite, référence {reference}.",
        "Rechargez la page. Si cela se répète, joignez cette référence et le journal de l’application à votre demande.",
        reference,
        unexpected=True,
    )


def _without_command(remedy: str) -> str:
    """Leave out what only the command line can do."""
    return "" if "-p " in remedy or remedy.startswith("La liste") else remedy
