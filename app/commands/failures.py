"""Turn what went wrong into one sentence, a remedy and an exit code.

Scripts rely on the codes: 0 done, 1 refused by the data, 2 wrong usage, 3 engine unreachable or lost, 4
interrupted with nothing written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

REFUSED, MISUSED, NO_ENGINE, INTERRUPTED = 1, 2, 3, 4

_ENGINE_CODES = frozenset({"GRA-200", "GRA-201", "GRA-202", "GRA-203", "GRA-232"})
"""Failures of the store that say nothing about the data: the engine is lost, refuses us or is busy."""

_USAGE_CODES = frozenset({"REQ-201", "REQ-202"})
"""A question or a parameter that does not exist: the command was not written as it should."""


class CommandFailure(Exception):
    """
    End a command with an exit code and what to tell the person.

    Parameters
    ----------
    message
        What happened, one French sentence.
    remedy
        What to do, in French; may be empty.
    code
        Stable code of the failure.
    status
        Exit code.
    extra
        Fields that `--json` adds beside `erreur` (`suggestions`, `candidats`, `refus`…).
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        *,
        code: str,
        status: int = REFUSED,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"[{code}] {message} {remedy}".rstrip())
        self.message = message
        self.remedy = remedy
        self.code = code
        self.status = status
        self.extra = dict(extra or {})

    def to_json(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {"erreur": {"code": self.code, "message": self.message, "remede": self.remedy}, **self.extra}


def misuse(message: str, remedy: str = "", *, code: str = "APP-101") -> CommandFailure:
    """Return the failure of a command that was not written as it should."""
    return CommandFailure(message, remedy, code=code, status=MISUSED)


def interrupted() -> CommandFailure:
    """Return the failure of a command that the person stopped."""
    return CommandFailure("Interrompu : rien n’a été écrit.", code="APP-104", status=INTERRUPTED)


def check_output(path: Path, *, force: bool) -> None:
    """
    Refuse a place where nothing can be written, or where something stands that nobody asked to replace.

    Raises
    ------
    CommandFailure
        With exit code 2.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise misuse(f"Le dossier « {folder} » n’existe pas.", "Créez-le, ou choisissez un autre chemin.")
    if path.is_dir() and not _is_an_export(path):
        raise misuse(f"« {path} » est un dossier.", "Donnez le nom d’un fichier, ou d’un dossier à créer.")
    if path.exists() and not force:
        raise misuse(
            f"« {path} » existe déjà.",
            "Choisissez un autre nom, ou ajoutez --force pour le remplacer.",
            code="APP-102",
        )


def _is_an_export(folder: Path) -> bool:
    """Tell whether a folder holds the tables of an earlier export only: replacing it loses nothing else."""
    entries = list(folder.iterdir())
    return bool(entries) and all(
        entry.is_file() and (entry.suffix == ".csv" or entry.name == "lisez-moi.txt") for entry in entries
    )


def failure_of(error: Exception) -> CommandFailure | None:
    """
    Return the failure that an exception means to the person; None when it is a programming error.

    Notes
    -----
    The project's own exceptions carry `code`, `message` and `remedy` in French; those of the argument parser
    are recognised by their names, because its module is private.
    """
    if isinstance(error, CommandFailure):
        return error
    usage = _usage_failure(error)
    if usage is not None:
        return usage
    code, message = getattr(error, "code", None), getattr(error, "message", None)
    if isinstance(code, str) and isinstance(message, str):
        content = error.to_json() if hasattr(error, "to_json") else {}
        return CommandFailure(
            message,
            str(getattr(error, "remedy", "")),
            code=code,
            status=_status(code),
            extra={name: value for name, value in content.items() if name != "erreur"},
        )
    if isinstance(error, OSError) and error.filename is not None:
        return misuse(
            f"« {error.filename} » ne peut être ni lu ni écrit ({error.strerror}).",
            "Vérifiez le chemin et vos droits, puis relancez.",
            code="APP-103",
        )
    return None


def _status(code: str) -> int:
    if code in _USAGE_CODES:
        return MISUSED
    return NO_ENGINE if code.startswith("GRA-1") or code in _ENGINE_CODES else REFUSED


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three known words that look like this one, best first."""
    return difflib.get_close_matches(word, list(known), n=3)


def _usage_failure(error: Exception) -> CommandFailure | None:
    """Say in French what the argument parser says in English."""
    if getattr(error, "exit_code", None) != MISUSED:
        return None
    context = getattr(error, "ctx", None)
    remedy = f"Tapez « {context.command_path} --help »." if context else "Tapez « maillage --help »."
    name = _parameter_name(getattr(error, "param", None)) or str(getattr(error, "option_name", ""))
    kind = type(error).__name__
    if kind == "NoSuchOption":
        similar = getattr(error, "possibilities", None) or ()
        hint = f" Vouliez-vous dire {' ou '.join(sorted(similar))}\u202f?" if similar else ""
        return misuse(f"L’option {name} n’existe pas pour cette commande.{hint}", remedy)
    if kind == "MissingParameter":
        return misuse(f"Il manque {name}.", remedy)
    if kind == "BadParameter":
        return misuse(f"La valeur donnée à {name} n’est pas de celles attendues.", remedy)
    if kind == "BadOptionUsage":
        text = "n’attend pas de valeur" if "does not take" in str(error) else "attend une valeur"
        return misuse(f"L’option {name} {text}.", remedy)
    return misuse("La commande ne se lit pas : un mot est de trop ou il en manque un.", remedy)


def _parameter_name(parameter: Any) -> str:
    if parameter is None:
        return ""
    if getattr(parameter, "param_type_name", "") == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)
