"""Draw small choices of guests whose best list can be found: for the tests and for the figures of the benchmarks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import Any

from graph.analysis.workshop.guest_value import GuestProblem, guest_problem
from graph.analysis.workshop.guests import OTHER, PARTNER, PILOT, Candidate

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one choice: what `guest_problem` takes."""

    candidates: tuple[Candidate, ...]
    themes: Mapping[str, float]
    missing: Mapping[Pair, float]
    options: Mapping[str, Any] = field(default_factory=dict)

    def problem(self, **more: Any) -> GuestProblem:
        """Return it with the tables that the methods read."""
        return guest_problem(self.candidates, self.themes, self.missing, **{**self.options, **more})

    def value(self, guests: tuple[str, ...]) -> float:
        """Return F of a list, from its definition and nothing else."""
        lam = float(self.options.get("lam", 0.1))
        links = math.fsum(self.missing.get(pair, 0.0) for pair in combinations(sorted(guests), 2))
        return self.submodular(guests) + lam * links

    def submodular(self, guests: tuple[str, ...]) -> float:
        """Return the first two terms of F, from their definition and nothing else."""
        chosen = [candidate for candidate in self.candidates if candidate.id in guests]
        cover = sum(
            weight * (1 - math.prod(1 - one.contributions.get(theme, 0.0) for one in chosen))
            for theme, weight in self.themes.items()
        )
        sectors = {one.secteur for one in chosen if one.secteur}
        return cover + float(self.options.get("mu", 0.2)) * sum(
            math.sqrt(sum(one.secteur == secteur for one in chosen)) for secteur in sectors
        )

    def lists(self) -> list[tuple[str, ...]]:
        """Return every list that is allowed and as long as it can be."""
        seats, most = self.options["seats"], self.options.get("most_per_organisation", 1)
        mandatory, excluded = set(self.options.get("mandatory", ())), set(self.options.get("excluded", ()))
        owner = {candidate.id: candidate.organisme for candidate in self.candidates}
        able = sorted(owner.keys() - excluded)
        for size in range(min(seats, len(able)), -1, -1):
            found = [
                chosen
                for chosen in combinations(able, size)
                if mandatory.issubset(chosen)
                and all(sum(owner[id_] == one for id_ in chosen) <= most for one in {owner[id_] for id_ in chosen})
            ]
            if found:
                return found
        return []


def small_case(seed: int, least: int = 6, most: int = 14) -> Case:
    """Return the choice of a number: a few candidates, themes, sectors, missing links, and sometimes limits."""
    draw = Random(seed)
    ids = [f"acteur:{number:02d}" for number in range(draw.randint(least, most))]
    themes = [f"theme:{number}" for number in range(draw.randint(2, 10))]
    shared = draw.random() < 0.3
    density = draw.choice((0.1, 0.25, 0.4))
    candidates = tuple(
        Candidate(
            id=id_,
            organisme=draw.choice(ids[: max(3, len(ids) * 2 // 3)]) if shared else id_,
            secteur=draw.choice(("", "sante", "social", "collectivite", "education")),
            contributions={theme: draw.choice((PILOT, PARTNER, OTHER)) for theme in themes if draw.random() < density},
        )
        for id_ in ids
    )
    missing = {pair: draw.random() for pair in combinations(ids, 2) if draw.random() < 0.35}
    options: dict[str, Any] = {
        "seats": draw.randint(2, max(2, len(ids) // 2)),
        "most_per_organisation": draw.choice((1, 2)) if shared else 1,
        "lam": draw.choice((0.1, 0.1, 0.3, 1.0)),
    }
    if draw.random() < 0.3:
        chosen = draw.sample(ids, 2)
        options |= {"mandatory": chosen[:1], "excluded": chosen[1:]}
    return Case(candidates, {theme: draw.choice((1.0, 1.0, 2.0, 0.5)) for theme in themes}, missing, options)
