"""Find actions that look like the same work: duplicates, continuations, complements.

Record linkage in the manner of Fellegi & Sunter (1969) with blocking (Christen 2012): only pairs that share a theme and
whose grounds meet are compared. The score is a weighted mean of four resemblances, over those that are known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.analysis.content import TOUT_PUBLIC
from graph.analysis.grounds import Grounds
from graph.analysis.sparse_tables import Numbers, incidence, pairs_met, union
from graph.analysis.title_similarity import jaccard, trigrams, words
from graph.analysis.works import Work

TITRE, THEMES, PUBLICS, TERRITOIRE = "titre", "themes", "publics", "territoire"

WEIGHTS: Mapping[str, float] = {TITRE: 0.35, THEMES: 0.35, PUBLICS: 0.15, TERRITOIRE: 0.15}
"""Weight of each part, proposed."""

THRESHOLD, PROBABLE = 0.55, 0.75
"""Score from which a pair is to be examined, and from which it is probable."""

SHORT = 0.5
"""What is left of the resemblance of two titles when one is a single word: it proves less."""

_EPSILON = 1e-12


class Nature(StrEnum):
    """Say what two resembling actions are to each other."""

    DOUBLON = "doublon"
    """Both under way, for the same people or for people nobody named."""
    CONTINUITE = "continuite"
    """One takes over from the other: their schemes follow each other, or one of the two is over."""
    COMPLEMENT = "complement"
    """For different people."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """
    Hold two actions that look alike.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    score
        0 to 1.
    values
        Resemblance by part, 0 to 1; None when it is not known.
    mots, trigrammes
        The two halves of the resemblance of the titles.
    court
        Whether a title is a single word: its resemblance then counts for half.
    nature
        What they are to each other.
    """

    a: str
    b: str
    score: float
    values: Mapping[str, float | None]
    mots: float | None
    trigrammes: float | None
    court: bool
    nature: Nature

    @property
    def probable(self) -> bool:
        """Tell whether the score makes the resemblance probable rather than worth a look."""
        return self.score >= PROBABLE - _EPSILON


def similar_actions(
    works: Sequence[Work],
    grounds: Grounds,
    *,
    weights: Mapping[str, float] = WEIGHTS,
    threshold: float = THRESHOLD,
    successions: Collection[tuple[str, str]] = (),
) -> list[Similarity]:
    """
    Return the pairs of actions that look alike, the closest first, ties broken by ids.

    Parameters
    ----------
    works
        Actions in force, ordered by id.
    grounds
        Their grounds, in the same order.
    weights
        Weight of each part, 0 or more.
    threshold
        Lowest score kept, 0 to 1.
    successions
        Pairs of ids of schemes that follow each other, in either order.

    Notes
    -----
    Parts: `titre` (mean of the Jaccard indices of words and of runs of three characters), `themes` and `publics`
    (Jaccard), `territoire` (OC: shared communes over those of the smaller ground). Unknown parts are left out of the
    mean. When a title is a single word, the resemblance of the titles counts for half, and the other half for nothing.
    An action without theme, or whose place nobody gave, is compared with none.
    """
    one, two = candidates(works, grounds)
    if not len(one):
        return []
    parts = {
        THEMES: jaccard([work.themes for work in works], one, two),
        PUBLICS: jaccard([work.publics for work in works], one, two),
        TERRITOIRE: grounds.overlap(grounds.index[one], grounds.index[two]),
    }
    # The dearest part, the title, is computed only where it can still make the difference.
    titles = [words(work.titre) for work in works]
    short = np.asarray([len(found) == 1 for found in titles], dtype=bool)
    brief = short[one] | short[two]
    hopeful = _score({TITRE: np.where(brief, SHORT, 1.0), **parts}, weights) >= threshold - _EPSILON
    one, two, brief = one[hopeful], two[hopeful], brief[hopeful]
    by_words = jaccard(titles, one, two)
    by_trigrams = jaccard([trigrams(work.titre) for work in works], one, two)
    titled = (by_words + by_trigrams) / 2 * np.where(brief, SHORT, 1.0)
    values = {TITRE: titled, **{name: found[hopeful] for name, found in parts.items()}}
    scores = _score(values, weights)
    followed = {frozenset(pair) for pair in successions}
    found = [
        Similarity(
            a=works[one[rank]].id,
            b=works[two[rank]].id,
            score=float(scores[rank]),
            values={name: _known(values[name][rank]) for name in WEIGHTS},
            mots=_known(by_words[rank]),
            trigrammes=_known(by_trigrams[rank]),
            court=bool(brief[rank]),
            nature=nature(works[one[rank]], works[two[rank]], followed),
        )
        for rank in np.flatnonzero(scores >= threshold - _EPSILON)
    ]
    return sorted(found, key=lambda pair: (-round(pair.score, 9), pair.a, pair.b))


def candidates(works: Sequence[Work], grounds: Grounds) -> tuple[Numbers, Numbers]:
    """Return the pairs (numbers, the first the smaller) that share a theme and whose grounds meet, in order."""
    placed = grounds.index >= 0
    by_theme: dict[str, list[int]] = {}
    for rank, work in enumerate(works):
        if placed[rank]:
            for theme in work.themes:
                by_theme.setdefault(theme, []).append(rank)
    size = len(works)
    found = union(
        [_pairs(np.asarray(ranks, dtype=np.int64), grounds, size) for ranks in by_theme.values() if len(ranks) > 1]
    )
    return found // max(size, 1), found % max(size, 1)


def nature(one: Work, two: Work, successions: Collection[frozenset[str]]) -> Nature:
    """
    Say what two resembling actions are to each other.

    Schemes that follow each other decide first; then different publics (both known, none shared, neither « tout
    public »); then whether both are under way.
    """
    if any(frozenset((a, b)) in successions for a in one.dispositifs for b in two.dispositifs):
        return Nature.CONTINUITE
    ours, theirs = set(one.publics), set(two.publics)
    if ours and theirs and not ours & theirs and TOUT_PUBLIC not in ours | theirs:
        return Nature.COMPLEMENT
    return Nature.DOUBLON if one.active and two.active else Nature.CONTINUITE


def _pairs(ranks: Numbers, grounds: Grounds, size: int) -> Numbers:
    """Return, as one number each, the pairs of some actions whose grounds meet."""
    places = grounds.index[ranks]
    table = incidence(list(range(len(ranks))), places.tolist(), (len(ranks), grounds.meets.shape[0]))
    one, two = pairs_met(table, grounds.meets)
    return np.asarray(ranks[one] * size + ranks[two], dtype=np.int64)


def _score(values: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the weighted mean of the known parts; 0 where no weighted part is known."""
    used = {name: np.where(np.isnan(values[name]), 0.0, weights[name]) for name in WEIGHTS}
    total = np.sum(list(used.values()), axis=0)
    scored = np.sum([used[name] * np.nan_to_num(values[name]) for name in WEIGHTS], axis=0)
    found: NDArray[np.float64] = np.divide(scored, total, out=np.zeros(len(total)), where=total > 0)
    return found


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
