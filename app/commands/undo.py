"""Take an entry of the journal back: show what would return, who leans on it, and write it once the person agrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import CommandFailure
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.output import counted
from app.commands.progress import Steps
from app.commands.session import Session, command
from app.view_models.journal import only_known
from app.view_models.plan_words import changed_kinds
from graph.model.dates import format_french
from graph.plan import ChangeKind
from graph.store.journal import JournalEntry
from graph.store.undoing import Undo

_NAMES = {
    "import": "l’import",
    "restauration": "la restauration",
    "annulation": "l’annulation",
    "jugement": "le jugement",
    "saisie": "la saisie",
}


@command()
def undo(
    session: Session,
    entry_id: Annotated[
        str | None,
        typer.Argument(
            metavar="IDENTIFIANT",
            help="Écriture à annuler, telle que la nomme « maillage journal » ; par défaut, la dernière.",
            show_default=False,
        ),
    ] = None,
    with_dependents: Annotated[
        bool,
        typer.Option("--with-dependents", metavar="", help="Annule aussi les écritures qui s’appuient sur elle."),
    ] = False,
    plan_only: Annotated[
        bool, typer.Option("--plan", metavar="", help="Montre ce qui reviendrait et n’écrit rien.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Annule sans demander confirmation.")] = False,
) -> None:
    """Take an entry back."""
    check_consent(plan_only=plan_only, yes=yes, what="une annulation")
    with open_store(session) as store, Steps(session.out, total=2) as steps:
        steps.start("Lecture du journal")
        found = store.prepare_undo(entry_id, with_dependents=with_dependents)
        if not found.possible:
            steps.stop()
            raise _refusal(found)
        if plan_only:
            steps.stop()
            _show(session, found, None)
            return
        if not yes:
            steps.stop()
            confirm(session, describe(found), "Annuler ainsi ?")
        steps.start("Écriture")
        entry = store.apply_undo(found)
        steps.stop()
        _show(session, found, entry, shown_before=not yes)


def describe(found: Undo) -> Iterator[str]:
    """Yield the lines that tell what an undo takes back and what returns."""
    for entry in found.entries:
        yield f"Sera annulé : {_told(entry)}."
    plan = found.plan
    if plan.is_empty:
        yield "La base dit déjà ce qu’elle disait avant : rien ne changera."
    back = {
        "À retirer": ChangeKind.RETIRE,
        "À rétablir": ChangeKind.CREE,
        "À remettre comme avant": ChangeKind.MODIFIE,
        "À clore à nouveau": ChangeKind.CLOS,
        "Référentiel et provenances à remettre comme avant": ChangeKind.REFERENTIEL,
    }
    for title, kind in back.items():
        if counts := changed_kinds(plan, kind):
            yield f"{title}\u00a0: {counts}."
    if found.kept:
        told = counted(found.kept, "élément du référentiel reste", "éléments du référentiel restent")
        yield f"{told} : des écritures plus récentes s’en servent."


def _refusal(found: Undo) -> CommandFailure:
    extra: dict[str, Any] = {"entree": entry_json(found.asked)}
    if found.lost_reason is not None:
        return CommandFailure(found.lost_reason, "Rien n’a été écrit.", code="GRA-254", extra=extra)
    names = " ; ".join(_told(entry) for entry in found.blocked)
    several = len(found.blocked) > 1
    lean = "D’autres écritures s’appuient" if several else "Une autre écriture s’appuie"
    return CommandFailure(
        f"{lean} sur {_told(found.asked)} : {names}.{only_known(found.blocked)} Rien n’a été écrit.",
        f"Pour les annuler ensemble : « maillage undo {found.asked.id} --with-dependents ». Sinon, ne changez rien.",
        code="GRA-255",
        extra={**extra, "dependants": [entry_json(entry) for entry in found.blocked]},
    )


def _show(session: Session, found: Undo, entry: JournalEntry | None, *, shown_before: bool = False) -> None:
    out = session.out
    if out.as_json:
        out.json(_json(found, entry))
        return
    if not shown_before:
        out.raw("\n".join(describe(found)) + "\n")
    if entry is not None:
        out.raw(f"Annulé : version {entry.version_apres[:12]}. Pour rétablir : « maillage undo {entry.id} ».\n")


def _json(found: Undo, entry: JournalEntry | None) -> dict[str, Any]:
    plan = found.plan
    return {
        "annule": [entry_json(taken) for taken in found.entries],
        "plan": {
            "crees": plan.counts_by_name(ChangeKind.CREE),
            "modifies": plan.count(ChangeKind.MODIFIE),
            "clos": plan.count(ChangeKind.CLOS),
            "retires": plan.counts_by_name(ChangeKind.RETIRE),
            "referentiel": plan.counts_by_name(ChangeKind.REFERENTIEL),
            "referentiel_garde": found.kept,
        },
        "applique": entry is not None,
        "entree": None if entry is None else entry_json(entry),
    }


def _told(entry: JournalEntry) -> str:
    """Name an entry: its nature, its file, its day, its id."""
    file = f" de « {entry.fichier} »" if entry.fichier else ""
    return f"{_NAMES.get(entry.nature, entry.nature)}{file} du {format_french(entry.date[:10])} ({entry.id})"
