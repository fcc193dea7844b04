"""
Measure how far schemes deal with the same themes, the same publics and the same members, pair by pair.

Owns the formulas of these overlaps; a dimension that one side does not document has no value, and never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import hypergeom

from graph.analysis.content import TOUT_PUBLIC
from graph.analysis.perimeters import Floats, Integers

FRAGILE: Final = 3
"""Number of themes under which a comparison is fragile."""
FEWEST_ACTORS: Final = 15
"""Number of actors in scope under which chance is not computed."""
HALF: Final = 0.5
"""What « tout public », or a theme of the same family, counts for."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """
    Hold how many times schemes name things.

    Parameters
    ----------
    names
        What is named, sorted: the columns.
    counts
        One row per scheme; number of statements.
    """

    names: tuple[str, ...]
    counts: sparse.csr_array

    @classmethod
    def of(cls, schemes: Sequence[Mapping[str, int]]) -> Mentions:
        """Return the mentions of schemes, in their order, from counts by name."""
        names = tuple(sorted({name for scheme in schemes for name in scheme}))
        place = {name: rank for rank, name in enumerate(names)}
        rows = [rank for rank, scheme in enumerate(schemes) for _ in scheme]
        columns = [place[name] for scheme in schemes for name in scheme]
        values = [float(count) for scheme in schemes for count in scheme.values()]
        counts = sparse.coo_array((values, (rows, columns)), shape=(len(schemes), len(names)))
        return cls(names, counts.tocsr())

    @property
    def present(self) -> sparse.csr_array:
        """Return the same matrix with ones: what each scheme names, however many times."""
        found = self.counts.copy()
        found.data = np.ones_like(found.data)
        return found


def thematic_overlaps(
    mentions: Mentions, i: Integers, j: Integers, family: Callable[[str], str] | None = None
) -> pd.DataFrame:
    """
    Return how far pairs of schemes deal with the same themes.

    Parameters
    ----------
    mentions
        Themes of the schemes and of their actions.
    i, j
        Places of the schemes of each pair.
    family
        Gives the family of a theme, when two themes of one family count for a half; by default they count for nothing.

    Returns
    -------
    overlaps
        One row per pair, in order; columns n (shared themes), J, OC (on sets of themes), R (Ruzicka on the shares of
        the mentions that fall on each theme: Σ min / Σ max), fragile (one side has fewer than 3 themes). J, OC and R
        are nan when a side has no documented theme.

    References
    ----------
    .. [1] Jaccard, P., 1912; Szymkiewicz, D., 1934.
    .. [2] Ruzicka, M., "Anwendung mathematisch-statistischer Methoden in der Geobotanik", Biologia 13, 1958.
    """
    present = mentions.present
    size = _sizes(present)
    n = _shared(present, i, j)
    weight = n
    if family is not None and mentions.names:
        # One to one inside a family: what is left on both sides after the shared themes.
        least = np.zeros(len(i))
        families = np.array([family(name) for name in mentions.names])
        for name in np.unique(families):
            inside = _sizes(present[:, np.flatnonzero(families == name)])
            least += np.minimum(inside[i], inside[j])
        weight = n + HALF * (least - n)
    with np.errstate(divide="ignore", invalid="ignore"):
        profile = (mentions.counts / np.asarray(mentions.counts.sum(axis=1)).reshape(-1, 1)).tocsr()
        profile.data = np.nan_to_num(profile.data)
    least_share: Floats = np.asarray(profile[i].minimum(profile[j]).sum(axis=1)).ravel()
    known = (size[i] > 0) & (size[j] > 0)
    return pd.DataFrame(
        {
            "n": n.astype(np.int64),
            **_indices(weight, size[i], size[j], known),
            "R": np.where(known, least_share / (2 - least_share), np.nan),
            "fragile": known & (np.minimum(size[i], size[j]) < FRAGILE),
        }
    )


def public_overlaps(mentions: Mentions, i: Integers, j: Integers) -> pd.DataFrame:
    """
    Return how far pairs of schemes address the same people.

    Parameters
    ----------
    mentions
        Publics of the schemes and of their actions.
    i, j
        Places of the schemes of each pair.

    Returns
    -------
    overlaps
        One row per pair, in order; columns n (shared publics, « tout public » left out), J, OC; nan when a side has no
        documented public, or when both only have « tout public ».

    Notes
    -----
    Publics are matched one to one. « Tout public » matches any other public by a half, and itself only beside another
    shared public: alone it proves nothing.
    """
    present = mentions.present
    everybody = np.array([name == TOUT_PUBLIC for name in mentions.names], dtype=np.bool_)
    all_of = _sizes(present[:, np.flatnonzero(everybody)]) > 0
    named = present[:, np.flatnonzero(~everybody)]
    size = _sizes(named)
    n = _shared(named, i, j)
    left, right = size[i] - n > 0, size[j] - n > 0
    half = HALF * ((all_of[i] & right).astype(np.float64) + (all_of[j] & left))
    weight = n + np.maximum(half, (all_of[i] & all_of[j] & (n > 0)).astype(np.float64))
    whole = size + all_of
    known = (whole[i] > 0) & (whole[j] > 0) & (size[i] + size[j] > 0)
    return pd.DataFrame({"n": n.astype(np.int64), **_indices(weight, whole[i], whole[j], known)})


def member_overlaps(mentions: Mentions, i: Integers, j: Integers, scope: int) -> pd.DataFrame:
    """
    Return how far pairs of schemes have the same members, and whether chance would do as much.

    Parameters
    ----------
    mentions
        Actors with a role in the schemes, their actions, instances or events.
    i, j
        Places of the schemes of each pair.
    scope
        Number N of actors that could be members.

    Returns
    -------
    overlaps
        One row per pair, in order; columns n (shared members), J, OC (nan when a side has no documented member), p:
        probability that two sets of these sizes drawn among N share at least as many (hypergeometric; nan when a side
        is not documented, under 15 actors, or when every actor is in one of the two: chance has then no room).

    References
    ----------
    .. [1] Neal, Z., "The backbone of bipartite projections", Social Networks 39, 2014.
    """
    present = mentions.present
    size = _sizes(present)
    n = _shared(present, i, j)
    known = (size[i] > 0) & (size[j] > 0)
    p = np.full(len(i), np.nan)
    drawn = known & (scope >= FEWEST_ACTORS) & (size[i] + size[j] - n < scope)
    p[drawn] = hypergeom.sf(n[drawn] - 1, scope, size[i][drawn], size[j][drawn])
    return pd.DataFrame({"n": n.astype(np.int64), **_indices(n, size[i], size[j], known), "p": p})


def _sizes(present: sparse.csr_array) -> Floats:
    return np.diff(present.indptr).astype(np.float64)


def _shared(present: sparse.csr_array, i: Integers, j: Integers) -> Floats:
    return np.asarray(present[i].multiply(present[j]).sum(axis=1), dtype=np.float64).ravel()


def _indices(weight: Floats, one: Floats, other: Floats, known: NDArray[np.bool_]) -> dict[str, Floats]:
    """Return J and OC; nan where a side is not known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "J": np.where(known, weight / (one + other - weight), np.nan),
            "OC": np.where(known, weight / np.minimum(one, other), np.nan),
        }
