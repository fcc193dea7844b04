"""List who may be invited on a territory, and what each one brings to each theme, with the statements that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.analysis.content import family
from graph.analysis.partner_works import (
    NATIONAL,
    OFFER,
    Candidate,
    Engagement,
    PartnerQuery,
    Work,
    candidates,
    works,
)
from graph.analysis.workshop.guest_value import OTHER, PARTNER, PILOT
from graph.snapshot import Fact, Snapshot

EVALUATES = "EVALUE"

LEVELS: Mapping[str, float] = {"PILOTE": PILOT, "EST_PARTENAIRE": PARTNER}
"""What a role brings to the themes of its work; any other role brings the least."""


@dataclass(frozen=True)
class Acting:
    """
    Hold an actor that acts on the territory.

    Parameters
    ----------
    acteur_id
        Actor, services brought up when organisations are asked for.
    engagements
        Its roles on the territory: the strongest first, then by id of the work and of the statement.
    brings
        By theme that counts, its roles in works on the theme: those that bring most first.
    knows
        Whether any theme of its works is documented, asked for or not.
    """

    acteur_id: str
    engagements: tuple[Engagement, ...]
    brings: Mapping[str, tuple[Engagement, ...]]
    knows: bool

    @cached_property
    def contributions(self) -> Mapping[str, float]:
        """What it brings to each theme, 0 to 1."""
        return {theme: level(engagements[0]) for theme, engagements in self.brings.items()}

    def held(self, theme: str) -> tuple[Engagement, ...]:
        """Return its roles of the strongest type on a theme; what it does itself has no type."""
        first = self.brings[theme][0]
        return tuple(one for one in self.brings[theme] if _type(one) == _type(first))

    def on(self, theme: str) -> tuple[str, tuple[Work, ...]]:
        """Return its strongest type of role on a theme (empty for what it does itself), and the works concerned."""
        held = self.held(theme)
        return _type(held[0]), tuple({one.work.id: one.work for one in held}.values())


@dataclass(frozen=True)
class Pool:
    """
    Hold who may be invited.

    Parameters
    ----------
    acting
        Actors by id, sorted.
    themes
        Themes of what takes place on the territory, or those asked for; sorted.
    about
        Statements that give its themes to each work, by id of the work.
    unclear
        Ids of the actors left out because the source does not say which organisation it is, sorted.
    """

    acting: Mapping[str, Acting]
    themes: tuple[str, ...]
    about: Mapping[str, tuple[Fact, ...]]
    unclear: tuple[str, ...]

    def facts(self, acting: Acting) -> tuple[Fact, ...]:
        """Return the statements that an actor stands on, each once: its roles, then the themes that count."""
        roles = [engagement.fact for engagement in acting.engagements if engagement.fact]
        content = [
            fact
            for engagements in acting.brings.values()
            for engagement in engagements
            for fact in self.about[engagement.work.id]
        ]
        return tuple({fact.id: fact for fact in (*roles, *content)}.values())


def _type(engagement: Engagement) -> str:
    return engagement.fact.type if engagement.fact else ""


def level(engagement: Engagement) -> float:
    """Return what a role brings to the themes of its work: 1 for a pilot, 0.6 for a partner, 0.3 for any other part."""
    return LEVELS.get(engagement.fact.type, OTHER) if engagement.fact else OTHER


def guest_pool(
    snapshot: Snapshot, under_way: Collection[str], wanted: Sequence[str] = (), kept: Collection[str] = ()
) -> Pool:
    """
    Return who may be invited on the territory of a snapshot.

    Parameters
    ----------
    snapshot
        The graph at a date, on a territory.
    under_way
        Ids of the actions in force: roles in the others do not count.
    wanted
        Ids of the themes that count, a family standing for its themes; empty for all those of the territory.
    kept
        Ids of actors that stay although the source does not say which organisation they are.

    Notes
    -----
    A national organisation that is only there by an offer open to the whole country does not act on the territory; nor
    does a contractor who only evaluated something there.
    """
    query = PartnerQuery(own=frozenset())
    found = [work for work in works(snapshot, query) if work.nature != "Action" or work.id in under_way]
    about = {work.id: snapshot.out_of(work.id, "TRAITE") for work in found}
    asked = frozenset(wanted)
    actors = snapshot.actors
    acting, unclear = {}, []
    for candidate in candidates(snapshot, query, found):
        id_ = candidate.acteur_id
        if id_ not in kept and not _works_here(candidate, actors[id_].get("niveau")):
            continue
        if actors[id_].get("a_preciser") and id_ not in kept:
            unclear.append(id_)
            continue
        acting[id_] = _acting(candidate, about, asked)
    themes = asked or {fact.end for facts in about.values() for fact in facts}
    return Pool(acting, tuple(sorted(themes)), about, tuple(unclear))


def _acting(candidate: Candidate, about: Mapping[str, Sequence[Fact]], asked: frozenset[str]) -> Acting:
    brings: dict[str, list[Engagement]] = defaultdict(list)
    knows = False
    for engagement in candidate.engagements:
        said = {fact.end for fact in about[engagement.work.id]}
        knows = knows or bool(said)
        for theme in sorted(_counted(said, asked)):
            brings[theme].append(engagement)
    ordered = {theme: tuple(sorted(brings[theme], key=lambda one: -level(one))) for theme in sorted(brings)}
    return Acting(candidate.acteur_id, candidate.engagements, ordered, knows)


def _counted(said: Iterable[str], asked: frozenset[str]) -> set[str]:
    """Return the themes that count among those of a work: themselves, or the family asked for."""
    found = set(said)
    return {over for theme in found for over in (theme, family(theme)) if over in asked} if asked else found


def _works_here(candidate: Candidate, niveau: object) -> bool:
    only_offers = all(work.nature == OFFER for work in candidate.works)
    only_judges = all(one.fact is not None and one.fact.type == EVALUATES for one in candidate.engagements)
    return not only_judges and not (only_offers and niveau == NATIONAL)
