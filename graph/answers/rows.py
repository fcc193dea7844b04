"""Turn rows of the database into rows of an answer: certainty, proofs, organisations.

A question returns its columns and, beside them, `liens` (relationships that decide the certainty of the row) and
`appuis` (other nodes and relationships that prove it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.answer import Proof, Row
from graph.answers.context import Context
from graph.certainty import Certitude, weakest
from graph.model.dates import first_day, last_day
from graph.model.statement import proofs_of
from graph.snapshot import Fact
from graph.store.values import GraphNode, GraphRelationship

SUPPORTS = frozenset({"liens", "appuis"})


def build_row(context: Context, raw: Mapping[str, Any], columns: Sequence[str], day: str | None) -> Row:
    """
    Return one row with its certainty and its proofs.

    Parameters
    ----------
    context
        What surrounds the answer.
    raw
        Row of the database.
    columns
        Names of the declared columns; missing ones are None.
    day
        ISO day, or None for all dates.
    """
    deciding, others = supports(raw)
    state = row_state(context, deciding, others, day)
    return Row({name: raw.get(name) for name in columns}, state, tuple(proofs(context, [*deciding, *others], day)))


def supports(raw: Mapping[str, Any]) -> tuple[list[GraphNode | GraphRelationship], list[GraphNode | GraphRelationship]]:
    """Return what decides the certainty of a row, and what else proves it."""
    return _flat(raw.get("liens")), _flat(raw.get("appuis"))


def row_state(
    context: Context,
    deciding: Iterable[GraphNode | GraphRelationship],
    others: Iterable[GraphNode | GraphRelationship],
    day: str | None,
) -> Certitude:
    """Return the state of a row: inactif as soon as one link is, else the weakest of the deciding links."""
    first = [context.state(link, day) for link in deciding if isinstance(link, GraphRelationship)]
    second = [context.state(link, day) for link in others if isinstance(link, GraphRelationship)]
    if Certitude.INACTIF in (*first, *second):
        return Certitude.INACTIF
    if first or second:
        return weakest(first or second)
    nodes = [node for node in (*deciding, *others) if isinstance(node, GraphNode)]
    return weakest(_node_state(context, node, day) for node in nodes)


def proofs(context: Context, items: Iterable[GraphNode | GraphRelationship], day: str | None) -> list[Proof]:
    """Return the proofs of nodes and relationships, in order, each once."""
    found: dict[tuple[str, str], Proof] = {}
    for item in items:
        properties = item.properties
        relationship = isinstance(item, GraphRelationship)
        state = context.state(item, day) if isinstance(item, GraphRelationship) else Certitude.CERTAIN
        for preuve in proofs_of(properties):
            info = context.sources.get(preuve.source)
            found.setdefault(
                (preuve.source, preuve.citation),
                Proof(
                    source=preuve.source,
                    date_document=info.date if info else None,
                    citation=preuve.citation,
                    derivation=str(properties.get("derivation") or "explicite") if relationship else "explicite",
                    certitude=str(state),
                    note=properties.get("note") if relationship else None,
                ),
            )
    return list(found.values())


def fact_proofs(context: Context, facts: Iterable[Fact]) -> tuple[Proof, ...]:
    """Return the proofs of the facts that an analysis used, in order, each once, with their state at its date."""
    found: dict[tuple[str, str], Proof] = {}
    for fact in facts:
        properties = fact.properties
        for preuve in proofs_of(properties):
            key = preuve.source, preuve.citation
            if key not in found:
                info = context.sources.get(preuve.source)
                found[key] = Proof(
                    source=preuve.source,
                    date_document=info.date if info else None,
                    citation=preuve.citation,
                    derivation=str(properties.get("derivation") or "explicite"),
                    certitude=str(fact.state),
                    note=properties.get("note"),
                )
    return tuple(found.values())


def fact_state(facts: Iterable[Fact]) -> Certitude:
    """Return what a row that rests on these facts is worth: the weakest of them."""
    return weakest(fact.state for fact in facts)


def begins_after(context: Context, raws: Iterable[Mapping[str, Any]], day: str) -> str | None:
    """Return the first day that any support of these rows speaks of, when all that is dated is after a day; or None."""
    first = None
    for item in (item for raw in raws for value in raw.values() for item in _each(value)):
        properties = item.properties
        if isinstance(item, GraphRelationship):
            date = properties.get("valid_from") or properties.get("observed_at") or context.observed(properties)
        else:
            date = properties.get("date_debut") or properties.get("date") or context.observed(properties)
        if date:
            found = first_day(str(date))
            if found <= day:
                return None  # The rest need not be looked at.
            first = found if first is None else min(first, found)
    return first


def roll_up(rows: Iterable[Row], names: Sequence[str], context: Context, day: str | None) -> list[Row]:
    """
    Bring services up to their organisation in the columns `<objet>_id`, and merge the rows that become the same.

    A merged row is as sure as the surest of those it comes from, and has all their proofs.
    """
    organisations = context.organisations(day)
    merged: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        values = dict(row.valeurs)
        for name in names:
            top = organisations.get(values.get(name) or "")
            if top:
                values[name] = top
                twin = name.removesuffix("_id")
                if twin in values:
                    values[twin] = context.name_of.get(top, top)
        key = tuple(tuple(v) if isinstance(v, list) else v for v in values.values())
        known = merged.get(key)
        merged[key] = _merge(known, row, values) if known else replace(row, valeurs=values)
    return list(merged.values())


def _merge(known: Row, row: Row, values: Mapping[str, Any]) -> Row:
    order = list(Certitude)
    best = min(known.certitude, row.certitude, key=order.index)
    extra = tuple(proof for proof in row.preuves if proof not in known.preuves)
    return replace(known, valeurs=values, certitude=best, preuves=known.preuves + extra)


def _node_state(context: Context, node: GraphNode, day: str | None) -> Certitude:
    seen = context.observed(node.properties)
    return Certitude.CERTAIN if seen and (day is None or last_day(seen) >= day) else Certitude.INCERTAIN


def _flat(value: Any) -> list[GraphNode | GraphRelationship]:
    return list(_each(value))


def _each(value: Any) -> Iterator[GraphNode | GraphRelationship]:
    if isinstance(value, list):
        for part in value:
            yield from _each(part)
    elif isinstance(value, GraphNode | GraphRelationship):
        yield value
