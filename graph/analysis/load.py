"""Measure what governance asks of each organisation: the instances where it sits, the hours they take, what it leads.

It measures what documents say, not who works most. The length of meetings is hardly ever written: hours rest on
hypotheses that the reader can change (see `graph.model.norms.charge_hypotheses`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.model.norms import ChargeHypotheses
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

DOCUMENTED, LEAST, SUPPOSED = "documente", "minimum", "hypothese"
"""Where a rhythm or a length comes from: a document, a rule that gives the least, a hypothesis."""

FEWEST = 5
"""Organisations under which an inequality says nothing."""

_SITS = ("EST_MEMBRE", "ANIME", "PILOTE")
_LEADS = ("PORTE", "PILOTE", "ANIME")
_PLANNED = frozenset({"prevu", "propose"})
_Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Seat:
    """
    Hold what an organisation does in one instance, at its heaviest role.

    Parameters
    ----------
    instance_id
        The instance.
    role
        Role, or type of the relationship when it has none.
    coefficient
        Length of a meeting that the role takes, preparation included.
    reunions
        Meetings in a year; None when neither a document nor a hypothesis gives them.
    rythme
        Where they come from; None when they are not known.
    duree
        Hours of a meeting.
    duree_connue
        Whether a document gives this length.
    prevu
        Whether the seat is only planned.
    facts
        Statements, heaviest role first.
    """

    instance_id: str
    role: str
    coefficient: float
    reunions: float | None
    rythme: str | None
    duree: float
    duree_connue: bool
    prevu: bool
    facts: tuple[Fact, ...]

    @property
    def heures(self) -> float | None:
        """Return hours in a year; None when the rhythm is not known, unless the role takes none."""
        if self.coefficient == 0:
            return 0.0
        return None if self.reunions is None else self.reunions * self.duree * self.coefficient


@dataclass(frozen=True, slots=True)
class Stand:
    """
    Say that one organisation sits, or could sit, for another.

    Parameters
    ----------
    other_id
        The other organisation.
    instance_id
        Where; None when the document does not say.
    sits
        Whether this one sits for the other, or is represented by it.
    """

    other_id: str
    instance_id: str | None
    sits: bool


@dataclass(frozen=True, slots=True)
class Load:
    """
    Hold the load of one organisation.

    Parameters
    ----------
    acteur_id
        The organisation (or service).
    seats
        Where it sits, ordered by instance id.
    pilotages
        Statements by id of the action it leads.
    schemes
        Statements by id of the scheme it carries, leads or coordinates.
    contracts
        Ids of the local health contracts where it has a role, in order.
    stands
        Documented representations.
    possible
        Representations that could be: both sit in another instance, and one already sits for the other somewhere.
    """

    acteur_id: str
    seats: tuple[Seat, ...] = ()
    pilotages: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    schemes: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    contracts: tuple[str, ...] = ()
    stands: tuple[Stand, ...] = ()
    possible: tuple[Stand, ...] = ()

    @property
    def heures(self) -> float | None:
        """Return the hours in a year that are known, a lower bound; None when none is."""
        known = [seat.heures for seat in self.seats if seat.heures is not None]
        return sum(known) if known else None

    @property
    def proposed(self) -> int:
        """Return how many of the actions it would lead are only proposed or planned."""
        return sum(all(fact.statut in _PLANNED for fact in facts) for facts in self.pilotages.values())

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return what it rests on, seats first."""
        groups = [seat.facts for seat in self.seats] + [*self.pilotages.values(), *self.schemes.values()]
        return tuple(fact for group in groups for fact in group)


def load(
    snapshot: Snapshot, hypotheses: ChargeHypotheses, *, within: Collection[str] | None = None
) -> tuple[Load, ...]:
    """
    Return the load of every counted actor that sits or leads something in the scope.

    Parameters
    ----------
    snapshot
        The graph at a date, with its scope and granularity.
    hypotheses
        What is supposed of meetings.
    within
        Ids of a scheme and of its parts when only these count; None for all.

    Returns
    -------
    loads
        Most hours first, an unknown number last; then most instances, most actions led, id. An organisation counts
        once per instance and once per action, at its heaviest role.
    """

    def counted(id_: str) -> bool:
        return (within is None or id_ in within) and snapshot.in_scope(id_)

    seats = _seats(snapshot, hypotheses, counted)
    pilotages = _led(snapshot, ("PILOTE",), "Action", counted)
    schemes = _led(snapshot, _LEADS, "Dispositif", counted)
    contracts = _contracts(snapshot, counted)
    stands = _stands(snapshot, counted)
    loads = [
        Load(
            acteur_id=id_,
            seats=seats.get(id_, ()),
            pilotages=pilotages.get(id_, {}),
            schemes=schemes.get(id_, {}),
            contracts=contracts.get(id_, ()),
            stands=tuple(stands.get(id_, ())),
            possible=_possible(id_, stands.get(id_, ()), seats),
        )
        for id_ in {*seats, *pilotages, *schemes}
    ]
    return tuple(sorted(loads, key=_order))


def gini(values: Iterable[float]) -> float | None:
    """
    Return how unequally something is shared: 0 when all have the same, near 1 when one has everything.

    Returns
    -------
    index
        None under five values, or when they are all zero.

    References
    ----------
    .. [1] Gini, C., "Variabilità e mutabilità", 1912.

    Examples
    --------
    >>> gini([1, 1, 1, 1, 6])
    0.4
    """
    ordered = np.sort(np.asarray(list(values), dtype=float))
    if len(ordered) < FEWEST or ordered.sum() <= 0:
        return None
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * (ranks * ordered).sum()) / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered))


def top_share(values: Iterable[float], count: int = 3) -> float | None:
    """Return the share of the largest values in the sum; None under five values, or when they are all zero."""
    ordered = sorted(values, reverse=True)
    total = sum(ordered)
    return sum(ordered[:count]) / total if len(ordered) >= FEWEST and total > 0 else None


def heavy(loads: Sequence[Load], hypotheses: ChargeHypotheses) -> frozenset[str]:
    """Return the ids of those above the percentile of hours that sit in enough instances to be pointed out."""
    hours = {found.acteur_id: found.heures for found in loads if found.heures is not None}
    if not hours:
        return frozenset()
    limit = float(np.percentile(list(hours.values()), hypotheses.alerte_centile))
    return frozenset(
        found.acteur_id
        for found in loads
        if len(found.seats) >= hypotheses.alerte_instances and hours.get(found.acteur_id, 0.0) > limit
    )


def _seats(snapshot: Snapshot, hypotheses: ChargeHypotheses, counted: _Test) -> dict[str, tuple[Seat, ...]]:
    instances = snapshot.nodes("Instance")
    found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for type_ in _SITS:
        for fact in snapshot.facts(type_):
            acteur_id = snapshot.actor(fact.start)
            if fact.end in instances and acteur_id in snapshot.actors and counted(fact.end):
                found[acteur_id][fact.end].append(fact)
    return {
        acteur_id: tuple(_seat(snapshot, hypotheses, id_, facts) for id_, facts in sorted(places.items()))
        for acteur_id, places in found.items()
    }


def _seat(snapshot: Snapshot, hypotheses: ChargeHypotheses, instance_id: str, facts: Sequence[Fact]) -> Seat:
    def coefficient(fact: Fact) -> float:
        return hypotheses.coefficients.get(_role(fact), hypotheses.coefficient_courant)

    node = snapshot.nodes("Instance")[instance_id]
    ordered = sorted(facts, key=lambda fact: (-coefficient(fact), fact.id))
    rhythm, origin = next(
        (
            (float(value), name)
            for value, name in (
                (node.get("periodicite_an"), DOCUMENTED),
                (node.get("periodicite_min_an"), LEAST),
                (hypotheses.reunions_an.get(str(node.get("type_instance"))), SUPPOSED),
            )
            if value is not None
        ),
        (None, None),
    )
    return Seat(
        instance_id=instance_id,
        role=_role(ordered[0]),
        coefficient=coefficient(ordered[0]),
        reunions=rhythm,
        rythme=origin,
        duree=float(node.get("duree_h") or hypotheses.duree_h),
        duree_connue=bool(node.get("duree_h")),
        prevu=all(fact.statut in _PLANNED for fact in ordered),
        facts=tuple(ordered),
    )


def _role(fact: Fact) -> str:
    return fact.role or {"ANIME": "animateur", "PILOTE": "pilote"}.get(fact.type, "membre")


def _led(
    snapshot: Snapshot, types: Sequence[str], label: str, counted: _Test
) -> dict[str, dict[str, tuple[Fact, ...]]]:
    nodes = snapshot.nodes(label)
    found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for type_ in types:
        for fact in snapshot.facts(type_):
            acteur_id = snapshot.actor(fact.start)
            if fact.end in nodes and acteur_id in snapshot.actors and acteur_id != fact.end and counted(fact.end):
                found[acteur_id][fact.end].append(fact)
    return {
        acteur_id: {id_: tuple(facts) for id_, facts in sorted(things.items())} for acteur_id, things in found.items()
    }


def _contracts(snapshot: Snapshot, counted: _Test) -> dict[str, tuple[str, ...]]:
    """Return, by actor, the local health contracts where it has a role, in them or in one of their parts."""
    schemes = snapshot.nodes("Dispositif")
    found: dict[str, set[str]] = defaultdict(set)
    for type_ in role_types():
        for fact in snapshot.facts(type_):
            scheme = fact.end if fact.end in schemes else snapshot.scheme_of.get(fact.end)
            if scheme is None or schemes[scheme].get("type_dispositif") != "CLS" or not counted(scheme):
                continue
            found[snapshot.actor(fact.start)].add(scheme)
    return {acteur_id: tuple(sorted(ids)) for acteur_id, ids in found.items()}


def _stands(snapshot: Snapshot, counted: _Test) -> dict[str, list[Stand]]:
    found: dict[str, list[Stand]] = defaultdict(list)
    for fact in snapshot.facts("REPRESENTE"):
        one, other = snapshot.actor(fact.start), snapshot.actor(fact.end)
        place = fact.properties.get("contexte")
        if one != other and (place is None or counted(place)):
            found[one].append(Stand(other, place, sits=True))
            found[other].append(Stand(one, place, sits=False))
    return found


def _possible(acteur_id: str, stands: Iterable[Stand], seats: Mapping[str, tuple[Seat, ...]]) -> tuple[Stand, ...]:
    mine = {seat.instance_id for seat in seats.get(acteur_id, ()) if seat.coefficient > 0}
    known = list(stands)
    done = {(stand.other_id, stand.instance_id) for stand in known}
    found = {
        Stand(stand.other_id, seat.instance_id, sits=stand.sits)
        for stand in known
        for seat in seats.get(stand.other_id, ())
        if seat.coefficient > 0 and seat.instance_id in mine and (stand.other_id, seat.instance_id) not in done
    }
    return tuple(sorted(found, key=lambda stand: (stand.other_id, stand.instance_id or "", stand.sits)))


def _order(found: Load) -> tuple[bool, float, int, int, str]:
    hours = found.heures
    return hours is None, -(hours or 0.0), -len(found.seats), -len(found.pilotages), found.acteur_id
