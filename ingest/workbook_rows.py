"""Turn facts into the rows of a workbook, so that reading them back says the same: the inverse of `ingest.decode`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.ontology import node_specs
from graph.model.statement import (
    NodeStatement,
    Preuve,
    RelationshipStatement,
    Scalar,
    Statement,
    proofs_of,
)
from graph.model.values import SEPARATOR, format_cell
from graph.plan import NodeState, RelationshipState, State
from ingest.columns import Part
from ingest.sheets import PREUVES, RELATIONS, Sheet, sheets

Cell = Scalar | None
Item = Statement | State


@dataclass(slots=True)
class SheetRows:
    """
    Hold the rows of one sheet.

    Parameters
    ----------
    sheet
        Sheet they belong to.
    rows
        Cells in the order of `sheet.columns`.
    """

    sheet: Sheet
    rows: list[list[Cell]]


def rows_of(items: Iterable[Item]) -> list[SheetRows]:
    """
    Return every sheet with its rows: nodes, relationships, then the proofs that do not fit beside them.

    Parameters
    ----------
    items
        Statements, or states of the graph; states that no file asserts are left out.

    Notes
    -----
    The first proof stands on the row of its object, the next ones in the sheet of proofs, in order. An organisation
    that is also a scheme has a row in each of the two sheets; its proofs follow the first one.
    """
    found = {sheet.name: SheetRows(sheet, []) for sheet in sheets()}
    of_label = {spec.label: found[spec.sheet] for spec in node_specs()}
    for item in items:
        if isinstance(item, NodeState | RelationshipState) and not item.fait:
            continue
        first, *others = _proofs(item) or (None,)
        if isinstance(item, NodeStatement | NodeState):
            target = item.id
            for place, label in enumerate(spec.label for spec in node_specs() if spec.label in item.labels):
                _add(of_label[label], item.properties, {Part.ID: item.id}, first if place == 0 else None)
        else:
            target = _designation(item)
            ends: dict[Part, Cell] = {Part.TYPE: item.type, Part.DE: item.start, Part.VERS: item.end}
            _add(found[RELATIONS], item.properties, ends, first)
        for proof in others:
            if proof is not None:
                _add(found[PREUVES], {}, {Part.OBJET: target}, proof)
    return list(found.values())


def _add(rows: SheetRows, properties: Mapping[str, object], parts: dict[Part, Cell], proof: Preuve | None) -> None:
    if proof is not None:
        parts = {**parts, Part.SOURCE: proof.source, Part.CITATION: proof.citation or None}
    rows.rows.append(
        [
            format_cell(column.spec, properties)
            if column.spec and column.spec.filled_by == "fichier"
            else parts.get(column.part)
            for column in rows.sheet.columns
        ]
    )


def _proofs(item: Item) -> tuple[Preuve, ...]:
    return proofs_of(item.properties) if isinstance(item, NodeState | RelationshipState) else item.preuves


def _designation(item: RelationshipStatement | RelationshipState) -> str:
    """Return `type|de|vers|role|valid_from`, without the empty parts at the end only when both are empty."""
    role, since = item.properties.get("role"), item.properties.get("valid_from")
    parts = [item.type, item.start, item.end]
    if role or since:
        parts += [str(role or ""), str(since or "")]
    return SEPARATOR.join(parts)
