"""Lay a workshop out in time: the steps from sixty days before to ninety days after, and where the facilitator is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from app.workshops.record import Workshop

GOAL, GUESTS, SHEETS, SEATS, DAY, ANSWERS, EFFECT = (
    "objectif",
    "invites",
    "fiches",
    "plan",
    "jour",
    "reponses",
    "bilan",
)
"""Names of the steps, in the address and among those that the facilitator ticked."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """
    Describe one step.

    Parameters
    ----------
    name
        Name in the address.
    days
        Days from the day of the workshop; negative before it.
    title
        French title.
    todo
        What is to be done, one French sentence.
    """

    name: str
    days: int
    title: str
    todo: str

    @property
    def mark(self) -> str:
        """Return the distance from the day: `J-60`, `J`, `J+7`."""
        return f"J{self.days:+d}".replace("-", "\u2011") if self.days else "Jour\u00a0J"

    def day(self, workshop: Workshop) -> date:
        """Return the day of this step."""
        return date.fromisoformat(workshop.date) + timedelta(days=self.days)


MILESTONES: Final[Mapping[str, Milestone]] = MappingProxyType(
    {
        step.name: step
        for step in (
            Milestone(GOAL, -60, "Objectif", "Dire le but, le territoire, les thèmes, le jour et le nombre de places."),
            Milestone(GUESTS, -45, "Invités", "Arrêter la liste : qui inviter, pourquoi, et par qui le remplacer."),
            Milestone(SHEETS, -30, "Fiches", "Envoyer à chaque invité sa fiche, pour qu’il la corrige."),
            Milestone(SEATS, -10, "Plan de table", "Composer les tables de chaque tour et imprimer le kit."),
            Milestone(DAY, 0, "Jour J", "Noter les absents et les arrivés, refaire les tours qui restent."),
            Milestone(ANSWERS, 7, "Réponses", "Saisir les questionnaires et les écrire dans la base."),
            Milestone(EFFECT, 90, "Bilan", "Reposer les questions trois mois après, comparer, rendre compte."),
        )
    }
)
"""Steps, in order, by name."""


def current(workshop: Workshop) -> Milestone:
    """Return the first step that is not ticked; the last one when all are."""
    waiting = [step for name, step in MILESTONES.items() if name not in workshop.faits]
    return waiting[0] if waiting else MILESTONES[EFFECT]


def is_done(workshop: Workshop, name: str) -> bool:
    """Tell whether the facilitator ticked a step."""
    return name in workshop.faits


def all_done(workshop: Workshop) -> bool:
    """Tell whether every step is ticked."""
    return all(name in workshop.faits for name in MILESTONES)


def is_late(workshop: Workshop, step: Milestone, today: date) -> bool:
    """Tell whether the day of a step is past and nobody ticked it."""
    return step.day(workshop) < today and not is_done(workshop, step.name)
