"""Translate the driver's errors into the store's own, with French words and the engine's place and cause."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.engine import Endpoint
from graph.store.errors import (
    AuthRefused,
    ConstraintViolated,
    DiskFull,
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

Shift = tuple[int, int]
"""Lines and columns to add to a place."""

_LITTLE_DISK = 64 * 1024 * 1024
"""Bytes under which a commit that failed without a cause is put down to the disk."""

_PLACES = (
    re.compile(r"\(line (?P<line>\d+), column (?P<column>\d+)(?: \(offset: \d+\))?\)"),
    re.compile(r"(?:Syntax error )?at line (?P<line>\d+)(?::|, column )(?P<column0>\d+)(?: - )?"),
)
_PARAMETERS = re.compile(r"Expected parameter\(s\): (?P<names>.+)")


def translate(
    error: Neo4jError | DriverError, endpoint: Endpoint, *, shift: Shift = (0, 0), data_dir: Path | None = None
) -> StoreError:
    """
    Return the store's error for one of the driver's.

    Parameters
    ----------
    error
        What the driver raised.
    endpoint
        Where it happened: the remedy differs between the embedded engine and a server.
    shift
        Lines and, on the first line, columns to add to a place that the engine reports, because what it
        was sent is not exactly what the person wrote.
    data_dir
        Data folder of the embedded engine, to be given when it was writing: its disk may be full.

    Returns
    -------
    error
        To be raised `from` the driver's.
    """
    if isinstance(error, LOST):
        return lost(endpoint)
    if isinstance(error, AuthError):
        return _auth_refused(endpoint)
    if isinstance(error, DriverError):
        return StoreError(f"Le dialogue avec le moteur a échoué : « {_one_line(str(error))} ».")
    code, message = error.code or "", error.message or ""
    for pattern, make in _RULES:
        if pattern.search(f"{code}: {message}"):
            return make(message, shift)
    if data_dir is not None and "TransactionNotFound" in code:
        return _commit_failed(data_dir)
    if code.startswith("Neo.ClientError.Database."):
        return Unreachable(f"La base demandée n’existe pas sur « {endpoint.uri} ».", "Vérifiez NEO4J_DATABASE.")
    return StoreError(f"Le moteur a échoué ({code}). Il dit : « {_one_line(message)} ».")


def _auth_refused(endpoint: Endpoint) -> AuthRefused:
    if endpoint.kind == "server":
        return AuthRefused(f"Le serveur « {endpoint.uri} » refuse le compte « {endpoint.username} ».")
    return AuthRefused(
        "Le moteur de données refuse le mot de passe gardé dans le dossier des données.",
        "Fermez l’application, supprimez engine/passwords.json de ce dossier, puis relancez : il sera refait "
        "et les données restent.",
    )


def _too_large(_message: str, _shift: Shift) -> StoreError:
    return StoreTooLarge("Cette opération demande plus de mémoire que le moteur n’en a.")


def _violated(message: str, _shift: Shift) -> StoreError:
    return ConstraintViolated(f"L’écriture contredit une règle du graphe. Le moteur dit : « {_one_line(message)} ».")


def _limited(_message: str, _shift: Shift) -> StoreError:
    return QueryStopped("La requête a été arrêtée : elle dépasse les limites du moteur.")


def _refused(_message: str, _shift: Shift) -> StoreError:
    return QueryRefused("Cette requête n’est pas une lecture : elle écrit, administre ou lit un fichier.")


def _conflicting(_message: str, _shift: Shift) -> StoreError:
    return StoreError(
        "Une autre opération a touché aux mêmes données au même moment : rien n’a été écrit.", "Relancez."
    )


def _disk_full(_message: str, _shift: Shift) -> StoreError:
    return DiskFull("Le disque qui porte les données est plein : rien n’a été écrit.")


def _commit_failed(data_dir: Path) -> StoreError:
    """Explain a commit that the embedded engine gave up: it keeps the cause for its log."""
    if shutil.disk_usage(data_dir).free < _LITTLE_DISK:
        return _disk_full("", (0, 0))
    return StoreError("Le moteur n’a pas pu enregistrer : rien n’a été écrit.")


def lost(endpoint: Endpoint) -> StoreError:
    """Return the error for an engine that does not answer any more."""
    if endpoint.kind == "server":
        return EngineLost(
            f"Le serveur « {endpoint.uri} » ne répond plus.",
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
    who = f"Le serveur « {endpoint.uri} »" if endpoint.kind == "server" else "Le moteur de données"
    if committing:
        return EngineLost(
            f"{who} s’est arrêté à l’instant de l’enregistrement : tout est écrit, ou rien ; jamais une partie.",
            "Consultez le journal (maillage journal) pour savoir lequel, puis relancez au besoin.",
        )
    return EngineLost(f"{who} s’est arrêté pendant l’écriture : rien n’a été écrit, pas même une partie.")


def stopped(seconds: float) -> QueryStopped:
    """
    Return the error for a query that took too long.

    Parameters
    ----------
    seconds
        The limit that it passed.
    """
    shown = f"{seconds:g}".replace(".", ",")
    return QueryStopped(f"La requête a été arrêtée : elle n’avait pas fini après {shown} s.")


def memory_exhausted() -> QueryStopped:
    """Return the error for a user's query that asked for more memory than the engine has."""
    return QueryStopped("La requête a été arrêtée : elle a épuisé la mémoire du moteur.")


def _invalid(message: str, shift: Shift) -> QueryInvalid:
    """Keep the place and the engine's own words, without its echo of the query."""
    text = message.split("\n", 1)[0].strip()
    names = _PARAMETERS.search(text)
    if names is not None:
        shown = ", ".join(f"« {name.strip()} »" for name in names["names"].split(","))
        return QueryInvalid(
            f"La requête attend le paramètre {shown}, qui n’est pas donné.", "Donnez-le avec -p nom=valeur."
        )
    for pattern in _PLACES:
        place = pattern.search(text)
        if place is not None:
            groups = place.groupdict()
            line = int(groups["line"])
            column = int(groups["column"]) if groups.get("column") else int(groups["column0"]) + 1
            if not line:
                break
            column += shift[1] if line == 1 else 0
            line += shift[0]
            cause = _one_line(pattern.sub("", text))
            return QueryInvalid(
                f"La requête est mal écrite à la ligne {line}, colonne {max(column, 1)}. Le moteur dit : « {cause} »."
            )
    for pattern in _PLACES:
        text = pattern.sub("", text)
    return QueryInvalid(f"La requête ne peut pas être exécutée. Le moteur dit : « {_one_line(text)} ».")


def _one_line(text: str) -> str:
    """Fold an engine's text, at most 300 characters, without a final dot that would double ours."""
    folded = " ".join(text.split()).rstrip(". ")
    return folded if len(folded) <= 300 else f"{folded[:299]}…"


_RULES: tuple[tuple[re.Pattern[str], Callable[[str, Shift], StoreError]], ...] = (
    (re.compile(r"No space left on device|Disk quota exceeded", re.I), _disk_full),
    (re.compile(r"MemoryPoolOutOfMemory|TransactionOutOfMemory|OutOfMemoryError|StackOverflow", re.I), _too_large),
    (re.compile(r"Constraint(Validation|Violation)|DeleteConnectedNode"), _violated),
    (re.compile(r"TransactionTimedOut|Transaction\.Terminated|command has been terminated|ExecutionTimeout"), _limited),
    (re.compile(r"queryMaxRangeSize|[qQ]uery heap budget|AllowedPerOp|command\.timeout"), _limited),
    (re.compile(r"Security\.Forbidden|Statement\.AccessMode|ForbiddenOnReadOnly"), _refused),
    (re.compile(r"^Neo\.ClientError\.(Statement|Procedure)\.|: Unknown (procedure|function)"), _invalid),
    (re.compile(r"^Neo\.TransientError\."), _conflicting),
)
"""What the engine's code and words mean; the first that fits is taken."""
