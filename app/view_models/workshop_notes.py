"""Say what a facilitator may have overlooked: the day chosen, more participants than seats. Never in the way."""

from __future__ import annotations

from datetime import date

from app.view_models.typography import counted, day, typeset
from app.workshops.days_off import holiday, week_end
from app.workshops.milestones import DAY, is_done
from app.workshops.record import Workshop


def about_day(picked: date, today: date, *, begun: bool = False) -> str:
    """
    Return what is odd about the day of a workshop, French sentences; empty when nothing is.

    Parameters
    ----------
    picked, today
        Day of the workshop, and this day.
    begun
        Whether the workshop took place: its day is past, then, as it should be.
    """
    said = []
    name, feast = week_end(picked), holiday(picked)
    odd = [f"un {name}"] if name else []
    odd += [f"un jour férié ({feast})"] if feast else []
    if odd:
        said.append(f"Le {day(picked.isoformat())} est {' et '.join(odd)}.")
    if picked < today and not begun:
        said.append("Ce jour est passé. Si l’atelier n’a pas encore eu lieu, choisissez-en un autre.")
    return typeset(" ".join(said))


def about_day_of(workshop: Workshop, today: date) -> str:
    """Return what is odd about the day of a workshop that is kept; see `about_day`."""
    begun = bool(workshop.joues or workshop.formulaires or is_done(workshop, DAY))
    return about_day(date.fromisoformat(workshop.date), today, begun=begun)


def too_many(workshop: Workshop) -> str:
    """Say that more participants are expected than there are seats, and what to do; empty when there are enough."""
    people = len(workshop.presents)
    if people <= workshop.places or workshop.joues:
        return ""
    return typeset(
        f"{counted(people, 'participant')} pour {counted(workshop.places, 'place')} : retirez quelqu’un à l’étape "
        "« Invités », ou changez le nombre de places à l’étape « Objectif »."
    )
