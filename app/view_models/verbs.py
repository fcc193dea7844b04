"""Read a relationship from either end: « pilote », « piloté par »."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.model.ontology import UNLIKE, relationship_caption, relationship_spec, relationship_specs
from graph.model.spec import ANY

_FROM_THE_END: Final = {
    "PORTE": "porté par",
    "PILOTE": "piloté par",
    "ANIME": "animé par",
    "SIGNE": "signé par",
    "EST_PARTENAIRE": "a pour partenaire",
    "FINANCE": "financé par",
    "EST_MEMBRE": "a pour membre",
    "ORGANISE": "organisé par",
    "PARTICIPE": "a pour participant",
    "EVALUE": "évalué par",
    "LIEN": "est en lien avec",
    "REPRESENTE": "représenté par",
    "PARTIE_DE": "a pour composante",
    "COMPREND": "fait partie de",
    "COMPREND_AXE": "axe de",
    "RELEVE_DE": "axe dont relève",
    "A_INSTANCE": "instance de",
    "SUCCEDE_A": "a pour suite",
    "REMPLACE": "remplacé par",
    "COUVRE": "couvert par",
    "INTERVIENT_SUR": "zone d’intervention de",
    "INCLUS_DANS": "contient",
    "CHEVAUCHE": "chevauché par",
    "TRAITE": "traité par",
    "CIBLE": "ciblé par",
    "VISE_DETERMINANT": "visé par",
    "UTILISE_INTERVENTION": "utilisé par",
    "MESURE_PAR": "mesure",
    "MESURE": "décrit par",
    "PROPOSE": "proposé par",
    "A_BESOIN": "besoin de",
    "CONCERNE": "a pour événement ou note",
    "CORRESPOND_A": "a le même périmètre que",
    "S_ARTICULE_AVEC": "s’articule avec",
    "POSSIBLE_DOUBLON": "est peut-être le même que",
}
NETWORK_LABELS: Final = frozenset({"Acteur", "Dispositif", "Action", "Instance"})
"""Labels that the network draws."""

_NOT_DRAWN: Final = frozenset({"soin des données"})


def verb(type_: str, *, outgoing: bool = True, properties: Mapping[str, object] = MappingProxyType({})) -> str:
    """
    Return how a relationship reads from its start, or from its end; a type declared later reads by its caption.

    Parameters
    ----------
    type_
        Type.
    outgoing
        Whether it is read from its start.
    properties
        What the relationship says: a judgement changes its words.
    """
    caption = relationship_caption(type_, properties)
    if outgoing or caption == UNLIKE:
        return caption
    return _FROM_THE_END.get(type_, f"est l’objet de « {caption} »")


def group(type_: str) -> str:
    """Return the chapter of the model that declares the type."""
    spec = relationship_spec(type_)
    return spec.group if spec else "autres"


def network_types() -> list[str]:
    """Return the types whose two ends the network draws, in the order of the model."""
    return [
        spec.type
        for spec in relationship_specs()
        if spec.group not in _NOT_DRAWN
        and ANY not in spec.start
        and set(spec.start) & NETWORK_LABELS
        and set(spec.end) & NETWORK_LABELS
    ]
