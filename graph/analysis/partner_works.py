"""List who already works on a theme or for a public on a territory, and by what: works, roles, places left open.

A work is an action, a scheme, an instance, an event or an offer that takes place on the territory and is about what is
asked; an actor that is said to deal with the theme itself is its own work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.analysis.content import TOUT_PUBLIC, family
from graph.model.dates import first_day
from graph.snapshot import CONTEXT_LABELS, Fact, Snapshot
from graph.ties import role_types

EXACT, NEAR = "exact", "voisin"
"""A work on a theme asked for, or on a theme of the same family."""

OFFER, PROPOSES = "Offre", "PROPOSE"
NATURES = (*CONTEXT_LABELS, OFFER, "Acteur")
NATIONAL = "national"

_SAME, _EVERYBODY = 1.0, 0.5
_RHO = role_types()


@dataclass(frozen=True)
class PartnerQuery:
    """
    Hold what is looked for; the territory is the scope of the snapshot.

    Parameters
    ----------
    own
        Ids of the own organisation and of its services: never proposed.
    themes, publics
        Ids; empty for any.
    roles
        Types of relationship that count as a role; empty for any.
    """

    own: frozenset[str]
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()

    @cached_property
    def families(self) -> frozenset[str]:
        """Families of the themes asked for."""
        return frozenset(family(wanted) for wanted in self.themes)


@dataclass(frozen=True, slots=True)
class Work:
    """
    Hold one work of the territory that matches.

    Parameters
    ----------
    id, nature
        Id and label.
    proximite
        `exact` or `voisin`; None when no theme was asked for.
    public
        1 when it is for a public asked for, 0.5 when it is for everybody, 0 when it is for others; None when its public
        is not documented, or none was asked for.
    facts
        Statements on its themes and publics that match, ordered by id of the theme or public.
    """

    id: str
    nature: str
    proximite: str | None
    public: float | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Engagement:
    """Hold one role of an actor in a work; no fact when the actor is its own work."""

    work: Work
    fact: Fact | None

    @property
    def rho(self) -> float | None:
        """Return the weight of the role, 0 to 1; None for an offer or a declared theme, which have none."""
        return _RHO.get(self.fact.link.type) if self.fact else None


@dataclass(frozen=True)
class Candidate:
    """
    Hold an actor with what it does on the subject.

    Parameters
    ----------
    acteur_id
        Actor, its services brought up when organisations are asked for.
    engagements
        Its roles: exact works first, then the strongest role, then by id of the work and of the statement.
    """

    acteur_id: str
    engagements: tuple[Engagement, ...]

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """Its works, each once, in order."""
        return tuple({engagement.work.id: engagement.work for engagement in self.engagements}.values())

    @cached_property
    def exact(self) -> int:
        """Number of its works that are exactly on the theme."""
        return sum([work.proximite == EXACT for work in self.works])

    @cached_property
    def roles(self) -> tuple[Fact, ...]:
        """Statements of its roles, each once, in order."""
        return tuple({e.fact.id: e.fact for e in self.engagements if e.fact}.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Statements it rests on, each once: roles, then what the works are about."""
        content = {fact.id: fact for work in self.works for fact in work.facts}
        return (*self.roles, *content.values())

    @cached_property
    def date(self) -> str | None:
        """Newest day at which one of its roles is known; None when none is dated."""
        said = self.roles or self.facts
        days = {str(day) for fact in said if (day := fact.date)}
        return max((first_day(day) for day in days), default=None)


def works(snapshot: Snapshot, query: PartnerQuery) -> list[Work]:
    """Return the works of the territory that match, ordered by id."""
    natures: dict[str, str] = {}
    for nature in NATURES:
        for id_ in snapshot.nodes(nature):
            natures.setdefault(id_, nature)
    found = []
    for id_, nature in sorted(natures.items()):
        if _takes_place(snapshot, id_, nature):
            work = _match(snapshot, query, id_, nature)
            if work is not None:
                found.append(work)
    return found


def candidates(snapshot: Snapshot, query: PartnerQuery, found: list[Work]) -> list[Candidate]:
    """
    Return the actors that have a role in works, ordered by id.

    The own organisation, its services and unnamed groups are left out.
    """
    engagements: dict[str, list[Engagement]] = defaultdict(list)
    actors = snapshot.actors
    for work in found:
        for acteur_id, fact in _engaged(snapshot, work):
            counted = snapshot.actor(acteur_id)
            if counted not in actors or acteur_id in query.own or counted in query.own:
                continue
            if not query.roles or (fact is not None and fact.type in query.roles):
                engagements[counted].append(Engagement(work, fact))
    return [Candidate(id_, tuple(sorted(engagements[id_], key=_order))) for id_ in sorted(engagements)]


def open_places(snapshot: Snapshot, found: list[Work]) -> list[Work]:
    """Return the actions exactly on the subject that no statement in force gives a pilot, ordered by id."""
    return [
        work
        for work in found
        if work.nature == "Action" and work.proximite in {None, EXACT} and not snapshot.into(work.id, "PILOTE")
    ]


def own_offers(snapshot: Snapshot, query: PartnerQuery) -> list[Engagement]:
    """Return what the own organisation and its services offer on the subject: exact first, then by id of the offer."""
    found = []
    for fact in snapshot.facts(PROPOSES):
        if fact.start in query.own and fact.end in snapshot.nodes(OFFER):
            work = _match(snapshot, query, fact.end, OFFER)
            if work is not None:
                found.append(Engagement(work, fact))
    return sorted(found, key=lambda engagement: (engagement.work.proximite or EXACT, *_order(engagement)[2:]))


def matches(query: PartnerQuery, theme_id: str) -> str | None:
    """Return how near a theme is to those asked for: `exact` (a family holds its themes), `voisin`, or None."""
    if theme_id in query.themes:
        return EXACT
    over = family(theme_id)
    return EXACT if over in query.themes else NEAR if over in query.families else None


def _match(snapshot: Snapshot, query: PartnerQuery, id_: str, nature: str) -> Work | None:
    said = snapshot.out_of(id_, "TRAITE") if query.themes else ()
    near = [(matches(query, fact.link.end), fact) for fact in said]
    levels = {level for level, _ in near} - {None}
    if query.themes and not levels:
        return None
    public, for_whom = _public(snapshot, query, id_)
    if query.publics and not query.themes and not public:
        return None
    level = (EXACT if EXACT in levels else NEAR) if query.themes else None
    about = tuple(fact for found, fact in near if level is not None and found == level)
    return Work(id_, nature, level, public, (*about, *for_whom))


def _public(snapshot: Snapshot, query: PartnerQuery, id_: str) -> tuple[float | None, tuple[Fact, ...]]:
    said = snapshot.out_of(id_, "CIBLE")
    if not query.publics or not said:
        return None, ()
    same = tuple(fact for fact in said if fact.end in query.publics)
    if same:
        return _SAME, same
    everybody = tuple(fact for fact in said if fact.end == TOUT_PUBLIC)
    return (_EVERYBODY, everybody) if everybody else (0.0, ())


def _takes_place(snapshot: Snapshot, id_: str, nature: str) -> bool:
    if nature != OFFER or snapshot.out_of(id_, "INTERVIENT_SUR"):
        return snapshot.in_scope(id_)
    return any(_offers_here(snapshot, fact.start) for fact in snapshot.into(id_, PROPOSES))


def _offers_here(snapshot: Snapshot, acteur_id: str) -> bool:
    """Tell whether who makes an offer without a zone acts on the territory, itself or by its organisation."""
    if snapshot.scope is None:
        return True
    line = {acteur_id, snapshot.organisations.get(acteur_id, acteur_id)}
    zones = [fact.end for id_ in line for fact in snapshot.out_of(id_, "INTERVIENT_SUR")]
    national = any(snapshot.nodes("Acteur").get(id_, {}).get("niveau") == NATIONAL for id_ in line)
    return bool(snapshot.scope.zones.intersection(zones)) or (national and not zones)


def _engaged(snapshot: Snapshot, work: Work) -> Iterator[tuple[str, Fact | None]]:
    if work.id in snapshot.nodes("Acteur"):
        yield work.id, None
    for type_ in _RHO:
        for fact in snapshot.into(work.id, type_):
            yield fact.link.start, fact
    if work.nature == OFFER:
        placed = bool(snapshot.out_of(work.id, "INTERVIENT_SUR"))
        for fact in snapshot.into(work.id, PROPOSES):
            if placed or _offers_here(snapshot, fact.start):
                yield fact.start, fact


def _order(engagement: Engagement) -> tuple[bool, float, str, str]:
    fact = engagement.fact
    near = engagement.work.proximite == NEAR
    return near, -(engagement.rho or 0.0), engagement.work.id, fact.link.id if fact else ""
