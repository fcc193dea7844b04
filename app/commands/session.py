"""Give every verb its common options, and a calm end when it is interrupted or its reader goes away."""

from __future__ import annotations

import functools
import inspect
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.failures import interrupted
from app.commands.output import Output

_PANEL = "Options communes"


class LogLevel(StrEnum):
    """Name how much the command tells about its own work, on stderr."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DOSSIER", rich_help_panel=_PANEL,
        help="Dossier des données (ou MAILLAGE_DATA) ; par défaut, celui de votre compte.",
    ),
]  # fmt: skip
_Json = Annotated[bool, typer.Option("--json", metavar="", rich_help_panel=_PANEL, help="Répond en JSON.")]
_Csv = Annotated[bool, typer.Option("--csv", metavar="", rich_help_panel=_PANEL, help="Répond en CSV.")]
_Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", metavar="", rich_help_panel=_PANEL, help="Ne dit rien d’autre que la réponse et les erreurs."
    ),
]
_Level = Annotated[
    LogLevel,
    typer.Option(
        "--log-level", metavar="NIVEAU", rich_help_panel=_PANEL, show_default=False,
        help="Détail du suivi technique : debug, info, warning (par défaut) ou error.",
    ),
]  # fmt: skip

VALUED = frozenset({"--data", "--log-level"})
"""Common options that take a value."""

FLAGS = frozenset({"--json", "--csv", "--quiet"})
"""Common options that take none."""


@dataclass(frozen=True, slots=True)
class Session:
    """
    Hold what one run of a command needs.

    Parameters
    ----------
    out
        Where the answer and the messages go.
    log_level
        Level of the technical log.
    """

    out: Output
    log_level: LogLevel = LogLevel.WARNING


def command(*, table: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """
    Return a decorator that adds the common options to the function of a verb.

    Parameters
    ----------
    table
        Whether the answer is a table, so that `--csv` makes sense.

    Notes
    -----
    The decorated function takes a `Session` first; the argument parser sees its other parameters, then the
    common options.
    """
    options: list[tuple[str, Any, Any]] = [("data", _Data, None), ("as_json", _Json, False)]
    if table:
        options.append(("as_csv", _Csv, False))
    options += [("quiet", _Quiet, False), ("log_level", _Level, LogLevel.WARNING)]

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def run(**given: Any) -> None:
            common = {name: given.pop(name) for name, _, _ in options}
            session = _session(**common)
            try:
                function(session, **given)
            except KeyboardInterrupt:
                raise interrupted() from None
            except BrokenPipeError:
                close_stdout()

        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, annotation, default in options
        ]
        keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
        run.__signature__ = inspect.Signature([*keyword_only, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {}
        return run

    return decorate


def close_stdout() -> None:
    """Give up stdout after its reader has gone (`| head`), so that nothing complains at the end."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, sys.stdout.fileno())
    os.close(descriptor)


def _session(*, data: Path | None, as_json: bool, quiet: bool, log_level: LogLevel, as_csv: bool = False) -> Session:
    if data is not None:
        # Children (engine, screens) must see the same folder.
        os.environ["MAILLAGE_DATA"] = str(data.expanduser().absolute())
    level = getattr(logging, log_level.value.upper())
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s : %(message)s", force=True)
    # The driver's own log says every message on the wire.
    logging.getLogger("neo4j").setLevel(max(level, logging.INFO))
    return Session(Output(as_json=as_json, as_csv=as_csv, quiet=quiet), log_level)
