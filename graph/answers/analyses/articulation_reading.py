"""Read what articulates schemes: declarations, shared instances and actions, and the meetings to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.scheme_reading import scheme_snapshot
from graph.snapshot import FactSource, Link, Snapshot

_DETAILED = ("Action", "Instance", "Evenement")


def articulation_snapshot(context: Context, request: Request, ids: Sequence[str]) -> Snapshot:
    """
    Return the graph at the day of a request, cut to what schemes hold and to what articulates them.

    Parameters
    ----------
    context
        What surrounds the answer.
    request
        The question as understood.
    ids
        Schemes; what joins them to others is not there.
    """
    held = scheme_snapshot(context, ids, request.day, granularite=request.granularite, certitude=request.certitude)
    return Snapshot(
        source=_Facts(context, held.source, ids),
        day=request.day,
        granularite=request.granularite,
        certitude=request.certitude,
        organisations=context.organisations(request.day),
    )


class _Facts:
    """Give what schemes hold, with their declared articulations, their seats, and the state of their work."""

    def __init__(self, context: Context, held: FactSource, ids: Iterable[str]) -> None:
        self._held = held
        self._links: dict[str, dict[str, Link]] = defaultdict(dict)
        instances: set[str] = set()
        for row in context.reading("liens_d_articulation", {"ids": sorted(ids)}):
            for type_, other, properties, instance in row["liens"]:
                link = Link(str(properties["id"]), type_, row["id"], other, properties, context.observed(properties))
                self._links[type_][link.id] = link
                if instance:
                    instances.add(other)
        names = {label: set(held.nodes(label)) for label in _DETAILED}
        names["Instance"] |= instances
        details = {
            row["id"]: row
            for row in context.reading("cadres_de_travail", {"ids": sorted(set().union(*names.values()))})
        }
        self._nodes: dict[str, Mapping[str, Mapping[str, Any]]] = {
            label: {id_: {**details.get(id_, {"id": id_}), "labels": (label,)} for id_ in sorted(found)}
            for label, found in names.items()
        }

    def nodes(self, label: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the nodes of a label by id, ordered by id, with what counting needs."""
        return self._nodes[label] if label in self._nodes else self._held.nodes(label)

    def links(self, type_: str) -> Sequence[Link]:
        """Return the relationships of a type, ordered by ends then id."""
        both = {link.id: link for link in self._held.links(type_)} | self._links.get(type_, {})
        return sorted(both.values(), key=lambda link: (link.start, link.end, link.id))
