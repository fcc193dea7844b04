"""Write the data dictionary from the declarations: labels, relationship types, properties, closed lists.

Reads the ontology at each call; `docs/dictionnaire.md` is its Markdown form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from graph.model.ontology import node_specs, relationship_specs
from graph.model.properties import ENTITY_PROPERTIES, PREUVE_CITATIONS, PREUVE_SOURCES, RELATIONSHIP_PROPERTIES
from graph.model.spec import ANY, NodeSpec, PropertySpec, RelationshipSpec, ValueType
from graph.model.vocabularies import vocabularies, vocabulary

_TYPES = {
    ValueType.TEXTE: "texte",
    ValueType.ENTIER: "entier",
    ValueType.DECIMAL: "décimal",
    ValueType.BOOLEEN: "oui/non",
    ValueType.DATE: "date",
    ValueType.LISTE: "liste",
    ValueType.COUPLES: "clé=valeur",
}
EVERY_NODE = "tout objet"
EVERY_RELATIONSHIP = "toute relation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryRow:
    """
    Hold one line of the dictionary.

    Parameters
    ----------
    nature
        `objet`, `relation`, `propriété` or `terme`.
    porteur
        What it belongs to: a label, a relationship type, a list; empty for an object or a relationship itself.
    nom
        ASCII name in the graph and in the files.
    libelle
        French name.
    type
        Type of value of a property; ends of a relationship.
    unite
        Unit, or empty text.
    obligatoire
        Whether an object without it is refused.
    valeurs
        Closed list or roles allowed, or empty text.
    description
        French sentence.
    """

    nature: str
    porteur: str
    nom: str
    libelle: str
    type: str = ""
    unite: str = ""
    obligatoire: bool = False
    valeurs: str = ""
    description: str = ""


def dictionary_rows() -> list[DictionaryRow]:
    """Return the dictionary: objects with their properties, relationships with theirs, then the terms of the lists."""
    return [*_node_rows(), *_relationship_rows(), *_term_rows()]


def dictionary_json() -> list[dict[str, object]]:
    """Return the dictionary as JSON values, one per line."""
    return [asdict(row) for row in dictionary_rows()]


def dictionary_markdown() -> str:
    """Return the dictionary as the Markdown page of the documentation, in French."""
    return "\n".join(_lines()) + "\n"


def _node_rows() -> Iterator[DictionaryRow]:
    for spec in ENTITY_PROPERTIES:
        yield _property_row(EVERY_NODE, spec)
    for node in node_specs():
        yield DictionaryRow(
            nature="objet",
            porteur="",
            nom=node.label,
            libelle=node.caption,
            type=f"feuille « {node.sheet} »",
            valeurs=", ".join(f"{prefix}…" for prefix in node.prefix),
            description=node.description,
        )
        for spec in node.properties:
            yield _property_row(node.label, spec)


def _relationship_rows() -> Iterator[DictionaryRow]:
    for spec in RELATIONSHIP_PROPERTIES:
        yield _property_row(EVERY_RELATIONSHIP, spec)
    for edge in relationship_specs():
        yield DictionaryRow(
            nature="relation",
            porteur="",
            nom=edge.type,
            libelle=edge.caption,
            type=_ends(edge),
            valeurs=", ".join(edge.roles),
            description=edge.description,
        )
        for spec in edge.properties:
            yield _property_row(edge.type, spec)


def _term_rows() -> Iterator[DictionaryRow]:
    for found in vocabularies().values():
        for term in found.terms.values():
            yield DictionaryRow(
                nature="terme", porteur=found.name, nom=term.code, libelle=term.libelle, type=term.parent or ""
            )


def _property_row(owner: str, spec: PropertySpec) -> DictionaryRow:
    return DictionaryRow(
        nature="propriété",
        porteur=owner,
        nom=spec.name,
        libelle=spec.caption,
        type=_TYPES[spec.type],
        unite=spec.unit or "",
        obligatoire=spec.required,
        valeurs=f"liste « {vocabulary(spec.vocabulary).title} »" if spec.vocabulary else "",
        description=spec.description + (" Tenu par le référentiel." if spec.filled_by != "fichier" else ""),
    )


def _lines() -> Iterator[str]:
    yield "# Dictionnaire des données"
    yield ""
    yield (
        "Cette page est écrite par `make docs` à partir des déclarations du modèle (`graph/model/`) : ne la modifiez "
        "pas à la main. Les noms de la première colonne sont ceux du graphe, des en-têtes de fichiers et des exports."
    )
    yield ""
    yield "## Propriétés de tous les objets"
    yield ""
    yield from _properties(ENTITY_PROPERTIES)
    yield from _proofs("l’objet")
    yield "## Objets"
    for node in node_specs():
        yield from _node(node)
    yield ""
    yield "## Propriétés de toutes les relations"
    yield ""
    yield from _properties(RELATIONSHIP_PROPERTIES)
    yield from _proofs("la relation")
    yield "## Relations"
    yield ""
    yield (
        f"{len(relationship_specs())} types. ρ est le poids du rôle dans les liens entre acteurs ; « — » : le type n’y "
        "compte pas."
    )
    groups = dict.fromkeys(spec.group for spec in relationship_specs())
    for group in groups:
        yield from _group(group, [spec for spec in relationship_specs() if spec.group == group])
    yield ""
    yield "## Listes fermées"
    for found in vocabularies().values():
        yield ""
        yield f"### {found.title} (`{found.name}`)"
        yield ""
        if found.origin:
            yield f"Origine : {_cell(found.origin)}."
            yield ""
        parents = any(term.parent for term in found.terms.values())
        yield "| Code | Libellé |" + (" Famille |" if parents else "")
        yield "| --- | --- |" + (" --- |" if parents else "")
        for term in found.terms.values():
            family = f" {term.parent or ''} |" if parents else ""
            yield f"| `{term.code}` | {_cell(term.libelle)} |{family}"


def _node(node: NodeSpec) -> Iterator[str]:
    yield ""
    yield f"### {node.caption} (`{node.label}`)"
    yield ""
    prefixes = ", ".join(f"`{prefix}…`" for prefix in node.prefix)
    yield f"{node.description} Feuille `{node.sheet}`, identifiants {prefixes}."
    if node.properties:
        yield ""
        yield from _properties(node.properties)


def _group(group: str, specs: Iterable[RelationshipSpec]) -> Iterator[str]:
    found = list(specs)
    yield ""
    yield f"### {group.capitalize()}"
    yield ""
    yield "| Type | Se lit | De → vers | Rôles | ρ | Sens |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for spec in found:
        weight = f"{spec.weight:.1f}".replace(".", ",") if spec.weight is not None else "—"
        roles = ", ".join(f"`{role}`" for role in spec.roles)
        yield f"| `{spec.type}` | {spec.caption} | {_ends(spec)} | {roles} | {weight} | {_cell(spec.description)} |"
    for spec in found:
        if spec.properties:
            yield ""
            yield f"Propriétés propres à `{spec.type}` :"
            yield ""
            yield from _properties(spec.properties)


def _properties(specs: Iterable[PropertySpec]) -> Iterator[str]:
    yield "| Nom | Libellé | Type | Valeurs | Explication |"
    yield "| --- | --- | --- | --- | --- |"
    for spec in specs:
        row = _property_row("", spec)
        unit = f" ({row.unite})" if row.unite else ""
        required = " **Obligatoire.**" if row.obligatoire else ""
        stored = ""
        if spec.type is ValueType.COUPLES:
            stored = " Dans le graphe : " + " et ".join(f"`{name}`" for name in spec.storage_names) + "."
        yield (
            f"| `{row.nom}` | {_cell(row.libelle)} | {row.type}{unit} | {row.valeurs} | "
            f"{_cell(row.description)}{stored}{required} |"
        )


def _proofs(of: str) -> Iterator[str]:
    yield ""
    yield (
        f"Les preuves de {of} sont deux listes parallèles : `{PREUVE_SOURCES}` (documents) et `{PREUVE_CITATIONS}` "
        "(leurs mots)."
    )
    yield ""


def _ends(spec: RelationshipSpec) -> str:
    def side(labels: tuple[str, ...]) -> str:
        return "tout objet" if ANY in labels else ", ".join(labels)

    return f"{side(spec.start)} → {side(spec.end)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
