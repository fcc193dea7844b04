"""Count the missing pairs that a plan brought to one table, beside the most possible and what chance gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.bounds import chance_pairs, meetings, pair_bound, weight_bound
from graph.analysis.workshop.effect_share import Share

Floats = NDArray[np.float64]
Pair = tuple[str, str]
Round = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """
    Say how many missing pairs a plan brought to one table.

    Parameters
    ----------
    together
        Missing pairs seated together at least once, out of all the missing pairs.
    bound
        The most that any plan with these tables could bring together.
    chance
        What tables drawn at random give on average.
    """

    together: Share
    bound: int
    chance: float


def seated(people: Sequence[str], missing: set[Pair], together: set[Pair], rounds: Sequence[Round]) -> Seated:
    """Count the missing pairs brought together, what is the most possible and what chance gives."""
    ids = sorted({*people, *(id_ for one in rounds for table in one for id_ in table)})
    weights = mask(ids, missing).astype(np.float64)
    chances = [_chances(ids, one) for one in rounds]
    places = [sum(max(map(len, one)) - 1 for one in rounds if any(id_ in table for table in one)) for id_ in ids]
    counted = {id_ for id_, row in zip(ids, weights, strict=True) if row.any()}
    most = weight_bound(weights, places, _most_pairs(rounds, counted))
    drawn = chance_pairs([chance * weights for chance in chances])
    return Seated(Share(len(missing & together), len(missing)), int(most + 1e-9), drawn)


def mask(people: Sequence[str], pairs: Iterable[Pair]) -> NDArray[np.bool_]:
    """Return the symmetric table of these pairs; those of others than `people` are left out."""
    place = {id_: position for position, id_ in enumerate(people)}
    found = np.zeros((len(people), len(people)), dtype=np.bool_)
    for one, other in pairs:
        if one in place and other in place:
            found[place[one], place[other]] = found[place[other], place[one]] = True
    return found


def _most_pairs(rounds: Sequence[Round], counted: set[str]) -> int:
    """
    Return a bound of the distinct pairs of counted people at these tables.

    Parameters
    ----------
    rounds
        Tables of each round.
    counted
        Those who are in a missing pair: who is in none, as one whom the base does not know, brings none together.

    Notes
    -----
    One bound holds when the same people sit at tables of the same sizes in every round. Another one always does: a
    round brings at most the pairs of the counted people that it seats, when they fill its largest tables first (these
    sizes majorise all others, and pairs are convex in the size of a table).
    """
    sizes = [sorted(map(len, one), reverse=True) for one in rounds]
    people = [{id_ for table in one for id_ in table} for one in rounds]
    most = sum(meetings(_filled(own, len(there & counted))) for own, there in zip(sizes, people, strict=True))
    if len(rounds) > 1 and all(one == people[0] for one in people) and all(one == sizes[0] for one in sizes):
        return min(most, pair_bound(len(people[0]), sizes[0], len(rounds)))
    return most


def _filled(sizes: Iterable[int], people: int) -> list[int]:
    """Return how many sit at each table when the first ones are filled first."""
    found = []
    for size in sizes:
        found.append(min(size, people))
        people -= found[-1]
    return found


def _chances(ids: Sequence[str], tables: Round) -> Floats:
    """Return the chance that each pair sits at one table of a round drawn at random."""
    there = np.array([any(id_ in table for table in tables) for id_ in ids], dtype=np.float64)
    count = int(there.sum())
    chance = meetings([len(table) for table in tables]) / (count * (count - 1) / 2) if count > 1 else 0.0
    return np.asarray(chance * np.outer(there, there), dtype=np.float64)
