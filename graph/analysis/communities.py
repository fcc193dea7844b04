"""Draw the groups of a network: actors more tied among themselves than with the rest."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.tie_matrix import TieMatrix, seeded

RUNS = 20
"""Runs with different seeds; the best is kept."""

_SEED = 20260915


@dataclass(frozen=True, slots=True)
class Groups:
    """
    Hold the groups of a network.

    Parameters
    ----------
    modularity
        Share of the ties (in weight) inside groups, less what chance would give: −0.5 to 1.
    members
        Positions of the actors of each group of two or more, largest first, then by first actor.
    """

    modularity: float
    members: tuple[tuple[int, ...], ...]


def groups(ties: TieMatrix, *, runs: int = RUNS) -> Groups | None:
    """
    Return the groups that the Louvain method draws, with the weights of the ties; None without tie.

    Notes
    -----
    The method depends on the order in which it visits actors: it runs with several seeds and the run of best
    modularity is kept, the first among equals.

    References
    ----------
    .. [1] Blondel, V. D. et al., "Fast unfolding of communities in large networks", Journal of Statistical
       Mechanics, 2008.
    .. [2] Traag, V. A., Waltman, L. and van Eck, N. J., "From Louvain to Leiden: guaranteeing well-connected
       communities", Scientific Reports 9, 2019 (limits of the method).
    """
    if not ties.count:
        return None
    weights = ties.weights.tolist()
    best: tuple[float, list[list[int]]] | None = None
    for run in range(runs):
        with seeded(_SEED + run):
            found = ties.graph.community_multilevel(weights=weights)
        value = float(found.modularity)
        if best is None or value > best[0] + 1e-12:
            best = (value, [sorted(group) for group in found])
    if best is None:
        return None
    several = [tuple(group) for group in best[1] if len(group) > 1]
    return Groups(best[0], tuple(sorted(several, key=lambda group: (-len(group), group[0]))))
