"""Say facts as one JSON document: header, nodes, relationships, each with its evidence (docs/json.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.exports.facts import Facts
from app.exports.heading import LICENCE, heading
from graph.model.properties import PREUVE_CITATIONS, PREUVE_SOURCES
from graph.model.statement import Properties, proofs_of, with_proofs
from graph.plan import State, contradictions
from graph.provenance import FERMETURE, UNITED, merge, renew
from graph.reference.loader import load_reference

__all__ = ["FORMAT", "FORMAT_VERSION", "LICENCE", "facts_json"]

FORMAT = "maillage-faits"
FORMAT_VERSION = 1


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return the document; nodes and relationships in the order of the store."""
    return {
        "entete": {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "titre": heading(facts).titre,
            "ecrit_le": datetime.now(UTC).isoformat(timespec="seconds"),
            "date": facts.date or "toutes",
            "perimetre": facts.territoire or "toute la base",
            "licence": LICENCE,
            "attribution": load_reference().manifest["attribution"],
            "sources": [{"id": node.id, **_properties(node.properties)} for node in facts.sources],
            "version_donnees": facts.version,
            "noeuds": len(facts.nodes),
            "relations": len(facts.relationships),
        },
        "noeuds": [
            {
                "id": node.id,
                "etiquettes": list(node.labels),
                "proprietes": _properties(node.properties),
                "preuves": _proofs(node.properties),
                "fichiers": list(node.origines),
                **_said(node),
                **_disputed(node),
            }
            for node in facts.nodes
        ],
        "relations": [
            {
                "id": link.id,
                "type": link.type,
                "de": link.start,
                "vers": link.end,
                "proprietes": _properties(link.properties),
                "preuves": _proofs(link.properties),
                "fichiers": list(link.origines),
                **_said(link),
                **_disputed(link),
            }
            for link in facts.relationships
        ],
        "references": [
            {"id": node.id, "etiquettes": list(node.labels), "nom": node.properties.get("nom")}
            for node in facts.references
        ],
    }


def _properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(properties.items()) if name not in {PREUVE_SOURCES, PREUVE_CITATIONS}}


def _proofs(properties: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"source": proof.source, "citation": proof.citation} for proof in proofs_of(properties)]


def _said(state: State) -> dict[str, Any]:
    """Return what each file says, when it is not all that is shown; what a file gone alone said goes to the first."""
    dits: dict[str, Properties] = {name: dict(said) for name, said in state.dits.items()}
    if not dits or not state.origines:
        return {}
    first = state.origines[0]
    if not state.reference:
        order = [name for name in (*state.origines, FERMETURE) if name in dits]
        names = {name for said in dits.values() for name in said}
        merged = merge({}, dits, order, names)
        own = {
            name: value for name, value in state.properties.items() if name not in {PREUVE_SOURCES, PREUVE_CITATIONS}
        }
        left: Properties = {name: value for name, value in own.items() if name not in merged}
        for name in UNITED & merged.keys():
            names_left = [one for one in _items(own.get(name)) if one not in _items(merged[name])]
            left.update({name: names_left} if names_left else {})
        known = proofs_of(merged)
        left = with_proofs(left, tuple(one for one in proofs_of(state.properties) if one not in known))
        dits[first] = renew(dits.get(first, {}), left)
    return {"dits": {name: {"proprietes": _properties(said), "preuves": _proofs(said)} for name, said in dits.items()}}


def _items(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _disputed(state: State) -> dict[str, Any]:
    """Return what its files disagree on, when they do."""
    found = [
        {
            "propriete": one.propriete,
            "retenue": one.retenue,
            "tranchee": one.tranchee,
            "valeurs": [{"fichier": origine, "valeur": value} for origine, value in one.valeurs],
        }
        for one in contradictions(state)
    ]
    return {"contradictions": found} if found else {}
