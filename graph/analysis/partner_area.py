"""Say how much of a territory an actor's own area takes in, and at which scale this area was drawn."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.analysis.partner_works import Candidate
from graph.reference.loader import vintage_for
from graph.snapshot import ORGANISATION, Fact, Snapshot
from graph.territory import Territories

SCALES: Mapping[str, float] = {
    "commune": 1.0,
    "qpv": 1.0,
    "infra_communal": 1.0,
    "epci": 0.8,
    "pays": 0.8,
    "territoire_democratie_sanitaire": 0.8,
    "secteur_psychiatrie": 0.8,
    "departement": 0.6,
    "region": 0.4,
}
"""Weight of an area by type of territory: the nearer the ground, the heavier."""

_OTHER_SCALE = 0.8
_KINDS = {"COM": "commune", "EPCI": "epci", "DEP": "departement", "REG": "region"}

_AREAS = ("INTERVIENT_SUR", "COUVRE")

OWN, OF_WORKS, OF_ORGANISATION = "acteur", "actions", "organisme"
"""Where an area comes from: said of the actor; else of its works; else of its organisation."""


@dataclass(frozen=True, slots=True)
class Cover:
    """
    Hold how an area meets the territory.

    Parameters
    ----------
    part
        Share of the territory inside the area, 0 to 1; a commune taken in part counts for that part.
    valeur
        The same, each commune weighted by the finest scale that names it, 0 to 1.
    unit
        `habitants` or `communes`: what the share counts.
    origin
        Where the area comes from.
    facts
        Statements that say so.
    """

    part: float
    valeur: float
    unit: str
    origin: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Ground:
    """
    Hold the territory looked at.

    Parameters
    ----------
    territoire_id
        The territory.
    territories
        Territories at the date.
    year
        Year whose population is counted.
    """

    territoire_id: str
    territories: Territories
    year: int
    _communes: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _shares: dict[tuple[tuple[str, float | None, float], ...], tuple[float, float] | None] = field(
        default_factory=dict, repr=False
    )

    def communes(self, territoire_id: str) -> frozenset[str]:
        """Return the codes of the communes of a territory; empty when they are not known."""
        if territoire_id not in self._communes:
            self._communes[territoire_id] = self.territories.communes(territoire_id)
        return self._communes[territoire_id]

    @cached_property
    def weights(self) -> tuple[Mapping[str, float], str]:
        """Weight of each commune of the territory, and the unit: inhabitants, or 1 when one is unknown."""
        vintage = vintage_for(self.year).code
        reference = self.territories.reference.communes
        counts = {code: reference[code].population(vintage) for code in sorted(self.communes(self.territoire_id))}
        known = {code: float(count) for code, count in counts.items() if count is not None}
        if len(known) == len(counts) and any(known.values()):
            return known, "habitants"
        return dict.fromkeys(counts, 1.0), "communes"

    def cover(self, snapshot: Snapshot, facts: tuple[Fact, ...], origin: str) -> Cover | None:
        """
        Return how the territories that statements name meet this one; None when it cannot be known.

        Notes
        -----
        A statement with `part` 0 takes its communes out; another `part` weighs them. A territory whose communes are
        not known counts only when it is the territory itself.
        """
        # Few areas stand for many actors: each is computed once.
        key = tuple((f.link.end, f.properties.get("part"), _scale(snapshot, f.link.end)) for f in facts)
        if key not in self._shares:
            self._shares[key] = self._share(key)
        found = self._shares[key]
        return None if found is None else Cover(*found, self.weights[1], origin, facts)

    def _share(self, zones: Iterable[tuple[str, float | None, float]]) -> tuple[float, float] | None:
        """Return the share covered, and the same weighted, by territories (id, part, scale); None when not known."""
        weights = self.weights[0]
        taken: dict[str, tuple[float, float]] = {}
        excluded: set[str] = set()
        whole, understood = 0.0, False
        for zone_id, part, scale in zones:
            inside = self.communes(zone_id)
            inner = 1.0 if part is None else float(part)
            if zone_id == self.territoire_id and part != 0:
                whole, understood = max(whole, inner * scale), True
            if not inside or not weights:
                continue
            understood = True
            if part == 0:
                excluded |= inside
                continue
            for code in inside & weights.keys():
                taken[code] = max(taken.get(code, (0.0, 0.0)), (inner * scale, inner))
        if not understood:
            return None
        if not weights:
            return 1.0, whole
        kept = [(weights[code], *both) for code, both in sorted(taken.items()) if code not in excluded]
        total = math.fsum(weights.values())
        return (
            math.fsum(weight * inner for weight, _, inner in kept) / total,
            math.fsum(weight * value for weight, value, _ in kept) / total,
        )


def services_of(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    """Return the ids of the services that are brought up to each organisation, sorted; none when they are apart."""
    found: dict[str, list[str]] = defaultdict(list)
    if snapshot.granularite == ORGANISATION:
        for id_ in snapshot.nodes("Acteur"):
            if snapshot.actor(id_) != id_:
                found[snapshot.actor(id_)].append(id_)
    return found


def area(snapshot: Snapshot, ground: Ground, candidate: Candidate, services: Sequence[str] = ()) -> Cover | None:
    """
    Return how the area of an actor meets the territory; None when nobody gave it an area.

    Parameters
    ----------
    snapshot, ground
        The graph at a date, the territory.
    candidate
        The actor.
    services
        Ids of its services, when they are brought up.

    Notes
    -----
    Its own area, its services' included; else that of its works; else that of the organisation it belongs to. A work
    that names no place is where its scheme is.
    """
    ids = [candidate.acteur_id, *services]
    parent = snapshot.organisations.get(candidate.acteur_id)
    for origin, named in ((OWN, ids), (OF_WORKS, None), (OF_ORGANISATION, [parent] if parent else [])):
        found = _zones_of_works(snapshot, candidate) if named is None else _zones(snapshot, named)
        cover = ground.cover(snapshot, found, origin) if found else None
        if cover is not None:
            return cover
    return None


def _zones(snapshot: Snapshot, ids: Iterable[str]) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for id_ in ids:
        for type_ in _AREAS:
            found += snapshot.out_of(id_, type_)
    return tuple(found)


def _zones_of_works(snapshot: Snapshot, candidate: Candidate) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for work in candidate.works:
        own = _zones(snapshot, [work.id])
        scheme = snapshot.scheme_of.get(work.id)
        found.update((fact.id, fact) for fact in own or (_zones(snapshot, [scheme]) if scheme else ()))
    return tuple(found.values())


def _scale(snapshot: Snapshot, territoire_id: str) -> float:
    kind = snapshot.nodes("Territoire").get(territoire_id, {}).get("type_territoire")
    return SCALES.get(str(kind or _KINDS.get(territoire_id.partition("-")[0])), _OTHER_SCALE)
