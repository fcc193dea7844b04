"""Say hostile things in every text of every kind of object and relationship, as facts that an import accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model.ontology import node_properties, node_specs, relationship_properties, relationship_specs
from graph.model.spec import ANY, NodeSpec, PropertySpec, ValueType
from graph.model.statement import NodeStatement, Preuve, Properties, RelationshipStatement, Statement
from graph.model.vocabularies import vocabulary

MARK = "intrusion-7f3a"
"""Id that an element has only when a text was taken for a page."""

_PAGE = (
    f"<script id=\"{MARK}\">alert('{MARK}')</script><img id='{MARK}' src=x onerror=\"alert('{MARK}')\">"
    f'"\'></td></div><svg id={MARK} onload=alert(1)><a id={MARK} href="javascript:alert(1)">a</a>'
    f"[b](javascript:alert(1)) ![c](x) `d` $e$ :red[f] <!-- {{g}} ${{h}} {{{{i}}}} %s &lt;b id={MARK}&gt;"
)
_CYPHER = "') }) DETACH DELETE n // \"} RETURN 1 ; MATCH (n) SET n.nom = '"
_RIGHT = "abc\u202egnp.exe\u202c \u2067fdp\u2069"

TEXTS = tuple(
    f"{start} {_PAGE} {_CYPHER} {_RIGHT}" for start in ("=cmd()", "+1+A1", "-2+A1", "@SUM(A1:A9)", "'=A1", "x")
)
"""One text per way to begin a formula; each says the rest too."""

ID = f'acteur:"><img/id={MARK}/src=x/onerror=alert(1)>'
"""An id that the model accepts: it holds no space."""


def hostile_statements() -> Iterator[Statement]:
    """Yield, for each text, one object of each label and one relationship of each type, every text of which says it."""
    yield NodeStatement(id=ID, labels=("Acteur",), properties={"nom": TEXTS[-1], "type_acteur": "autre"})
    for place, text in enumerate(TEXTS):
        proof = Preuve(source=_file(text, place), citation=text)
        for spec in node_specs():
            if spec.vocabulary is None:
                values = {"nom": text, **_values(node_properties([spec.label]).values(), text)}
                values |= {"fichier": proof.source} if spec.label == "Source" else {}
                values |= {"type_territoire": "pays"} if spec.label == "Territoire" else {}
                yield NodeStatement(id=_id(spec, place), labels=(spec.label,), properties=values, preuves=(proof,))
        for tie in relationship_specs():
            if tie.start == tie.end == ("Territoire",):
                continue
            first, last = _end(tie.start, place), _end(tie.end, (place + 1) % len(TEXTS))
            values = _values(relationship_properties(tie.type).values(), text)
            values |= {"role": tie.roles[0]} if tie.roles else {}
            yield RelationshipStatement(type=tie.type, start=first, end=last, properties=values, preuves=(proof,))


def _file(text: str, place: int) -> str:
    return f"{text[:120]} {place}.pdf"


def _values(specs: Iterable[PropertySpec], text: str) -> Properties:
    """Return the text under every free text, and the first term under what is required."""
    found: Properties = {}
    for spec in specs:
        if spec.filled_by != "fichier" or spec.name in {"id", "role", "extra"}:
            continue
        if spec.vocabulary:
            if spec.required:
                found[spec.name] = next(iter(vocabulary(spec.vocabulary).terms))
        elif spec.format or spec.reference_label or spec.name == "sha256":
            continue
        elif spec.type is ValueType.TEXTE:
            found[spec.name] = text
        elif spec.type is ValueType.LISTE and spec.name != "anciens_ids":
            found[spec.name] = [text, f"{text} (bis)"]
        elif spec.required and spec.type is ValueType.DATE:
            found[spec.name] = "2021-07-01"
    return found


def _id(spec: NodeSpec, place: int) -> str:
    prefix = "terr:" if spec.label == "Territoire" else spec.prefix[0]
    return f"{prefix}hostile-{place}"


def _end(labels: tuple[str, ...], place: int) -> str:
    label = "Acteur" if labels in {ANY, ("*",)} else labels[0]
    spec = next(found for found in node_specs() if found.label == label)
    if spec.vocabulary:
        return f"{spec.prefix[0]}{next(iter(vocabulary(spec.vocabulary).terms))}"
    return "EPCI-243500618" if label == "Territoire" else _id(spec, place)
