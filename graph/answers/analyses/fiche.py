"""Gather every fact of one entity: its identity, then its relationships, read from its side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.answer import Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import proofs, row_state
from graph.certainty import Certitude
from graph.model.dates import format_french, is_partial_date
from graph.model.ontology import ENTITE, node_properties, relationship_caption
from graph.model.spec import PropertySpec, ValueType
from graph.model.values import format_cell
from graph.model.vocabularies import vocabulary
from graph.search import nature_of
from graph.store.values import GraphNode


def sheet(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return the relationships asserted by files, and the identity as a second table."""
    node: GraphNode = raws[0]["noeud"]
    rows = [_row(context, request, raw) for raw in raws if raw["liens"] is not None]
    identity = _identity(context, request, node)
    kept = [row for row in rows if request.keeps(row.certitude)]
    quotes = {(proof.source, proof.citation) for row in (*kept, *identity) for proof in row.preuves}
    described = {**node.properties, "labels": node.labels}
    return Outcome(
        rows=rows,
        measures={"n_preuves": len(quotes)},
        tables={"identite": identity},
        facts={"nom": node.properties["nom"], "nature": nature_of(described)},
        state="suffisant" if kept else None,
        warnings=[str(node.properties["note_qualite"])] if node.properties.get("note_qualite") else [],
    )


def _row(context: Context, request: Request, raw: Mapping[str, Any]) -> Row:
    link = raw["liens"]
    verb = relationship_caption(raw["type"], link.properties)
    values = {
        "relation": verb if raw["sortant"] else f"← {verb}",
        "objet_id": raw["objet_id"],
        "objet": raw["objet"],
        "nature": nature_of(raw),
        "role": link.properties.get("role"),
        "date_debut": link.properties.get("valid_from"),
        "date_fin": link.properties.get("valid_to"),
        "statut": link.properties.get("statut"),
        "type": raw["type"],
        "sens": "sortant" if raw["sortant"] else "entrant",
        "note": link.properties.get("note"),
    }
    return Row(values, row_state(context, [link], [], request.day), tuple(proofs(context, [link], request.day)))


def _identity(context: Context, request: Request, node: GraphNode) -> list[Row]:
    labels = [label for label in node.labels if label != ENTITE]
    quotes = tuple(proofs(context, [node], request.day))
    rows = []
    for spec in node_properties(labels).values():
        cell = format_cell(spec, node.properties)
        if cell is None:
            continue
        brut = node.properties.get(spec.name, cell)
        values = {"champ": spec.name, "libelle": spec.caption, "valeur": readable(context, spec, cell), "brut": brut}
        rows.append(Row(values, Certitude.CERTAIN if quotes else Certitude.INCERTAIN, quotes))
    return rows


def readable(context: Context, spec: PropertySpec, cell: object) -> str:
    """Return a value as people read it: label of a code, French date, unit, name of a referenced object."""
    text = str(cell)
    if spec.vocabulary:
        terms = vocabulary(spec.vocabulary)
        return ", ".join(terms.label(code) for code in text.split("|"))
    if spec.reference_label:
        return context.name_of.get(text, text)
    if spec.type is ValueType.DATE and is_partial_date(text):
        return format_french(text)
    if isinstance(cell, float) or spec.type is ValueType.DECIMAL:
        text = f"{float(str(cell)):g}".replace(".", ",")
    elif spec.type is ValueType.ENTIER and spec.unit:
        text = f"{int(str(cell)):,}".replace(",", "\u202f")
    text = text.replace("|", " ; ")
    return f"{text}\u00a0{spec.unit}" if spec.unit and not spec.unit.startswith("de ") else text
