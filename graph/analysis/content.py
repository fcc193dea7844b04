"""Say what a scheme is about: its themes, its publics, its members, with the statements that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

TOUT_PUBLIC = "public:tout_public"
"""Public that means everybody: it matches the others by half and never proves anything alone."""

Found = Mapping[str, tuple[Fact, ...]]
"""Statements by the id of the theme, public or actor they name, ordered by id."""


def themes(snapshot: Snapshot, dispositif_id: str) -> Found:
    """Return Θ, the themes of a scheme and of its actions; empty means that none is documented."""
    return _named(snapshot, dispositif_id, "TRAITE")


def publics(snapshot: Snapshot, dispositif_id: str) -> Found:
    """Return U, the publics of a scheme and of its actions; empty means that none is documented."""
    return _named(snapshot, dispositif_id, "CIBLE")


def members(snapshot: Snapshot, dispositif_id: str) -> Found:
    """
    Return M, the counted actors with a role in a scheme, its actions, its instances or its events.

    Empty means that none is documented, not that the scheme has no member. The scheme itself is left out.
    """
    found: dict[str, list[Fact]] = defaultdict(list)
    types = tuple(role_types())
    for part in snapshot.parts(dispositif_id):
        for type_ in types:
            for fact in snapshot.into(part, type_):
                acteur_id = snapshot.actor(fact.start)
                if acteur_id in snapshot.actors and acteur_id != dispositif_id:
                    found[acteur_id].append(fact)
    return {acteur_id: tuple(found[acteur_id]) for acteur_id in sorted(found)}


def named(snapshot: Snapshot, id_: str, type_: str) -> Found:
    """Return what one node alone names by a type of relationship (`TRAITE`, `CIBLE`…)."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in snapshot.out_of(id_, type_):
        found[fact.end].append(fact)
    return {end: tuple(found[end]) for end in sorted(found)}


def family(theme_id: str) -> str:
    """Return the id of the family of a theme; a family is its own."""
    term = vocabulary("thematiques").terms.get(theme_id.removeprefix("theme:"))
    return f"theme:{term.parent}" if term and term.parent else theme_id


def _named(snapshot: Snapshot, dispositif_id: str, type_: str) -> Found:
    found: dict[str, list[Fact]] = defaultdict(list)
    actions = snapshot.nodes("Action")
    for part in snapshot.parts(dispositif_id):
        if part == dispositif_id or part in actions:
            for fact in snapshot.out_of(part, type_):
                found[fact.end].append(fact)
    return {end: tuple(found[end]) for end in sorted(found)}
