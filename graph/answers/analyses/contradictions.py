"""List what imported files disagree on: values of one object or relationship, and first days of one relationship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from graph.answer import Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import proofs, supports
from graph.answers.sentence import french_number, listing
from graph.certainty import Certitude
from graph.model.dates import first_day, format_french, last_day
from graph.model.ontology import node_properties, relationship_properties
from graph.model.spec import PropertySpec, ValueType
from graph.model.vocabularies import vocabulary
from graph.plan import Contradiction
from graph.provenance import contradictions_of, read_dits
from graph.store.values import GraphNode, GraphRelationship

_ALWAYS, _NEVER = "0000-01-01", "9999-12-31"
_PERIOD = "valid_from"
_EXTRA = "extra:"


def disagreements(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per entity, property and other value; those that a person decided come last.

    Notes
    -----
    What is not decided is uncertain, whatever its dates: a disagreement on a last day must not hide itself.
    """
    rows: list[Row] = []
    for raw in raws:
        found, _ = supports({"liens": raw["appuis"]})
        if len(found) == 1:
            rows += _values(context, request, raw, found[0])
        else:
            links = [item for item in found if isinstance(item, GraphRelationship)]
            rows += _periods(context, request, raw, links)
    rows.sort(key=lambda row: bool(row.valeurs["tranchee"]))
    return Outcome(rows=rows, facts={"ouvertes": sum(not row.valeurs["tranchee"] for row in rows)})


def _values(
    context: Context, request: Request, raw: Mapping[str, Any], item: GraphNode | GraphRelationship
) -> Iterator[Row]:
    specs = node_properties(item.labels) if isinstance(item, GraphNode) else relationship_properties(item.type)
    told = tuple(proofs(context, [item], request.day))
    for one in contradictions_of(read_dits(item.properties["dits"]), item.properties.get("origines") or []):
        spec = specs.get(one.propriete)
        shown = _read(context, spec, one.retenue)
        for value, origines in _by_value(one).items():
            if value == _key(one.retenue):
                continue
            values = {
                **_objects(raw),
                "propriete": one.propriete,
                "information": spec.caption if spec else one.propriete.removeprefix(_EXTRA),
                "retenue": shown,
                "autre": _read(context, spec, dict(one.valeurs)[origines[0]]),
                "origine_retenue": listing(_by_value(one)[_key(one.retenue)]),
                "origine_autre": listing(origines),
                "tranchee": one.tranchee,
            }
            state = Certitude.CERTAIN if one.tranchee else Certitude.INCERTAIN
            phrase = (
                f"{_said(values)} : « {shown} » selon {values['origine_retenue']}, "
                f"« {values['autre']} » selon {values['origine_autre']}."
            )
            yield Row(values, state, told, phrase=phrase)


def _periods(
    context: Context, request: Request, raw: Mapping[str, Any], links: list[GraphRelationship]
) -> Iterator[Row]:
    """Yield the pairs of relationships of one type, ends and role that overlap and come from different files."""
    links = sorted(links, key=lambda link: (str(link.properties.get(_PERIOD) or _NEVER), str(link.properties["id"])))
    for one, other in combinations(links, 2):
        if one.properties.get("role") != other.properties.get("role") or not _overlap(one, other):
            continue
        first, second = one.properties.get("origines") or [], other.properties.get("origines") or []
        if not first or not second or set(first) & set(second):
            continue
        values = {
            **_objects(raw),
            "propriete": _PERIOD,
            "information": "Premier jour",
            "retenue": _start(one),
            "autre": _start(other),
            "origine_retenue": listing(first),
            "origine_autre": listing(second),
            "tranchee": False,
        }
        phrase = (
            f"{_said(values)} : {values['retenue']} selon {values['origine_retenue']}, "
            f"{values['autre']} selon {values['origine_autre']} ; la base montre les deux."
        )
        yield Row(values, Certitude.INCERTAIN, tuple(proofs(context, [one, other], request.day)), phrase=phrase)


def _objects(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: raw[name] for name in ("objet_id", "objet", "relation", "vers_id", "vers")}


def _said(values: Mapping[str, Any]) -> str:
    ends = f"{values['objet']} → {values['vers']}" if values["vers_id"] else str(values["objet"])
    return f"{ends}, {str(values['information']).lower()}"


def _by_value(found: Contradiction) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for origine, value in found.valeurs:
        values.setdefault(_key(value), []).append(origine)
    return values


def _key(value: object) -> str:
    """Return the same text for 2 and 2.0: an engine may give back either."""
    return repr(int(value) if isinstance(value, float) and value.is_integer() else value)


def _read(context: Context, spec: PropertySpec | None, value: object) -> str:
    """Return a value as people read it: label of a code, name of an object, French date or number."""
    if isinstance(value, list):
        return ", ".join(_read(context, spec, item) for item in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return french_number(value, 0 if float(value).is_integer() else 2)
    text = str(value)
    if spec is None:
        return text
    if spec.vocabulary:
        return vocabulary(spec.vocabulary).label(text) or text
    if spec.type is ValueType.DATE:
        return format_french(text)
    return context.name_of.get(text, text) if spec.reference_label else text


def _start(link: GraphRelationship) -> str:
    day = link.properties.get(_PERIOD)
    return f"depuis le {format_french(str(day))}" if day else "sans date de début"


def _overlap(one: GraphRelationship, other: GraphRelationship) -> bool:
    def period(link: GraphRelationship) -> tuple[str, str]:
        start, end = link.properties.get(_PERIOD), link.properties.get("valid_to")
        return first_day(str(start)) if start else _ALWAYS, last_day(str(end)) if end else _NEVER

    (a, b), (c, d) = period(one), period(other)
    return a <= d and c <= b
