"""Check ends of relationships, natures of objects and required values (R1, R3)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ontology import (
    end_allowed,
    label_of_id,
    labels_allowed_together,
    may_be_actor,
    node_properties,
    node_spec,
    relationship_spec,
)
from graph.model.spec import PropertySpec
from graph.model.vocabularies import vocabulary
from ingest.facts import Facts, NodeFact, RelationshipFact
from ingest.headings import nearest
from ingest.issues import Issue, problem
from ingest.known import OFFICIAL, Known
from ingest.records import Record
from ingest.resolve import unknown_territory


def declared_ids(facts: Facts) -> Iterator[Issue]:
    """Check that the official territories and the terms that rows describe exist (R3)."""
    for node in facts.nodes.values():
        where, heading = node.declaring.location, node.declaring.headings.get("id", "id")
        if node.id.startswith(OFFICIAL) and "Territoire" in node.labels:
            if not facts.known.in_reference(node.id):
                yield unknown_territory(node.id, where, heading)
            elif (code := node.text("code")) and code != node.id.partition("-")[2]:
                giver = node.giver("code")
                yield problem(
                    "ING-204",
                    giver.location,
                    "le code officiel contredit l’identifiant",
                    column=giver.headings.get("code", "code"),
                    value=code,
                    expected=f"L’identifiant est {node.id}.",
                )
        for label in sorted(node.labels):
            spec = node_spec(label)
            if spec and spec.vocabulary and not Known.is_term(node.id):
                terms = vocabulary(spec.vocabulary)
                near = nearest(node.id, [spec.prefix[0] + code for code in terms.terms])
                yield problem(
                    "ING-201",
                    where,
                    "terme hors liste",
                    column=heading,
                    value=node.id,
                    expected=f"Les identifiants de cette feuille viennent de la liste « {terms.title} ».",
                    suggestion=near,
                )


def natures(facts: Facts) -> Iterator[Issue]:
    """Check that no id is given to objects of two natures, but for organisations that are schemes."""
    alone: dict[tuple[str, frozenset[str]], bool] = {}
    for node in facts.nodes.values():
        if not node.is_declared:
            continue
        labels = facts.labels_of(node.id)
        if len(labels) == 1 and _is_usual(node.id, labels, alone):
            continue
        announced = label_of_id(node.id)
        last = next(record for record in reversed(node.records) if record.declares)
        if announced and announced not in labels and not labels_allowed_together({*labels, announced}):
            yield _two_natures(node, last, (announced, *sorted(node.labels)))
        elif labels and not labels_allowed_together(labels):
            yield _two_natures(node, last, tuple(sorted(labels)))
        elif {"Acteur", "Dispositif"} <= labels:
            state = facts.known.node(node.id)
            type_ = node.text("type_dispositif") or str((state.properties if state else {}).get("type_dispositif", ""))
            if type_ and not may_be_actor(type_):
                terms = vocabulary("types_dispositif")
                yield problem(
                    "ING-405",
                    last.location,
                    f"un dispositif de type {type_} n’agit pas : il ne peut pas être aussi un acteur",
                    column=last.headings.get("id", "id"),
                    value=node.id,
                    expected=f"« {terms.label(type_)} » a un porteur ou un coordinateur : c’est lui, l’acteur.",
                )


def _is_usual(id_: str, labels: frozenset[str], known: dict[tuple[str, frozenset[str]], bool]) -> bool:
    """Tell whether an id begins as those of its only label do: most do, and what the label says is asked once."""
    begins = id_.partition(":")[0] + ":"
    found = known.get((begins, labels))
    if found is None:
        found = known[begins, labels] = label_of_id(begins) in labels and labels_allowed_together(labels)
    return found


def required_values(facts: Facts) -> Iterator[Issue]:
    """Check the values without which an object is refused, in the files or already in the graph."""
    wanted: dict[frozenset[str], list[PropertySpec]] = {}
    for node in facts.nodes.values():
        if not node.is_declared:
            continue
        labels = frozenset(node.labels)
        specs = wanted.get(labels)
        if specs is None:
            declared = node_properties(node.labels).values()
            specs = wanted[labels] = [spec for spec in declared if spec.required and spec.name != "id"]
        state = facts.known.node(node.id)
        for spec in specs:
            if spec.name not in node.properties and not (state and spec.name in state.properties):
                record = next((r for r in node.records if spec.name in r.headings), node.declaring)
                yield problem(
                    "ING-206",
                    record.location,
                    "valeur obligatoire absente",
                    column=record.headings.get(spec.name, spec.name),
                    empty=True,
                    expected=spec.description,
                )


def ends(facts: Facts) -> Iterator[Issue]:
    """Check that each end of a relationship has a label that its type allows."""
    for edge in facts.relationships.values():
        spec = relationship_spec(edge.type)
        if spec is None:
            continue
        if edge.start == edge.end:
            yield problem(
                "ING-303",
                edge.declaring.location,
                f"une relation {edge.type} part et arrive au même objet",
                value=edge.start,
            )
            continue
        for side, id_, allowed in (("start", edge.start, spec.start), ("end", edge.end, spec.end)):
            labels = facts.labels_of(id_)
            if labels and not end_allowed(allowed, labels):
                yield _wrong_end(facts, edge, side, id_, allowed)


def _two_natures(node: NodeFact, record: Record, labels: tuple[str, ...]) -> Issue:
    shown = " et ".join(f"« {spec.caption} »" for label in labels if (spec := node_spec(label)))
    return problem(
        "ING-405",
        record.location,
        f"cet identifiant est à la fois celui de {shown}",
        column=record.headings.get("id", "id"),
        value=node.id,
    )


def _wrong_end(facts: Facts, edge: RelationshipFact, side: str, id_: str, allowed: tuple[str, ...]) -> Issue:
    labels = sorted(facts.labels_of(id_))
    is_ = " et ".join(f"« {spec.caption} »" for label in labels if (spec := node_spec(label)))
    wanted = " ou ".join(f"« {spec.caption} »" for label in allowed if (spec := node_spec(label)))
    record = edge.declaring
    remedy = None
    if "Acteur" in allowed and labels == ["Dispositif"]:
        node = facts.nodes.get(id_)
        type_ = node.text("type_dispositif") if node else None
        if type_ and may_be_actor(type_):
            remedy = "Ajoutez dans la feuille « acteurs » une ligne du même identifiant, puis relancez l’import."
    way = "partir" if side == "start" else "arriver"
    return problem(
        "ING-302",
        record.location,
        f"une relation {edge.type} ne peut pas {way} de {is_}"
        if side == "start"
        else f"une relation {edge.type} ne peut pas {way} à {is_}",
        column=record.headings.get(side, side),
        value=id_,
        expected=f"Il faut ici {wanted}.",
        remedy=remedy,
    )
