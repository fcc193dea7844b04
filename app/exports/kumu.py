"""Write facts as a Kumu blueprint: elements and connections, with French names of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.exports.facts import Facts
from app.exports.facts_json import facts_json
from app.exports.graph_table import secteur_of
from app.exports.heading import heading, table_legend
from app.view_models.terms import caption, word
from app.view_models.verbs import verb
from graph.model.ontology import node_properties, relationship_properties
from graph.model.spec import PropertySpec, ValueType
from graph.model.vocabularies import vocabulary
from ingest.graph_file import label_of, shown

_RESERVED: Final = frozenset(
    {"id", "label", "type", "description", "tags", "image", "from", "to", "direction", "secteur", "identifiant"}
)
"""Names of fields that Kumu, or this file, gives a meaning to; Kumu does not tell capitals."""

_LEFT_OUT: Final = frozenset({"id", "nom", "secteur"})


def kumu_json(facts: Facts) -> dict[str, Any]:
    """
    Return the blueprint.

    Parameters
    ----------
    facts
        What is exported.

    Notes
    -----
    Elements and connections are in the order of the store. Every relationship is a directed connection. Kumu shows a
    type, tags and fields; what it does not know (`maillage`) it leaves aside.
    """
    document = facts_json(facts)
    said = heading(facts, table_legend()[1:])
    elements = [_element(entry) for entry in document["noeuds"]]
    elements += [_element({**entry, "proprietes": {"nom": entry["nom"]}}) for entry in document["references"]]
    return {
        "name": said.titre,
        "description": said.text(),
        "elements": elements,
        "connections": [_connection(entry) for entry in document["relations"]],
        "maillage": {
            "titre": said.titre,
            "ecrit_le": said.ecrit_le,
            "date": said.date,
            "perimetre": said.perimetre,
            "legende": list(said.legende),
            "sources": list(said.sources),
            "licence": said.licence,
            "attribution": said.attribution,
            "version_donnees": said.version,
        },
    }


def _element(entry: Mapping[str, Any]) -> dict[str, Any]:
    labels, properties = entry["etiquettes"], entry["proprietes"]
    sector = secteur_of(labels, properties)
    tags = [vocabulary("secteurs").label(sector)] if sector else []
    return {
        "id": entry["id"],
        "label": label_of(entry),
        "type": caption(labels),
        **({"tags": tags} if tags else {}),
        **({"Nom complet": properties["nom"]} if properties.get("nom") else {}),
        **_fields(properties, node_properties(labels).values()),
        **_proofs(entry),
    }


def _connection(entry: Mapping[str, Any]) -> dict[str, Any]:
    properties = entry["proprietes"]
    said = word("role", str(properties["role"])) if properties.get("role") else ""
    label = verb(entry["type"])
    return {
        "id": entry["id"],
        "from": entry["de"],
        "to": entry["vers"],
        "direction": "directed",
        "type": label,
        "label": shown(f"{label} ({said})") if said and said != label else label,
        **_fields(properties, relationship_properties(entry["type"]).values()),
        **_proofs(entry),
    }


def _fields(properties: Mapping[str, Any], specs: Iterable[PropertySpec]) -> dict[str, Any]:
    """Return the other properties under their French names, codes in words."""
    found: dict[str, Any] = {}
    for spec in specs:
        if spec.name in _LEFT_OUT or not any(name in properties for name in spec.storage_names):
            continue
        name = spec.caption
        if name.casefold() in _RESERVED or name in found:
            name = f"{spec.caption} ({spec.name})"
        found[name] = _value(spec, properties)
    return found


def _value(spec: PropertySpec, properties: Mapping[str, Any]) -> Any:
    values = [properties.get(name) for name in spec.storage_names]
    if spec.type is ValueType.COUPLES:
        keys, others = (value if isinstance(value, list) else [] for value in values)
        return [f"{key} : {value}" for key, value in zip(keys, others, strict=False)]
    value = values[0]
    if isinstance(value, str) and spec.vocabulary:
        return vocabulary(spec.vocabulary).label(value)
    return value


def _proofs(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    proofs = entry.get("preuves", [])
    said = [
        f"{proof['source']} : « {proof['citation']} »" if proof["citation"] else proof["source"] for proof in proofs
    ]
    return {"Preuves": said} if said else {}
