"""
Count a share of the answers, and say how far it would move with other respondents of the same kind.

Respondents are drawn again, with replacement, and the share computed anew: pairs by the two people that they join
(vertex bootstrap, Snijders and Borgatti 1999, Connections 22), single answers by who gives them (Efron 1979).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DRAWS: Final = 2000
"""Draws behind an interval."""

LEAST: Final = 5
"""Respondents below which no interval is given: it would only look exact."""

_LOW, _HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Share:
    """
    Hold a share with its count: n out of m.

    Parameters
    ----------
    n, m
        What is counted, and out of how much is known.
    low, high
        Bounds of 95 % of the draws, widened to hold the share itself; None when there is no interval: too few
        respondents, or all answers alike.
    """

    n: int
    m: int
    low: float | None = None
    high: float | None = None

    @property
    def value(self) -> float | None:
        """Return the share, 0 to 1; None when nothing is known."""
        return self.n / self.m if self.m else None


def by_pair(values: Floats, among: Bools | None, answered: Bools, seed: int) -> Share:
    """
    Return a share of pairs.

    Parameters
    ----------
    values
        Symmetric table: 1, 0, or NaN where it is not known.
    among
        Symmetric table of the pairs counted; None for all.
    answered
        Who answered: these are drawn again, the others stay.
    seed
        Seed of the draws.
    """
    known, true = _counted(values, among)
    known, true = np.triu(known, 1), np.triu(true, 1)
    drawn = _draws(answered, seed)
    if drawn is None:
        return Share(int(true.sum()), int(known.sum()))
    weights = np.where(answered, drawn, 1.0)
    above, below = (((weights @ table) * weights).sum(axis=1) for table in (true, known))
    return _share(int(true.sum()), int(known.sum()), above, below)


def by_row(values: Floats, among: Bools | None, answered: Bools, seed: int) -> Share:
    """
    Return a share of answers, each given by its row.

    Parameters
    ----------
    values
        Table: 1, 0, or NaN where it is not known.
    among, answered, seed
        As for `by_pair`.
    """
    known, true = _counted(values, among)
    return _of_people(true.sum(axis=1), known.sum(axis=1), answered, seed)


def by_person(values: Floats, answered: Bools, seed: int) -> Share:
    """
    Return a share of people.

    Parameters
    ----------
    values
        One value per person: 1, 0, or NaN where it is not known.
    answered, seed
        As for `by_pair`.
    """
    known = (~np.isnan(values)).astype(np.float64)
    return _of_people(np.where(np.isnan(values), 0.0, values), known, answered, seed)


def _of_people(true: Floats, known: Floats, answered: Bools, seed: int) -> Share:
    drawn = _draws(answered, seed)
    if drawn is None:
        return Share(int(true.sum()), int(known.sum()))
    weights = np.where(answered, drawn, 1.0)
    return _share(int(true.sum()), int(known.sum()), weights @ true, weights @ known)


def _counted(values: Floats, among: Bools | None) -> tuple[Floats, Floats]:
    known = ~np.isnan(values)
    if among is not None:
        known &= among
    return known.astype(np.float64), (known & (values == 1)).astype(np.float64)


def _draws(answered: Bools, seed: int) -> Floats | None:
    """Return how many times each person is drawn, one row per draw; None when too few answered."""
    count = int(answered.sum())
    if count < LEAST:
        return None
    found = np.zeros((DRAWS, len(answered)))
    picked = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=DRAWS)
    found[:, answered] = picked
    return found


def _share(n: int, m: int, above: Floats, below: Floats) -> Share:
    kept = below > 0
    # All the answers alike would give an interval of no width, which would look sure and is not.
    if not m or n in {0, m} or kept.sum() < DRAWS / 2:
        return Share(n, m)
    low, high = np.percentile(above[kept] / below[kept], [_LOW, _HIGH])
    return Share(n, m, min(float(low), n / m), max(float(high), n / m))
