"""Declare the properties that several labels or every relationship share."""

from __future__ import annotations

from graph.model.spec import PropertySpec, ValueType

ID = PropertySpec(
    name="id",
    caption="Identifiant",
    required=True,
    description="Identifiant unique et stable, par exemple « acteur:cpam-35 » ; un territoire officiel s’écrit "
    "COM-35236, EPCI-243500741, DEP-35 ou REG-53.",
)
NOM = PropertySpec(name="nom", caption="Nom", required=True, description="Nom usuel, tel qu’on le lira à l’écran.")
EXTRA = PropertySpec(
    name="extra",
    type=ValueType.COUPLES,
    caption="Autres informations",
    description="Colonnes du fichier que le modèle ne connaît pas, conservées telles quelles.",
)
ALIAS = PropertySpec(
    name="alias", type=ValueType.LISTE, caption="Autres noms", description="Autres noms rencontrés, séparés par « | »."
)
ANCIENS_IDS = PropertySpec(
    name="anciens_ids",
    type=ValueType.LISTE,
    caption="Identifiants repris",
    description="Identifiants de fiches réunies à celle-ci par un jugement, séparés par « | ».",
)
SIGLE = PropertySpec(name="sigle", caption="Sigle", description="Sigle usuel.")
NOTE_QUALITE = PropertySpec(
    name="note_qualite", caption="Réserve", description="Ce qu’il faut savoir avant de se fier à l’information."
)
URL = PropertySpec(name="url", caption="Page web", format="url", description="Adresse d’une page publique.")
LIBELLE_SOURCE = PropertySpec(
    name="libelle_source",
    caption="Libellé d’origine",
    description="Libellé tel qu’écrit dans la source, coquilles comprises.",
)
DATE_PRECISION = PropertySpec(
    name="date_precision",
    caption="Précision de la date",
    vocabulary="date_precision",
    description="Jour, mois, année ou inconnue. Une date au mois ou à l’année commence au premier jour et finit au "
    "dernier.",
)
A_PRECISER = PropertySpec(
    name="a_preciser",
    type=ValueType.BOOLEEN,
    caption="À préciser",
    description="Oui quand la source ne dit pas de quel objet il s’agit exactement (« l’ARS », « la MSA »).",
)

ENTITY_PROPERTIES = (ID, NOM)
"""Properties that every node has, in the order of the columns."""

RELATIONSHIP_PROPERTIES = (
    PropertySpec(name="role", caption="Rôle", description="Rôle tenu, dans la liste du type de relation."),
    PropertySpec(
        name="valid_from",
        type=ValueType.DATE,
        caption="Depuis",
        description="Premier jour où la relation vaut (AAAA-MM-JJ, AAAA-MM ou AAAA).",
    ),
    PropertySpec(
        name="valid_to",
        type=ValueType.DATE,
        caption="Jusqu’au",
        description="Dernier jour où la relation vaut, inclus ; vide si elle dure ou si on ne sait pas.",
    ),
    DATE_PRECISION,
    PropertySpec(
        name="observed_at",
        type=ValueType.DATE,
        caption="Constaté le",
        description="Date du document qui l’affirme ; à défaut, la date plancher de la source.",
    ),
    PropertySpec(
        name="statut",
        caption="Statut",
        vocabulary="statut_relation",
        description="Effectif par défaut. « En projet », « recommandé », « à confirmer » : hors de tout calcul.",
    ),
    PropertySpec(
        name="derivation",
        caption="Origine de l’énoncé",
        vocabulary="derivation",
        description="Écrit dans la source, déduit (la note dit comment) ou classé par nous d’après l’intitulé.",
    ),
    PropertySpec(
        name="confidence",
        type=ValueType.DECIMAL,
        caption="Confiance",
        unit="de 0 à 1",
        format="confiance",
        description="Confiance dans l’énoncé, de 0 à 1.",
    ),
    PropertySpec(name="note", caption="Note", description="Précision utile à qui lira la relation."),
    EXTRA,
)
"""Properties that every relationship has, in the order of the columns."""

PART = PropertySpec(
    name="part",
    type=ValueType.DECIMAL,
    caption="Part couverte",
    unit="de 0 à 1",
    format="part",
    description="Part de la population du territoire réellement couverte ; vide si le territoire l’est en entier ou si "
    "la part est inconnue ; 0 pour une exception (territoire exclu).",
)

PREUVE_SOURCES = "preuve_sources"
PREUVE_CITATIONS = "preuve_citations"
"""Parallel lists that hold the proofs of a node or of a relationship: document and quote."""

TECHNICAL_PROPERTIES = frozenset({"est_fait", "est_reference", "origines", "dits"})
"""Left out of the graph hash: asserted by a file, by the reference, names of those files, what each of them says."""
