"""Prepare a plan: complete the statements with the reference they need, read the graph, compare.

Whole régions are brought in as soon as the data touches them, so that an absence can be asked of the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model.ontology import node_specs
from graph.model.statement import NodeStatement, RelationshipStatement, Statement, relationship_id
from graph.model.vocabularies import vocabulary
from graph.plan import NodeState, Plan, RelationshipState, State, compute_plan
from graph.reference.entities import COG_VINTAGE, perimetre_entities, reference_entities
from graph.reference.loader import load_reference
from graph.store.store import Store
from queries.catalogue import get


def prepare_plan(store: Store, statements: Sequence[Statement], *, origin: str) -> Plan:
    """
    Return the plan that makes the graph hold these statements and the reference around them.

    Parameters
    ----------
    store
        Open store; it is only read.
    statements
        Valid statements: every id they name is among them, in the graph, in the reference or in a vocabulary.
    origin
        Name of the file they come from.
    """
    base_version = store.version()
    reference = needed_reference(store, statements)
    current = store.current(*_keys([*statements, *reference]))
    return compute_plan(statements, reference, current, origin=origin, base_version=base_version)


def needed_reference(store: Store, statements: Iterable[Statement]) -> list[State]:
    """Return the states of the reference that the statements call for and the graph does not hold yet."""
    named = sorted({id_ for statement in statements for id_ in _ids(statement)})
    known = load_reference()
    perimeters = [id_ for id_ in named if id_ in known.perimetres]
    touched = set(named) | {member for id_ in perimeters for member in known.perimetres[id_].membres}
    regions = {region for id_ in touched for region in known.regions_of(id_)} - _loaded_regions(store)
    states = [] if _vocabularies_loaded(store) else vocabulary_states()
    for nodes, relationships in (reference_entities(regions), perimetre_entities(perimeters)):
        states.extend(
            NodeState(id=node.id, labels=("Territoire",), properties=dict(node.properties), reference=True)
            for node in nodes
        )
        states.extend(
            RelationshipState(
                id=relationship_id(edge.type, edge.start, edge.end),
                type=edge.type,
                start=edge.start,
                end=edge.end,
                properties=dict(edge.properties),
                reference=True,
            )
            for edge in relationships
        )
    return states


def vocabulary_states() -> list[State]:
    """Return one node per term of the vocabularies that are labels (themes, publics…)."""
    states: list[State] = []
    for spec in node_specs():
        if spec.vocabulary is None:
            continue
        names = {declared.name for declared in spec.properties}
        for term in vocabulary(spec.vocabulary).terms.values():
            values = {"nom": term.libelle, "code": term.code, "parent": term.parent, **term.attributes}
            kept = {k: str(v) for k, v in values.items() if v is not None and (k == "nom" or k in names)}
            states.append(
                NodeState(id=spec.prefix[0] + term.code, labels=(spec.label,), properties=dict(kept), reference=True)
            )
    return states


def _loaded_regions(store: Store) -> set[str]:
    """Return the régions whose communes are all in the graph, in the present vintage."""
    known = load_reference()
    wanted = Counter(commune.region for commune in known.communes.values())
    rows = store.read(get("regions_chargees").cypher, {"millesime": COG_VINTAGE})
    return {str(row["code"]) for row in rows if row["n"] >= wanted[str(row["code"])]}


def _vocabularies_loaded(store: Store) -> bool:
    wanted = {state.id for state in vocabulary_states()}
    rows = store.read(get("termes_charges").cypher, {"ids": sorted(wanted)})
    return bool(rows) and rows[0]["n"] == len(wanted)


def _ids(statement: Statement) -> tuple[str, ...]:
    return (statement.id,) if isinstance(statement, NodeStatement) else (statement.start, statement.end)


def _keys(items: Iterable[Statement | State]) -> tuple[set[str], set[tuple[str, str, str]]]:
    nodes: set[str] = set()
    relationships: set[tuple[str, str, str]] = set()
    for item in items:
        if isinstance(item, NodeStatement | NodeState):
            nodes.add(item.id)
        elif isinstance(item, RelationshipStatement | RelationshipState):
            relationships.add((item.type, item.start, item.end))
    return nodes, relationships
