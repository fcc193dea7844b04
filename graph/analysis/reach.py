"""Find by whom an organisation reaches others: at most two intermediaries, in a neighbourhood read for it.

The ties are those of `graph.ties`; the way chosen is that of `graph.analysis.introductions`: fewest intermediaries,
then the strongest weakest tie, then the most recent, then the first by id. Only the neighbourhood needs to be known:
what the organisation shares and what its neighbours share (the near graph), and, for an actor further away, what this
actor shares (the graph around it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.analysis.introductions import Path, Step
from graph.certainty import WEIGHTS, Certitude
from graph.snapshot import Fact, Snapshot
from graph.ties import DIRECT, LOWEST_INTENSITY, Shared, TieContext, contexts

MOST = 2
"""Intermediaries beyond which nobody is said to introduce."""

_DIGITS = 9
"""Digits at which two weights are the same: the order of a sum must not decide."""

_Reason = tuple[float, str | None, Fact, Fact | None]


@dataclass(frozen=True, slots=True)
class Arc:
    """
    Hold one tie, its reasons not yet written out.

    Parameters
    ----------
    de, vers
        Ids of the actors.
    weight
        Weight of the tie, above 0.
    date
        Newest date at which a reason of it is known; an empty text when none is dated.
    reasons
        Weight, context (None for a direct tie) and statements of each reason.
    """

    de: str
    vers: str
    weight: float
    date: str
    reasons: tuple[_Reason, ...]

    def step(self) -> Step:
        """Return the tie with its reasons, heaviest first."""
        shared = [
            Shared(context_id, weight, _weaker(one, two), (one,) if two is None else (one, two))
            for weight, context_id, one, two in self.reasons
        ]
        ordered = tuple(sorted(shared, key=lambda item: (-item.weight, item.context_id or "")))
        return Step(self.de, self.vers, sum(item.weight for item in ordered), ordered)


class Ties:
    """
    Give the ties of one actor at a time, as `graph.ties.ties` weighs them, without drawing the network.

    Parameters
    ----------
    snapshot
        The graph at a date; the ties of an actor are whole when it holds all that this actor takes part in.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._places: dict[str, list[TieContext]] = defaultdict(list)
        for place in contexts(snapshot):
            if len(place.parts) > 1:
                for acteur_id in place.parts:
                    self._places[acteur_id].append(place)
        self._direct: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
        for fact in snapshot.facts(DIRECT):
            one, two = snapshot.actor(fact.start), snapshot.actor(fact.end)
            if one != two and one in snapshot.actors and two in snapshot.actors:
                self._direct[one].append((two, fact))
                self._direct[two].append((one, fact))

    def neighbours(self, acteur_id: str) -> frozenset[str]:
        """Return the ids of the actors tied to one."""
        found = {other for place in self._places.get(acteur_id, ()) for other in place.parts}
        return frozenset(found | {other for other, _ in self._direct.get(acteur_id, ())}) - {acteur_id}

    def arcs(self, acteur_id: str, among: Container[str] | None = None) -> dict[str, Arc]:
        """Return the ties of an actor by id of the other; only with some actors when they are given."""
        reasons: dict[str, list[_Reason]] = defaultdict(list)
        for place in self._places.get(acteur_id, ()):
            mine, others = place.parts[acteur_id], len(place.parts) - 1
            for other, part in place.parts.items():
                if other != acteur_id and (among is None or other in among):
                    sigma = min(mine.fact.weight, part.fact.weight)
                    weight = min(mine.rho, part.rho) * sigma / others
                    reasons[other].append((weight, place.id, mine.fact, part.fact))
        for other, fact in self._direct.get(acteur_id, ()):
            if among is None or other in among:
                intensity = float(fact.properties.get("intensite") or LOWEST_INTENSITY)
                reasons[other].append((intensity / 5, None, fact, None))
        return {
            other: Arc(acteur_id, other, sum(item[0] for item in found), _newest(found), tuple(found))
            for other, found in reasons.items()
        }


class Reach:
    """
    Know the neighbourhood of an organisation.

    Parameters
    ----------
    near
        Graph at a date that holds at least every context and every direct tie of the organisation and of those tied to
        it, with all who have a role there.
    own
        Ids of the organisation and of its services.
    """

    def __init__(self, near: Snapshot, own: Collection[str]) -> None:
        self._ties = Ties(near)
        self._first: dict[str, list[Arc]] = defaultdict(list)
        for mine in sorted(own):
            for other, arc in self._ties.arcs(mine).items():
                if other not in own:
                    self._first[other].append(arc)
        # Between two services of the organisation nobody is introduced: they only show that it has ties.
        self._known = any(self._ties.neighbours(mine) for mine in own)
        reached = {id_ for tied in self._first for id_ in self._ties.neighbours(tied)}
        self._second = frozenset(reached) - frozenset(own) - self._first.keys()
        self._ways: dict[str, Path | None] = {}

    @property
    def known(self) -> bool:
        """Tell whether the organisation has at least one tie; else nothing can be said of its distances."""
        return self._known

    def near(self, acteur_id: str) -> bool:
        """Tell whether an actor is tied to the organisation, or to somebody tied to it."""
        return acteur_id in self._first or acteur_id in self._second

    def tied(self) -> frozenset[str]:
        """Return the ids of the actors tied to the organisation."""
        return frozenset(self._first)

    def way(self, acteur_id: str, around: Ties | None = None) -> Path | None:
        """
        Return the best way to an actor, or None when no way of two intermediaries or fewer is documented.

        Parameters
        ----------
        acteur_id
            Id of the actor, not one of the organisation.
        around
            Ties that hold every context and direct tie of this actor; needed when it is not near.
        """
        if not self.near(acteur_id):
            return None if around is None else _best(self._by_two(acteur_id, around))
        # A near way is the same whatever the question: found once.
        if acteur_id not in self._ways:
            direct = [(arc,) for arc in self._first.get(acteur_id, ())]
            self._ways[acteur_id] = _best(direct or self._by_one(acteur_id))
        return self._ways[acteur_id]

    def _by_one(self, acteur_id: str) -> Iterator[tuple[Arc, ...]]:
        """Yield ways of one intermediary: the tie of the organisation, then that of the actor, seen from the actor."""
        for tied, back in self._ties.arcs(acteur_id, self._first).items():
            for first in self._first[tied]:
                yield first, back

    def _by_two(self, acteur_id: str, around: Ties) -> Iterator[tuple[Arc, ...]]:
        for far, back in around.arcs(acteur_id, self._second).items():
            for first, middle in self._by_one(far):
                yield first, middle, back


def _best(ways: Iterable[tuple[Arc, ...]]) -> Path | None:
    found = min(ways, key=_order, default=None)
    return None if found is None else Path(tuple(_forwards(found)))


def _forwards(way: Sequence[Arc]) -> Iterator[Step]:
    """Yield the ties of a way, all seen from the organisation."""
    yield way[0].step()
    for arc in way[1:]:
        yield Arc(arc.vers, arc.de, arc.weight, arc.date, _turned(arc.reasons)).step()


def _order(way: Sequence[Arc]) -> tuple[float, str, tuple[str, ...]]:
    """Rank ways of one length: the widest, the most recent, the first by id."""
    width = min([round(arc.weight, _DIGITS) for arc in way])
    date = min([arc.date for arc in way])
    return -width, _late_first(date), (way[0].de, *(arc.vers if arc is way[0] else arc.de for arc in way))


def _late_first(date: str) -> str:
    """Turn a date into a text that sorts the newest first; no date comes last."""
    return date.translate(_TURNED) if date else "~"


_TURNED = str.maketrans("0123456789", "9876543210")


def _turned(reasons: Iterable[_Reason]) -> tuple[_Reason, ...]:
    """Return reasons with the statement of the other actor first."""
    return tuple((w, id_, one, None) if two is None else (w, id_, two, one) for w, id_, one, two in reasons)


def _newest(reasons: Iterable[_Reason]) -> str:
    found = ""
    for _, _, one, two in reasons:
        date = one.date
        if date and two is not None:
            other = two.date
            date = min(date, other) if other else None
        if date and date > found:
            found = date
    return found


def _weaker(one: Fact, two: Fact | None) -> Certitude:
    return one.state if two is None or WEIGHTS[one.state] <= WEIGHTS[two.state] else two.state
