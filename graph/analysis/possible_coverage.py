"""Find the intercommunalités that a territory without known communes seems to hold: by inclusion, else by name.

Pure. It only says what to check: nothing found here enters a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.reference.names import normalise_name
from graph.snapshot import Snapshot
from graph.territory import Territories

_COMMON: Final = frozenset(
    {"pays", "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "communaute", "agglomeration", "agglo"}
)
"""Words of the names of places that name no place."""


def possible_areas(
    snapshot: Snapshot, territories: Territories, unknown: Iterable[str], groups: Mapping[str, Sequence[str]]
) -> list[str]:
    """
    Return the areas that territories without known communes may hold, sorted.

    Parameters
    ----------
    snapshot
        The graph at a date: gives the names of the territories.
    territories
        Territories at that date.
    unknown
        Ids of territories of which no commune is known.
    groups
        Communes of each area, by id of the area.

    Notes
    -----
    An area is possible when one lies inside the other, or when its name holds every word that names the territory
    (« Pays de Vitré », « Vitré Communauté »), unless the territory lies in a département that the area does not touch.
    """
    named = snapshot.nodes("Territoire")
    found: set[str] = set()
    for territoire_id in unknown:
        found |= territories.meets(territoire_id, groups)
        words = _words(str(named.get(territoire_id, {}).get("nom") or ""))
        if not words:
            continue
        around = territories.meets(territoire_id, (f"DEP-{code}" for code in territories.reference.departements))
        for area_id, codes in groups.items():
            near = {f"DEP-{territories.reference.communes[code].departement}" for code in codes}
            if words <= _words(_name(territories, area_id)) and (not around or around & near):
                found.add(area_id)
    return sorted(found)


def _name(territories: Territories, area_id: str) -> str:
    kind, _, code = area_id.partition("-")
    reference = territories.reference
    return reference.epci[code].nom if kind == "EPCI" else reference.communes[code].nom


def _words(name: str) -> frozenset[str]:
    return frozenset(normalise_name(name).split()) - _COMMON
