"""Index the names of EPCI, in the forms people use: « CC de Brocéliande », « Redon Agglo », « Métropole de Lyon »."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from graph.reference.loader import load_reference
from graph.reference.names import normalise_name

_TYPES = (
    ("communaute de communes", "CC"),
    ("communautes de communes", "CC"),
    ("communaute communes", "CC"),
    ("com com", "CC"),
    ("comcom", "CC"),
    ("cdc", "CC"),
    ("cc", "CC"),
    ("communaute d agglomeration", "CA"),
    ("communaute d agglo", "CA"),
    ("communaute agglomeration", "CA"),
    ("ca", "CA"),
    ("communaute urbaine", "CU"),
    ("cu", "CU"),
    ("epci", ""),
    ("intercommunalite", ""),
    ("interco", ""),
)
_LINKS = ("de la ", "de l ", "du ", "des ", "de ", "d ", "la ", "le ", "les ", "l ")
_GENERIC = frozenset({"communaute", "communautes", "agglo", "agglomeration", "metropole"})
_WORDS = _GENERIC | {"cc", "ca", "cu", "cdc", "comcom", "eurometropole", "epci", "interco", "intercommunalite"}
_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a", "au", "aux"})
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def says_epci(name: str) -> bool:
    """Tell whether a normalised text says that it is an EPCI."""
    return bool(_WORDS.intersection(name.split()))


def epci_named(text: str, *, strict: bool) -> tuple[list[str], bool]:
    """
    Return the EPCI that a text names, and whether one alone may be taken without asking.

    Parameters
    ----------
    text
        Name, with or without the kind of EPCI.
    strict
        Look for the whole name only, the kind apart.

    Returns
    -------
    sirens
        In order.
    sure
        False when the kind that is written is not that of the EPCI found by its main words.
    """
    name = normalise_name(text)
    bare = normalise_name(_BRACKETS.sub("", text))
    kind, rest = _split(bare)
    for key in dict.fromkeys((name, bare, rest)):
        sirens = _whole_names().get(key, [])
        if sirens:
            return _of_kind(sirens, kind), True
    if strict:
        return [], False
    sirens = _main_words().get(_core(rest), []) if _core(rest) else []
    same = _of_kind(sirens, kind)
    sure = not kind or any(load_reference().epci[found].type == kind for found in same)
    return same, sure


def _split(name: str) -> tuple[str, str]:
    """Return the kind of EPCI that a normalised name says (empty when none), and the rest."""
    for words, kind in _TYPES:
        if name.startswith(f"{words} "):
            rest = name.removeprefix(f"{words} ")
            link = next((link for link in _LINKS if rest.startswith(link) and len(rest) > len(link)), "")
            return kind, rest.removeprefix(link)
    return "", name


def _core(name: str) -> str:
    """Return the words of a name that are its own."""
    return " ".join(word for word in name.split() if word not in _SMALL | _GENERIC)


def _of_kind(sirens: list[str], kind: str) -> list[str]:
    if not kind:
        return sirens
    table = load_reference().epci
    return [found for found in sirens if table[found].type == kind] or sirens


@cache
def _whole_names() -> dict[str, list[str]]:
    """Give the EPCI by name: official, short, without its kind, and the acronym in brackets."""
    found: dict[str, set[str]] = defaultdict(set)
    for siren, epci in load_reference().epci.items():
        for text in (epci.nom, epci.nom_court):
            bare = normalise_name(_BRACKETS.sub("", text))
            keys = {normalise_name(text), bare, _split(bare)[1]}
            acronym = re.search(r"\(([A-Z0-9]{3,})\)\s*$", text)
            if acronym:
                keys.add(acronym[1].lower())
            for key in keys - {""}:
                found[key].add(siren)
    return {key: sorted(sirens) for key, sirens in found.items()}


@cache
def _main_words() -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for siren, epci in load_reference().epci.items():
        key = _core(_split(normalise_name(_BRACKETS.sub("", epci.nom_court)))[1])
        if key:
            found[key].add(siren)
    return {key: sorted(sirens) for key, sirens in found.items()}
