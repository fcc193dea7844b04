"""Find what is missing: themes, publics and needs without action, actors attached to nothing.

Pure: reads a snapshot. Four states, and missing data is never an absence: what no document names is « non documenté »;
only a complete inventory of a type of scheme makes an absence sure (see `scheme_states`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.analysis.content import TOUT_PUBLIC
from graph.analysis.scheme_states import OVER, PLANNED, PRESENT, UNKNOWN, situation
from graph.analysis.scoped_work import Mention, Offer, ScopedWork, exact_themes, near_themes
from graph.certainty import Certitude, counts_in_metrics
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

EXACT, NEAR, NONE = "exact", "voisin", "aucune"

ATTACHING: Final = ("LIEN", "REPRESENTE", "S_ARTICULE_AVEC", "COMPREND", "A_INSTANCE")
"""Types that attach both their ends, beside the roles, that attach the actor."""

_STRONGEST = list(Certitude)


@dataclass(frozen=True, slots=True)
class ContentGap:
    """
    Say what is documented for a theme, a public or a need.

    Parameters
    ----------
    objet_id
        Theme, public or need.
    exact, near, planned
        Actions in force that answer it, those of a neighbouring subject, and planned ones that answer it; the best
        first.
    schemes
        What schemes say of themselves on it; always empty for a need, that only an action answers.
    offers
        Offers that answer it, with what says so, by id.
    """

    objet_id: str
    exact: tuple[Mention, ...]
    near: tuple[Mention, ...]
    planned: tuple[Mention, ...]
    schemes: tuple[Fact, ...] = ()
    offers: tuple[tuple[Offer, Fact], ...] = ()

    @property
    def etat(self) -> str:
        """Return `present`, `en_projet` or `non_documente`."""
        return PRESENT if self.exact or self.schemes else PLANNED if self.planned else UNKNOWN

    @property
    def proximite(self) -> str:
        """Return how near the nearest thing in force is: `exact`, `voisin` or `aucune`."""
        return EXACT if self.exact or self.schemes else NEAR if self.near else NONE

    @property
    def nearest(self) -> str | None:
        """Return the id of the nearest action in force, else of the scheme that names the subject, or None."""
        if self.exact:
            return self.exact[0].action_id
        if self.schemes:
            return self.schemes[0].start
        return self.near[0].action_id if self.near else None

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the ids of the actions in force that answer it, the best first."""
        return tuple(dict.fromkeys(mention.action_id for mention in self.exact))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return what its state rests on."""
        nearest = self.near[0].action_id if self.near else None
        beside = tuple(mention for mention in self.near if mention.action_id == nearest)
        mentions = self.exact or self.planned or beside
        return (*(fact for mention in mentions for fact in mention.facts), *self.schemes)

    @property
    def last_date(self) -> str | None:
        """Return the newest date of what its state rests on, or None when nothing is dated."""
        return max((fact.date for fact in self.facts if fact.date), default=None)


@dataclass(frozen=True, slots=True)
class NeedGap:
    """
    Say whether a need of a diagnosis meets an action.

    Parameters
    ----------
    gap
        What answers it.
    facts
        What says that a territory has this need.
    territoires
        Ids of these territories.
    themes, publics
        Its themes and publics (ids), sorted; without a theme nothing can be compared.
    left
        Its themes that no action in force treats.
    """

    gap: ContentGap
    facts: tuple[Fact, ...]
    territoires: tuple[str, ...]
    themes: tuple[str, ...]
    publics: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicGap:
    """
    Say whether actions address a public.

    Parameters
    ----------
    gap
        What addresses it; an action for everybody is a neighbour.
    named_by
        Statements of the needs and observations that name this public.
    """

    gap: ContentGap
    named_by: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ActorGap:
    """
    Hold an actor that nothing in force attaches to a scheme or to another actor.

    Parameters
    ----------
    acteur_id
        Identifier.
    etat
        `en_projet` when a project or a later date attaches it, else `non_documente`.
    facts
        Planned, later or past statements about it.
    zones
        What says where it acts; empty when nothing does.
    """

    acteur_id: str
    etat: str
    facts: tuple[Fact, ...]
    zones: tuple[Fact, ...]


def theme_gaps(work: ScopedWork) -> list[ContentGap]:
    """Return one entry per theme (families left out), in the order of the vocabulary."""
    found = []
    for term in vocabulary("thematiques").terms.values():
        if term.parent is None:
            continue
        id_ = f"theme:{term.code}"
        exact, planned = _split(work.themes.get(id_, ()))
        near, _ = _split(m for theme in near_themes(id_) for m in work.themes.get(theme, ()))
        found.append(
            ContentGap(
                id_,
                _ranked(exact),
                _ranked(near),
                _ranked(planned),
                work.scheme_themes.get(id_, ()),
                work.offers_by_theme.get(id_, ()),
            )
        )
    return found


def public_gaps(work: ScopedWork) -> list[PublicGap]:
    """
    Return one entry per public, in the order of the vocabulary.

    « Tout public » is no public that one could miss: its actions are neighbours of every public.
    """
    snapshot = work.snapshot
    named: dict[str, list[Fact]] = defaultdict(list)
    for besoin_id in work.needs:
        for fact in snapshot.out_of(besoin_id, "CIBLE"):
            named[fact.end].append(fact)
    for fact in snapshot.facts("MESURE"):
        if snapshot.scope is None or fact.end in snapshot.scope.zones:
            for aim in snapshot.out_of(fact.start, "CIBLE"):
                named[aim.end].append(aim)
    everybody, _ = _split(work.publics.get(TOUT_PUBLIC, ()))
    found = []
    for term in vocabulary("publics").terms.values():
        id_ = f"public:{term.code}"
        if id_ == TOUT_PUBLIC:
            continue
        exact, planned = _split(work.publics.get(id_, ()))
        gap = ContentGap(
            id_,
            _ranked(exact),
            _ranked(everybody),
            _ranked(planned),
            work.scheme_publics.get(id_, ()),
            work.offers_by_public.get(id_, ()),
        )
        found.append(PublicGap(gap, once(named.get(id_, ()))))
    return found


def need_gaps(work: ScopedWork) -> list[NeedGap]:
    """
    Return one entry per need of the diagnoses of the territory, ordered by id.

    Notes
    -----
    Covered: an action in force, on the territory that has the need, treats one of its themes. Neighbour: only an action
    of the same family does. Of several actions the best treats the most themes of the need, then addresses the most of
    its publics, then is the surest.
    """
    snapshot = work.snapshot
    found = []
    for besoin_id, facts in work.needs.items():
        territoires = tuple(dict.fromkeys(fact.start for fact in facts))
        themes = tuple(sorted(fact.end for fact in snapshot.out_of(besoin_id, "TRAITE")))
        publics = frozenset(fact.end for fact in snapshot.out_of(besoin_id, "CIBLE"))
        wanted = {theme: exact_themes(theme) for theme in themes}
        answering = frozenset().union(*wanted.values()) if wanted else frozenset()
        near_ids = frozenset(near for theme in themes for near in near_themes(theme)) - answering
        exact, planned = _split(_on_the_spot(work, territoires, answering))
        near, _ = _split(_on_the_spot(work, territoires, near_ids))
        treated = {mention.term_id for mention in exact}
        offers = {
            offer.id: (offer, fact)
            for theme in sorted(answering)
            for offer, fact in work.offers_by_theme.get(theme, ())
            if work.reaches(territoires, offer.id)
        }
        gap = ContentGap(
            besoin_id,
            _ranked(exact, snapshot, publics),
            _ranked(near, snapshot, publics),
            _ranked(planned, snapshot, publics),
            offers=tuple(offers[id_] for id_ in sorted(offers)),
        )
        left = tuple(theme for theme in themes if not wanted[theme] & treated)
        found.append(NeedGap(gap, facts, territoires, themes, tuple(sorted(publics)), left))
    return found


def actor_gaps(snapshot: Snapshot) -> tuple[list[ActorGap], int]:
    """
    Return the actors that no role and no link attaches, ordered by id, and how many were looked at.

    Notes
    -----
    Looked at: the counted actors whose zones, or those of their organisation, meet the territory, and those that
    nothing places anywhere. Services count for their organisation, unless they are kept apart. What is uncertain
    attaches too, whatever certainty the snapshot keeps: an actor is never said alone because of a filter.
    """
    looked, zones = _placed(snapshot)
    attached: set[str] = set()
    others: dict[str, list[Fact]] = defaultdict(list)
    for type_ in (*role_types(), *ATTACHING):
        for fact in snapshot.every(type_):
            ends = [fact.start, fact.end] if type_ in ATTACHING else [fact.start]
            firm = fact.state is not Certitude.INACTIF and counts_in_metrics(fact.properties)
            for end in ends:
                acteur_id = snapshot.actor(end)
                if firm:
                    attached.add(acteur_id)
                elif acteur_id in looked:
                    others[acteur_id].append(fact)
    found = []
    for acteur_id in sorted(looked - attached):
        facts = tuple(others.get(acteur_id, ()))
        planned = any(_to_come(snapshot, fact) for fact in facts)
        found.append(ActorGap(acteur_id, PLANNED if planned else UNKNOWN, facts, zones.get(acteur_id, ())))
    return found, len(looked)


def schemes_over(snapshot: Snapshot, gap: ContentGap) -> tuple[str, ...]:
    """
    Return the schemes past their end that alone hold the actions that answer a need, sorted.

    Returns
    -------
    schemes
        Empty when one action at least belongs to a scheme in force or to none, or has an end of its own that is not
        past; and for all dates together, where nothing is past.
    """
    if snapshot.day is None or not gap.exact:
        return ()
    schemes, actions = snapshot.nodes("Dispositif"), snapshot.nodes("Action")
    found: set[str] = set()
    for mention in gap.exact:
        holders = {fact.start for fact in mention.facts if fact.type == "COMPREND"}
        over = {
            id_
            for id_ in holders
            if situation(
                schemes.get(id_, {}),
                [fact.statut for fact in snapshot.out_of(id_, "COUVRE", planned=True)],
                snapshot.day,
            )
            == OVER
        }
        if not holders or holders != over or actions.get(mention.action_id, {}).get("date_fin"):
            return ()
        found |= over
    return tuple(sorted(found))


def once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return statements in order, each once."""
    return tuple({fact.id: fact for fact in facts}.values())


def _to_come(snapshot: Snapshot, fact: Fact) -> bool:
    """Tell whether a statement announces something: a project in its period, or what begins later."""
    if fact.state is Certitude.INACTIF:
        start = fact.properties.get("valid_from")
        return bool(snapshot.day and start and str(start) > snapshot.day)
    return not counts_in_metrics(fact.properties)


def _placed(snapshot: Snapshot) -> tuple[set[str], Mapping[str, tuple[Fact, ...]]]:
    """Return the actors of the territory, or placed nowhere, and what places them."""
    zones: dict[str, list[Fact]] = defaultdict(list)
    for type_ in ("INTERVIENT_SUR", "COUVRE"):
        for fact in snapshot.facts(type_, planned=True):
            zones[fact.start].append(fact)
            top = snapshot.organisations.get(fact.start)
            if top is not None and snapshot.actor(fact.start) == top:
                zones[top].append(fact)
    looked = set()
    for acteur_id in snapshot.actors:
        own = zones.get(acteur_id) or zones.get(snapshot.organisations.get(acteur_id, ""))
        scope = snapshot.scope
        if scope is None or not own or acteur_id in scope.dispositifs or any(f.end in scope.zones for f in own):
            looked.add(acteur_id)
    return looked, {id_: tuple(facts) for id_, facts in zones.items()}


def _on_the_spot(work: ScopedWork, territoires: Sequence[str], themes: Iterable[str]) -> Iterator[Mention]:
    """Yield the mentions of themes by actions that reach the territories of a need."""
    for theme in sorted(themes):
        for mention in work.themes.get(theme, ()):
            if work.reaches(territoires, mention.action_id):
                yield mention


def _split(mentions: Iterable[Mention]) -> tuple[list[Mention], list[Mention]]:
    firm: list[Mention] = []
    planned: list[Mention] = []
    for mention in mentions:
        (planned if mention.planned else firm).append(mention)
    return firm, planned


def _ranked(
    mentions: Sequence[Mention], snapshot: Snapshot | None = None, publics: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """Order mentions: themes shared, publics shared, certainty, then ids."""
    if not mentions:
        return ()
    count: dict[str, int] = defaultdict(int)
    for mention in mentions:
        count[mention.action_id] += 1

    def key(mention: Mention) -> tuple[int, int, int, str, str]:
        aims = {fact.end for fact in snapshot.out_of(mention.action_id, "CIBLE")} if snapshot and publics else set()
        state = _STRONGEST.index(mention.state)
        return -count[mention.action_id], -len(aims & publics), state, mention.action_id, mention.term_id

    return tuple(sorted(mentions, key=key))
