"""
Count, before a reader expands an object, how many more objects one more link would bring, by nature.

Owns which links are followed for it: those that the picture would draw at its day, or all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.view_models.network import nature_of
from app.view_models.network_scope import Reading
from app.view_models.network_view import counted_nature, enumeration, number
from app.view_models.palette import NATURES, Nature
from app.view_models.typography import sentence
from app.view_models.verbs import NETWORK_LABELS, network_types
from graph.certainty import Certitude, certainty
from graph.model.dates import first_day

Judge = Callable[[Mapping[str, Any]], bool]
"""Tells whether the link of a row of the reading `reseau_bord` is followed."""


@dataclass(frozen=True, slots=True)
class More:
    """
    Hold what one more link would bring around an object.

    Parameters
    ----------
    id
        The object.
    ids
        Objects one link away that the picture does not show, sorted.
    counts
        Nature and number of these, in the order of the legend.
    sentence
        The same in French.
    """

    id: str
    ids: tuple[str, ...]
    counts: tuple[tuple[Nature, int], ...]
    sentence: str


def in_force(day: str, begins: Mapping[str, str]) -> Judge:
    """
    Return what judges links at a day as the picture does: not ended, begun, and not before its two ends exist.

    Parameters
    ----------
    day
        ISO day.
    begins
        First ISO day of the objects of the picture, by id, when it is known.
    """

    def judge(row: Mapping[str, Any]) -> bool:
        if row["valid_from"] is None and row["debut"] and first_day(row["debut"]) > day:
            return False
        if row["valid_from"] is None and begins.get(row["depuis"], "") > day:
            return False
        return certainty(row, day) is not Certitude.INACTIF

    return judge


def more_around(reading: Reading, identifier: str, drawn: Collection[str], judge: Judge | None = None) -> More:
    """
    Return what one more link would bring around an object.

    Parameters
    ----------
    reading
        Shared readings of the graph.
    identifier
        The object.
    drawn
        Ids that the picture already shows.
    judge
        Tells which links are followed; all of them when None.
    """
    more = _beyond(reading, [identifier], drawn, judge)
    if not more:
        return More(identifier, (), (), sentence("Rien de plus à un lien : tout est déjà dans l’image."))
    counts, said = _counted(more)
    return More(identifier, tuple(sorted(more)), counts, sentence(f"{said} de plus à un lien."))


def more_beyond(reading: Reading, start: str, drawn: Collection[str], judge: Judge | None = None) -> More:
    """
    Return what one more link would bring around a whole picture.

    Parameters
    ----------
    reading
        Shared readings of the graph.
    start
        Object that the picture starts from.
    drawn
        Ids that the picture shows.
    judge
        Tells which links are followed; all of them when None.
    """
    more = _beyond(reading, sorted(drawn), drawn, judge)
    if not more:
        return More(start, (), (), sentence("Rien de plus à un lien de plus."))
    counts, said = _counted(more)
    return More(start, tuple(sorted(more)), counts, sentence(f"+{number(len(more))} à un lien de plus : {said}."))


def _beyond(reading: Reading, front: Collection[str], drawn: Collection[str], judge: Judge | None) -> dict[str, Nature]:
    """Return the nature of the objects one link away from some, by id, those already drawn left out."""
    known = {*drawn, *front}
    # Without dates to judge, each object is read once however many links join it.
    rows = reading("reseau_bord" if judge else "reseau_voisins", {"ids": list(front), "types": network_types()})
    return {
        row["id"]: nature_of(row["labels"])
        for row in rows
        if NETWORK_LABELS & set(row["labels"]) and row["id"] not in known and (judge is None or judge(row))
    }


def _counted(more: dict[str, Nature]) -> tuple[tuple[tuple[Nature, int], ...], str]:
    found = Counter(more.values())
    counts = tuple((nature, found[nature]) for nature in NATURES if found[nature])
    return counts, enumeration([counted_nature(nature, count) for nature, count in counts])
