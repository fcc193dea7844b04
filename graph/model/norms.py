"""Load the norms and customs that a region applies to schemes (editable data, not code)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "normes.json"

NORME, USAGE, COHERENCE = "norme", "usage", "coherence"
"""What a clause is: written by an authority, often followed without obligation, or a rule for reading the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorieSignataire:
    """
    Describe one category of signatory that a norm or a custom expects.

    Parameters
    ----------
    code, libelle
        Code, and words of the source.
    types_acteur
        Types of actor that fill the category.
    nom, sauf_nom
        Words of which the name must, or must not, hold one (case and accents aside).
    porteur
        Whether the category is filled by the actor that carries the scheme.
    """

    code: str
    libelle: str
    types_acteur: tuple[str, ...] = ()
    nom: tuple[str, ...] = ()
    sauf_nom: tuple[str, ...] = ()
    porteur: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Norme:
    """
    Hold one norm with its scope and its proof.

    Parameters
    ----------
    code, libelle
        Code and French name.
    regions
        Codes of the régions where it applies; `("*",)` for all.
    type_dispositif
        Type of scheme concerned, or None.
    valeur, maximum, unite
        Threshold, highest value when the norm is an interval, and their unit, when the norm is a number.
    sens
        `min` when the threshold is the least value, `max` when it is the most.
    categories
        Expected signatories, when the norm is a list.
    source, citation
        Document and words; empty for a rule that no document gives.
    controle
        How a scheme is checked against it (see `graph.analysis.conformity`); None when it is not, one by one.
    nature
        `norme`, `usage` or `coherence`.
    exception
        French words that say where it does not hold.
    type_instance, instance
        Type, or id, of the instance it speaks of.
    """

    code: str
    libelle: str
    regions: tuple[str, ...]
    source: str
    citation: str
    type_dispositif: str | None = None
    valeur: float | None = None
    maximum: float | None = None
    unite: str | None = None
    sens: str = "min"
    categories: tuple[CategorieSignataire, ...] = ()
    controle: str | None = None
    nature: str = NORME
    exception: str | None = None
    type_instance: str | None = None
    instance: str | None = None

    def applies_to(self, type_dispositif: str, regions: frozenset[str]) -> bool:
        """Tell whether the norm applies to this type of scheme in one of these régions (codes)."""
        return self.type_dispositif == type_dispositif and ("*" in self.regions or bool(regions & set(self.regions)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeHypotheses:
    """
    Hold what is supposed of meetings when no document gives it.

    Parameters
    ----------
    origine
        French sentence that says where the values come from.
    duree_h
        Length of a meeting, in hours.
    reunions_an
        Meetings in a year by type of instance; a type that is not there is not guessed.
    coefficients
        How many times the length of a meeting each role takes; preparing counts.
    coefficient_courant
        The same for any other role.
    alerte_centile, alerte_instances
        Percentile of hours above which, and number of instances from which, a load is pointed out.
    """

    origine: str
    duree_h: float
    reunions_an: Mapping[str, float]
    coefficients: Mapping[str, float]
    coefficient_courant: float
    alerte_centile: float
    alerte_instances: int


@cache
def charge_hypotheses() -> ChargeHypotheses:
    """Return the hypotheses on meetings of the data file."""
    return ChargeHypotheses(**_content()["charge"])


def evaluation_notice() -> int:
    """Return how many months before the end of a contract its evaluation is to start."""
    return int(_content()["cycle"]["evaluation_avant_fin_mois"])


@cache
def norms() -> tuple[Norme, ...]:
    """Return every norm, in the order of the data file."""
    return tuple(_norm(entry) for entry in _content()["normes"])


def norm(code: str) -> Norme:
    """
    Return one norm by its code.

    Raises
    ------
    KeyError
        If no norm has this code.
    """
    for found in norms():
        if found.code == code:
            return found
    raise KeyError(code)


@cache
def _content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def _norm(entry: Mapping[str, Any]) -> Norme:
    known = {key: value for key, value in entry.items() if key in Norme.__slots__}
    categories = tuple(_category(found) for found in entry.get("categories", ()))
    return Norme(**{**known, "regions": tuple(entry["regions"]), "categories": categories})


def _category(entry: Mapping[str, Any]) -> CategorieSignataire:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return CategorieSignataire(**fields)
