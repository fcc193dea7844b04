"""Answer questions about the declarations: labels, types, properties, allowed ends, ids.

Reads `NODES` and `RELATIONSHIPS` at each call and keeps no copy, so that one more declaration is seen everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model.nodes import DUAL_LABELS, NODES
from graph.model.properties import (
    ENTITY_PROPERTIES,
    EXTRA,
    RELATIONSHIP_PROPERTIES,
)
from graph.model.relationships import RELATIONSHIPS
from graph.model.spec import ANY, NodeSpec, PropertySpec, RelationshipSpec
from graph.model.vocabularies import vocabulary

ENTITE = "Entite"
"""Technical label that every node of the domain carries, with its unique `id`."""


UNLIKE = "n’est pas le même que"
"""How two objects judged different read."""


def node_specs() -> tuple[NodeSpec, ...]:
    """Return the declared labels, in order."""
    return tuple(NODES.values())


def relationship_specs() -> tuple[RelationshipSpec, ...]:
    """Return the declared relationship types, in order."""
    return tuple(RELATIONSHIPS.values())


def node_spec(label: str) -> NodeSpec | None:
    """Return the declaration of a label, or None."""
    return NODES.get(label)


def relationship_spec(type_: str) -> RelationshipSpec | None:
    """Return the declaration of a relationship type, or None."""
    return RELATIONSHIPS.get(type_)


def relationship_caption(type_: str, properties: Mapping[str, object]) -> str:
    """Return how a relationship reads from its start: a doubt that a person has settled reads as settled."""
    if type_ == "POSSIBLE_DOUBLON" and properties.get("verdict") == "distinct":
        return UNLIKE
    spec = RELATIONSHIPS.get(type_)
    return spec.caption if spec else type_.replace("_", " ").lower()


def node_properties(labels: Iterable[str]) -> dict[str, PropertySpec]:
    """
    Return the properties a node with these labels may have, by name.

    `id` and `nom` come first; a node with two labels has the properties of both; `extra` comes last.
    """
    found = {spec.name: spec for spec in ENTITY_PROPERTIES}
    for label in labels:
        if label in NODES:
            found.update({spec.name: spec for spec in NODES[label].properties if spec.name not in found})
    found[EXTRA.name] = EXTRA
    return found


def relationship_properties(type_: str) -> dict[str, PropertySpec]:
    """Return the properties a relationship of this type may have, by name: shared ones, then its own."""
    own = RELATIONSHIPS[type_].properties if type_ in RELATIONSHIPS else ()
    shared = [spec for spec in RELATIONSHIP_PROPERTIES if spec is not EXTRA]
    return {spec.name: spec for spec in (*shared, *own, EXTRA)}


def all_relationship_properties() -> dict[str, PropertySpec]:
    """Return the properties of all types together: the columns of the generic sheet `relations`."""
    found = {spec.name: spec for spec in RELATIONSHIP_PROPERTIES if spec is not EXTRA}
    for declared in RELATIONSHIPS.values():
        for spec in declared.properties:
            found.setdefault(spec.name, spec)
    return found


def end_allowed(allowed: tuple[str, ...], labels: Iterable[str]) -> bool:
    """Tell whether a node with these labels may stand at an end declared as `allowed`."""
    return ANY in allowed or bool(set(allowed) & set(labels))


def label_of_id(identifier: str) -> str | None:
    """Return the label whose prefix begins the id (`acteur:` gives `Acteur`), or None."""
    for spec in NODES.values():
        if any(identifier.startswith(prefix) for prefix in spec.prefix):
            return spec.label
    return None


def labels_allowed_together(labels: Iterable[str]) -> bool:
    """Tell whether one node may carry these labels: one label, or a scheme that is also an organisation."""
    wanted = set(labels)
    return len(wanted) == 1 or wanted == DUAL_LABELS


def may_be_actor(type_dispositif: str) -> bool:
    """Tell whether schemes of this type are also organisations (a CPTS is, a CLS is not)."""
    term = vocabulary("types_dispositif").terms.get(type_dispositif)
    return bool(term and term.attributes.get("peut_etre_acteur"))


def tie_weight(type_: str) -> float | None:
    """Return ρ, the weight of a role in ties between actors, or None when the type is not counted."""
    spec = RELATIONSHIPS.get(type_)
    return spec.weight if spec else None
