"""Load the norms and customs that a region applies to schemes (editable data, not code)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "normes.json"


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
    valeur, unite
        Threshold and its unit, when the norm is a number.
    categories
        Expected signatories, when the norm is a list.
    source, citation
        Document and words.
    """

    code: str
    libelle: str
    regions: tuple[str, ...]
    source: str
    citation: str
    type_dispositif: str | None = None
    valeur: float | None = None
    unite: str | None = None
    categories: tuple[CategorieSignataire, ...] = ()

    def applies_to(self, type_dispositif: str, regions: frozenset[str]) -> bool:
        """Tell whether the norm applies to this type of scheme in one of these régions (codes)."""
        return self.type_dispositif == type_dispositif and ("*" in self.regions or bool(regions & set(self.regions)))


@cache
def norms() -> tuple[Norme, ...]:
    """Return every norm, in the order of the data file."""
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_norm(entry) for entry in content["normes"])


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


def _norm(entry: dict[str, object]) -> Norme:
    categories = entry.get("categories", [])
    assert isinstance(categories, list)  # noqa: S101 - shape of our own data file
    return Norme(
        code=str(entry["code"]),
        libelle=str(entry["libelle"]),
        regions=tuple(entry["regions"]),  # type: ignore[arg-type]
        source=str(entry["source"]),
        citation=str(entry["citation"]),
        type_dispositif=entry.get("type_dispositif"),  # type: ignore[arg-type]
        valeur=entry.get("valeur"),  # type: ignore[arg-type]
        unite=entry.get("unite"),  # type: ignore[arg-type]
        categories=tuple(
            CategorieSignataire(
                code=category["code"],
                libelle=category["libelle"],
                types_acteur=tuple(category.get("types_acteur", ())),
                nom=tuple(category.get("nom", ())),
                sauf_nom=tuple(category.get("sauf_nom", ())),
                porteur=bool(category.get("porteur", False)),
            )
            for category in categories
        ),
    )
