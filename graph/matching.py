"""Bring an undated relationship of a file to the same one, dated, that another file or the graph holds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.assertion import VALID_TO
from graph.model.statement import RelationshipStatement, Statement
from graph.state import RelationshipState, State

VALID_FROM = "valid_from"

_Key = tuple[str, str, str, object]


@dataclass(frozen=True, slots=True)
class Rapproche:
    """
    Hold an undated statement that is read as a relationship already known, with its date.

    Parameters
    ----------
    statement
        What the file says, without a first day.
    id
        Id of the dated relationship.
    valid_from
        Its first day.
    """

    statement: RelationshipStatement
    id: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Hold a dated relationship: who says it, and among them who says it without its date."""

    id: str
    valid_from: str
    ouverte: bool
    origines: frozenset[str] = frozenset()
    sans_date: frozenset[str] = frozenset()


def match_dates(
    items: Sequence[tuple[str, Statement, str]],
    current: Mapping[str, State],
    refused: Callable[[RelationshipStatement], bool],
    formers: Mapping[str, str],
) -> tuple[list[tuple[str, Statement, str]], list[Rapproche]]:
    """
    Return the statements, undated ones with the id of the one relationship they mean, and what was matched.

    Parameters
    ----------
    items
        (id, statement, origin) in order.
    current
        States of the graph by id.
    refused
        Whether the person refuses the reading of a statement.
    formers
        Name that each file had, when it comes again.

    Notes
    -----
    A match needs exactly one relationship of the same type, ends and role, dated and open, that this file does not
    state beside the undated one. What was matched once stays so, whatever others say since: a file that comes again
    changes nothing. A file whose own date went blank is read with the date it gave.
    """
    undated: dict[_Key, None] = {}
    for id_, statement, origin in items:
        if isinstance(statement, RelationshipStatement) and VALID_FROM not in statement.properties:
            standing = current.get(id_)
            if standing is None or origin not in standing.origines:
                undated[_key(statement)] = None
    if not undated:
        return list(items), []
    known = _candidates(items, current, undated)
    stated: dict[str, set[str]] = {}
    for id_, statement, origin in items:
        if isinstance(statement, RelationshipStatement) and _key(statement) in known:
            stated.setdefault(id_, set()).add(origin)
    read: list[tuple[str, Statement, str]] = []
    found: list[Rapproche] = []
    for item in items:
        id_, statement, origin = item
        match = None
        if (
            isinstance(statement, RelationshipStatement)
            and VALID_FROM not in statement.properties
            and (candidates := known.get(_key(statement)))
        ):
            names, standing = {origin, formers.get(origin, origin)}, current.get(id_)
            fit = [one for one in candidates.values() if origin not in stated.get(one.id, ())]
            if standing is not None:
                fit = [] if names & set(standing.origines) else [one for one in fit if one.sans_date & names]
            match = _chosen(fit, names) if fit and not refused(statement) else None
        if match is None:
            read.append(item)
            continue
        assert isinstance(statement, RelationshipStatement)  # noqa: S101 - only relationships are matched
        read.append((match.id, statement, origin))
        found.append(Rapproche(statement, match.id, match.valid_from))
    return read, found


def newly_dated(
    items: Iterable[tuple[str, Statement, str]], current: Mapping[str, State], origin: str, former: str
) -> dict[str, str]:
    """
    Return the undated relationships of one file alone that it now states with a date: their id -> the id of the new.

    Parameters
    ----------
    items
        (id, statement, origin) of the import.
    current
        States of the graph by id.
    origin, former
        Name of the file, and the one it had.
    """
    own: dict[_Key, str] = {
        (state.type, state.start, state.end, state.properties.get("role")): id_
        for id_, state in current.items()
        if isinstance(state, RelationshipState)
        and VALID_FROM not in state.properties
        and VALID_TO not in state.properties
        and set(state.origines) <= {origin, former}
        and state.fait
        and not state.reference
    }
    if not own:
        return {}
    again: set[str] = set()
    new: dict[str, set[str]] = {}
    for id_, statement, teller in items:
        if teller != origin or not isinstance(statement, RelationshipStatement):
            continue
        again.add(id_)
        old = own.get(_key(statement))
        if old is not None and VALID_FROM in statement.properties:
            new.setdefault(old, set()).add(id_)
    # Two periods for one undated statement: which one it meant is not ours to say.
    return {
        old: next(iter(ids))
        for old, ids in new.items()
        if old not in again and len(ids) == 1 and not ids & current.keys()
    }


def _candidates(
    items: Iterable[tuple[str, Statement, str]], current: Mapping[str, State], wanted: Mapping[_Key, None]
) -> dict[_Key, dict[str, _Candidate]]:
    found: dict[_Key, dict[str, _Candidate]] = {}
    for id_, state in current.items():
        if not isinstance(state, RelationshipState) or not state.fait or VALID_FROM not in state.properties:
            continue
        key: _Key = (state.type, state.start, state.end, state.properties.get("role"))
        if key in wanted:
            found.setdefault(key, {})[id_] = _Candidate(
                id_,
                str(state.properties[VALID_FROM]),
                VALID_TO not in state.properties,
                frozenset(state.origines),
                frozenset(name for name, said in state.dits.items() if VALID_FROM not in said),
            )
    for id_, statement, _ in items:
        if not isinstance(statement, RelationshipStatement) or VALID_FROM not in statement.properties:
            continue
        key = _key(statement)
        if key in wanted:
            known = found.setdefault(key, {}).get(id_)
            found[key][id_] = _Candidate(
                id_,
                str(statement.properties[VALID_FROM]),
                (known is None or known.ouverte) and VALID_TO not in statement.properties,
                known.origines if known else frozenset(),
                known.sans_date if known else frozenset(),
            )
    return found


def _chosen(candidates: Sequence[_Candidate], names: set[str]) -> _Candidate | None:
    """Return the one candidate that a file already said without its date, or said, or the only open one; or None."""
    for fit in (
        [one for one in candidates if one.sans_date & names],
        [one for one in candidates if one.ouverte and one.origines & names],
        [one for one in candidates if one.ouverte],
    ):
        if len(fit) == 1:
            return fit[0]
    return None


def _key(statement: RelationshipStatement) -> _Key:
    return statement.type, statement.start, statement.end, statement.properties.get("role")
