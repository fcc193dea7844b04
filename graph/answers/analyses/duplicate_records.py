"""Read from the graph the records that the search for duplicates compares, and what people already said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.analysis.duplicates import EXACT_IDENTIFIERS, WHOLE_IDENTIFIERS, Record
from graph.answers.facts import StoreFacts
from graph.judgement import DISTINCT, DOUBLON, REMPLACE
from graph.model.ontology import relationship_specs
from graph.reference.loader import load_reference
from graph.snapshot import Link

LABELS = ("Acteur", "Dispositif", "Instance")
"""Labels whose records are compared."""

_NATURES = ("type_acteur", "type_dispositif", "type_instance")
_ZONES = ("INTERVIENT_SUR", "COUVRE")
_FOLLOWS = "SUCCEDE_A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """
    Hold what is compared.

    Parameters
    ----------
    records
        Records, ordered by id.
    properties
        Stored properties by id.
    weight
        Number of relationships and identifiers of each, by id: how complete it is.
    told
        Pairs of ids that a document brings together, with its reason.
    settled
        Pairs of ids that are never proposed.
    distinct, merged
        Links that tell two records apart, and that say that one took the other over.
    worked
        Départements of what each record takes part in, by id.
    """

    records: tuple[Record, ...]
    properties: Mapping[str, Mapping[str, Any]]
    weight: Mapping[str, int]
    told: Mapping[frozenset[str], Link]
    settled: frozenset[frozenset[str]]
    distinct: tuple[Link, ...]
    merged: tuple[Link, ...]
    worked: Mapping[str, frozenset[str]]


def read_records(facts: StoreFacts) -> Compared:
    """Return the records of the graph and what is known of their pairs."""
    properties: dict[str, Mapping[str, Any]] = {}
    familles: dict[str, set[str]] = defaultdict(set)
    for label in LABELS:
        for id_, found in facts.nodes(label).items():
            if found.get("est_fait"):
                properties[id_] = found
                familles[id_].add(label)
    zones = _zones(facts)
    parents = _parents(facts.links("PARTIE_DE"))
    cadres: dict[str, set[str]] = defaultdict(set)
    for link in facts.links("A_INSTANCE"):
        cadres[link.end].add(link.start)
    records = tuple(
        _record(id_, found, frozenset(familles[id_]), zones.get(id_, frozenset()), parents, cadres)
        for id_, found in sorted(properties.items())
    )
    doubts = facts.links(DOUBLON)
    distinct = tuple(link for link in doubts if link.properties.get("verdict") == DISTINCT)
    merged = tuple(facts.links(REMPLACE))
    followed = facts.links(_FOLLOWS)
    settled = frozenset(frozenset((link.start, link.end)) for link in (*distinct, *merged, *followed))
    weight, worked = _weights(facts, records, zones)
    return Compared(
        records=records,
        properties=properties,
        weight=weight,
        told={frozenset((link.start, link.end)): link for link in doubts if link not in distinct},
        settled=settled,
        distinct=distinct,
        merged=merged,
        worked=worked,
    )


def departements(zones: Iterable[str]) -> frozenset[str]:
    """Return the codes of the départements that some territories touch."""
    return frozenset(code for zone in zones for code in _departements(zone))


@lru_cache(maxsize=50_000)
def _departements(zone: str) -> frozenset[str]:
    return load_reference().departements_of(zone)


def _record(
    id_: str,
    found: Mapping[str, Any],
    familles: frozenset[str],
    zones: frozenset[str],
    parents: Mapping[str, frozenset[str]],
    cadres: Mapping[str, set[str]],
) -> Record:
    return Record(
        id=id_,
        familles=familles,
        nom=str(found.get("nom") or ""),
        sigle=found.get("sigle"),
        alias=tuple(found.get("alias") or ()),
        nature=next((str(found[name]) for name in _NATURES if found.get(name)), None),
        identifiants={k: str(found[k]) for k in (*EXACT_IDENTIFIERS, *WHOLE_IDENTIFIERS) if found.get(k)},
        zones=zones,
        departements=departements(zones),
        parents=parents.get(id_, frozenset()),
        cadres=frozenset(cadres.get(id_, ())),
        rang=found.get("generation"),
        collectif=bool(found.get("collectif")),
        a_preciser=bool(found.get("a_preciser")),
    )


def _zones(facts: StoreFacts) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for type_ in _ZONES:
        for link in facts.links(type_):
            found[link.start].add(link.end)
    return {id_: frozenset(zones) for id_, zones in found.items()}


def _parents(links: Iterable[Link]) -> dict[str, frozenset[str]]:
    """Return everything that each record was ever part of, at every level."""
    direct: dict[str, set[str]] = defaultdict(set)
    for link in links:
        direct[link.start].add(link.end)
    found = {}
    for id_, parents in direct.items():
        above: set[str] = set()
        waiting = list(parents)
        while waiting:
            parent = waiting.pop()
            if parent not in above:
                above.add(parent)
                waiting.extend(direct.get(parent, ()))
        found[id_] = frozenset(above - {id_})
    return found


def _weights(
    facts: StoreFacts, records: Iterable[Record], zones: Mapping[str, frozenset[str]]
) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    """Return how complete each record is, and the départements of what it takes part in."""
    weight = {record.id: len(record.identifiants) for record in records}
    unclear = {record.id for record in records if record.a_preciser}
    worked: dict[str, set[str]] = defaultdict(set)
    for spec in relationship_specs():
        if "Acteur" in spec.start or spec.type in _ZONES:
            for link in facts.links(spec.type):
                if link.start in weight:
                    weight[link.start] += 1
                if link.end in weight:
                    weight[link.end] += 1
                if link.start in unclear:
                    worked[link.start] |= departements(zones.get(link.end, ()))
    return weight, {id_: frozenset(places) for id_, places in worked.items()}
