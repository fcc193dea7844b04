"""Print how close table plans come to their bound, beside a random and a greedy plan: several seeds, the worst named.

`python -m tests.benchmarks.seating` prints the published cases and a sample of sizes; `--sweep` tries every size up to
60 people, 12 tables and 6 rounds (an hour or more). Time is the processor's.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph.analysis.workshop.problem import Seating
from graph.analysis.workshop.tables import plan_tables

PUBLISHED = ((16, 4, 3), (16, 4, 5), (20, 5, 4), (20, 4, 3), (24, 6, 5), (30, 6, 4), (40, 8, 5), (12, 3, 3))
"""People, tables, rounds: the acceptance cases."""

TINY = ((6, 2, 3), (7, 3, 4), (9, 4, 6), (10, 2, 3), (12, 3, 4), (12, 4, 5))
"""Where the bound cannot always be reached: compared with the exact optimum."""

SIX = tuple((people, 6, 6) for people in (36, 40, 42, 48, 60))
"""Six tables: no field has six elements, and algebra gives no plan."""

HARD = ((13, 4, 5), (24, 4, 5), (35, 5, 6), (20, 5, 6), *SIX, (44, 10, 6))
"""The hardest sizes known: one round more than tables, and six tables."""

DRAWN = 12
"""Other sizes, drawn the same way each time."""

PEOPLE, TABLES, ROUNDS = 60, 12, 6
SEEDS = (0, 1, 2)
SECONDS = 10.0
SHARE = 0.97


@dataclass(frozen=True, slots=True)
class SeatingRow:
    """
    Hold what one size gives.

    Parameters
    ----------
    people, tables, rounds
        The size.
    values
        Distinct pairs, one per seed.
    bound, counting_bound
        Tightest proven bound (the optimum of a few people); min(C(n, 2), r·S − (r − 1)·L).
    exact
        Whether the tightest bound is the optimum, proven by trying every plan or by being reached.
    drawn, greedy
        Distinct pairs of a random plan (mean of 50) and of a plan that seats people one by one.
    seconds
        Processor time of the slowest seed.
    """

    people: int
    tables: int
    rounds: int
    values: tuple[int, ...]
    bound: int
    counting_bound: int
    exact: bool
    drawn: float
    greedy: int
    seconds: float

    @property
    def share(self) -> float:
        """Return the worst value over the tightest proven bound."""
        return min(self.values) / self.bound

    @property
    def counting_share(self) -> float:
        """Return the worst value over the bound by coincidences."""
        return min(self.values) / self.counting_bound


def seating_rows(sizes: Iterable[tuple[int, int, int]], seeds: Iterable[int] = SEEDS) -> Iterator[SeatingRow]:
    """Give the row of each size."""
    for people, tables, rounds in sizes:
        seating = Seating(people=tuple(f"p{number:03}" for number in range(people)), tables=tables, rounds=rounds)
        plans, slowest = [], 0.0
        for seed in seeds:
            started = time.process_time()
            plans.append(plan_tables(seating, seed=seed, seconds=SECONDS))
            slowest = max(slowest, time.process_time() - started)
        yield SeatingRow(
            people=people,
            tables=tables,
            rounds=rounds,
            values=tuple(plan.distinct_pairs for plan in plans),
            bound=min(plan.bound for plan in plans),
            counting_bound=plans[0].counting_bound,
            exact=any(plan.exact is not None for plan in plans),
            drawn=_random_pairs(seating.sizes, rounds),
            greedy=_greedy_pairs(seating.sizes, rounds),
            seconds=slowest,
        )


def _random_pairs(sizes: tuple[int, ...], rounds: int) -> float:
    chance = np.random.default_rng(0)
    base = np.repeat(np.arange(len(sizes)), sizes)
    found = []
    for _ in range(50):
        met = np.zeros((len(base), len(base)), dtype=bool)
        for _ in range(rounds):
            row = chance.permutation(base)
            met |= row[:, None] == row
        found.append((int(met.sum()) - len(base)) // 2)
    return float(np.mean(found))


def _greedy_pairs(sizes: tuple[int, ...], rounds: int) -> int:
    """Seat people one after another where they have met the fewest; the first free table of equal ones."""
    people = sum(sizes)
    met: set[tuple[int, int]] = set()
    for tour in range(rounds):
        seated: list[list[int]] = [[] for _ in sizes]
        order = [(rank * (tour + 1) + tour) % people for rank in range(people)]
        for person in [*dict.fromkeys(order), *(other for other in range(people) if other not in set(order))]:
            free = [table for table, size in enumerate(sizes) if len(seated[table]) < size]
            seats = {table: sum((min(person, o), max(person, o)) in met for o in seated[table]) for table in free}
            seated[
                min(free, key=lambda table, seats=seats, seated=seated: (seats[table], len(seated[table]), table))
            ].append(person)
        met |= {pair for table in seated for pair in combinations(sorted(table), 2)}
    return len(met)


def print_seating(rows: Iterable[SeatingRow]) -> list[SeatingRow]:
    """Print one line a size, then the worst; return the rows."""
    print(f"  {'n, g, r':>12} {'worst':>6} {'best':>5} {'proven':>7} {'%':>6} {'formula':>8} {'%':>6}", end="")
    print(f" {'random':>7} {'greedy':>7} {'processor':>10}")
    kept = []
    for row in rows:
        kept.append(row)
        size = f"{row.people}, {row.tables}, {row.rounds}"
        sign = "=" if row.exact else " "
        print(f"  {size:>12} {min(row.values):>6} {max(row.values):>5} {sign}{row.bound:>6} {row.share:>6.1%}", end="")
        print(f" {row.counting_bound:>8} {row.counting_share:>6.1%} {row.drawn:>7.1f} {row.greedy:>7}", end="")
        print(f" {row.seconds:>8.2f} s")
        sys.stdout.flush()
    worst = min(kept, key=lambda row: row.share)
    told = f"{worst.people} people, {worst.tables} tables, {worst.rounds} rounds: {worst.share:.1%} of what is proven"
    print(f"  = : the proven bound is the optimum. Worst of {len(kept)} sizes and {len(SEEDS)} seeds: {told}.")
    low = [row for row in kept if row.counting_share < SHARE]
    print(
        f"  Under {SHARE:.0%} of the formula: {len(low)}; of what is proven: {sum(row.share < SHARE for row in kept)}."
    )
    return kept


def every_size() -> list[tuple[int, int, int]]:
    """Return every size of tables of two people or more."""
    return [
        (people, tables, rounds)
        for tables in range(2, TABLES + 1)
        for people in range(max(4, 2 * tables), PEOPLE + 1)
        for rounds in range(1, ROUNDS + 1)
    ]


def sample() -> list[tuple[int, int, int]]:
    """Return the published sizes, the small ones, the hardest, and some drawn among all."""
    known = [*PUBLISHED, *TINY, *HARD]
    return [*known, *random.Random(7).sample([size for size in every_size() if size not in known], DRAWN)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sweep", action="store_true", help="every size, one seed")
    if parser.parse_args().sweep:
        print_seating(seating_rows(every_size(), SEEDS[:1]))
    else:
        print_seating(seating_rows(sample()))
