"""Lay facts out as nodes and edges with attributes, labels, colours, shapes and dates: what GEXF and GraphML share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from app.exports.facts import Facts
from app.exports.facts_json import facts_json
from app.exports.heading import Heading, heading
from app.view_models.network import nature_of
from app.view_models.palette import NATURES, SECTEURS, THEMES, Nature
from app.view_models.terms import PLANNED, caption
from app.view_models.verbs import verb
from graph.model.dates import first_day, is_partial_date, last_day
from graph.model.ontology import all_relationship_properties, node_properties, node_specs
from graph.model.spec import ValueType
from graph.model.vocabularies import vocabulary
from ingest.graph_file import LABELS, PREFIX, REFERENCE, Cells, Value, as_json, cells_of, escaped, label_of, shown

Kind = Literal["boolean", "integer", "long", "double", "string"]

SHAPES: Final[Mapping[Nature, tuple[str, str]]] = {
    "acteur": ("disc", "disque"),
    "dispositif": ("square", "carré"),
    "acteur_dispositif": ("square", "carré"),
    "action": ("triangle", "triangle"),
    "instance": ("diamond", "losange"),
}
"""Shape of each nature, as GEXF and as French people call it; the others are discs."""

_DISC: Final = ("disc", "disque")
_NATURE, _SECTOR = f"{PREFIX}nature", f"{PREFIX}secteur"
_LARGEST_INTEGER: Final = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """Hold one node: id and label as XML holds them, attributes, colour `#rrggbb`, shape of GEXF."""

    id: str
    label: str
    cells: Cells
    colour: str
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRow:
    """
    Hold one edge.

    Parameters
    ----------
    id, source, target
        As XML holds them.
    label
        French verb, read from the source to the target.
    kind
        Tells it from the other edges between the same nodes in the same direction.
    cells
        Attributes.
    start, end
        First and last day, ISO, when known and in order; the attributes hold the dates as written.
    planned
        Whether it is announced, proposed or to be confirmed.
    """

    id: str
    source: str
    target: str
    label: str
    kind: str
    cells: Cells
    start: str | None
    end: str | None
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphTable:
    """Hold the nodes and edges of an export, the type of each attribute by name, and what is said of it all."""

    heading: Heading
    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    node_types: Mapping[str, Kind]
    edge_types: Mapping[str, Kind]


def graph_table(facts: Facts, *, shapes: bool) -> GraphTable:
    """
    Return facts as nodes and edges, in the order of the store; nodes that only give their name come last.

    Parameters
    ----------
    facts
        What is exported.
    shapes
        Whether the format has shapes: the legend tells them.
    """
    document = facts_json(facts)
    nodes = [_node(entry) for entry in document["noeuds"]]
    nodes += [_reference(entry) for entry in document["references"]]
    edges = _edges(document["relations"])
    return GraphTable(
        heading=heading(facts, _legend(nodes, edges, document, shapes=shapes)),
        nodes=tuple(nodes),
        edges=tuple(edges),
        node_types=_types((node.cells for node in nodes), _declared_decimals(nodes=True)),
        edge_types=_types((edge.cells for edge in edges), _declared_decimals(nodes=False)),
    )


def said(value: Value) -> str:
    """Return an attribute as XML says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def secteur_of(labels: Iterable[str], properties: Mapping[str, Any]) -> str | None:
    """Return the sector of an actor, that of its kind by default; None when unknown, and for what is no actor."""
    if "Acteur" not in labels:
        return None
    code = properties.get("secteur")
    if not code:
        term = vocabulary("types_acteur").terms.get(str(properties.get("type_acteur")))
        code = term.attributes.get("secteur_defaut") if term else None
    return str(code) if code in vocabulary("secteurs").terms else None


def _node(entry: Mapping[str, Any]) -> NodeRow:
    labels = entry["etiquettes"]
    sector = secteur_of(labels, entry["proprietes"])
    extra: Cells = {_NATURE: caption(labels), REFERENCE: False}
    if sector:
        extra[_SECTOR] = vocabulary("secteurs").label(sector)
    return NodeRow(
        id=escaped(entry["id"]),
        label=label_of(entry),
        cells={**extra, **cells_of(entry)},
        colour=SECTEURS[sector].fill if sector is not None and sector in SECTEURS else THEMES["clair"].edge,
        shape=SHAPES.get(nature_of(labels), _DISC)[0],
    )


def _reference(entry: Mapping[str, Any]) -> NodeRow:
    labels = entry["etiquettes"]
    name = str(entry["nom"] or "")
    cells: Cells = {_NATURE: caption(labels), REFERENCE: True, LABELS: as_json(labels)}
    if name:
        cells["nom"] = escaped(name)
    return NodeRow(
        id=escaped(entry["id"]),
        label=shown(name) or shown(entry["id"]),
        cells=cells,
        colour=THEMES["clair"].edge,
        shape=SHAPES.get(nature_of(labels), _DISC)[0],
    )


def _edges(entries: Iterable[Mapping[str, Any]]) -> list[EdgeRow]:
    found: list[EdgeRow] = []
    seen: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        key = (entry["type"], entry["de"], entry["vers"])
        seen[key] = place = seen.get(key, 0) + 1
        start, end = _days(entry["proprietes"])
        found.append(
            EdgeRow(
                id=escaped(entry["id"]),
                source=escaped(entry["de"]),
                target=escaped(entry["vers"]),
                label=verb(entry["type"]),
                kind=entry["type"] if place == 1 else f"{entry['type']} {place}",
                cells=cells_of(entry),
                start=start,
                end=end,
                planned=entry["proprietes"].get("statut") in PLANNED,
            )
        )
    return found


def _days(properties: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the first and the last day; neither when they are not in order: no program would take them."""
    since, until = str(properties.get("valid_from", "")), str(properties.get("valid_to", ""))
    start = first_day(since) if is_partial_date(since) else None
    end = last_day(until) if is_partial_date(until) else None
    return (None, None) if start and end and end < start else (start, end)


def _types(rows: Iterable[Cells], decimals: frozenset[str]) -> dict[str, Kind]:
    """Return the type of each attribute from its values, in the order in which they first appear."""
    values: dict[str, set[Kind]] = {}
    for cells in rows:
        for name, value in cells.items():
            values.setdefault(name, set()).add(_kind(value))
    found: dict[str, Kind] = {}
    for name, kinds in values.items():
        if kinds <= {"integer", "long", "double"}:
            whole: Kind = "long" if "long" in kinds else "integer"
            found[name] = "double" if "double" in kinds or name in decimals else whole
        else:
            found[name] = next(iter(kinds)) if len(kinds) == 1 else "string"
    return found


def _kind(value: Value) -> Kind:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if abs(value) < _LARGEST_INTEGER else "long"
    return "double" if isinstance(value, float) else "string"


def _declared_decimals(*, nodes: bool) -> frozenset[str]:
    specs = node_properties(spec.label for spec in node_specs()) if nodes else all_relationship_properties()
    return frozenset(name for name, spec in specs.items() if spec.type is ValueType.DECIMAL)


def _legend(
    nodes: Iterable[NodeRow], edges: Iterable[EdgeRow], document: Mapping[str, Any], *, shapes: bool
) -> tuple[str, ...]:
    """Return how to read the drawing: only what is there."""
    listed = [*document["noeuds"], *document["references"]]
    natures = {nature_of(entry["etiquettes"]) for entry in listed}
    sectors = {secteur_of(entry["etiquettes"], entry.get("proprietes", {})) for entry in listed}
    drawn = [f"{style.caption} {SHAPES.get(n, _DISC)[1]}" for n, style in NATURES.items() if n in natures]
    colours = [f"{style.caption} {style.fill}" for code, style in SECTEURS.items() if code in sectors]
    return (
        *([f"Formes : {', '.join(drawn)}."] if shapes and drawn else []),
        *([f"Couleur d’un acteur, selon son secteur : {', '.join(colours)}."] if colours else []),
        "Gris : ce qui n’est pas un acteur, ou dont le secteur n’est pas connu.",
        *(
            ["Trait tireté : annoncé, proposé ou à confirmer."]
            if shapes and any(edge.planned for edge in edges)
            else []
        ),
        "Le libellé d’un lien se lit du départ vers l’arrivée.",
        "Un lien sans dernier jour dure encore, ou sa fin n’est pas documentée. Un attribut absent veut dire "
        "« non documenté », jamais « non ».",
        f"Les attributs {PREFIX}… disent la nature, les preuves et les fichiers ; les listes y sont en JSON, et un "
        "texte que le XML ne peut contenir s’écrit « json: » suivi de son JSON.",
    )
