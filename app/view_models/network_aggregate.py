"""
Gather the objects of a large network into groups that bear their numbers: by EPCI, by scheme, by type.

Owns the groups, their names, and the choice made when there are too many objects to draw. Nothing is lost: a group
keeps the ids of its members, a gathered link those of the links it stands for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.view_models.layouts.subject import Place
from app.view_models.network import nature_of
from app.view_models.network_grounds import epci_name
from app.view_models.network_schemes import schemes_of
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_view import CERTITUDES, EdgeRecord, NodeRecord, counted_nature, enumeration
from app.view_models.palette import secteur_style
from app.view_models.typography import counted, number, sentence
from graph.reference.loader import load_reference

DRAWABLE: Final = 1500
"""Most objects drawn one by one."""

PREFIX: Final = "groupe:"
"""How the id of a group begins."""

PROPOSED: Final = 150
"""Objects drawn one by one above which gathering is proposed: links then hide one another."""

_READABLE: Final = 300
"""Groups above which another way of gathering is tried."""

_NAMED: Final = 5
_SEVERAL, _NONE = "plusieurs", "aucun"


class Aggregation(StrEnum):
    """Way of gathering; the value stands in the address."""

    EPCI = "epci"
    DISPOSITIF = "dispositif"
    TYPE = "type"


AGGREGATIONS: Final[Mapping[Aggregation, str]] = MappingProxyType(
    {
        Aggregation.EPCI: "par intercommunalité",
        Aggregation.DISPOSITIF: "par dispositif",
        Aggregation.TYPE: "par type",
    }
)
"""French name of each way of gathering, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Drawable:
    """
    Hold a network that a picture can draw.

    Parameters
    ----------
    records
        Objects, or groups.
    by
        How they are gathered, or None.
    sentence
        What is gathered, and how to see it, in French; empty when nothing is.
    """

    records: NetworkRecords
    by: Aggregation | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a way of gathering, and how many groups, objects left alone and links it would draw."""

    by: Aggregation
    groups: int
    alone: int
    links: int

    @property
    def words(self) -> str:
        """Return it in French, with the numbers."""
        alone = f" et {counted(self.alone, 'élément')}" if self.alone else ""
        return f"{AGGREGATIONS[self.by]}\u00a0: {counted(self.groups, 'groupe')}{alone}"


_Bucket = tuple[str, str]
"""Code and French name of what the objects of a group have in common."""


def drawable(
    records: NetworkRecords,
    *,
    cap: int = DRAWABLE,
    by: Aggregation | None = None,
    opened: Sequence[str] = (),
    focus: str | None = None,
) -> Drawable:
    """
    Return a network as it is when it can be drawn, else gathered into groups.

    Parameters
    ----------
    records
        Network.
    cap
        Most objects drawn.
    by
        Way of gathering asked for; when None, nothing is gathered up to the cap, and the best way is chosen above.
    opened
        Ids of the groups that the reader opened, the last one last. The last ones stay closed when the picture would
        be too large.
    focus
        Object that is never gathered.

    Notes
    -----
    The first way, in the order EPCI, scheme, type, that gives few enough groups is chosen; by EPCI only when most
    objects act in a documented place.
    """
    if by is None and len(records.nodes) <= cap:
        return Drawable(records, None, "")
    keep = () if focus is None else (focus,)
    chosen = by or _choose(records, keep)
    kept = list(opened)
    found = aggregate(records, chosen, opened=kept, keep=keep)
    while kept and len(found.nodes) > cap:
        kept.pop()
        found = aggregate(records, chosen, opened=kept, keep=keep)
    return Drawable(found, chosen, _sentence(records, found, chosen, cap, closed=len(opened) - len(kept)))


def proposals(records: NetworkRecords, *, focus: str | None = None) -> tuple[Proposal, ...]:
    """
    Return the ways of gathering that make a dense network clearer, in the order in which they are tried.

    Parameters
    ----------
    records
        Network, drawn one by one.
    focus
        Object that is never gathered.

    Returns
    -------
    proposals
        None up to `PROPOSED` objects; then the ways that draw at most half as many.
    """
    found = []
    if len(records.nodes) > PROPOSED:
        for by in AGGREGATIONS:
            gathered = aggregate(records, by, keep=() if focus is None else (focus,))
            groups = sum(bool(node.members) for node in gathered.nodes)
            if groups > 1 and 2 * len(gathered.nodes) <= len(records.nodes):
                links = sum(edge.certitude != "inactif" for edge in gathered.edges)
                found.append(Proposal(by, groups, len(gathered.nodes) - groups, links))
    return tuple(found)


def aggregate(
    records: NetworkRecords, by: Aggregation, *, opened: Collection[str] = (), keep: Collection[str] = ()
) -> NetworkRecords:
    """
    Return a network whose objects are gathered into groups of one nature each.

    Parameters
    ----------
    records
        Network.
    by
        What the objects of a group have in common.
    opened
        Ids of the groups whose members are shown one by one.
    keep
        Ids of objects that are never gathered.

    Returns
    -------
    records
        Groups of two objects or more, then the objects left alone. Links between two groups are gathered into one,
        with their number; those inside a group are counted in its detail. A link that is not in force counts only
        where none is.
    """
    bucket_of = _buckets(records, by)
    members: dict[str, list[NodeRecord]] = defaultdict(list)
    names: dict[str, str] = {}
    for node in sorted(records.nodes, key=lambda node: node.id):
        bucket = bucket_of(node)
        if bucket is None or node.id in keep:
            continue
        nature = nature_of(node.labels)
        group = f"{PREFIX}{by.value}:{bucket[0]}:{nature}"
        members[group].append(node)
        names[group] = bucket[1]
    groups = {group: nodes for group, nodes in members.items() if len(nodes) > 1 and group not in opened}
    home = {node.id: group for group, nodes in groups.items() for node in nodes}
    inside, between = _sorted_links(records, home)
    nodes = [_group(group, nodes, names[group], inside[group]) for group, nodes in sorted(groups.items())]
    alone = [node for node in records.nodes if node.id not in home]
    links = [_gathered(ends, edges, home) for ends, edges in sorted(between.items())]
    single = [edge for edge in records.edges if edge.start not in home and edge.end not in home]
    return replace(records, nodes=(*nodes, *alone), edges=(*links, *single))


def _choose(records: NetworkRecords, keep: Collection[str]) -> Aggregation:
    """Return the first way that gives few enough groups and says something of most objects."""
    ways = list(AGGREGATIONS)
    if 2 * sum(node.place is not None for node in records.nodes) < len(records.nodes):
        ways.remove(Aggregation.EPCI)
    return next((by for by in ways if len(aggregate(records, by, keep=keep).nodes) <= _READABLE), Aggregation.TYPE)


def _buckets(records: NetworkRecords, by: Aggregation) -> Callable[[NodeRecord], _Bucket | None]:
    """Return what tells the bucket of an object; None for an object that is never gathered."""
    if by is Aggregation.EPCI:
        return _by_epci
    if by is Aggregation.TYPE:
        return _by_type
    schemes = schemes_of(records.nodes, records.edges)
    names = {node.id: node.nom for node in records.nodes}

    def by_scheme(node: NodeRecord) -> _Bucket | None:
        mine = schemes.get(node.id, ())
        if "Dispositif" in node.labels:
            return None
        if len(mine) == 1:
            return mine[0], names[mine[0]]
        return (_SEVERAL, "plusieurs dispositifs") if mine else (_NONE, "hors dispositif")

    return by_scheme


def _by_epci(node: NodeRecord) -> _Bucket:
    """Return the EPCI of an object, or the wider territory that holds it."""
    if node.place is None:
        return _NONE, "territoire non documenté"
    key, name = node.place.key, node.place.name
    if key.startswith("COM-"):
        siren = load_reference().communes[key.removeprefix("COM-")].epci
        if siren:
            return f"EPCI-{siren}", epci_name(siren)
    return key, name


def _by_type(node: NodeRecord) -> _Bucket:
    """Return the sector of an actor; objects without sector are of one kind."""
    style = secteur_style(node.secteur)
    if style:
        return str(node.secteur), style.caption
    return _NONE, "secteur non précisé" if "Acteur" in node.labels else ""


def _group(group: str, nodes: Sequence[NodeRecord], name: str, inside: int) -> NodeRecord:
    """Return the record that stands for several objects of one nature."""
    nature = nature_of(nodes[0].labels)
    secteurs = {node.secteur for node in nodes}
    said = sorted((node.nom for node in nodes), key=lambda nom: (nom.casefold(), nom))
    rest = len(said) - _NAMED
    listed = said if rest <= 1 else [*said[:_NAMED], f"{number(rest)} autres"]
    links = f" {counted(inside, 'lien')} entre eux." if inside else ""
    return NodeRecord(
        id=group,
        labels=nodes[0].labels,
        nom=f"{counted_nature(nature, len(nodes))} · {name}" if name else counted_nature(nature, len(nodes)),
        secteur=secteurs.pop() if len(secteurs) == 1 else None,
        detail=f"{enumeration(listed)}.{links}",
        themes=tuple(sorted({theme for node in nodes for theme in node.themes})),
        publics=tuple(sorted({public for node in nodes for public in node.publics})),
        territoires=tuple(sorted({zone for node in nodes for zone in node.territoires})),
        place=_common(nodes),
        members=tuple(node.id for node in nodes),
    )


def _common(nodes: Sequence[NodeRecord]) -> Place | None:
    """Return the first place of a group, moved to the mean of all of them."""
    places = [node.place for node in nodes if node.place]
    if not places:
        return None
    x = sum(place.x for place in places) / len(places)
    y = sum(place.y for place in places) / len(places)
    key, name = _by_epci(next(node for node in nodes if node.place))
    return Place(key, name, round(x, 5), round(y, 5))


def _sorted_links(
    records: NetworkRecords, home: Mapping[str, str]
) -> tuple[Counter[str], Mapping[tuple[str, str], list[EdgeRecord]]]:
    """Count the links inside each group, and gather the others by pair of ends, one at least being a group."""
    inside: Counter[str] = Counter()
    between: dict[tuple[str, str], list[EdgeRecord]] = defaultdict(list)
    known = {node.id for node in records.nodes}
    for edge in sorted(records.edges, key=lambda edge: edge.id):
        if edge.start not in known or edge.end not in known or (edge.start not in home and edge.end not in home):
            continue
        one, two = sorted((home.get(edge.start, edge.start), home.get(edge.end, edge.end)))
        if one == two:
            inside[one] += edge.certitude != "inactif"
        else:
            between[one, two].append(edge)
    return inside, between


def _gathered(ends: tuple[str, str], edges: Sequence[EdgeRecord], home: Mapping[str, str]) -> EdgeRecord:
    """Return the record that stands for the links between two ends."""
    active = [edge for edge in edges if edge.certitude != "inactif"] or list(edges)
    states = Counter(edge.certitude for edge in active)
    doubtful = states["incertain"]
    # The direction of most of the links; the first end when there are as many.
    forward = sum(home.get(edge.start, edge.start) == ends[0] for edge in active)
    start, end = ends if 2 * forward >= len(active) else (ends[1], ends[0])
    return EdgeRecord(
        id=f"{PREFIX}{ends[0]}|{ends[1]}",
        type="GROUPE",
        start=start,
        end=end,
        certitude=next(state for state in CERTITUDES if states[state]),
        label=counted(len(active), "lien"),
        proof=f"dont {counted(doubtful, 'lien')} à confirmer" if 0 < doubtful < len(active) else "",
        weight=min(1.0, 0.2 * len(active) ** 0.5),
        members=tuple(edge.id for edge in active),
    )


def _sentence(records: NetworkRecords, found: NetworkRecords, by: Aggregation, cap: int, *, closed: int) -> str:
    """Say what is gathered, why, and how to see it."""
    groups = [node for node in found.nodes if node.members]
    gathered = sum(len(node.members) for node in groups)
    if not groups:
        return ""
    total = counted(len(records.nodes), "objet")
    who = "ils" if gathered == len(records.nodes) else number(gathered)
    said = (
        f"Ce réseau a {total}, plus que les {number(cap)} que l’image peut montrer"
        if len(records.nodes) > cap
        else f"Ce réseau a {total}"
    )
    said += (
        f"\u00a0: {who} sont réunis en {counted(len(groups), 'groupe')} {AGGREGATIONS[by]}, et le nombre "
        "écrit sur chacun dit combien il en réunit. Ouvrez un groupe pour voir ce qu’il contient, ou choisissez un "
        "territoire, un dispositif ou un filtre pour tout voir."
    )
    if closed:
        said += f" {counted(closed, 'groupe ouvert', 'groupes ouverts')} de trop : l’image serait trop grande."
    return sentence(said)
