"""Test the score of missing links on what is known: hide ties, and see whether they come back first.

A part of the known ties is hidden; a good score puts them above the pairs that were never tied (Liben-Nowell &
Kleinberg 2007; Lü & Zhou 2011).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.grounds import Grounds
from graph.analysis.missing_links import Activity, Candidates, is_theme
from graph.analysis.tie_index import TieIndex
from graph.analysis.works import Work

FEWEST_TIES = 50
"""Under this number of ties nothing can be said of the score."""

HIDDEN = 0.2
"""Share of the ties that is hidden."""

_MOST_HIDDEN = 2_000
_FIRST = 10


@dataclass(frozen=True, slots=True)
class Validation:
    """
    Hold how well hidden ties come back.

    Parameters
    ----------
    n_ties
        Ties between the actors compared.
    n_hidden
        Ties hidden; 0 when there are too few to tell anything.
    auc
        Chance that a hidden tie has a better score than a pair never tied, equal scores counted half: 0.5 is luck, 1
        is perfect. None when there are too few ties.
    precision
        Share of hidden ties among the ten best pairs; None when there are too few ties.
    """

    n_ties: int
    n_hidden: int
    auc: float | None
    precision: float | None


def validate(
    works: Sequence[Work],
    grounds: Grounds,
    acting: Activity,
    index: TieIndex,
    organisations: Mapping[str, str],
    pairs: Candidates,
    *,
    seed: int = 0,
) -> Validation:
    """
    Hide a fifth of the ties and say how they rank among the pairs that were never tied.

    Parameters
    ----------
    works, grounds
        Actions in force and their grounds.
    acting, index, organisations, pairs
        What `missing_links.candidates` took and found.
    seed
        Same seed, same ties hidden.

    Notes
    -----
    The score of a hidden tie leaves out the actions that both actors take part in: they would give the answer away.
    At most 2,000 ties are hidden.
    """
    owner = np.unique([organisations.get(id_, id_) for id_ in acting.acteurs], return_inverse=True)[1]
    tied = index.among(acting.acteurs).tocoo() if acting.acteurs else None
    if tied is None:
        return Validation(0, 0, None, None)
    once = (tied.row < tied.col) & (owner[tied.row] != owner[tied.col])
    known = sorted(zip(tied.row[once].tolist(), tied.col[once].tolist(), strict=True))
    if len(known) < FEWEST_TIES:
        return Validation(len(known), 0, None, None)
    draw = np.random.default_rng(seed)
    hidden = draw.choice(len(known), size=min(round(HIDDEN * len(known)), _MOST_HIDDEN), replace=False)
    apart = _Apart(works, grounds, acting)
    scores = np.asarray([apart.score(*known[rank]) for rank in sorted(hidden)])
    _, sizes = np.unique(owner, return_counts=True)
    people = len(acting.acteurs)
    never = people * (people - 1) // 2 - int((sizes * (sizes - 1) // 2).sum()) - len(known)
    return Validation(len(known), len(hidden), auc(scores, pairs.scores, never), _precision(scores, pairs))


def auc(hidden: Sequence[float] | np.ndarray, others: np.ndarray, n_others: int) -> float | None:
    """
    Return the chance that a hidden tie beats a pair never tied, equal scores counted half.

    Parameters
    ----------
    hidden
        Scores of the hidden ties.
    others
        Scores, above 0, of the other pairs that have one.
    n_others
        Number of other pairs in all: those that are not in `others` are worth 0.

    Returns
    -------
    auc
        0 to 1; None when there is nothing to compare.
    """
    scores = np.asarray(hidden, dtype=float)
    if not len(scores) or not n_others:
        return None
    ordered, mine = np.sort(others.round(9)), scores.round(9)
    zeros = n_others - len(others)
    below = np.searchsorted(ordered, mine, side="left")
    equal = np.searchsorted(ordered, mine, side="right") - below
    below, equal = below + zeros * (mine > 0), equal + zeros * (mine == 0)
    return float((below + equal / 2).mean() / n_others)


def _precision(hidden: np.ndarray, pairs: Candidates) -> float:
    """Return the share of hidden ties among the best; at equal scores the pairs never tied come first (no flattery)."""
    scores = np.concatenate([pairs.scores, hidden]).round(9)
    is_hidden = np.concatenate([np.zeros(len(pairs.scores)), np.ones(len(hidden))])
    best = np.lexsort((is_hidden, -scores))[:_FIRST]
    return float((is_hidden[best] * (scores[best] > 0)).mean())


class _Apart:
    """Score pairs on what each of the two does without the other."""

    def __init__(self, works: Sequence[Work], grounds: Grounds, acting: Activity) -> None:
        self._acting = acting
        self._near = grounds.near
        self._of: dict[str, list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
        for work, place in zip(works, grounds.index.tolist(), strict=True):
            if place >= 0 and work.themes:
                subjects = frozenset({*work.themes, *work.publics}) & acting.subjects.keys()
                for acteur_id in work.acteurs:
                    self._of[acteur_id].append((work.id, place, subjects))

    def score(self, one: int, two: int) -> float:
        """Return the score of two actors (numbers), their common actions left out; 0 without a shared theme."""
        ours, theirs = (self._of[self._acting.acteurs[rank]] for rank in (one, two))
        common = {work_id for work_id, _, _ in ours} & {work_id for work_id, _, _ in theirs}
        shared: set[str] = set()
        for a, place, subjects in ours:
            if a not in common:
                for b, ground, others in theirs:
                    if b not in common and ground in self._near[place]:
                        shared |= subjects & others
        if not any(is_theme(subject) for subject in shared):
            return 0.0
        return sum(self._acting.weight(subject) for subject in sorted(shared))
