"""Say a fact as the flat attributes of a node or of an edge, and read it back whole: what GEXF and GraphML carry.

An attribute bears the name of its property. Those that begin with `maillage_` say what no property does: nature,
proofs, files, what each of them says. Lists are JSON. A text that XML cannot hold as it is (a control character, an
empty text) is written `json:` followed by its JSON; so is a text that begins that way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from graph.model.ontology import node_properties, node_specs, relationship_properties, relationship_specs
from graph.model.properties import ID
from graph.model.spec import PropertySpec, ValueType

PREFIX = "maillage_"
LABELS = f"{PREFIX}etiquettes"
TYPE = f"{PREFIX}type"
REFERENCE = f"{PREFIX}reference"
"""Whether a node is there for its name alone: a territory or a term that the reference knows."""

LISTS = {"preuves": f"{PREFIX}preuves", "fichiers": f"{PREFIX}fichiers", "dits": f"{PREFIX}dits"}
"""Parts of a fact that are read back: name in the fact -> attribute."""

DISPUTED = f"{PREFIX}contradictions"
ESCAPE = "json:"
NODES, EDGES = "noeuds", "relations"

_LONGEST_LABEL = 120
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_KEPT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | int | float | bool
Cells = dict[str, Value]


def as_json(value: object) -> str:
    """Return JSON that XML can hold: what it cannot is written as an escape of JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def escaped(text: str) -> str:
    """Return a text that XML holds to the letter: itself, or `json:` and its JSON."""
    plain = bool(text) and not text.startswith(ESCAPE) and text == text.strip() and not _NOT_KEPT.search(text)
    return text if plain else ESCAPE + as_json(text)


def unescaped(text: str) -> str:
    """Return the text that `escaped` was given; what is no JSON after all is left as it is."""
    if not text.startswith(ESCAPE):
        return text
    try:
        found = json.loads(text[len(ESCAPE) :])
    except ValueError:
        return text
    return found if isinstance(found, str) else text


def legible(text: str) -> str:
    """Return a text that XML holds, to be read by people: what it cannot hold is a sign that says so."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> str:
    """Return a text to look at: on one line, of a reasonable length, without what XML cannot hold."""
    line = " ".join(legible(text).split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"


def label_of(entry: Mapping[str, Any]) -> str:
    """Return what a node shows: its name, else its id."""
    return shown(str(entry["proprietes"].get("nom") or "")) or shown(str(entry["id"]))


def cells_of(entry: Mapping[str, Any]) -> Cells:
    """
    Return the attributes of a fact.

    Parameters
    ----------
    entry
        Node or relationship as the JSON export says it; its id and its ends are not attributes.
    """
    cells: Cells = {LABELS: as_json(entry["etiquettes"])} if "etiquettes" in entry else {TYPE: str(entry["type"])}
    for name, value in entry["proprietes"].items():
        if isinstance(value, str):
            cells[name] = escaped(value)
        else:
            cells[name] = as_json(value) if isinstance(value, list | dict) else value
    for part, name in LISTS.items():
        if entry.get(part):
            cells[name] = as_json(entry[part])
    if entry.get("contradictions"):
        cells[DISPUTED] = as_json(entry["contradictions"])
    return cells


def node_entry(id_: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the node that attributes say, as the JSON export does; what is not readable is left as text."""
    labels = _parsed(cells.get(LABELS, ""))
    known = labels if isinstance(labels, list) and all(isinstance(label, str) for label in labels) else []
    said = _said(cells, node_properties(known))
    return {"id": unescaped(id_), "etiquettes": labels, **said}


def edge_entry(start: str, end: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the relationship that attributes say, as the JSON export does."""
    type_ = cells.get(TYPE)
    said = _said(cells, relationship_properties(type_) if type_ else {})
    return {"type": type_, "de": unescaped(start), "vers": unescaped(end), **said}


def known_columns(sheet: str) -> frozenset[str]:
    """Return every attribute that the model gives a meaning to, for nodes or for relationships."""
    if sheet == NODES:
        specs = node_properties([spec.label for spec in node_specs()])
    else:
        specs = {name: one for spec in relationship_specs() for name, one in relationship_properties(spec.type).items()}
    return frozenset(name for spec in specs.values() for name in spec.storage_names)


def _said(cells: Mapping[str, str], specs: Mapping[str, PropertySpec]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for spec in specs.values():
        for name in spec.storage_names:
            # Programs that write a table back fill in what a node does not have with an empty text.
            if cells.get(name, "") != "" and name != ID.name:
                properties[name] = _value(spec.type, cells[name])
    parts = {part: _parsed(cells[name]) for part, name in LISTS.items() if cells.get(name)}
    return {"proprietes": properties, **parts}


def _value(type_: ValueType, text: str) -> object:
    if type_ in {ValueType.LISTE, ValueType.COUPLES}:
        return _parsed(text)
    if type_ is ValueType.BOOLEEN:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    if type_ in {ValueType.ENTIER, ValueType.DECIMAL}:
        return _number(text, whole=type_ is ValueType.ENTIER)
    return unescaped(text)


def _number(text: str, *, whole: bool) -> object:
    try:
        number = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return text
    if isinstance(number, bool) or not isinstance(number, int | float):
        return text
    # A spreadsheet of nodes gives back 22.0 for 22.
    return int(number) if whole and isinstance(number, float) and number.is_integer() else number


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return text
