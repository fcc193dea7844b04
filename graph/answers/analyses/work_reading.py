"""Read the actions in force for the analyses that compare them, and say in French what their data lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from graph.analysis.grounds import Grounds, grounds_of
from graph.analysis.works import Work, works
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.sentence import fill, listing
from graph.snapshot import Snapshot

_KEPT: WeakKeyDictionary[Snapshot, tuple[tuple[Work, ...], Grounds]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class WorkReading:
    """Hold the snapshot of a question, its actions in force, ordered by id, and their grounds in the same order."""

    snapshot: Snapshot
    works: tuple[Work, ...]
    grounds: Grounds

    @property
    def without_theme(self) -> int:
        """Return the number of actions whose theme nobody gave."""
        return sum(not work.themes for work in self.works)

    @property
    def without_actor(self) -> int:
        """Return the number of actions with neither a known pilot nor a known partner."""
        return sum(not work.acteurs for work in self.works)

    @property
    def without_place(self) -> int:
        """Return the number of actions whose place nobody gave."""
        return int((self.grounds.index < 0).sum())


def read_snapshot(context: Context, request: Request, *, everywhere: bool = False) -> Snapshot:
    """Return the graph that a question looks at: its day, granularity, certainty, and its territory or everywhere."""
    return context.snapshot(
        request.day,
        granularite=request.granularite,
        certitude=request.certitude,
        territoire_id=None if everywhere else request.values.get("territoire"),
    )


def read_works(context: Context, request: Request) -> WorkReading:
    """Return the actions in force that a question looks at."""
    snapshot = read_snapshot(context, request)
    if snapshot not in _KEPT:
        found = works(snapshot)
        _KEPT[snapshot] = (found, grounds_of(snapshot, found, context.territories(request.day)))
    return WorkReading(snapshot, *_KEPT[snapshot])


def missing_words(reading: WorkReading, *, actors: bool) -> list[str]:
    """Return the French sentences that say which actions could not be compared, and why."""
    total = len(reading.works)
    lacks = [(reading.without_theme, "de thème connu"), (reading.without_place, "de territoire connu")]
    if actors:
        lacks.append((reading.without_actor, "de pilote ni de partenaire connu"))
    return [
        fill("{n:action|actions} sur {total} sans comparaison possible, faute " + what + ".", {"n": n, "total": total})
        for n, what in lacks
        if n
    ]


def quoted(names: Iterable[str], limit: int = 5) -> str:
    """Return names between French quotation marks: their labels may hold commas."""
    return listing((f"« {name} »" for name in names), limit)
