"""Print how often the search for guests finds the best list, what its certificate is worth, and what it costs.

Figures of the report: 200 small choices drawn once for all, whose best list is known by mixed integer programming; then
choices of the size of a territory, with a random list and the greedy list beside.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.analysis.workshop.guest_bounds import upper_bound  # noqa: E402 - the project is put on the path first
from graph.analysis.workshop.guest_proof import choose_and_prove  # noqa: E402
from graph.analysis.workshop.guest_search import greedy  # noqa: E402
from graph.analysis.workshop.guest_value import GuestProblem, guest_problem  # noqa: E402
from graph.analysis.workshop.guests import LAM, OTHER, PARTNER, PILOT, Candidate, GuestList, choose_guests  # noqa: E402
from graph.analysis.workshop.guests_exact import ExactList, best_guests  # noqa: E402
from tests.support.guest_cases import Case, small_case  # noqa: E402

CHOICES = 200
SIZES = ((25, 10), (25, 12), (60, 24), (150, 24), (400, 40), (2_000, 60))
"""Candidates and seats."""
_NEAR = 1e-9


def main() -> None:
    """Print the two tables."""
    print_small()
    print_sizes()


def print_small() -> None:
    """Print what the search is worth on the small choices."""
    cases = [small_case(seed) for seed in range(CHOICES)]
    started = time.process_time()
    found: list[GuestList] = [choose_guests(case.problem()) for case in cases]
    searched = time.process_time()
    exact: list[ExactList] = [best_guests(case.problem()) for case in cases]
    solved = time.process_time()
    values = [best.value for best in exact]
    shares = [_share(one.value, best) for one, best in zip(found, values, strict=True)]
    simple = [_share(_greedy_value(case), best) for case, best in zip(cases, values, strict=True)]
    tight = [_share(best, one.upper_bound) for one, best in zip(found, values, strict=True)]
    print(f"  {CHOICES} small choices, of which the best list is found in:")
    print(f"    search {_met(shares)}, worst {min(shares):.1%} of the best; greedy {_met(simple)}, {min(simple):.1%}")
    for lam, word in ((0.0, "alone"), (LAM, "with links at their usual weight")):
        print(f"  submodular part {word}: at least {_submodular(cases, lam):.1%} of its best (guaranteed: 63.2%)")
    print(
        f"  certificate never below the best in {sum(share <= 1 + _NEAR for share in tight)} of {CHOICES}; "
        f"best / bound: median {statistics.median(tight):.1%}, lowest {min(tight):.1%}"
    )
    print(
        f"  processor time of one: search {(searched - started) / CHOICES * 1000:.0f} ms, "
        f"exact {(solved - searched) / CHOICES * 1000:.0f} ms"
    )


def print_sizes() -> None:
    """Print what a list is worth and costs at the size of a territory."""
    print("  candidates, seats: random / greedy / found / proven bound (share of the bound), processor time")
    for size, seats in SIZES:
        problem = territory_problem(size, seats)
        started = time.process_time()
        proof = choose_and_prove(problem)
        cost = time.process_time() - started
        value = problem.value(proof.rows)
        others = f"{_random_value(problem):.2f} / {problem.value(greedy(problem, ())):.2f}"
        word = "best of all, proven" if proof.proven else f"{value / proof.bound:.1%}"
        bounds = f"{proof.bound:.2f} ({word}; simple bound {upper_bound(problem, proof.rows):.2f})"
        print(f"  {size:>5}, {seats:>2}: {others} / {value:.2f} / {bounds}, {cost:.2f} s")


def territory_problem(size: int, seats: int, seed: int = 0) -> GuestProblem:
    """Return a choice like those of a territory: forty themes, a few per actor, some missing links."""
    draw = Random(seed)
    ids = [f"acteur:{number:05d}" for number in range(size)]
    themes = [f"theme:{number:02d}" for number in range(40)]
    candidates = [
        Candidate(
            id=id_,
            organisme=id_,
            secteur=draw.choice(("", "sante", "social", "collectivite", "education", "logement", "usagers")),
            contributions={
                theme: draw.choice((PILOT, PARTNER, OTHER, OTHER))
                for theme in draw.sample(themes, min(int(draw.expovariate(0.4)), 12))
            },
        )
        for id_ in ids
    ]
    pairs = {tuple(sorted(draw.sample(ids, 2))): draw.random() ** 2 for _ in range(min(5 * size, size * size // 20))}
    missing = {(pair[0], pair[1]): strength for pair, strength in pairs.items()}
    return guest_problem(candidates, dict.fromkeys(themes, 1.0), missing, seats=seats)


def _share(value: float, best: float) -> float:
    return value / best if best else 1.0


def _met(shares: list[float]) -> str:
    met = sum(share >= 1 - _NEAR for share in shares)
    return f"{met} ({met / CHOICES:.1%})"


def _greedy_value(case: Case) -> float:
    problem: GuestProblem = case.problem()
    return problem.value(greedy(problem, problem.imposed))


def _submodular(cases: list[Case], lam: float) -> float:
    found: list[GuestList] = [choose_guests(case.problem(lam=lam)) for case in cases]
    best: list[ExactList] = [best_guests(case.problem(lam=0.0)) for case in cases]
    parts = [case.submodular(tuple(g.id for g in one.guests)) for case, one in zip(cases, found, strict=True)]
    return min(_share(part, one.value) for part, one in zip(parts, best, strict=True))


def _random_value(problem: GuestProblem) -> float:
    draw = Random(1)
    rows = range(len(problem.ids))
    return statistics.mean(problem.value(draw.sample(rows, problem.size)) for _ in range(50))


if __name__ == "__main__":
    main()
