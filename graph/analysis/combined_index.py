"""
Bring the overlaps of a pair down to one readable number, with what it leaves out and what it owes to the weights.

Owns the formula, the default weights, the sensitivity and the reading. A dimension without data is left out of the
sum and lowers the confidence; it never counts as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Final

import numpy as np
import pandas as pd

from graph.analysis.perimeters import Floats

DIMENSIONS: Final = ("territoire", "themes", "publics", "membres")
DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {"territoire": 0.35, "themes": 0.30, "publics": 0.20, "membres": 0.15}
"""Weights proposed by the project: a shared territory first, then shared subjects, people, members."""

TRUSTED: Final = 0.5
"""Confidence under which a pair is listed apart."""
HIGH: Final = 0.6
"""Index, or share of the smaller territory, that is high."""
TO_DOCUMENT: Final = "thèmes à documenter"
"""Reading of a high index between schemes whose subjects nobody documented."""
LOW: Final = 1 / 3
"""Share of the themes under which few subjects are shared."""

DRAWS: Final = 1000
SEED: Final = 20_210_915
CONCENTRATION: Final = 20.0
"""How close to the weights the draws stay: a weight of 0.35 then varies by about ± 0.10 (standard deviation)."""
_BOUNDS: Final = (5, 95)


def combined_index(overlaps: Floats, weights: Mapping[str, float]) -> pd.DataFrame:
    """
    Return the combined index of pairs.

    Parameters
    ----------
    overlaps
        One row per pair, one column per dimension in the order of `DIMENSIONS`: overlap coefficient OC, 0 to 1; nan
        when it is not documented.
    weights
        Weight of each dimension, 0 or more, one above 0.

    Returns
    -------
    indices
        One row per pair, in order; columns:

        - indice: I = Σ w·OC / Σ w over the documented dimensions; 0 when the territories share nothing; nan when
          nothing is documented;
        - confiance: share of the weights that are documented, 0 to 1;
        - n_dimensions: number of documented dimensions that have a weight.

    References
    ----------
    .. [1] OECD and JRC, "Handbook on constructing composite indicators", 2008.
    """
    vector = _vector(weights)
    known = ~np.isnan(overlaps)
    with np.errstate(invalid="ignore", divide="ignore"):
        index = (np.nan_to_num(overlaps) @ vector) / (known @ vector)
    return pd.DataFrame(
        {
            "indice": np.where(overlaps[:, 0] == 0, 0.0, index),
            "confiance": (known @ vector) / vector.sum(),
            "n_dimensions": (known & (vector > 0)).sum(axis=1),
        }
    )


def sensitivity(overlaps: Floats, weights: Mapping[str, float], shown: int | None = None) -> pd.DataFrame:
    """
    Return how much the index and the rank of pairs owe to the choice of the weights.

    Parameters
    ----------
    overlaps
        As in `combined_index`: the pairs that are ranked together.
    weights
        Weight of each dimension.
    shown
        Number of pairs, from the first, whose intervals are wanted; all of them by default. The others only count in
        the ranks.

    Returns
    -------
    intervals
        One row per pair shown, in order; columns bas, haut (5 % and 95 % of the index), rang_bas, rang_haut (best and
        worst rank, 1 first) over 1,000 seeded draws of the weights around those given (Dirichlet). A pair whose index
        cannot be computed has nan everywhere and is not ranked.
    """
    vector = _vector(weights)
    known = ~np.isnan(overlaps)
    ranked = np.flatnonzero((known & (vector > 0)).any(axis=1))
    wanted = int(np.searchsorted(ranked, len(overlaps) if shown is None else shown))
    found = np.full((len(overlaps) if shown is None else min(shown, len(overlaps)), 4), np.nan)
    if wanted:
        draws = _draws(vector)
        # One row per draw, so that sorting runs along memory; in simple precision two pairs with the same parts tie.
        index = (draws @ np.nan_to_num(overlaps[ranked]).T) / (draws @ known[ranked].T)
        index[:, overlaps[ranked, 0] == 0] = 0.0
        above = -index.astype(np.float32)
        ordered = np.sort(above, axis=1)
        ranks = 1 + np.array([np.searchsorted(ordered[draw], above[draw, :wanted]) for draw in range(DRAWS)])
        kept = ranked[:wanted]
        found[kept, :2] = np.percentile(index[:, :wanted], _BOUNDS, axis=0).T
        found[kept, 2] = np.percentile(ranks, _BOUNDS[0], axis=0, method="lower")
        found[kept, 3] = np.percentile(ranks, _BOUNDS[1], axis=0, method="higher")
    return pd.DataFrame(found, columns=["bas", "haut", "rang_bas", "rang_haut"])


def reading(index: float, territory: float, themes: float, articulated: bool) -> str:
    """
    Return what an index may mean, in French, or an empty text.

    Parameters
    ----------
    index
        Combined index; nan when it is not known.
    territory, themes
        Overlap coefficients; nan when they are not known.
    articulated
        Whether an effective articulation of the two schemes is documented.
    """
    if isnan(territory):
        return ""
    if territory >= HIGH and themes < LOW:
        return "complémentarité possible"
    if index >= HIGH and articulated:
        return "recouvrement articulé"
    if index >= HIGH:
        # Doing the same thing cannot be said of schemes whose subjects nobody documented.
        return TO_DOCUMENT if isnan(themes) else "redondance possible"
    return ""


def _vector(weights: Mapping[str, float]) -> Floats:
    return np.array([weights[name] for name in DIMENSIONS], dtype=np.float64)


def _draws(vector: Floats) -> Floats:
    """Return one row per draw, one column per dimension; a weight of 0 stays 0."""
    positive = np.flatnonzero(vector > 0)
    found = np.zeros((DRAWS, len(vector)))
    alpha = CONCENTRATION * vector[positive] / vector[positive].sum()
    found[:, positive] = np.random.default_rng(SEED).dirichlet(alpha, DRAWS)
    return found
