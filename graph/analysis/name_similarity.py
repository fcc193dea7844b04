"""Say how much two names resemble each other, once read: kinds, places, numbers, words of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from graph.analysis.name_forms import NameForm
from graph.analysis.name_table import WEAK

_WEAK_WEIGHT = 0.3
"""What a word that many names share counts for, beside 1 for a word of its own."""

_NEAR = 0.8
"""Resemblance from which two words are taken for two spellings of one."""

_OTHER_KIND, _NO_KIND, _PART_OF_KINDS = 0.4, 0.95, 0.85
_NO_PLACE = 0.9
_INITIALS = 0.85
GENERIC = 0.5
"""What is left of a resemblance between names that say what they are without saying which."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """
    Hold how two names compare.

    Parameters
    ----------
    value
        0 to 1.
    same
        Whether they are the same name once read.
    places_differ, numbers_differ
        Whether both name a département or région, or a number, and not the same.
    by_initials
        Whether one is the acronym of the other.
    """

    value: float
    same: bool = False
    places_differ: bool = False
    numbers_differ: bool = False
    by_initials: bool = False


def compare_names(
    ours: Sequence[NameForm], theirs: Sequence[NameForm], *, acronyms: tuple[frozenset[str], frozenset[str]]
) -> NameMatch:
    """
    Return the best comparison between the spellings of two records.

    Parameters
    ----------
    ours, theirs
        Forms of each, the main one first.
    acronyms
        Initials of the names of each.
    """
    # A place or a number that a record gives anywhere holds for all its spellings.
    places = {place for form in ours for place in form.places}, {place for form in theirs for place in form.places}
    numbers = {n for form in ours for n in form.numbers}, {n for form in theirs for n in form.numbers}
    places_differ = bool(places[0] and places[1] and places[0].isdisjoint(places[1]))
    numbers_differ = bool(numbers[0] and numbers[1] and numbers[0].isdisjoint(numbers[1]))
    best, same = max(
        ((_compare(one, two), one.key == two.key and not one.is_generic) for one in ours for two in theirs),
        key=lambda found: found,
    )
    by_initials = best < _INITIALS and (_is_acronym(ours, acronyms[1]) or _is_acronym(theirs, acronyms[0]))
    return NameMatch(max(best, _INITIALS if by_initials else 0.0), same, places_differ, numbers_differ, by_initials)


def _compare(one: NameForm, two: NameForm) -> float:
    if one.key == two.key:
        return GENERIC if one.is_generic else 1.0
    if one.is_generic or two.is_generic:
        return 0.0
    if one.words and two.words:
        value = (_shared_words(one.words, two.words) + text_similarity(one.text, two.text)) / 2
    else:
        # « CPAM 35 » has no word of its own: kind and place are its whole name.
        own = (*one.words, *two.words)
        value = 1.0 if not own else 0.6 if all(word in WEAK for word in own) else 0.3
    value *= _kinds(one, two)
    if one.places and two.places:
        shared = len({*one.places} & {*two.places}) / len({*one.places} | {*two.places})
        return value * (0.7 + 0.3 * shared) if one.words and two.words else value * shared
    return value * _NO_PLACE if one.places or two.places else value


def _kinds(one: NameForm, two: NameForm) -> float:
    ours, theirs = set(one.kinds), set(two.kinds)
    if ours == theirs:
        return 1.0
    if not ours or not theirs:
        return _NO_KIND
    return _PART_OF_KINDS if ours < theirs or theirs < ours else _OTHER_KIND


def _shared_words(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Return a Jaccard index in which two spellings of one word count as shared, and weak words count for less."""
    left = list(theirs)
    shared = total = 0.0
    for word in ours:
        best = max(left, key=lambda other: _near(word, other), default=None)
        near = _near(word, best) if best else 0.0
        if best is not None and near >= _NEAR:
            left.remove(best)
            shared += near * _weight(word)
        total += _weight(word)
    total += sum(map(_weight, left))
    return shared / total if total else 0.0


def _weight(word: str) -> float:
    return _WEAK_WEIGHT if word in WEAK else 1.0


@lru_cache(maxsize=200_000)
def _near(one: str, two: str) -> float:
    if one == two:
        return 1.0
    # A shortened word (« pluripro », « volv ») is its beginning.
    if min(len(one), len(two)) >= 4 and (one.startswith(two) or two.startswith(one)):
        return 0.9
    if Levenshtein.distance(one, two) > 1 + (min(len(one), len(two)) >= 8):
        return 0.0
    return float(JaroWinkler.similarity(one, two)) if min(len(one), len(two)) >= 4 else 0.0


def text_similarity(one: str, two: str) -> float:
    """Return the Jaccard index of the runs of three letters of two texts, a space at each end."""
    ours, theirs = trigrams(one), trigrams(two)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


@lru_cache(maxsize=200_000)
def trigrams(text: str) -> frozenset[str]:
    """Return the runs of three letters of a read text, a space at each end."""
    padded = f" {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2)) if text else frozenset()


def _is_acronym(forms: Sequence[NameForm], acronyms: frozenset[str]) -> bool:
    return any(
        len(form.words) == 1 and not form.kinds and 3 <= len(form.words[0]) <= 6 and form.words[0] in acronyms
        for form in forms
    )
