"""
Read what the objects of a network are about and where they act: themes, publics, territories, barycentres.

Owns the rule that says where an object stands when it is placed by territory: its own territories, else those of what
it is linked to. A barycentre is the plain mean of one point inside each commune: nobody's address, no population.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from app.view_models.layouts.subject import Place
from app.view_models.network_view import Network
from app.view_models.typography import typeset
from graph.reference.loader import Reference, load_reference
from graph.reference.records import Commune

_LEGAL_FORM: Final = re.compile(r"^(?:CA|CC|CU) (?:de la |des |du |de l['’]|de |d['’])?")
_STEPS: Final = frozenset({"Action", "Instance"})


class Reading(Protocol):
    """Return the rows of a shared reading of the graph."""

    def __call__(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Read."""
        ...


@dataclass(frozen=True, slots=True)
class Grounds:
    """Hold what an object is about and where it acts: codes of themes and publics, ids of territories, sorted."""

    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()


def read_grounds(reading: Reading, ids: Iterable[str]) -> dict[str, Grounds]:
    """
    Return the themes, the publics and the territories of objects, by id; those without any are left out.

    Parameters
    ----------
    reading
        Shared readings of the graph.
    ids
        Objects.

    Notes
    -----
    Statements of every date count: places and filters do not change with the day of the view.
    """
    asked = sorted(set(ids))
    themes: dict[str, set[str]] = defaultdict(set)
    publics: dict[str, set[str]] = defaultdict(set)
    zones: dict[str, set[str]] = defaultdict(set)
    kinds = {"TRAITE": themes, "CIBLE": publics}
    for row in reading("liens_sortants", {"ids": asked}):
        for type_, other, *_ in row["liens"]:
            if type_ in kinds:
                kinds[type_][row["id"]].add(_code(other))
    for row in reading("zones_d_objets", {"ids": asked}):
        for zone, *_ in row["sortants"]:
            zones[row["id"]].add(zone)
    return {
        id_: Grounds(tuple(sorted(themes[id_])), tuple(sorted(publics[id_])), tuple(sorted(zones[id_])))
        for id_ in asked
        if themes[id_] or publics[id_] or zones[id_]
    }


def epci_name(siren: str) -> str:
    """Return the name by which people call an intercommunalité: without its legal form."""
    name = _LEGAL_FORM.sub("", load_reference().epci[siren].nom_court)
    return typeset(name[:1].upper() + name[1:])


def places_of(
    records: Network, communes_of: Callable[[str], Collection[str]], names: Mapping[str, str]
) -> dict[str, Place]:
    """
    Return where each object acts; those of which nobody says it are left out.

    Parameters
    ----------
    records
        Network. An action, an instance or an actor without territory of its own acts where the schemes, actions and
        instances that it is linked to act.
    communes_of
        Gives the codes of the communes of a territory; none when nobody knows them.
    names
        Names of territories by id.

    Notes
    -----
    Objects share a place when the smallest territory that holds all their communes is the same: a commune, else an
    EPCI, else a named perimeter, a département, a région, the country.
    """
    borrowed = _Borrowing(records)
    ground = _Ground(communes_of, names)
    found = {node.id: ground.place(node.territoires or borrowed.zones(node.id)) for node in records.nodes}
    return {node: place for node, place in found.items() if place}


class _Borrowing:
    """Find the territories of objects that have none of their own, through what they are linked to."""

    def __init__(self, records: Network) -> None:
        self.own = {node.id: node.territoires for node in records.nodes}
        self.schemes = {node.id for node in records.nodes if "Dispositif" in node.labels}
        self.steps = {node.id for node in records.nodes if _STEPS & set(node.labels)}
        self.near: dict[str, set[str]] = defaultdict(set)
        for edge in records.edges:
            if edge.start in self.own and edge.end in self.own:
                self.near[edge.start].add(edge.end)
                self.near[edge.end].add(edge.start)

    def zones(self, node: str) -> tuple[str, ...]:
        """Return the territories of its schemes, actions and instances; else of the schemes of the latter."""
        frames = self.near[node] & (self.schemes | self.steps)
        found = {zone for frame in frames for zone in self.own[frame]}
        if not found:
            further = {far for frame in frames & self.steps for far in self.near[frame] & self.schemes}
            found = {zone for scheme in further for zone in self.own[scheme]}
        return tuple(sorted(found))


class _Ground:
    """Turn territories into a place."""

    def __init__(self, communes_of: Callable[[str], Collection[str]], names: Mapping[str, str]) -> None:
        self.communes_of, self.names = communes_of, names
        self.reference: Reference = load_reference()
        self.known: dict[tuple[str, ...], Place | None] = {}

    def place(self, zones: tuple[str, ...]) -> Place | None:
        """Return the smallest territory that holds all the communes of these, and their barycentre."""
        if zones not in self.known:
            self.known[zones] = self._place(zones)
        return self.known[zones]

    def _place(self, zones: tuple[str, ...]) -> Place | None:
        codes = sorted({code for zone in zones for code in self.communes_of(zone)})
        communes = [self.reference.communes[code] for code in codes if code in self.reference.communes]
        points = [(commune.lon, commune.lat) for commune in communes if commune.lon is not None]
        if not points:
            return None
        x, y = np.mean(np.array(points, dtype=np.float64), axis=0)
        key, name = self._holder(zones, communes)
        return Place(key, name, round(float(x), 5), round(float(y), 5))

    def _holder(self, zones: tuple[str, ...], communes: Sequence[Commune]) -> tuple[str, str]:
        """Return the id and the name of the smallest territory that holds all these communes."""
        if len(communes) == 1:
            return f"COM-{communes[0].code}", typeset(communes[0].nom)
        if len({commune.epci for commune in communes}) == 1 and communes[0].epci:
            siren = communes[0].epci
            return f"EPCI-{siren}", epci_name(siren)
        if len(zones) == 1 and not zones[0].startswith(("DEP-", "REG-")):
            return zones[0], self.names.get(zones[0], zones[0])
        if len({commune.departement for commune in communes}) == 1:
            code = communes[0].departement
            return f"DEP-{code}", typeset(self.reference.departements[code].nom)
        if len({commune.region for commune in communes}) == 1:
            code = communes[0].region
            return f"REG-{code}", typeset(self.reference.regions[code].nom)
        return "FRANCE", "Plusieurs régions"


def _code(identifier: str) -> str:
    """Return the code of a term from its id (`theme:addictions`)."""
    return identifier.partition(":")[2] or identifier
