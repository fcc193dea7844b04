"""Draw from weighted choices, fast enough for half a million draws."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """
    Hold choices with weights.

    Parameters
    ----------
    choices
        (choice, weight) pairs, weights above 0.
    """

    def __init__(self, choices: Iterable[tuple[T, float]]) -> None:
        pairs = list(choices)
        self._choices = [choice for choice, _ in pairs]
        self._limits = list(accumulate(weight for _, weight in pairs))

    def draw(self, draw: random.Random) -> T:
        """Return one choice."""
        return self._choices[bisect(self._limits, draw.random() * self._limits[-1])]
