"""Say what an entity becomes when an origin asserts it, when the reference completes it, when an origin drops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.model.statement import NodeStatement, Properties, Statement
from graph.provenance import FERMETURE, dit, merge, renew
from graph.state import NodeState, RelationshipState, State

VALID_TO = "valid_to"


def assert_statement(
    statement: Statement, id_: str, known: State | None, origin: str, *, former: str | None = None
) -> State:
    """
    Return the entity once an origin states it.

    Parameters
    ----------
    statement, id_
        What the origin says, and its id.
    known
        The entity before, or None.
    origin
        Name of the file.
    former
        Name of the file that this one is a new version of, or None.
    """
    new = dit(statement.properties, statement.preuves)
    if origin == FERMETURE and isinstance(known, RelationshipState) and VALID_TO in new:
        # An export tells a closing that is nobody's words: it stays so.
        return known if VALID_TO in known.properties else close(known, str(new[VALID_TO]))
    if known is None:
        return _build(statement, id_, None, new, (origin,), {})
    if known.origines == (origin,) and not known.dits:
        return _build(statement, id_, known, renew(known.properties, new), known.origines, {})
    said, origines, shown = _speakers(known, former or origin)
    if former is not None and former != origin:
        origines = _renamed(origines, former, origin)
        if former in said:
            said[origin] = renew(said.pop(former), said.get(origin, {}))
    before = said.get(origin, {})
    after = renew(before, new)
    if origin not in origines:
        origines = (*origines, origin)
    said = {name: (after if name == origin else said[name]) for name in origines if name == origin or name in said}
    properties = merge(shown, said, origines, new.keys())
    # What a single file says is what is shown, unless the reference speaks too.
    kept = said if len(said) > 1 or known.reference else {}
    return _build(statement, id_, known, properties, origines, kept)


def complete(state: State, known: State | None) -> State:
    """Add what the reference knows; its own former values are replaced, those of a file are kept."""
    if known is None:
        return replace(state, reference=True)
    if not known.fait:
        return replace(known, properties={**known.properties, **state.properties}, reference=True)
    dits = known.dits
    if not dits and not known.reference and len(known.origines) == 1:
        dits = {known.origines[0]: dict(known.properties)}
    return replace(known, properties={**state.properties, **known.properties}, reference=True, dits=dits)


def withdraw(state: State, origin: str) -> State:
    """
    Return an entity that others assert too, once an origin no longer does.

    Notes
    -----
    What the others say takes the place of its values; what it alone gave stays, with its proofs: a blank never erases.
    """
    origines = tuple(name for name in state.origines if name != origin)
    said = {name: value for name, value in state.dits.items() if name != origin}
    gone = {name for name in state.dits.get(origin, {}) if any(name in value for value in said.values())}
    properties = merge(state.properties, said, origines, gone)
    return replace(
        state,
        properties=properties,
        origines=origines,
        dits=said if len(said) > 1 or state.reference else {},
    )


def close(state: RelationshipState, day: str) -> RelationshipState:
    """Return a relationship closed on a day because its file no longer states it; the day is nobody's words."""
    dits = state.dits or {state.origines[0]: dict(state.properties)}
    return replace(state, properties={**state.properties, VALID_TO: day}, dits={**dits, FERMETURE: {VALID_TO: day}})


def _speakers(known: State, origin: str) -> tuple[dict[str, Properties], tuple[str, ...], Properties]:
    """Return what each origin says of a known entity, their order, and what it shows without a closing of ours."""
    said: dict[str, Properties] = dict(known.dits)
    shown: Properties = dict(known.properties)
    if not said and known.origines:
        # Several origins without dits come from a store written before they were kept: the first one answers for all.
        said = {known.origines[0]: dict(known.properties)}
    closing = said.pop(FERMETURE, None)
    if closing and not any(VALID_TO in value for value in said.values()):
        shown.pop(VALID_TO, None)
    return said, known.origines, shown


def _renamed(origines: tuple[str, ...], former: str, origin: str) -> tuple[str, ...]:
    if origin in origines:
        return tuple(name for name in origines if name != former)
    return tuple(origin if name == former else name for name in origines)


def _build(
    statement: Statement,
    id_: str,
    known: State | None,
    properties: Properties,
    origines: tuple[str, ...],
    dits: Mapping[str, Properties],
) -> State:
    reference = known.reference if known else False
    if isinstance(statement, NodeStatement):
        labels = statement.labels
        if isinstance(known, NodeState) and known.labels != labels:
            labels = tuple(sorted({*labels, *known.labels}))
        else:
            labels = tuple(sorted(labels))
        return NodeState(
            id=id_,
            labels=labels,
            properties=properties,
            fait=True,
            reference=reference,
            origines=origines,
            dits=dits,
        )
    return RelationshipState(
        id=id_,
        type=statement.type,
        start=statement.start,
        end=statement.end,
        properties=properties,
        fait=True,
        reference=reference,
        origines=origines,
        dits=dits,
    )
