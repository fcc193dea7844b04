"""Complete what the files leave unsaid and the vocabularies settle: the sector of an actor is that of its type."""

from __future__ import annotations

from graph.assertion import assert_statement
from graph.model.statement import NodeStatement
from graph.model.vocabularies import vocabulary
from graph.plan import NodeState
from ingest.facts import Facts, NodeFact


def complete(facts: Facts) -> Facts:
    """
    Give each actor without a sector the one of its type, when a file says the type; return the same facts.

    Notes
    -----
    A default never replaces a sector, whether a file or the graph says it. Types whose sector depends on the
    organisation (`association`, `service`) give none. A type that the graph does not retain, because another file says
    otherwise and came first, gives none either.
    """
    types, sectors = vocabulary("types_acteur").terms, vocabulary("secteurs").terms
    for node in facts.with_label("Acteur"):
        type_ = node.text("type_acteur")
        state = facts.known.node(node.id)
        if (
            not type_
            or type_ not in types
            or node.text("secteur")
            or (state is not None and (state.properties.get("secteur") or not _retained(node, type_, state)))
        ):
            continue
        sector = types[type_].attributes.get("secteur_defaut")
        if sector in sectors:
            node.properties["secteur"] = str(sector)
    return facts


def _retained(node: NodeFact, type_: str, state: NodeState) -> bool:
    """Tell whether the graph would show this type once the file that gives it has spoken."""
    if state.properties.get("type_acteur") in {None, type_}:
        return True
    statement = NodeStatement(id=node.id, labels=state.labels, properties={"type_acteur": type_})
    after = assert_statement(statement, node.id, state, node.giver("type_acteur").location.origin)
    return after.properties["type_acteur"] == type_
