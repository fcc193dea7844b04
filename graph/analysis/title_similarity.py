"""Compare titles: shared words and shared runs of three characters, for many pairs at once.

Words are folded (case, accents), their final s is cut, words without content are left out. The similarity of two titles
is the mean of the two Jaccard indices (Christen 2012, chapter 5): words see order and grammar through, runs of
characters see spelling through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.analysis.sparse_tables import Matrix, Numbers, incidence

_CHUNK = 200_000
"""Pairs compared at a time: the memory stays under some 200 MB whatever their number."""

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_TEXT = """
    a afin ai ainsi alors apres as au aucun aussi autre autres aux avant avec c car ce ceci cela celle celles celui ces
    cet cette ceux chaque chez ci comme comment d dans de depuis des donc dont du elle elles en entre est et etc etre eu
    eux il ils j je jusqu jusque l la le les leur leurs lors lorsque lui m ma mais me meme memes mes moi mon n ne ni nos
    notre nous on ont or ou par parmi pas pendant plus plusieurs pour puis qu quand que quel quelle quelles quels qui
    quoi s sa sans se selon ses si sien soi soit son sont sous sur t ta tant te tel telle telles tels tes toi ton tous
    tout toute toutes tu un une vers via voire vos votre vous y
"""
_EMPTY_WORDS = frozenset(_EMPTY_TEXT.split())
"""French words without content, folded."""


def fold(text: str) -> str:
    """Return a text in small letters without accents, its ligatures and apostrophes made plain."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(title: str) -> frozenset[str]:
    """Return the words of a title that carry content, folded, without their final s."""
    found = (word for word in _WORD.findall(fold(title)) if word not in _EMPTY_WORDS)
    return frozenset(word[:-1] if len(word) > 2 and word.endswith("s") else word for word in found)


def trigrams(title: str) -> frozenset[str]:
    """Return the runs of three characters of a title, folded, punctuation made one space, with a space at each end."""
    plain = f" {' '.join(_WORD.findall(fold(title)))} "
    return frozenset(plain[start : start + 3] for start in range(len(plain) - 2)) if plain.strip() else frozenset()


def jaccard(sets: Sequence[Iterable[str]], one: Numbers, two: Numbers) -> NDArray[np.float64]:
    """
    Return the Jaccard index of pairs of sets.

    Parameters
    ----------
    sets
        One set per object.
    one, two
        Numbers of the objects of each pair.

    Returns
    -------
    index
        0 to 1 for each pair; NaN when a set is empty, for what is not known resembles nothing.
    """
    vocabulary: dict[str, int] = {}
    rows, columns = [], []
    for row, items in enumerate(sets):
        for item in items:
            rows.append(row)
            columns.append(vocabulary.setdefault(item, len(vocabulary)))
    table: Matrix = incidence(rows, columns, (len(sets), max(len(vocabulary), 1)))
    sizes = np.asarray(table.sum(axis=1), dtype=np.int64).ravel()
    found = np.full(len(one), np.nan)
    for start in range(0, len(one), _CHUNK):
        a, b = one[start : start + _CHUNK], two[start : start + _CHUNK]
        shared = np.asarray(table[a].multiply(table[b]).sum(axis=1), dtype=float).ravel()
        known = (sizes[a] > 0) & (sizes[b] > 0)
        found[start : start + _CHUNK][known] = shared[known] / (sizes[a] + sizes[b] - shared)[known]
    return found
