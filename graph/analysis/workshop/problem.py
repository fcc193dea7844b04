"""Say what a table plan must respect: people, tables, hosts, forbidden pairs, weights, rounds already played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Round = tuple[tuple[str, ...], ...]
"""One round: for each table, ids of the people seated at it."""

Pair = tuple[str, str]
"""Two ids, the first by order of text first."""

FEWEST, MOST, MOST_ROUNDS = 4, 120, 30
"""Fewest and most people of a plan; most rounds."""

EPSILON: Final = 0.05
"""What a first meeting is worth on its own, beside the weight of its missing link (0 to 1)."""

ALPHA: Final = 1.0
"""What a repeated meeting costs."""

BETA: Final = 2.0
"""What two people of one organisation at a table cost, each round."""

GAMMA: Final = 0.3
"""What two people of one sector at a table cost, each round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """
    Hold what is asked of a table plan.

    Parameters
    ----------
    people
        Ids of those who are seated, 4 to 120, each once.
    tables
        Number of tables; sizes differ by one at most.
    rounds
        Number of rounds, those already played included.
    hosts
        Table (from 0) of each person who keeps it in every round.
    forbidden
        Pairs never seated together, in either order; those who are not seated may be named, here and among hosts.
    organisations, sectors
        Organisation and sector of a person; who is absent from them has an unknown one, which costs nothing.
    weights
        Strength of the missing link of a pair, 0 to 1, in either order; 0 where absent.
    played
        Rounds already played, kept as they are; they may seat people who have left.
    spare
        Share of the distinct pairs that may be given up so that the same people meet less often, 0 to 1.
    epsilon, alpha, beta, gamma
        Worth of a meeting; cost of a repeat, of a shared organisation, of a shared sector.
    """

    people: tuple[str, ...]
    tables: int
    rounds: int
    hosts: Mapping[str, int] = field(default_factory=dict)
    forbidden: frozenset[Pair] = frozenset()
    organisations: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[Pair, float] = field(default_factory=dict)
    played: tuple[Round, ...] = ()
    spare: float = 0.0
    epsilon: float = EPSILON
    alpha: float = ALPHA
    beta: float = BETA
    gamma: float = GAMMA

    @property
    def left(self) -> int:
        """Return the number of rounds still to plan."""
        return max(0, self.rounds - len(self.played))

    @property
    def sizes(self) -> tuple[int, ...]:
        """
        Return the size of each table, the same in every round to plan.

        Where people do not divide evenly, the larger tables are those with the most hosts, then the first ones.
        """
        smallest, more = divmod(len(self.people), self.tables)
        hosts = Counter(table for person, table in self.hosts.items() if person in set(self.people))
        larger = set(sorted(range(self.tables), key=lambda table: (-hosts[table], table))[:more])
        return tuple(smallest + (table in larger) for table in range(self.tables))

    @property
    def pairs_forbidden(self) -> frozenset[Pair]:
        """Return the forbidden pairs of people present, each in order."""
        present = set(self.people)
        return frozenset(sort_pair(a, b) for a, b in self.forbidden if a in present and b in present)


def sort_pair(one: str, two: str) -> Pair:
    """Return two ids in the order of a pair."""
    return (one, two) if one <= two else (two, one)
