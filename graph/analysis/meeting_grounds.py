"""Find where two actors that nothing joins could meet: the smallest ground both act on, an instance near both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.analysis.tie_index import tie_index
from graph.snapshot import Fact, Snapshot
from graph.territory import Territories


@dataclass(frozen=True, slots=True)
class MeetingGround:
    """
    Hold a territory where both actors act, or an instance where one sits and that concerns a territory of the other.

    Parameters
    ----------
    id
        Territory or instance.
    acteur_id
        Who sits in the instance; None for a territory.
    n_communes
        Communes of the territory, or shared by the instance's scheme and the other actor; None when not known.
    facts
        Statements it rests on.
    """

    id: str
    acteur_id: str | None
    n_communes: int | None
    facts: tuple[Fact, ...]


def shared_territories(snapshot: Snapshot, territories: Territories, one: str, two: str) -> list[MeetingGround]:
    """
    Return the territories of one that meet a territory of the other, the smallest first, then by id.

    A territory of an actor is one where it, or a service brought up to it, is said to act, or that a scheme where it
    has a role covers.
    """
    ours, theirs = (_zones(snapshot, acteur_id) for acteur_id in (one, two))
    found = {}
    for mine, others in ((ours, theirs), (theirs, ours)):
        for id_ in mine:
            near = territories.meets(id_, others)
            if near:
                facts = (*mine[id_], *(fact for other in sorted(near) for fact in others[other]))
                found[id_] = MeetingGround(id_, None, len(territories.communes(id_)) or None, facts)
    return sorted(found.values(), key=lambda ground: (ground.n_communes is None, ground.n_communes or 0, ground.id))


def near_instances(snapshot: Snapshot, territories: Territories, one: str, two: str) -> list[MeetingGround]:
    """Return the instances where one of the two sits and whose scheme covers ground of the other, most ground first."""
    zones = {acteur_id: _zones(snapshot, acteur_id) for acteur_id in (one, two)}
    ground = {
        acteur_id: {code for id_ in found for code in territories.communes(id_)} for acteur_id, found in zones.items()
    }
    found = []
    for place in tie_index(snapshot).places:
        seated = [acteur_id for acteur_id in (one, two) if acteur_id in place.parts]
        scheme = snapshot.scheme_of.get(place.id)
        if len(seated) != 1 or scheme is None or place.id not in snapshot.nodes("Instance"):
            continue
        other = two if seated[0] == one else one
        covers = snapshot.out_of(scheme, "COUVRE")
        covered = {code for fact in covers for code in territories.communes(fact.end)}
        shared = len(covered & ground[other])
        if shared or any(territories.meets(fact.end, zones[other]) for fact in covers):
            facts = (place.parts[seated[0]].fact, *covers)
            found.append(MeetingGround(place.id, seated[0], shared or None, facts))
    return sorted(found, key=lambda item: (-(item.n_communes or 0), item.id))


def _zones(snapshot: Snapshot, acteur_id: str) -> dict[str, tuple[Fact, ...]]:
    """Return the territories of an actor, with the statements that say so."""
    own: Collection[str] = [id_ for id_ in snapshot.nodes("Acteur") if snapshot.actor(id_) == acteur_id]
    found: dict[str, tuple[Fact, ...]] = {}
    for id_ in own:
        for fact in snapshot.out_of(id_, "INTERVIENT_SUR"):
            found[fact.end] = (*found.get(fact.end, ()), fact)
    for place in tie_index(snapshot).places:
        if acteur_id in place.parts:
            scheme = snapshot.scheme_of.get(place.id, place.id)
            for fact in (*snapshot.out_of(place.id, "INTERVIENT_SUR"), *snapshot.out_of(scheme, "COUVRE")):
                found[fact.end] = (*found.get(fact.end, ()), place.parts[acteur_id].fact, fact)
    return found
