"""Define what a declaration of the ontology says: property, node label, relationship type.

Owns the shape of declarations, not their content (see `nodes` and `relationships`). Everything else (constraints,
write statements, workbook template, header mapping, validation, data dictionary) is derived from these objects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ValueType(StrEnum):
    """Type of a property, as shown to people and as stored (dates are ISO text, see `graph.model.dates`)."""

    TEXTE = "texte"
    ENTIER = "entier"
    DECIMAL = "decimal"
    BOOLEEN = "booleen"
    DATE = "date"
    LISTE = "liste"
    COUPLES = "couples"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertySpec:
    """
    Declare one property of a label or of a relationship type.

    Parameters
    ----------
    name
        ASCII name in the graph and header in the files.
    type
        Kind of value; `COUPLES` is an ordered list of (key, value), written `clé=valeur|clé=valeur` in a cell.
    caption
        French label shown on screens and in the template.
    description
        One French sentence: what the value means and how to fill it in.
    unit
        Unit of a number, in French, or None.
    required
        Whether an object without it is refused (blocking).
    vocabulary
        Name of the closed list the value (or each value of a list) must come from.
    format
        Name of an identifier check (`siren`, `siret`, `finess`, `rna`, `courriel`, `url`, `part`, `confiance`).
    item_type
        For `COUPLES`, type of the values.
    stored_as
        For `COUPLES`, the two parallel lists that hold keys and values in the graph.
    reference_label
        Label of the object whose id the value holds, when the value is a reference.
    filled_by
        `fichier` when people fill it in, `referentiel` when only the territorial reference does.
    """

    name: str
    type: ValueType = ValueType.TEXTE
    caption: str
    description: str
    unit: str | None = None
    required: bool = False
    vocabulary: str | None = None
    format: str | None = None
    item_type: ValueType = ValueType.TEXTE
    stored_as: tuple[str, str] | None = None
    reference_label: str | None = None
    filled_by: str = "fichier"

    @property
    def storage_names(self) -> tuple[str, ...]:
        """Names of the graph properties that hold the value: one, or two parallel lists."""
        if self.type is ValueType.COUPLES:
            return self.stored_as or (f"{self.name}_cles", f"{self.name}_valeurs")
        return (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSpec:
    """
    Declare one node label.

    Parameters
    ----------
    label
        Label in the graph (French, singular).
    sheet
        Name of its sheet in the workbook (plural, ASCII).
    caption, plural
        French name shown to people.
    prefix
        Beginning of its ids (`acteur:`); several for territories.
    description
        One French sentence.
    properties
        Properties in the order of the columns, `id` and `nom` excluded (every node has them).
    reference
        Whether its objects come first of all from the reference (territories, vocabularies).
    vocabulary
        Vocabulary whose terms are its nodes (`Thematique`, `Public`…).
    feminine
        Whether the caption is a feminine noun.
    """

    label: str
    sheet: str
    caption: str
    plural: str
    prefix: tuple[str, ...]
    description: str
    properties: tuple[PropertySpec, ...] = ()
    reference: bool = False
    vocabulary: str | None = None
    feminine: bool = False

    @property
    def one(self) -> str:
        """Return « un dispositif », « une action »."""
        return f"{'une' if self.feminine else 'un'} {self.caption[:1].lower()}{self.caption[1:]}"


ANY = "*"
"""Origin of a relationship that may start from any label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipSpec:
    """
    Declare one relationship type.

    Parameters
    ----------
    type
        Type in the graph, a French verb in capitals.
    caption
        How the verb reads between the two ends (« signe »).
    start, end
        Labels allowed at each end; `("*",)` means any.
    roles
        Closed list of roles; empty when the type has none.
    weight
        ρ, weight of the role in ties between actors (domain, ties); None when it is not counted.
    description
        One French sentence.
    properties
        Properties of its own, beside those every relationship has.
    group
        Chapter of the data dictionary.
    origin
        Where the type comes from: `source`, `loi` or `proposition`.
    """

    type: str
    caption: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    description: str
    roles: tuple[str, ...] = ()
    weight: float | None = None
    properties: tuple[PropertySpec, ...] = ()
    group: str = "contenu"
    origin: str = "proposition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    Hold one term of a vocabulary.

    Parameters
    ----------
    code
        What is stored.
    libelle
        What people read and may type.
    parent
        Code of the broader term, or None.
    attributes
        Other declared facts about the term (for example `categorie`, `actif_pour_couverture`).
    """

    code: str
    libelle: str
    parent: str | None = None
    attributes: dict[str, object] = field(default_factory=dict)
