"""Take in the forms of a workshop from files, write them in the base, and report what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import CommandFailure, misuse
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.plan_text import describe_plan, names_in
from app.commands.session import Session, command
from app.commands.workshop_base import shelf
from app.view_models.typography import counted
from app.workshops.capture_faults import Fault
from app.workshops.capture_keep import accept
from app.workshops.capture_read import read_forms
from app.workshops.contacts_write import prepare, write
from app.workshops.effects import Report, report
from app.workshops.planning import Parameters
from app.workshops.record import DAY, LATER, Workshop
from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context

_Workshop = Annotated[str, typer.Argument(metavar="ATELIER", help="Nom donné par « maillage workshop list ».")]


@command()
def capture(
    session: Session,
    workshop: _Workshop,
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Classeurs ou CSV de réponses.")],
    later: Annotated[
        bool, typer.Option("--later", metavar="", help="Ces réponses sont celles de trois mois après.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", metavar="", help="Garde les fiches sans défaut, laisse les autres.")
    ] = False,
) -> None:
    """Keep the forms of files in a workshop; nothing is written in the base."""
    kept = shelf().get(workshop)
    absent = [str(path) for path in files if not path.is_file()]
    if absent:
        raise misuse(f"Fichiers introuvables : {', '.join(absent)}.", "Vérifiez les chemins, puis relancez.")
    before = kept.formulaires
    faults: list[Fault] = []
    for path in files:
        reading = read_forms(kept, path.name, path.read_bytes(), moment=LATER if later else DAY)
        faults += reading.faults
        kept = accept(kept, reading, sound_only=partial)
    blocking = [fault for fault in faults if fault.bloquant]
    refused = bool(blocking) and not partial
    new = 0 if refused else sum(form not in before for form in kept.formulaires)
    if new:
        forms = kept.formulaires
        shelf().change(workshop, lambda one: replace(one, formulaires=forms))
    if session.out.as_json:
        session.out.json(
            {
                "atelier": workshop, "gardees": new, "refuse": refused,
                "problemes": [_fault_json(fault) for fault in faults],
            }
        )  # fmt: skip
    else:
        for fault in faults:
            session.out.line(str(fault))
        kept_words = counted(new, "fiche gardée", "fiches gardées")
        session.out.line(f"Rien n’est gardé : {counted(len(blocking), 'défaut')}." if refused else f"{kept_words}.")
    if refused:
        raise typer.Exit(1)


@command()
def record(
    session: Session,
    workshop: _Workshop,
    plan_only: Annotated[
        bool, typer.Option("--plan", metavar="", help="Montre ce qui changerait et n’écrit rien.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Écrit sans demander confirmation.")] = False,
) -> None:
    """Write the answers of a workshop in the base."""
    check_consent(plan_only=plan_only, yes=yes, what="une écriture")
    one = shelf().get(workshop)
    if not one.formulaires:
        raise CommandFailure(
            "Cet atelier n’a encore aucune réponse.",
            "Reprenez-en un fichier : maillage workshop capture.",
            code="APP-303",
        )
    with open_store(session) as store:
        writing = prepare(store, one)
        lines = [f"  [{issue.code}] {issue.message} {issue.remede}" for issue in writing.prepared.problems]
        lines += writing.said.notes
        entry = None
        if writing.plan is None:
            lines.append("Réponses refusées : rien n’a été écrit.")
        else:
            lines += describe_plan(writing.plan, names_in(store))
        if writing.plan is not None and not plan_only and not writing.plan.is_empty:
            if not yes:
                confirm(session, lines, "Écrire ces réponses ?")
            made, entry = write(store, one, writing)
            shelf().change(workshop, lambda kept: replace(kept, evenement=made.evenement))
    if session.out.as_json:
        session.out.json(
            {
                "atelier": workshop,
                "refuse": writing.plan is None,
                "liens_confirmes": writing.said.confirmed,
                "liens_a_confirmer": writing.said.pending,
                "applique": entry is not None,
                "entree": None if entry is None else entry_json(entry),
            }
        )
    else:
        session.out.raw("\n".join(lines) + "\n")
        if entry is not None:
            session.out.line(f"Écrit : saisie {entry.id}. Pour revenir dessus : « maillage undo {entry.id} ».")
    if writing.plan is None:
        raise typer.Exit(1)


@command()
def effect(session: Session, workshop: _Workshop) -> None:
    """Print what can be said after a workshop."""
    one = shelf().get(workshop)
    with open_store(session) as store:
        context = Context(store)

        def asking(name: str, parameters: Parameters) -> Answer:
            return ask(store, name, dict(parameters), context=context)

        found = report(one, context, asking)
    if session.out.as_json:
        session.out.json(_report_json(one, found))
        return
    session.out.line(found.phrase)
    for text in found.reserves:
        session.out.line(f"Attention : {text}")
    for lines in (found.lignes, found.suivi, found.base):
        if lines:
            rows = [[line.groupe, line.titre, line.phrase, line.fourchette] for line in lines]
            session.out.table(["", "Mesure", "Ce qui est dit", "Fourchette"], rows)


def _report_json(workshop: Workshop, found: Report) -> dict[str, Any]:
    return {
        "atelier": workshop.id,
        "etat_donnees": found.etat,
        "phrase": found.phrase,
        "indicatif": found.indicatif,
        "reponses": {"n": found.reponses.n, "sur": found.reponses.m},
        "mesures": [
            {
                "code": line.code, "groupe": line.groupe, "titre": line.titre, "phrase": line.phrase,
                "n": line.part.n, "sur": line.part.m, "fourchette": line.fourchette, "methode": line.methode,
            }
            for line in (*found.lignes, *found.suivi, *found.base)
        ],
        "reserves": list(found.reserves),
    }  # fmt: skip


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "fichier": fault.fichier, "feuille": fault.feuille, "ligne": fault.ligne, "colonne": fault.colonne,
        "valeur": fault.valeur, "message": fault.message, "remede": fault.remede, "bloquant": fault.bloquant,
    }  # fmt: skip
