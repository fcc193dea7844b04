"""Declare the columns that write a relationship from the row of an object (`pilotes`, `thematiques`, `territoires`).

Each cell holds ids or names separated by `|`. A shortcut to a type that is no longer declared disappears.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.ontology import relationship_spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """
    Declare one such column.

    Parameters
    ----------
    name
        Heading.
    caption
        French label.
    type
        Relationship type written.
    other
        Labels that the cell may name.
    outgoing
        Whether the relationship starts from the object of the row.
    role
        Role written, or None.
    """

    name: str
    caption: str
    type: str
    other: tuple[str, ...]
    outgoing: bool
    role: str | None = None

    @property
    def description(self) -> str:
        """Return how to fill it in, one French sentence."""
        sense = "de cette ligne vers" if self.outgoing else "vers cette ligne depuis"
        return f"Identifiants ou noms, séparés par « | ». Écrit la relation {self.type} {sense} chacun."


def _s(name: str, caption: str, type_: str, other: str, *, outgoing: bool, role: str | None = None) -> Shortcut:
    return Shortcut(name=name, caption=caption, type=type_, other=tuple(other.split()), outgoing=outgoing, role=role)


_THEMES = _s("thematiques", "Thématiques", "TRAITE", "Thematique", outgoing=True)
_PUBLICS = _s("publics", "Publics", "CIBLE", "Public", outgoing=True)
_SUR = _s("territoires", "Territoires", "INTERVIENT_SUR", "Territoire", outgoing=True)

SHORTCUTS: dict[str, tuple[Shortcut, ...]] = {
    "Acteur": (_s("partie_de", "Fait partie de", "PARTIE_DE", "Acteur", outgoing=True), _SUR),
    "Dispositif": (
        _s("porteurs", "Porteurs", "PORTE", "Acteur", outgoing=False, role="porteur"),
        _s("territoires", "Territoires couverts", "COUVRE", "Territoire", outgoing=True),
        _THEMES,
        _PUBLICS,
    ),
    "Action": (
        _s("dispositif", "Dispositif", "COMPREND", "Dispositif", outgoing=False),
        _s("axe", "Axe stratégique", "RELEVE_DE", "Axe", outgoing=True),
        _s("territoire", "Territoire", "INTERVIENT_SUR", "Territoire", outgoing=True),
        _s("pilotes", "Pilotes", "PILOTE", "Acteur", outgoing=False, role="pilote"),
        _s("partenaires", "Partenaires", "EST_PARTENAIRE", "Acteur", outgoing=False, role="partenaire"),
        _THEMES,
        _PUBLICS,
    ),
    "Instance": (
        _s("dispositif", "Dispositif", "A_INSTANCE", "Dispositif", outgoing=False),
        _s("membres", "Membres", "EST_MEMBRE", "Acteur", outgoing=False, role="membre"),
        _s("animateurs", "Animateurs", "ANIME", "Acteur", outgoing=False, role="animateur"),
    ),
    "Evenement": (
        _s("concerne", "Concerne", "CONCERNE", "*", outgoing=True),
        _s("organisateurs", "Organisateurs", "ORGANISE", "Acteur", outgoing=False, role="organisateur"),
        _s("participants", "Participants", "PARTICIPE", "Acteur", outgoing=False, role="participant"),
    ),
    "Offre": (
        _s("acteurs", "Proposée par", "PROPOSE", "Acteur", outgoing=False),
        _SUR,
        _THEMES,
        _PUBLICS,
    ),
    "Besoin": (
        _s("territoires", "Territoires qui ont ce besoin", "A_BESOIN", "Territoire", outgoing=False),
        _THEMES,
        _PUBLICS,
    ),
    "Axe": (_s("dispositif", "Dispositif", "COMPREND_AXE", "Dispositif", outgoing=False),),
    "Observation": (_s("territoire", "Territoire mesuré", "MESURE", "Territoire", outgoing=True),),
    "Note": (_s("concerne", "Concerne", "CONCERNE", "*", outgoing=True),),
}
"""Shortcuts of each label's sheet, in the order of the columns."""


def shortcuts(label: str) -> tuple[Shortcut, ...]:
    """Return the shortcuts of a label whose relationship type is declared."""
    return tuple(found for found in SHORTCUTS.get(label, ()) if relationship_spec(found.type))
