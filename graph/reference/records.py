"""Define the records of the territorial reference. Reads no file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VintageCode = Literal["RP2018", "RP2023"]
"""A census vintage of the municipal population held by the reference."""

POPULATION_VINTAGES: tuple[VintageCode, ...] = ("RP2018", "RP2023")
"""Vintages held, oldest first."""

OLDEST_USED = "2010-01-01"
"""Day from which a name or code that ended may still be found in lists: law of 16 December 2010 on new communes."""

VINTAGE_EXCEPTIONS = {"976": "RP2017"}
"""Département -> census really behind both columns: Mayotte is counted apart, last published for 2017."""


@dataclass(frozen=True, slots=True)
class Commune:
    """
    Describe one current commune (COG 2026).

    Parameters
    ----------
    code
        COG code, five characters.
    nom
        Official name, with its article.
    departement
        Département code.
    region
        Région code.
    epci
        SIREN of its EPCI à fiscalité propre on 1 January 2026, None for the four communes without one.
    pop_rp2023
        Municipal population, inhabitants, census RP2023 (RP2017 in Mayotte).
    pop_rp2018
        Municipal population, inhabitants, census RP2018 (RP2017 in Mayotte), on the territory of 2026.
        None when that territory had no count of its own (commune split since).
    siren
        SIREN of the commune as an institution.
    lon
        Longitude of a point inside the commune, degrees WGS84. None without contour.
    lat
        Latitude of that point, degrees WGS84. None without contour.
    """

    code: str
    nom: str
    departement: str
    region: str
    epci: str | None
    pop_rp2023: int | None
    pop_rp2018: int | None
    siren: str
    lon: float | None
    lat: float | None

    def population(self, vintage: VintageCode) -> int | None:
        """Return the municipal population of one vintage, inhabitants, None when unknown."""
        return self.pop_rp2018 if vintage == "RP2018" else self.pop_rp2023


@dataclass(frozen=True, slots=True)
class Epci:
    """Describe one EPCI à fiscalité propre of 2026; `type` is CC, CA, CU, METRO or MET69 (Lyon)."""

    siren: str
    nom: str
    type: str
    nom_court: str
    """Name in the form of the DGCL's list: « CC du Pays d'Iroise »."""


@dataclass(frozen=True, slots=True)
class Departement:
    """Describe one département."""

    code: str
    nom: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """Describe one région."""

    code: str
    nom: str


@dataclass(frozen=True, slots=True)
class AncienCode:
    """
    Tie a code that is not, or not only, a current commune to a current one.

    Parameters
    ----------
    code
        The former, delegated, associated or district code.
    actuel
        Code of the current commune.
    nom
        Name that went with `code`.
    nature
        `ancienne_commune`, `commune_deleguee`, `commune_associee`, `arrondissement_municipal`, or `ancien_nom` when
        only the name changed and `code` is current.
    date
        ISO text of the day from which the code, or the name, was no longer that of a commune; None when unknown.
    """

    code: str
    actuel: str
    nom: str
    nature: str
    date: str | None = None

    @property
    def is_used(self) -> bool:
        """Tell whether lists of these years may still write it: it lives on, or ended since 2010, or nobody knows."""
        lives_on = self.nature in {"commune_deleguee", "commune_associee", "arrondissement_municipal"}
        return lives_on or self.date is None or self.date >= OLDEST_USED


@dataclass(frozen=True, slots=True)
class Perimetre:
    """
    Describe a named territory without official code, by its members.

    Parameters
    ----------
    territoire_id
        Identifier in the graph (`terr:…`).
    nom
        Name shown.
    membres
        Sorted territory identifiers (`EPCI-…`, `COM-…`).
    statut
        `confirme` when the list of members is published, `deduit` when it was put together.
    date
        ISO text of the day the composition is known for, None when the source gives none.
    source
        Where the composition and the declared figures come from.
    note
        What a reader must know, possibly empty.
    population_declaree
        Inhabitants as declared by the source, None when it declares none.
    population_declaree_annee
        Census year of the declared population.
    nb_communes_declare
        Number of communes as declared.
    """

    territoire_id: str
    nom: str
    membres: tuple[str, ...]
    statut: str
    date: str | None
    source: str
    note: str
    population_declaree: int | None
    population_declaree_annee: int | None
    nb_communes_declare: int | None


@dataclass(frozen=True, slots=True)
class Vintage:
    """Answer which census vintage stands for a year; `exact` is False when a nearer one had to be taken."""

    code: VintageCode
    wanted: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Population:
    """
    Add up the municipal population of a territory.

    Parameters
    ----------
    total
        Inhabitants of the communes that are counted; None when not one is.
    vintage
        Census vintage.
    unknown
        Sorted codes of the communes without a count: when not empty, `total` is a lower bound.
    """

    total: int | None
    vintage: VintageCode
    unknown: tuple[str, ...]
