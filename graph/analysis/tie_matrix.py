"""Put a network of actors in the shapes that libraries compute on: a sparse matrix, an igraph graph."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import igraph
import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.masked_product import masked_product

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# igraph draws from one generator for the whole process, and several threads may compute at once.
_igraph_lock = threading.Lock()


@dataclass(eq=False)
class TieMatrix:
    """
    Hold a network of actors.

    Parameters
    ----------
    ids
        Actors, in alphabetical order: row i of every array is `ids[i]`.
    ends
        One row per tied pair: two positions, the smaller first; rows in order.
    weights
        Weight of each tie, above 0, in the order of `ends`.
    """

    ids: tuple[str, ...]
    ends: Integers
    weights: Floats

    @property
    def size(self) -> int:
        """Return the number of actors."""
        return len(self.ids)

    @property
    def count(self) -> int:
        """Return the number of ties."""
        return len(self.weights)

    @cached_property
    def adjacency(self) -> Any:
        """Symmetric sparse matrix, n × n, 1 where two actors are tied."""
        return self._matrix(np.ones(self.count))

    @cached_property
    def strength(self) -> Any:
        """Symmetric sparse matrix, n × n, of the weights of the ties."""
        return self._matrix(self.weights)

    @cached_property
    def degree(self) -> Integers:
        """Number of ties of each actor."""
        return np.bincount(self.ends.ravel(), minlength=self.size).astype(np.int64)

    @cached_property
    def closed(self) -> Integers:
        """Pairs of contacts of each actor that are tied to each other."""
        found = masked_product(self.adjacency, self.adjacency, self.adjacency).sum(axis=1)
        return np.rint(np.asarray(found).ravel() / 2).astype(np.int64)

    @cached_property
    def graph(self) -> Any:
        """The same network in igraph, without weights."""
        return igraph.Graph(n=self.size, edges=self.ends.tolist())

    @cached_property
    def components(self) -> list[list[int]]:
        """Positions of the actors of each component, largest first, then by first actor."""
        found = [sorted(component) for component in self.graph.connected_components()]
        return sorted(found, key=lambda component: (-len(component), component[0]))

    def part(self, positions: Sequence[int]) -> TieMatrix:
        """Return the network of some actors and of the ties between them; positions in increasing order."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[list(positions)] = np.arange(len(positions))
        ends = place[self.ends]
        kept = (ends >= 0).all(axis=1)
        return TieMatrix(tuple(self.ids[i] for i in positions), ends[kept], self.weights[kept])

    def kept(self, chosen: NDArray[np.bool_]) -> TieMatrix:
        """Return the network of the same actors with some of the ties; one truth value per tie, in order."""
        return TieMatrix(self.ids, self.ends[chosen], self.weights[chosen])

    def _matrix(self, values: Floats) -> Any:
        one, two = self.ends[:, 0], self.ends[:, 1]
        rows, columns = np.concatenate((one, two)), np.concatenate((two, one))
        return sparse.csr_array((np.concatenate((values, values)), (rows, columns)), shape=(self.size, self.size))


def tie_matrix(graph: nx.Graph[str]) -> TieMatrix:
    """Return a network of actors, whatever the order in which its nodes and edges were added; loops are left out."""
    ids = tuple(sorted(graph.nodes))
    place = {id_: position for position, id_ in enumerate(ids)}
    found = sorted(
        (min(place[one], place[two]), max(place[one], place[two]), float(data.get("weight", 1.0)))
        for one, two, data in graph.edges(data=True)
        if one != two
    )
    return TieMatrix(
        ids,
        np.array([pair[:2] for pair in found], dtype=np.int64).reshape(-1, 2),
        np.array([pair[2] for pair in found], dtype=np.float64),
    )


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Give igraph a generator of this seed for as long as the block lasts: same input, same output."""
    with _igraph_lock:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 (a draw, not a secret)
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
