"""Read the name of an organisation, a scheme or an instance: kind, place, numbers and the words that are its own.

« CD 35 », « Conseil départemental 35 » and « Département d’Ille-et-Vilaine » have the same form; « l’ARS » has a
kind and nothing else: it designates nothing. Normalisation in the manner of Christen (2012, chapter 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.analysis.name_table import DEPARTMENTAL, EMPTY, KINDS, LEGAL_FORMS, RIVERS, SHORTENED, UNIQUE, WEAK
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?")
# 4 is the key of the apostrophe on a French keyboard.
_KEY_4 = re.compile(r"\b([dl])4(?=[a-z])", re.IGNORECASE)
_INNER = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"(\d+)(?:e|er|re|eme)?$")
_SHORT_NUMBER = re.compile(r"0?(\d{2}|2[ab]|97\d)$")
_STUCK = re.compile(r"([a-z]{2,6})(\d[\dab])$")
_LONG_WORD = 7
"""Letters from which a misspelt word of a known phrase is put right."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """
    Hold one spelling, read.

    Parameters
    ----------
    kinds
        Kinds of organisation it names (`cpam`, `ch`), in alphabetical order.
    places
        Départements (`35`) or, without any, régions (`REG-53`), sorted.
    numbers
        Other numbers: generation, year.
    words
        Words of its own, in order.
    """

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the text that two spellings of one name share."""
        return " ".join((*self.kinds, *self.places, *self.numbers, *sorted(self.words)))

    @property
    def text(self) -> str:
        """Return its own words as one text."""
        return " ".join(self.words)

    @property
    def is_generic(self) -> bool:
        """Tell whether it says what it is without saying which one: no place and no word that tells."""
        return not self.places and UNIQUE.isdisjoint(self.kinds) and all(word in WEAK for word in self.words)


def forms_of(nom: str, sigle: str | None = None, alias: Iterable[str] = ()) -> tuple[NameForm, ...]:
    """
    Return the different forms of the names of one record, the main one first.

    Parameters
    ----------
    nom
        Name; what stands in brackets is left out of it, and is a name of its own when it looks like an acronym.
    sigle
        Acronym; left out when the vocabulary says that it has several meanings.
    alias
        Other names.
    """
    found: dict[NameForm, None] = {}
    acronyms: list[str] = []
    for text in (nom, *alias):
        form = read_name(_INNER.sub(" ", text))
        for inner in _INNER.findall(text):
            read = read_name(inner)
            if not read.kinds and all(word in WEAK for word in read.words):
                form = replace(
                    form,
                    places=form.places or read.places,
                    numbers=tuple(sorted({*form.numbers, *read.numbers})),
                )
            elif _looks_like_acronym(inner):
                acronyms.append(inner)
        found[form] = None
    if sigle and not is_ambiguous(sigle):
        acronyms.append(sigle)
    found |= dict.fromkeys(read_name(text) for text in acronyms)
    return tuple(form for form in found if form.key) or (NameForm((), (), (), ()),)


def is_ambiguous(sigle: str) -> bool:
    """Tell whether the vocabulary gives an acronym several meanings."""
    term = vocabulary("sigles").terms.get(sigle.strip().upper())
    return bool(term and term.attributes.get("ambigu"))


@lru_cache(maxsize=200_000)
def read_name(text: str) -> NameForm:
    """
    Return the form of one spelling.

    Examples
    --------
    >>> read_name("Conseil départemental d’Ille-et-Vilaine") == read_name("CD 35") == read_name("Département 35")
    True
    >>> read_name("Centre hospitalier de Redon") == read_name("C.H. REDON")
    True
    >>> read_name("l’ARS").is_generic
    True
    """
    tokens = [_spelt(word) for word in _folded(text)]
    tokens = [word for word in tokens if word not in EMPTY]
    tokens = _replaced(tokens, _phrases())
    kinds = {word for word in tokens if word in KINDS}
    tokens, departements, regions = _places(tokens, kinds)
    tokens, kinds = _with_place(tokens, kinds, bool(departements or regions))
    own = [word for word in tokens if word not in kinds and word not in LEGAL_FORMS]
    numbers = sorted({found.group(1) for word in own if (found := _NUMBER.match(word))})
    words = [word for word in own if not _NUMBER.match(word)]
    return NameForm(
        tuple(sorted(kinds)), tuple(sorted(departements or regions)), tuple(numbers), tuple(dict.fromkeys(words))
    )


def initials(text: str) -> frozenset[str]:
    """Return what the acronym of a name of at least three words may be: its initials, with or without the last."""
    words = [word for word in _folded(_INNER.sub(" ", text)) if word not in EMPTY]
    letters = "".join(word[0] for word in words)
    return frozenset(found for found in (letters, letters[:-1]) if len(found) >= 3)


def _looks_like_acronym(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return 2 <= len(letters) <= 8 and sum(map(str.isupper, letters)) >= 0.6 * len(letters)


def _folded(text: str) -> list[str]:
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text.translate(_LIGATURES))
    decomposed = unicodedata.normalize("NFKD", _KEY_4.sub(r"\1 ", text))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return [part for word in _WORD.findall(plain) for part in _split(word)]


def _split(word: str) -> tuple[str, ...]:
    """Return « cd35 » as a kind and a number; any other word as it is."""
    found = _STUCK.match(word)
    stuck = found and (found.group(1) in KINDS or found.group(1) in {"cd", "dt"})
    return found.groups() if found and stuck else (word,)


@lru_cache(maxsize=100_000)
def _spelt(word: str) -> str:
    """Return a word in full, in the singular, a misspelt word of a known phrase put right."""
    word = SHORTENED.get(word, word)
    if len(word) >= _LONG_WORD and word not in _known_words() and word not in WEAK:
        best = process.extractOne(word, _known_words(), scorer=OSA.distance, score_cutoff=1 + (len(word) >= 10))
        word = best[0] if best else word
    return word[:-1] if len(word) > 4 and word.endswith("s") and word not in KINDS else word


@cache
def _known_words() -> tuple[str, ...]:
    """Return the long words of the phrases, which lists misspell (« dospisitif », « pluriprofressionnelle »)."""
    found = {word for longs in KINDS.values() for text in longs for word in text.split() if len(word) >= _LONG_WORD}
    return tuple(sorted(found))


@cache
def _phrases() -> Mapping[tuple[str, ...], str]:
    """Return the kind that each long form means, as sequences of read words."""
    found = {}
    for kind, longs in KINDS.items():
        for text in (kind, *longs):
            found[_sequence(text)] = kind
    found[_sequence("ddars")] = "ars dd"
    return found


@cache
def _place_names() -> Mapping[tuple[str, ...], str]:
    """Return the département or région that each name means."""
    reference = load_reference()
    found = {_sequence(place.nom): f"REG-{code}" for code, place in reference.regions.items()}
    found |= {_sequence(place.nom): code for code, place in reference.departements.items()}
    return found | {("pdl",): "REG-52", ("paca",): "REG-93", ("aura",): "REG-84"}


def _sequence(text: str) -> tuple[str, ...]:
    return tuple(_spelt(word) for word in _folded(text) if word not in EMPTY)


def _replaced(tokens: list[str], table: Mapping[tuple[str, ...], str]) -> list[str]:
    """Replace the longest sequences that the table knows."""
    found: list[str] = []
    start = 0
    while start < len(tokens):
        for size in range(min(7, len(tokens) - start), 0, -1):
            known = table.get(tuple(tokens[start : start + size]))
            if known:
                found += [known] if known in KINDS else known.split()
                start += size
                break
        else:
            found.append(tokens[start])
            start += 1
    return found


def _places(tokens: list[str], kinds: set[str]) -> tuple[list[str], set[str], set[str]]:
    """Take the départements and régions out of the words, by number or by name."""
    reference, names = load_reference(), _place_names()
    departemental = bool(kinds & DEPARTMENTAL) or "cd" in tokens
    rest: list[str] = []
    departements: set[str] = set()
    regions: set[str] = set()
    start = 0
    while start < len(tokens):
        number = _SHORT_NUMBER.match(tokens[start])
        code = number.group(1).upper() if number else ""
        if code in reference.departements:
            departements.add(code)
            start += 1
            continue
        for size in range(min(4, len(tokens) - start), 0, -1):
            known = names.get(tuple(tokens[start : start + size]), "")
            if known and (size > 1 or departemental or known not in RIVERS):
                (regions if known.startswith("REG-") else departements).add(known)
                start += size
                break
        else:
            rest.append(tokens[start])
            start += 1
    return rest, departements, regions


def _with_place(tokens: list[str], kinds: set[str], placed: bool) -> tuple[list[str], set[str]]:
    """Read what only a place makes clear: « CD 35 », « Assurance maladie du Finistère »."""
    if placed and "cd" in tokens:
        return [word for word in tokens if word != "cd"], kinds | {"departement"}
    if placed and not kinds and tokens == ["assurance", "maladie"]:
        return [], {"cpam"}
    return tokens, kinds
