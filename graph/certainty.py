"""Decide what a statement is worth at a date: certain, incertain or inactif.

The rule: a statement is *inactif* when the date is outside its period; *certain* when its first day is known, its
status is « effectif », and its last day is known or a document of that day or later says it; *incertain* otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from graph.model.dates import first_day, last_day


class Certitude(StrEnum):
    """State of a statement at a date, from the strongest to the weakest."""

    CERTAIN = "certain"
    INCERTAIN = "incertain"
    INACTIF = "inactif"


ALL_DATES = "toutes"
"""Word that asks for no date at all."""

OUT_OF_METRICS = frozenset({"en_projet", "recommande", "a_confirmer"})
"""Statuses that never enter a figure."""

NEVER_CERTAIN = frozenset({"propose", "prevu", "termine", "ponctuel"})
"""Statuses that enter figures, as uncertain."""

WEIGHTS = {Certitude.CERTAIN: 1.0, Certitude.INCERTAIN: 0.5, Certitude.INACTIF: 0.0}
"""σ, weight of a statement in figures."""
_RANK = {state: rank for rank, state in enumerate(Certitude)}


def certainty(properties: Mapping[str, object], day: str | None, observed: str | None = None) -> Certitude:
    """
    Return the state of a relationship at a day.

    Parameters
    ----------
    properties
        Stored properties of the relationship.
    day
        ISO day, or None for all dates (then nothing is inactif).
    observed
        Date at which a document says it, when `observed_at` is empty: the date, or floor date, of its source.
    """
    get = properties.get
    return _state(get("valid_from"), get("valid_to"), get("statut"), get("observed_at") or observed, day)


@lru_cache(maxsize=100_000)
def _state(start: object, end: object, statut: object, seen: object, day: str | None) -> Certitude:
    """Apply the rule to stored values; few distinct combinations stand for many statements."""
    if day and ((start and first_day(str(start)) > day) or (end and last_day(str(end)) < day)):
        return Certitude.INACTIF
    if not start or (statut and statut != "effectif"):
        return Certitude.INCERTAIN
    if day is None or end or (seen and last_day(str(seen)) >= day):
        return Certitude.CERTAIN
    return Certitude.INCERTAIN


def weakest(states: Iterable[Certitude]) -> Certitude:
    """Return the weakest of several states: a row is worth no more than what it rests on."""
    return max(states, key=_RANK.__getitem__, default=Certitude.INCERTAIN)


def counts_in_metrics(properties: Mapping[str, object]) -> bool:
    """Tell whether a relationship may enter a figure (its status is not a project, an advice or a doubt)."""
    return properties.get("statut") not in OUT_OF_METRICS
