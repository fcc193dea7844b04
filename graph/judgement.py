"""Turn what a person decided of two records into a plan: one record, a dated succession, or two things for good.

Pure: takes states, returns changes. Whatever it writes is ordinary facts, so that the inverse of the plan undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from graph.assertion import assert_statement
from graph.certainty import Certitude, certainty
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.ontology import labels_allowed_together, may_be_actor
from graph.model.statement import Properties, RelationshipStatement, Stored, relationship_id
from graph.plan import Change, ChangeKind, Plan
from graph.provenance import JUGEMENT, merge, renew
from graph.state import NodeState, RelationshipState, State

DOUBLON, REMPLACE = "POSSIBLE_DOUBLON", "REMPLACE"
DISTINCT = "distinct"

_LASTING = frozenset({DOUBLON, REMPLACE, "SUCCEDE_A", "CONCERNE"})
"""Types that tell of the record itself: a merger neither closes nor continues them."""

_NAMES = ("nom", "sigle")
_S = TypeVar("_S", NodeState, RelationshipState)


class Verdict(StrEnum):
    """Say what two records are to each other."""

    ALIAS = "alias"
    """One thing, written twice."""
    FUSION = "fusion"
    """Two things, one of which took the other over, on a day."""
    DISTINCT = "distinct"
    """Two things."""


class JudgementRefused(ValueError):
    """Say in French why a judgement cannot be made."""

    code = "JUG-301"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    Hold a decision.

    Parameters
    ----------
    verdict
        What the two are to each other.
    garde, autre
        Ids of the record that stays (or takes over), and of the other one; their order means nothing when distinct.
    jour
        ISO day of the judgement.
    date
        First day after the merger; the day of the judgement when None.
    note
        Why, in the person's words.
    """

    verdict: Verdict
    garde: str
    autre: str
    jour: str
    date: str | None = None
    note: str = ""


def judgement_plan(judgement: Judgement, around: Mapping[str, State], *, base_version: str) -> Plan:
    """
    Return what a judgement changes.

    Parameters
    ----------
    judgement
        The decision.
    around
        Both nodes, and every relationship that touches the other one, or that has its ends once moved, by id.
    base_version
        Graph hash on which they were read.

    Raises
    ------
    JudgementRefused
        If a record is missing, is reference, or the two cannot be one.
    """
    kept, other = around.get(judgement.garde), around.get(judgement.autre)
    if not isinstance(kept, NodeState) or not isinstance(other, NodeState) or not (kept.fait and other.fait):
        raise JudgementRefused("L’une des deux fiches n’existe plus dans la base.", "Relancez « maillage duplicates ».")
    if kept.id == other.id:
        raise JudgementRefused("Ce sont deux fois la même fiche.", "Choisissez deux fiches différentes.")
    edges = {id_: state for id_, state in around.items() if isinstance(state, RelationshipState)}
    after: dict[str, State | None]
    match judgement.verdict:
        case Verdict.ALIAS:
            after = _alias(kept, other, edges)
        case Verdict.FUSION:
            after = _fusion(judgement, kept, other, edges)
        case Verdict.DISTINCT:
            after = _distinct(judgement, edges)
    changes = [
        Change(_kind(around.get(id_), state), around.get(id_), state)
        for id_, state in after.items()
        if around.get(id_) != state
    ]
    changes.sort(key=lambda change: isinstance(change.state, RelationshipState))
    return Plan(changes=tuple(changes), unchanged=0, base_version=base_version)


def as_alias(said: Mapping[str, Stored], kept_name: str) -> Properties:
    """Return what a file says of a record that is now another one: its name and acronym become other names of that."""
    alias = said.get("alias")
    names = [*(said.get(name) for name in _NAMES), *(alias if isinstance(alias, list) else [])]
    known = [str(name) for name in dict.fromkeys(names) if name and name != kept_name]
    kept = {name: value for name, value in said.items() if name not in {*_NAMES, "alias", "anciens_ids"}}
    return {**kept, "alias": known} if known else kept


def lost_values(kept: NodeState, other: NodeState) -> dict[str, tuple[Stored, Stored]]:
    """Return the properties on which both records differ: (value shown from now on, value kept as another's word)."""
    left_out = {*_NAMES, "alias", "anciens_ids", "preuve_sources", "preuve_citations", "extra_cles", "extra_valeurs"}
    return {
        name: (kept.properties[name], value)
        for name, value in sorted(other.properties.items())
        if name not in left_out and name in kept.properties and kept.properties[name] != value
    }


def _alias(kept: NodeState, other: NodeState, edges: Mapping[str, RelationshipState]) -> dict[str, State | None]:
    labels = tuple(sorted({*kept.labels, *other.labels}))
    type_dispositif = kept.properties.get("type_dispositif") or other.properties.get("type_dispositif")
    dual = len(labels) == 2 and kept.labels != other.labels
    if not labels_allowed_together(labels) or (dual and not may_be_actor(str(type_dispositif))):
        raise JudgementRefused(
            "Ces deux fiches ne sont pas de même nature : elles ne peuvent pas être un même objet.",
            "Jugez-les « différentes », ou corrigez d’abord leur nature.",
        )
    name = str(kept.properties.get("nom", ""))
    former = other.properties.get("anciens_ids")
    ids: Properties = {"anciens_ids": [other.id, *(map(str, former) if isinstance(former, list) else [])]}
    theirs = {origin: as_alias(said, name) for origin, said in _said(other).items()}
    united = _united(kept, theirs, other.origines)
    before = united.dits.get(JUGEMENT, {}) or (dict(united.properties) if united.origines == (JUGEMENT,) else {})
    said = {**_said(united), JUGEMENT: renew(before, ids)}
    origines = tuple(dict.fromkeys((*united.origines, JUGEMENT)))
    shown = merge(united.properties, said, origines, ids)
    node = replace(united, labels=labels, properties=shown, dits=said, origines=origines)
    after: dict[str, State | None] = {kept.id: node, other.id: None}
    for edge in sorted(edges.values(), key=lambda one: one.id):
        moved = _moved(edge, other.id, kept.id)
        if moved == edge:
            continue
        if moved.id == edge.id:
            after[edge.id] = moved
            continue
        after[edge.id] = None
        if moved.start == moved.end:
            continue
        standing = after.get(moved.id) or edges.get(moved.id)
        after[moved.id] = (
            _united(standing, _said(moved), moved.origines) if isinstance(standing, RelationshipState) else moved
        )
    return after


def _fusion(
    judgement: Judgement, kept: NodeState, other: NodeState, edges: Mapping[str, RelationshipState]
) -> dict[str, State | None]:
    if not {"Acteur", "Dispositif"} & set(kept.labels) or not {"Acteur", "Dispositif"} & set(other.labels):
        raise JudgementRefused(
            "Seul un acteur ou un dispositif peut en reprendre un autre.",
            "Pour une instance, choisissez « même objet » ou « différents ».",
        )
    day = judgement.date or judgement.jour
    if not is_partial_date(day):
        raise JudgementRefused(f"« {day} » n’est pas une date.", "Écrivez-la ainsi : 2023-01-01, 2023-01 ou 2023.")
    start = first_day(day)
    eve = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
    succession = _stated(
        RelationshipStatement(
            type=REMPLACE,
            start=kept.id,
            end=other.id,
            properties={
                "role": "fusion",
                "valid_from": day,
                "observed_at": judgement.jour,
                "statut": "effectif",
                "derivation": "explicite",
                **_noted(judgement),
            },
        ),
        edges,
    )
    after: dict[str, State | None] = {succession.id: succession}
    names = str(other.properties.get("nom", other.id))
    for edge in sorted(edges.values(), key=lambda one: one.id):
        if edge.type in _LASTING or other.id not in (edge.start, edge.end) or not _goes_on(edge, start):
            continue
        begins = edge.properties.get("valid_from")
        after[edge.id] = _closed(edge, eve) if not begins or first_day(str(begins)) < start else None
        continued = _moved(edge, other.id, kept.id)
        if continued.start == continued.end or _stands(edges.values(), continued, start):
            continue
        properties = {name: value for name, value in continued.properties.items() if name != "valid_from"}
        first = str(begins) if after[edge.id] is None else day
        reason = f"reprise de « {names} » par fusion"
        note = properties.get("note")
        properties |= {"valid_from": first, "note": f"{note} ; {reason}" if note else reason}
        new = relationship_id(edge.type, continued.start, continued.end, properties.get("role"), first)
        after[new] = replace(
            continued, id=new, properties=properties, fait=True, reference=False, origines=(JUGEMENT,), dits={}
        )
    return after


def _distinct(judgement: Judgement, edges: Mapping[str, RelationshipState]) -> dict[str, State | None]:
    pair = {judgement.garde, judgement.autre}
    standing = [edge for edge in edges.values() if edge.type == DOUBLON and {edge.start, edge.end} == pair]
    first, second = sorted(pair)
    said: Properties = {"verdict": DISTINCT, "observed_at": judgement.jour, **_noted(judgement)}
    if not standing:
        new = RelationshipStatement(
            type=DOUBLON, start=first, end=second, properties={"derivation": "explicite", **said}
        )
        stated = _stated(new, edges)
        return {stated.id: stated}
    after: dict[str, State | None] = {}
    for edge in standing:
        statement = RelationshipStatement(type=DOUBLON, start=edge.start, end=edge.end, properties=said)
        after[edge.id] = assert_statement(statement, edge.id, edge, JUGEMENT)
    return after


def _stated(statement: RelationshipStatement, edges: Mapping[str, RelationshipState]) -> RelationshipState:
    state = assert_statement(statement, statement.id, edges.get(statement.id), JUGEMENT)
    assert isinstance(state, RelationshipState)  # noqa: S101 - a relationship was stated
    return state


def _noted(judgement: Judgement) -> Properties:
    return {"note": judgement.note.strip()} if judgement.note.strip() else {}


def _said(state: State) -> dict[str, Properties]:
    """Return what each origin says of an entity."""
    if state.dits:
        return dict(state.dits)
    return {state.origines[0]: dict(state.properties)} if state.origines else {}


def _united(kept: _S, theirs: Mapping[str, Properties], order: Iterable[str]) -> _S:
    """Return an entity once it also holds what the origins of another one say; what it shows itself stands first."""
    said = _said(kept)
    for origin, properties in theirs.items():
        said[origin] = renew(properties, said[origin]) if origin in said else properties
    origines = tuple(dict.fromkeys((*kept.origines, *order)))
    said = {origin: said[origin] for origin in origines if origin in said} | said
    names = {name for properties in theirs.values() for name in properties}
    properties = merge(kept.properties, said, origines, names)
    alone = len(said) == 1 and not kept.reference and len(origines) == 1
    return replace(kept, properties=properties, origines=origines, fait=True, dits={} if alone else said)


def _moved(edge: RelationshipState, former: str, new: str) -> RelationshipState:
    """Return a relationship whose ends, and references, name the new id."""

    def read(text: str) -> str:
        return new if text == former else text

    def reread(said: Mapping[str, Stored]) -> Properties:
        return {name: new if name == "contexte" and value == former else value for name, value in said.items()}

    start, end = read(edge.start), read(edge.end)
    properties = reread(edge.properties)
    if (start, end, properties) == (edge.start, edge.end, edge.properties):
        return edge
    id_ = edge.id
    if (start, end) != (edge.start, edge.end):
        id_ = relationship_id(edge.type, start, end, properties.get("role"), properties.get("valid_from"))
    dits = {origin: reread(said) for origin, said in edge.dits.items()}
    return replace(edge, id=id_, start=start, end=end, properties=properties, dits=dits)


def _goes_on(edge: RelationshipState, start: str) -> bool:
    """Tell whether a relationship is still open on the day of the merger."""
    end = edge.properties.get("valid_to")
    return not end or last_day(str(end)) >= start


def _stands(edges: Iterable[RelationshipState], wanted: RelationshipState, start: str) -> bool:
    """Tell whether the one that takes over already has this relationship on the day of the merger."""
    return any(
        (edge.type, edge.start, edge.end) == (wanted.type, wanted.start, wanted.end)
        and edge.properties.get("role") == wanted.properties.get("role")
        and certainty(edge.properties, start) is not Certitude.INACTIF
        for edge in edges
    )


def _closed(edge: RelationshipState, day: str) -> RelationshipState:
    said = _said(edge)
    said[JUGEMENT] = renew(said.get(JUGEMENT, {}), {"valid_to": day})
    return replace(
        edge,
        properties={**edge.properties, "valid_to": day},
        origines=tuple(dict.fromkeys((*edge.origines, JUGEMENT))),
        dits=said if len(said) > 1 else {},
    )


def _kind(before: State | None, after: State | None) -> ChangeKind:
    if before is None:
        return ChangeKind.CREE
    if after is None:
        return ChangeKind.RETIRE
    closes = "valid_to" in after.properties and before.properties.get("valid_to") != after.properties["valid_to"]
    return ChangeKind.CLOS if closes and isinstance(after, RelationshipState) else ChangeKind.MODIFIE
