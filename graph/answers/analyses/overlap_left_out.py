"""Write the schemes and the pairs that a question about overlaps leaves out, with the reason and its proofs."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.comparison import SUCCESSIONS
from graph.answer import Proof, Row
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.rows import proofs
from graph.answers.scheme_reading import extent_proofs
from graph.certainty import Certitude
from graph.store.values import GraphNode, GraphRelationship

LeftOut = tuple[str, str | None, str]
"""Scheme, other scheme of the pair or None, reason in French."""


def left_out_rows(schemes: Schemes, found: Iterable[LeftOut], state: Certitude) -> list[Row]:
    """Return one row per scheme or pair that is left out, in order."""
    return [
        Row(
            {
                "dispositif_id": one,
                "dispositif": schemes.name(one),
                "autre_id": other,
                "autre": schemes.name(other) if other else None,
                "raison": reason,
            },
            state,
            _proofs(schemes, one, other),
        )
        for one, other, reason in found
    ]


def _proofs(schemes: Schemes, one: str, other: str | None) -> tuple[Proof, ...]:
    """Return what proves that a pair is one, or what is known of the schemes themselves: dates, then perimeter."""
    facts, day = schemes.context.facts, schemes.request.day
    ends = {one, other}
    joining = [
        GraphRelationship(link.type, dict(link.properties))
        for type_ in (*SUCCESSIONS, "COMPREND")
        if other
        for link in facts.links(type_)
        if {link.start, link.end} == ends
    ]
    if joining:
        return tuple(proofs(schemes.context, joining, day))
    ids = [id_ for id_ in (one, other) if id_]
    known = facts.nodes("Dispositif")
    nodes = [GraphNode(("Dispositif",), dict(known[id_])) for id_ in ids if id_ in known]
    covering = extent_proofs(schemes.context, [fact for id_ in ids for fact in schemes.extents.facts.get(id_, ())])
    perimeters = [GraphRelationship("COUVRE", dict(fact.properties)) for fact in covering.values()]
    if not perimeters:
        perimeters = [
            GraphRelationship("COUVRE", dict(link.properties)) for link in facts.links("COUVRE") if link.start in ids
        ]
    return tuple(proofs(schemes.context, [*nodes, *perimeters], day))
