"""Choose the facts that an export carries: all of them, or those that touch a territory or hold at a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.answers.context import Context
from graph.certainty import Certitude, certainty
from graph.model.statement import proofs_of
from graph.plan import NodeState, RelationshipState
from graph.store.store import Store

_PARTS = frozenset({"Action", "Axe", "Instance", "Indicateur"})
_ELSEWHERE = frozenset({"Dispositif", "Action", "Instance", "Evenement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    Hold chosen facts.

    Parameters
    ----------
    nodes, relationships
        Facts, in the order of the store (id; type, then id).
    references
        Nodes that only the reference asserts and that these relationships name, ordered by id.
    territoire
        Id of the territory asked for, or None.
    date
        ISO day asked for, or None for all dates.
    version
        Graph hash of the store.
    part
        What these facts are, in words, when they are neither the whole base nor those of a territory; else empty.
    """

    nodes: tuple[NodeState, ...]
    relationships: tuple[RelationshipState, ...]
    references: tuple[NodeState, ...]
    territoire: str | None
    date: str | None
    version: str
    part: str = ""

    @property
    def sources(self) -> tuple[NodeState, ...]:
        """Return the documents among the facts."""
        return tuple(node for node in self.nodes if "Source" in node.labels)


def choose_facts(store: Store, *, territoire: str | None = None, day: str | None = None) -> Facts:
    """
    Read the facts of a store.

    Parameters
    ----------
    store
        Open store; it is only read.
    territoire
        Id of a territory: only the facts that touch it are kept (see Notes); None keeps all.
    day
        ISO day: relationships that are over, or not begun, on that day are left out; None keeps all dates.

    Notes
    -----
    A fact touches a territory when it is

    - a scheme whose perimeter shares ground with it, or an action, axis, body or indicator of such a scheme;
    - an organisation or an event that has a relationship to one of those, or anything said to act on a territory
      that shares ground with this one;
    - what the former point to (themes, publics, needs, parent organisations, territories…), except schemes,
      actions, bodies and events of elsewhere;
    - a note about, or a document quoted by, one of all those.

    A relationship is kept when both its ends are. Territories and vocabularies are references, not facts: they
    come apart, for the names.
    """
    context = Context(store)
    states = list(store.dump())
    nodes = {state.id: state for state in states if isinstance(state, NodeState)}
    links = [
        state for state in states if isinstance(state, RelationshipState) and state.fait and _holds(context, state, day)
    ]
    kept = set(nodes)
    if territoire is not None:
        kept = _touching(nodes, links, context.schemes_on(territoire, day), context.zones_on(territoire, day))
    chosen = tuple(link for link in links if link.start in kept and link.end in kept)
    named = {end for link in chosen for end in (link.start, link.end)}
    return Facts(
        nodes=tuple(node for id_, node in nodes.items() if node.fait and id_ in kept),
        relationships=chosen,
        references=tuple(nodes[id_] for id_ in sorted(named) if not nodes[id_].fait),
        territoire=territoire,
        date=day,
        version=context.version,
    )


def _holds(context: Context, link: RelationshipState, day: str | None) -> bool:
    state = certainty(link.properties, day, context.observed(link.properties))
    return state is not Certitude.INACTIF


def _touching(
    nodes: Mapping[str, NodeState],
    links: Iterable[RelationshipState],
    schemes: Iterable[str],
    zones: Iterable[str],
) -> set[str]:
    """Return the ids that touch, references included (see `choose_facts`)."""
    leaving: dict[str, list[str]] = defaultdict(list)
    arriving: dict[str, list[str]] = defaultdict(list)
    for link in links:
        leaving[link.start].append(link.end)
        arriving[link.end].append(link.start)

    def labelled(ids: Iterable[str], labels: Iterable[str]) -> set[str]:
        return {id_ for id_ in ids if set(nodes[id_].labels) & set(labels)}

    core = set(schemes)
    frontier = set(core)
    while frontier:
        frontier = {end for id_ in frontier for end in labelled(leaving[id_], _PARTS)} - core
        core |= frontier
    doers = {start for id_ in core for start in labelled(arriving[id_], ("Acteur", "Evenement"))}
    places = set(zones)
    located = {start for id_ in places for start in arriving[id_]}
    located -= labelled(located, ("Dispositif", "Territoire"))
    kept = core | doers | located
    pointed = {end for id_ in kept | places for end in leaving[id_]}
    kept |= places | (pointed - labelled(pointed, _ELSEWHERE))
    kept |= {start for id_ in kept for start in labelled(arriving[id_], ("Note",))}
    return kept | _quoted(nodes, links, kept)


def _quoted(nodes: Mapping[str, NodeState], links: Iterable[RelationshipState], kept: set[str]) -> set[str]:
    """Return the documents that kept facts cite, by file name or by id."""
    stating: list[NodeState | RelationshipState] = [nodes[id_] for id_ in kept if id_ in nodes]
    stating += [link for link in links if link.start in kept and link.end in kept]
    cited = {proof.source for state in stating for proof in proofs_of(state.properties)}
    return {
        id_
        for id_, node in nodes.items()
        if "Source" in node.labels and (id_ in cited or node.properties.get("fichier") in cited)
    }
