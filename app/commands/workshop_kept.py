"""List, show and delete the workshops kept; write the kit of one."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import check_output
from app.commands.opening import open_store
from app.commands.session import Session, command
from app.commands.workshop_base import shelf
from app.exports.files import complete_or_absent
from app.view_models.typography import day as in_words
from app.view_models.workshop_words import STATUSES, badges, next_step
from app.workshops.milestones import MILESTONES, current
from app.workshops.planning import ABSENT as NO_PLAN
from app.workshops.planning import STALE, plan_state
from app.workshops.record import Workshop
from app.workshops.store import to_json

_Workshop = Annotated[str, typer.Argument(metavar="ATELIER", help="Nom donné par « maillage workshop list ».")]


@command(table=True)
def list_(session: Session) -> None:
    """Print the workshops kept."""
    kept = shelf().all()
    for broken in shelf().damaged():
        session.out.note(broken.why)
    if session.out.as_json:
        session.out.json({"ateliers": [_summary(one) for one in kept]})
        return
    heading = ["Nom", "Titre", "Jour", "Territoire", "Participants", "Prochaine étape"]
    if session.out.as_csv:
        session.out.csv(
            heading,
            (
                [one.id, one.titre, one.date, one.territoire, len(one.presents), next_step(one, date.today())]
                for one in kept
            ),
        )
        return
    if not kept:
        session.out.line("Aucun atelier n’est gardé.")
        return
    session.out.table(
        heading,
        [
            [one.id, one.titre, in_words(one.date), one.territoire, len(one.presents), next_step(one, date.today())]
            for one in kept
        ],
        whole={"Nom"},
    )


@command()
def show(session: Session, workshop: _Workshop) -> None:
    """Print one workshop."""
    one = shelf().get(workshop)
    if session.out.as_json:
        session.out.json(to_json(one))
        return
    out = session.out
    out.line(one.titre, style="bold")
    out.line(f"{in_words(one.date)}, {one.debut}. {one.lieu}".rstrip(" ."))
    if one.objectif:
        out.line(one.objectif)
    called = badges(one.participants)
    out.table(
        ["", "Participant", "Réponse", "Pourquoi"],
        [[person.id, called[person.id], STATUSES[person.statut], person.raison] for person in one.participants],
        title="Participants",
    )
    out.table(
        ["Étape", "Jour", "Faite"],
        [[step.title, in_words(step.day(one).isoformat()), step.name in one.faits] for step in MILESTONES.values()],
        title="Calendrier",
    )


@command()
def kit(
    session: Session,
    workshop: _Workshop,
    out: Annotated[Path, typer.Argument(metavar="FICHIER.zip", help="Archive à écrire.")],
    force: Annotated[bool, typer.Option("--force", metavar="", help="Remplace le fichier s’il existe.")] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="JOUR", help="Jour des données ; par défaut, la source la plus récente."),
    ] = None,
) -> None:
    """Write everything to print for one workshop, in one archive."""
    # Heavy: drawing and writing documents, which the other verbs of this module never do.
    from app.exports.documents.desk import desk_of  # noqa: PLC0415
    from app.exports.kit import build  # noqa: PLC0415
    from graph.answers.context import Context  # noqa: PLC0415

    one = shelf().get(workshop)
    check_output(out, force=force)
    with open_store(session) as store:
        content = store.steady(lambda _: build(one, desk_of(Context(store), day)))
    with complete_or_absent(out) as draft:
        draft.write_bytes(content)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    state = plan_state(one)
    if state.code == STALE:
        session.out.note(f"Le plan ne va plus : {' '.join(state.reasons)} Refaites-le, puis refaites le kit.")
    elif state.code == NO_PLAN:
        session.out.note("Sans plan de table : composez-le, puis refaites le kit.")
    if session.out.as_json:
        session.out.json({"fichier": str(out), "atelier": one.id, "octets": len(content), "fichiers": names})
        return
    session.out.line(f"{out} : {len(names)} fichiers. Commencez par « {names[0]} », qui dit à quoi sert chacun.")


@command()
def delete(
    session: Session,
    workshop: _Workshop,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Supprime sans demander confirmation.")] = False,
) -> None:
    """Delete one workshop, its plan and its forms."""
    check_consent(plan_only=False, yes=yes, what="une suppression")
    # Read before it goes: a damaged workshop may be deleted too.
    there = {one.id: one.evenement for one in shelf().all()}.get(workshop, "")
    if not yes:
        confirm(session, [f"L’atelier « {workshop} », son plan et ses réponses seront supprimés."], "Supprimer ?")
    shelf().delete(workshop)
    session.out.note(f"L’atelier « {workshop} » est supprimé.")
    if there:
        session.out.note(
            "Ce qui a été écrit dans la base y reste : « maillage journal » le liste, « maillage undo » l’annule."
        )


def _summary(workshop: Workshop) -> dict[str, object]:
    return {
        "id": workshop.id,
        "titre": workshop.titre,
        "date": workshop.date,
        "territoire": workshop.territoire,
        "participants": len(workshop.presents),
        "tours": len(workshop.plan),
        "reponses": len(workshop.formulaires),
        "etape": current(workshop).name,
    }
