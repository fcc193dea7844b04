"""Repair terms of closed lists: accents, case, plural, a letter wrong; a far match stays a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.model.spec import PropertySpec, Term, ValueType
from graph.model.values import SEPARATOR
from graph.model.vocabularies import vocabulary
from ingest.headings import fold, singular
from ingest.repairs.rule import Question, Repair, plain

_SHORTEST = 6
"""Letters under which a word with a letter wrong may be another word (« CTS », « CPTS »)."""

_LONG = 12
"""Letters from which two may be wrong."""

_OTHER_SEPARATORS = (r"[;\n]", r"\s/\s", ",")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """Return the term, or the terms, that a cell names otherwise than the list writes them."""
    if not spec.vocabulary:
        return None
    text = plain(raw)
    if spec.type is not ValueType.LISTE:
        found = _term(spec.vocabulary, text)
        return Repair("ING-510", _written(spec, found[0]), found[1]) if found else None
    return _items(spec, str(raw)) or _items(spec, text)


def question(spec: PropertySpec, raw: object) -> Question | None:
    """Return the terms that a cell may name, when several read the same once shortened."""
    if not spec.vocabulary or spec.type is ValueType.LISTE:
        return None
    wanted = fold(plain(raw))
    terms = [t for t in vocabulary(spec.vocabulary).terms.values() if wanted and wanted in _keys(t)]
    if len(terms) < 2:
        return None
    return Question("Plusieurs termes de la liste se lisent ainsi.", tuple((t.code, t.libelle) for t in terms))


def near(text: str, words: Sequence[str]) -> Repair | None:
    """Return the only word that reads like a text up to accents, plural or a letter; None when there is none."""
    keys = {word: frozenset({fold(word)}) for word in words}
    found = _same(fold(text), keys) or _close(fold(text), keys)
    return Repair("ING-510", *found) if found else None


def _items(spec: PropertySpec, text: str) -> Repair | None:
    name = spec.vocabulary or ""
    for separator in (re.escape(SEPARATOR), *_OTHER_SEPARATORS):
        items = [item.strip() for item in re.split(separator, text) if item.strip()]
        found = [_known(name, item) or _term(name, item) for item in items]
        if items and all(found) and (separator == re.escape(SEPARATOR) or len(items) > 1):
            terms = [term for term, _ in filter(None, found)]
            rules = dict.fromkeys(rule for _, rule in filter(None, found) if rule)
            if separator != re.escape(SEPARATOR):
                rules = {"les termes sont séparés": None, **rules}
            return Repair(
                "ING-510", SEPARATOR.join(_written(spec, t) for t in terms), " et ".join(rules) or "même terme"
            )
    return None


def _known(name: str, text: str) -> tuple[Term, str] | None:
    term = vocabulary(name).find(text)
    return (term, "") if term else None


@lru_cache(maxsize=4096)
def _term(name: str, text: str) -> tuple[Term, str] | None:
    """Return the term of a list that a text names, and how it was recognised."""
    terms = vocabulary(name).terms
    keys = {code: _keys(term) for code, term in terms.items()}
    wanted = fold(text)
    found = _same(wanted, keys) or _close(wanted, keys)
    return (terms[found[0]], found[1]) if found else None


def _keys(term: Term) -> frozenset[str]:
    """Return the comparable forms of a term: code, label, label without its aside, code and label together."""
    short = fold(_ASIDE.sub("", term.libelle))
    code, label = fold(term.code), fold(term.libelle)
    return frozenset({code, label, short, f"{code} {label}", f"{label} {code}", f"{code} {short}", f"{short} {code}"})


def _same(wanted: str, keys: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    if not wanted:
        return None
    for forms, rule in (
        (lambda key: key, "l’écriture de la liste est reprise (accents, majuscules, signes)"),
        (singular, "le singulier et le pluriel disent la même chose"),
    ):
        if forms is singular and len(wanted) < _SHORTEST:
            return None
        found = [code for code, known in keys.items() if forms(wanted) in map(forms, known)]
        if len(found) == 1:
            return found[0], rule
        if found:
            return None
    return None


def _close(wanted: str, keys: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """Return the only word within a letter or two; words whose digits differ are never close."""
    if len(wanted) < _SHORTEST:
        return None
    allowed = 1 if len(wanted) < _LONG else 2
    distances = sorted((min(_distances(wanted, known), default=99), code) for code, known in keys.items())
    if not distances or distances[0][0] > allowed:
        return None
    if len(distances) > 1 and distances[1][0] <= distances[0][0] + 1:
        return None
    return distances[0][1], "une lettre ou deux diffèrent, et un seul terme de la liste est si proche"


def _distances(wanted: str, known: Iterable[str]) -> Iterable[int]:
    digits = re.findall(r"\d+", wanted)
    return (OSA.distance(wanted, key) for key in known if len(key) >= _SHORTEST and re.findall(r"\d+", key) == digits)


def _written(spec: PropertySpec, term: Term) -> str:
    """Return the label when the list reads it back as this term, else the code."""
    found = vocabulary(spec.vocabulary or "").find(term.libelle)
    readable = spec.type is not ValueType.ENTIER and SEPARATOR not in term.libelle and "\\" not in term.libelle
    return term.libelle if readable and found is not None and found.code == term.code else term.code
