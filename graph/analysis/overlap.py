"""
Measure how far perimeters coincide, in communes and in inhabitants, for all pairs of schemes at once.

Owns the formulas of the territorial overlap and its classes. Missing is not absent: a perimeter that is not known in
full makes the pair undetermined, and never disjoint.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.perimeters import Cover, Floats, Integers

IDENTIQUE, INCLUS, RECOUVREMENT, MARGINAL, DISJOINT, INDETERMINE = (
    "identique", "inclus", "recouvrement", "marginal", "disjoint", "indetermine",
)  # fmt: skip
CLASSES: Final = (IDENTIQUE, INCLUS, RECOUVREMENT, MARGINAL, INDETERMINE)
"""Classes of a pair that shares something, or may, from the closest."""
SAME: Final = 0.95
"""J from which two perimeters are the same, and K from which one is inside the other."""
OVERLAP: Final = 0.10
"""OC from which an overlap is more than marginal."""


def territorial_overlaps(cover: Cover) -> pd.DataFrame:
    """
    Return how far perimeters coincide.

    Parameters
    ----------
    cover
        Perimeters of the schemes.

    Returns
    -------
    pairs
        One row per pair of schemes that share a commune, or of which one perimeter is not known in full; ordered by
        place of the first scheme, then of the second. Pairs that are not there are disjoint. Columns:

        - i, j: places of the schemes in `cover`, i < j;
        - n_communes: communes covered by both, even in part (nan when no one is known and a perimeter is not);
        - population: inhabitants of the shared part, Σ min(p_A, p_B)·population;
        - J: |A ∩ B| / |A or B| in communes; J_pop: the same in inhabitants, Σ min / Σ max;
        - OC: |A ∩ B| / min(|A|, |B|) in communes; OC_pop: the same in inhabitants;
        - K_ab, K_ba: share of A (of B) that is in the other, in inhabitants when `pondere`, else in communes;
        - pondere: whether inhabitants are known for every commune of the less populated one, so that OC is in
          inhabitants; else the class and the shares are those of communes. A figure that a commune without count
          would change is nan: population and K of a side, J_pop of both;
        - classe: identique (J ≥ 0.95), inclus (K ≥ 0.95), recouvrement (OC ≥ 0.10), marginal, indetermine.

    References
    ----------
    .. [1] Jaccard, P., "The distribution of the flora in the alpine zone", New Phytologist 11, 1912 (J).
    .. [2] Szymkiewicz, D., 1934; Simpson, G. G., "Mammals and the nature of continents", American Journal of Science
       241, 1943 (OC).
    .. [3] Egenhofer, M., Franzosa, R., "Point-set topological spatial relations", International Journal of
       Geographical Information Systems 5, 1991 (classes).
    """
    touched = _with(cover.shares, np.ones(cover.shares.nnz))
    i, j, shared, population = _shared(cover, touched)
    lost_i, lost_j = _undetermined(cover.unknown, i, j)
    i, j = np.concatenate([i, lost_i]), np.concatenate([j, lost_j])
    shared = np.concatenate([shared, np.full(len(lost_i), np.nan)])
    population = np.concatenate([population, np.full(len(lost_i), np.nan)])
    order = np.argsort(i * len(cover.ids) + j)
    i, j, shared, population = i[order], j[order], shared[order], population[order]

    size = np.diff(touched.indptr).astype(np.float64)
    inhabitants = cover.shares @ np.nan_to_num(cover.population)
    uncounted = np.isnan(cover.population).astype(np.float64)
    complete = (touched @ uncounted == 0) & (inhabitants > 0)
    known = ~(cover.unknown[i] | cover.unknown[j])
    jaccard, overlap, k_ab, k_ba = _ratios(shared, size[i], size[j])
    j_pop, oc_pop, pop_ab, pop_ba = _ratios(population, inhabitants[i], inhabitants[j])
    # What is counted in A is a least for A: when B is complete and smaller than that, it is the smaller one for sure.
    first, second = complete[i] & known, complete[j] & known
    pondere = (first & (inhabitants[i] <= inhabitants[j])) | (second & (inhabitants[j] <= inhabitants[i]))
    best_j, best_oc = np.where(first & second, j_pop, jaccard), np.where(pondere, oc_pop, overlap)
    # OC is the larger of the two K: the smaller perimeter is the one that is most inside the other.
    codes = np.select([~known, best_j >= SAME, best_oc >= SAME, best_oc >= OVERLAP], [4, 0, 1, 2], 3)
    return pd.DataFrame(
        {
            "i": i,
            "j": j,
            "n_communes": shared,
            "population": np.where(first | second, population, np.nan),
            "J": np.where(known, jaccard, np.nan),
            "J_pop": np.where(first & second, j_pop, np.nan),
            "OC": np.where(known, overlap, np.nan),
            "OC_pop": np.where(pondere, oc_pop, np.nan),
            "K_ab": np.where(pondere, np.where(first, pop_ab, np.nan), np.where(known, k_ab, np.nan)),
            "K_ba": np.where(pondere, np.where(second, pop_ba, np.nan), np.where(known, k_ba, np.nan)),
            "pondere": pondere,
            "classe": pd.Categorical.from_codes(codes, categories=pd.Index(CLASSES)),
        },
        copy=False,
    )


def _shared(cover: Cover, touched: sparse.csr_array) -> tuple[Integers, Integers, Floats, Floats]:
    """
    Return the pairs that share a commune, with how many, and how many inhabitants.

    One product gives both: communes are its real part, inhabitants its imaginary one. It counts every shared commune
    whole; what shares below 1 leave out is then taken back.
    """
    weights = np.nan_to_num(cover.population)
    across = touched.T.tocsr()
    both = _with(touched, 1 + 1j * weights[touched.indices]) @ across
    part = cover.shares.data < 1
    if part.any():
        both = both - 1j * _left_out(cover.shares, part, weights, across)
    pairs = sparse.triu(both, k=1, format="coo")
    return (
        pairs.row.astype(np.int64),
        pairs.col.astype(np.int64),
        pairs.data.real.round(),
        np.maximum(pairs.data.imag, 0.0),
    )


def _left_out(
    shares: sparse.csr_array, part: NDArray[np.bool_], weights: Floats, across: sparse.csr_array
) -> sparse.csr_array:
    """
    Return Σ (1 − min(p_A, p_B))·population over the communes that both cover, one of them in part.

    Where one of the two shares is 1 the smaller one is the other: a product with all that is covered gives it, less
    what is covered in part on both sides. Only these, few in practice, are joined one by one.
    """
    rest = _only(shares, part, (1 - shares.data) * weights[shares.indices])
    mixed = rest @ across - rest @ _only(shares, part, np.ones(shares.nnz)).T
    by_commune = _only(shares, part, shares.data).tocsc()
    starts, counts = by_commune.indptr[:-1], np.diff(by_commune.indptr)
    each = np.repeat(counts, counts)
    left = np.repeat(np.arange(by_commune.nnz), each)
    right = np.repeat(np.repeat(starts, counts), each) + np.arange(len(left)) - np.repeat(np.cumsum(each) - each, each)
    commune = np.repeat(np.repeat(np.arange(len(counts)), counts), each)
    lost = (1 - np.minimum(by_commune.data[left], by_commune.data[right])) * weights[commune]
    rows, columns = by_commune.indices[left], by_commune.indices[right]
    joined = sparse.coo_array((lost, (rows, columns)), shape=(shares.shape[0], shares.shape[0]))
    found: sparse.csr_array = (mixed + mixed.T + joined.tocsr()).tocsr()
    return found


def _with(shares: sparse.csr_array, data: NDArray[Any]) -> sparse.csr_array:
    return sparse.csr_array((data, shares.indices, shares.indptr), shape=shares.shape)


def _only(shares: sparse.csr_array, kept: NDArray[np.bool_], data: NDArray[Any]) -> sparse.csr_array:
    """Return some of the entries, with other values."""
    starts = np.concatenate([[0], np.cumsum(kept)])[shares.indptr]
    return sparse.csr_array((data[kept], shares.indices[kept], starts), shape=shares.shape)


def _undetermined(unknown: NDArray[np.bool_], i: Integers, j: Integers) -> tuple[Integers, Integers]:
    """Return the pairs with a perimeter not known in full that no known commune joins already."""
    size, lost = len(unknown), np.flatnonzero(unknown)
    free = np.ones((len(lost), size), dtype=np.bool_)
    rank = np.cumsum(unknown) - 1
    for one, other in ((i, j), (j, i)):
        joined = unknown[one]
        free[rank[one[joined]], other[joined]] = False
    # Two of them make one pair: it is that of the first.
    free[:, lost] &= lost[:, None] < lost[None, :]
    first, second = np.nonzero(free)
    return np.minimum(lost[first], second), np.maximum(lost[first], second)


def _ratios(shared: Floats, one: Floats, other: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return J, OC and both K; nan where a size is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        union, least = one + other - shared, np.minimum(one, other)
        return shared / union, shared / least, shared / one, shared / other
