"""Take in the forms of a workshop from files, write them in the base, and report what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.confirming import check_consent, confirm, is_terminal
from app.commands.failures import CommandFailure, misuse
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.plan_text import describe_plan, names_in
from app.commands.session import Session, command
from app.commands.workshop_base import shelf
from app.commands.workshop_choices import Chosen, ask_each, chosen_of, question_lines, questions_json
from app.view_models.typography import counted
from app.workshops.capture_cells import Trouble, day_received
from app.workshops.capture_faults import Fault, Reading, said_together
from app.workshops.capture_keep import accept, is_blocked, with_forms
from app.workshops.capture_read import read_files
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
        bool, typer.Option("--partial", metavar="", help="Garde les questionnaires sans défaut, laisse les autres.")
    ] = False,
    received: Annotated[
        str | None,
        typer.Option(
            "--received", metavar="JOUR", help="Jour où les questionnaires sont venus ; aujourd’hui par défaut."
        ),
    ] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option("--choose", metavar="QUI=N", help="Entre deux questionnaires différents de QUI, garde le N-ième."),
    ] = None,
) -> None:
    """Keep the forms of files in a workshop; nothing is written in the base."""
    kept = shelf().get(workshop)
    absent = [str(path) for path in files if not path.is_file()]
    if absent:
        raise misuse(f"Fichiers introuvables : {', '.join(absent)}.", "Vérifiez les chemins, puis relancez.")
    reading = read_files(
        kept,
        [(path.name, path.read_bytes()) for path in files],
        moment=LATER if later else DAY,
        received=_received(kept, received),
        today=date.today().isoformat(),
    )
    chosen = dict(chosen_of(kept, reading, choose or ()))
    waiting = [conflict for conflict in reading.conflicts if conflict.key not in chosen]
    if not session.out.as_json:
        _tell(session, kept, reading, chosen)
        if waiting and is_terminal():
            chosen |= ask_each(session, kept, waiting)
        elif waiting:
            for conflict in waiting:
                for line in question_lines(kept, conflict):
                    session.out.line(line)
    after = accept(kept, reading, sound_only=partial, chosen=chosen)
    new = [form for form in after.formulaires if form not in kept.formulaires]
    refused = is_blocked(reading, chosen) and not partial
    if new:
        shelf().change(workshop, lambda one: with_forms(one, new))
    if session.out.as_json:
        session.out.json(
            {
                "atelier": workshop, "gardees": len(new), "refuse": refused,
                "problemes": [_fault_json(fault) for fault in reading.faults],
                "questions": questions_json(kept, reading.conflicts, chosen),
            }
        )  # fmt: skip
    else:
        session.out.line(_outcome(reading, chosen, len(new), refused=refused))
    if refused:
        raise typer.Exit(1)


def _tell(session: Session, workshop: Workshop, reading: Reading, chosen: Chosen) -> None:
    """Say what was found in the files, and which of two forms was chosen."""
    waiting = any(conflict.key not in chosen for conflict in reading.conflicts)
    for said in said_together(fault for fault in reading.faults if waiting or not fault.question):
        session.out.line(said)
    for conflict in reading.conflicts:
        if conflict.key in chosen:
            name = workshop.participant(conflict.participant).nom
            session.out.line(f"« {name} » : le questionnaire n° {chosen[conflict.key] + 1} est gardé, comme demandé.")


def _received(workshop: Workshop, text: str | None) -> str:
    """Return the day on which the forms came: today by default, nothing before the day of the workshop."""
    today = date.today().isoformat()
    if text is None:
        return today if workshop.date <= today else ""
    found = day_received(text, workshop.date, today)
    if isinstance(found, Trouble):
        if workshop.date > today:
            raise misuse(f"« {text} » : {found.message}.", "L’atelier n’a pas encore eu lieu : laissez --received.")
        raise misuse(f"« {text} » : {found.message}.", f"Écrivez un jour déjà venu, par exemple --received {today}.")
    return found


def _outcome(reading: Reading, chosen: Chosen, new: int, *, refused: bool) -> str:
    """Return what was kept, or how much keeps everything out and what to do."""
    if not refused and not new:
        return "Rien de nouveau à garder."
    if not refused:
        return f"{counted(new, 'questionnaire gardé', 'questionnaires gardés')}."
    faults = sum(not fault.question for fault in reading.blocking)
    waiting = [conflict for conflict in reading.conflicts if conflict.key not in chosen]
    parts = [counted(faults, "défaut")] if faults else []
    said = "Corrigez, ou gardez les questionnaires sans défaut avec --partial." if faults else ""
    if waiting:
        parts.append(counted(len(waiting), "choix à faire", "choix à faire"))
        said += f" Choisissez, par exemple --choose {waiting[0].participant}=1."
    return f"Rien n’est gardé : {' et '.join(parts)}. {said.strip()}"


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
        lines += [*writing.said.links_said, *writing.said.notes]
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
                "liens_nies_par_l_autre": writing.said.denied,
                "liens_dits_finis": writing.said.over,
                "paires_confirmees": writing.said.pairs,
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
