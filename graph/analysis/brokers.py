"""Say who holds separate groups together, on what statements it rests, and whether they are still in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from graph.analysis.brokerage import brokerage
from graph.analysis.separation import separations
from graph.analysis.structural_holes import betweenness, constraint, effective_size, local_constraints
from graph.analysis.tie_dates import tie_dates
from graph.analysis.tie_matrix import TieMatrix, tie_matrix
from graph.snapshot import Snapshot

RANKED = 10
"""Actors below which nobody is ranked."""

_HEAVIEST = 3
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True)
class Broker:
    """
    Hold what an actor joins.

    Parameters
    ----------
    acteur_id, secteur
        Actor, and its sector when it is known.
    betweenness
        Share of the pairs of other actors whose shortest path goes by it, 0 to 1; strong ties are short.
    constraint
        Burt's constraint; low when its contacts are foreign to each other.
    effective_size
        Contacts, less what they repeat of each other.
    contacts, closed
        Number of its contacts, and of the pairs of them that are tied.
    heaviest
        Contacts that add the most to its constraint, with what they add, at most three.
    groups
        Groups of actors that no longer reach each other when it leaves, largest first; none when it cuts nothing.
    roles, role
        Pairs of contacts that are not tied, by role (see `graph.analysis.brokerage`), and the role it plays most.
    unclassed
        Pairs left out of the roles because a sector is not known.
    ended, undated
        Number of its ties that rest only on what is over; of the others, of those that rest on nothing dated.
    ended_contexts
        What is over and makes ties of its own, most ties first.
    lasting
        Whether it still holds groups apart without the ties that are over; always true when it cuts nothing.
    """

    acteur_id: str
    secteur: str | None
    betweenness: float
    constraint: float
    effective_size: float
    contacts: int
    closed: int
    heaviest: tuple[tuple[str, float], ...]
    groups: tuple[tuple[str, ...], ...]
    roles: Mapping[str, int]
    role: str | None
    unclassed: int
    ended: int
    undated: int
    ended_contexts: tuple[str, ...]
    lasting: bool

    @property
    def articulation(self) -> bool:
        """Tell whether groups come apart when it leaves."""
        return bool(self.groups)

    @property
    def created(self) -> int:
        """Return how many more pieces the network has when it leaves."""
        return max(0, len(self.groups) - 1)


@dataclass(frozen=True, slots=True)
class Brokers:
    """
    Hold the brokers of a network.

    Parameters
    ----------
    rows
        Actors on at least one shortest path between two others: highest betweenness first, then lowest constraint,
        then id. In alphabetical order of id when the network is too small to rank.
    ranked
        Whether the order is a ranking.
    size, ties
        Actors and ties of the network.
    origins
        Actors that shortest paths were searched from: fewer than `size` when the network is very large.
    """

    rows: tuple[Broker, ...]
    ranked: bool
    size: int
    ties: int
    origins: int


def brokers(snapshot: Snapshot, graph: nx.Graph[str], today: str | None = None) -> Brokers:
    """
    Return who stands between others in a network of actors.

    Parameters
    ----------
    snapshot
        The graph at a date: it gives sectors, and what is over.
    graph
        Network of actors (see `graph.ties.ties`).
    today
        ISO day that says what is over when the snapshot is of all dates.
    """
    ties = tie_matrix(graph)
    secteurs = [snapshot.secteur(id_) for id_ in ties.ids]
    between = betweenness(ties)
    local = local_constraints(ties)
    constraints, sizes = constraint(ties, local), effective_size(ties)
    roles = brokerage(ties, secteurs)
    cut = separations(ties)
    dates = tie_dates(snapshot, graph, ties, snapshot.day or today)
    ended, undated = dates.count(dates.ended), dates.count(dates.undated)
    lasting = set(ties.kept(~dates.ended).graph.articulation_points())
    standing = sorted({*np.flatnonzero(between.values > _NEGLIGIBLE).tolist(), *cut})
    rows = [
        Broker(
            acteur_id=ties.ids[place],
            secteur=secteurs[place],
            betweenness=float(between.values[place]),
            constraint=float(constraints[place]),
            effective_size=float(sizes[place]),
            contacts=int(ties.degree[place]),
            closed=int(ties.closed[place]),
            heaviest=_heaviest(ties, local, place),
            groups=tuple(tuple(ties.ids[i] for i in group) for group in cut.get(place, ())),
            roles=roles.of(place),
            role=roles.dominant(place),
            unclassed=int(roles.unclassed[place]),
            ended=int(ended[place]),
            undated=int(undated[place]),
            ended_contexts=dates.ended_contexts(place) if ended[place] else (),
            lasting=place not in cut or place in lasting,
        )
        for place in standing
    ]
    ranked = ties.size >= RANKED
    if ranked:
        rows.sort(key=lambda row: (-round(row.betweenness, 12), round(row.constraint, 12), row.acteur_id))
    return Brokers(tuple(rows), ranked, ties.size, ties.count, between.origins)


def _heaviest(ties: TieMatrix, local: Any, place: int) -> tuple[tuple[str, float], ...]:
    row = slice(local.indptr[place], local.indptr[place + 1])
    found = sorted(zip(local.data[row].tolist(), local.indices[row].tolist(), strict=True), key=lambda x: (-x[0], x[1]))
    return tuple((ties.ids[other], value) for value, other in found[:_HEAVIEST])
