"""Put together what several origins say of one entity, and keep apart what they disagree on.

Pure. An origin is a file (its name); what it asserts is its *dit*: properties with their proofs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.properties import EXTRA, PREUVE_CITATIONS, PREUVE_SOURCES
from graph.model.statement import Preuve, Properties, Stored, proofs_of, with_proofs

SAISIE = "saisie"
"""Origin of what a person types in the application: it wins over every file."""

TEAM = "connaissance de l’équipe"
"""Type of the source of what a team knows without a document."""

JUGEMENT = "jugement"
"""Origin of what a person's judgement of two records states: it too wins over every file."""

FERMETURE = "fermeture"
"""Origin of the last day of a relationship that its file no longer states: anyone who states it again wins over it."""

UNITED = frozenset({"alias", "anciens_ids"})
"""Lists of names: those of every origin stand together."""

LATEST = "observed_at"
"""Day of observation: the latest one stands."""

_PERSONS = (SAISIE, JUGEMENT)
_KEYS, _VALUES = EXTRA.storage_names
_PROOFS = frozenset({PREUVE_SOURCES, PREUVE_CITATIONS})
_APART = UNITED | _PROOFS | {LATEST, _KEYS, _VALUES}

Dits = Mapping[str, Properties]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """
    Hold a property on which origins disagree.

    Parameters
    ----------
    propriete
        Name of the property; `extra:<heading>` for a column that the model does not know.
    valeurs
        (origin, value) of every origin that gives one, in order of arrival.
    retenue
        Value that the graph shows.
    tranchee
        Whether a person decided: the value shown was typed in the application.
    """

    propriete: str
    valeurs: tuple[tuple[str, Stored], ...]
    retenue: Stored
    tranchee: bool


def dit(properties: Mapping[str, Stored], preuves: tuple[Preuve, ...]) -> Properties:
    """Return what one statement asserts, as it is kept."""
    return with_proofs(properties, preuves)


def renew(former: Mapping[str, Stored], new: Mapping[str, Stored]) -> Properties:
    """
    Return what an origin asserts once it comes again: new values replace, a blank never erases, proofs add up.

    Notes
    -----
    Lists of names are united, unknown columns too, by heading.
    """
    renewed: Properties = {**former, **new}
    for name in UNITED & former.keys() & new.keys():
        renewed[name] = _united(former[name], new[name])
    if _KEYS in former and _KEYS in new:
        _set_pairs(renewed, {**_pairs(former), **_pairs(new)})
    if PREUVE_SOURCES in former and PREUVE_SOURCES in new:
        renewed = with_proofs(renewed, tuple(dict.fromkeys((*proofs_of(former), *proofs_of(new)))))
    return renewed


def merge(shown: Mapping[str, Stored], dits: Dits, order: Sequence[str], names: Iterable[str]) -> Properties:
    """
    Return what an entity shows once some origins changed what they say.

    Parameters
    ----------
    shown
        What it showed.
    dits
        What each origin says now.
    order
        Origins in order of arrival.
    names
        Properties to settle again; the others keep their value.

    Notes
    -----
    For each property a person wins (`saisie`, then `jugement`), then the earliest origin that gives it. What no origin
    gives stays.
    """
    merged: Properties = dict(shown)
    speakers = [dits[origin] for origin in _by_rank(dits, order)]
    asked = set(names)
    for name in asked - _APART:
        merged.update(_first(name, speakers))
    for name in asked & UNITED:
        merged[name] = _united(*(said[name] for said in (shown, *speakers) if name in said))
    if LATEST in asked:
        days = [str(said[LATEST]) for said in speakers if LATEST in said]
        merged.update({LATEST: max(days)} if days else {})
    if _KEYS in asked:
        pairs = _pairs(shown)
        for said in reversed(speakers):
            pairs.update(_pairs(said))
        _set_pairs(merged, pairs)
    if asked & _PROOFS:
        found = dict.fromkeys(proofs_of(shown))
        for origin in order:
            found.update(dict.fromkeys(proofs_of(dits.get(origin, {}))))
        merged = with_proofs(merged, tuple(found))
    return merged


def contradictions_of(dits: Dits, order: Sequence[str]) -> tuple[Contradiction, ...]:
    """Return the properties on which origins disagree, in alphabetical order; none when one origin speaks."""
    if len(dits) < 2:
        return ()
    given: dict[str, list[tuple[str, Stored]]] = {}
    for origin in order:
        said = dits.get(origin, {})
        for name, value in said.items():
            if name not in _APART:
                given.setdefault(name, []).append((origin, value))
        for heading, text in _pairs(said).items():
            given.setdefault(f"{EXTRA.name}:{heading}", []).append((origin, text))
    found = []
    for name, values in sorted(given.items()):
        if any(value != values[0][1] for _, value in values):
            typed = [value for person in _PERSONS for origin, value in values if origin == person]
            found.append(Contradiction(name, tuple(values), (typed or [values[0][1]])[0], bool(typed)))
    return tuple(found)


def write_dits(dits: Dits) -> list[str]:
    """Return what the graph stores: one text `origin<tab>JSON` per origin."""
    return [f"{origin}\t{json.dumps(said, ensure_ascii=False, separators=(',', ':'))}" for origin, said in dits.items()]


def read_dits(stored: Iterable[str]) -> dict[str, Properties]:
    """Return what `write_dits` wrote. JSON holds no tab: the last one of a text is the separator."""
    found: dict[str, Properties] = {}
    for text in stored:
        origin, _, said = text.rpartition("\t")
        found[origin] = json.loads(said)
    return found


def _by_rank(dits: Dits, order: Sequence[str]) -> list[str]:
    """Return the origins, the strongest first."""
    arrived = [origin for origin in order if origin in dits and origin not in _PERSONS]
    return [
        *(person for person in _PERSONS if person in dits),
        *arrived,
        *([FERMETURE] if FERMETURE in dits else []),
    ]


def _first(name: str, speakers: Iterable[Mapping[str, Stored]]) -> Properties:
    return next(({name: said[name]} for said in speakers if name in said), {})


def _united(*lists: Stored) -> list[str]:
    return list(dict.fromkeys(str(item) for part in lists for item in (part if isinstance(part, list) else [part])))


def _pairs(said: Mapping[str, Stored]) -> dict[str, str]:
    keys, values = said.get(_KEYS), said.get(_VALUES)
    if not isinstance(keys, list) or not isinstance(values, list):
        return {}
    return dict(zip(map(str, keys), map(str, values), strict=True))


def _set_pairs(properties: Properties, pairs: Mapping[str, str]) -> None:
    properties[_KEYS], properties[_VALUES] = list(pairs), list(pairs.values())
