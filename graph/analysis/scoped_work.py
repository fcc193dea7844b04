"""List the actions and the offers of a territory or of a scheme, with the themes and publics they name.

Pure: reads a snapshot. What is over never comes; what is only planned comes apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.analysis.content import family
from graph.analysis.grounds import Grounds
from graph.certainty import Certitude, counts_in_metrics, weakest
from graph.model.dates import first_day, last_day
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact, Snapshot
from graph.territory import Member, Territories
from graph.ties import role_types

_STOPPED: Final = frozenset({"terminee", "abandonnee", "suspendue"})
_LEVELS: Final = 5
"""Steps from a service to the organisation whose zone its offers inherit."""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Say that an action treats a theme, or addresses a public.

    Parameters
    ----------
    action_id, term_id
        The action; the theme or the public.
    facts
        What says so, then what puts the action in its scheme.
    planned
        Whether the action, or what is said of it, is only a project.
    """

    action_id: str
    term_id: str
    facts: tuple[Fact, ...]
    planned: bool

    @property
    def state(self) -> Certitude:
        """Return the weakest of its statements."""
        return weakest(fact.state for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Hold one offer that the territory may use.

    Parameters
    ----------
    id
        Identifier.
    acteurs
        Ids of the actors that propose it, as written (services are not brought up), sorted.
    facts
        What says that it is proposed, or where.
    """

    id: str
    acteurs: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(eq=False)
class ScopedWork:
    """
    Give the actions in force or planned, and the offers, of the scope of a snapshot.

    Parameters
    ----------
    snapshot
        The graph at a date, with its territory.
    dispositif_id
        Scheme whose actions alone are looked at; None for every action of the territory.
    territories
        Territories at the date; without them what takes place somewhere in the scope answers for the whole of it.

    Notes
    -----
    An action belongs to the territory by its own zones, else by the perimeter of its scheme. It is over when its scheme
    no longer holds it, when its own end is past, or when it was stopped. A contract past its end leaves its actions:
    nobody said that they stopped.
    """

    snapshot: Snapshot
    dispositif_id: str | None = None
    territories: Territories | None = None

    @cached_property
    def needs(self) -> Mapping[str, tuple[Fact, ...]]:
        """What says that a territory of the scope has a need, by need id."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.snapshot.facts("A_BESOIN"):
            if self._on_the_spot(fact.start):
                found[fact.end].append(fact)
        return {id_: tuple(found[id_]) for id_ in sorted(found)}

    @cached_property
    def actions(self) -> Mapping[str, tuple[tuple[Fact, ...], bool]]:
        """What puts each action in its scheme, and whether it is only planned, by action id."""
        snapshot = self.snapshot
        held_once = {link.end for link in snapshot.source.links("COMPREND")}
        found: dict[str, tuple[tuple[Fact, ...], bool]] = {}
        for id_, properties in snapshot.nodes("Action").items():
            holders = snapshot.into(id_, "COMPREND", planned=True)
            if self.dispositif_id is not None:
                holders = tuple(fact for fact in holders if fact.start == self.dispositif_id)
                inside = bool(holders)
            else:
                inside = (bool(holders) or id_ not in held_once) and snapshot.in_scope(id_)
            if not inside or self._stopped(properties.get("date_fin"), properties.get("statut")):
                continue
            start = properties.get("date_debut")
            later = bool(snapshot.day and start and first_day(str(start)) > snapshot.day)
            firm = [fact for fact in holders if counts_in_metrics(fact.properties)]
            found[id_] = (tuple(firm) or holders, later or (bool(holders) and not firm))
        return found

    @cached_property
    def themes(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by theme id, ordered by action."""
        return self._mentions("TRAITE")

    @cached_property
    def publics(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by public id, ordered by action."""
        return self._mentions("CIBLE")

    @cached_property
    def unclassified(self) -> tuple[str, ...]:
        """Ids of the actions to which nobody gave a theme: they can cover no need."""
        classified = {mention.action_id for mentions in self.themes.values() for mention in mentions}
        return tuple(id_ for id_ in self.actions if id_ not in classified)

    @cached_property
    def scheme_themes(self) -> Mapping[str, tuple[Fact, ...]]:
        """What schemes of the scope say of themselves, by theme id: their themes beside those of their actions."""
        return self._of_schemes("TRAITE")

    @cached_property
    def scheme_publics(self) -> Mapping[str, tuple[Fact, ...]]:
        """What schemes of the scope say of the publics they address, by public id."""
        return self._of_schemes("CIBLE")

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """Offers that the territory may use, by id."""
        found = {}
        for id_ in self.snapshot.nodes("Offre"):
            proposed = self.snapshot.into(id_, "PROPOSE")
            zones = self.snapshot.out_of(id_, "INTERVIENT_SUR")
            placed = tuple(fact for fact in zones if self._on_the_spot(fact.end))
            if zones:
                usable: tuple[Fact, ...] = (*proposed, *placed) if placed else ()
            else:
                usable = tuple(fact for fact in proposed if self._usable(fact.start))
            if usable:
                found[id_] = Offer(id_, tuple(sorted({fact.start for fact in proposed})), usable)
        return found

    @cached_property
    def offers_by_theme(self) -> Mapping[str, tuple[tuple[Offer, Fact], ...]]:
        """Offers by theme id, with what says that they treat it."""
        return self._offers_by("TRAITE")

    @cached_property
    def offers_by_public(self) -> Mapping[str, tuple[tuple[Offer, Fact], ...]]:
        """Offers by public id, with what says that they address it."""
        return self._offers_by("CIBLE")

    def actors_of(self, action_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the counted actors that have a role in these actions, sorted."""
        snapshot = self.snapshot
        found = {
            snapshot.actor(fact.start)
            for id_ in action_ids
            for type_ in role_types()
            for fact in snapshot.into(id_, type_)
        }
        return tuple(sorted(found & snapshot.actors.keys()))

    def reaches(self, territoire_ids: Iterable[str], id_: str) -> bool:
        """
        Tell whether an action or an offer takes place on one of these territories of needs.

        In a large scope an action at one end answers no need at the other. What nobody places anywhere, or what acts
        everywhere, reaches them all.
        """
        if self.territories is None:
            return True
        grounds, number = self._grounds
        here = number.get(id_, -1)
        return here < 0 or any(here in grounds.near[number[place]] for place in territoire_ids)

    @cached_property
    def _grounds(self) -> tuple[Grounds, Mapping[str, int]]:
        assert self.territories is not None  # noqa: S101 - asked for by `reaches` alone
        places = sorted({fact.start for facts in self.needs.values() for fact in facts})
        members: dict[str, list[Member]] = {place: [Member(place)] for place in places}
        for id_, (holders, _) in self.actions.items():
            zones = self.snapshot.out_of(id_, "INTERVIENT_SUR")
            covers = (fact for scheme in holders for fact in self.snapshot.out_of(scheme.start, "COUVRE", planned=True))
            members[id_] = [Member(fact.end, fact.properties.get("part")) for fact in zones or covers]
        for id_, offer in self.offers.items():
            members[id_] = [Member(zone) for zone in self._zones_of_offer(offer)]
        grounds = Grounds(members.values(), self.territories)
        return grounds, dict(zip(members, grounds.index.tolist(), strict=True))

    def _zones_of_offer(self, offer: Offer) -> list[str]:
        """Return where an offer can be used: its own zones, else those of who proposes it; nothing for everywhere."""
        own = [fact.end for fact in self.snapshot.out_of(offer.id, "INTERVIENT_SUR")]
        return own or sorted({zone for acteur_id in offer.acteurs for zone in self._zones_of_actor(acteur_id)})

    def _zones_of_actor(self, acteur_id: str) -> list[str]:
        """Return the zones of an actor and of the organisations it is part of."""
        level, found = {acteur_id}, []
        for _ in range(_LEVELS):
            found += [fact.end for id_ in level for fact in self.snapshot.out_of(id_, "INTERVIENT_SUR")]
            level = {fact.end for id_ in level for fact in self.snapshot.out_of(id_, "PARTIE_DE")}
        return found

    def _stopped(self, end: object, statut: object) -> bool:
        day = self.snapshot.day
        if end and day:
            return last_day(str(end)) < day
        return statut in _STOPPED

    def _mentions(self, type_: str) -> Mapping[str, tuple[Mention, ...]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for id_, (holders, planned) in self.actions.items():
            for fact in self.snapshot.out_of(id_, type_, planned=True):
                doubtful = planned or not counts_in_metrics(fact.properties)
                found[fact.end].append(Mention(id_, fact.end, (fact, *holders), doubtful))
        return {term: tuple(mentions) for term, mentions in sorted(found.items())}

    def _of_schemes(self, type_: str) -> Mapping[str, tuple[Fact, ...]]:
        snapshot = self.snapshot
        if self.dispositif_id is not None:
            wanted: Iterable[str] = (self.dispositif_id,)
        elif snapshot.scope is not None:
            wanted = sorted(snapshot.scope.dispositifs)
        else:
            wanted = snapshot.nodes("Dispositif")
        found: dict[str, list[Fact]] = defaultdict(list)
        for id_ in wanted:
            for fact in snapshot.out_of(id_, type_):
                found[fact.end].append(fact)
        return {term: tuple(facts) for term, facts in sorted(found.items())}

    def _offers_by(self, type_: str) -> Mapping[str, tuple[tuple[Offer, Fact], ...]]:
        found: dict[str, list[tuple[Offer, Fact]]] = defaultdict(list)
        for id_, offer in self.offers.items():
            for fact in self.snapshot.out_of(id_, type_):
                found[fact.end].append((offer, fact))
        return {term: tuple(pairs) for term, pairs in sorted(found.items())}

    def _on_the_spot(self, territoire_id: str) -> bool:
        return self.snapshot.scope is None or territoire_id in self.snapshot.scope.zones

    def _usable(self, acteur_id: str) -> bool:
        """Tell whether the zone of an actor, or of an organisation it is part of, meets the territory."""
        zones = self._zones_of_actor(acteur_id)
        if self.snapshot.scope is None or any(zone in self.snapshot.scope.zones for zone in zones):
            return True
        # A national body acts everywhere unless it says where.
        return not zones and self.snapshot.nodes("Acteur").get(acteur_id, {}).get("niveau") == "national"


def exact_themes(theme_id: str) -> frozenset[str]:
    """Return the themes that answer to this one: itself, and those below it when it is a family."""
    code = theme_id.removeprefix("theme:")
    terms = vocabulary("thematiques").terms.values()
    return frozenset({theme_id, *(f"theme:{term.code}" for term in terms if term.parent == code)})


def near_themes(theme_id: str) -> frozenset[str]:
    """Return the themes of the same family, without those that answer exactly."""
    mine = family(theme_id)
    codes = (f"theme:{code}" for code in vocabulary("thematiques").terms)
    return frozenset(code for code in codes if family(code) == mine) - exact_themes(theme_id)
