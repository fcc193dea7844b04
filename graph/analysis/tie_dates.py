"""Tell which ties between actors rest only on what is over, or on nothing dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.analysis.tie_matrix import Integers, TieMatrix
from graph.model.dates import last_day
from graph.snapshot import Snapshot
from graph.ties import Shared


@dataclass(frozen=True, slots=True, eq=False)
class TieDates:
    """
    Hold what the ties of a network are worth at a day.

    Parameters
    ----------
    ties
        The network.
    reasons
        Why each pair is tied, in the order of `ties.ends`.
    ended
        One truth value per tie: everything the two actors share is over.
    undated
        One per tie: it is not over, and nothing they still share says when it began.
    """

    ties: TieMatrix
    reasons: Sequence[tuple[Shared, ...]]
    ended: NDArray[np.bool_]
    undated: NDArray[np.bool_]

    def count(self, chosen: NDArray[np.bool_]) -> Integers:
        """Return, for each actor, how many of its ties are chosen (`ended` or `undated`)."""
        return np.bincount(self.ties.ends[chosen].ravel(), minlength=self.ties.size).astype(np.int64)

    def ended_contexts(self, place: int) -> tuple[str, ...]:
        """Return what made the ties of an actor that are over, most ties first, then by id."""
        mine = np.flatnonzero(self.ended & (self.ties.ends == place).any(axis=1)).tolist()
        counts = Counter(reason.context_id for tie in mine for reason in self.reasons[tie] if reason.context_id)
        return tuple(id_ for id_, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def tie_dates(snapshot: Snapshot, graph: nx.Graph[str], ties: TieMatrix, day: str | None) -> TieDates:
    """
    Judge every tie of a network at a day.

    Parameters
    ----------
    snapshot
        The graph: it says to which scheme a context belongs, and when the scheme ends.
    graph, ties
        The network, and the same in order.
    day
        ISO day; None when nothing says what is over.

    Notes
    -----
    What is shared is over when a statement that makes it has ended, or when its scheme has: an action without date of
    its own goes on only as long as its contract.
    """
    reasons = [graph.edges[ties.ids[one], ties.ids[two]]["shared"] for one, two in ties.ends.tolist()]
    ended, undated = np.zeros(ties.count, dtype=bool), np.zeros(ties.count, dtype=bool)
    for tie, shared in enumerate(reasons):
        living = [reason for reason in shared if not (day and _over(snapshot, reason, day))]
        ended[tie] = not living
        undated[tie] = bool(living) and not any(_dated(reason) for reason in living)
    return TieDates(ties, reasons, ended, undated)


def _over(snapshot: Snapshot, reason: Shared, day: str) -> bool:
    ends = [fact.properties.get("valid_to") for fact in reason.facts]
    if reason.context_id:
        scheme = snapshot.scheme_of.get(reason.context_id, reason.context_id)
        ends.append(snapshot.nodes("Dispositif").get(scheme, {}).get("date_fin"))
    return any(last_day(str(end)) < day for end in ends if end)


def _dated(reason: Shared) -> bool:
    return all(fact.properties.get("valid_from") for fact in reason.facts)
