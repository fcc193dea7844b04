"""List the actions in force at the date: what each one is about, for whom, who leads or joins it.

An action is in force when its own dates allow it and, if schemes are known to contain it, when one of them still does.
Pilots and partners count; offers do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.analysis.content import Found, named
from graph.model.dates import first_day, last_day
from graph.snapshot import Fact, Snapshot

LEADERS, PARTNERS = "PILOTE", "EST_PARTENAIRE"

ENDED = frozenset({"terminee", "abandonnee", "suspendue"})
"""Statuses of an action that is not under way any more."""


@dataclass(frozen=True, slots=True)
class Work:
    """
    Hold an action in force.

    Parameters
    ----------
    id, titre, statut
        Identifier, title as written, status (None when unknown).
    dispositifs
        Ids of the schemes that contain it, sorted.
    themes, publics
        Statements by id of the theme and of the public.
    pilotes, partenaires
        Statements by id of the counted actor, services brought up when organisations are asked for.
    placed
        Statements that put it in its schemes.
    """

    id: str
    titre: str
    statut: str | None
    dispositifs: tuple[str, ...]
    themes: Found
    publics: Found
    pilotes: Found
    partenaires: Found
    placed: tuple[Fact, ...]

    @property
    def acteurs(self) -> tuple[str, ...]:
        """Return the ids of its pilots and partners, sorted."""
        return tuple(sorted({*self.pilotes, *self.partenaires}))

    @property
    def active(self) -> bool:
        """Tell whether it is not said to be over, dropped or suspended."""
        return self.statut not in ENDED

    def roles(self, acteur_id: str) -> tuple[Fact, ...]:
        """Return the statements that give an actor a role in it."""
        return (*self.pilotes.get(acteur_id, ()), *self.partenaires.get(acteur_id, ()))


def works(snapshot: Snapshot) -> tuple[Work, ...]:
    """Return the actions in force in the scope, ordered by id."""
    contained = {fact.end for fact in snapshot.every("COMPREND")}
    found = []
    for id_, properties in snapshot.nodes("Action").items():
        placed = snapshot.into(id_, "COMPREND")
        if not _under_way(properties, snapshot.day) or (id_ in contained and not placed) or not snapshot.in_scope(id_):
            continue
        found.append(
            Work(
                id=id_,
                titre=str(properties.get("nom") or ""),
                statut=properties.get("statut"),
                dispositifs=tuple(sorted({fact.start for fact in placed})),
                themes=named(snapshot, id_, "TRAITE"),
                publics=named(snapshot, id_, "CIBLE"),
                pilotes=_actors(snapshot, id_, LEADERS),
                partenaires=_actors(snapshot, id_, PARTNERS),
                placed=placed,
            )
        )
    return tuple(found)


def _under_way(properties: Mapping[str, Any], day: str | None) -> bool:
    start, end = properties.get("date_debut"), properties.get("date_fin")
    return not (day and ((start and first_day(str(start)) > day) or (end and last_day(str(end)) < day)))


def _actors(snapshot: Snapshot, id_: str, type_: str) -> Found:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in snapshot.into(id_, type_):
        acteur_id = snapshot.actor(fact.start)
        if acteur_id in snapshot.actors:
            found[acteur_id].append(fact)
    return {acteur_id: tuple(found[acteur_id]) for acteur_id in sorted(found)}
