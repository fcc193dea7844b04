"""Turn readings of the graph into the records of a network picture: around an object, of a territory, of a scheme."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Protocol

from app.view_models.names import nature_words
from app.view_models.network_grounds import Grounds, places_of
from app.view_models.network_view import Certitude as EdgeState
from app.view_models.network_view import EdgeRecord, NodeRecord
from app.view_models.proof import ProofView, build_proofs
from app.view_models.terms import word
from app.view_models.typography import sentence
from app.view_models.verbs import NETWORK_LABELS, network_types, verb
from graph.answers.context import Context
from graph.answers.rows import proofs
from graph.certainty import Certitude, counts_in_metrics
from graph.model.ontology import tie_weight
from graph.model.properties import PREUVE_SOURCES

AROUND, TERRITORY, SCHEME = "autour", "territoire", "dispositif"
VIEWS: Final = {
    AROUND: "Autour d’un acteur",
    TERRITORY: "D’un territoire",
    SCHEME: "D’un dispositif",
}
"""Views of the network, in order, with their French label."""

_STATES: Final[Mapping[Certitude, EdgeState]] = {
    Certitude.CERTAIN: "certain",
    Certitude.INCERTAIN: "incertain",
    Certitude.INACTIF: "inactif",
}
_STEPS_THROUGH: Final = frozenset({"Action", "Instance"})


class Reading(Protocol):
    """Return the rows of a shared reading of the graph."""

    def __call__(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Read."""
        ...


@dataclass(frozen=True, slots=True)
class NetworkRecords:
    """
    Hold what a picture is made of.

    Parameters
    ----------
    nodes, edges
        Records of the picture.
    proofs
        What proves each link, by its id.
    planned
        Ids of the links that are only planned, proposed or to confirm.
    """

    nodes: tuple[NodeRecord, ...]
    edges: tuple[EdgeRecord, ...]
    proofs: Mapping[str, tuple[ProofView, ...]]
    planned: frozenset[str]


def around(reading: Reading, identifier: str, steps: int) -> list[str]:
    """Return the ids within one or more links of an object, itself included."""
    found, front = {identifier}, {identifier}
    for _ in range(steps):
        rows = reading("reseau_voisins", {"ids": sorted(front), "types": network_types()})
        front = {row["id"] for row in rows if NETWORK_LABELS & set(row["labels"])} - found
        found |= front
        if not front:
            break
    return sorted(found)


def of_schemes(reading: Reading, identifiers: Iterable[str]) -> list[str]:
    """Return the ids of schemes, of what they hold, and of who has a role in them, in their actions and instances."""
    start = set(identifiers)
    if not start:
        return []
    types = network_types()
    first = [
        row
        for row in reading("reseau_voisins", {"ids": sorted(start), "types": types})
        if NETWORK_LABELS & set(row["labels"])
    ]
    through = {row["id"] for row in first if _STEPS_THROUGH & set(row["labels"])}
    second = reading("reseau_voisins", {"ids": sorted(through), "types": types}) if through else []
    return sorted(
        start | {row["id"] for row in first} | {row["id"] for row in second if NETWORK_LABELS & set(row["labels"])}
    )


def build_records(
    context: Context,
    objects: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    day: str | None,
    titles: Mapping[str, str],
    grounds: Mapping[str, Grounds] = MappingProxyType({}),
) -> NetworkRecords:
    """
    Return the records of a picture at a day.

    Parameters
    ----------
    context
        Judges the certainty of each link.
    objects
        Rows of the reading `reseau_objets`.
    rows
        Rows of the reading `reseau_liens`.
    day
        ISO day, or None for all dates.
    titles
        Titles of the documents by the name that proofs cite.
    grounds
        Themes, publics and territories of the objects, by id.
    """
    edges, proven, planned = [], {}, set()
    for row in rows:
        link = row["lien"]
        quotes = build_proofs(proofs(context, [link], day), titles)
        role = link.properties.get("role")
        proven[row["id"]] = quotes
        if not counts_in_metrics(link.properties):
            planned.add(row["id"])
        edges.append(
            EdgeRecord(
                id=row["id"],
                type=row["type"],
                start=row["depart"],
                end=row["arrivee"],
                certitude=edge_state(context.state(link, day)),
                label=verb(row["type"]),
                role=word("role", role) if role and role != _usual(row["type"]) else None,
                proof=f"{quotes[0].document}, {quotes[0].date}" if quotes else "",
                weight=tie_weight(row["type"]) or 0.0,
                valid_from=link.properties.get("valid_from"),
                valid_to=link.properties.get("valid_to"),
                statut=link.properties.get("statut"),
                observed=link.properties.get("observed_at") or context.observed(link.properties),
                discovered=_discovered(context, link.properties),
            )
        )
    nodes = tuple(
        NodeRecord(
            id=row["id"],
            labels=tuple(row["labels"]),
            nom=row["nom"],
            secteur=row["secteur"],
            collectif=bool(row["collectif"]),
            detail=sentence(nature_words({**row, "code": None})),
            type=row["type_acteur"] or row["type_dispositif"] or "",
            themes=known.themes,
            publics=known.publics,
            territoires=known.territoires,
            begins=row.get("debut") or "",
        )
        for row in objects
        for known in [grounds.get(row["id"], Grounds())]
    )
    return NetworkRecords(nodes, tuple(edges), proven, frozenset(planned))


def _discovered(context: Context, properties: Mapping[str, Any]) -> str | None:
    """Return the oldest date at which a document says a statement, or None when none is dated."""
    dates = [
        info.date for name in properties.get(PREUVE_SOURCES) or () if (info := context.sources.get(name)) and info.date
    ]
    return min(dates, default=None) or properties.get("observed_at")


def placed(
    records: NetworkRecords, communes_of: Callable[[str], Collection[str]], names: Mapping[str, str]
) -> NetworkRecords:
    """
    Return the same records, each object with the place where it acts.

    Parameters
    ----------
    records
        Network, with the territories of its objects.
    communes_of
        Gives the codes of the communes of a territory.
    names
        Names of territories by id.
    """
    places = places_of(records, communes_of, names)
    return replace(records, nodes=tuple(replace(node, place=places.get(node.id)) for node in records.nodes))


def edge_state(state: Certitude) -> EdgeState:
    """Return a state of the graph as a picture names it."""
    return _STATES[state]


def inactive_count(edges: Iterable[EdgeRecord]) -> int:
    """Return how many links are not in force at the date of the view."""
    return sum(edge.certitude == "inactif" for edge in edges)


def _usual(type_: str) -> str:
    """Return the role that the verb already says."""
    return {
        "PORTE": "porteur", "PILOTE": "pilote", "ANIME": "animateur", "SIGNE": "signataire", "FINANCE": "financeur",
        "EST_PARTENAIRE": "partenaire", "EST_MEMBRE": "membre", "EVALUE": "evaluateur", "ORGANISE": "organisateur",
        "PARTICIPE": "participant", "REPRESENTE": "representation", "CORRESPOND_A": "perimetre",
    }.get(type_, "")  # fmt: skip
