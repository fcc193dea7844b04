"""Translate the driver's errors into the store's own, with French words and the engine's place and cause."""

import re

from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.engine import Endpoint
from graph.store.errors import (
    AuthRefused,
    ConstraintViolated,
    EngineLost,
    QueryInvalid,
    QueryRefused,
    QueryStopped,
    StoreError,
    StoreTooLarge,
    Unreachable,
)

LOST = (ServiceUnavailable, SessionExpired)
"""The driver's errors that mean: the engine is not there any more."""

_PLACES = (
    re.compile(r"\(line (?P<line>\d+), column (?P<column>\d+)(?: \(offset: \d+\))?\)"),
    re.compile(r"(?:Syntax error )?at line (?P<line>\d+):(?P<column0>\d+)(?: - )?"),
)
_PARAMETERS = re.compile(r"Expected parameter\(s\): (?P<names>.+)")
_MEMORY = re.compile(r"MemoryPoolOutOfMemory|TransactionOutOfMemory|OutOfMemoryError|StackOverFlow", re.I)
_ENGINE_LIMIT = re.compile(r"queryMaxRangeSize|queryMaxHeap\w+|AllowedPerOp|command\.timeout", re.I)


def translate(error: Neo4jError | DriverError, endpoint: Endpoint, *, indent: int = 0) -> StoreError:
    """
    Return the store's error for one of the driver's.

    Parameters
    ----------
    error
        What the driver raised.
    endpoint
        Where it happened: the remedy differs between the embedded engine and a server.
    indent
        Characters that we put before the user's text on its first line: taken off the place reported.

    Returns
    -------
    error
        To be raised `from` the driver's.
    """
    if isinstance(error, LOST):
        return lost(endpoint)
    if isinstance(error, AuthError):
        return AuthRefused(f"Le serveur « {endpoint.uri} » refuse le compte « {endpoint.username} ».")
    if isinstance(error, DriverError):
        return StoreError(f"Le dialogue avec le moteur a échoué : « {_one_line(str(error))} ».")
    code = error.code or ""
    said = _one_line(error.message or "")
    if _MEMORY.search(f"{code} {said}"):
        return StoreTooLarge("Cette opération demande plus de mémoire que le moteur n’en a.")
    if "ConstraintValidation" in code or "ConstraintViolation" in code:
        return ConstraintViolated(f"L’écriture contredit une règle du graphe. Le moteur dit : « {said} ».")
    if _STOPPED.search(code) or _ENGINE_LIMIT.search(said):
        return stopped(None)
    if _FORBIDDEN.search(code):
        return QueryRefused("Cette requête n’est pas une lecture : elle écrit, administre ou lit un fichier.")
    if code.startswith("Neo.ClientError.Database."):
        return Unreachable(
            f"La base demandée n’existe pas sur « {endpoint.uri} ».", "Vérifiez NEO4J_DATABASE."
        )
    if code.startswith(("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")) or _UNKNOWN.match(said):
        return _invalid(error.message or "", indent)
    return StoreError(f"Le moteur a échoué ({code}). Il dit : « {said} ».")


_STOPPED = re.compile(r"TransactionTimedOut|Transaction\.Terminated|LockClientStopped|ExecutionTimeout", re.I)
_FORBIDDEN = re.compile(
    r"Security\.Forbidden|Statement\.AccessMode|General\.ForbiddenOnReadOnly|Security\.Token"
)
_UNKNOWN = re.compile(r"Unknown (procedure|function)", re.I)


def lost(endpoint: Endpoint) -> StoreError:
    """Return the error for an engine that does not answer any more."""
    if endpoint.kind == "server":
        return EngineLost(
            f"Le serveur « {endpoint.uri} » ne répond plus.",
            "Vérifiez que le serveur fonctionne et que le réseau passe, puis relancez.",
        )
    return EngineLost("Le moteur de données s’est arrêté pendant la lecture.")


def lost_while_writing(endpoint: Endpoint, *, committing: bool) -> EngineLost:
    """
    Return the error for an engine lost during a write transaction.

    Parameters
    ----------
    endpoint
        Where it happened.
    committing
        Whether the commit was already asked for: its outcome is then unknown, but never half of it.
    """
    who = f"Le serveur « {endpoint.uri} »" if endpoint.kind == "server" else "Le moteur de données"
    if committing:
        return EngineLost(
            f"{who} s’est arrêté à l’instant de l’enregistrement : tout est écrit, ou rien ; jamais une partie.",
            "Consultez le journal (maillage journal) pour savoir lequel, puis relancez au besoin.",
        )
    return EngineLost(f"{who} s’est arrêté pendant l’écriture : rien n’a été écrit, pas même une partie.")


def stopped(seconds: float | None) -> QueryStopped:
    """
    Return the error for a query that reached a limit.

    Parameters
    ----------
    seconds
        The limit of time; None when it is one of the engine's own limits.
    """
    if seconds is None:
        return QueryStopped("La requête a été arrêtée : elle dépasse les limites du moteur.")
    shown = f"{seconds:g}".replace(".", ",")
    return QueryStopped(f"La requête a été arrêtée : elle n’avait pas fini après {shown} s.")


def lost_while_asked(endpoint: Endpoint) -> StoreError:
    """
    Return the error for an engine lost while it worked on a user's query.

    Parameters
    ----------
    endpoint
        Where it happened.
    """
    if endpoint.kind == "server":
        return lost(endpoint)
    return QueryStopped("La requête a été arrêtée : elle a épuisé la mémoire du moteur, qui redémarre.")


def _invalid(message: str, indent: int) -> QueryInvalid:
    """Keep the place and the engine's own words, without its echo of the query."""
    text = message.split("\n", 1)[0].strip()
    names = _PARAMETERS.search(text)
    if names is not None:
        shown = ", ".join(f"« {name.strip()} »" for name in names["names"].split(","))
        return QueryInvalid(
            f"La requête attend le paramètre {shown}, qui n’est pas donné.", "Donnez-le avec -p nom=valeur."
        )
    for pattern in _PLACES:
        place = pattern.search(text)
        if place is not None:
            groups = place.groupdict()
            line = int(groups["line"])
            column = int(groups["column"]) if groups.get("column") else int(groups["column0"]) + 1
            column -= indent if line == 1 else 0
            cause = _one_line(pattern.sub("", text))
            return QueryInvalid(
                f"La requête est mal écrite à la ligne {line}, colonne {max(column, 1)}. Le moteur dit : « {cause} »."
            )
    return QueryInvalid(f"La requête ne peut pas être exécutée. Le moteur dit : « {_one_line(text)} ».")


def _one_line(text: str) -> str:
    """Fold an engine's text, at most 300 characters, without a final dot that would double ours."""
    folded = " ".join(text.split()).rstrip(". ")
    return folded if len(folded) <= 300 else f"{folded[:299]}…"
