"""Keep what a person put right by hand when a file says again the role or the first day it had before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.statement import IDENTITY, Location, RelationshipStatement, Statement, relationship_id
from graph.provenance import FERMETURE, SAISIE
from graph.state import RelationshipState, State

_Item = tuple[str, Statement, str]


@dataclass(frozen=True, slots=True)
class Redit:
    """
    Hold a statement that says again what a person put right.

    Parameters
    ----------
    statement
        What the file says.
    corrigee
        The relationship as the person put it right.
    jour
        ISO day of the correction; None when the journal does not tell.
    """

    statement: RelationshipStatement
    corrigee: RelationshipState
    jour: str | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """Return the names of what was put right: the role, the first day, or both."""
        said, kept = self.statement.properties, self.corrigee.properties
        return tuple(name for name in IDENTITY if said.get(name) != kept.get(name))


def former_ids(states: Iterable[State]) -> dict[str, RelationshipState]:
    """
    Return the relationships that a person put right, by each id they had before: what their files say tells it.

    Notes
    -----
    An id that two of them had, or that a relationship still has, designates none.
    """
    found: dict[str, RelationshipState] = {}
    shared: set[str] = set()
    for state in states:
        if not isinstance(state, RelationshipState) or not state.fait:
            continue
        shared.add(state.id)
        if SAISIE not in state.dits:
            continue
        told = [said for origin, said in state.dits.items() if origin not in {SAISIE, FERMETURE}]
        for old in {relationship_id(state.type, state.start, state.end, *map(said.get, IDENTITY)) for said in told}:
            if found.setdefault(old, state) is not state:
                shared.add(old)
    return {old: state for old, state in found.items() if old not in shared}


def match_corrections(
    items: Sequence[_Item], current: Mapping[str, State], overruled: Callable[[RelationshipStatement], bool]
) -> tuple[list[_Item], list[Redit]]:
    """
    Return the statements, those that say a corrected relationship as it was with its id, and what was so read.

    Parameters
    ----------
    items
        (id, statement, origin) in order.
    current
        States of the graph by id.
    overruled
        Whether the person prefers what the file says to the correction.

    Notes
    -----
    A file that gives no day where a person gave one contradicts nothing (see `graph.matching`). A row of an export is
    one relationship, whoever tells it: all have the id of what was put right.
    """
    formers = former_ids(current.values())
    rows = _exported_rows(items)
    if not formers and not rows:
        return list(items), []
    read: list[_Item] = []
    found: list[Redit] = []
    for id_, statement, origin in items:
        if not isinstance(statement, RelationshipStatement) or origin == SAISIE:
            read.append((id_, statement, origin))
            continue
        if (own := rows.get((statement.location, statement.type))) is not None:
            read.append((own, statement, origin))
            continue
        state = formers.get(id_)
        redit = Redit(statement, state) if state is not None else None
        if redit is None or not any(name in statement.properties for name in redit.changes) or overruled(statement):
            read.append((id_, statement, origin))
            continue
        read.append((redit.corrigee.id, statement, origin))
        found.append(redit)
    return read, found


def _exported_rows(items: Iterable[_Item]) -> dict[tuple[Location | None, str], str]:
    """Return the id of what a person says in each row of an export, by the row and the type."""
    return {
        (statement.location, statement.type): id_
        for id_, statement, origin in items
        if origin == SAISIE
        and isinstance(statement, RelationshipStatement)
        and statement.location is not None
        and statement.location.folder == SAISIE
    }
