"""Read the vendored territorial reference, once and lazily. Touches no network and no store."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph.reference.names import normalise_name
from graph.reference.records import (
    POPULATION_VINTAGES,
    VINTAGE_EXCEPTIONS,
    AncienCode,
    Commune,
    Departement,
    Epci,
    Perimetre,
    Population,
    Region,
    Vintage,
    VintageCode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA = Path(__file__).parent / "data"
"""Folder of the vendored files."""


class Reference:
    """
    Give access to the communes, EPCI, départements and régions of France (métropole and DROM).

    Parameters
    ----------
    folder
        Folder holding the vendored files; the packaged one by default.

    Notes
    -----
    Every table is read at its first use and kept. Loading the communes takes about 0.15 s.
    Get the shared instance from `load_reference`.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self._folder = folder

    # ------------------------------------------------------------------------------------------------ tables

    @cached_property
    def communes(self) -> Mapping[str, Commune]:
        """Give the 34,875 current communes by COG code, in code order."""
        return MappingProxyType(
            {
                code: Commune(
                    code,
                    nom,
                    departement,
                    region,
                    epci or None,
                    _integer(rp2023),
                    _integer(rp2018),
                    siren,
                    float(lon) if lon else None,
                    float(lat) if lat else None,
                )
                for code, nom, departement, region, epci, rp2023, rp2018, siren, lon, lat in _rows(
                    self._folder / "communes.csv.gz"
                )
            }
        )

    @cached_property
    def epci(self) -> Mapping[str, Epci]:
        """Give the 1,253 EPCI à fiscalité propre by SIREN, in SIREN order."""
        rows = _rows(self._folder / "epci.csv.gz")
        return MappingProxyType({row[0]: Epci(*row) for row in rows})

    @cached_property
    def departements(self) -> Mapping[str, Departement]:
        """Give the 101 départements by code, in code order."""
        rows = _rows(self._folder / "departements.csv")
        return MappingProxyType({row[0]: Departement(*row) for row in rows})

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Give the 18 régions by code, in code order."""
        rows = _rows(self._folder / "regions.csv")
        return MappingProxyType({row[0]: Region(*row) for row in rows})

    @cached_property
    def perimetres(self) -> Mapping[str, Perimetre]:
        """Give the named perimeters without official code by territory identifier."""
        members: dict[str, list[str]] = defaultdict(list)
        common: dict[str, tuple[str, ...]] = {}
        for identifier, nom, member, *rest in _rows(self._folder / "perimetres.csv"):
            members[identifier].append(member)
            common[identifier] = (nom, *rest)
        found = {}
        for identifier in sorted(common):
            nom, statut, date, source, note, population, annee, communes = common[identifier]
            found[identifier] = Perimetre(
                territoire_id=identifier,
                nom=nom,
                membres=tuple(sorted(members[identifier])),
                statut=statut,
                date=date or None,
                source=source,
                note=note,
                population_declaree=_integer(population),
                population_declaree_annee=_integer(annee),
                nb_communes_declare=_integer(communes),
            )
        return MappingProxyType(found)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """Give the manifest: per file its vintage, sources, licence, rows and SHA-256; known gaps."""
        content: dict[str, Any] = json.loads((self._folder / "manifest.json").read_text(encoding="utf-8"))
        return MappingProxyType(content)

    # ----------------------------------------------------------------------------------------------- indexes

    @cached_property
    def communes_by_epci(self) -> Mapping[str, tuple[str, ...]]:
        """Give the sorted commune codes of each EPCI."""
        return _group((commune.epci, commune.code) for commune in self.communes.values())

    @cached_property
    def communes_by_departement(self) -> Mapping[str, tuple[str, ...]]:
        """Give the sorted commune codes of each département."""
        return _group((commune.departement, commune.code) for commune in self.communes.values())

    @cached_property
    def communes_by_region(self) -> Mapping[str, tuple[str, ...]]:
        """Give the sorted commune codes of each région."""
        return _group((commune.region, commune.code) for commune in self.communes.values())

    @cached_property
    def _former(self) -> Mapping[str, tuple[AncienCode, ...]]:
        grouped: dict[str, list[AncienCode]] = defaultdict(list)
        for code, actuel, nom, nature, date in _rows(self._folder / "communes_anciennes.csv.gz"):
            grouped[code].append(AncienCode(code, actuel, nom, nature, date or None))
        return MappingProxyType({code: tuple(rows) for code, rows in grouped.items()})

    @cached_property
    def _commune_names(self) -> Mapping[str, tuple[Commune, ...]]:
        grouped: dict[str, list[Commune]] = defaultdict(list)
        for commune in self.communes.values():
            grouped[normalise_name(commune.nom)].append(commune)
        return MappingProxyType({name: tuple(found) for name, found in grouped.items()})

    @cached_property
    def _former_names(self) -> Mapping[str, tuple[AncienCode, ...]]:
        grouped: dict[str, list[AncienCode]] = defaultdict(list)
        for rows in self._former.values():
            for row in rows:
                if row.nom:
                    grouped[normalise_name(row.nom)].append(row)
        return MappingProxyType({name: tuple(found) for name, found in grouped.items()})

    # ---------------------------------------------------------------------------------------------- questions

    def former_codes(self) -> Iterator[AncienCode]:
        """Yield every link from a former, delegated, associated or district code, in order of code."""
        return (link for links in self._former.values() for link in links)

    def current_codes(self, code: str) -> tuple[AncienCode, ...]:
        """
        Return what a former, delegated, associated or district code leads to.

        Parameters
        ----------
        code
            COG code. Look in `communes` first: 584 delegated communes share the code of their current
            commune, so a current code may also be found here.

        Returns
        -------
        links
            In order of current code; empty for an unknown code. More than one (two codes of the COG,
            shared out between communes or given differently by two sources) means that a person must choose.
        """
        return self._former.get(code, ())

    def find_commune(self, name: str, departement: str | None = None) -> list[Commune]:
        """
        Return the current communes whose normalised name is exactly that of `name`, in code order.

        Parameters
        ----------
        name
            A name in any spelling (see `graph.reference.names.normalise_name`).
        departement
            Département code to look in; the whole country when None.

        Returns
        -------
        communes
            One commune at most when `departement` is given, except « La Vergne » (17): both come back.
        """
        found = self._commune_names.get(normalise_name(name), ())
        return [commune for commune in found if departement is None or commune.departement == departement]

    def find_former(self, name: str, departement: str | None = None) -> list[AncienCode]:
        """
        Return the former, delegated, associated communes and districts of that name, in code order.

        Parameters
        ----------
        name
            A name in any spelling, for instance « Marseille 14e arrondissement ».
        departement
            Département of the current commune to look in; the whole country when None.

        Returns
        -------
        links
            Every match: one name may lead to several current communes.
        """
        found = self._former_names.get(normalise_name(name), ())
        return [row for row in found if departement in (None, self.communes[row.actuel].departement)]

    def communes_of(self, territoire_id: str) -> frozenset[str]:
        """
        Return the codes of the communes a territory is made of.

        Parameters
        ----------
        territoire_id
            `COM-`, `EPCI-`, `DEP-` or `REG-` followed by the code, or a named perimeter (`terr:…`).
            A former commune code stands for the current communes it leads to.

        Returns
        -------
        codes
            Empty when the reference does not know the territory, which says nothing about its extent.
        """
        kind, _, code = territoire_id.partition("-")
        match kind:
            case "COM" if code in self.communes:
                return frozenset({code})
            case "COM":
                return frozenset(row.actuel for row in self.current_codes(code))
            case "EPCI":
                return frozenset(self.communes_by_epci.get(code, ()))
            case "DEP":
                return frozenset(self.communes_by_departement.get(code, ()))
            case "REG":
                return frozenset(self.communes_by_region.get(code, ()))
        perimetre = self.perimetres.get(territoire_id)
        members = perimetre.membres if perimetre else ()
        return frozenset(code for member in members for code in self.communes_of(member))

    def regions_of(self, territoire_id: str) -> frozenset[str]:
        """Return the codes of the régions a territory touches; empty when it is unknown."""
        return frozenset(self.communes[code].region for code in self.communes_of(territoire_id))

    def departements_of(self, territoire_id: str) -> frozenset[str]:
        """Return the codes of the départements a territory touches; empty when it is unknown."""
        return frozenset(self.communes[code].departement for code in self.communes_of(territoire_id))

    def population(self, territoire_id: str, vintage: VintageCode) -> Population:
        """
        Return the municipal population of a territory on its composition of 2026.

        Parameters
        ----------
        territoire_id
            As for `communes_of`.
        vintage
            Census vintage, one of `population_vintages`.

        Returns
        -------
        population
            With the communes that have no count; `total` None when nothing is counted.
        """
        counts = {code: self.communes[code].population(vintage) for code in self.communes_of(territoire_id)}
        known = [count for count in counts.values() if count is not None]
        unknown = tuple(sorted(code for code, count in counts.items() if count is None))
        return Population(sum(known) if known else None, vintage, unknown)

    def actual_vintage(self, code_commune: str, vintage: VintageCode) -> str:
        """Return the census really behind a count: `vintage`, but RP2017 for the communes of Mayotte."""
        return VINTAGE_EXCEPTIONS.get(self.communes[code_commune].departement, vintage)

    @staticmethod
    def vintage_for(year: int) -> Vintage:
        """Return the census vintage that stands for a year (see `vintage_for`)."""
        return vintage_for(year)


def vintage_for(year: int) -> Vintage:
    """
    Return the census vintage that stands for a year.

    Parameters
    ----------
    year
        Civil year of the date asked about.

    Returns
    -------
    vintage
        RP(year - 3), the municipal population in force that year; when it is not held, the nearest
        one, with `exact` False.

    Examples
    --------
    >>> vintage_for(2021)
    Vintage(code='RP2018', wanted='RP2018', exact=True)
    >>> vintage_for(2030).exact
    False
    """
    wanted = year - 3
    code = min(POPULATION_VINTAGES, key=lambda held: abs(int(held.removeprefix("RP")) - wanted))
    return Vintage(code, f"RP{wanted}", exact=code == f"RP{wanted}")


@cache
def load_reference() -> Reference:
    """Return the shared reference; its tables are read at their first use."""
    return Reference()


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a vendored table, without its header."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return rows


def _integer(text: str) -> int | None:
    """Keep an empty cell unknown: it is not a zero."""
    return int(text) if text else None


def _group(pairs: Iterable[tuple[str | None, str]]) -> Mapping[str, tuple[str, ...]]:
    """Group values by key, leaving out those without a key; values keep their order."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            grouped[key].append(value)
    return MappingProxyType({key: tuple(grouped[key]) for key in sorted(grouped)})
