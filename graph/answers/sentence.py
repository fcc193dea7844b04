"""Write the sentence of an answer from its template: French plurals, numbers, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from graph.model.vocabularies import vocabulary

NARROW = "\u202f"
_ACRONYM = 5
"""Longest code that people read as an acronym."""

_JOINED = (
    (re.compile(r"Le (?=\S)"), "du "),
    (re.compile(r"Les (?=\S)"), "des "),
    (re.compile(r"(?=(?:Pays|Grand|Territoire|Quartier|Canton|Bassin|Val)\b)"), "du "),
    (re.compile(r"(?=(?:CA|CC|CU|Communauté|Métropole|Région|Ville)\b)"), "de la "),
    (re.compile(r"(?=[AEIOUYÀÂÄÉÈÊËÎÏÔÖÛÜŒÆ])(?!Y[aeiou])", re.IGNORECASE), "d’"),
)
"""How « de » joins the beginning of a name; an initial h, mute or not, keeps « de »."""


class Name(str):
    """Write a text; `{nom:de}` puts « de » before it, contracted or elided."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Return the text, after « de » when asked."""
        return of_name(self) if spec == "de" else format(str(self), spec)


class Number(int):
    """Write an integer in French: `{n}` gives 66 478; `{n:commune|communes}` gives the number and the right word."""

    def __format__(self, spec: str) -> str:
        """Return the number, followed by the singular or the plural of `spec` when it has a bar."""
        text = f"{int(self):,}".replace(",", NARROW)
        if "|" not in spec:
            return text
        singular, plural = spec.split("|", 1)
        return f"{text}\u00a0{singular if abs(self) < 2 else plural}"


class Decimal(float):
    """Write a decimal in French, two digits by default: `{x}` gives 0,66."""

    def __format__(self, spec: str) -> str:
        """Return the number with a comma."""
        return format(float(self), spec or ".2f").replace(",", NARROW).replace(".", ",")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return the template with its fields filled in; numbers are written in French, lists with commas."""
    return template.format_map(_Fields({name: _wrap(value) for name, value in values.items()}))


def listing(names: Iterable[str], limit: int = 5) -> str:
    """Return names as people write them: « a, b et c », cut with « et 4 autres »."""
    items = list(names)
    if len(items) > limit:
        rest = len(items) - limit
        return f"{', '.join(items[:limit])} et {rest} {'autre' if rest == 1 else 'autres'}"
    if len(items) > 1:
        return f"{', '.join(items[:-1])} et {items[-1]}"
    return "".join(items)


def agree(count: int, singular: str, plural: str) -> str:
    """Return the word that goes with a count, without the number."""
    return singular if abs(count) < 2 else plural


def type_word(code: str) -> str:
    """Return a type of scheme by its acronym when it is one, else in words; any other text as it is."""
    term = vocabulary("types_dispositif").terms.get(code)
    spelt = term is not None and ("_" in code or len(code) > _ACRONYM)
    return term.libelle.split(" (")[0] if term is not None and spelt else code


def agree_type(code: str, masculine: str, feminine: str) -> str:
    """Return the word that goes with a type of scheme: « un CLS », « une MSP »."""
    term = vocabulary("types_dispositif").terms.get(code)
    return feminine if term is not None and term.attributes.get("genre") == "f" else masculine


def of_name(name: str) -> str:
    """
    Return the name of a place after « de », contracted or elided.

    Examples
    --------
    >>> [of_name(name) for name in ("Pays de Brest", "Le Mans", "Arzal", "Rennes")]
    ['du Pays de Brest', 'du Mans', 'd’Arzal', 'de Rennes']
    """
    for beginning, word in _JOINED:
        found = beginning.match(name)
        if found:
            return word + name[found.end() :]
    return f"de {name}"


@lru_cache(maxsize=4096)
def french_number(value: float | None, digits: int = 0) -> str:
    """Return a number as French people write it, or « inconnu »."""
    if value is None:
        return "inconnu"
    return format(Number(round(value))) if digits == 0 else format(Decimal(value), f".{digits}f")


class _Fields(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _wrap(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return {True: "oui", False: "non", None: "non documenté"}[value]
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, float):
        return Decimal(value)
    if isinstance(value, list | tuple):
        return listing(str(item) for item in value)
    return Name(value) if isinstance(value, str) else value
