"""Read what articulates schemes: declarations, shared instances and actions, and the meetings to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from graph.analysis.articulation import Articulation, Pair, articulations
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.scheme_reading import scheme_links
from graph.snapshot import Link, Snapshot

_KEPT = 8
_Reading = tuple[Snapshot, Mapping[Pair, Articulation]]
_READINGS: WeakKeyDictionary[Context, dict[tuple[object, ...], _Reading]] = WeakKeyDictionary()
_LOCK = Lock()


def read_articulations(context: Context, request: Request, ids: Sequence[str]) -> _Reading:
    """
    Return the graph of a request, cut to what schemes hold, and what articulates them; kept for the next call.

    Parameters
    ----------
    context
        What surrounds the answer.
    request
        The question as understood.
    ids
        Schemes; what joins them to others is not there.
    """
    key = (tuple(ids), request.day, request.granularite, request.certitude)
    with _LOCK:
        kept = _READINGS.setdefault(context, {})
        if key not in kept:
            snapshot = Snapshot(
                source=_Facts(context, ids, request.day),
                day=request.day,
                granularite=request.granularite,
                certitude=request.certitude,
                organisations=context.organisations(request.day),
            )
            if len(kept) >= _KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = snapshot, articulations(snapshot, ids)
        return kept[key]


class _Facts:
    """Give what schemes hold, with their declared articulations, their seats, and the state of their work."""

    def __init__(self, context: Context, ids: Sequence[str], day: str | None) -> None:
        links: dict[str, dict[str, Link]] = defaultdict(dict)
        for link in scheme_links(context, ids, day):
            links[link.type][link.id] = link
        for row in context.reading("liens_d_articulation", {"ids": sorted(ids)}):
            for type_, other, properties in row["liens"]:
                id_ = str(properties["id"])
                links[type_][id_] = Link(id_, type_, row["id"], other, properties, context.observed(properties))
        self._links = {
            type_: tuple(sorted(found.values(), key=lambda link: (link.start, link.end, link.id)))
            for type_, found in links.items()
        }
        organisations = context.organisations(day)
        named = {id_ for found in self._links.values() for link in found for id_ in (link.start, link.end)}
        named |= {organisations[id_] for id_ in named if id_ in organisations} | set(ids)
        self._nodes: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        for row in context.reading("cadres_de_travail", {"ids": sorted(named)}):
            for label in row["labels"]:
                self._nodes[label][row["id"]] = row

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the nodes of a label by id, ordered by id, with what counting needs."""
        return self._nodes.get(label, {})

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        return self._links.get(type_, ())
