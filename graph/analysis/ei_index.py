"""Say whether ties cross sectors, and whether they do it more than chance would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.tie_matrix import TieMatrix

PERMUTATIONS = 1000
"""Random exchanges of the sectors between the actors."""

_SEED = 20260915
_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class EIIndex:
    """
    Hold how ties stand against sectors.

    Parameters
    ----------
    external, internal
        Ties between two sectors, ties inside one.
    unclassed
        Ties left out because a sector is not known.
    value
        (E − I)/(E + I): −1 when every tie stays inside its sector, 1 when every tie crosses.
    expected
        Mean of the same index when the sectors are exchanged at random between the actors.
    p
        Share of the exchanges at least as far from their mean as the network is (two-sided), itself included.
    """

    external: int
    internal: int
    unclassed: int
    value: float
    expected: float
    p: float

    @property
    def crossing(self) -> float:
        """Return the share of the ties that cross sectors, 0 to 1."""
        return self.external / (self.external + self.internal)


def ei_index(ties: TieMatrix, secteurs: Sequence[str | None], *, permutations: int = PERMUTATIONS) -> EIIndex | None:
    """
    Return the E-I index of a network by sector; None when no tie joins two known sectors.

    Parameters
    ----------
    ties
        The network.
    secteurs
        Sector of each actor, in the order of `ties.ids`; None when it is not known.
    permutations
        Number of seeded exchanges.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N., "Informal networks and organizational crises", Social Psychology
       Quarterly 51, 1988.
    """
    codes = sorted({secteur for secteur in secteurs if secteur is not None})
    index = {code: position for position, code in enumerate(codes)}
    known = np.array([place for place, secteur in enumerate(secteurs) if secteur is not None], dtype=np.int64)
    place = np.full(ties.size, -1, dtype=np.int64)
    place[known] = np.arange(len(known))
    ends = place[ties.ends]
    ends = ends[(ends >= 0).all(axis=1)]
    if not len(ends):
        return None
    own = np.array([index[secteur] for secteur in secteurs if secteur is not None], dtype=np.int16)
    external = int((own[ends[:, 0]] != own[ends[:, 1]]).sum())
    crossed = _exchanged(own, ends, permutations)
    values = 2 * crossed / len(ends) - 1
    value = 2 * external / len(ends) - 1
    expected = float(values.mean())
    # A hair of tolerance: an exchange exactly as far as the network counts as far.
    far = int((np.abs(values - expected) >= abs(value - expected) - 1e-12).sum())
    return EIIndex(
        external, len(ends) - external, ties.count - len(ends), value, expected, (far + 1) / (permutations + 1)
    )


def _exchanged(
    own: np.typing.NDArray[np.int16], ends: np.typing.NDArray[np.int64], permutations: int
) -> np.typing.NDArray[np.int64]:
    """Return how many ties cross sectors in each exchange, a bundle of exchanges at a time."""
    draw = np.random.default_rng(_SEED)
    bundle = max(1, _CELLS // max(len(ends), 1))
    found = []
    for start in range(0, permutations, bundle):
        count = min(bundle, permutations - start)
        mixed = draw.permuted(np.broadcast_to(own, (count, len(own))), axis=1)
        found.append((mixed[:, ends[:, 0]] != mixed[:, ends[:, 1]]).sum(axis=1))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
