"""Say in which schemes of its territory an organisation has no documented role, and who of its kind has one.

No documented role is not an absence: nobody may have written it down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.analysis.content import members
from graph.certainty import Certitude, certainty
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

_AREAS = frozenset({"ressort", "circonscription"})
"""Roles that say what an organisation is competent for, before where it has an office."""


@dataclass(frozen=True, slots=True)
class Absence:
    """
    Hold one scheme where no role is documented at the date.

    Parameters
    ----------
    dispositif_id
        The scheme.
    former
        Roles that are over, or not begun, at the date; empty when none was ever documented.
    peers
        Ids of the other organisations of the same kind that have a role there, in order.
    """

    dispositif_id: str
    former: tuple[Fact, ...] = ()
    peers: tuple[str, ...] = ()


def areas(snapshot: Snapshot, acteur_id: str) -> tuple[Fact, ...]:
    """
    Return what says where an organisation acts: its own area first.

    Returns
    -------
    facts
        Its area of competence; without one, where it or its services act; ordered as read, empty when nothing says it.
    """
    group = _group(snapshot, acteur_id)
    own = [*snapshot.out_of(acteur_id, "INTERVIENT_SUR"), *snapshot.out_of(acteur_id, "COUVRE")]
    competent = [fact for fact in own if fact.type == "COUVRE" or fact.role in _AREAS]
    every = [fact for id_ in sorted(group) for fact in snapshot.out_of(id_, "INTERVIENT_SUR")]
    return tuple(competent or own or every)


def absences(snapshot: Snapshot, acteur_id: str, schemes: Iterable[str]) -> tuple[Absence, ...]:
    """
    Return the schemes where an organisation has no role at the date.

    Parameters
    ----------
    snapshot
        The graph at a date.
    acteur_id
        The organisation; its services count as itself when services are brought up.
    schemes
        Ids of the schemes of its territory.

    Returns
    -------
    absences
        One per scheme, in the order given. A planned or doubtful role is a role.
    """
    group = _group(snapshot, acteur_id)
    kind = snapshot.nodes("Acteur").get(acteur_id, {}).get("type_acteur")
    past = _past_roles(snapshot, group)
    found = []
    for scheme in schemes:
        parts = frozenset(snapshot.parts(scheme))
        if scheme in group or _has_role(snapshot, group, parts):
            continue
        peers = tuple(
            id_
            for id_ in members(snapshot, scheme)
            if id_ != acteur_id and kind and snapshot.nodes("Acteur")[id_].get("type_acteur") == kind
        )
        found.append(Absence(scheme, tuple(fact for fact in past if fact.end in parts), peers))
    return tuple(found)


def roles_held(snapshot: Snapshot, acteur_id: str, schemes: Iterable[str]) -> tuple[str, ...]:
    """Return, among schemes, those where an organisation has a role at the date, in the order given."""
    group = _group(snapshot, acteur_id)
    return tuple(scheme for scheme in schemes if _has_role(snapshot, group, frozenset(snapshot.parts(scheme))))


def _group(snapshot: Snapshot, acteur_id: str) -> frozenset[str]:
    services = (id_ for id_ in snapshot.organisations if snapshot.actor(id_) == acteur_id)
    return frozenset({acteur_id, *services})


def _has_role(snapshot: Snapshot, group: Collection[str], parts: Collection[str]) -> bool:
    return any(
        fact.end in parts
        for id_ in group
        for type_ in role_types()
        for fact in snapshot.out_of(id_, type_, planned=True)
    )


def _past_roles(snapshot: Snapshot, group: Collection[str]) -> tuple[Fact, ...]:
    """Return the roles of an organisation that are over, or not begun, at the date."""
    return tuple(
        fact
        for type_ in role_types()
        for link in snapshot.source.links(type_)
        if link.start in group
        for fact in [Fact(link, certainty(link.properties, snapshot.day, link.observed))]
        if fact.state is Certitude.INACTIF
    )
