"""Give the analyses of the network its actors and ties in the scope of a question, or say why there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import networkx as nx

from graph.analysis.health import Largest, largest_context
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, counts_in_metrics
from graph.snapshot import Fact, Snapshot
from graph.ties import DIRECT, Shared, role_types, ties

# Several questions look at the same network; a snapshot is the same object for the same date and scope.
_graphs: WeakKeyDictionary[Snapshot, nx.Graph[str]] = WeakKeyDictionary()


@dataclass(eq=False)
class Network:
    """
    Hold the network of a question.

    Parameters
    ----------
    snapshot
        The graph at the date of the question.
    graph
        Network of actors (see `graph.ties.ties`).
    """

    snapshot: Snapshot
    graph: nx.Graph[str]

    @property
    def size(self) -> int:
        """Return the number of actors."""
        return self.graph.number_of_nodes()

    @cached_property
    def isolates(self) -> list[str]:
        """Ids of the actors without any documented tie, in order."""
        return sorted(nx.isolates(self.graph))

    @cached_property
    def largest(self) -> Largest | None:
        """What makes the most ties alone."""
        return largest_context(self.graph)

    @cached_property
    def reason(self) -> str | None:
        """Why nothing can be measured, in French; None when something can."""
        if self.graph.number_of_edges():
            return None
        if not self.size:
            return "Aucun acteur n’est documenté dans ce périmètre à cette date : il n’y a pas de réseau à mesurer."
        over = sum(
            fact.state is Certitude.INACTIF and counts_in_metrics(fact.properties)
            for type_ in (*role_types(), DIRECT)
            for fact in self.snapshot.every(type_)
        )
        why = " {k:énoncé connu ne vaut|énoncés connus ne valent} pas à cette date." if over else ""
        return fill(
            "Aucun lien n’est documenté à cette date, pour {n:acteur connu|acteurs connus} ici : ce n’est pas "
            f"une absence de liens.{why}",
            {"n": self.size, "k": over},
        )

    def reasons(self, acteur_id: str) -> Iterator[Shared]:
        """Yield why an actor is tied, tie after tie in the order of ids."""
        for other in sorted(self.graph[acteur_id]):
            yield from self.graph.edges[acteur_id, other]["shared"]

    def facts_of(self, acteur_id: str) -> list[Fact]:
        """Return the statements of an actor that tie it to others, and its direct ties, each once."""
        found: dict[str, Fact] = {}
        for reason in self.reasons(acteur_id):
            for fact in reason.facts:
                if reason.context_id is None or self.snapshot.actor(fact.start) == acteur_id:
                    found.setdefault(fact.id, fact)
        return list(found.values())

    def warnings(self, context: Context) -> list[str]:
        """Say what makes the figures of a network misleading: one contract that makes it, actors without tie."""
        said = []
        count, largest = self.graph.number_of_edges(), self.largest
        if largest and 2 * largest.made > count:
            name = context.name_of.get(largest.context_id, largest.context_id)
            # What another context makes too would stay: the measures are about this one only when most would go.
            mostly = 2 * largest.alone > count
            said.append(
                fill(
                    "{made} des {m} liens viennent d’un seul cadre, « {name} », où {k} acteurs ont un rôle : sans lui, "
                    "il en resterait {rest}. Les mesures parlent donc surtout de lui."
                    if mostly
                    else "{made} des {m} liens passent par un même cadre, « {name} », où {k} acteurs ont un rôle, "
                    "dont {others} aussi par un autre : sans lui, il en resterait {rest}.",
                    {
                        "name": name,
                        "made": largest.made,
                        "m": count,
                        "k": largest.actors,
                        "others": largest.made - largest.alone,
                        "rest": count - largest.alone,
                    },
                )
            )
        if self.isolates:
            said.append(
                fill(
                    "{k:acteur sur {n} n’a|acteurs sur {n} n’ont} aucun lien documenté ({names}). Le plus souvent, "
                    "leurs partenaires ne sont pas documentés : ce n’est pas un isolement constaté.",
                    {
                        "k": len(self.isolates),
                        "n": self.size,
                        "names": listing(context.names_for(self.isolates)),
                    },
                )
            )
        return said


def network_of(context: Context, request: Request) -> Network:
    """Return the network of actors in the scope of a question: date, granularity, certainty, territory."""
    snapshot = context.snapshot(
        request.day,
        granularite=request.granularite,
        certitude=request.certitude,
        territoire_id=request.values.get("territoire"),
    )
    graph = _graphs.get(snapshot)
    if graph is None:
        graph = _graphs[snapshot] = ties(snapshot)
    return Network(snapshot, graph)
