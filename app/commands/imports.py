"""Read files, show what is wrong and what would change, and write it once the person agrees."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import misuse
from app.commands.import_choices import (
    RECORDS,
    asked_choices,
    asked_closing,
    asked_day,
    asked_origins,
    asked_rejected,
    asked_versions,
    check_former,
    check_side_output,
)
from app.commands.opening import opening_store
from app.commands.output import counted
from app.commands.plan_text import describe_plan, names_in
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
from ingest.rejected import write_rejected
from ingest.rejected_records import write_rejected_records
from ingest.report_files import FORMATS, write_report


@command()
def import_files(  # noqa: PLR0913, PLR0917 - the parameters are the options of the command
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
    rejected: Annotated[
        Path | None,
        typer.Option(
            "--rejected",
            metavar="SORTIE",
            help="Écrit les lignes écartées, à corriger : un classeur .xlsx, ou un .json pour un export JSON.",
        ),
    ] = None,
    refuse: Annotated[
        list[str] | None,
        typer.Option(
            "--refuse", metavar="RÉPARATION", help="Refuse une réparation : sa règle (ING-501) ou sa clé. Répétable."
        ),
    ] = None,
    correct: Annotated[
        list[str] | None,
        typer.Option(
            "--correct",
            metavar="CELLULE=VALEUR",
            help="Corrige une cellule sans toucher au fichier : fichier!feuille!ligne!colonne=valeur. Répétable.",
        ),
    ] = None,
    choices_file: Annotated[
        Path | None, typer.Option("--choices", metavar="FICHIER", help="Lit refus et corrections dans un .json.")
    ] = None,
    replaces: Annotated[
        list[str] | None,
        typer.Option(
            "--replaces",
            metavar="ANCIEN",
            help="Dit de quel fichier celui-ci est une nouvelle version ; s’il y en a plusieurs : nouveau=ancien.",
        ),
    ] = None,
    kept_as: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NOM",
            help="Nom sous lequel ce que dit le fichier est gardé, quand un autre fichier du même nom a déjà été "
            "importé.",
        ),
    ] = None,
    close: Annotated[
        bool | None,
        typer.Option(
            "--close/--no-close",
            metavar="",
            help="Clôt, ou laisse ouvertes, les relations que le fichier ne dit plus.",
            show_default=False,
        ),
    ] = None,
    closing_date: Annotated[
        str | None,
        typer.Option("--closing-date", metavar="JOUR", help="Dernier jour de ces relations ; par défaut, aujourd’hui."),
    ] = None,
) -> None:
    """Import files as one."""
    _check_usage(plan_only=plan_only, yes=yes, reader=reader)
    if report is not None:
        check_side_output(report, FORMATS, files)
    given_back = asked_rejected(rejected, files, reader)
    choices = asked_choices(refuse or [], correct or [], choices_file, files)
    origins = asked_origins(kept_as, files)
    versions = asked_versions(replaces or [], files, origins)
    closing = asked_closing(close)
    day = asked_day(closing_date)
    with opening_store(session) as opened, Steps(session.out, total=3) as steps:
        steps.start("Lecture et vérification")

        def known() -> Store:
            check_former(versions, opened())
            return opened()

        checked = importer.check(
            files,
            known,
            reader=reader,
            partial=partial,
            choices=choices,
            folder=Settings().data_dir,
            origins=origins,
        )
        store = opened()
        if report is not None:
            with complete_or_absent(report) as draft:
                write_report(checked.report, draft)
        for output in given_back:
            _write_rejected(session, checked, output)
        if checked.report.refuse:
            steps.stop()
            _show(session, checked, None, store)
            raise typer.Exit(1)
        steps.start("Comparaison avec la base")
        plan = importer.plan(checked, store, closing=closing, day=day, replaces=versions)
        if plan_only or plan.is_empty:
            steps.stop()
            _show(session, checked, plan, store)
            return
        if not yes:
            steps.stop()
            lines = (*checked.report.to_text().splitlines(), *describe_plan(plan, names_in(store)))
            confirm(session, lines, "Écrire ces changements ?")
        steps.start("Écriture")
        entry = _apply(session, checked, plan, store)
        steps.stop()
        _show(session, checked, plan, store, entry, shown_before=not yes)


def _check_usage(*, plan_only: bool, yes: bool, reader: str | None) -> None:
    check_consent(plan_only=plan_only, yes=yes, what="un import")
    if reader is not None and reader not in readers():
        raise misuse(f"Le lecteur « {reader} » n’existe pas.", f"Lecteurs connus : {', '.join(readers())}.")


def _write_rejected(session: Session, checked: Checked, path: Path) -> None:
    write = write_rejected_records if path.suffix.lower() == RECORDS else write_rejected
    with complete_or_absent(path) as draft:
        count = write(checked.report, checked.rejetees, draft)
    session.out.note(f"{counted(count, 'ligne écartée écrite', 'lignes écartées écrites')} dans « {path} ».")


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
    store: Store,
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
            out.raw("\n".join(describe_plan(plan, names_in(store))) + "\n")
    if entry is not None:
        out.raw(f"Écrit : import {entry.id}, version {entry.version_apres[:12]}.\n")
