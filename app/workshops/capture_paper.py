"""Lay out the form of a workshop on paper: answers are ringed, the next steps are written on dotted lines."""

from __future__ import annotations

import re
from typing import Final

from app.exports.documents.content import Block, Document, Facts, Heading, Paragraph, Section, Table, clean
from app.view_models.typography import NBSP, day, typeset
from app.workshops.capture_questions import (
    ABSENT,
    BEFORE,
    HIGHEST,
    LEGAL,
    MET,
    MISTAKE,
    MOMENTS,
    QUESTIONS,
    TODAY,
    asked,
    heading,
    others,
    scale,
    written,
)
from app.workshops.record import DAY, Workshop

_GRADES: Final = f"{NBSP}{NBSP}{NBSP}".join(str(value) for value in range(HIGHEST + 1))
_YES_NO: Final = f"oui{NBSP}{NBSP}{NBSP}non"
_DOTS: Final = "…" * 38
_FEW: Final = "…" * 12
_STEPS: Final = 4
_NUMBER: Final = re.compile(r"p0*(\d+)")


def number_of(identifier: str) -> str:
    """Return the number of a participant: one and the same on the list, the plan, the cards and the forms."""
    found = _NUMBER.fullmatch(identifier)
    return found[1] if found else identifier


def paper_form(
    workshop: Workshop, moment: str = DAY, identifier: str = "", *, today: str = "", version: str = ""
) -> Document:
    """
    Return the form to print, for one participant or to photocopy.

    Parameters
    ----------
    workshop
        Workshop.
    moment
        `jour` or `trois_mois`.
    identifier
        Id of the participant who answers; empty for a form where one writes one's own name.
    today
        ISO day on which it is written; the day of the workshop by default.
    version
        Version of the data, for the foot of the page.
    """
    who = written(workshop, workshop.participant(identifier)) if identifier else _FEW
    return Document(
        kind=f"Questionnaire, {MOMENTS[moment]}",
        title=clean(typeset(workshop.titre), 220),
        dates=(
            ("Votre organisme", clean(typeset(who))),
            ("Atelier du", day(workshop.date)),
            ("Durée", "5\u00a0minutes"),
        ),
        seen=workshop.date,
        written=today or workshop.date,
        sections=paper_sections(workshop, moment, identifier),
        version=version,
    )


def paper_sections(workshop: Workshop, moment: str = DAY, identifier: str = "") -> tuple[Section, ...]:
    """Return the parts of the form to print: how to answer, the links, the next steps, the last two questions."""
    marks = "\u202f; ".join(f"{grade.value}{NBSP}: {grade.words.lower()}" for grade in scale())
    first: tuple[Block, ...] = (
        Paragraph(typeset(f"Entourez vos réponses. Un lien se note de 0 à {HIGHEST}. {marks}.")),
        Paragraph(typeset(f"Laissez intacte une ligne dont vous ne savez rien. {_closing(moment)} {LEGAL}"), "note"),
        _links(workshop, moment, identifier),
    )
    steps = tuple(("Avec", f"{_FEW}{NBSP}: {_FEW}, pour {_FEW[3:]}") for _ in range(_STEPS))
    last = tuple((QUESTIONS[part], _DOTS) for part in (ABSENT, MISTAKE))
    return (
        Section("Vos liens avec les autres participants", first),
        Section("Quel prochain pas, pour quand\u202f?", (Facts(steps),)),
        Section("Et pour finir", (Facts(last),)),
    )


def _links(workshop: Workshop, moment: str, identifier: str) -> Table:
    parts = [part for part in asked(moment) if part in {BEFORE, MET, TODAY}]
    headings = [heading(part, moment).split(" (")[0] for part in parts]
    rows = [
        (
            clean(typeset(f"{number_of(other.id)}. {written(workshop, other)}")),
            *(_YES_NO if part == MET else _GRADES for part in parts),
        )
        for other in others(workshop, identifier)
    ]
    return Table(
        "Les participants",
        (Heading("Participant", 46.0), *(Heading(text, 18.0) for text in headings)),
        tuple(rows),
    )


def _closing(moment: str) -> str:
    when = "en partant, ou dans la semaine" if moment == DAY else "à qui vous l’a envoyée"
    return (
        f"Rendez cette feuille {when}. Un lien que vous déclarez reste « à confirmer » tant que l’autre organisme ne "
        "l’a pas déclaré aussi."
    )
