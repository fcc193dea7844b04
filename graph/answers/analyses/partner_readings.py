"""Read what the partner finder looks at, and no more: the works of a territory, actors, the own neighbourhood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from graph.analysis.reach import Reach, Ties
from graph.answers.context import Context
from graph.answers.outcome import Raw
from graph.answers.parameters import Request
from graph.answers.partial_facts import PartialFacts
from graph.certainty import Certitude
from graph.snapshot import ORGANISATION, Snapshot
from graph.store.values import GraphRelationship

_STRUCTURE = {"COMPREND", "A_INSTANCE"}
_KEPT = 8

_NEIGHBOURHOODS: WeakKeyDictionary[Context, _Neighbourhoods] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """
    Hold what surrounds the own organisation at a date.

    Parameters
    ----------
    reach
        Who is tied to it, and to those tied to it.
    offers
        Graph that holds what it offers.
    """

    reach: Reach
    offers: Snapshot


@dataclass(slots=True)
class _Neighbourhoods:
    """Keep, for one version of the graph, what was read: neighbourhoods, ties, zones by id, unnamed groups."""

    found: dict[tuple[object, ...], Neighbourhood] = field(default_factory=dict)
    around: dict[tuple[object, ...], Ties] = field(default_factory=dict)
    zones: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    services: dict[str | None, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    collectives: frozenset[str] | None = None
    lock: Lock = field(default_factory=Lock)

    def services_of(self, base: Snapshot) -> Mapping[str, Sequence[str]]:
        """Return the services of each organisation at the date of a snapshot."""
        if base.day not in self.services:
            found: dict[str, list[str]] = defaultdict(list)
            for service, top in sorted(base.organisations.items()):
                found[top].append(service)
            self.services[base.day] = found
        return self.services[base.day]


class PartnerReadings:
    """
    Read for one question.

    Parameters
    ----------
    context, request
        The question and what surrounds it; it names a territory.
    """

    def __init__(self, context: Context, request: Request) -> None:
        self._context = context
        self._request = request
        territoire_id = request.values["territoire"]
        # Only its scope and its services are used: nothing is read whole.
        self._base = context.snapshot(
            request.day, granularite=request.granularite, certitude=request.certitude, territoire_id=territoire_id
        )
        self._kept = _NEIGHBOURHOODS.setdefault(context, _Neighbourhoods())
        self._services = self._kept.services_of(self._base)
        acteur_id = request.values["acteur"]
        self.organisation = self._base.organisations.get(acteur_id, acteur_id)
        self.own = frozenset([self.organisation, *self._services.get(self.organisation, ())])

    def subject(self, raws: Raw) -> Snapshot:
        """Return the graph of the works of the territory, with those engaged in them, on the scope of the question."""
        facts = PartialFacts()
        engaged: set[str] = set()
        engaged_in: set[str] = set()
        for raw in raws:
            id_, labels = self._add(facts, raw), raw["objet"].labels
            arrived = raw["entrants"]
            here = {start for start, link, _ in arrived if link.type not in _STRUCTURE}
            engaged |= {id_, *here} if "Acteur" in labels else here
            if "Dispositif" in labels:
                engaged_in.add(id_)
            contained = [(start, end_date) for start, link, end_date in arrived if link.type in _STRUCTURE]
            for start, link, end_date, end in raw["objets"]:
                self._add_link(facts, link, start, end)
                contained.append((start, end_date))
            for start, end_date in contained:
                facts.add_node(start, ("Dispositif",), {"date_fin": end_date} if end_date else {})
            if all(link.type != "INTERVIENT_SUR" for _, link in raw["sortants"]):
                engaged_in.update(start for start, _ in contained)
        organisations = self._base.organisations
        wanted = engaged | {organisations[id_] for id_ in engaged if id_ in organisations}
        if self._request.granularite == ORGANISATION:
            wanted |= {service for id_ in wanted for service in self._services.get(id_, ())}
        # The perimeter of a scheme stands for the area of its works, and of those engaged in it, that have none.
        self._add_zones(facts, wanted | engaged_in)
        return self._snapshot(facts, scoped=True)

    def _add_zones(self, facts: PartialFacts, ids: Collection[str]) -> None:
        """Add actors and schemes with where they act."""
        kept = self._kept.zones
        missing = sorted(set(ids) - kept.keys())
        if missing:
            kept |= {row["id"]: row for row in self._context.reading("zones_d_objets", {"ids": missing})}
        for id_ in sorted(kept.keys() & set(ids)):
            row = kept[id_]
            facts.add_node(id_, row["labels"], {name: v for name, v in row["proprietes"].items() if v is not None})
            for end, link, kind in row["sortants"]:
                self._add_link(facts, link, id_, end)
                facts.add_node(end, ("Territoire",), {"type_territoire": kind})

    def neighbourhood(self) -> Neighbourhood:
        """Return what surrounds the own organisation, read once per version of the graph and date."""
        kept = self._kept
        key = (self.organisation, self._request.day, self._request.granularite, self._request.certitude)
        with kept.lock:
            if key not in kept.found:
                if len(kept.found) >= _KEPT:
                    kept.found.pop(next(iter(kept.found)))
                kept.found[key] = self._read_neighbourhood()
            return kept.found[key]

    def around(self, ids: Collection[str]) -> Ties:
        """Return the ties of some actors; the last ones read are kept: weights change more often than the subject."""
        kept = self._kept
        key = (frozenset(ids), self._request.day, self._request.granularite, self._request.certitude)
        with kept.lock:
            if key not in kept.around:
                if len(kept.around) >= _KEPT:
                    kept.around.pop(next(iter(kept.around)))
                facts = PartialFacts()
                self._add_contexts(facts, self._with_services(ids))
                self._add_actors(facts)
                kept.around[key] = Ties(self._snapshot(facts))
            return kept.around[key]

    def _read_neighbourhood(self) -> Neighbourhood:
        facts = PartialFacts()
        self._add_contexts(facts, self.own)
        self._add_actors(facts)
        first = self._snapshot(facts)
        tied = Reach(first, self._members(self.own)).tied()
        wider = PartialFacts()
        self._add_contexts(wider, self._with_services(self.own | tied))
        self._add_actors(wider)
        offers = PartialFacts()
        for row in self._context.reading("offres_proposees", {"ids": sorted(self.own)}):
            self._add(offers, row)
        return Neighbourhood(Reach(self._snapshot(wider), self._members(self.own)), self._snapshot(offers))

    def _members(self, ids: Collection[str]) -> set[str]:
        """Return the counted actors that stand for some ids."""
        return {self._base.actor(id_) for id_ in ids}

    def _with_services(self, ids: Collection[str]) -> frozenset[str]:
        if self._request.granularite != ORGANISATION:
            return frozenset(ids)
        return frozenset(ids) | {service for id_ in ids for service in self._services.get(id_, ())}

    def _add_contexts(self, facts: PartialFacts, ids: Collection[str]) -> None:
        given = {"ids": sorted(ids)}
        for row in self._context.reading("contextes_d_acteurs", given):
            facts.add_node(row["id"], row["labels"])
            for start, link in row["entrants"]:
                self._add_link(facts, link, start, row["id"])
                facts.add_node(start, ("Acteur",))
        for row in self._context.reading("liens_d_acteurs", given):
            self._add_link(facts, row["lien"], row["depart"], row["arrivee"])
            for id_ in (row["depart"], row["arrivee"]):
                facts.add_node(id_, ("Acteur",))

    def _add_actors(self, facts: PartialFacts) -> None:
        """Add the organisations of the services read, and say which actors are unnamed groups."""
        organisations = self._base.organisations
        for id_ in sorted(facts.ids("Acteur")):
            facts.add_node(organisations.get(id_, id_), ("Acteur",))
        for id_ in facts.ids("Acteur") & self._collectives():
            facts.add_node(id_, ("Acteur",), {"collectif": True})

    def _collectives(self) -> frozenset[str]:
        kept = self._kept
        if kept.collectives is None:
            kept.collectives = frozenset(row["id"] for row in self._context.reading("acteurs_collectifs", {}))
        return kept.collectives

    def _snapshot(self, facts: PartialFacts, *, scoped: bool = False) -> Snapshot:
        return Snapshot(
            source=facts,
            day=self._request.day,
            granularite=self._request.granularite,
            # Themes are classifications, rarely dated: whoever asks for what is certain means the roles.
            certitude=Certitude.INCERTAIN if scoped else self._request.certitude,
            organisations=self._base.organisations,
            scope=self._base.scope if scoped else None,
        )

    def _add(self, facts: PartialFacts, raw: Mapping[str, Any]) -> str:
        """Add an object with what leaves it and what arrives at it."""
        id_ = facts.add_graph_node(raw["objet"])
        observed = self._context.observed
        for item in raw["sortants"]:
            facts.add_link(item[1], id_, item[0], observed(item[1].properties))
        for item in raw["entrants"]:
            facts.add_link(item[1], item[0], id_, observed(item[1].properties))
        return id_

    def _add_link(self, facts: PartialFacts, link: GraphRelationship, start: str, end: str) -> None:
        facts.add_link(link, start, end, self._context.observed(link.properties))
