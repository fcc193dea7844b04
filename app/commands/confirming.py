"""Ask a person to agree before something is written, and refuse to write where nobody can answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from app.commands.failures import INTERRUPTED, CommandFailure, misuse
from app.commands.session import Session

_YES, _NO = frozenset({"oui", "o"}), frozenset({"non", "n"})


def check_consent(*, plan_only: bool, yes: bool, what: str) -> None:
    """
    Refuse a command that would have to ask where nobody can answer.

    Parameters
    ----------
    plan_only, yes
        Whether the person asked to see only, or agreed beforehand.
    what
        Name of the command's work with its article, such as « une annulation ».

    Raises
    ------
    CommandFailure
        With exit code 2.
    """
    if not (plan_only or yes or is_terminal()):
        raise misuse(
            f"Hors d’un terminal, {what} a besoin de --yes (écrire) ou de --plan (montrer). Rien n’a été écrit.",
            "Ajoutez l’un des deux.",
            code="APP-121",
        )


def is_terminal() -> bool:
    """Tell whether a question can be put and answered: both ways of talking to a person are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(session: Session, lines: Iterable[str], question: str) -> None:
    """
    Show lines on the terminal and wait for yes or no.

    Raises
    ------
    CommandFailure
        On no, or at the end of the input.
    """
    for line in lines:
        session.out.ask(line + "\n")
    while True:
        session.out.ask(f"{question} [oui/non] ")
        answer = sys.stdin.readline()
        word = answer.strip().casefold()
        if word in _YES:
            return
        if word in _NO or not answer:
            raise CommandFailure("Rien n’a été écrit.", code="APP-122", status=INTERRUPTED)
