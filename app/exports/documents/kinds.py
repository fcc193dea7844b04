"""Name the documents and what each is about. Light: nothing here draws or writes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ingest.headings import slug

PORTRAIT, ACTEUR, DISPOSITIF, SUPERPOSITION = "portrait", "acteur", "dispositif", "superposition"
EVOLUTION = "evolution"

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        PORTRAIT: "Portrait de territoire",
        ACTEUR: "Fiche acteur",
        DISPOSITIF: "Fiche dispositif",
        SUPERPOSITION: "Note de superposition",
        EVOLUTION: "Évolution",
    }
)
"""French names of the documents, by the word that asks for them."""

LABEL_OF: Final[Mapping[str, str]] = MappingProxyType(
    {ACTEUR: "Acteur", DISPOSITIF: "Dispositif", SUPERPOSITION: "Dispositif"}
)
"""Label that the ids of a document must bear."""

MIME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
    }
)
"""Formats, by extension, and what a browser calls their files."""

_MOST_NAME: Final = 60


def wanted(kind: str, count: int, *, given_territory: bool) -> str:
    """
    Return, in French, what a document lacks or has too much of; an empty text when it can be made.

    Parameters
    ----------
    kind
        Which document.
    count
        Number of ids given.
    given_territory
        Whether a territory is given.
    """
    if kind == PORTRAIT:
        return "" if given_territory and not count else "Donnez le territoire, et lui seul."
    if kind == EVOLUTION:
        return "" if not count else "Donnez un territoire, ou rien pour toute la base."
    if kind == SUPERPOSITION:
        enough = count == 2 or (not count and given_territory)
        return "" if enough else "Donnez deux dispositifs, ou un territoire pour toutes ses paires."
    noun = "l’acteur" if kind == ACTEUR else "le dispositif"
    return "" if count == 1 and not given_territory else f"Donnez {noun}, et lui seul."


def file_name(kind: str, about: str, date: str, extension: str) -> str:
    """Return the name of a file: which document, what it is about, the date of the data."""
    name = slug(about)[:_MOST_NAME].strip("-") or "sans-nom"
    return f"{slug(LABELS[kind])}-{name}-{date}.{extension}"
