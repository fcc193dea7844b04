"""Find who is tied to whom without drawing the whole network: actors on one side, what they share on the other.

A tie of the network (`graph.ties`) is a shared context or a direct tie. Neighbours and distances are read from the
actor × context table; weights are computed by `graph.ties` for the actors asked about only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import networkx as nx
import numpy as np

from graph.analysis.sparse_tables import Matrix, Numbers, incidence
from graph.snapshot import Snapshot
from graph.ties import DIRECT, contexts, ties

UNREACHED = -1

_NAME = "tie_index"


class TieIndex:
    """
    Index the ties of a snapshot.

    Parameters
    ----------
    snapshot
        The graph at a date, in a scope.

    Attributes
    ----------
    actors
        Ids of the actors that share something, sorted.
    number
        Number of each actor, by id.
    places
        Contexts of the scope where at least one counted actor has a role, ordered by id.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.places = tuple(contexts(snapshot))
        present = {acteur_id for place in self.places for acteur_id in place.parts}
        if snapshot.scope is None:
            present = set(snapshot.actors)
        else:
            zones = snapshot.scope.zones
            acting = {snapshot.actor(f.start) for f in snapshot.facts("INTERVIENT_SUR") if f.end in zones}
            present |= acting & set(snapshot.actors)
        self._group_places = [place for place in self.places if len(place.parts) > 1]
        self._groups = [list(place.parts) for place in self._group_places]
        for fact in snapshot.facts(DIRECT):
            pair = sorted({snapshot.actor(fact.start), snapshot.actor(fact.end)})
            if len(pair) == 2 and present.issuperset(pair):
                self._groups.append(pair)
        self.actors = tuple(sorted({acteur_id for group in self._groups for acteur_id in group}))
        self.number = {acteur_id: rank for rank, acteur_id in enumerate(self.actors)}
        rows = [self.number[acteur_id] for group in self._groups for acteur_id in group]
        columns = [rank for rank, group in enumerate(self._groups) for _ in group]
        self._table = incidence(rows, columns, (len(self.actors), len(self._groups)))
        self._turned = self._table.T.tocsr()
        # A direct tie counts only between actors of the scope: each keeps one context that shows it there.
        self._shown: dict[str, int] = {}
        for rank, place in enumerate(self.places):
            for acteur_id in place.parts:
                self._shown.setdefault(acteur_id, rank)

    def groups(self, acteur_id: str) -> frozenset[int]:
        """Return the numbers of what ties an actor to others."""
        rank = self.number.get(acteur_id)
        if rank is None:
            return frozenset()
        return frozenset(self._table.indices[self._table.indptr[rank] : self._table.indptr[rank + 1]].tolist())

    def tied(self, one: str, two: str) -> bool:
        """Tell whether two actors are tied."""
        return bool(self.groups(one) & self.groups(two))

    def neighbours(self, acteur_id: str) -> frozenset[str]:
        """Return the ids of the actors tied to one."""
        return frozenset(member for rank in self.groups(acteur_id) for member in self._groups[rank]) - {acteur_id}

    def distances(self, start: str, without: Collection[str] = ()) -> Numbers:
        """
        Return the number of ties between an actor and each actor, in the order of `actors`.

        Parameters
        ----------
        start
            Id of an actor of the index.
        without
            Ids of the actors that the way may not cross nor reach.

        Returns
        -------
        distances
            -1 for those that cannot be reached.
        """
        found = np.full(len(self.actors), UNREACHED, dtype=np.int64)
        open_ = np.ones(len(self.actors), dtype=bool)
        for id_ in without:
            if id_ in self.number:
                open_[self.number[id_]] = False
        frontier = np.zeros(len(self.actors), dtype=np.int64)
        frontier[self.number[start]] = 1
        step = 0
        while frontier.any():
            reached = frontier > 0
            found[reached] = step
            open_ &= ~reached
            groups = self._turned @ frontier
            frontier = ((self._table @ (groups > 0).astype(np.int64) > 0) & open_).astype(np.int64)
            step += 1
        return found

    def among(self, actors: Sequence[str]) -> Matrix:
        """Return the 0/1 square matrix of ties between some actors, in their order; nobody is tied to themselves."""
        rows = [self.number.get(acteur_id, UNREACHED) for acteur_id in actors]
        known = [rank for rank, row in enumerate(rows) if row != UNREACHED]
        table = self._table[[rows[rank] for rank in known]]
        met = (table @ table.T).tocoo()
        apart = met.row != met.col
        places = np.asarray(known, dtype=np.int64)
        return incidence(places[met.row[apart]], places[met.col[apart]], (len(actors), len(actors)))

    def between(self, actors: Collection[str]) -> nx.Graph[str]:
        """Return the network among some actors, with the weights and the reasons that `graph.ties.ties` gives."""
        wanted = set(actors)
        counted = Counter(rank for acteur_id in wanted for rank in self.groups(acteur_id))
        direct = len(self._group_places)
        ranks = (rank for rank, count in counted.items() if count > 1 and rank < direct)
        chosen = {self._group_places[rank].id: self._group_places[rank] for rank in ranks}
        if self._snapshot.scope is not None:
            shown = (self.places[self._shown[acteur_id]] for acteur_id in wanted if acteur_id in self._shown)
            chosen |= {place.id: place for place in shown}
        graph = ties(self._snapshot, [chosen[id_] for id_ in sorted(chosen)])
        return graph.subgraph(wanted & set(graph)).copy()


def tie_index(snapshot: Snapshot) -> TieIndex:
    """Return the index of a snapshot, built once."""
    found = snapshot.kept.get(_NAME)
    if not isinstance(found, TieIndex):
        found = snapshot.kept[_NAME] = TieIndex(snapshot)
    return found
