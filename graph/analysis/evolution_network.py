"""
Compare the network of actors, who is there, and how far schemes are articulated, between two days.

Pure. Owns what is kept, what appears and what goes; each day is read by the same rules as everywhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.analysis.articulation import NONE, Articulation, Pair
from graph.model.dates import first_day, last_day
from graph.snapshot import Fact, Snapshot
from graph.ties import DIRECT, TieContext, contexts


@dataclass(frozen=True, slots=True)
class TieChanges:
    """
    Hold how the ties of a network changed.

    Parameters
    ----------
    kept
        Number of pairs tied at both days.
    appeared, gone
        Pairs tied at the second day only, at the first only; ids in order, sorted.
    jaccard
        Pairs tied at both days over pairs tied at one of them, 0 to 1; None when there is none.
    """

    kept: int
    appeared: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    jaccard: float | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """
    Hold two schemes whose level of articulation is not the same at both days.

    Parameters
    ----------
    pair
        Ids of the schemes, in order.
    before, after
        What articulates them; None at a day on which one of the two had not begun, or was over.
    """

    pair: Pair
    before: Articulation | None
    after: Articulation | None

    @property
    def levels(self) -> tuple[int | None, int | None]:
        """Return the levels at the first and at the second day."""
        return (
            None if self.before is None else self.before.niveau,
            None if self.after is None else self.after.niveau,
        )


def tie_changes(before: nx.Graph[str], after: nx.Graph[str]) -> TieChanges:
    """
    Compare the pairs of tied actors of two networks.

    Parameters
    ----------
    before, after
        Networks of actors at two days (see `graph.ties.ties`).

    References
    ----------
    .. [1] Snijders, T. A. B., van de Bunt, G. G., Steglich, C. E. G., "Introduction to stochastic actor-based models
       for network dynamics", Social Networks 32, 2010 (Jaccard index between two moments: under 0.3, too much changed
       for the two networks to be read as one that evolves).
    """
    first, second = ({_pair(one, two) for one, two in graph.edges} for graph in (before, after))
    union = first | second
    return TieChanges(
        len(first & second),
        tuple(sorted(second - first)),
        tuple(sorted(first - second)),
        len(first & second) / len(union) if union else None,
    )


def present(snapshot: Snapshot, places: Iterable[TieContext] | None = None) -> dict[str, tuple[Fact, ...]]:
    """
    Return the actors that do something in the scope, with the statements that say so, by id.

    Parameters
    ----------
    snapshot
        The graph at a day.
    places
        Contexts, when they were already computed.

    Notes
    -----
    A role in a context of the scope, an area of action that meets it, or a direct tie between two such actors (any two
    actors without a scope). An actor that the base merely names is not counted as present.
    """
    found: dict[str, dict[str, Fact]] = defaultdict(dict)
    for place in contexts(snapshot) if places is None else places:
        for part in place.parts.values():
            found[part.acteur_id][part.fact.id] = part.fact
    for fact in snapshot.facts("INTERVIENT_SUR"):
        acteur_id = snapshot.actor(fact.start)
        if acteur_id in snapshot.actors and (snapshot.scope is None or fact.end in snapshot.scope.zones):
            found[acteur_id][fact.id] = fact
    anyone = snapshot.actors if snapshot.scope is None else frozenset(found)
    for fact in snapshot.facts(DIRECT):
        pair = snapshot.actor(fact.start), snapshot.actor(fact.end)
        if pair[0] != pair[1] and all(id_ in anyone for id_ in pair):
            for id_ in pair:
                found[id_][fact.id] = fact
    return {id_: tuple(facts.values()) for id_, facts in sorted(found.items())}


def standing(schemes: Mapping[str, Mapping[str, Any]], day: str) -> frozenset[str]:
    """Return the schemes that neither begin after a day nor are over; one without dates may stand."""
    return frozenset(
        id_
        for id_, scheme in schemes.items()
        if not (
            ((start := scheme.get("date_debut") or scheme.get("date_signature")) and first_day(str(start)) > day)
            or ((end := scheme.get("date_fin")) and last_day(str(end)) < day)
        )
    )


def level_changes(
    before: Mapping[Pair, Articulation],
    after: Mapping[Pair, Articulation],
    stand_before: Collection[str],
    stand_after: Collection[str],
    apart: Collection[frozenset[str]] = (),
) -> tuple[LevelChange, ...]:
    """
    Return the pairs of schemes whose level of articulation changed, by pair.

    Parameters
    ----------
    before, after
        What articulates schemes at both days (see `graph.analysis.articulation.articulations`).
    stand_before, stand_after
        Schemes in force at each day.
    apart
        Pairs that are not to be brought together: one renews the other, or holds it.

    Notes
    -----
    A pair of which one scheme does not stand at a day has no level there: it is not at level 0. It is told when it has
    a level at the other day.
    """
    found = []
    for pair in sorted(before.keys() | after.keys()):
        if frozenset(pair) in apart:
            continue
        change = LevelChange(
            pair,
            before.get(pair, NONE) if all(id_ in stand_before for id_ in pair) else None,
            after.get(pair, NONE) if all(id_ in stand_after for id_ in pair) else None,
        )
        first, second = change.levels
        if first != second and (first or second):
            found.append(change)
    return tuple(found)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
