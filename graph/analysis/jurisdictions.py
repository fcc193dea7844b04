"""Measure how a perimeter is cut between jurisdictions."""

from __future__ import annotations

from collections.abc import Mapping


def fragmentation(populations: Mapping[str, float]) -> float | None:
    """
    Return the probability that two inhabitants of a perimeter live in two different jurisdictions.

    Parameters
    ----------
    populations
        Inhabitants of the perimeter by jurisdiction.

    Returns
    -------
    index
        Between 0 (one jurisdiction) and 1; None when nobody is counted.

    References
    ----------
    .. [1] Simpson, E. H., "Measurement of diversity", Nature 163, 1949 (here 1 − Σ s²).

    Examples
    --------
    >>> round(fragmentation({"35": 27374, "44": 21323, "56": 17781}), 3)
    0.656
    """
    total = sum(populations.values())
    if total <= 0:
        return None
    return 1 - sum((count / total) ** 2 for count in populations.values())
