"""Say what the form of a workshop asks, in the words people read: the same on paper, in a workbook and on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.view_models.typography import typeset
from app.workshops.record import DAY, LATER, Participant, Workshop
from graph.model.vocabularies import vocabulary

HIGHEST: Final = 5
"""Strongest link; 0 is « no link »."""

RESPONDENT, NUMBER, OTHER, BEFORE, MET, TODAY, STEP, WHEN = (
    "repondant", "numero", "autre", "avant", "rencontre", "aujourd_hui", "pas", "pour_quand",
)  # fmt: skip
WORKSHOP, MOMENT, RECEIVED, ABSENT, MISTAKE = "atelier", "moment", "recu", "absent", "erreur"
"""What a column, or a line, of a form is about."""

MOMENTS: Final[Mapping[str, str]] = {DAY: "jour de l’atelier", LATER: "trois mois après"}
"""French names of the two captures."""

HEADINGS: Final[Mapping[str, str]] = {
    WORKSHOP: "Atelier",
    RESPONDENT: "Répondant",
    NUMBER: "N°",
    OTHER: "Participant",
    BEFORE: "Lien avant (0 à 5)",
    MET: "Rencontré (oui ou non)",
    TODAY: "Lien aujourd’hui (0 à 5)",
    STEP: "Prochain pas",
    WHEN: "Pour quand",
    MOMENT: "Questionnaire",
    RECEIVED: "Reçu le",
    ABSENT: "Un acteur absent à inviter ?",
    MISTAKE: "Une erreur sur votre fiche ?",
}
"""Headings of the columns and labels of the lines."""

_LATER: Final = {MET: "Revu depuis l’atelier (oui ou non)"}

QUESTIONS: Final[Mapping[str, str]] = {
    BEFORE: "Avec qui aviez-vous déjà un lien avant (0-5)\u202f?",
    MET: "Qui avez-vous rencontré\u202f?",
    TODAY: "Quel lien aujourd’hui (0-5)\u202f?",
    STEP: "Quel prochain pas, pour quand\u202f?",
    ABSENT: "Un acteur absent à inviter\u202f?",
    MISTAKE: "Une erreur sur votre fiche\u202f?",
}
"""The questions, in the order of the form."""

LEGAL: Final = (
    "N’écrivez le nom d’aucune personne et ne racontez aucune situation de patient\u00a0: l’organisme, le service et "
    "la fonction suffisent."
)


def asked(moment: str) -> tuple[str, ...]:
    """Return what is asked of each other participant, in order: nobody is asked again what stood before."""
    return (BEFORE, MET, TODAY, STEP, WHEN) if moment == DAY else (MET, TODAY, STEP, WHEN)


def heading(part: str, moment: str = DAY) -> str:
    """Return the heading of a column at a moment."""
    return _LATER.get(part, HEADINGS[part]) if moment == LATER else HEADINGS[part]


@dataclass(frozen=True, slots=True)
class Grade:
    """Hold one grade of the scale: its number and its words."""

    value: int
    words: str


def scale() -> tuple[Grade, ...]:
    """Return the scale of links, from none to the strongest."""
    terms = vocabulary("intensite_lien").terms.values()
    return (Grade(0, "Aucun lien"), *(Grade(int(term.code), term.libelle) for term in terms))


def written(workshop: Workshop, one: Participant) -> str:
    """Return how a participant is written on a form: its name, with its function when several have this name."""
    shared = Counter(other.nom for other in workshop.participants)[one.nom] > 1
    return typeset(f"{one.nom}, {one.fonction}" if shared and one.fonction else one.nom)


def others(workshop: Workshop, identifier: str) -> tuple[Participant, ...]:
    """Return those a participant is asked about, in the order of the list."""
    return tuple(one for one in workshop.venus if one.id != identifier)
