"""Ask the named questions for one document: one date, one version of the data, whoever keeps the answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.view_models.typography import day
from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.certainty import ALL_DATES

Parameters = Mapping[str, str | Sequence[str]]
Asking = Callable[[str, Parameters], Answer]
"""Answer a question at the date of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """
    Hold what the builders of documents need.

    Parameters
    ----------
    context
        What surrounds the answers.
    asking
        Answers a question at `date`.
    asking_ever
        Answers a question for all dates: what is known at another date is not unknown.
    date
        ISO day of the data, or `toutes`.
    asked
        Whether somebody chose this date; otherwise it is the day of the newest dated document.
    today
        ISO day on which the document is written.
    """

    context: Context
    asking: Asking
    asking_ever: Asking
    date: str
    asked: bool = False
    today: str = field(default_factory=lambda: datetime.date.today().isoformat())

    @property
    def day(self) -> str | None:
        """Return the day of the data, or None for all dates."""
        return None if self.date == ALL_DATES else self.date

    @property
    def year(self) -> int | None:
        """Return the year that chooses the census; None for the newest one."""
        return int(self.date[:4]) if self.day else None

    @property
    def seen_at(self) -> str:
        """Return the date of the data in words, with the rule that gave it."""
        if self.day is None:
            return "toutes dates confondues"
        newest = self.context.newest_source
        if not self.asked and newest:
            return f"{day(self.date)}, jour de la source datée la plus récente de la base"
        return f"{day(self.date)}, {'jour choisi' if self.asked else 'jour de l’écriture, faute de source datée'}"


def desk_of(context: Context, date: str | None) -> Desk:
    """
    Return a desk that reads its answers from the store of a context.

    Parameters
    ----------
    context
        What surrounds the answers.
    date
        ISO day, `toutes`, or None for the day of the newest dated document.
    """
    seen = date or context.newest_source or datetime.date.today().isoformat()

    def asking(at: str, name: str, parameters: Parameters) -> Answer:
        return ask(context.store, name, dict(parameters), date=at, context=context)

    return Desk(
        context=context,
        asking=partial(asking, seen),
        asking_ever=partial(asking, ALL_DATES),
        date=seen,
        asked=date is not None,
    )
