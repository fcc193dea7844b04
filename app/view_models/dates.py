"""Offer the dates at which the base can be looked at, and say in French which one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.view_models.typography import NBSP, day
from graph.certainty import ALL_DATES
from graph.model.dates import is_partial_date, last_day

NEWEST, TODAY, OTHER, EVERY = "source", "jour", "autre", "toutes"


@dataclass(frozen=True, slots=True)
class DateView:
    """
    Hold the date of the view and the choices around it.

    Parameters
    ----------
    value
        ISO day, or `toutes`.
    choice
        Which choice the value is: `source`, `jour`, `autre` or `toutes`.
    labels
        French label of each choice offered, in order.
    warning
        What was wrong with the date asked for, or an empty text.
    """

    value: str
    choice: str
    labels: dict[str, str]
    warning: str = ""

    @property
    def iso_day(self) -> str | None:
        """Return the ISO day, or None for all dates."""
        return None if self.value == ALL_DATES else self.value

    @property
    def sentence(self) -> str:
        """Return the date as every screen says it."""
        return "toutes dates confondues" if self.value == ALL_DATES else f"vu au {day(self.value)}"


ALL_LABEL: Final = "Toutes les dates"


def build_date(asked: str, newest: str | None, today: date) -> DateView:
    """
    Return the date of the view.

    Parameters
    ----------
    asked
        What the address asks for: a full or partial ISO date, `toutes`, or nothing.
    newest
        Day of the newest dated document, or None.
    today
        Day of the visit.
    """
    now = today.isoformat()
    labels = {NEWEST: f"{day(newest)}, dernière source datée"} if newest else {}
    labels |= {TODAY: f"Aujourd’hui, {day(now)}", OTHER: "Une autre date", EVERY: ALL_LABEL}
    default = newest or now
    warning = ""
    value = asked
    if not asked:
        value = default
    elif asked != ALL_DATES and not is_partial_date(asked):
        value = default
        warning = f"La date de l’adresse n’est pas lisible{NBSP}: la vue est au {day(default)}."
    elif asked != ALL_DATES:
        value = last_day(asked)
    choice = {ALL_DATES: EVERY, newest: NEWEST, now: TODAY}.get(value, OTHER)
    if value == newest:
        choice = NEWEST
    return DateView(value, choice, labels, warning)
