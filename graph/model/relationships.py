"""Declare every relationship type of the graph: ends, roles, weight in ties, own properties.

Adding an entry here is all a new type needs: the template, the import, the store, the exports and the data
dictionary follow.
"""

from __future__ import annotations

from graph.model.properties import PART
from graph.model.spec import ANY, PropertySpec, RelationshipSpec, ValueType

# fmt: off
T = ValueType
_A, _D, _I, _AC = "Acteur", "Dispositif", "Instance", "Action"

_RANG = PropertySpec(
    name="rang", caption="Rang", vocabulary="rangs_signataire", description="Signataire principal ou associé."
)
_TYPE_PARTICIPATION = PropertySpec(
    name="type_participation", type=T.LISTE, caption="Types de participation", vocabulary="types_participation",
    description="À quoi le partenaire participe, d’après la fiche action.",
)
_POSITIONNEMENT = PropertySpec(
    name="positionnement", caption="Positionnement", description="Comment le partenaire se situe, tel qu’écrit."
)
_OBJET = PropertySpec(name="objet", caption="Objet du financement", description="Ce qui est financé ou soutenu.")
_MONTANT = PropertySpec(
    name="montant", type=T.DECIMAL, unit="euros", caption="Montant", description="Montant, s’il est public."
)
_CONTEXTE = PropertySpec(
    name="contexte", caption="Instance concernée", reference_label="Instance",
    description="Identifiant de l’instance où l’un siège pour l’autre.",
)
_INTENSITE = PropertySpec(
    name="intensite", type=T.ENTIER, unit="de 1 à 5", caption="Intensité", vocabulary="intensite_lien",
    description="1 : se connaissent de nom ; 5 : convention ou action commune régulière.",
)
_VERDICT = PropertySpec(
    name="verdict", caption="Jugement", vocabulary="verdicts_doublon",
    description="« distinct » quand une personne a jugé que ce sont deux objets différents.",
)
_NIVEAU = PropertySpec(
    name="niveau_articulation", type=T.ENTIER, unit="de 0 à 4", caption="Palier d’articulation",
    vocabulary="niveau_articulation", description="0 : aucune articulation connue ; 4 : actions communes.",
)


def _r(
    type: str,  # noqa: A002 - the word of the declaration
    caption: str,
    start: str,
    end: str,
    description: str,
    *,
    group: str,
    roles: str = "",
    weight: float | None = None,
    properties: tuple[PropertySpec, ...] = (),
    origin: str = "proposition",
) -> RelationshipSpec:
    """Write a declaration on three lines; several labels or roles are separated by a space."""
    return RelationshipSpec(
        type=type, caption=caption, start=tuple(start.split()), end=tuple(end.split()), description=description,
        group=group, roles=tuple(roles.split()), weight=weight, properties=properties, origin=origin,
    )


_ROLES, _TIE, _STRUCTURE = "rôles", "liens directs", "structure"
_GEO, _CONTENT, _ARTICULATION, _CARE = "géographie", "contenu", "articulation", "soin des données"

_DECLARED = (
    _r("PORTE", "porte", _A, _D, "Porte juridiquement ou administrativement le dispositif.",
       group=_ROLES, roles="porteur", weight=1.0, origin="source"),
    _r("PILOTE", "pilote", _A, f"{_D} {_AC} {_I}", "Conduit et rend compte.",
       group=_ROLES, roles="pilote co-pilote referent_cls", weight=1.0, origin="source"),
    _r("ANIME", "anime", _A, f"{_D} {_I}", "Anime ou coordonne au quotidien.",
       group=_ROLES, roles="animateur coordinateur", weight=1.0, origin="source"),
    _r("SIGNE", "signe", _A, _D, "Engagé formellement dans le contrat, fait partie du COPIL.",
       group=_ROLES, roles="signataire", weight=0.8, properties=(_RANG,), origin="source"),
    _r("EST_PARTENAIRE", "est partenaire de", _A, f"{_D} {_AC}",
       "Associé à la mise en œuvre, sans signature ni obligation contractuelle.",
       group=_ROLES, roles="partenaire coordinateur", weight=0.6,
       properties=(_TYPE_PARTICIPATION, _POSITIONNEMENT), origin="source"),
    _r("FINANCE", "finance", _A, f"{_D} {_AC} Offre", "Apporte des fonds ou un soutien.",
       group=_ROLES, roles="financeur cofinanceur soutien", weight=0.6, properties=(_OBJET, _MONTANT), origin="source"),
    _r("EST_MEMBRE", "est membre de", _A, f"{_I} {_A}", "Siège dans une instance ou adhère à un réseau.",
       group=_ROLES, weight=0.5, origin="source",
       roles="membre presidence co-presidence secretariat invite associe represente co-porteur"),
    _r("ORGANISE", "organise", _A, "Evenement", "Organise un événement.",
       group=_ROLES, roles="organisateur co-organisateur porteur", weight=0.5, origin="source"),
    _r("PARTICIPE", "participe à", _A, "Evenement", "Participe à un événement.",
       group=_ROLES, roles="participant intervenant soutien", weight=0.3, origin="source"),
    _r("EVALUE", "évalue", _A, f"{_D} {_AC}", "Évalue ou produit un diagnostic.",
       group=_ROLES, roles="evaluateur prestataire prestataire_diagnostic", weight=0.3, origin="source"),
    _r("LIEN", "est en lien avec", _A, _A, "Lien direct déclaré (entretien, atelier, questionnaire).",
       group=_TIE, weight=1.0, properties=(_INTENSITE,),
       roles="interconnaissance echange_information cooperation action_commune convention"),
    _r("REPRESENTE", "représente", _A, _A, "Siège ou agit pour un autre, dans un contexte.",
       group=_TIE, roles="representation mandataire", properties=(_CONTEXTE,), origin="source"),
    _r("PARTIE_DE", "fait partie de", f"{_A} Offre", f"{_A} Offre", "Service interne ou composante, à une date.",
       group=_STRUCTURE, origin="source"),
    _r("COMPREND", "comprend", _D, f"{_AC} {_D} Indicateur", "Contient une action, un dispositif ou un indicateur.",
       group=_STRUCTURE, origin="source"),
    _r("COMPREND_AXE", "comprend l’axe", _D, "Axe", "A pour axe stratégique.", group=_STRUCTURE, origin="source"),
    _r("RELEVE_DE", "relève de l’axe", _AC, "Axe", "Fiche action rattachée à un axe.", group=_STRUCTURE, origin="source"),
    _r("A_INSTANCE", "a pour instance", _D, _I, "Instance de gouvernance ou de travail du dispositif.",
       group=_STRUCTURE, roles="portage co-portage animation", origin="source"),
    _r("SUCCEDE_A", "succède à", _D, _D, "Renouvelle un dispositif précédent.", group=_STRUCTURE, origin="source"),
    _r("REMPLACE", "remplace", f"{_A} {_D}", f"{_A} {_D}", "Continuité d’identité : fusion, nouveau nom, scission.",
       group=_STRUCTURE, roles="fusion changement_de_nom scission"),
    _r("COUVRE", "couvre", _D, "Territoire", "Périmètre du dispositif.",
       group=_GEO, properties=(PART,), origin="source"),
    _r("INTERVIENT_SUR", "intervient sur", f"{_A} {_AC} {_I} Offre", "Territoire", "Zone d’intervention, siège ou ressort.",
       group=_GEO, roles="siege antenne ressort circonscription", origin="source"),
    _r("INCLUS_DANS", "est inclus dans", "Territoire", "Territoire", "Inclusion entière d’un territoire dans un autre.",
       group=_GEO),
    _r("CHEVAUCHE", "chevauche", "Territoire", "Territoire", "Recouvrement partiel de deux territoires.",
       group=_GEO, properties=(PART,), origin="source"),
    _r("TRAITE", "traite de", ANY, "Thematique", "Porte sur ce thème.", group=_CONTENT),
    _r("CIBLE", "s’adresse à", ANY, "Public", "Vise ce public.", group=_CONTENT, origin="source"),
    _r("VISE_DETERMINANT", "vise le déterminant", _AC, "Determinant", "Case cochée de la fiche action.",
       group=_CONTENT, origin="source"),
    _r("UTILISE_INTERVENTION", "utilise l’intervention", _AC, "TypeIntervention", "Case cochée de la fiche action.",
       group=_CONTENT, origin="source"),
    _r("MESURE_PAR", "est mesuré par", f"{_AC} {_D} {_A}", "Indicateur", "Indicateur de suivi.",
       group=_CONTENT, origin="source"),
    _r("MESURE", "mesure", "Observation", "Territoire", "Valeur observée sur un territoire.", group=_CONTENT),
    _r("PROPOSE", "propose", _A, "Offre", "Met à disposition une offre ou un programme.", group=_CONTENT),
    _r("A_BESOIN", "a pour besoin", "Territoire", "Besoin", "Besoin ou priorité du diagnostic.",
       group=_CONTENT, origin="source"),
    _r("CONCERNE", "concerne", "Evenement Note", ANY, "Objet d’un événement ou d’une note de lecture.", group=_CONTENT),
    _r("CORRESPOND_A", "correspond au périmètre de", _D, _D,
       "Correspondance de périmètre constatée, sans lien de travail.",
       group=_ARTICULATION, roles="perimetre", origin="source"),
    _r("S_ARTICULE_AVEC", "s’articule avec", _D, f"{_D} {_A}", "Articulation déclarée entre deux dispositifs.",
       group=_ARTICULATION, roles="recommandee declinaison", properties=(_NIVEAU,), origin="source"),
    _r("POSSIBLE_DOUBLON", "est peut-être le même que", f"{_A} {_AC} {_D} {_I}", f"{_A} {_AC} {_D} {_I}",
       "Rapprochement à confirmer, jamais utilisé dans les calculs.", group=_CARE, properties=(_VERDICT,)),
)

RELATIONSHIPS: dict[str, RelationshipSpec] = {spec.type: spec for spec in _DECLARED}
"""Every relationship type, in the order of the data dictionary."""
