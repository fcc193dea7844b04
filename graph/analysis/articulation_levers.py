"""
Find what would bring two schemes together: the instance to open, whom to invite, who opens the door, the next meeting.

Pure. Owns these choices; nothing is invented: what is not documented stays None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.analysis.articulation import INSTANCE, TOP, Articulation, Pair
from graph.analysis.content import Found
from graph.model.dates import first_day, last_day
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

_MEETING_EASE: Final = (
    "reseau", "groupe_de_travail", "COTECH", "cellule", "COPIL", "assemblee_pleniere", "duo_coordination", "CTS",
    "instance_regionale", "autre",
)  # fmt: skip
_DECIDING: Final = ("COTECH", "COPIL", "assemblee_pleniere", "groupe_de_travail", "reseau")
_WORKING: Final = ("groupe_de_travail", "COTECH", "reseau", "cellule", "COPIL")
OPEN_FIRST: Final[Mapping[int, tuple[str, ...]]] = {1: _MEETING_EASE, 2: _MEETING_EASE, 3: _DECIDING, 4: _WORKING}
"""Types of instances by next level: to meet, the lightest ones first; to agree on aims, those that decide; to act,
those that work."""

_LEADING: Final = ("ANIME", "PILOTE", "PORTE", "SIGNE")
"""Roles of those who speak for a scheme, the nearest to its daily life first."""
_CHAIRING: Final = ("ANIME", "PILOTE", "ORGANISE")
_CHAIRS: Final = ("presidence", "co-presidence", "secretariat")
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


def levers_of(
    snapshot: Snapshot,
    pair: Pair,
    articulation: Articulation,
    members: tuple[Found, Found],
    acting: Collection[str],
) -> Levers:
    """
    Return what would bring two schemes to the next level.

    Parameters
    ----------
    snapshot
        The graph at a date; instances with their `type_instance`, events with their `date` and `type_evenement`.
    pair
        Schemes.
    articulation
        What already articulates them.
    members
        Actors with a role in each, in the order of the pair.
    acting
        Ids of the schemes that are actors too.
    """
    common = _common_actors(members)
    shared = [item for item in articulation.evidence if item.nature == INSTANCE]
    found: list[Fact] = []
    if shared:
        instance_id = shared[0].objet_id
        host, guest = pair
        found += shared[0].facts
    else:
        held = _best_instance(snapshot, pair, articulation.niveau, common)
        instance_id = held.end if held else None
        host = held.start if held else _host(snapshot, pair, acting)
        guest = pair[1] if host == pair[0] else pair[0]
        found += [held] if held else []
    there = members[pair.index(host)]
    invited = _invited(snapshot, guest, acting, there)
    found += [invited] if isinstance(invited, Fact) else []
    opener = _opener(snapshot, instance_id, host, common, members)
    found += opener[1]
    return Levers(
        instance_id=instance_id,
        shared=bool(shared),
        hote_id=host,
        invite_de_id=guest,
        invite_id=snapshot.actor(invited.start) if isinstance(invited, Fact) else invited,
        acteur_id=opener[0],
        both_sides=bool(common),
        meeting=next_meeting(snapshot, pair, instance_id),
        facts=tuple(found),
    )


def next_meeting(snapshot: Snapshot, pair: Pair, instance_id: str | None) -> Meeting | None:
    """
    Return the next dated event of an instance, else of either scheme; None when none is known, or without a day.

    A month or a year is still to come until it is over.
    """
    if snapshot.day is None:
        return None
    events = snapshot.nodes("Evenement")
    ahead = [
        (fact.end != instance_id, first_day(date), id_, date)
        for scheme in pair
        for id_ in snapshot.parts(scheme)
        if id_ in events and (date := _date_ahead(events[id_], snapshot.day))
        for fact in snapshot.out_of(id_, "CONCERNE", planned=True)
    ]
    return Meeting(*min(ahead)[2:]) if ahead else None


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


def _best_instance(snapshot: Snapshot, pair: Pair, niveau: int, common: Collection[str]) -> Fact | None:
    """Return the statement of the instance to open: where a common actor sits, then by type, by next meeting, by id."""
    order = OPEN_FIRST[min(niveau + 1, TOP)]
    known = snapshot.nodes("Instance")

    def rank(fact: Fact) -> tuple[bool, int, str, str, str]:
        kind = known[fact.end].get("type_instance")
        seated = {snapshot.actor(part.start) for type_ in role_types() for part in snapshot.into(fact.end, type_)}
        meeting = next_meeting(snapshot, (fact.start, fact.start), fact.end)
        return (
            seated.isdisjoint(common),
            order.index(kind) if kind in order else len(order),
            meeting.date if meeting else "9999",
            fact.start,
            fact.end,
        )

    held = [fact for id_ in pair for fact in snapshot.out_of(id_, "A_INSTANCE") if fact.end in known]
    return min(held, key=rank, default=None)


def _host(snapshot: Snapshot, pair: Pair, acting: Collection[str]) -> str:
    """Return the scheme that would invite when nobody has an instance: a contract invites a structure."""
    return next((id_ for id_ in pair if id_ not in acting and _speakers(snapshot, id_)), pair[0])


def _speakers(snapshot: Snapshot, scheme: str) -> list[Fact]:
    """Return who speaks for a scheme, the nearest to its daily life first, then by id."""
    found = [
        (rank, snapshot.actor(fact.start), fact)
        for rank, type_ in enumerate(_LEADING)
        for fact in snapshot.into(scheme, type_)
        if snapshot.actor(fact.start) in snapshot.actors
    ]
    return [fact for _, _, fact in sorted(found, key=lambda item: (item[0], item[1], item[2].id))]


def _invited(snapshot: Snapshot, guest: str, acting: Collection[str], there: Found) -> Fact | str | None:
    """Return the guest itself when it acts, else who speaks for it: somebody who is not there already, if any."""
    if guest in acting:
        return guest
    speakers = _speakers(snapshot, guest)
    return next((fact for fact in speakers if snapshot.actor(fact.start) not in there), None)


def _opener(
    snapshot: Snapshot, instance_id: str | None, host: str, common: Iterable[str], members: tuple[Found, Found]
) -> tuple[str | None, tuple[Fact, ...]]:
    """Return who opens the door: an actor on both sides, else who runs the instance, else who speaks for the host."""
    for acteur_id in common:
        return acteur_id, (members[0][acteur_id][0], members[1][acteur_id][0])
    running = [
        fact
        for type_ in (*_CHAIRING, "EST_MEMBRE")
        for fact in (snapshot.into(instance_id, type_) if instance_id else ())
        if (type_ in _CHAIRING or fact.role in _CHAIRS) and snapshot.actor(fact.start) in snapshot.actors
    ]
    for fact in (*running, *_speakers(snapshot, host)):
        return snapshot.actor(fact.start), (fact,)
    return None, ()
