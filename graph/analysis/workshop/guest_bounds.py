"""Prove how good a guest list can be at most: what no list can exceed, whatever the choice.

The submodular part has two bounds, the smaller is kept. Full cover: each theme as if the seats went to those who bring
the most to it, and the best variety of sectors. Marginal: no list exceeds what a given list has plus the B largest
additions to it (Nemhauser, Wolsey and Fisher 1978). Missing links add at most λ · ½ · Σ of the B largest (sum of the
B − 1 strongest missing links of one candidate).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import numpy as np

from graph.analysis.workshop.guest_value import NO_SECTOR, GuestProblem


def upper_bound(problem: GuestProblem, rows: Sequence[int]) -> float:
    """
    Return a value that no guest list can exceed.

    Parameters
    ----------
    problem
        The choice.
    rows
        A list of guests, the better the tighter the bound.
    """
    links = links_bound(problem)
    found = min(full_cover(problem) + best_variety(problem), marginal_bound(problem, rows)) + links
    return max(found, problem.value(rows))


def full_cover(problem: GuestProblem) -> float:
    """Return the cover of the themes if, for each one, the seats went to those who bring the most to it."""
    brings = problem.brings[problem.allowed]
    if not brings.size:
        return 0.0
    best = -np.sort(-brings, axis=0)[: problem.size]
    return float(problem.weights @ (1 - np.prod(1 - best, axis=0)))


def best_variety(problem: GuestProblem) -> float:
    """Return the largest variety of sectors: one seat after another goes to the sector that adds most."""
    known = problem.sectors[problem.allowed & (problem.sectors != NO_SECTOR)]
    steps = [math.sqrt(k + 1) - math.sqrt(k) for count in np.bincount(known).tolist() for k in range(count)]
    return problem.mu * math.fsum(heapq.nlargest(problem.size, steps))


def links_bound(problem: GuestProblem) -> float:
    """Return λ · ½ · Σ of the B largest (sum of the B − 1 strongest missing links of one candidate)."""
    table = problem.links
    sums = []
    for row in np.flatnonzero(problem.allowed).tolist():
        begin, end = table.indptr[row], table.indptr[row + 1]
        strengths = table.data[begin:end][problem.allowed[table.indices[begin:end]]]
        sums.append(math.fsum(heapq.nlargest(problem.size - 1, strengths.tolist())))
    return problem.lam * math.fsum(heapq.nlargest(problem.size, sums)) / 2


def marginal_bound(problem: GuestProblem, rows: Sequence[int]) -> float:
    """
    Return what the submodular part cannot exceed, seen from a list.

    A best list holds the mandatory guests, who are in this one too; what it adds to this one is at most the sum of what
    its other guests add one by one.
    """
    chosen = list(rows)
    gains = problem.gains(chosen, links=False)
    outside = problem.allowed.copy()
    outside[chosen] = False
    added = heapq.nlargest(problem.size - len(problem.imposed), gains[outside].tolist())
    return problem.covered(chosen) + problem.variety(chosen) + math.fsum(added)
