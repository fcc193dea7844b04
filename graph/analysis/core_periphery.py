"""Find the core of a network: the actors that are strongly tied to each other, the rest standing around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.tie_matrix import Floats, TieMatrix

STARTS = 20
"""Random cores that the search starts from."""

SMALLEST = 4
"""Actors below which a core means nothing."""

_LARGEST_START = 50
_SEED = 20260915
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True)
class Core:
    """
    Hold the core of a network.

    Parameters
    ----------
    members
        Positions of its actors, in order.
    correlation
        Likeness to the ideal pattern (every pair of the core tied, no other), up to 1.
    """

    members: tuple[int, ...]
    correlation: float


def core_periphery(ties: TieMatrix, *, starts: int = STARTS) -> Core | None:
    """
    Return the core whose ideal pattern is the most like the network.

    Parameters
    ----------
    ties
        The network, best one component; the weights of the ties count.
    starts
        Number of seeded random cores that the search starts from. From each, the actor whose move in or out brings
        the most is moved, until none does; the best end is kept (the first among equals).

    Returns
    -------
    core
        None below four actors, and when all pairs are tied alike: there is then no core to tell from the rest.

    References
    ----------
    .. [1] Borgatti, S. P. and Everett, M. G., "Models of core/periphery structures", Social Networks 21, 2000
       (discrete model, on valued ties).
    """
    pairs = ties.size * (ties.size - 1) / 2
    if ties.size < SMALLEST or not ties.count:
        return None
    total, squares = float(ties.weights.sum()), float((ties.weights**2).sum())
    variance = squares - total**2 / pairs
    if variance <= _NEGLIGIBLE * squares:
        return None
    draw = np.random.default_rng(_SEED)
    best: tuple[float, tuple[int, ...]] | None = None
    for _ in range(starts):
        size = int(draw.integers(2, max(3, min(ties.size // 2 + 1, _LARGEST_START))))
        inside = np.zeros(ties.size, dtype=bool)
        inside[draw.choice(ties.size, size, replace=False)] = True
        value = _climb(ties, inside, total, pairs)
        if best is None or value > best[0] + _NEGLIGIBLE:
            best = (value, tuple(np.flatnonzero(inside).tolist()))
    if best is None:
        return None
    return Core(best[1], min(1.0, best[0] / float(np.sqrt(variance))))


def _climb(ties: TieMatrix, inside: np.typing.NDArray[np.bool_], total: float, pairs: float) -> float:
    """Move one actor at a time, in place, as long as the likeness grows; return it, up to a constant factor."""
    strength = ties.strength
    to_core = np.asarray(strength @ inside.astype(np.float64))
    held = float(to_core[inside].sum()) / 2
    size = int(inside.sum())
    value = float(_likeness(np.array([held]), np.array([size]), total, pairs)[0])
    while True:
        move = np.where(inside, -1, 1)
        values = _likeness(held + move * to_core, size + move, total, pairs)
        chosen = int(values.argmax())
        if values[chosen] <= value + _NEGLIGIBLE:
            return value
        value = float(values[chosen])
        held += float(move[chosen] * to_core[chosen])
        size += int(move[chosen])
        inside[chosen] = not inside[chosen]
        row = slice(strength.indptr[chosen], strength.indptr[chosen + 1])
        to_core[strength.indices[row]] += move[chosen] * strength.data[row]


def _likeness(held: Floats, size: np.typing.NDArray[np.int64], total: float, pairs: float) -> Floats:
    """Return the correlation with the ideal pattern of cores of these sizes and weights held, × the deviation."""
    wanted = size * (size - 1) / 2
    spread = wanted * (pairs - wanted)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (held - total * wanted / pairs) / np.sqrt(spread / pairs), -np.inf)
