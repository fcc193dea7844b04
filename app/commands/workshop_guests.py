"""Propose whom to invite, with reasons and substitutes; keep the list as a workshop when asked to."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from app.commands.failures import misuse
from app.commands.opening import open_store
from app.commands.questions import show_answer
from app.commands.session import Session, command
from app.commands.workshop_base import shelf
from app.view_models.names import territory_name
from app.workshops.editing import add_all
from app.workshops.people import names_person
from app.workshops.planning import GUESTS, guests_from_answer
from app.workshops.record import Workshop
from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.certainty import ALL_DATES
from graph.search import resolve
from ingest.repairs.dates import read_day

_FEWEST, _MOST = 1, 120


@command(table=True)
def guests(
    session: Session,
    territory: Annotated[
        str | None,
        typer.Option("--territory", metavar="TERRITOIRE", help="Nom ou code du territoire.", show_default=False),
    ] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option("--themes", metavar="THÈME", help="Thème, ou THÈME=POIDS. Répétable ; tous par défaut."),
    ] = None,
    seats: Annotated[int, typer.Option("--seats", metavar="B", help="Nombre de places.")] = 24,
    mandatory: Annotated[
        list[str] | None, typer.Option("--mandatory", metavar="ACTEUR", help="À inviter dans tous les cas. Répétable.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="ACTEUR", help="À ne pas inviter. Répétable.")
    ] = None,
    most: Annotated[
        int, typer.Option("--most-per-organisation", metavar="N", help="Places par organisme, au plus.")
    ] = 1,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="JOUR", help="Jour des données ; par défaut, la source la plus récente."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep",
            metavar="JOUR",
            help="Garde la liste comme un atelier de ce jour, à reprendre à l’écran.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TITRE", help="Titre de l’atelier gardé.")] = "",
) -> None:
    """Print a guest list."""
    faults = [] if territory else ["Il manque le territoire : --territory."]
    if not _FEWEST <= seats <= _MOST:
        faults.append(f"--seats va de {_FEWEST} à {_MOST} : {seats} ne convient pas.")
    if most < 1:
        faults.append(f"--most-per-organisation commence à 1 : {most} est trop petit.")
    held = read_day(keep) if keep else None
    if keep and not _is_day(held):
        faults.append(f"--keep attend un jour, par exemple 2027-03-18 : « {keep} » n’en est pas un.")
    if title and (why := names_person(title)):
        faults.append(f"--title : {why}")
    if title and not keep:
        faults.append("--title donne son titre à un atelier gardé : ajoutez --keep JOUR.")
    if faults:
        raise misuse(" ".join(faults), "Tapez « maillage workshop guests --help ».")
    given: dict[str, object] = {
        "territoire": territory, "themes": themes or [], "places": str(seats), "obligatoires": mandatory or [],
        "exclus": exclude or [], "max_par_organisme": str(most),
    }  # fmt: skip
    with open_store(session) as store:
        context = Context(store)
        answer = ask(store, GUESTS, {name: value for name, value in given.items() if value}, date=day, context=context)
        kept = _keep(context, answer, held, title, seats, most) if held and answer.lignes else None
    show_answer(session, answer)
    if kept:
        session.out.note(f"La liste est gardée : atelier « {kept.id} ».")


def _keep(context: Context, answer: Answer, day: str, title: str, seats: int, most: int) -> Workshop:
    place = str(answer.parametres["territoire"])
    name = territory_name(context, place).split(" (")[0]
    seen = None if answer.date == ALL_DATES else answer.date
    made = Workshop(
        id="", titre=title or f"Atelier d’interconnaissance, {name}", territoire=place, date=day, places=seats,
        max_par_organisme=most, obligatoires=_actors(context, answer, "obligatoires"),
        exclus=_actors(context, answer, "exclus"), themes=_themes(answer),
    )  # fmt: skip
    return shelf().create(add_all(made, guests_from_answer(answer, context, seen)), name)


def _actors(context: Context, answer: Answer, name: str) -> tuple[str, ...]:
    """Return the ids of the actors that a parameter names; the answer has understood each of them."""
    given = answer.parametres.get(name) or ()
    texts = (given,) if isinstance(given, str) else tuple(given)
    return tuple(dict.fromkeys(resolve(context, text, ("Acteur",), name) for text in texts))


def _themes(answer: Answer) -> dict[str, float]:
    """Return the weights of the themes that were asked for, as the answer understood them; none for all alike."""
    asked = answer.parametres.get("themes") or ()
    found = answer.tableaux.get("themes")
    if not asked or found is None:
        return {}
    return {str(row.valeurs["theme_id"]): float(row.valeurs["poids"]) for row in found.lignes}


def _is_day(text: str | None) -> bool:
    try:
        date.fromisoformat(text or "")
    except ValueError:
        return False
    return True
