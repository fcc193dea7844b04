"""Define the manifest of what a synthetic territory holds on purpose: what the analyses must find, and must not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """Say how a planted statement stands against the reference day; the value names it in failures."""

    EN_COURS = "en_cours"
    """Known first day, and a document of after the day: certain."""
    PERIODE = "periode"
    """Known first and last days around the day: certain."""
    ANCIEN = "ancien"
    """Known first day, last seen by a document of before the day: incertain."""
    NON_DATE = "non_date"
    """No first day: incertain."""
    PONCTUEL = "ponctuel"
    """Dated, but with a status that is never certain (`prevu`, `propose`, `ponctuel`, `termine`): incertain."""
    ECHU = "echu"
    """Ended before the day: inactif."""
    FUTUR = "futur"
    """Begins after the day: inactif."""
    EN_PROJET = "en_projet"
    """Status `en_projet`, `recommande` or `a_confirmer`: never in a figure."""


IN_FORCE = frozenset({Moment.EN_COURS, Moment.PERIODE, Moment.ANCIEN, Moment.NON_DATE, Moment.PONCTUEL})
"""Moments that enter figures on the reference day."""

CERTAIN = frozenset({Moment.EN_COURS, Moment.PERIODE})
"""Moments that are certain on the reference day."""


@dataclass(frozen=True, slots=True)
class OverlapTruth:
    """
    Say how two schemes overlap.

    Parameters
    ----------
    a, b
        Ids of the schemes, in alphabetical order.
    classe
        `identique`, `inclus`, `recouvrement`, `marginal` or `disjoint`.
    communes
        Codes of the shared communes, even those covered in part.
    population
        Inhabitants of the shared part (census RP2023, shares counted).
    planted
        Whether the pair was laid out for its class; the others follow from the same perimeters.
    """

    a: str
    b: str
    classe: str
    communes: frozenset[str]
    population: float
    planted: bool


@dataclass(frozen=True, slots=True)
class ThemesTruth:
    """Say which themes (codes) two schemes and their actions treat, and which both do."""

    a: str
    b: str
    themes_a: frozenset[str]
    themes_b: frozenset[str]

    @property
    def communs(self) -> frozenset[str]:
        """Return the shared themes."""
        return self.themes_a & self.themes_b


@dataclass(frozen=True, slots=True)
class GapTruth:
    """
    Say what is known of a type of scheme on a territory.

    Parameters
    ----------
    territoire
        Id of the territory.
    type_dispositif
        Type of scheme.
    etat
        `present`, `en_projet`, `absent_confirme` or `non_documente`.
    raison
        Why, in a word: `inventaire`, `inventaire_herite`, `inventaire_posterieur`, `sans_inventaire`,
        `dispositif`, `non_date`, `en_preparation`, `echu`.
    dispositifs
        Ids of the schemes that make it present or planned.
    """

    territoire: str
    type_dispositif: str
    etat: str
    raison: str
    dispositifs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BesoinTruth:
    """
    Say whether a need meets an action.

    Parameters
    ----------
    besoin, territoire
        Ids of the need and of the territory of its diagnosis.
    theme
        Code of its theme.
    etat
        `couvert`, `voisin` or `non_couvert`.
    actions
        Ids of the actions of the same theme (or of the same family for `voisin`) that count.
    offres
        Ids of the offers of the same theme: listed apart, they never make a need covered.
    ecartees
        Ids of the actions of the same theme that must not count: over, or only planned.
    """

    besoin: str
    territoire: str
    theme: str
    etat: str
    actions: tuple[str, ...] = ()
    offres: tuple[str, ...] = ()
    ecartees: tuple[str, ...] = ()


class Ressemblance(StrEnum):
    """Say what two actions are to each other."""

    DOUBLON = "doublon"
    CONTINUITE = "continuite"
    COMPLEMENT = "complement"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class ActionPairTruth:
    """
    Say what two actions are to each other.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    nature
        What they are.
    raison
        The noise between two titles (`accents`, `pluriel`, `ordre`, `synonyme`, `ponctuation`), or what makes two
        similar titles distinct (`autre_theme`, `autre_territoire`, `autre_titre`).
    """

    a: str
    b: str
    nature: Ressemblance
    raison: str


class Lien(StrEnum):
    """Say what two actors that work on the same rare themes are to each other."""

    MANQUANT = "manquant"
    """Same place, no shared context: to be found."""
    ROMPU = "rompu"
    """Same place, their only shared context is over: to be found on the reference day."""
    LIE = "lie"
    """Already share an instance, or declared a tie."""
    ELOIGNE = "eloigne"
    """Their actions share no commune."""
    MEME_ORGANISME = "meme_organisme"
    """Two services of one organisation."""


@dataclass(frozen=True, slots=True)
class LinkTruth:
    """
    Say what two actors are to each other.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    nature
        Whether an analysis of missing links must find them.
    themes, publics
        Codes that their actions share, and that no other action of the place has.
    territoire
        Id of the territory where they meet; for `ELOIGNE`, where the first one acts.
    actions
        Ids of the actions of each, in the order of `a` and `b`.
    """

    a: str
    b: str
    nature: Lien
    themes: frozenset[str]
    publics: frozenset[str]
    territoire: str
    actions: tuple[str, str]

    @property
    def missing(self) -> bool:
        """Tell whether the pair is to be found on the reference day."""
        return self.nature in {Lien.MANQUANT, Lien.ROMPU}


@dataclass(frozen=True, slots=True)
class BrokerTruth:
    """
    Say who alone joins two groups.

    Parameters
    ----------
    acteur
        Id of the broker.
    groupes
        The two groups, without the broker: inside one, everybody sits in the same instance; nobody else in the whole
        territory is tied to any of them.
    moment
        `EN_COURS`, or `ECHU` when the broker left the second group before the day: then the groups are apart.
    """

    acteur: str
    groupes: tuple[frozenset[str], frozenset[str]]
    moment: Moment


@dataclass(frozen=True, slots=True)
class ArticulationTruth:
    """
    Say how far two schemes are articulated.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    niveau
        Declared level in force, or None.
    instances
        Ids of the instances both have.
    """

    a: str
    b: str
    niveau: int | None
    instances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """
    Hold everything that was planted.

    Parameters
    ----------
    jour
        Reference day: every state below is the state of that day.
    perimeters
        Communes (code -> share) of each scheme in force on the day whose perimeter is known, background included.
    unknown_perimeters
        Ids of the schemes in force whose communes nobody gave: every overlap with them is undetermined.
    successions
        (new, former) ids of schemes joined by SUCCEDE_A.
    overlaps, themes, gaps, besoins, actions, liens, brokers, articulations
        One entry per planted thing.
    without_diagnosis
        Ids of territories for which no need is entered.
    covered, covered_or_preparing
        Codes of the communes in at least one active CLS, and in one that is active or being prepared.
    isolated
        Ids of actors without any role, link or membership.
    collectives, to_specify
        Ids of the unnamed categories, and of the actors that the source does not identify.
    open_places
        Ids of the planted actions without a pilot.
    services
        Service id -> organisation id, for planted services.
    moments
        How each relationship (by id) stands against the day; background included.
    scheme_moments
        How each scheme stands.
    planted_actors
        Ids of the actors placed for links and brokers: no background statement names them.
    territories
        Planted territories by block and purpose: `("29", "gauche")` -> id of the EPCI.
    """

    jour: str
    perimeters: Mapping[str, Mapping[str, float]]
    unknown_perimeters: tuple[str, ...]
    successions: tuple[tuple[str, str], ...]
    overlaps: tuple[OverlapTruth, ...]
    themes: tuple[ThemesTruth, ...]
    gaps: tuple[GapTruth, ...]
    besoins: tuple[BesoinTruth, ...]
    actions: tuple[ActionPairTruth, ...]
    liens: tuple[LinkTruth, ...]
    brokers: tuple[BrokerTruth, ...]
    articulations: tuple[ArticulationTruth, ...]
    without_diagnosis: tuple[str, ...]
    covered: frozenset[str]
    covered_or_preparing: frozenset[str]
    isolated: tuple[str, ...]
    collectives: tuple[str, ...]
    to_specify: tuple[str, ...]
    open_places: tuple[str, ...]
    services: Mapping[str, str]
    moments: Mapping[str, Moment]
    scheme_moments: Mapping[str, Moment]
    planted_actors: frozenset[str]
    territories: Mapping[tuple[str, str], str]

    def with_moment(self, *moments: Moment) -> frozenset[str]:
        """Return the ids of the relationships that stand so against the day."""
        return frozenset(id_ for id_, moment in self.moments.items() if moment in moments)

    @property
    def never_in_figures(self) -> frozenset[str]:
        """Return the ids of the relationships over, to come or only planned: they enter no figure of the day."""
        return self.with_moment(Moment.ECHU, Moment.FUTUR, Moment.EN_PROJET)

    @property
    def missing_links(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of actors that an analysis of missing links must find."""
        return frozenset((link.a, link.b) for link in self.liens if link.missing)

    @property
    def duplicates(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of actions that are the same work."""
        return frozenset((pair.a, pair.b) for pair in self.actions if pair.nature is Ressemblance.DOUBLON)

    @property
    def confirmed_gaps(self) -> frozenset[tuple[str, str]]:
        """Return the (territory, type of scheme) that are surely absent."""
        return frozenset((gap.territoire, gap.type_dispositif) for gap in self.gaps if gap.etat == "absent_confirme")
