"""Define what a column of a table holds, and derive columns from the declarations of the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from graph.model.properties import EXTRA
from graph.model.spec import PropertySpec, RelationshipSpec, ValueType
from graph.model.vocabularies import vocabulary
from ingest.shortcuts import Shortcut


class Part(StrEnum):
    """Say what a column holds."""

    ID = "id"
    PROPRIETE = "propriete"
    TYPE = "type"
    DE = "start"
    VERS = "end"
    OBJET = "objet"
    RACCOURCI = "raccourci"
    SOURCE = "source"
    CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    Describe one column.

    Parameters
    ----------
    name
        Heading written by the template.
    part
        What it holds.
    caption, description
        French label and help.
    spec
        Declaration, when it holds a property.
    shortcut
        Declaration, when it writes relationships.
    required
        Whether a table cannot do without it.
    choices
        Values of its drop-down list, empty when it has none.
    other_names
        Other headings accepted.
    labels
        Labels that a reference of this column names; empty when anything may stand there.
    in_template
        Whether the template shows it (it is accepted anyway).
    """

    name: str
    part: Part
    caption: str
    description: str
    spec: PropertySpec | None = None
    shortcut: Shortcut | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    in_template: bool = True

    @property
    def is_number(self) -> bool:
        """Tell whether its cells are numbers."""
        return self.spec is not None and self.spec.type in {ValueType.ENTIER, ValueType.DECIMAL}


SOURCE = Column(
    name="source",
    part=Part.SOURCE,
    caption="Source",
    other_names=("document",),
    description="Nom du document qui le dit (ou identifiant de la feuille « sources »).",
)
CITATION = Column(
    name="citation",
    part=Part.CITATION,
    caption="Citation",
    other_names=("quote", "verbatim"),
    description="Mots exacts du document.",
)
_OTHER_NAMES = {
    "valid_from": ("début", "date de début", "du", "à partir du"),
    "valid_to": ("fin", "date de fin", "au"),
    "observed_at": ("constat", "date du constat"),
    "date_debut": ("date de début",),
    "date_fin": ("date de fin",),
    "courriel_generique": ("courriel", "e-mail"),
    "url": ("site", "site web"),
}


def property_column(spec: PropertySpec, *, in_template: bool = True) -> Column:
    """Return the column of a property; what the reference fills in is not shown in the template."""
    return Column(
        name=spec.name,
        part=Part.PROPRIETE,
        caption=spec.caption,
        description=spec.description,
        spec=spec,
        choices=_choices(spec),
        other_names=_OTHER_NAMES.get(spec.name, ()),
        labels=(spec.reference_label,) if spec.reference_label else (),
        in_template=in_template and spec.filled_by == "fichier",
    )


def _choices(spec: PropertySpec) -> tuple[str, ...]:
    if spec.type is ValueType.BOOLEEN:
        return ("oui", "non")
    if spec.vocabulary and spec.type is not ValueType.LISTE:
        return tuple(vocabulary(spec.vocabulary).terms)
    return ()


def relationship_columns(
    properties: dict[str, PropertySpec], types: tuple[RelationshipSpec, ...]
) -> tuple[Column, ...]:
    """Return the columns of relationship properties, with the roles of these types as list."""
    roles = tuple(dict.fromkeys(role for spec in types for role in spec.roles))
    columns = []
    for spec in properties.values():
        column = property_column(spec, in_template=spec.name != EXTRA.name)
        columns.append(replace(column, choices=roles) if spec.name == "role" else column)
    return tuple(columns)


def shown_first(columns: tuple[Column, ...], names: str) -> tuple[Column, ...]:
    """Put the named columns first and keep the others out of the template."""
    wanted = names.split()
    first = [column for name in wanted for column in columns if column.name == name]
    rest = [replace(column, in_template=False) for column in columns if column.name not in wanted]
    return (*first, *rest)


def type_column(types: tuple[RelationshipSpec, ...]) -> Column:
    """Return the column that names the relationship type, with these types as list."""
    return Column(
        name="type",
        part=Part.TYPE,
        caption="Type",
        required=True,
        choices=tuple(spec.type for spec in types),
        description="Type de relation, dans la liste (« SIGNE », « PILOTE »…).",
        other_names=("relation", "type de relation"),
    )


def end_column(part: Part, name: str, caption: str, description: str, label: str | None = None) -> Column:
    """Return the column that names one end of a relationship."""
    return Column(
        name=name, part=part, caption=caption, description=description, required=True, labels=(label,) if label else ()
    )
