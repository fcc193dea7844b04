"""Say what a guest list is worth: themes represented, variety of sectors, missing links brought around the table.

F(S) = Σ_θ ω_θ · (1 − Π_{a ∈ S} (1 − e_aθ)) + μ · Σ_sector √n_s + λ · Σ_{missing pairs in S} s_ab. The first two terms
are monotone and submodular: each guest adds less to a longer list (Nemhauser, Wolsey and Fisher 1978). The third is
supermodular: two guests add a pair that neither adds alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Pair = tuple[str, str]

PILOT, PARTNER, OTHER = 1.0, 0.6, 0.3
"""What an actor brings to a theme: it leads work on it, joins work on it, or has any other part in it."""

MU, LAM = 0.2, 0.1
"""Weights of the variety of sectors and of the missing links, by default."""

NO_SECTOR = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    Hold an actor that may be invited.

    Parameters
    ----------
    id
        Actor.
    organisme
        Organisation it belongs to, itself when it is one: seats are counted by organisation.
    secteur
        Term of the list of sectors; empty when unknown (it then adds no variety, and takes none away).
    contributions
        What it brings to each theme, 0 to 1; empty when its themes are unknown.
    """

    id: str
    organisme: str
    secteur: str = ""
    contributions: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class GuestProblem:
    """
    Hold one choice of guests as tables; rows follow the ids of the candidates, sorted.

    Parameters
    ----------
    candidates
        Candidates, sorted by id.
    themes
        Weight ω of each theme, sorted by theme; those of weight 0 are left out.
    missing
        Strength s, 0 to 1, of each missing link between two candidates (ids in alphabetical order).
    seats
        Number of guests, at most.
    mandatory, excluded
        Ids of candidates.
    most
        Most guests of one organisation.
    mu, lam
        Weights of the variety of sectors and of the missing links.
    """

    candidates: tuple[Candidate, ...]
    themes: Mapping[str, float]
    missing: Mapping[Pair, float]
    seats: int
    mandatory: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    most: int = 1
    mu: float = MU
    lam: float = LAM

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the candidates, sorted."""
        return tuple(candidate.id for candidate in self.candidates)

    @cached_property
    def weights(self) -> Floats:
        """Weight of each theme."""
        return np.asarray(list(self.themes.values()), dtype=float)

    @cached_property
    def brings(self) -> Floats:
        """What each candidate (row) brings to each theme (column), 0 to 1."""
        found = np.zeros((len(self.candidates), len(self.themes)))
        column = {theme: rank for rank, theme in enumerate(self.themes)}
        for row, candidate in enumerate(self.candidates):
            for theme, value in candidate.contributions.items():
                if theme in column:
                    found[row, column[theme]] = value
        return found

    @cached_property
    def sectors(self) -> Numbers:
        """Number of the sector of each candidate; -1 when unknown."""
        known = sorted({candidate.secteur for candidate in self.candidates if candidate.secteur})
        number = {secteur: rank for rank, secteur in enumerate(known)}
        return np.asarray([number.get(candidate.secteur, NO_SECTOR) for candidate in self.candidates], dtype=np.int64)

    @cached_property
    def organisations(self) -> Numbers:
        """Number of the organisation of each candidate."""
        return np.unique([candidate.organisme for candidate in self.candidates], return_inverse=True)[1].ravel()

    @cached_property
    def links(self) -> csr_array:
        """Square symmetric table of the strengths of the missing links."""
        row = {id_: rank for rank, id_ in enumerate(self.ids)}
        pairs = [(row[a], row[b], strength) for (a, b), strength in self.missing.items()]
        one, two = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        values = [pair[2] for pair in pairs]
        size = len(self.ids)
        return csr_array((values + values, (one + two, two + one)), shape=(size, size), dtype=float)

    @cached_property
    def allowed(self) -> Mask:
        """Tell which candidates are not excluded."""
        return np.asarray([id_ not in self.excluded for id_ in self.ids], dtype=bool)

    @cached_property
    def imposed(self) -> tuple[int, ...]:
        """Rows of the mandatory guests."""
        return tuple(row for row, id_ in enumerate(self.ids) if id_ in self.mandatory)

    @cached_property
    def size(self) -> int:
        """Number of guests that the list can hold: the seats, or what candidates and organisations allow."""
        counts = np.bincount(self.organisations[self.allowed]) if self.allowed.any() else np.zeros(1, dtype=np.int64)
        return int(min(self.seats, np.minimum(counts, self.most).sum()))

    def value(self, rows: Sequence[int]) -> float:
        """Return F of a list of guests (rows)."""
        chosen = sorted(rows)
        return math.fsum((self.covered(chosen), self.variety(chosen), self.linked(chosen)))

    def covered(self, rows: Sequence[int]) -> float:
        """Return what the guests bring to the themes, weighted."""
        return float(self.weights @ (1 - self.left(rows)))

    def left(self, rows: Sequence[int]) -> Floats:
        """Return, for each theme, the share that the guests leave uncovered, Π (1 − e)."""
        return np.asarray(np.prod(1 - self.brings[list(rows)], axis=0), dtype=float)

    def variety(self, rows: Sequence[int]) -> float:
        """Return what the sectors of the guests add."""
        return self.mu * math.fsum(math.sqrt(count) for count in self.by_sector(rows).tolist())

    def by_sector(self, rows: Sequence[int]) -> Numbers:
        """Return the number of guests of each known sector."""
        chosen = self.sectors[list(rows)]
        return np.bincount(chosen[chosen != NO_SECTOR], minlength=int(self.sectors.max(initial=0)) + 1)

    def linked(self, rows: Sequence[int]) -> float:
        """Return what the missing links between the guests add."""
        chosen = list(rows)
        return self.lam * float(self.links[chosen][:, chosen].sum()) / 2

    def gains(self, rows: Sequence[int], *, links: bool = True) -> Floats:
        """
        Return what each candidate would add to a list; meaningless for those already in it.

        Parameters
        ----------
        rows
            The list.
        links
            Whether missing links count, or only the submodular part.
        """
        chosen = list(rows)
        found = self.brings @ (self.weights * self.left(chosen))
        counts = self.by_sector(chosen)
        known = self.sectors != NO_SECTOR
        step = np.sqrt(counts + 1) - np.sqrt(counts)
        found[known] += self.mu * step[self.sectors[known]]
        if links and self.lam:
            here = np.zeros(len(self.ids))
            here[chosen] = 1
            found += self.lam * (self.links @ here)
        return np.asarray(found, dtype=float)

    def free(self, rows: Collection[int]) -> Mask:
        """Tell which candidates can be added to a list: allowed, not in it, of an organisation that has a seat left."""
        chosen = list(rows)
        counts = np.bincount(self.organisations[chosen], minlength=int(self.organisations.max(initial=0)) + 1)
        found = self.allowed & (counts[self.organisations] < self.most)
        found[chosen] = False
        return np.asarray(found, dtype=bool)


def guest_problem(
    candidates: Sequence[Candidate],
    themes: Mapping[str, float],
    missing: Mapping[Pair, float],
    *,
    seats: int,
    mandatory: Collection[str] = (),
    excluded: Collection[str] = (),
    most_per_organisation: int = 1,
    mu: float = MU,
    lam: float = LAM,
) -> GuestProblem:
    """
    Return the tables of a choice of guests; the order of what is given changes nothing.

    Parameters
    ----------
    candidates
        Who may be invited, ids all different.
    themes
        Weight ω of each theme.
    missing
        Strength s, 0 to 1, of each missing link by pair of ids; pairs with someone else are left out.
    seats
        Number of guests.
    mandatory, excluded
        Ids of those who must, or must not, be invited; excluded ids may be of nobody.
    most_per_organisation
        Most guests of one organisation.
    mu, lam
        Weights of the variety of sectors and of the missing links.

    Raises
    ------
    ValueError
        If the choice is impossible (see `guest_faults`).
    """
    ordered = tuple(sorted(candidates, key=lambda candidate: candidate.id))
    known = {candidate.id for candidate in ordered}
    pairs: dict[Pair, float] = {}
    for (a, b), strength in missing.items():
        if a != b and a in known and b in known:
            pairs[min(a, b), max(a, b)] = float(strength)
    problem = GuestProblem(
        candidates=ordered,
        themes={theme: float(themes[theme]) for theme in sorted(themes) if themes[theme] > 0},
        missing=dict(sorted(pairs.items())),
        seats=seats,
        mandatory=frozenset(mandatory),
        excluded=frozenset(excluded) & known,
        most=most_per_organisation,
        mu=mu,
        lam=lam,
    )
    _check(problem)
    return problem


def _check(problem: GuestProblem) -> None:
    imposed = problem.imposed
    most = np.bincount(problem.organisations[list(imposed)]).max(initial=0) if imposed else 0
    wrong = {
        "several candidates have the same id": len(set(problem.ids)) < len(problem.ids),
        "a list needs a seat": problem.seats < 1,
        "an organisation needs a seat": problem.most < 1,
        "a mandatory guest is not a candidate": len(imposed) < len(problem.mandatory),
        "a guest is both mandatory and excluded": not problem.mandatory.isdisjoint(problem.excluded),
        "more mandatory guests than seats": len(problem.mandatory) > problem.seats,
        "more mandatory guests of an organisation than it may have": most > problem.most,
        "a weight is negative": min(problem.mu, problem.lam, *problem.missing.values()) < 0,
    }
    found = [reason for reason, is_so in wrong.items() if is_so]
    if found:
        raise ValueError("; ".join(found))
