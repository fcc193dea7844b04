"""Assemble the command `maillage`: find the verb, load its module, run it, end with its exit code.

Owns the list of verbs and the French of the argument parser. Verbs are loaded one at a time, so that help is
immediate.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import typer
from typer.core import TyperCommand

from app.commands.failures import (
    INTERRUPTED,
    REFUSED,
    CommandFailure,
    failure_of,
    interrupted,
    misuse,
    nearest,
)
from app.commands.output import Output, use_utf8
from app.commands.session import FLAGS, VALUED, close_stdout

_log = logging.getLogger("maillage")
_INTERRUPTED_BY_PARSER = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Place one verb.

    Parameters
    ----------
    function
        `module:function` under `app.commands`.
    help
        French sentence shown by `--help`.
    group
        Title under which the list of verbs shows it.
    """

    function: str
    help: str
    group: str


_SEE, _FEED, _ASK, _KEEP = "Voir", "Alimenter", "Interroger", "Conserver et transmettre"
_MEET = "Préparer un atelier"

VERBS: dict[str, Entry] = {
    "demo": Entry("serve:demo", "Ouvre l’exemple breton dans le navigateur, à côté de vos données.", _SEE),
    "serve": Entry("serve:serve", "Ouvre l’application sur vos données.", _SEE),
    "status": Entry("status:status", "Dit ce que contient la base, son moteur et sa version.", _SEE),
    "model": Entry("model:model", "Montre le dictionnaire des données.", _FEED),
    "template": Entry("model:template", "Écrit le classeur vide à remplir.", _FEED),
    "map": Entry("mapping:map_columns", "Met les colonnes d’un tableau en correspondance avec le modèle.", _FEED),
    "import": Entry("imports:import_files", "Lit des fichiers, montre ce qui changerait, puis l’écrit.", _FEED),
    "add": Entry("entry:add", "Ajoute une fiche sans fichier : acteur, dispositif, action, instance…", _FEED),
    "relate": Entry("entry:relate", "Ajoute une relation sans fichier.", _FEED),
    "correct": Entry("entry:correct", "Corrige ou date une fiche ou une relation sans fichier.", _FEED),
    "close": Entry("entry:close", "Donne son dernier jour à une fiche ou à une relation.", _FEED),
    "journal": Entry("journal:journal", "Liste ce qui a été écrit, quand et depuis quel fichier.", _FEED),
    "undo": Entry("undo:undo", "Annule une écriture du journal et remet la base comme avant.", _FEED),
    "duplicates": Entry("duplicates:duplicates", "Liste les fiches qui sont peut-être en double.", _FEED),
    "judge": Entry("duplicates:judge", "Dit ce que sont deux fiches l’une pour l’autre, et le retient.", _FEED),
    "questions": Entry("questions:questions", "Liste les questions, leurs paramètres et leurs colonnes.", _ASK),
    "ask": Entry("questions:ask", "Répond à une question, avec ses preuves.", _ASK),
    "search": Entry("search:search", "Cherche un territoire, un acteur, un dispositif, un thème, un sigle.", _ASK),
    "cypher": Entry("cypher:cypher", "Lance votre requête Cypher, en lecture seule.", _ASK),
    "workshop guests": Entry("workshop_guests:guests", "Propose qui inviter, pourquoi, et qui à sa place.", _MEET),
    "workshop tables": Entry("workshop_tables:tables", "Compose les tables de chaque tour.", _MEET),
    "workshop speed": Entry("workshop_tables:speed", "Compose des rencontres à deux.", _MEET),
    "workshop replan": Entry("workshop_tables:replan", "Refait les tours qui restent : absents, arrivés.", _MEET),
    "workshop kit": Entry("workshop_kept:kit", "Écrit tout ce qu’il faut imprimer, dans une archive.", _MEET),
    "workshop capture": Entry("workshop_answers:capture", "Reprend des fichiers de réponses dans un atelier.", _MEET),
    "workshop record": Entry("workshop_answers:record", "Écrit les réponses d’un atelier dans la base.", _MEET),
    "workshop effect": Entry("workshop_answers:effect", "Dit ce que l’on peut dire après un atelier.", _MEET),
    "workshop list": Entry("workshop_kept:list_", "Liste les ateliers gardés.", _MEET),
    "workshop show": Entry("workshop_kept:show", "Montre un atelier gardé.", _MEET),
    "workshop delete": Entry("workshop_kept:delete", "Supprime un atelier gardé.", _MEET),
    "export": Entry("export:export", "Écrit un fichier : des faits, un réseau dessiné, un document.", _KEEP),
    "backup": Entry("backup:backup", "Sauvegarde toute la base dans un fichier.", _KEEP),
    "restore": Entry("backup:restore", "Remet en place une sauvegarde.", _KEEP),
}
"""Every verb, in the order of the help; those of two words are found by both."""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Parameters
    ----------
    arguments
        Words after `maillage`; those of the process by default.

    Returns
    -------
    status
        Exit code: 0 done, 1 refused by the data, 2 wrong usage, 3 engine unreachable, 4 interrupted.
    """
    use_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        close_stdout()
        return 0
    except KeyboardInterrupt:
        return _tell(interrupted(), words)
    except Exception as error:  # noqa: BLE001 - a person never sees a traceback
        _log.debug("%s", error, exc_info=True)
        failure = failure_of(error)
        if failure is None:
            failure = CommandFailure(
                f"Une erreur inattendue s’est produite ({type(error).__name__}).",
                "Relancez avec --log-level debug et joignez ce qui s’affiche à votre demande d’aide.",
                code="APP-900",
                status=REFUSED,
            )
        return _tell(failure, words)
    return status


def _tell(failure: CommandFailure, words: Sequence[str]) -> int:
    try:
        Output(as_json="--json" in words).failure(failure)
        sys.stdout.flush()
    except BrokenPipeError:
        close_stdout()
    return failure.status


def _run(words: list[str]) -> int:
    leading, rest = _leading_options(words)
    if not rest or rest[0] in {"--help", "-h"}:
        _print_verbs()
        return 0
    if rest[0] == "--version":
        sys.stdout.write(f"maillage {_version()}\n")
        return 0
    name, *own = rest
    if own and f"{name} {own[0]}" in VERBS:
        name, own = f"{name} {own[0]}", own[1:]
    if name not in VERBS:
        seconds = [verb.split()[1] for verb in VERBS if verb.startswith(f"{name} ")]
        if seconds:
            return _second_word(name, own, seconds)
        raise _unknown(name)
    result = _command(name).main([*own, *leading], prog_name=f"maillage {name}", standalone_mode=False)
    if result == _INTERRUPTED_BY_PARSER:
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _second_word(name: str, words: list[str], known: list[str]) -> int:
    """Print the verbs that begin with a word, when help is asked for; else say that one of them is missing."""
    if words and words[0] in {"--help", "-h"}:
        _print_verbs(f"{name} ")
        return 0
    asked = words[0] if words and not words[0].startswith("-") else ""
    similar = nearest(asked, known) if asked else []
    hint = f" Vouliez-vous dire {' ou '.join(f'« {verb} »' for verb in similar)} ?" if similar else ""
    message = f"La commande « {name} {asked} » n’existe pas.{hint}" if asked else f"Il manque un mot après « {name} »."
    raise misuse(message, f"Écrivez l’un de ceux-ci : {', '.join(known)}.")


def _version() -> str:
    try:
        return version("maillage")
    except PackageNotFoundError:
        return "depuis les sources"


def _leading_options(words: list[str]) -> tuple[list[str], list[str]]:
    """Split the common options that stand before the verb from the rest."""
    position = 0
    while position < len(words):
        word = words[position]
        if word in FLAGS or (word.partition("=")[0] in VALUED and "=" in word):
            position += 1
        elif word in VALUED:
            position += 2
        else:
            break
    return words[:position], words[position:]


def _unknown(name: str) -> CommandFailure:
    if name.startswith("-"):
        return misuse(f"L’option {name} n’existe pas.", "Tapez « maillage --help ».")
    from queries.catalogue import catalogue

    if name in catalogue():
        return misuse(f"« {name} » est une question, pas une commande.", f"Tapez « maillage ask {name} ».")
    similar = nearest(name, VERBS)
    hint = f" Vouliez-vous dire {' ou '.join(f'« {verb} »' for verb in similar)} ?" if similar else ""
    return misuse(f"La commande « {name} » n’existe pas.{hint}", "Tapez « maillage --help ».")


def _command(name: str) -> TyperCommand:
    entry = VERBS[name]
    module, _, function = entry.function.partition(":")
    parser = typer.Typer(add_completion=False, rich_markup_mode="rich")
    body = getattr(import_module(f"app.commands.{module}"), function)
    parser.command(name, cls=_FrenchCommand, help=entry.help)(body)
    made = typer.main.get_command(parser)
    assert isinstance(made, TyperCommand)  # noqa: S101 - one verb makes a command, not a group
    return made


class _FrenchCommand(TyperCommand):
    """Show the parser's own words in French."""

    def get_usage(self, ctx: Any) -> str:
        """Return the line that says how to write the command."""
        return super().get_usage(ctx).replace("Usage:", "Usage :", 1)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
            option.metavar = ""
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        from typer import rich_utils

        rich_utils.OPTIONS_PANEL_TITLE = "Options"
        rich_utils.ARGUMENTS_PANEL_TITLE = "Arguments"
        rich_utils.DEFAULT_STRING = "[par défaut : {}]"
        rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
        for parameter in self.params:
            if parameter.param_type_name == "argument":
                # The parser shows Python's name of the type (`list[Path]`), which tells a person nothing.
                parameter.display_type_rich = _no_type  # type: ignore[attr-defined]
        super().format_help(ctx, formatter)


def _no_type(ctx: Any) -> str:
    return ""


def _print_verbs(beginning: str = "") -> None:
    """Print the list of verbs: those that begin so, all of them by default."""
    out = Output()
    out.line("Usage : maillage COMMANDE [OPTIONS]", style="bold")
    out.line()
    out.line("Qui travaille avec qui, où et sur quoi, dans la santé locale, et ce qui le prouve.")
    shown = {name: entry for name, entry in VERBS.items() if name.startswith(beginning)}
    wide = max(map(len, shown))
    for group in dict.fromkeys(entry.group for entry in shown.values()):
        out.line()
        out.line(group, style="bold")
        for name, entry in shown.items():
            if entry.group == group:
                out.line(f"  {name:<{wide}} {entry.help}")
    out.line()
    out.line("« maillage COMMANDE --help » montre les options d’une commande. Toutes acceptent --data DOSSIER,")
    out.line("--json, --quiet et --log-level NIVEAU, avant ou après leur nom.")


if __name__ == "__main__":
    sys.exit(main())
