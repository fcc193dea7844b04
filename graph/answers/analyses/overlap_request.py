"""Read what the questions about overlaps have in common: how many pairs are wanted, which weights were changed."""

from __future__ import annotations

from collections.abc import Mapping

from graph.analysis.combined_index import DEFAULT_WEIGHTS
from graph.answers.analyses.overlap_words import LABELS
from graph.answers.errors import BadParameter
from graph.answers.parameters import Request
from graph.answers.sentence import french_number, listing


def read_limit(request: Request) -> int:
    """
    Return how many pairs are wanted at most.

    Raises
    ------
    BadParameter
        If it is below 1.
    """
    limit = int(request.values["limite"])
    if limit < 1:
        raise BadParameter("limite", "Il faut demander au moins une paire.", "Par exemple : limite=200.")
    return limit


def changed_weights(weights: Mapping[str, float]) -> list[str]:
    """Say, in one sentence or none, which weights are not those proposed by default."""
    changed = [
        f"{LABELS[name].lower()} {_figure(weight)} au lieu de {_figure(DEFAULT_WEIGHTS[name])}"
        for name, weight in weights.items()
        if weight != DEFAULT_WEIGHTS[name]
    ]
    return [f"Poids changés : {listing(changed)}."] if changed else []


def _figure(value: float) -> str:
    return french_number(value, 2).rstrip("0").rstrip(",") if value % 1 else french_number(value)
