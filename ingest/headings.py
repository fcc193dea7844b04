"""Match headings and names of sheets with the declarations, whatever the case, accents, spaces and plural."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_KEPT = frozenset(string.ascii_lowercase + string.digits)


class _Letters(dict[int, str]):
    """Give the letters and digits of a character without its accents, a space for any other sign; looked for once."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        letters = (part for part in decomposed if not unicodedata.combining(part))
        self[code] = found = "".join(part if part in _KEPT else " " for part in letters)
        return found


_LETTERS = _Letters({ord("œ"): "oe", ord("æ"): "ae"})


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """
    Return the comparable form of a heading or of a name.

    Examples
    --------
    >>> fold("  Type d’Acteur ")
    'type d acteur'
    """
    return " ".join(text.casefold().translate(_LETTERS).split())


def singular(folded: str) -> str:
    """Return a folded text without the final s or x of its words (three letters or more)."""
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in folded.split())


def nearest(text: str, candidates: Iterable[str], *, cutoff: float = 75) -> str | None:
    """Return the candidate that reads most like the text, or None when none is near."""
    found = process.extractOne(text, list(candidates), scorer=fuzz.WRatio, processor=fold, score_cutoff=cutoff)
    return found[0] if found else None


def nearest_word(text: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is the text up to a few letters: an ending in common is not enough; or None."""
    found = process.extractOne(text, list(candidates), scorer=fuzz.token_sort_ratio, processor=fold, score_cutoff=80)
    return found[0] if found else None


def nearest_id(text: str, candidates: Iterable[str]) -> str | None:
    """Return the id that differs from the text by a few letters only, or None."""
    found = process.extractOne(text, list(candidates), scorer=OSA.normalized_similarity, score_cutoff=0.8)
    return found[0] if found else None


def slug(text: str) -> str:
    """Return a text as an id may hold it: `CPAM d’Ille-et-Vilaine` gives `cpam-d-ille-et-vilaine`."""
    return fold(text).replace(" ", "-")
