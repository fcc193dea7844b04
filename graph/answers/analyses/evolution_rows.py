"""Write what changed as rows of an answer: statements and objects, each with when, how sure, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.analysis.evolution import (
    CREATED,
    DISCOVERED,
    ENDED,
    HELD,
    KINDS,
    Change,
    Dated,
    Found,
    began,
    finished_in,
    took_place,
)
from graph.answer import Row
from graph.answers.analyses.evolution_words import row_sentence, verb, when
from graph.answers.context import Context
from graph.answers.rows import fact_proofs, proofs
from graph.certainty import Certitude, certainty
from graph.model.dates import first_day, last_day
from graph.model.ontology import node_spec, relationship_spec
from graph.snapshot import Fact, Link
from graph.store.values import GraphNode

_ORDER: Final = (*KINDS, HELD)
_START_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "Dispositif": ("date_debut", "date_signature"),
    "Action": ("date_debut",),
    "Instance": ("date_creation",),
}
"""Properties that say when an object begins, the first that is filled in."""
_END: Final = "date_fin"
_STEPS: Final[Mapping[str, str]] = {
    CREATED: "commence",
    ENDED: "se termine",
    HELD: "a lieu",
}


def change_row(context: Context, found: Found) -> Row:
    """Return a change of a statement as a row; it is as sure as the statement on the day of the change."""
    link, change = found.link, found.change
    names = context.name_of
    start, end = names.get(link.start, link.start), names.get(link.end, link.end)
    spec = relationship_spec(link.type)
    said = f"« {start} » {verb(link.type)} « {end} »"
    state = _state(link, change)
    return Row(
        {
            "changement": change.kind,
            "quand": when(change.days, change.kind),
            "peut_etre": not change.sure,
            "objet_id": link.id,
            "objet": f"{start} {verb(link.type)} {end}",
            "type": link.type,
            "nature": spec.group if spec else None,
            "de_id": link.start,
            "de": start,
            "lien": verb(link.type),
            "vers_id": link.end,
            "vers": end,
            "role": link.properties.get("role"),
            "statut": link.properties.get("statut"),
            "date_debut": link.properties.get("valid_from"),
            "date_fin": link.properties.get("valid_to"),
            "date": change.days[0],
        },
        state,
        fact_proofs(context, [Fact(link, state)]),
        row_sentence(change.kind, change.days, said, sure=change.sure),
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by what happened, then by day, then by what they are about."""
    return sorted(
        rows,
        key=lambda row: (
            _ORDER.index(row.valeurs["changement"]),
            row.valeurs["date"],
            str(row.valeurs["objet"]),
            str(row.valeurs["objet_id"]),
        ),
    )


def object_rows(
    context: Context, objects: Iterable[tuple[str, str, Mapping[str, Any]]], start: str, end: str
) -> list[Row]:
    """Return the schemes, actions, instances and events that began, ended or took place in the period, in order."""
    found = [
        _object_row(context, label, properties, dated.change)
        for label, id_, properties in objects
        for dated in _dated(label, id_, properties, start, end)
        if dated.inside
    ]
    return in_order(found)


def _dated(label: str, id_: str, properties: Mapping[str, Any], start: str, end: str) -> Iterator[Dated]:
    if label == "Evenement":
        found = [took_place(id_, properties, start, end)]
    else:
        name = next((name for name in _START_OF[label] if properties.get(name)), "")
        found = [
            began(id_, properties, start, end, name=name),
            finished_in(id_, properties, start, end, name=_END),
        ]
    yield from (dated for dated in found if dated is not None)


def _object_row(context: Context, label: str, properties: Mapping[str, Any], change: Change) -> Row:
    name = str(properties.get("nom") or change.subject)
    spec = node_spec(label)
    own = {key: value for key, value in properties.items() if key != "labels"}
    item = GraphNode(tuple(properties.get("labels") or ()), own)
    return Row(
        {
            "changement": change.kind,
            "quand": when(change.days, change.kind),
            "peut_etre": not change.sure,
            "objet_id": change.subject,
            "objet": name,
            "nature": spec.caption if spec else label,
            "etape": _STEPS[change.kind],
            "date": change.days[0],
        },
        Certitude.CERTAIN if change.sure else Certitude.INCERTAIN,
        tuple(proofs(context, [item], None)),
        row_sentence(change.kind, change.days, f"« {name} »", sure=change.sure),
    )


def _state(link: Link, change: Change) -> Certitude:
    """Return what a change is worth: its statement, on the day it begins, ends or is discovered."""
    if not change.sure or change.kind == DISCOVERED:
        return Certitude.INCERTAIN
    created = change.kind == CREATED
    day = first_day(str(link.properties["valid_from"])) if created else last_day(str(link.properties["valid_to"]))
    return certainty(link.properties, day, link.observed)
