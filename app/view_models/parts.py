"""Make the parts of a score readable: name, value, weight, how it was computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.view_models.typography import number, sentence, typeset
from graph.answer import Part

UNKNOWN = "non documenté"


@dataclass(frozen=True, slots=True)
class PartView:
    """Hold one part of a score as people read it."""

    label: str
    value: str
    weight: str
    how: str


def build_parts(parts: Iterable[Part]) -> tuple[PartView, ...]:
    """Return the parts ready to draw; an unknown value says so and is never a zero."""
    return tuple(
        PartView(
            typeset(part.libelle),
            UNKNOWN if part.valeur is None else number(round(part.valeur, 3)),
            "" if part.poids is None else number(round(part.poids, 3)),
            sentence(part.calcul) if part.calcul else "",
        )
        for part in parts
    )
