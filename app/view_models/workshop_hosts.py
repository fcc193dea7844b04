"""Say which tables have lost who was to host them."""

from __future__ import annotations

from app.view_models.typography import typeset
from app.view_models.workshop_words import badge
from app.workshops.record import PAIRS, Workshop

REMEDY = typeset("Choisissez qui accueille à l’étape « Plan de table » de l’écran Atelier, ou laissez ainsi.")
"""What to do about it, for a workshop that is kept."""


def tables_without_host(workshop: Workshop) -> str:
    """Say which tables of the rounds to play nobody hosts any more, and who was to; empty when there are none."""
    coming = workshop.plan[workshop.joues :]
    if workshop.mode == PAIRS or not coming:
        return ""
    hosted = {one.table for one in workshop.presents}
    tables = range(1, max(map(len, coming)) + 1)
    lost = {place: [one for one in workshop.participants if one.table == place] for place in tables}
    said = [
        f"à la table {place} ({' et '.join(map(badge, gone))} {'n’est pas là' if len(gone) == 1 else 'ne sont pas là'})"
        for place, gone in lost.items()
        if place not in hosted and gone
    ]
    return typeset(f"Personne n’accueille plus {', ni '.join(said)}.") if said else ""
