"""Derive the fields of a form from the declarations of the model, and say what a person changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.view_models.terms import word
from app.view_models.typography import day, sentence, typeset
from app.view_models.verbs import verb
from graph.model.ontology import relationship_properties, relationship_spec, relationship_specs
from graph.model.properties import EXTRA
from graph.model.spec import ANY, PropertySpec, ValueType
from graph.model.statement import Stored
from graph.model.values import format_cell
from graph.model.vocabularies import vocabulary
from graph.state import RelationshipState
from ingest.columns import Column, Part
from ingest.issues import Issue
from ingest.sheets import find_sheet, match_heading

DATES: Final = "JJ/MM/AAAA, MM/AAAA ou AAAA"
"""How a person writes a date, as the fields show it."""

KINDS: Mapping[str, str] = {
    "Acteur": "Un acteur",
    "Dispositif": "Un dispositif",
    "Action": "Une action",
    "Instance": "Une instance",
    "Offre": "Une offre",
    "Evenement": "Un événement",
    "Territoire": "Un territoire",
    "Besoin": "Un besoin",
}
"""What a person may add, by label."""

_FIRST = (
    "nom", "type_acteur", "type_dispositif", "type_instance", "type_evenement", "type_territoire", "sigle", "role",
    "valid_from", "valid_to", "part", "intensite", "date_debut", "date_fin", "date", "statut", "porteurs", "partie_de",
    "dispositif", "pilotes", "partenaires", "membres", "acteurs", "organisateurs", "territoires", "territoire",
    "thematiques", "publics",
)  # fmt: skip
"""Fields shown first, when a kind has them; the others are folded."""


class FieldKind(StrEnum):
    """Say how a field is filled in."""

    TEXTE = "texte"
    CHOIX = "choix"
    PLUSIEURS = "plusieurs"
    OBJETS = "objets"
    OBJET = "objet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    Describe one field.

    Parameters
    ----------
    name
        Heading in the tables.
    caption, help
        French label and explanation.
    kind
        How it is filled in.
    options
        Values of the list by code.
    labels
        Labels of the objects that may be picked; empty for any.
    required, first
        Whether nothing is written without it; whether it is shown at once.
    placeholder
        What an empty field shows.
    """

    name: str
    caption: str
    help: str
    kind: FieldKind
    options: Mapping[str, str]
    labels: tuple[str, ...] = ()
    required: bool = False
    first: bool = False
    placeholder: str = ""


def fields_of(labels: Iterable[str], *, links: bool) -> tuple[Field, ...]:
    """
    Return the fields of an object, those shown first in front.

    Parameters
    ----------
    labels
        Its labels.
    links
        Whether the lists of objects that write relationships are among them: for a new object.
    """
    found: dict[str, Field] = {}
    for label in labels:
        sheet = next((s for s in [find_sheet(label)] if s is not None), None)
        for column in sheet.template_columns if sheet else ():
            if column.part is Part.PROPRIETE or (links and column.part is Part.RACCOURCI):
                found.setdefault(column.name, _field(column))
    return _ordered(found.values())


def relationship_fields(type_: str) -> tuple[Field, ...]:
    """Return the fields of a relationship of a type."""
    spec = relationship_spec(type_)
    found = []
    for name, declared in relationship_properties(type_).items():
        if name in {EXTRA.name, "observed_at"}:
            continue
        if name == "role":
            if spec and spec.roles:
                found.append(
                    Field(
                        name=name,
                        caption=declared.caption,
                        help=typeset(declared.description),
                        kind=FieldKind.CHOIX,
                        options={role: role.replace("_", " ") for role in spec.roles},
                        first=True,
                    )
                )
            continue
        found.append(_of_property(declared))
    return _ordered(found)


def relationship_types(labels: Iterable[str] = ()) -> dict[str, str]:
    """Return the types that a person may add, by type: « signe : Engagé formellement… ». From a label, if given."""
    wanted = set(labels)
    return {
        spec.type: typeset(f"{spec.caption} · {spec.description}")
        for spec in relationship_specs()
        if spec.type != "POSSIBLE_DOUBLON" and (not wanted or spec.start == (ANY,) or wanted & set(spec.start))
    }


def ends_of(type_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels allowed at each end of a type; empty for any."""
    spec = relationship_spec(type_)
    if spec is None:
        return (), ()
    start, end = (() if one == (ANY,) else one for one in (spec.start, spec.end))
    return start, end


def shown_values(fields: Iterable[Field], properties: Mapping[str, Stored]) -> dict[str, str]:
    """Return what the fields of something that exists show, as one would type it."""
    found = {}
    for field in fields:
        text = format_cell(_spec(field), properties) if field.kind is not FieldKind.OBJETS else None
        found[field.name] = "" if text is None else _plain(text)
    return found


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose value is new; one that was emptied is left out, since a blank erases nothing."""
    return {name: value for name, value in after.items() if value.strip() and value != before.get(name, "")}


def emptied(before: Mapping[str, str], after: Mapping[str, str], fields: Iterable[Field]) -> list[str]:
    """Return the captions of the fields that a person emptied: nothing is erased, and that is said."""
    return [f.caption for f in fields if before.get(f.name, "").strip() and not after.get(f.name, "").strip()]


def _field(column: Column) -> Field:
    if column.shortcut is not None:
        return Field(
            name=column.name,
            caption=column.caption,
            help=typeset(f"Écrit la relation correspondante : {column.shortcut.type}."),
            kind=FieldKind.OBJETS,
            options={},
            labels=column.labels,
            first=column.name in _FIRST,
        )
    assert column.spec is not None  # noqa: S101 - a column of property declares it
    return _of_property(column.spec)


def _of_property(spec: PropertySpec) -> Field:
    kind, options, placeholder = FieldKind.TEXTE, {}, ""
    if spec.vocabulary:
        kind = FieldKind.PLUSIEURS if spec.type is ValueType.LISTE else FieldKind.CHOIX
        options = {code: sentence(term.libelle) for code, term in vocabulary(spec.vocabulary).terms.items()}
    elif spec.type is ValueType.BOOLEEN:
        kind, options = FieldKind.CHOIX, {"oui": "Oui", "non": "Non"}
    elif spec.reference_label:
        kind = FieldKind.OBJET
    elif spec.type is ValueType.DATE:
        placeholder = DATES
    elif spec.type in {ValueType.LISTE, ValueType.COUPLES}:
        placeholder = "Plusieurs valeurs : séparez-les par « | »"
    unit = f" ({spec.unit})" if spec.unit else ""
    return Field(
        name=spec.name,
        caption=typeset(f"{spec.caption}{unit}"),
        help=typeset(spec.description),
        kind=kind,
        options=options,
        labels=(spec.reference_label,) if spec.reference_label else (),
        required=spec.required,
        first=spec.required or spec.name in _FIRST,
        placeholder=typeset(placeholder),
    )


def _ordered(fields: Iterable[Field]) -> tuple[Field, ...]:
    rank = {name: place for place, name in enumerate(_FIRST)}
    return tuple(sorted(fields, key=lambda field: (not field.first, rank.get(field.name, len(rank)))))


def _spec(field: Field) -> PropertySpec:
    kind = ValueType.COUPLES if field.name in {"rifkin", "inventaire_complet", "comparateurs"} else ValueType.TEXTE
    stored = ("inventaire_types", "inventaire_dates") if field.name == "inventaire_complet" else None
    return PropertySpec(name=field.name, caption="", description="", type=kind, stored_as=stored)


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def link_title(link: RelationshipState, names: Mapping[str, str]) -> str:
    """Return a relationship in one line: its ends and its verb, its role and its first day when it has them."""
    role, since = link.properties.get("role"), link.properties.get("valid_from")
    said = verb(link.type, properties=link.properties)
    told = f"{names.get(link.start, link.start)} {said} {names.get(link.end, link.end)}"
    told += f" ({word('role', str(role))})" if role else ""
    return typeset(told + (f", depuis le {day(str(since))}" if since else ""))


def issue_title(issue: Issue) -> str:
    """Return the caption of the field that a problem speaks of; « Saisie » when it speaks of the whole."""
    sheet = find_sheet(issue.feuille) if issue.feuille else None
    column = match_heading(sheet, issue.colonne) if sheet and issue.colonne else None
    return typeset(sentence(column.caption)) if column else issue.colonne or "Saisie"
