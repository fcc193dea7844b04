"""Find links that are missing: actors that work on the same thing, in the same place, and are not tied.

Adamic & Adar (2003) on the network of actors and what their actions are about: sharing a rare theme or public says more
than sharing a common one (Liben-Nowell & Kleinberg 2007 compare such scores).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.content import TOUT_PUBLIC
from graph.analysis.grounds import Grounds
from graph.analysis.sparse_tables import Matrix, Numbers, incidence, pairs_met, union
from graph.analysis.tie_index import TieIndex
from graph.analysis.works import Work

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class MissingLink:
    """
    Hold two untied actors that could work together.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    score
        Sum of the parts, and of the bonus.
    themes, publics
        Adamic-Adar weight by id of the shared theme or public, rarest first.
    intermediaires
        Ids of the actors tied to both, sorted.
    bonus
        Points added for them.
    """

    a: str
    b: str
    score: float
    themes: Mapping[str, float]
    publics: Mapping[str, float]
    intermediaires: tuple[str, ...]
    bonus: float


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Hold pairs of actors (numbers, the first the smaller, in order) and their scores."""

    one: Numbers
    two: Numbers
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """
    Say which actor acts on what, and where.

    Attributes
    ----------
    acteurs
        Ids of the actors that pilot or join at least one action with a theme and a known place, sorted.
    subjects
        For each theme or public (« tout public » left out): the 0/1 matrix of actors by grounds where they act on it.
    places
        For each actor, the numbers of the grounds where it acts on each theme or public.
    meets, near
        Which grounds meet, as a matrix and as sets.
    degree
        Number of actors that act on each theme or public.
    """

    acteurs: tuple[str, ...]
    subjects: Mapping[str, Matrix]
    places: Mapping[str, Mapping[str, set[int]]]
    meets: Matrix
    near: Sequence[frozenset[int]]
    degree: Mapping[str, int]

    def weight(self, subject: str) -> float:
        """Return 1 / ln(1 + degree) of a theme or public that two actors share."""
        return 1 / math.log(1 + self.degree[subject])

    def themes(self) -> list[str]:
        """Return the ids of the themes, sorted."""
        return sorted(subject for subject in self.subjects if is_theme(subject))

    def together(self, subject: str) -> Numbers:
        """Return the pairs that act on a subject on grounds that meet: smaller number × actors + larger, sorted."""
        one, two = pairs_met(self.subjects[subject], self.meets)
        return np.sort(one * len(self.acteurs) + two)

    def shared(self, a: str, b: str) -> list[str]:
        """Return the subjects that two actors (ids) act on, on grounds that meet, the rarest first, then by id."""
        ours, theirs = self.places[a], self.places[b]
        found = [
            subject
            for subject in set(ours) & set(theirs)
            if any(not self.near[place].isdisjoint(theirs[subject]) for place in ours[subject])
        ]
        return sorted(found, key=lambda subject: (self.degree[subject], subject))


def is_theme(subject: str) -> bool:
    """Tell whether a subject is a theme; the others are publics."""
    return subject.startswith("theme:")


def activity(works: Sequence[Work], grounds: Grounds) -> Activity:
    """Return who acts on what and where; actions without theme, actor or known place are left out."""
    counted = [
        (work, int(place)) for work, place in zip(works, grounds.index, strict=True) if place >= 0 and work.themes
    ]
    acteurs = tuple(sorted({acteur_id for work, _ in counted for acteur_id in work.acteurs}))
    number = {acteur_id: rank for rank, acteur_id in enumerate(acteurs)}
    places: dict[str, dict[str, set[int]]] = {acteur_id: defaultdict(set) for acteur_id in acteurs}
    for work, place in counted:
        for acteur_id in work.acteurs:
            for subject in (*work.themes, *work.publics):
                if subject != TOUT_PUBLIC:
                    places[acteur_id][subject].add(place)
    cells: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    degree: Counter[str] = Counter()
    for acteur_id, found in places.items():
        degree.update(found.keys())
        for subject, held in found.items():
            rows, columns = cells[subject]
            rows += [number[acteur_id]] * len(held)
            columns += sorted(held)
    shape = (len(acteurs), grounds.meets.shape[0])
    subjects = {subject: incidence(*cells[subject], shape) for subject in sorted(cells)}
    return Activity(acteurs, subjects, places, grounds.meets, grounds.near, degree)


def missing_links(
    acting: Activity, index: TieIndex, pairs: Candidates, *, top: int | None = None, bonus: float = 0.0
) -> list[MissingLink]:
    """
    Return the missing links, the strongest first, ties broken by ids.

    Parameters
    ----------
    acting
        Who acts on what and where.
    index
        Ties of the same snapshot.
    pairs
        What `candidates` found.
    top
        Number of pairs returned; all by default.
    bonus
        Points added for each actor tied to both.
    """
    one, two, scores = pairs.one, pairs.two, pairs.scores
    if bonus:
        common = [
            len(index.neighbours(acting.acteurs[a]) & index.neighbours(acting.acteurs[b]))
            for a, b in zip(one, two, strict=True)
        ]
        scores = scores + bonus * np.asarray(common, dtype=float)
    # Numbers of actors follow their ids, so that they break ties as ids would.
    order = np.lexsort((two, one, -np.round(scores, _DIGITS)))[:top]
    return [_link(acting, index, acting.acteurs[one[rank]], acting.acteurs[two[rank]], bonus) for rank in order]


def candidates(acting: Activity, index: TieIndex, organisations: Mapping[str, str]) -> Candidates:
    """
    Return the untied pairs of different organisations that share a theme on meeting grounds, with their scores.

    Parameters
    ----------
    acting
        Who acts on what and where.
    index
        Ties of the same snapshot.
    organisations
        Organisation of each service: two services of one organisation are not a missing link.
    """
    pairs = union([acting.together(subject) for subject in acting.themes()])
    size = max(len(acting.acteurs), 1)
    pairs = pairs[_free(acting, index, organisations, pairs // size, pairs % size)]
    scores = np.zeros(len(pairs))
    for subject in acting.subjects:
        met = np.searchsorted(pairs, np.intersect1d(pairs, acting.together(subject), assume_unique=True))
        scores[met] += acting.weight(subject)
    return Candidates(pairs // size, pairs % size, scores)


def _free(
    acting: Activity,
    index: TieIndex,
    organisations: Mapping[str, str],
    one: Numbers,
    two: Numbers,
) -> NDArray[np.bool_]:
    """Tell which pairs are not tied and belong to different organisations."""
    if not len(one):
        return np.empty(0, dtype=bool)
    owner = np.unique([organisations.get(id_, id_) for id_ in acting.acteurs], return_inverse=True)[1]
    tied = np.asarray(index.among(acting.acteurs)[one, two], dtype=bool).ravel()
    return np.asarray((owner[one] != owner[two]) & ~tied, dtype=bool)


def _link(acting: Activity, index: TieIndex, a: str, b: str, bonus: float) -> MissingLink:
    weights = {subject: acting.weight(subject) for subject in acting.shared(a, b)}
    common = tuple(sorted(index.neighbours(a) & index.neighbours(b)))
    added = bonus * len(common)
    return MissingLink(
        a=a,
        b=b,
        score=math.fsum(weights.values()) + added,
        themes={subject: weight for subject, weight in weights.items() if is_theme(subject)},
        publics={subject: weight for subject, weight in weights.items() if not is_theme(subject)},
        intermediaires=common,
        bonus=added,
    )
