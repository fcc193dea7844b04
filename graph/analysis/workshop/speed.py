"""
Plan meetings two by two: everyone has a partner each round, as new as can be, the strongest missing links first.

Each round is a matching of greatest weight (Edmonds 1965, through networkx) on pairs that have not met; the whole
rotation is the circle method of round-robin tournaments (Kirkman 1847).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import networkx as nx
import numpy as np

from graph.analysis.workshop.problem import MOST, MOST_ROUNDS, Pair, Round, sort_pair

_SCALE: Final = 1_000_000
"""Weights as whole numbers: the matching is then exact."""

_DRAW: Final = 100
"""Below one millionth of weight: draws between equal pairs."""

_PASSES: Final = 3
"""Times each round is matched again, the others as they are."""

_LABELLINGS: Final = 60
"""Ways to number people that are tried on the circle."""

_EASY: Final = 40
"""People up to whom a matching takes milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPlan:
    """
    Hold meetings two by two.

    Parameters
    ----------
    rounds
        Tables of two, then those who rest, each as a table of one.
    distinct_pairs
        Pairs that meet here for the first time.
    bound
        The most of them: min(pairs left to meet, rounds times half the people).
    repeats
        Meetings of people who had already met.
    weight
        Sum of the weights of the pairs that meet here for the first time.
    weight_bound
        ½·Σ over people of the sum of their r heaviest pairs left to meet.
    complete
        Whether everyone has met everyone, forbidden pairs aside.
    most_rests
        The most rounds that one person rests.
    """

    rounds: tuple[Round, ...]
    distinct_pairs: int
    bound: int
    repeats: int
    weight: float
    weight_bound: float
    complete: bool
    most_rests: int


def full_rotation(people: int) -> int:
    """Return the rounds it takes for everyone to meet everyone: n − 1 for an even number of people, else n."""
    return people - 1 if people % 2 == 0 else people


def pair_faults(people: Sequence[str], rounds: int) -> tuple[str, ...]:
    """Return in French what makes pairs impossible, everything at once."""
    found = []
    if len(people) < 2:
        found.append(f"Il faut au moins 2 participants ; il y en a {len(people)}.")
    if len(people) > MOST:
        found.append(f"Un plan va jusqu’à {MOST} participants ; il y en a {len(people)}.")
    most = max(MOST_ROUNDS, full_rotation(len(people)))
    if not 1 <= rounds <= most:
        found.append(f"Le nombre de tours va de 1 à {most} ; il est de {rounds}.")
    twice = sorted(person for person, count in Counter(people).items() if count > 1)
    if twice:
        found.append(f"Plusieurs fois dans la liste : {', '.join(twice)}.")
    return tuple(found)


def plan_pairs(
    people: Sequence[str],
    rounds: int,
    *,
    weights: Mapping[Pair, float] | None = None,
    met: Collection[Pair] = frozenset(),
    forbidden: Collection[Pair] = frozenset(),
    seed: int = 0,
) -> PairPlan:
    """
    Return who meets whom, round after round.

    Parameters
    ----------
    people
        Ids, each once; who is left over in an odd number rests, in turn.
    rounds
        Number of rounds.
    weights
        Strength of the missing link of a pair, 0 to 1, in either order; 0 where absent.
    met
        Pairs that have already met, in either order: they meet again only for want of others.
    forbidden
        Pairs never put together, in either order.
    seed
        Seed of the draws between equal pairs.

    Returns
    -------
    plan
        The plan of most first meetings found, then of most weight.

    Raises
    ------
    ValueError
        When pairs are impossible; the message is made of French sentences.
    """
    wrong = pair_faults(people, rounds)
    if wrong:
        raise ValueError("\n".join(wrong))
    table = _Table(people, rounds, weights or {}, met, forbidden, seed)
    told = table.told(max(table.circles(), key=table.worth))
    if told.distinct_pairs == told.bound and told.weight >= told.weight_bound - 1e-9:
        return told
    matched = table.told(table.matched())
    return max(told, matched, key=lambda plan: (plan.distinct_pairs, round(plan.weight, 9), -plan.most_rests))


_Pairs = frozenset[Pair]


class _Table:
    """Hold one problem, its pairs in order."""

    def __init__(
        self,
        people: Sequence[str],
        rounds: int,
        weights: Mapping[Pair, float],
        met: Collection[Pair],
        forbidden: Collection[Pair],
        seed: int,
    ) -> None:
        self.people = list(people)
        self.rounds = rounds
        there = set(people)
        self.weights = {sort_pair(*pair): weight for pair, weight in weights.items() if there.issuperset(pair)}
        barred = {sort_pair(*pair) for pair in forbidden}
        every = [sort_pair(one, two) for one, two in combinations(self.people, 2)]
        self.allowed = [pair for pair in every if pair not in barred]
        self.new = set(self.allowed) - {sort_pair(*pair) for pair in met}
        self.chance = np.random.default_rng([seed, len(self.people), rounds])

    def worth(self, plan: list[_Pairs]) -> tuple[int, float, int]:
        """Return what plans are compared by: first meetings, their weight, and how evenly people rest."""
        fresh = set().union(*plan) & self.new
        return len(fresh), round(self.weight(fresh), 9), -max(self.rests(plan).values())

    def weight(self, pairs: Collection[Pair]) -> float:
        return sum(self.weights.get(pair, 0.0) for pair in sorted(pairs))

    def rests(self, plan: list[_Pairs]) -> Counter[str]:
        seated = Counter(person for pairs in plan for pair in pairs for person in pair)
        return Counter({person: len(plan) - seated[person] for person in self.people})

    def circles(self) -> list[list[_Pairs]]:
        """Return plans of the circle method, their best rounds first; forbidden pairs rest."""
        count = len(self.people) + len(self.people) % 2
        allowed = set(self.allowed)
        plans = []
        for draw in range(_LABELLINGS if self.weights or len(self.new) < len(self.allowed) else 1):
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
            tours.sort(key=lambda pairs: (-len(pairs & self.new), -self.weight(pairs & self.new)))
            # After a whole rotation it starts again.
            plans.append([tours[rank % len(tours)] for rank in range(self.rounds)])
        return plans

    def matched(self) -> list[_Pairs]:
        """Return a plan of matchings: one round after another, then each again with the others as they are."""
        plan: list[_Pairs] = []
        for _ in range(self.rounds):
            plan.append(self._matching(plan))
        for _ in range(_PASSES if len(self.people) <= _EASY else 0):
            before = self.worth(plan)
            for rank in range(self.rounds):
                others = plan[:rank] + plan[rank + 1 :]
                changed = [*plan[:rank], self._matching(others), *plan[rank + 1 :]]
                if self.worth(changed) > self.worth(plan):
                    plan = changed
            if self.worth(plan) == before:
                break
        return plan

    def _matching(self, others: list[_Pairs]) -> _Pairs:
        """Return the best round beside others: who rested most is seated, then new pairs, then weight, then a draw."""
        seen: set[Pair] = set().union(*others)
        rests = self.rests(others) if others else Counter(dict.fromkeys(self.people, 0))
        fresh = _SCALE * _DRAW * (len(self.people) + 1)
        turn = fresh * (len(self.people) + 1)
        draws = self.chance.integers(0, _DRAW // 2, len(self.allowed))
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.people)
        for pair, draw in zip(self.allowed, draws, strict=True):
            one, two = pair
            new = pair in self.new and pair not in seen
            weight = round(self.weights.get(pair, 0.0) * _SCALE) * _DRAW if new else 0
            graph.add_edge(one, two, weight=turn * (rests[one] + rests[two]) + fresh * new + weight + int(draw))
        return frozenset(sort_pair(one, two) for one, two in nx.max_weight_matching(graph, maxcardinality=True))

    def told(self, plan: list[_Pairs]) -> PairPlan:
        """Return a plan with its figures."""
        rank = {person: number for number, person in enumerate(self.people)}
        tours = []
        for pairs in plan:
            seated = {person for pair in pairs for person in pair}
            couples = sorted((sorted(pair, key=rank.__getitem__) for pair in pairs), key=lambda pair: rank[pair[0]])
            alone = [(person,) for person in self.people if person not in seated]
            tours.append((*((one, two) for one, two in couples), *alone))
        fresh = set().union(*plan) & self.new
        heaviest: dict[str, list[float]] = {person: [] for person in self.people}
        for pair in self.new:
            for person in pair:
                heaviest[person].append(self.weights.get(pair, 0.0))
        most = sum(sum(sorted(values, reverse=True)[: self.rounds]) for values in heaviest.values()) / 2
        return PairPlan(
            rounds=tuple(tours),
            distinct_pairs=len(fresh),
            bound=min(len(self.new), self.rounds * (len(self.people) // 2)),
            repeats=sum(len(pairs) for pairs in plan) - len(fresh),
            weight=self.weight(fresh),
            weight_bound=most,
            complete=fresh == self.new,
            most_rests=max(self.rests(plan).values()),
        )


def _circle(count: int, turn: int) -> list[tuple[int, int]]:
    """Return the pairs of one turn: the last one stays, the others go round."""
    ring = count - 1
    return [(ring, turn), *(((turn + step) % ring, (turn - step) % ring) for step in range(1, count // 2))]
