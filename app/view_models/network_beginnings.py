"""
Keep out of a picture what had not begun at its day: schemes, actions and instances whose documents give a first day.

Owns no date: it reads those of the objects. A link whose own first day is known is judged by it alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.network import nature_of
from app.view_models.network_schemes import schemes_of
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_view import EdgeRecord, NodeRecord, counted_nature, enumeration
from app.view_models.palette import NATURES
from app.view_models.typography import day as french_day
from graph.model.dates import first_day

_STEPS: Final = frozenset({"Action", "Instance"})


@dataclass(frozen=True, slots=True)
class Begun:
    """Hold what is left of a network at a day, and the French sentence that says what had not begun, or nothing."""

    records: NetworkRecords
    sentence: str


def bounded(records: NetworkRecords, day: str | None) -> NetworkRecords:
    """
    Return the same records, each undated link with the day before which one of its ends did not exist.

    Parameters
    ----------
    records
        Network, each object with its first day when a document gives one; links judged at the day.
    day
        ISO day, or None for all dates. A link is not in force before its ends exist.
    """
    first = beginnings(records)
    return replace(
        records, edges=tuple(edge if edge.valid_from else _bounded(edge, first, day) for edge in records.edges)
    )


def _bounded(edge: EdgeRecord, first: Mapping[str, str], day: str | None) -> EdgeRecord:
    start = max(first.get(edge.start, ""), first.get(edge.end, ""))
    return replace(edge, not_before=start, certitude="inactif" if day and start > day else edge.certitude)


def not_begun(records: NetworkRecords, day: str | None) -> frozenset[str]:
    """
    Return the ids of the objects that had not begun at a day.

    Parameters
    ----------
    records
        Network whose links are judged at the day: an object that a link in force joins has begun, whatever it says.
    day
        ISO day; nothing is left out for all dates.
    """
    if day is None:
        return frozenset()
    late = {id_ for id_, first in beginnings(records).items() if first > day}
    active = {end for edge in records.edges if edge.certitude != "inactif" for end in (edge.start, edge.end)}
    return frozenset(late - active)


def begun(records: NetworkRecords, day: str | None, keep: Collection[str] = ()) -> Begun:
    """
    Return a network without what had not begun.

    Parameters
    ----------
    records
        Network whose links are judged at the day.
    day
        ISO day, or None for all dates.
    keep
        Ids of objects that stay: where the picture starts. The sentence says when they begin.
    """
    late = not_begun(records, day)
    if not late or day is None:
        return Begun(records, "")
    first = beginnings(records)
    out = [node for node in records.nodes if node.id in late and node.id not in keep]
    starts = [node for node in records.nodes if node.id in late and node.id in keep]
    said = [f"« {node.nom} » commence le {french_day(first[node.id])}, après la date de l’image." for node in starts]
    if out:
        said.append(_left_out(out))
    gone = {node.id for node in out}
    kept = replace(
        records,
        nodes=tuple(node for node in records.nodes if node.id not in gone),
        edges=tuple(edge for edge in records.edges if not gone & {edge.start, edge.end}),
    )
    return Begun(kept, " ".join(said))


def beginnings(records: NetworkRecords) -> Mapping[str, str]:
    """
    Return the first possible day of objects, by id: their own, else that of the earliest of their schemes.

    An action or an instance without date is no older than its schemes, as long as the first day of each is known.
    """
    own = {node.id: first_day(node.begins) for node in records.nodes if node.begins}
    steps = [node for node in records.nodes if node.id not in own and _STEPS & set(node.labels)]
    if not steps:
        return own
    schemes = schemes_of(records.nodes, records.edges)
    found = dict(own)
    for node in steps:
        mine = schemes.get(node.id, ())
        if mine and all(scheme in own for scheme in mine):
            found[node.id] = min(own[scheme] for scheme in mine)
    return found


def _left_out(nodes: Collection[NodeRecord]) -> str:
    natures = Counter(nature_of(node.labels) for node in nodes)
    words = enumeration([counted_nature(nature, natures[nature]) for nature in NATURES if natures[nature]])
    if len(nodes) == 1:
        return f"{words} n’avait pas commencé à cette date : rien n’en est dessiné."
    return f"{words} n’avaient pas commencé à cette date : rien n’en est dessiné."
