"""Choose the statements whose evolution is told: those of a territory, or all, and since when each is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from graph.analysis.evolution_network import present
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.parameters import Request
from graph.answers.sentence import listing
from graph.model.dates import first_day
from graph.model.ontology import relationship_specs
from graph.model.properties import PREUVE_SOURCES
from graph.model.spec import RelationshipSpec
from graph.snapshot import CONTEXT_LABELS, Link
from graph.ties import DIRECT

_NEVER_COUNTED: Final = "soin des données"
_ATTACHED: Final = ("Offre", "Besoin", "Observation", "Indicateur", "Axe")
"""Labels of what belongs to an actor, a scheme or a place, and has no place of its own."""


def natures() -> tuple[str, ...]:
    """Return the chapters of the model whose statements evolve, in order."""
    return tuple(dict.fromkeys(spec.group for spec in _specs()))


class Area:
    """
    Give the statements of a question, and since when each is known.

    Parameters
    ----------
    context
        What surrounds the answer.
    request
        The question as understood.

    Notes
    -----
    The scope of a territory is that of all dates: what it held at any moment may have evolved.
    """

    def __init__(self, context: Context, request: Request) -> None:
        self.context = context
        self.request = request
        self.territoire: str | None = request.values.get("territoire")
        self._snapshot = context.snapshot(None, granularite=request.granularite, territoire_id=self.territoire)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Statements of the scope, in the order of the model, then of their ends and ids."""
        wanted = _wanted(self.request)
        notes = self.context.facts.nodes("Note")
        return tuple(
            link
            for spec in _specs()
            if spec.group in wanted
            for link in self.context.facts.links(spec.type)
            if link.start not in notes and self._keeps(link)
        )

    @cached_property
    def schemes(self) -> Mapping[str, Mapping[str, Any]]:
        """Properties of the schemes of the scope, by id."""
        return dict(self._nodes("Dispositif"))

    def objects(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield the schemes, actions, instances and events of the scope: label, id, properties; in order."""
        seen: set[str] = set()
        for label in ("Dispositif", "Action", "Instance", "Evenement"):
            for id_, properties in self._nodes(label):
                if id_ not in seen:
                    seen.add(id_)
                    yield label, id_, properties

    def known_since(self, link: Link) -> str | None:
        """Return the day a statement was first known: its oldest document or observation, else the journal."""
        days = [
            first_day(info.date)
            for name in link.properties.get(PREUVE_SOURCES) or ()
            if (info := self.context.sources.get(name)) and info.date
        ]
        if told := link.properties.get("observed_at"):
            days.append(first_day(str(told)))
        return min(days, default=None) or self._entered(link)

    @cached_property
    def first_dated(self) -> str | None:
        """First day that a statement of the scope speaks of; None when nothing is dated."""
        days = [self.known_since(link) for link in self.links]
        days += [first_day(str(start)) for link in self.links if (start := link.properties.get("valid_from"))]
        return min(filter(None, days), default=None)

    def _entered(self, link: Link) -> str | None:
        return min(
            (self._journal[name] for name in link.properties.get("origines") or () if name in self._journal),
            default=None,
        )

    @cached_property
    def _journal(self) -> Mapping[str, str]:
        """Day on which each file was first written, by its name."""
        found: dict[str, str] = {}
        for entry in self.context.store.journal():
            if entry.annulee_par is None and entry.date:
                for name in (entry.fichier, *entry.fichier.split(" + ")):
                    found[name] = min(entry.date[:10], found.get(name, entry.date[:10]))
        return found

    def _nodes(self, label: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for id_, properties in self.context.facts.nodes(label).items():
            if properties.get("est_fait") and (self._snapshot.in_scope(id_) or id_ in self._about_here):
                yield id_, properties

    def _keeps(self, link: Link) -> bool:
        """Tell whether a statement is about the scope: about its schemes and places, or about an actor of it alone."""
        if self.territoire is None:
            return True
        if link.start in self._inside or link.end in self._inside:
            return True
        one, other = self._actor(link.start), self._actor(link.end)
        if link.type == DIRECT:
            return one in self._actors and other in self._actors
        owned = one in self._actors or link.start in self._attached
        return owned and link.end not in self._elsewhere

    def _actor(self, id_: str) -> str:
        return self._snapshot.actor(id_)

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(present(self._snapshot))

    @cached_property
    def _inside(self) -> frozenset[str]:
        """Ids of the schemes, actions, instances, events and places of the scope."""
        scope = self._snapshot.scope
        places = scope.zones | scope.dispositifs if scope else frozenset()
        works = {
            id_ for label in CONTEXT_LABELS for id_ in self.context.facts.nodes(label) if self._snapshot.in_scope(id_)
        }
        return places | works | self._about_here

    @cached_property
    def _about_here(self) -> frozenset[str]:
        """Ids of the events said to concern a place of the scope: a workshop has no scheme to stand for it."""
        scope = self._snapshot.scope
        events = self.context.facts.nodes("Evenement")
        zones = scope.zones if scope else frozenset()
        return frozenset(
            link.start for link in self.context.facts.links("CONCERNE") if link.end in zones and link.start in events
        )

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """Ids of what has a place of its own, outside the scope."""
        labels = (*CONTEXT_LABELS, "Territoire")
        return frozenset(id_ for label in labels for id_ in self.context.facts.nodes(label)) - self._inside

    @cached_property
    def _attached(self) -> frozenset[str]:
        """Ids of offers, needs, figures and axes that an actor, a scheme or a place of the scope holds."""
        known = {id_ for label in _ATTACHED for id_ in self.context.facts.nodes(label)}
        found = set()
        for type_ in ("PROPOSE", "A_BESOIN", "MESURE", "MESURE_PAR", "COMPREND", "COMPREND_AXE", "INTERVIENT_SUR"):
            for link in self.context.facts.links(type_):
                for id_, other in ((link.start, link.end), (link.end, link.start)):
                    if id_ in known and (other in self._inside or self._actor(other) in self._actors):
                        found.add(id_)
        return frozenset(found)


def _specs() -> tuple[RelationshipSpec, ...]:
    return tuple(spec for spec in relationship_specs() if spec.group != _NEVER_COUNTED)


def _wanted(request: Request) -> frozenset[str]:
    """Return the chapters to keep; all of them when none is asked for."""
    known = natures()
    given = [str(text).strip().lower() for text in request.values.get("natures") or ()]
    for text in given:
        if text not in known:
            message = f"« {text} » n’est pas une nature de lien."
            raise BadParameter("natures", message, f"Natures : {listing(known, 40)}.")
    return frozenset(given or known)
