"""
Follow a network through time: the state of each link at any day, the days when something changes, what is new.

Owns no place: nodes do not move when the day does. A link whose dates nobody wrote changes on no day, and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from app.view_models.network_scope import NetworkRecords, edge_state
from app.view_models.network_view import Certitude, EdgeRecord, Network, enumeration
from app.view_models.typography import counted, sentence
from app.view_models.typography import day as french_day
from graph.certainty import certainty
from graph.model.dates import first_day, last_day

_EVER: Final = "0001-01-01"
_NEVER: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold what changes on one day, as sorted ids of links.

    Parameters
    ----------
    day
        ISO day.
    started
        Links in force from that day.
    ended
        Links no longer in force from that day: their last day is the day before.
    doubted
        Links without a known end that no document confirms from that day on: they become uncertain.
    discovered
        Links whose oldest document is of that day.
    """

    day: str
    started: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    discovered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """
    Hold what changed between two days.

    Parameters
    ----------
    records
        The links that changed and their ends, and nothing else.
    created, ended
        Ids of the links that began, and that came to an end, in the period.
    discovered
        Ids of the links that did not begin in the period, and that one of its documents is the first to say.
    sentence
        The same in French, with what cannot be compared.
    """

    records: NetworkRecords
    created: tuple[str, ...]
    ended: tuple[str, ...]
    discovered: tuple[str, ...]
    sentence: str


def state_at(edge: EdgeRecord, day: str | None) -> Certitude:
    """Return the state of a link at an ISO day, or for all dates when None; not in force before its ends exist."""
    if day and edge.not_before > day:
        return "inactif"
    return edge_state(
        certainty({"valid_from": edge.valid_from, "valid_to": edge.valid_to, "statut": edge.statut}, day, edge.observed)
    )


def at_day(records: NetworkRecords, day: str | None) -> NetworkRecords:
    """Return the same objects and links, each link with its state at a day."""
    return replace(records, edges=tuple(replace(edge, certitude=state_at(edge, day)) for edge in records.edges))


def changes_of(records: Network) -> tuple[Change, ...]:
    """Return the days when something changes, in order, with what changes: the marks of a slider."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edge in sorted(records.edges, key=lambda edge: edge.id):
        for name, day in _days(edge).items():
            found[day][name].append(edge.id)
    return tuple(Change(day, **{name: tuple(ids) for name, ids in found[day].items()}) for day in sorted(found))


def states_of(records: Network) -> dict[str, tuple[tuple[str, Certitude], ...]]:
    """
    Return the state of each link through time, by id.

    Returns
    -------
    states
        Pairs of first ISO day and state, in order; each holds until the next one. The first day of the first pair is
        an empty text: since ever. A browser can thus follow a slider without asking anything.
    """
    states: dict[str, tuple[tuple[str, Certitude], ...]] = {}
    for edge in sorted(records.edges, key=lambda edge: edge.id):
        steps = [("", state_at(edge, _EVER))]
        days = {day for name, day in _days(edge).items() if name != "discovered"} | ({edge.not_before} - {""})
        for day in sorted(days):
            state = state_at(edge, day)
            if state != steps[-1][1]:
                steps.append((day, state))
        states[edge.id] = tuple(steps)
    return states


def changed_since(records: NetworkRecords, since: str, until: str | None = None) -> Changed:
    """
    Return only what changed after a day.

    Parameters
    ----------
    records
        Network, links of all dates included.
    since
        ISO day; what changed on that very day does not count.
    until
        Last ISO day that counts; no end when None.
    """
    last = until or _NEVER
    created, ended, discovered = set(), set(), set()
    undated = 0
    for edge in records.edges:
        days = _days(edge)
        within = {name for name, day in days.items() if since < day <= last}
        if "started" in within:
            created.add(edge.id)
        elif "discovered" in within:
            discovered.add(edge.id)
        if "ended" in within:
            ended.add(edge.id)
        undated += not days
    ids = created | ended | discovered
    edges = tuple(edge for edge in records.edges if edge.id in ids)
    ends = {end for edge in edges for end in (edge.start, edge.end)}
    return Changed(
        replace(records, nodes=tuple(node for node in records.nodes if node.id in ends), edges=edges),
        tuple(sorted(created)),
        tuple(sorted(ended)),
        tuple(sorted(discovered)),
        _sentence(since, until, (len(created), len(ended), len(discovered)), undated),
    )


def _days(edge: EdgeRecord) -> Mapping[str, str]:
    """Return the ISO days when something changes for a link, by what changes."""
    days = {}
    if edge.valid_from:
        days["started"] = first_day(edge.valid_from)
    if edge.valid_to:
        days["ended"] = _after(edge.valid_to)
    elif (
        edge.valid_from
        and edge.observed
        and edge.statut in {None, "effectif"}
        and last_day(edge.observed) >= first_day(edge.valid_from)
    ):
        # Without a known end, a link is sure up to its newest document only.
        days["doubted"] = _after(edge.observed)
    if edge.discovered:
        days["discovered"] = first_day(edge.discovered)
    return {name: day for name, day in days.items() if day}


def _after(text: str) -> str:
    """Return the day after the last one that a partial date may mean; empty after the end of the calendar."""
    last = last_day(text)
    return "" if last >= _NEVER else (date.fromisoformat(last) + timedelta(days=1)).isoformat()


def _sentence(since: str, until: str | None, counts: tuple[int, int, int], undated: int) -> str:
    period = f"depuis le {french_day(since)}" + (f" et jusqu’au {french_day(until)}" if until else "")
    created, ended, discovered = counts
    parts = [
        *([counted(created, "lien commencé", "liens commencés")] if created else []),
        *([counted(ended, "lien terminé", "liens terminés")] if ended else []),
        *([counted(discovered, "lien plus ancien découvert", "liens plus anciens découverts")] if discovered else []),
    ]
    said = f"{period} : {enumeration(parts)}." if parts else f"rien n’a changé {period}, d’après les documents lus."
    if undated:
        said += f" {counted(undated, 'lien')} sans aucune date ne {_can(undated)} pas être {_compared(undated)}."
    return sentence(said)


def _can(count: int) -> str:
    return "peut" if count == 1 else "peuvent"


def _compared(count: int) -> str:
    return "comparé" if count == 1 else "comparés"
