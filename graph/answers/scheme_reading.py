"""
Read what schemes cover and hold, grouped by scheme, for comparisons of many schemes at once.

Owns these readings and keeps them for one version of the graph. Whole relationship types would take seconds at the
scale of a country: here the perimeters come in one reading, and the contents for the wanted schemes only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from graph.analysis.comparison import SchemeContent, contents_of
from graph.analysis.perimeters import Extent
from graph.answers.context import Context
from graph.certainty import Certitude, certainty, counts_in_metrics
from graph.snapshot import Fact, Link, Snapshot
from graph.ties import role_types

_KEPT = 8
_Groups = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Extents:
    """
    Hold what schemes cover at a day.

    Parameters
    ----------
    covered
        Territories of each scheme, by scheme id; schemes without any statement in force are not there.
    facts
        One statement for each group of alike ones (same document, same dates), by scheme id.
    planned
        The same for the schemes whose perimeter is only a project, an advice or a doubt: it enters no figure.
    ended
        Ids of the schemes whose perimeter is over, or not begun.
    """

    covered: Mapping[str, Sequence[Extent]]
    facts: Mapping[str, tuple[Fact, ...]]
    planned: Mapping[str, Sequence[Extent]]
    ended: frozenset[str]


@dataclass
class _Readings:
    """Keep the readings of one context."""

    extents: _Groups | None = None
    contents: dict[tuple[frozenset[str], str | None], _SchemeFacts] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_READINGS: WeakKeyDictionary[Context, _Readings] = WeakKeyDictionary()
_READINGS_LOCK = Lock()


def read_extents(context: Context, day: str | None, weakest: Certitude = Certitude.INCERTAIN) -> Extents:
    """
    Return what every scheme covers at a day.

    Parameters
    ----------
    context
        What surrounds the answer.
    day
        ISO day, or None for all dates.
    weakest
        Weakest state kept; inactive statements never enter.
    """
    kept = _readings(context)
    with kept.lock:
        if kept.extents is None:
            kept.extents = context.reading("etendues", {})
    covered: dict[str, list[Extent]] = defaultdict(list)
    facts: dict[str, list[Fact]] = defaultdict(list)
    planned: dict[str, list[Extent]] = defaultdict(list)
    ended: set[str] = set()
    order = list(Certitude)
    for row in kept.extents:
        id_, properties, territoires = row["dispositif_id"], row["lien"], row["territoires"]
        link = Link(row["lien_id"], "COUVRE", id_, territoires[0], properties, context.observed(properties))
        state = certainty(properties, day, link.observed)
        if state is Certitude.INACTIF:
            ended.add(id_)
        elif not counts_in_metrics(properties):
            planned[id_].append(Extent(territoires, row["part"]))
        elif order.index(state) <= order.index(weakest):
            covered[id_].append(Extent(territoires, row["part"]))
            facts[id_].append(Fact(link, state))
    return Extents(
        dict(covered),
        {id_: tuple(found) for id_, found in facts.items()},
        {id_: found for id_, found in planned.items() if id_ not in covered},
        frozenset(ended - covered.keys() - planned.keys()),
    )


def scheme_contents(
    context: Context,
    ids: Sequence[str],
    day: str | None,
    *,
    granularite: str,
    certitude: Certitude = Certitude.INCERTAIN,
    among: Iterable[str] = (),
) -> tuple[SchemeContent, ...]:
    """
    Return what schemes deal with at a day: themes, publics, members; kept for the next call.

    Parameters
    ----------
    context
        What surrounds the answer.
    ids
        Schemes, in order.
    day
        ISO day, or None for all dates.
    granularite
        `organisation` or `service`.
    certitude
        Weakest state kept.
    among
        Other schemes that are asked for as well, so that one reading serves both.
    """
    source = _contents(context, {*ids, *among}, day)
    key = (granularite, certitude)
    with source.lock:
        if key not in source.snapshots:
            source.snapshots[key] = Snapshot(
                source=source,
                day=day,
                granularite=granularite,
                certitude=certitude,
                organisations=context.organisations(day),
            )
        known = source.contents.setdefault(key, {})
        missing = [id_ for id_ in ids if id_ not in known]
        known.update(zip(missing, contents_of(source.snapshots[key], missing), strict=True))
        return tuple(known[id_] for id_ in ids)


def scheme_links(context: Context, ids: Iterable[str], day: str | None) -> Iterator[Link]:
    """Yield every statement read about what schemes hold, whatever its date."""
    return _contents(context, ids, day).every()


def _contents(context: Context, ids: Iterable[str], day: str | None) -> _SchemeFacts:
    key = (frozenset(ids), day)
    kept = _readings(context)
    with kept.lock:
        if key not in kept.contents:
            if len(kept.contents) >= _KEPT:
                kept.contents.pop(next(iter(kept.contents)))
            kept.contents[key] = _SchemeFacts(context, sorted(key[0]), day)
        return kept.contents[key]


def _readings(context: Context) -> _Readings:
    with _READINGS_LOCK:
        return _READINGS.setdefault(context, _Readings())


class _SchemeFacts:
    """Give the facts of some schemes, read in a few grouped readings: a source of facts for a snapshot."""

    def __init__(self, context: Context, ids: Sequence[str], day: str | None) -> None:
        self._context = context
        self.lock = Lock()
        self.snapshots: dict[tuple[str, Certitude], Snapshot] = {}
        self.contents: dict[tuple[str, Certitude], dict[str, SchemeContent]] = {}
        self._roles = frozenset(role_types())
        self._links: dict[str, list[Link]] = defaultdict(list)
        found: dict[str, set[str]] = defaultdict(set)
        found["Dispositif"].update(ids)
        parts = self._outgoing(ids, found)
        self._outgoing(sorted(parts - set(ids)), found)
        events = self._incoming(sorted({*ids, *parts}), found)
        self._incoming(sorted(events), found)
        organisations = context.organisations(day)
        found["Acteur"] |= {organisations[id_] for id_ in found["Acteur"] if id_ in organisations}
        self._nodes: dict[str, Mapping[str, Mapping[str, Any]]] = {
            label: {id_: {"id": id_, "labels": (label,)} for id_ in sorted(names)} for label, names in found.items()
        }
        self._nodes["Acteur"] = {
            row["id"]: {"id": row["id"], "labels": ("Acteur",), "collectif": row["collectif"]}
            for row in context.reading("acteurs_comptes", {"ids": sorted(found["Acteur"])})
        }
        for links in self._links.values():
            links.sort(key=lambda link: (link.start, link.end, link.id))

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the nodes of a label by id, ordered by id, with what counting needs."""
        return self._nodes.get(label, {})

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        return self._links.get(type_, ())

    def every(self) -> Iterator[Link]:
        """Yield every relationship that was read."""
        for links in self._links.values():
            yield from links

    def _outgoing(self, ids: Sequence[str], found: dict[str, set[str]]) -> set[str]:
        parts = set()
        for row in self._context.reading("liens_sortants", {"ids": list(ids)}):
            for type_, other, properties, dispositif, action in row["liens"]:
                self._add(type_, row["id"], other, properties)
                if type_ in {"COMPREND", "A_INSTANCE"}:
                    parts.add(other)
                    found["Dispositif" if dispositif else "Action" if action else "Instance"].add(other)
        return parts

    def _incoming(self, ids: Sequence[str], found: dict[str, set[str]]) -> set[str]:
        events = set()
        for row in self._context.reading("liens_entrants", {"ids": list(ids)}):
            for type_, other, properties, evenement in row["liens"]:
                if type_ in self._roles:
                    found["Acteur"].add(other)
                    self._add(type_, other, row["id"], properties)
                elif evenement and other not in found["Evenement"]:
                    events.add(other)
                    self._add(type_, other, row["id"], properties)
        found["Evenement"] |= events
        return events

    def _add(self, type_: str, start: str, end: str, properties: dict[str, Any]) -> None:
        observed = self._context.observed(properties)
        self._links[type_].append(Link(str(properties["id"]), type_, start, end, properties, observed))
