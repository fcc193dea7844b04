"""
Plan meetings two by two: everyone has a partner each round, as new as can be, the strongest missing links first.

First meetings come first, then how evenly people rest over the day, then the weight of missing links. Plans are
searched (`speed_search`), then, when the problem is small and the bounds are not reached, solved (`speed_exact`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.analysis.workshop.problem import MOST, MOST_ROUNDS, Pair, Round
from graph.analysis.workshop.speed_bounds import heaviest, meeting_bound
from graph.analysis.workshop.speed_exact import fits, most_coloured, most_even
from graph.analysis.workshop.speed_search import Pairs, PairSearch

FEWEST_PAIRED: Final = 2
"""Fewest people who can meet two by two."""


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
        The most of them that is proven (`speed_bounds.meeting_bound`).
    repeats
        Meetings of people who had already met.
    weight
        Sum of the weights of the pairs that meet here for the first time.
    weight_bound
        ½·Σ over people of the sum of their r heaviest pairs left to meet.
    complete
        Whether everyone has met everyone, forbidden pairs aside.
    most_rests
        The most rounds that one person rests, those rested before included.
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
    if len(people) < FEWEST_PAIRED:
        found.append(f"Il faut au moins {FEWEST_PAIRED} participants ; il y en a {len(people)}.")
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
    rested: Mapping[str, int] | None = None,
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
    rested
        Rounds that a person was alone before; 0 where absent.
    seed
        Seed of the draws between equal pairs.

    Returns
    -------
    plan
        The plan found of most first meetings, then whose most rested person rests least, then of the most even rests
        (least sum of squares), then of most weight.

    Raises
    ------
    ValueError
        When pairs are impossible; the message is made of French sentences.
    """
    wrong = pair_faults(people, rounds)
    if wrong:
        raise ValueError("\n".join(wrong))
    search = PairSearch(people, rounds, weights or {}, met, forbidden, rested or {}, seed)
    best = max(search.circles(), key=search.worth)
    if not search.settled(best):
        for plan in search.matched():
            best = max(best, plan, key=search.worth)
            if search.settled(best):
                break
        else:
            best = _solved(search, best)
    return _told(search, search.fullest_first(best))


def _solved(search: PairSearch, plan: list[Pairs]) -> list[Pairs]:
    """Return the best of a plan and of what the solver finds: meetings first, then rests, then weight."""
    new = tuple(sorted(search.new))
    distinct = search.worth(plan)[0]
    if fits(new, search.rounds) and distinct < meeting_bound(search.people, new, search.rounds, distinct):
        found = most_coloured(new, search.rounds).rounds
        if found:
            plan = max(plan, search.mended(list(found)), key=search.worth)
    if not fits(search.allowed, search.rounds):
        return plan
    for even in (True, False):
        distinct, most, squares, weight = search.worth(plan)
        if (-most, -squares) == search.rest_bound if even else weight >= search.weight_bound - 1e-9:
            continue
        rounds = most_even(
            search.allowed,
            search.new,
            search.rounds,
            people=search.people,
            rested=search.rested,
            weights=search.weights,
            meetings=distinct,
            rests=None if even else (-most, -squares),
        )
        if rounds:
            plan = max(plan, list(rounds), key=search.worth)
    return plan


def _told(search: PairSearch, plan: list[Pairs]) -> PairPlan:
    """Return a plan with its figures."""
    rank = {person: number for number, person in enumerate(search.people)}
    tours = []
    for pairs in plan:
        seated = {person for pair in pairs for person in pair}
        couples = sorted((sorted(pair, key=rank.__getitem__) for pair in pairs), key=lambda pair: rank[pair[0]])
        alone = [(person,) for person in search.people if person not in seated]
        tours.append((*((one, two) for one, two in couples), *alone))
    fresh = set().union(*plan) & search.new
    return PairPlan(
        rounds=tuple(tours),
        distinct_pairs=len(fresh),
        bound=meeting_bound(search.people, search.new, search.rounds, len(fresh)),
        repeats=sum(len(pairs) for pairs in plan) - len(fresh),
        weight=search.weight(fresh),
        weight_bound=heaviest(search.people, search.new, search.weights, search.rounds),
        complete=fresh == search.new,
        most_rests=max(search.rests(plan).values()),
    )
