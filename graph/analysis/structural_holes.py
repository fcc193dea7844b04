"""Measure how much an actor joins others who do not know each other: Burt's constraint and effective size, paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.masked_product import masked_product
from graph.analysis.tie_matrix import Floats, TieMatrix

VISITS = 300_000_000
"""Ties that the search for shortest paths may walk through, all in all: some ten seconds."""

_SEED = 20260915
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class Betweenness:
    """
    Hold how often each actor stands on the shortest paths of the others.

    Parameters
    ----------
    values
        One per actor: share of the pairs of other actors, 0 to 1.
    origins
        Number of actors that the paths were searched from: all of them, or a draw when the network is very large.
    """

    values: Floats
    origins: int


def constraint(ties: TieMatrix, local: Any = None) -> Floats:
    """
    Return the constraint of each actor: how much its contacts hang together, so that it opens no door of its own.

    Parameters
    ----------
    ties
        The network.
    local
        Its `local_constraints`, when they were already computed.

    Returns
    -------
    values
        One per actor, the sum of its row in `local_constraints`; NaN for an actor without tie. Low: its contacts are
        foreign to each other. It may exceed 1 for actors that have very few contacts.

    References
    ----------
    .. [1] Burt, R. S., "Structural Holes", Harvard University Press, 1992, and "Structural holes and good ideas",
       American Journal of Sociology 110, 2004.
    """
    found = local_constraints(ties) if local is None else local
    return _of_the_tied(ties, np.asarray(found.sum(axis=1)).ravel())


def local_constraints(ties: TieMatrix) -> Any:
    """
    Return what each contact adds to the constraint of each actor.

    Returns
    -------
    matrix
        Sparse, n × n: (p_ij + Σ_q p_iq · p_qj)² where i and j are tied; p_ij is the share of i's ties, in weight,
        that goes to j.
    """
    strength = ties.strength
    shares = strength.copy()
    totals = np.asarray(strength.sum(axis=1)).ravel()
    shares.data = shares.data / np.repeat(totals, np.diff(shares.indptr))
    through = shares + masked_product(shares, shares, ties.adjacency)
    return sparse.csr_array(through.multiply(through))


def effective_size(ties: TieMatrix) -> Floats:
    """
    Return the number of contacts of each actor, less what they repeat of each other.

    Returns
    -------
    values
        One per actor, d − 2t/d, where d is its number of contacts and t the number of ties between them: from 1
        (they all know each other) to d (none does); NaN for an actor without tie.

    References
    ----------
    .. [1] Burt, R. S., "Structural Holes", Harvard University Press, 1992.
    .. [2] Borgatti, S. P., "Structural holes: unpacking Burt's redundancy measures", Connections 20, 1997 (this form).
    """
    contacts = np.maximum(ties.degree, 1)
    return _of_the_tied(ties, ties.degree - 2 * ties.closed / contacts)


def betweenness(ties: TieMatrix, *, visits: int = VISITS, weighted: bool = True) -> Betweenness:
    """
    Return how often each actor stands on the shortest paths between two others.

    Parameters
    ----------
    ties
        The network; a tie of weight w is a step of length 1/w, so that strong ties are short.
    visits
        Most ties walked through; beyond, paths are searched from a seeded draw of actors and the result is scaled.
    weighted
        Whether ties have a length; else each is one step.

    References
    ----------
    .. [1] Freeman, L. C., "Centrality in social networks: conceptual clarification", Social Networks 1, 1978.
    .. [2] Brandes, U. and Pich, C., "Centrality estimation in large networks", 2007 (paths from a draw of actors).
    """
    pairs = (ties.size - 1) * (ties.size - 2)
    if pairs <= 0 or not ties.count:
        return Betweenness(np.zeros(ties.size), ties.size)
    origins = min(ties.size, max(100, visits // (ties.count or 1)))
    drawn = None
    if origins < ties.size:
        drawn = np.sort(np.random.default_rng(_SEED).choice(ties.size, origins, replace=False)).tolist()
    used = ties.kept(_direct(ties)) if weighted else ties
    lengths = (1 / used.weights).tolist() if weighted else None
    found = np.array(used.graph.betweenness(weights=lengths, sources=drawn), dtype=np.float64)
    return Betweenness(np.clip(found * (2 / pairs) * (ties.size / origins), 0.0, 1.0), origins)


def _direct(ties: TieMatrix) -> NDArray[np.bool_]:
    """
    Tell which ties may be on a shortest path: those that no detour by one other actor shortens.

    The others change nothing, and leaving them out halves the search. A detour must be shorter by more than rounding.
    """
    lengths = ties.strength.copy()
    lengths.data = 1 / lengths.data
    starts, others = lengths.indptr, lengths.indices
    by_one = np.full(ties.size, np.inf)
    detour = np.full(ties.count, np.inf)
    firsts = np.searchsorted(ties.ends[:, 0], np.arange(ties.size + 1))
    for place in np.flatnonzero(np.diff(firsts)).tolist():
        mine = slice(starts[place], starts[place + 1])
        by_one[others[mine]] = lengths.data[mine]
        ends = ties.ends[firsts[place] : firsts[place + 1], 1]
        reached = lengths[ends]
        detour[firsts[place] : firsts[place + 1]] = np.minimum.reduceat(
            reached.data + by_one[reached.indices], reached.indptr[:-1]
        )
        by_one[others[mine]] = np.inf
    return detour >= (1 - _NEGLIGIBLE) / ties.weights


def _of_the_tied(ties: TieMatrix, values: Floats) -> Floats:
    return np.where(ties.degree > 0, values, np.nan)
