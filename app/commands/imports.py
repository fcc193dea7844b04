"""Read files, show what is wrong and what would change, and write it once the person agrees."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from app.commands.failures import INTERRUPTED, CommandFailure, check_output, misuse
from app.commands.opening import open_store
from app.commands.plan_text import describe_plan
from app.commands.progress import Steps
from app.commands.session import Session, command
from app.exports.files import complete_or_absent
from graph.plan import Plan
from graph.settings import Settings
from graph.store.journal import JournalEntry
from graph.store.store import ONE_TRANSACTION, Store
from ingest import importer
from ingest.importer import Checked
from ingest.readers.base import readers
from ingest.report_files import FORMATS, write_report

_YES, _NO = frozenset({"oui", "o"}), frozenset({"non", "n"})


@command()
def import_files(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FICHIER", help="Classeur, fichier CSV ou dossier de CSV\u202f; un ou plusieurs."),
    ],
    plan_only: Annotated[
        bool, typer.Option("--plan", metavar="", help="Montre ce qui changerait et n’écrit rien.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Écrit sans demander confirmation.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", metavar="", help="Écarte les lignes fautives et charge les autres.")
    ] = False,
    reader: Annotated[
        str | None, typer.Option("--reader", metavar="NOM", help="Lecteur à utiliser, quand le nom du fichier trompe.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="SORTIE", help="Écrit aussi le rapport des problèmes : .xlsx, .csv ou .json."),
    ] = None,
) -> None:
    """Import files as one."""
    _check_usage(plan_only=plan_only, yes=yes, reader=reader)
    if report is not None:
        _check_report(report, files)
    with open_store(session) as store, Steps(session.out, total=3) as steps:
        steps.start("Lecture et vérification")
        checked = importer.check(files, store, reader=reader, partial=partial)
        if report is not None:
            with complete_or_absent(report) as draft:
                write_report(checked.report, draft)
        if checked.report.refuse:
            steps.stop()
            _show(session, checked, None)
            raise typer.Exit(1)
        steps.start("Comparaison avec la base")
        plan = importer.plan(checked, store)
        if plan_only or plan.is_empty:
            steps.stop()
            _show(session, checked, plan)
            return
        if not yes:
            steps.stop()
            _confirm(session, checked, plan)
        steps.start("Écriture")
        entry = _apply(session, checked, plan, store)
        steps.stop()
        _show(session, checked, plan, entry, shown_before=not yes)


def _check_usage(*, plan_only: bool, yes: bool, reader: str | None) -> None:
    if not (plan_only or yes or _is_terminal()):
        raise misuse(
            "Hors d’un terminal, un import a besoin de --yes (écrire) ou de --plan (montrer). Rien n’a été écrit.",
            "Ajoutez l’un des deux.",
            code="APP-121",
        )
    if reader is not None and reader not in readers():
        raise misuse(f"Le lecteur « {reader} » n’existe pas.", f"Lecteurs connus : {', '.join(readers())}.")


def _check_report(report: Path, files: list[Path]) -> None:
    """Refuse a report that could not be written, or that would take the place of what it is about."""
    if report.suffix.lower() not in FORMATS:
        raise misuse(f"Le rapport « {report} » n’a pas une extension connue.", f"Choisissez : {', '.join(FORMATS)}.")
    if report.resolve() in {file.resolve() for file in files}:
        raise misuse("Le rapport remplacerait le fichier à importer.", "Choisissez un autre nom pour --report.")
    check_output(report, force=True)


def _is_terminal() -> bool:
    """Tell whether a question can be put and answered: both ways of talking to a person are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _confirm(session: Session, checked: Checked, plan: Plan) -> None:
    """
    Show the plan on the terminal and wait for yes or no.

    Raises
    ------
    CommandFailure
        On no, or at the end of the input.
    """
    for line in (*checked.report.to_text().splitlines(), *describe_plan(plan)):
        session.out.ask(line + "\n")
    while True:
        session.out.ask("Écrire ces changements ? [oui/non] ")
        answer = sys.stdin.readline()
        word = answer.strip().casefold()
        if word in _YES:
            return
        if word in _NO or not answer:
            raise CommandFailure("Rien n’a été écrit.", code="APP-122", status=INTERRUPTED)


def _apply(session: Session, checked: Checked, plan: Plan, store: Store) -> JournalEntry | None:
    """Write; an interruption that comes after the writing is told as such."""
    try:
        with _to_its_end(session, plan):
            return importer.apply(checked, plan, store)
    except KeyboardInterrupt:
        with Store.open(Settings()) as again:
            if again.version() != plan.version_after:
                raise
            session.out.note("L’interruption est arrivée trop tard : les changements sont écrits.")
            return again.journal()[0]


@contextmanager
def _to_its_end(session: Session, plan: Plan) -> Iterator[None]:
    """Put an interruption off while a plan is written in several transactions: half of it would have to be finished."""
    if len(plan.changes) <= ONE_TRANSACTION:
        yield
        return

    def put_off(number: int, frame: FrameType | None) -> None:
        session.out.note("L’écriture est commencée : elle ira à son terme.")

    former = signal.signal(signal.SIGINT, put_off)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _show(
    session: Session,
    checked: Checked,
    plan: Plan | None,
    entry: JournalEntry | None = None,
    *,
    shown_before: bool = False,
) -> None:
    """Print the answer: the report, the plan, and what was written."""
    out, report = session.out, checked.report
    if out.as_json:
        out.json(report.to_json(plan, applique=entry is not None, import_id=entry.id if entry else None))
        return
    if not shown_before:
        out.raw(report.to_text() + "\n")
        if plan is not None:
            out.raw("\n".join(describe_plan(plan)) + "\n")
    if entry is not None:
        out.raw(f"Écrit : import {entry.id}, version {entry.version_apres[:12]}.\n")
