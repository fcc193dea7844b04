"""
Find what would bring two schemes together: the instance to open, whom to invite, who opens the door, the next meeting.

Pure. Owns these choices; nothing is invented: what is not documented stays None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from graph.analysis.articulation import INSTANCE, TOP, Articulation, Pair
from graph.analysis.content import Found
from graph.model.dates import first_day, last_day
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

_OPEN: Final = (
    "reseau", "COTECH", "COPIL", "assemblee_pleniere", "groupe_de_travail", "CTS", "cellule", "duo_coordination",
    "instance_regionale", "autre",
)  # fmt: skip
_DECIDING: Final = ("COTECH", "COPIL", "assemblee_pleniere", "groupe_de_travail", "reseau")
_WORKING: Final = ("groupe_de_travail", "COTECH", "reseau", "cellule", "COPIL")
OPEN_FIRST: Final[Mapping[int, tuple[str, ...]]] = {1: _OPEN, 2: _OPEN, 3: _DECIDING, 4: _WORKING}
"""Types of instances by next level: to meet, those that are open to partners before those that have a subject of their
own; to agree on aims, those that decide; to act, those that work."""

_LEADING: Final = ("ANIME", "PILOTE", "PORTE", "SIGNE")
"""Roles of those who speak for a scheme, the nearest to its daily life first."""
_RUNNING: Final = ("ANIME", "PILOTE", "ORGANISE")
_CHAIRS: Final = ("presidence", "co-presidence", "secretariat")
_NEVER: Final = "9999"
"""Later than any date."""
MILESTONE: Final = "jalon"
"""Type of event that nobody attends."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Hold an event to come: its id, its date as documented."""

    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Levers:
    """
    Hold what would bring two schemes to the next level.

    Parameters
    ----------
    instance_id
        Instance to open, or the one they already share; None when none is documented on either side.
    shared
        Whether they share it already.
    hote_id, invite_de_id
        Scheme that holds the instance, and the other one.
    invite_id
        Actor to invite: the other scheme when it acts, else who speaks for it; None when nobody is documented.
    acteur_id
        Actor who opens the door; None when nobody is documented.
    both_sides
        Whether this actor has a role in both.
    meeting
        Next dated event of the instance, else of either scheme.
    facts
        Statements that these choices rest on.
    """

    instance_id: str | None
    shared: bool
    hote_id: str
    invite_de_id: str
    invite_id: str | None
    acteur_id: str | None
    both_sides: bool
    meeting: Meeting | None
    facts: tuple[Fact, ...]


class LeverFinder:
    """
    Find what would bring pairs of schemes to their next level.

    Parameters
    ----------
    snapshot
        The graph at a date; instances with their `type_instance`, events with their `date` and `type_evenement`.
    acting
        Ids of the schemes that are actors too.
    """

    def __init__(self, snapshot: Snapshot, acting: Collection[str]) -> None:
        self.snapshot = snapshot
        self.acting = acting
        # The same scheme stands in many pairs: what is known of it is worked out once.
        self._ahead = cache(self._events_ahead)
        self._seated = cache(self._seated_in)
        self._speakers = cache(self._speakers_of)

    def find(self, pair: Pair, articulation: Articulation, members: tuple[Found, Found]) -> Levers:
        """
        Return what would bring two schemes to the next level.

        Parameters
        ----------
        pair
            Schemes.
        articulation
            What already articulates them.
        members
            Actors with a role in each, in the order of the pair.
        """
        common = _common_actors(members)
        shared = [item for item in articulation.evidence if item.nature == INSTANCE]
        found: list[Fact] = []
        if shared:
            instance_id = shared[0].objet_id
            host, guest = pair
            found += shared[0].facts
        else:
            held = self._best_instance(pair, articulation.niveau, common)
            instance_id = held.end if held else None
            host = held.start if held else self._host(pair)
            guest = pair[1] if host == pair[0] else pair[0]
            found += [held] if held else []
        invited = self._invited(guest, members[pair.index(host)])
        found += [invited] if isinstance(invited, Fact) else []
        acteur_id, opening = self._opener(instance_id, host, common, members)
        return Levers(
            instance_id=instance_id,
            shared=bool(shared),
            hote_id=host,
            invite_de_id=guest,
            invite_id=self.snapshot.actor(invited.start) if isinstance(invited, Fact) else invited,
            acteur_id=acteur_id,
            both_sides=bool(common),
            meeting=self.next_meeting(pair, instance_id),
            facts=(*found, *opening),
        )

    def next_meeting(self, schemes: Iterable[str], instance_id: str | None) -> Meeting | None:
        """
        Return the next dated event of an instance, else of one of these schemes; None when none is known.

        A month or a year is still to come until it is over; without a day, nothing is to come.
        """
        ahead = [
            (place != instance_id, first_day(date), id_, date)
            for scheme in schemes
            for place, id_, date in self._ahead(scheme)
        ]
        return Meeting(*min(ahead)[2:]) if ahead else None

    def _events_ahead(self, scheme: str) -> tuple[tuple[str, str, str], ...]:
        """Return (what it is about, event, date) for the events of a scheme that are to come."""
        day, events = self.snapshot.day, self.snapshot.nodes("Evenement")
        if day is None:
            return ()
        return tuple(
            (fact.end, id_, date)
            for id_ in self.snapshot.parts(scheme)
            if id_ in events and (date := _date_ahead(events[id_], day))
            for fact in self.snapshot.out_of(id_, "CONCERNE", planned=True)
        )

    def _seated_in(self, instance_id: str) -> frozenset[str]:
        """Return the actors with a role in an instance."""
        return frozenset(
            self.snapshot.actor(fact.start) for type_ in role_types() for fact in self.snapshot.into(instance_id, type_)
        )

    def _speakers_of(self, scheme: str) -> tuple[Fact, ...]:
        """Return who speaks for a scheme, the nearest to its daily life first, then by id."""
        found = [
            (rank, self.snapshot.actor(fact.start), fact)
            for rank, type_ in enumerate(_LEADING)
            for fact in self.snapshot.into(scheme, type_)
            if self.snapshot.actor(fact.start) in self.snapshot.actors
        ]
        return tuple(fact for _, _, fact in sorted(found, key=lambda item: (item[0], item[1], item[2].id)))

    def _best_instance(self, pair: Pair, niveau: int, common: Collection[str]) -> Fact | None:
        """Return the statement of the instance to open: where a common actor sits, then by type, meeting, id."""
        order = OPEN_FIRST[min(niveau + 1, TOP)]
        known = self.snapshot.nodes("Instance")

        def rank(fact: Fact) -> tuple[bool, int, str, str, str]:
            kind = known[fact.end].get("type_instance")
            meeting = self.next_meeting((fact.start,), fact.end)
            return (
                self._seated(fact.end).isdisjoint(common),
                order.index(kind) if kind in order else len(order),
                meeting.date if meeting else _NEVER,
                fact.start,
                fact.end,
            )

        held = [fact for id_ in pair for fact in self.snapshot.out_of(id_, "A_INSTANCE") if fact.end in known]
        return min(held, key=rank, default=None)

    def _host(self, pair: Pair) -> str:
        """Return the scheme that would invite when nobody has an instance: a contract invites a structure."""
        return next((id_ for id_ in pair if id_ not in self.acting and self._speakers(id_)), pair[0])

    def _invited(self, guest: str, there: Found) -> Fact | str | None:
        """Return the guest itself when it acts, else who speaks for it and is not there already."""
        if guest in self.acting:
            return guest
        return next((fact for fact in self._speakers(guest) if self.snapshot.actor(fact.start) not in there), None)

    def _opener(
        self, instance_id: str | None, host: str, common: Iterable[str], members: tuple[Found, Found]
    ) -> tuple[str | None, tuple[Fact, ...]]:
        """Return who opens the door: who is on both sides, runs the instance, speaks for the host, or chairs."""
        for acteur_id in common:
            return acteur_id, (members[0][acteur_id][0], members[1][acteur_id][0])
        seats = [fact for type_ in (*_RUNNING, "EST_MEMBRE") for fact in self.snapshot.into(instance_id or "", type_)]
        running = [fact for fact in seats if fact.type in _RUNNING]
        chairing = [fact for fact in seats if fact.role in _CHAIRS]
        for fact in (*running, *self._speakers(host), *chairing):
            if self.snapshot.actor(fact.start) in self.snapshot.actors:
                return self.snapshot.actor(fact.start), (fact,)
        return None, ()


def _date_ahead(event: Mapping[str, Any], day: str) -> str | None:
    date = event.get("date")
    if not date or event.get("type_evenement") == MILESTONE or last_day(str(date)) < day:
        return None
    return str(date)


def _common_actors(members: tuple[Found, Found]) -> list[str]:
    """Return the actors with a role in both, those whose weaker role is the strongest first, then by id."""
    weights = role_types()

    def rank(acteur_id: str) -> tuple[float, str]:
        return -min(max(weights[fact.type] for fact in side[acteur_id]) for side in members), acteur_id

    return sorted((id_ for id_ in members[0] if id_ in members[1]), key=rank)
