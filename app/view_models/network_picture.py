"""
Decide what a picture of the network shows: reach at a day, filters, groups, what changed, the stage that never moves.

Owns the order of these decisions. Objects keep their places when the date or a filter changes, because the stage holds
all that any date and any filter would draw; only a network too large to be drawn one by one is placed as it is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.network import nature_of
from app.view_models.network_address import NetworkChoice
from app.view_models.network_aggregate import DRAWABLE, Aggregation, drawable
from app.view_models.network_beginnings import begun, not_begun
from app.view_models.network_changes import changed_since
from app.view_models.network_filters import Filters, filter_records
from app.view_models.network_scope import AROUND, TERRITORY, NetworkRecords
from app.view_models.network_view import NodeRecord, counted_nature, enumeration
from app.view_models.palette import NATURES
from app.view_models.typography import sentence

_THROUGH: Final = frozenset({"Action", "Instance"})


@dataclass(frozen=True, slots=True)
class Composed:
    """
    Hold what a picture shows and what to say of what it does not show.

    Parameters
    ----------
    shown
        Objects or groups, and links, to draw.
    stage
        What decides of the places: holds everything shown.
    by
        How objects are gathered, or None.
    inactive
        Whether links out of the date are drawn.
    present
        Ids of the objects that belong to the picture at the day, whatever the filters.
    gathered, apart, late, hidden, changed
        French sentences: what is gathered, what no link in force leads to, what had not begun, what the filters hide,
        what changed; empty when there is nothing to say.
    """

    shown: NetworkRecords
    stage: NetworkRecords
    by: Aggregation | None
    inactive: bool
    present: frozenset[str]
    gathered: str
    apart: str
    late: str
    hidden: str
    changed: str

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what must be said beside the picture."""
        return tuple(filter(None, (self.gathered, self.apart, self.late, self.hidden, self.changed)))


def compose(
    records: NetworkRecords, choice: NetworkChoice, *, day: str | None = None, scope: Collection[str] | None = None
) -> Composed:
    """
    Return what a picture shows.

    Parameters
    ----------
    records
        Everything linked to what was chosen, links of all dates included, judged at the day.
    choice
        What the reader asks for.
    day
        ISO day of the view, the last one that counts for what changed; None for all dates.
    scope
        Ids of the objects that belong to the picture at the day; all of them when None.
    """
    keep = tuple(node.id for node in records.nodes if node.id == choice.id)
    inactive = choice.shows_inactive
    now = records if scope is None else _only(records, {*scope, *choice.more, *keep})
    apart = ""
    if choice.view == AROUND and len(now.nodes) < len(records.nodes):
        here = {node.id for node in now.nodes}
        apart = _apart([node for node in records.nodes if node.id not in here])
    late = begun(now, None if inactive else day, keep)
    now = late.records
    filtered = filter_records(now, choice.filters, keep=keep)
    gathering = choice.by is not None or len(records.nodes) > DRAWABLE
    objects = replace(choice.filters, certitudes=frozenset())
    stage = filter_records(records, objects, keep=keep).records if gathering else records
    found = drawable(stage, by=choice.by, opened=choice.opened, focus=choice.id)
    shown, changed = filtered.records, ""
    if choice.since:
        period = changed_since(now, choice.since, day)
        ids = {*period.created, *period.ended, *period.discovered}
        shown = replace(shown, edges=tuple(edge for edge in shown.edges if edge.id in ids))
        changed = period.sentence
    gathered = found.sentence
    if found.by is not None:
        # Groups are those of the stage: here they count only what belongs to the day and passes the filters.
        drawn = drawable(shown, by=found.by, opened=choice.opened, focus=choice.id)
        shown, gathered = drawn.records, drawn.sentence
    if choice.since:
        linked = {end for edge in shown.edges for end in (edge.start, edge.end)}
        shown = _only(shown, {*linked, *keep})
    return Composed(
        shown=shown,
        stage=found.records,
        by=found.by,
        inactive=inactive,
        present=frozenset(node.id for node in now.nodes),
        gathered=gathered,
        apart=apart,
        late=late.sentence,
        hidden=filtered.sentence if choice.filters != Filters() else "",
        changed=changed,
    )


def scope_of(
    records: NetworkRecords,
    choice: NetworkChoice,
    schemes_on: Callable[[str, str | None], Iterable[str]],
    day: str | None,
) -> frozenset[str] | None:
    """
    Return the ids of the objects that belong to a picture at a day; all of them when None.

    Parameters
    ----------
    records
        Network, links judged at the day.
    choice
        What the reader asks for: around an object, only links in force lead to another, unless those out of the day
        are drawn; a territory holds the schemes of the day; a scheme that has not begun holds nothing.
    schemes_on
        Gives the ids of the schemes of a territory at a day.
    day
        ISO day, or None for all dates.
    """
    if day is None:
        return None
    if choice.view == AROUND:
        if choice.shows_inactive:
            return None
        near = within(records, {choice.id}, choice.steps).union(*(within(records, {id_}, 1) for id_ in choice.more))
        # What had not begun is taken out, and said, for that reason.
        return near | not_begun(records, day)
    late = frozenset() if choice.shows_inactive else not_begun(records, day)
    if choice.view == TERRITORY:
        schemes = list(schemes_on(choice.id, day))
        # What had not begun belongs to it too: it is taken out, and said, with the rest of what had not.
        return reached(records, set(schemes) - late) | (late & reached(records, schemes))
    return frozenset({choice.id}) if choice.id in late else None


def within(records: NetworkRecords, start: Collection[str], steps: int) -> frozenset[str]:
    """
    Return the ids of the objects that links in force join to some, these included.

    Parameters
    ----------
    records
        Network, links judged at the day; a link without dates is in force.
    start
        Ids of objects.
    steps
        Most links to follow, one after the other.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for edge in records.edges:
        if edge.certitude != "inactif":
            near[edge.start].add(edge.end)
            near[edge.end].add(edge.start)
    found, front = set(start), set(start)
    for _ in range(steps):
        front = {other for one in front for other in near[one]} - found
        found |= front
    return frozenset(found)


def reached(records: NetworkRecords, schemes: Iterable[str]) -> frozenset[str]:
    """
    Return the ids of schemes, of what they hold, and of who has a role in them, in their actions and instances.

    Parameters
    ----------
    records
        Network that holds all of them.
    schemes
        Ids of schemes.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for edge in records.edges:
        near[edge.start].add(edge.end)
        near[edge.end].add(edge.start)
    through = {node.id for node in records.nodes if _THROUGH & set(node.labels)}
    start = set(schemes)
    first = {other for scheme in start for other in near[scheme]}
    second = {other for step in first & through for other in near[step]}
    return frozenset(start | first | second)


def _only(records: NetworkRecords, ids: Collection[str]) -> NetworkRecords:
    """Keep some objects and the links between them."""
    return replace(
        records,
        nodes=tuple(node for node in records.nodes if node.id in ids),
        edges=tuple(edge for edge in records.edges if edge.start in ids and edge.end in ids),
    )


def _apart(nodes: Collection[NodeRecord]) -> str:
    """Say what only links out of the day lead to."""
    natures = Counter(nature_of(node.labels) for node in nodes)
    words = enumeration([counted_nature(nature, natures[nature]) for nature in NATURES if natures[nature]])
    hold = "ne tient" if len(nodes) == 1 else "ne tiennent"
    return sentence(
        f"{words} {hold} au point de départ, à cette distance, que par des liens hors de cette date : "
        "rien n’en est dessiné."
    )
