"""Show the graph as it is at one date: facts with their state, services brought up to their organisation.

Pure: reads from a `FactSource` (a store, or lists in a test) and computes; the analyses read nothing else. Everything
is read when it is first asked for, type by type and label by label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from graph.certainty import WEIGHTS, Certitude, certainty, counts_in_metrics
from graph.model.vocabularies import vocabulary

SERVICE, ORGANISATION = "service", "organisation"

CONTEXT_LABELS = ("Action", "Dispositif", "Evenement", "Instance")
"""Labels of what actors work on together."""

_INACTIVE_LAST = list(Certitude)


@dataclass(frozen=True, slots=True)
class Link:
    """
    Hold one relationship as stored.

    Parameters
    ----------
    id, type, start, end
        Identifier, type, ids of its ends.
    properties
        Stored properties.
    observed
        Date, or floor date, of its newest document; None when no document is dated.
    """

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Any]
    observed: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """
    Hold one relationship with what it is worth at the date of the snapshot.

    Parameters
    ----------
    link
        The relationship.
    state
        certain, incertain or inactif.
    """

    link: Link
    state: Certitude

    @property
    def id(self) -> str:
        """Return the identifier of the relationship."""
        return self.link.id

    @property
    def type(self) -> str:
        """Return the type of the relationship."""
        return self.link.type

    @property
    def start(self) -> str:
        """Return the id of the first end."""
        return self.link.start

    @property
    def end(self) -> str:
        """Return the id of the second end."""
        return self.link.end

    @property
    def properties(self) -> Mapping[str, Any]:
        """Return the stored properties."""
        return self.link.properties

    @property
    def role(self) -> str | None:
        """Return the role, or None."""
        return self.link.properties.get("role")

    @property
    def statut(self) -> str | None:
        """Return the status, or None when the statement has none."""
        return self.link.properties.get("statut")

    @property
    def weight(self) -> float:
        """Return σ: 1 when certain, 0.5 when uncertain, 0 when inactive."""
        return WEIGHTS[self.state]

    @property
    def date(self) -> str | None:
        """Return the newest date the statement is known for: observed, else its document's, else its first day."""
        return self.link.properties.get("observed_at") or self.link.observed or self.link.properties.get("valid_from")


class FactSource(Protocol):
    """Give nodes and relationships, whole; a store or lists."""

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties of the nodes of a label by id, ordered by id, with `labels` among them."""
        ...

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Hold what a territory holds, at the date of the snapshot.

    Parameters
    ----------
    territoire_id
        The territory.
    communes
        Codes of its communes; empty when they are not known.
    zones
        Ids of the territories that meet it, itself included.
    dispositifs
        Ids of the schemes whose perimeter meets it.
    """

    territoire_id: str
    communes: frozenset[str]
    zones: frozenset[str]
    dispositifs: frozenset[str]


@dataclass(eq=False)
class Snapshot:
    """
    Show the graph at a date.

    Parameters
    ----------
    source
        Where nodes and relationships come from.
    day
        ISO day, or None for all dates (then nothing is inactive).
    granularite
        `organisation` (services are brought up) or `service`.
    certitude
        Weakest state kept; inactive facts never enter.
    collectifs
        Whether unnamed groups of actors are counted.
    organisations
        Organisation of each service at the date, by service id.
    scope
        Territory looked at, or None for everything.

    Attributes
    ----------
    kept
        What an analysis built from it and keeps for the next question, by name; it goes when the snapshot goes.
    """

    source: FactSource
    day: str | None = None
    granularite: str = ORGANISATION
    certitude: Certitude = Certitude.INCERTAIN
    collectifs: bool = False
    organisations: Mapping[str, str] = field(default_factory=dict)
    scope: Scope | None = None
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    _facts: dict[tuple[str, bool], tuple[Fact, ...]] = field(default_factory=dict, repr=False)
    _ends: dict[tuple[str, bool, bool], Mapping[str, tuple[Fact, ...]]] = field(default_factory=dict, repr=False)

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties of the nodes of a label by id, ordered by id, with their `labels`."""
        return self.source.nodes(label)

    def facts(self, type_: str, *, planned: bool = False) -> tuple[Fact, ...]:
        """
        Return the facts of a type that are in force, ordered by ends then id.

        Parameters
        ----------
        type_
            Relationship type.
        planned
            Whether statements that never enter figures (project, advice, to be confirmed) are kept.
        """
        found = self._facts.get((type_, planned))
        if found is None:
            if planned:
                kept = [fact for fact in self.every(type_) if fact.state in self._states]
            else:
                kept = [fact for fact in self.facts(type_, planned=True) if counts_in_metrics(fact.link.properties)]
            found = self._facts[type_, planned] = tuple(kept)
        return found

    def every(self, type_: str) -> Iterable[Fact]:
        """Yield all the facts of a type with their state, inactive ones included."""
        for link in self.source.links(type_):
            yield Fact(link, certainty(link.properties, self.day, link.observed))

    def out_of(self, id_: str, type_: str, *, planned: bool = False) -> tuple[Fact, ...]:
        """Return the facts of a type that start from a node."""
        found = self._ends.get((type_, planned, True))
        return (self._indexed(type_, planned, start=True) if found is None else found).get(id_, ())

    def into(self, id_: str, type_: str, *, planned: bool = False) -> tuple[Fact, ...]:
        """Return the facts of a type that arrive at a node."""
        found = self._ends.get((type_, planned, False))
        return (self._indexed(type_, planned, start=False) if found is None else found).get(id_, ())

    def keeps(self, state: Certitude) -> bool:
        """Tell whether facts of this state are wanted."""
        return _INACTIVE_LAST.index(state) <= _INACTIVE_LAST.index(self.certitude)

    def actor(self, acteur_id: str) -> str:
        """Return the actor that stands for this one: its organisation, unless services are kept apart."""
        return self.organisations.get(acteur_id, acteur_id) if self.granularite == ORGANISATION else acteur_id

    def is_collective(self, acteur_id: str) -> bool:
        """Tell whether an actor is an unnamed group (« une quinzaine de structures »)."""
        return bool(self.nodes("Acteur").get(acteur_id, {}).get("collectif"))

    @cached_property
    def actors(self) -> Mapping[str, Mapping[str, Any]]:
        """Properties of the counted actors by id: services brought up, unnamed groups out unless asked for."""
        return {
            id_: properties
            for id_, properties in self.nodes("Acteur").items()
            if self.actor(id_) == id_ and (self.collectifs or not properties.get("collectif"))
        }

    def secteur(self, acteur_id: str) -> str | None:
        """Return the sector of an actor, that of its kind by default; None when unknown."""
        properties = self.nodes("Acteur").get(acteur_id, {})
        if properties.get("secteur"):
            return str(properties["secteur"])
        term = vocabulary("types_acteur").terms.get(str(properties.get("type_acteur")))
        code = term.attributes.get("secteur_defaut") if term else None
        if code in vocabulary("secteurs").terms:
            return str(code)
        parent = self.organisations.get(acteur_id)
        return self.secteur(parent) if parent and parent != acteur_id else None

    @cached_property
    def scheme_of(self) -> Mapping[str, str]:
        """Scheme that an action, an instance or an event belongs to, by its id; the first by id among several."""
        return {part: schemes[0] for part, schemes in self.schemes_of.items()}

    @cached_property
    def schemes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Schemes that an action, an instance or an event belongs to, by its id, sorted: an instance may be shared."""
        found: dict[str, set[str]] = defaultdict(set)
        for type_ in ("COMPREND", "A_INSTANCE"):
            for fact in self.facts(type_, planned=True):
                if fact.end not in self.nodes("Dispositif"):
                    found[fact.end].add(fact.start)
        for fact in self.facts("CONCERNE", planned=True):
            if fact.start in self.nodes("Evenement"):
                found[fact.start] |= {fact.end} if fact.end in self.nodes("Dispositif") else found.get(fact.end, set())
        return {part: tuple(sorted(schemes)) for part, schemes in found.items() if schemes}

    def parts(self, dispositif_id: str) -> tuple[str, ...]:
        """Return the ids of a scheme and of its actions, instances and events, sorted."""
        return (dispositif_id, *self._parts.get(dispositif_id, ()))

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for part, schemes in sorted(self.schemes_of.items()):
            for scheme in schemes:
                found[scheme].append(part)
        return {scheme: tuple(parts) for scheme, parts in found.items()}

    def in_scope(self, id_: str) -> bool:
        """
        Tell whether something takes place on the territory looked at.

        Its own zones decide when it has some; else the perimeter of its scheme; what has neither is left out.
        """
        if self.scope is None or id_ in self.scope.dispositifs or id_ in self.scope.zones:
            return True
        zones = self.out_of(id_, "INTERVIENT_SUR")
        if zones:
            return any(fact.end in self.scope.zones for fact in zones)
        return not self.scope.dispositifs.isdisjoint(self.schemes_of.get(id_, ()))

    @cached_property
    def _states(self) -> frozenset[Certitude]:
        """States of the facts that enter."""
        return frozenset(state for state in Certitude if state is not Certitude.INACTIF and self.keeps(state))

    def _indexed(self, type_: str, planned: bool, *, start: bool) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts(type_, planned=planned):
            found[fact.link.start if start else fact.link.end].append(fact)
        kept = self._ends[type_, planned, start] = {id_: tuple(facts) for id_, facts in found.items()}
        return kept
