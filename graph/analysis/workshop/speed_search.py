"""Search meetings two by two: whole rotations, then rounds matched one after another and mended in turn.

Each round is a matching of greatest weight (Edmonds 1965, through networkx); the whole rotation is the circle method of
round-robin tournaments (Kirkman 1847). A round looks ahead: people who have the most first meetings left go first, as
in edge colouring, where the largest degree is what runs out of rounds (Vizing 1964).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final

import networkx as nx
import numpy as np

from graph.analysis.workshop.problem import Pair, sort_pair
from graph.analysis.workshop.speed_bounds import counted_bound, heaviest, rest_bound

_SCALE: Final = 1_000_000
"""Weights as whole numbers: the matching is then exact."""

_DRAW: Final = 100
"""Draws between equal pairs."""

_PASSES: Final = 3
"""Times each round is matched again, the others as they are."""

_LABELLINGS: Final = 60
"""Ways to number people that are tried on the circle."""

_EASY: Final = 40
"""People up to whom a matching takes milliseconds."""

_SMALL: Final = 12
"""People up to whom more plans are drawn."""

_EFFORT: Final = 20_000
"""Pairs laid over rounds, all tries together."""

_STEEP: Final = 4
"""How much more each further rest of one person counts than the one before."""

_ORDERS: Final = (("turn", "new", "weight"), ("new", "ahead", "turn", "weight"), ("new", "turn", "ahead", "weight"))
"""What the pairs of a round are chosen by, the first first."""

_MEND: Final = ("new", "turn", "weight")

Pairs = frozenset[Pair]
"""Those who meet in one round; the others rest."""


class PairSearch:
    """
    Hold one problem, its pairs in order.

    Parameters
    ----------
    people, rounds, weights, met, forbidden, rested, seed
        As for `speed.plan_pairs`.
    """

    def __init__(
        self,
        people: Sequence[str],
        rounds: int,
        weights: Mapping[Pair, float],
        met: Collection[Pair],
        forbidden: Collection[Pair],
        rested: Mapping[str, int],
        seed: int,
    ) -> None:
        self.people = list(people)
        self.rounds = rounds
        there = set(people)
        self.weights = {sort_pair(*pair): weight for pair, weight in weights.items() if there.issuperset(pair)}
        self.rested = {person: rested.get(person, 0) for person in self.people}
        barred = {sort_pair(*pair) for pair in forbidden}
        every = [sort_pair(one, two) for one, two in combinations(self.people, 2)]
        self.allowed = [pair for pair in every if pair not in barred]
        self.new = set(self.allowed) - {sort_pair(*pair) for pair in met}
        self.chance = np.random.default_rng([seed, len(self.people), rounds])

    @cached_property
    def rest_bound(self) -> tuple[int, int]:
        """Return the least that the most rests and their squares can be."""
        return rest_bound(self.people, self.allowed, self.rounds, self.rested)

    @cached_property
    def weight_bound(self) -> float:
        """Return the most weight of first meetings that rounds can add."""
        return heaviest(self.people, self.new, self.weights, self.rounds)

    def worth(self, plan: Sequence[Pairs]) -> tuple[int, int, int, float]:
        """Return what plans are compared by: first meetings, most rests, their squares, weight; more is better."""
        fresh = set().union(*plan) & self.new
        rests = self.rests(plan).values()
        return len(fresh), -max(rests), -sum(rest * rest for rest in rests), round(self.weight(fresh), 9)

    def settled(self, plan: Sequence[Pairs]) -> bool:
        """Tell whether nothing can be better, by simple bounds."""
        distinct, most, squares, weight = self.worth(plan)
        return (
            distinct == counted_bound(self.people, self.new, self.rounds)
            and weight >= self.weight_bound - 1e-9
            and (-most, -squares) == self.rest_bound
        )

    def weight(self, pairs: Collection[Pair]) -> float:
        """Return the sum of the weights of pairs, in the same order whatever theirs."""
        return sum(self.weights.get(pair, 0.0) for pair in sorted(pairs))

    def rests(self, plan: Sequence[Pairs]) -> Counter[str]:
        """Return the rests of each person, those before included."""
        seated = Counter(person for pairs in plan for pair in pairs for person in pair)
        return Counter({person: self.rested[person] + len(plan) - seated[person] for person in self.people})

    def circles(self) -> list[list[Pairs]]:
        """Return plans of the circle method, their best rounds first; forbidden pairs rest."""
        count = len(self.people) + len(self.people) % 2
        allowed = set(self.allowed)
        plans = []
        alike = not self.weights and len(self.new) == len(self.allowed) and not any(self.rested.values())
        for draw in range(1 if alike else _LABELLINGS):
            order: list[str] = [*self.people, *[""] * (count - len(self.people))]
            if draw:
                order = [order[rank] for rank in self.chance.permutation(count)]
            tours = [
                frozenset(
                    sort_pair(order[one], order[two]) for one, two in _circle(count, turn) if order[one] and order[two]
                )
                & allowed
                for turn in range(count - 1)
            ]
            tours.sort(key=lambda pairs: (-len(pairs & self.new), self._owed(pairs), -self.weight(pairs & self.new)))
            # After a whole rotation it starts again.
            plans.append([tours[rank % len(tours)] for rank in range(self.rounds)])
        return plans

    def matched(self) -> Iterator[list[Pairs]]:
        """Give plans of matchings: one round after another, then each again with the others as they are."""
        easy, small = len(self.people) <= _EASY, len(self.people) <= _SMALL
        tries = max(1, _EFFORT // max(1, len(self.allowed) * self.rounds))
        for order in (_ORDERS * (_PASSES if small else 1))[:tries]:
            plan: list[Pairs] = []
            for _ in range(self.rounds):
                plan.append(self._matching(plan, order))
            yield self.mended(plan) if easy else plan

    def mended(self, plan: list[Pairs]) -> list[Pairs]:
        """Return a plan, each round matched again with the others as they are while that is better."""
        for _ in range(_PASSES):
            before = self.worth(plan)
            for rank in range(self.rounds):
                changed = [*plan]
                changed[rank] = self._matching(plan[:rank] + plan[rank + 1 :], _MEND)
                if self.worth(changed) > self.worth(plan):
                    plan = changed
            if self.worth(plan) == before:
                break
        return plan

    def fullest_first(self, plan: Sequence[Pairs]) -> list[Pairs]:
        """Return the same rounds, those of most first meetings first: what a day cut short loses least by."""
        left = list(plan)
        told: list[Pairs] = []
        met: Pairs = frozenset()
        while left:
            fresh = [(pairs - met) & self.new for pairs in left]
            values = [(len(pairs), round(self.weight(pairs), 9)) for pairs in fresh]
            told.append(left.pop(values.index(max(values))))
            met |= told[-1]
        return told

    def _owed(self, pairs: Pairs) -> int:
        """Return how often those who rest in a round rested before."""
        seated = {person for pair in pairs for person in pair}
        return sum(rest for person, rest in self.rested.items() if person not in seated)

    def _matching(self, others: list[Pairs], order: Sequence[str]) -> Pairs:
        """Return the best round beside others, its pairs chosen in an order, then by a draw."""
        fresh = self.new - set().union(*others)
        left = Counter(person for pair in fresh for person in pair)
        rests = self.rests(others)
        least = min(rests.values())
        draws = self.chance.integers(0, _DRAW // 2, len(self.allowed))
        told = []
        for pair, draw in zip(self.allowed, draws, strict=True):
            one, two = pair
            new = pair in fresh
            values = {
                "turn": _STEEP ** (rests[one] - least) + _STEEP ** (rests[two] - least),
                "new": int(new),
                "ahead": left[one] + left[two] if new else 0,
                "weight": round(self.weights.get(pair, 0.0) * _SCALE) if new else 0,
            }
            told.append([*(values[name] for name in order), int(draw)])
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.people)
        for (one, two), number in zip(self.allowed, _in_order(told, len(self.people) // 2), strict=True):
            graph.add_edge(one, two, weight=number)
        # Every weight is positive: as many pairs as can be, unless fewer bring more of what comes first.
        return frozenset(sort_pair(one, two) for one, two in nx.max_weight_matching(graph))


def _in_order(told: Sequence[Sequence[int]], pairs: int) -> list[int]:
    """Return one whole number for each list, such that sums of so many compare as their lists do, in order."""
    found = [0] * len(told)
    unit = 1
    for column in reversed(list(zip(*told, strict=True))):
        found = [number + value * unit for number, value in zip(found, column, strict=True)]
        unit *= max(column) * pairs + 1
    return found


def _circle(count: int, turn: int) -> list[tuple[int, int]]:
    """Return the pairs of one turn: the last one stays, the others go round."""
    ring = count - 1
    return [(ring, turn), *(((turn + step) % ring, (turn - step) % ring) for step in range(1, count // 2))]
