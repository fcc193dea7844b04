"""
Name the territories of a map, count who lives there, and gather communes when they are too many to be read.

Pure: reads the national reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.view_models.typography import NBSP, number, typeset
from graph.reference.loader import load_reference
from graph.reference.records import VintageCode

MAINLAND: Final = "metropole"
"""Zone of everything but the overseas départements, which are each a zone: one map shows one zone."""


@dataclass(frozen=True, slots=True)
class Noun:
    """Hold what a level is called: singular, plural, and « aucun » or « aucune »."""

    singular: str
    plural: str
    none: str

    def counted(self, count: int) -> str:
        """Return a number and the noun, agreed."""
        return f"{number(count)}{NBSP}{self.singular if count < 2 else self.plural}"


NOUNS: Final[Mapping[str, Noun]] = {
    "COM": Noun("commune", "communes", "aucune"),
    "EPCI": Noun("intercommunalité", "intercommunalités", "aucune"),
    "DEP": Noun("département", "départements", "aucun"),
    "REG": Noun("région", "régions", "aucune"),
}
_ANY: Final = Noun("territoire", "territoires", "aucun")


@dataclass(frozen=True, slots=True)
class Place:
    """
    Describe one territory of a map.

    Parameters
    ----------
    id
        Territory id.
    nom, niveau, code
        Name, level in French, official code.
    population
        Municipal population, inhabitants; None when it is not known, or known only for a part.
    zone
        `metropole`, or the code of an overseas département.
    """

    id: str
    nom: str
    niveau: str
    code: str
    population: int | None
    zone: str


def places(ids: Iterable[str], vintage: VintageCode, names: Mapping[str, str]) -> dict[str, Place]:
    """
    Return the territories by id, in the order given.

    Parameters
    ----------
    ids
        Territories.
    vintage
        Census of the populations.
    names
        Names of those that the national reference does not know.
    """
    return {id_: _place(id_, vintage, names) for id_ in ids}


def prefix(territoire_id: str) -> str:
    """Return the level of an official id (`COM`, `EPCI`, `DEP`, `REG`), or an empty text."""
    level = territoire_id.partition("-")[0]
    return level if level in NOUNS else ""


def noun_of(ids: Iterable[str]) -> Noun:
    """Return what these territories are called together."""
    levels = {prefix(id_) for id_ in ids}
    return NOUNS.get(levels.pop(), _ANY) if len(levels) == 1 else _ANY


def gather(ids: Iterable[str], most: int) -> dict[str, tuple[str, ...]] | None:
    """
    Gather communes into intercommunalités, or départements if these too are more than `most`.

    Parameters
    ----------
    ids
        Territories.
    most
        Most shapes that are still read.

    Returns
    -------
    groups
        Members by id of the aggregate, sorted; a commune without intercommunalité stays alone. None when they are few
        enough, or are not communes.
    """
    members = sorted(ids)
    if len(members) <= most or any(prefix(id_) != "COM" for id_ in members):
        return None
    for upper in (_epci, _departement):
        groups: dict[str, list[str]] = defaultdict(list)
        for id_ in members:
            groups[upper(id_)].append(id_)
        if len(groups) <= most or upper is _departement:
            return {group: tuple(groups[group]) for group in sorted(groups)}
    return None


def border_groups(ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the intercommunalité, then the département of each commune; nothing when one is of another level."""
    found = list(ids)
    if any(prefix(id_) in {"EPCI", "DEP", "REG"} for id_ in found):
        return ()
    return tuple(map(_epci, found)), tuple(map(_departement, found))


def departements_of(ids: Iterable[str]) -> frozenset[str]:
    """Return the ids of the départements that these territories touch."""
    reference = load_reference()
    return frozenset(f"DEP-{code}" for id_ in ids for code in reference.departements_of(id_))


def size_of(territoire_id: str) -> int:
    """Return how many communes a territory is made of."""
    return len(load_reference().communes_of(territoire_id))


def main_zone(found: Iterable[Place]) -> str:
    """Return the zone a map shows: the mainland when it is there, else the zone with most territories."""
    counts: dict[str, int] = defaultdict(int)
    for place in found:
        counts[place.zone] += 1
    if MAINLAND in counts or not counts:
        return MAINLAND
    return min(counts, key=lambda zone: (-counts[zone], zone))


def zone_name(zone: str) -> str:
    """Return the name of a zone."""
    return "métropole" if zone == MAINLAND else typeset(load_reference().departements[zone].nom)


def _epci(territoire_id: str) -> str:
    commune = load_reference().communes.get(territoire_id.removeprefix("COM-"))
    return f"EPCI-{commune.epci}" if commune and commune.epci else territoire_id


def _departement(territoire_id: str) -> str:
    commune = load_reference().communes.get(territoire_id.removeprefix("COM-"))
    return f"DEP-{commune.departement}" if commune else territoire_id


def _place(territoire_id: str, vintage: VintageCode, names: Mapping[str, str]) -> Place:
    reference = load_reference()
    level, _, code = territoire_id.partition("-")
    tables: Mapping[str, Callable[[str], str | None]] = {
        "COM": lambda key: reference.communes[key].nom if key in reference.communes else None,
        "EPCI": lambda key: reference.epci[key].nom_court if key in reference.epci else None,
        "DEP": lambda key: reference.departements[key].nom if key in reference.departements else None,
        "REG": lambda key: reference.regions[key].nom if key in reference.regions else None,
    }
    known = tables[level](code) if level in tables else None
    communes = sorted(reference.communes_of(territoire_id))
    counts = [reference.communes[commune].population(vintage) for commune in communes]
    whole = [count for count in counts if count is not None]
    departement = reference.communes[communes[0]].departement if communes else ""
    return Place(
        id=territoire_id,
        nom=typeset(known or names.get(territoire_id) or "Territoire sans nom"),
        niveau=NOUNS[level].singular if known else "territoire",
        code=code if known else "",
        population=sum(whole) if whole and len(whole) == len(counts) else None,
        zone=departement if departement.startswith("97") else MAINLAND,
    )
