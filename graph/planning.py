"""Prepare a plan: complete the statements with the reference they need, read the graph, compare.

Whole régions are brought in as soon as the data touches them, so that an absence can be asked of the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.closing import Renewal, Rules
from graph.hashing import EMPTY_VERSION
from graph.model.ontology import node_specs
from graph.model.statement import NodeStatement, RelationshipStatement, Statement, relationship_id
from graph.model.vocabularies import vocabulary
from graph.plan import NO_CLOSING, SAISIE, ChangeKind, NodeState, Plan, RelationshipState, State, compute_plan
from graph.reference.entities import COG_VINTAGE, perimetre_entities, reference_entities
from graph.reference.loader import load_reference
from graph.store.store import Store, StoreState
from queries.catalogue import get


def prepare_plan(
    store: Store,
    statements: Sequence[Statement],
    *,
    origin: str,
    rules: Rules = NO_CLOSING,
    replaces: Mapping[str, str] = MappingProxyType({}),
    incomplets: Collection[str] = (),
    refused: Callable[[RelationshipStatement], bool] = lambda _: False,
    overruled: Callable[[RelationshipStatement], bool] = lambda _: False,
    rapportees: Collection[str] = (),
) -> Plan:
    """
    Return the plan that makes the graph hold these statements and the reference around them.

    Parameters
    ----------
    store
        Open store; it is only read.
    statements
        Valid statements: every id they name is among them, in the graph, in the reference or in a vocabulary.
    origin
        Name of the file they come from, for those that have no place.
    rules
        What to close among what these files said before and no longer say; by default nothing is looked for.
    replaces
        Files that are new versions of others: new name -> former name.
    incomplets
        Files with rejected rows.
    refused
        Whether a person refuses that an undated statement be read as the same relationship, dated.
    overruled
        Whether a person prefers a statement to the correction, typed by hand, that it goes back on.
    rapportees
        Origins that an export speaks for: they do not come again themselves, so nothing of theirs is missing.

    Raises
    ------
    StoreBusy, GraphMoving
        While others write.
    """

    def compute(base: StoreState) -> Plan:
        renewals: tuple[Renewal, ...] = ()
        if rules is not NO_CLOSING:
            apart = {SAISIE, *rapportees}
            renewals = _renewals(store, statements, origin, replaces, set(incomplets), apart)
        current = {id_: state for renewal in renewals for id_, state in renewal.said.items()}
        reference = needed_reference(store, statements)
        # Nothing of a first import is there yet: no need to look for each of its objects.
        if base.version != EMPTY_VERSION:
            current.update(store.current(*_keys(statements, reference, current)))
        found = compute_plan(
            statements,
            reference,
            current,
            origin=origin,
            base_version=base.version,
            renewals=renewals,
            rules=rules,
            refused=refused,
            overruled=overruled,
        )
        days = _days_of_corrections(store, {one.corrigee.id for one in found.redits})
        return replace(found, redits=tuple(replace(one, jour=days.get(one.corrigee.id)) for one in found.redits))

    return store.steady(compute)


def _days_of_corrections(store: Store, ids: Collection[str]) -> dict[str, str]:
    """Return the day on which a person gave these relationships the role and the first day that they have."""
    found: dict[str, str] = {}
    for entry in store.journal() if ids else ():
        if entry.nature != SAISIE or entry.annulee_par is not None:
            continue
        for change in store.changes_of(entry.id):
            if change.kind is ChangeKind.CREE and change.state.id in ids:
                found.setdefault(change.state.id, entry.date[:10])
        if len(found) == len(ids):
            break
    return found


def _renewals(
    store: Store,
    statements: Iterable[Statement],
    origin: str,
    replaces: Mapping[str, str],
    incomplets: set[str],
    apart: set[str],
) -> tuple[Renewal, ...]:
    """Return what the files of these statements said before, for those that come again."""
    names = list(dict.fromkeys(one.location.origin if one.location else origin for one in statements))
    formers = {name: replaces.get(name, name) for name in names if name not in apart}
    found = store.of_origin({*formers, *formers.values()})
    if not found:
        return ()
    said: dict[str, dict[str, State]] = {}
    for id_, state in found.items():
        for teller in state.origines:
            said.setdefault(teller, {})[id_] = state
    return tuple(
        Renewal(
            origine=name,
            former=former,
            said={**said.get(former, {}), **said.get(name, {})},
            incomplet=name in incomplets,
        )
        for name, former in formers.items()
        if name in said or former in said
    )


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


def _keys(
    statements: Iterable[Statement], reference: Iterable[State], known: Mapping[str, State]
) -> tuple[set[str], set[tuple[str, str, str]]]:
    """Return the nodes and the ends of the relationships that are still to read."""
    nodes: set[str] = set()
    relationships: set[tuple[str, str, str]] = set()
    for item in (*statements, *reference):
        # The id of a relationship is a hash to compute: not for nothing.
        if known and item.id in known:
            continue
        if isinstance(item, NodeStatement | NodeState):
            nodes.add(item.id)
        else:
            relationships.add((item.type, item.start, item.end))
    return nodes, relationships
