"""Say who works with whom, and how much: actors tied by what they work on together.

An actor × context network is brought down to actors. Each shared context adds min(ρa, ρb) · σ / (k − 1), where ρ is the
weight of the role, σ that of the certainty and k the number of actors in the context (Newman 2001): a contract signed
by fifteen does not weigh 105 strong ties. A direct tie adds its intensity out of 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graph.certainty import WEIGHTS, Certitude, weakest
from graph.model.ontology import relationship_specs
from graph.snapshot import CONTEXT_LABELS, Fact, Snapshot

STRONG = 0.5
"""Weight from which a tie is strong."""

LOWEST_INTENSITY = 1
"""Grade taken for a direct tie whose intensity nobody gave: the tie is known, its strength is at least this."""

DIRECT = "LIEN"


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hold what an actor does in a context: its strongest role there.

    Parameters
    ----------
    acteur_id
        Actor, once services are brought up.
    rho
        Weight of the role, 0 to 1.
    fact
        The statement.
    """

    acteur_id: str
    rho: float
    fact: Fact


@dataclass(frozen=True, slots=True)
class TieContext:
    """Hold an action, instance, event or scheme with the actors that have a role in it, by actor id."""

    id: str
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Shared:
    """
    Hold one reason why two actors are tied.

    Parameters
    ----------
    context_id
        What they share; None for a direct tie.
    weight
        What it adds to the tie.
    state
        The weaker of the two roles.
    facts
        The statements, one per actor (one in all for a direct tie).
    """

    context_id: str | None
    weight: float
    state: Certitude
    facts: tuple[Fact, ...]

    @property
    def date(self) -> str | None:
        """Return the newest date at which all its statements are known; None when one has no date."""
        dates = [fact.date for fact in self.facts]
        return min((date for date in dates if date), default=None) if all(dates) else None


def role_types() -> Mapping[str, float]:
    """Return the relationship types that make actors work together, with ρ."""
    return {spec.type: spec.weight for spec in relationship_specs() if spec.weight is not None and spec.type != DIRECT}


def contexts(snapshot: Snapshot) -> list[TieContext]:
    """
    Return what actors work on together in the scope, ordered by id.

    Returns
    -------
    contexts
        One per action, instance, event or scheme where at least one counted actor has a role.
    """
    known = {id_ for label in CONTEXT_LABELS for id_ in snapshot.nodes(label)}
    found: dict[str, dict[str, Part]] = defaultdict(dict)
    for type_, rho in role_types().items():
        for fact in snapshot.facts(type_):
            acteur_id = snapshot.actor(fact.start)
            if fact.end not in known or acteur_id not in snapshot.actors or acteur_id == fact.end:
                continue
            part = Part(acteur_id, rho, fact)
            other = found[fact.end].get(acteur_id)
            if other is None or _rank(part) > _rank(other):
                found[fact.end][acteur_id] = part
    return [
        TieContext(id_, dict(sorted(parts.items()))) for id_, parts in sorted(found.items()) if snapshot.in_scope(id_)
    ]


def ties(snapshot: Snapshot, found: Iterable[TieContext] | None = None) -> nx.Graph[str]:
    """
    Return the network of actors.

    Parameters
    ----------
    snapshot
        The graph at a date.
    found
        Contexts, when they were already computed.

    Returns
    -------
    graph
        One node per actor: every counted actor when there is no scope; else those that have a role in a context of
        the scope, or act on its territory. One edge per tied pair: `weight` (w, above 0), `shared` (tuple of
        `Shared`, heaviest first, ordered by context id among equals).

    Notes
    -----
    Two actors that each lead an action of one contract without sharing one are not tied.
    """
    places = list(contexts(snapshot)) if found is None else list(found)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(_actors(snapshot, places))
    reasons: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    for place in places:
        others = len(place.parts) - 1
        for one, two in combinations(place.parts.values(), 2):
            state = weakest((one.fact.state, two.fact.state))
            weight = min(one.rho, two.rho) * WEIGHTS[state] / others
            reasons[one.acteur_id, two.acteur_id].append(Shared(place.id, weight, state, (one.fact, two.fact)))
    for fact in snapshot.facts(DIRECT):
        pair = sorted((snapshot.actor(fact.start), snapshot.actor(fact.end)))
        if pair[0] != pair[1] and all(graph.has_node(id_) for id_ in pair):
            intensity = fact.properties.get("intensite") or LOWEST_INTENSITY
            reasons[pair[0], pair[1]].append(Shared(None, float(intensity) / 5, fact.state, (fact,)))
    for (one_id, two_id), shared in sorted(reasons.items()):
        ordered = tuple(sorted(shared, key=lambda item: (-item.weight, item.context_id or "")))
        graph.add_edge(one_id, two_id, weight=sum(item.weight for item in ordered), shared=ordered)
    return graph


def _actors(snapshot: Snapshot, places: Iterable[TieContext]) -> list[str]:
    if snapshot.scope is None:
        return sorted(snapshot.actors)
    present = {acteur_id for place in places for acteur_id in place.parts}
    acting = {
        snapshot.actor(fact.start)
        for fact in snapshot.facts("INTERVIENT_SUR")
        if fact.end in snapshot.scope.zones and snapshot.actor(fact.start) in snapshot.actors
    }
    return sorted(present | acting)


def _rank(part: Part) -> tuple[float, float, str]:
    return part.rho * part.fact.weight, part.rho, part.fact.id
