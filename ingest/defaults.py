"""Complete what the files leave unsaid and the vocabularies settle: the sector of an actor is that of its type."""

from __future__ import annotations

from graph.model.vocabularies import vocabulary
from ingest.facts import Facts


def complete(facts: Facts) -> Facts:
    """
    Give each actor without a sector the one of its type, when a file says the type; return the same facts.

    Notes
    -----
    A default never replaces a sector, whether a file or the graph says it. Types whose sector depends on the
    organisation (`association`, `service`) give none.
    """
    types, sectors = vocabulary("types_acteur").terms, vocabulary("secteurs").terms
    for node in facts.with_label("Acteur"):
        type_ = node.text("type_acteur")
        state = facts.known.node(node.id)
        if (
            not type_
            or type_ not in types
            or node.text("secteur")
            or (state is not None and state.properties.get("secteur"))
        ):
            continue
        sector = types[type_].attributes.get("secteur_defaut")
        if sector in sectors:
            node.properties["secteur"] = str(sector)
    return facts
