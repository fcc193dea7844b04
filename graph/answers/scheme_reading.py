"""
Read what schemes cover and hold, grouped by scheme, for comparisons of many schemes at once.

Owns these readings and keeps them for one version of the graph. Whole relationship types would take seconds at the
scale of a country: here the perimeters come in one reading, and the contents for the wanted schemes only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from graph.analysis.comparison import SchemeContent, contents_of
from graph.analysis.perimeters import Cover, Extent, build_cover
from graph.answers.context import Context
from graph.certainty import Certitude, certainty, counts_in_metrics
from graph.model.dates import first_day
from graph.reference.records import VintageCode
from graph.snapshot import ORGANISATION, Fact, Link, Snapshot
from graph.ties import role_types

_KEPT = 8
_DATED = ("valid_from", "valid_to", "statut", "observed_at", "preuve_sources")


@dataclass(frozen=True, slots=True)
class Extents:
    """
    Hold what schemes cover at a day.

    Parameters
    ----------
    covered
        Territories of each scheme, by scheme id; schemes without any statement in force are not there.
    facts
        The statements in force that stand for the others: one for each document and each state, by scheme id. They
        hold their dates, not their quotes (see `extent_proofs`).
    planned
        Territories of the schemes whose perimeter is only a project, an advice or a doubt: it enters no figure.
    ended
        Ids of the schemes whose perimeter is over, or not begun.
    start
        First day that a statement about a scheme speaks of, by scheme id.
    """

    covered: Mapping[str, Sequence[Extent]]
    facts: Mapping[str, tuple[Fact, ...]]
    planned: Mapping[str, Sequence[Extent]]
    ended: frozenset[str]
    start: Mapping[str, str]


@dataclass
class _Readings:
    """Keep the readings of one context."""

    extents: list[dict[str, Any]] | None = None
    at: dict[tuple[str | None, Certitude], Extents] = field(default_factory=dict)
    covers: dict[tuple[str | None, Certitude, VintageCode], Cover] = field(default_factory=dict)
    proofs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    acting: dict[tuple[frozenset[str], str | None, str, Certitude], frozenset[str]] = field(default_factory=dict)
    contents: dict[tuple[frozenset[str], str | None], _SchemeFacts] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_READINGS: WeakKeyDictionary[Context, _Readings] = WeakKeyDictionary()
_READINGS_LOCK = Lock()


def read_extents(context: Context, day: str | None, weakest: Certitude = Certitude.INCERTAIN) -> Extents:
    """
    Return what every scheme covers at a day; kept for the next call.

    Parameters
    ----------
    context
        What surrounds the answer.
    day
        ISO day, or None for all dates.
    weakest
        Weakest state kept; inactive statements never enter.
    """
    kept, key = _readings(context), (day, weakest)
    with kept.lock:
        if key not in kept.at:
            if kept.extents is None:
                kept.extents = context.reading("etendues", {})
            if len(kept.at) >= _KEPT:
                kept.at.pop(next(iter(kept.at)))
            kept.at[key] = _extents_at(context, kept.extents, day, weakest)
        return kept.at[key]


def read_cover(
    context: Context, day: str | None, vintage: VintageCode, weakest: Certitude = Certitude.INCERTAIN
) -> Cover:
    """Return the perimeters of every scheme that has one at a day, ordered by id; kept for the next call."""
    extents, kept, key = read_extents(context, day, weakest), _readings(context), (day, weakest, vintage)
    with kept.lock:
        if key not in kept.covers:
            if len(kept.covers) >= _KEPT:
                kept.covers.pop(next(iter(kept.covers)))
            ordered = {id_: extents.covered[id_] for id_ in sorted(extents.covered)}
            kept.covers[key] = build_cover(context.territories(day), ordered, vintage)
        return kept.covers[key]


def extent_proofs(context: Context, facts: Sequence[Fact]) -> dict[str, Fact]:
    """Return statements of perimeters with their quotes, by id."""
    kept = _readings(context)
    with kept.lock:
        lost = [fact for fact in facts if fact.id not in kept.proofs]
        if lost:
            wanted = {"ids": sorted({fact.start for fact in lost}), "liens": sorted(fact.id for fact in lost)}
            kept.proofs |= {row["lien_id"]: row["lien"] for row in context.reading("preuves_des_etendues", wanted)}
        return {
            fact.id: Fact(replace(fact.link, properties=kept.proofs.get(fact.id, fact.properties)), fact.state)
            for fact in facts
        }


def cover_facts(
    context: Context, dispositif_id: str, day: str | None, weakest: Certitude = Certitude.INCERTAIN
) -> tuple[Fact, ...]:
    """Return each statement that counts in the perimeter of a scheme at a day, with its quotes, by territory."""
    read_extents(context, day, weakest)
    rows, order = _readings(context).extents or (), list(Certitude)
    found: list[Fact] = []
    for territoire_id, link_id, _, *dated, names in sorted(
        (link for row in rows if row["dispositif_id"] == dispositif_id for link in row["liens"]), key=itemgetter(0, 1)
    ):
        state = _state(context, (*dated, tuple(names or ())), day)
        if state.certitude is Certitude.INACTIF:
            continue
        if state.counts and order.index(state.certitude) <= order.index(weakest):
            link = Link(link_id, "COUVRE", dispositif_id, territoire_id, state.properties, state.observed)
            found.append(Fact(link, state.certitude))
    quoted = extent_proofs(context, found)
    return tuple(quoted[fact.id] for fact in found)


def _extents_at(context: Context, rows: Iterable[Mapping[str, Any]], day: str | None, weakest: Certitude) -> Extents:
    covered: dict[str, list[Extent]] = {}
    facts: dict[str, tuple[Fact, ...]] = {}
    planned: dict[str, list[Extent]] = {}
    ended: set[str] = set()
    starts: dict[str, str] = {}
    order = list(Certitude)
    states: dict[tuple[Any, ...], _State] = {}
    for row in rows:
        id_ = row["dispositif_id"]
        places: dict[tuple[bool, float | None], list[str]] = defaultdict(list)
        standing: dict[tuple[Any, ...], Fact] = {}
        days = []
        # Collected in any order by the engine: the same order everywhere.
        for territoire_id, link_id, part, *dated, names in sorted(row["liens"], key=itemgetter(0, 1)):
            key = (*dated, tuple(names or ()))
            state = states.get(key)
            if state is None:
                state = states[key] = _state(context, key, day)
            if state.start:
                days.append(state.start)
            if state.certitude is Certitude.INACTIF:
                continue
            if state.counts and order.index(state.certitude) > order.index(weakest):
                continue
            places[state.counts, part].append(territoire_id)
            if state.counts and (names_key := (key[-1], state.certitude)) not in standing:
                link = Link(link_id, "COUVRE", id_, territoire_id, state.properties, state.observed)
                standing[names_key] = Fact(link, state.certitude)
        kept = [Extent(found, part) for (counts, part), found in places.items() if counts]
        projects = [Extent(found, part) for (counts, part), found in places.items() if not counts]
        if days:
            starts[id_] = min(days)
        if kept:
            covered[id_], facts[id_] = kept, tuple(standing.values())
        elif projects:
            planned[id_] = projects
        else:
            ended.add(id_)
    return Extents(covered, facts, planned, frozenset(ended), starts)


@dataclass(frozen=True, slots=True)
class _State:
    """Hold what statements with the same dates and documents are worth at a day."""

    certitude: Certitude
    counts: bool
    observed: str | None
    start: str | None
    properties: Mapping[str, Any]


def _state(context: Context, key: tuple[Any, ...], day: str | None) -> _State:
    properties = dict(zip(_DATED, (*key[:-1], list(key[-1])), strict=True))
    observed = context.observed(properties)
    first = properties["valid_from"] or properties["observed_at"] or observed
    return _State(
        certainty(properties, day, observed),
        counts_in_metrics(properties),
        observed,
        first_day(str(first)) if first else None,
        properties,
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
    snapshot = scheme_snapshot(context, {*ids, *among}, day, granularite=granularite, certitude=certitude)
    source = _contents(context, {*ids, *among}, day)
    with source.lock:
        known = source.contents.setdefault((granularite, certitude), {})
        missing = [id_ for id_ in ids if id_ not in known]
        known.update(zip(missing, contents_of(snapshot, missing), strict=True))
        return tuple(known[id_] for id_ in ids)


def scheme_snapshot(
    context: Context,
    ids: Iterable[str],
    day: str | None,
    *,
    granularite: str,
    certitude: Certitude = Certitude.INCERTAIN,
) -> Snapshot:
    """
    Return the graph at a day, cut to what some schemes hold; the same object for the same arguments.

    Parameters
    ----------
    context
        What surrounds the answer.
    ids
        Schemes: their parts, themes, publics and actors with a role are there.
    day
        ISO day, or None for all dates.
    granularite
        `organisation` or `service`.
    certitude
        Weakest state kept.
    """
    source, key = _contents(context, ids, day), (granularite, certitude)
    with source.lock:
        if key not in source.snapshots:
            source.snapshots[key] = Snapshot(
                source=source,
                day=day,
                granularite=granularite,
                certitude=certitude,
                organisations=context.organisations(day),
            )
        return source.snapshots[key]


def actors_on(
    context: Context,
    territoires: Sequence[str],
    day: str | None,
    *,
    granularite: str,
    certitude: Certitude = Certitude.INCERTAIN,
) -> frozenset[str]:
    """Return the counted actors that act on territories at a day; services are brought up unless kept apart."""
    kept, key = _readings(context), (frozenset(territoires), day, granularite, certitude)
    with kept.lock:
        if key not in kept.acting:
            if len(kept.acting) >= _KEPT:
                kept.acting.pop(next(iter(kept.acting)))
            order, found = list(Certitude), set()
            states: dict[tuple[Any, ...], _State] = {}
            for row in context.reading("intervenants_du_terrain", {"ids": sorted(key[0])}):
                for acteur_id, *dated, names in row["liens"]:
                    worth = (*dated, tuple(names or ()))
                    state = states[worth] = states.get(worth) or _state(context, worth, day)
                    if state.counts and order.index(state.certitude) <= order.index(certitude):
                        found.add(acteur_id)
            tops = context.organisations(day) if granularite == ORGANISATION else {}
            kept.acting[key] = frozenset(tops.get(id_, id_) for id_ in found)
        return kept.acting[key]


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
        # The context keeps these facts: they hold no way back to it, or neither would ever go.
        self.lock = Lock()
        self.snapshots: dict[tuple[str, Certitude], Snapshot] = {}
        self.contents: dict[tuple[str, Certitude], dict[str, SchemeContent]] = {}
        self._roles = frozenset(role_types())
        self._links: dict[str, list[Link]] = defaultdict(list)
        found: dict[str, set[str]] = defaultdict(set)
        found["Dispositif"].update(ids)
        parts = self._outgoing(context, ids, found)
        self._outgoing(context, sorted(parts - set(ids)), found)
        events = self._incoming(context, sorted({*ids, *parts}), found)
        self._incoming(context, sorted(events), found)
        organisations = context.organisations(day)
        found["Acteur"] |= {organisations[id_] for id_ in found["Acteur"] if id_ in organisations}
        self._nodes: dict[str, dict[str, Mapping[str, Any]]] = {
            label: {id_: {"id": id_, "labels": (label,)} for id_ in sorted(names)} for label, names in found.items()
        }
        unnamed = context.reading("ensembles_sans_nom", {"ids": sorted(found["Acteur"])})
        self._nodes["Acteur"] = self._nodes.get("Acteur", {}) | {
            row["id"]: {"id": row["id"], "labels": ("Acteur",), "collectif": True} for row in unnamed
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

    def _outgoing(self, context: Context, ids: Sequence[str], found: dict[str, set[str]]) -> set[str]:
        parts = set()
        for row in context.reading("liens_sortants", {"ids": list(ids)}):
            for type_, other, properties, dispositif, action in row["liens"]:
                self._add(context, type_, row["id"], other, properties)
                if type_ in {"COMPREND", "A_INSTANCE"}:
                    parts.add(other)
                    found["Dispositif" if dispositif else "Action" if action else "Instance"].add(other)
        return parts

    def _incoming(self, context: Context, ids: Sequence[str], found: dict[str, set[str]]) -> set[str]:
        events = set()
        for row in context.reading("liens_entrants", {"ids": list(ids)}):
            for type_, other, properties, evenement in row["liens"]:
                if type_ in self._roles:
                    found["Acteur"].add(other)
                    self._add(context, type_, other, row["id"], properties)
                elif evenement and other not in found["Evenement"]:
                    events.add(other)
                    self._add(context, type_, other, row["id"], properties)
        found["Evenement"] |= events
        return events

    def _add(self, context: Context, type_: str, start: str, end: str, properties: dict[str, Any]) -> None:
        observed = context.observed(properties)
        self._links[type_].append(Link(str(properties["id"]), type_, start, end, properties, observed))
