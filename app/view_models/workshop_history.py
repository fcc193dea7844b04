"""Lay out the workshops of one territory side by side: who came, what was planned, what was answered, what is new."""

from __future__ import annotations

from collections.abc import Sequence

from app.view_models.typography import day, number, typeset
from app.workshops.effects import history
from app.workshops.milestones import DAY as HELD
from app.workshops.planning import met_pairs
from app.workshops.record import DAY, DECLINED, LATER, Workshop

HEADING = ("Atelier", "Venus", "Rencontres au plan", "Réponses", "Liens nouveaux")
_NEW = "liens_nouveaux"


def history_rows(workshops: Sequence[Workshop]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """
    Return the heading and one row per workshop, the oldest first.

    Who came is not known before a round is played or the day is ticked; then those invited are counted. A new link is
    one that both sides declare after the workshop and that did not stand before; under 60 % of answers, it is a sign.
    """
    reports = {one.id: found for one, found in history(workshops)}
    rows = []
    for one in sorted(workshops, key=lambda kept: (kept.date, kept.id)):
        line = reports[one.id].line(_NEW)
        new = f"{number(line.part.n)} sur {number(line.part.m)}" if line and line.part.m else "–"
        sign = ", indicatif" if reports[one.id].indicatif else ""
        *before, answers = _row(one)
        rows.append((*before, f"{answers}{sign}", new))
    return HEADING, rows


def _row(workshop: Workshop) -> tuple[str, ...]:
    invited = sum(one.statut != DECLINED for one in workshop.participants)
    held = bool(workshop.joues or HELD in workshop.faits)
    came = len(workshop.venus)
    return (
        typeset(f"{day(workshop.date)}, {workshop.titre}"),
        number(came) if held else f"{number(invited)} invités",
        number(len(met_pairs(workshop.plan))) if workshop.plan else "–",
        " puis ".join(filter(None, (_answers(workshop, DAY), _answers(workshop, LATER)))) or "–",
    )


def _answers(workshop: Workshop, moment: str) -> str:
    count = sum(form.moment == moment for form in workshop.formulaires)
    return f"{count} sur {len(workshop.venus)}" if count else ""
