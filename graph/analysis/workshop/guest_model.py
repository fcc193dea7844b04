"""Write the choice of guests as a linear program: solved whole it gives the best list, relaxed it gives a bound.

Only « invited or not » is integer. Every term is concave in what the guests bring, so that straight lines between the
values it can take say it exactly. Themes: with t the sum of −ln(1 − e) over the guests, the cover 1 − exp(−t) is
concave in t and takes as many values as there are ways to add up those who are there; who brings 1 covers it all.
Sectors: √n by its steps, which decrease. Links: a pair counts as far as both are there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from graph.analysis.workshop.guest_value import NO_SECTOR, Floats, GuestProblem

_MOST_LEVELS = 5_000
_NEAR = 1e-12
_SLACK = 1e-6
"""What the solver may get wrong: its own tolerance."""


@dataclass(frozen=True, slots=True)
class Solved:
    """
    Hold what the solver found.

    Parameters
    ----------
    rows
        Its best list, sorted; None when it stopped before it had one.
    bound
        What no list can exceed.
    proven
        Whether the list is the best of all.
    """

    rows: tuple[int, ...] | None
    bound: float
    proven: bool


def solve(problem: GuestProblem, nodes: int | None = None) -> Solved:
    """
    Return the best list, looked for in at most so many branches; as many as it takes by default.

    The number of branches, not the clock, stops the search: the same choice gives the same answer on any machine.

    Raises
    ------
    ValueError
        If what the candidates bring to a theme takes too many different values to be written down.
    """
    if not problem.size:
        return Solved((), 0.0, proven=True)
    model = Model(problem)
    found = milp(
        -np.asarray(model.objective),
        integrality=np.asarray(model.integer),
        bounds=Bounds(np.asarray(model.lowest), np.asarray(model.highest)),
        constraints=LinearConstraint(model.table(), -np.inf, np.asarray(model.limits)),
        options={"mip_rel_gap": 0.0} if nodes is None else {"mip_rel_gap": 0.0, "node_limit": nodes},
    )
    rows = None if found.x is None else tuple(np.flatnonzero(found.x[: len(problem.ids)] > 0.5).tolist())
    if found.status == 0 and rows is not None:
        return Solved(rows, problem.value(rows), proven=True)
    bound = found.mip_dual_bound
    return Solved(rows, math.inf if bound is None else _SLACK - float(bound), proven=False)


def relaxed_bound(problem: GuestProblem) -> float:
    """Return what no list can exceed, even if a guest could be invited in part; infinite when the solver fails."""
    if not problem.size:
        return 0.0
    model = Model(problem)
    found = milp(
        -np.asarray(model.objective),
        bounds=Bounds(np.asarray(model.lowest), np.asarray(model.highest)),
        constraints=LinearConstraint(model.table(), -np.inf, np.asarray(model.limits)),
    )
    return _SLACK - float(found.fun) if found.status == 0 else math.inf


@dataclass
class Model:
    """Write the program: columns (first one per candidate), and rows `coefficients · columns ≤ limit`."""

    problem: GuestProblem
    objective: list[float] = field(default_factory=list)
    integer: list[int] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)
    highest: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    _cells: list[tuple[int, int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        problem = self.problem
        imposed = set(problem.imposed)
        for row in range(len(problem.ids)):
            self._column(0.0, low=float(row in imposed), high=float(problem.allowed[row]), integer=True)
        self._row(dict.fromkeys(range(len(problem.ids)), 1.0), problem.size)
        for organisme in np.unique(problem.organisations).tolist():
            members = np.flatnonzero(problem.organisations == organisme).tolist()
            if len(members) > problem.most:
                self._row(dict.fromkeys(members, 1.0), problem.most)
        for theme in range(len(problem.themes)):
            self._theme(problem.brings[:, theme], float(problem.weights[theme]))
        self._sectors()
        self._links()

    def table(self) -> csr_array:
        """Return the coefficients."""
        rows, columns, values = zip(*self._cells, strict=True)
        return csr_array((values, (rows, columns)), shape=(len(self.limits), len(self.objective)))

    def _column(self, worth: float, *, low: float = 0.0, high: float = 1.0, integer: bool = False) -> int:
        self.objective.append(worth)
        self.integer.append(int(integer))
        self.lowest.append(low)
        self.highest.append(high)
        return len(self.objective) - 1

    def _row(self, coefficients: Mapping[int, float], limit: float) -> None:
        rank = len(self.limits)
        self.limits.append(float(limit))
        self._cells += [(rank, column, value) for column, value in coefficients.items()]

    def _theme(self, brings: Floats, weight: float) -> None:
        """Add the cover of a theme: below every line between two values that it can take next to each other."""
        able = np.flatnonzero((brings > 0) & self.problem.allowed).tolist()
        if not able:
            return
        cover = self._column(weight)
        whole = [row for row in able if brings[row] >= 1]
        parts = {row: -math.log1p(-float(brings[row])) for row in able if brings[row] < 1}
        levels = _levels(list(parts.values()), self.problem.size)
        values = [-math.expm1(-level) for level in levels]
        pieces = [
            ((high - low) / (after - before), before, low)
            for before, after, low, high in zip(levels, levels[1:], values, values[1:], strict=False)
        ]
        for slope, before, low in [*pieces, (0.0, levels[-1], values[-1])]:
            coefficients = {cover: 1.0, **{row: -slope * part for row, part in parts.items() if slope}}
            self._row({**coefficients, **dict.fromkeys(whole, -1.0)}, low - slope * before)

    def _sectors(self) -> None:
        problem = self.problem
        for secteur in sorted(set(problem.sectors.tolist()) - {NO_SECTOR}):
            members = np.flatnonzero((problem.sectors == secteur) & problem.allowed).tolist()
            steps = [
                self._column(problem.mu * (math.sqrt(k + 1) - math.sqrt(k)))
                for k in range(min(len(members), problem.size))
            ]
            if steps:
                self._row({**dict.fromkeys(steps, 1.0), **dict.fromkeys(members, -1.0)}, 0.0)

    def _links(self) -> None:
        problem = self.problem
        row = {id_: rank for rank, id_ in enumerate(problem.ids)}
        for (a, b), strength in problem.missing.items():
            if strength and problem.allowed[row[a]] and problem.allowed[row[b]]:
                pair = self._column(problem.lam * strength)
                for end in (row[a], row[b]):
                    self._row({pair: 1.0, end: -1.0}, 0.0)


def _levels(parts: Sequence[float], most: int) -> list[float]:
    """Return the sums that at most so many of these numbers can make, 0 first, in increasing order."""
    counts: dict[float, int] = {}
    for part in parts:
        counts[part] = counts.get(part, 0) + 1
    found: dict[float, int] = {0.0: 0}
    for part, count in counts.items():
        sums: dict[float, int] = {}
        for base, used in found.items():
            for times in range(min(count, most - used) + 1):
                total = base + times * part
                sums[total] = min(sums.get(total, most), used + times)
        found = sums
        if len(found) > _MOST_LEVELS:
            msg = "contributions to a theme take too many different values"
            raise ValueError(msg)
    ordered = sorted(found)
    return [level for rank, level in enumerate(ordered) if not rank or level - ordered[rank - 1] > _NEAR]
